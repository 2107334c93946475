"""Blocks beside the text, on pages of unknown layout."""

from __future__ import annotations

import pytest

from menafn_crawler import read_article
from menafn_crawler.items import TextLine
from menafn_crawler.parse import read_page
from menafn_crawler.parse.main_block import main_block, without_blocks

URL = "https://menafn.com/1109547045/Port-Opens"
LEAD = (
    "The port of Aden opened on Wednesday after nine years of work, officials said, and the first of three ships came."
)
LAST = "It sails on Friday."
LEGAL = "<p>MENAFN14052025000071011013ID1109547045</p><p>Legal Disclaimer: MENAFN provides the information as is.</p>"


@pytest.mark.parametrize("frame", ["<form action='./'>%s</form>", "<nav>%s</nav>", "<div class='ads'>%s</div>"])
@pytest.mark.parametrize("break_", ["<br><br>", "</p><p>"], ids=["br", "p"])
def test_a_block_around_the_whole_page_hides_no_paragraph(frame: str, break_: str) -> None:
    story = f"<h1>Port Opens</h1><i>2025-05-14 04:44:27</i><p>(MENAFN- X) {LEAD}{break_}{LAST}</p>{LEGAL}"
    assert read_article(frame % story, URL).body == f"{LEAD}\n\n{LAST}"


def test_a_block_beside_the_text_is_left_out() -> None:
    aside = f"<aside><p>{LAST} More of it is told in another story of ours.</p></aside>"
    page = f"<h1>Port Opens</h1><i>2025-05-14 04:44:27</i><p>(MENAFN- X) {LEAD}</p>{aside}{LEGAL}"
    assert read_article(page, URL).body == LEAD


PROSE = "The harbour master told reporters on board that a second quay will follow in a year"


@pytest.mark.parametrize(("count", "kept"), [(30, "marked"), (29, "other")], ids=["enough words", "a teaser"])
def test_an_element_marked_as_the_body_is_believed(count: int, kept: str) -> None:
    page = read_page(
        f"<body><div id=marked itemprop=articleBody>{'x ' * count}</div>"
        f"<div id=other><p>{PROSE}</p></div></body>".encode(),
        URL,
    )
    block = main_block(page)
    assert block is not None
    assert block.get("id") == kept


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (f"<div id=a><p>{'x' * 60}</p></div>", "a"),
        (f"<div id=a><p>{'x' * 59}</p></div>", None),
        (f"<div id=a><p>{'x' * 80}<a>{'y' * 20}</a></p></div>", "a"),
        (f"<div id=a><p>{'x' * 79}<a>{'y' * 20}</a></p></div>", None),
        (f"<nav id=n><div id=a><p>{'x' * 60}</p></div></nav>", None),
        (f"<div id=o><div id=a>{'x' * 60}<br>{'x' * 60}</div></div>", "a"),
        (f"<div id=o><div id=a>{'x' * 60}</div></div>", "o"),
        (f"<div id=o><div id=a><p>{'x' * 60}</p></div><div id=b><p>{'x' * 61}</p></div></div>", "b"),
        (f"<div id=o><div><p>{'x' * 60}</p></div><div><p>{'x' * 60}</p></div><div><p>{'x' * 60}</p></div></div>", "o"),
    ],
    ids=[
        "prose",
        "a label",
        "a link in it",
        "links mostly",
        "the menu",
        "lines",
        "a block of text",
        "the longer",
        "three",
    ],
)
def test_the_block_with_the_most_running_text(markup: str, found: str | None) -> None:
    block = main_block(read_page(f"<body>{markup}</body>".encode(), URL))
    assert (block.get("id") if block is not None else None) == found


@pytest.mark.parametrize(("inside", "beside", "kept"), [(6, 4, 6), (5, 5, 10)], ids=["most of it", "the half"])
def test_blocks_that_hold_most_of_a_text_are_no_blocks_beside_it(inside: int, beside: int, kept: int) -> None:
    lines = [TextLine(f"line{n}", "", True) for n in range(inside + beside)]
    assert len(without_blocks(lines, [lines[inside:]])) == kept


def test_a_byline_stays_and_a_block_with_it_is_none() -> None:
    lines = [TextLine(text, "", True) for text in ("(MENAFN- X) The port", *"abcdef")]
    assert without_blocks(lines, [lines[:3]]) == lines
    assert without_blocks(lines, [lines[1:3]]) == [lines[0], *lines[3:]]
