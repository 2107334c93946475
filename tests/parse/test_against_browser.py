"""What a reader sees, judged by a real Chromium: its ``innerText`` of random pages beside ours.

Where ours differs on purpose, ``EXPLAINED`` says how; ``docs/fields.md`` says why.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest

from menafn_crawler.parse import read_page
from tests.parse.invented import sentence
from tests.report.browser import Look, look_at

PARTS = (
    "<p>{}</p>|<div>{}</div>|{}<br><br>|<p hidden>{}</p>|<p style='display:none'>{}</p>|<p class=gone>{}</p>"
    "|<div style='visibility:hidden'>{}</div>|<template><p>{}</p></template>|<dialog>{}</dialog>"
    "|<dialog open>{}</dialog>"
    "|<noscript><p>{}</p></noscript>|<video><p>{}</p></video>|<audio>{}</audio>|<object><p>{}</p></object>"
    "|<canvas>{}</canvas>|<iframe>{}</iframe>|<script>'{}'</script>|<style>/* {} */</style>|<ul><li>{}</li></ul>"
    "|<ol><li>{}</li></ol>|<blockquote>{}</blockquote>|<ins>{}</ins>|<p>sooth<wbr>ing {}</p>|<pre>{}</pre>"
    "|<h3>{}</h3>|<section><header>{}</header></section>|<table><tr><td>{}</td></tr></table>|<p><b>{}</b><br>on</p>"
    "|<noframes>{}</noframes>|<figure>{}</figure>|<details open><summary>{}</summary>more</details>|<center>{}</center>"
).split("|")
EXPLAINED = (
    ("<q>{}</q>", "“{}”"),
    ("<p><del>{}</del>new</p>", "new"),
    ("<p>10<sup>9</sup> {}</p>", "10⁹ {}"),
    ("<p>H<sub>2</sub>O {}</p>", "H₂O {}"),
    ("<ol start=3><li>{}</li></ol>", "3. {}"),
    ("<figure><figcaption>{}</figcaption></figure>", ""),
    ("<select><option>{}</option></select>", ""),
    ("<textarea>{}</textarea>", ""),
    ("<p>x</p><button>{}</button>", "x"),
    ("<details><summary>Why?</summary><p>{}</p></details>", "Why?{}"),
    ("<math><mfrac><mn>3</mn><mn>8</mn></mfrac></math>", "3/8"),
)
STYLE = "<style>.gone { display: none }</style>"


def markup(number: int) -> str:
    rng = Random(number)
    body = "".join(rng.choice(PARTS).format(sentence(rng)) for _ in range(25))
    return f"<html><head>{STYLE}</head><body>{body}</body></html>"


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def ours(page: str) -> str:
    read = read_page(page.encode(), "https://menafn.com/")
    return letters("".join(line.text for line in read.lines(read.root)))


@pytest.mark.parametrize(("form", "wanted"), EXPLAINED, ids=[form for form, _ in EXPLAINED])
def test_where_it_differs_from_a_browser_on_purpose(form: str, wanted: str) -> None:
    text = "The port board approved it"
    assert ours(f"<html><body>{form.format(text)}</body></html>") == letters(wanted.format(text))


@pytest.mark.slow
def test_the_text_is_what_a_browser_shows(tmp_path: Path) -> None:
    pages = [markup(number) for number in range(60)]
    host = tmp_path / "host.html"
    frames = json.dumps(pages).replace("<", "\\u003c")
    script = (
        f"<script>const pages = {frames}; const shown = pages.map(page => {{"
        "const frame = document.createElement('iframe'); document.body.append(frame);"
        "frame.contentDocument.open(); frame.contentDocument.write(page); frame.contentDocument.close();"
        "return frame.contentDocument.body.innerText; });</script>"
    )
    host.write_text(f"<!doctype html><meta charset=utf-8><body>{script}", "utf-8")
    seen = look_at(host, [Look(1000)], ["shown"])[0].values[0]
    differing = [n for n, page in enumerate(pages) if ours(page) != letters(seen[n])]
    assert [(pages[n], seen[n]) for n in differing[:1]] == []
