"""The text of an element as a reader sees it."""

from __future__ import annotations

import pytest
from lxml import html

from menafn_crawler.parse import read_lines


def lines(markup: str) -> list[tuple[str, str, bool]]:
    root = html.document_fromstring(f"<html><body>{markup}</body></html>")
    return [(line.text, line.linked, line.starts_block) for line in read_lines(root)]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>a</p><p>b</p>", [("a", "", True), ("b", "", True)]),
        ("a<br>b", [("a", "", True), ("b", "", False)]),
        ("a<br><br>b", [("a", "", True), ("b", "", True)]),
        ("a<br>&nbsp;<br>b", [("a", "", True), ("b", "", True)]),
        ("a<br>&#8203;<br>b", [("a", "", True), ("b", "", True)]),
        ("<b>(</b><i>MENAFN</i> - X)", [("(MENAFN - X)", "", True)]),
        ("wo<span>rd</span>", [("word", "", True)]),
        ("a\n  b\tc", [("a b c", "", True)]),
        ("<a href=x>b</a>", [("b", "b", True)]),
        ("a <a href=x>b <i>c</i></a> d", [("a b c d", "b c", True)]),
        ("<a href=x>a</a>, <a href=y>b</a>", [("a, b", "a\nb", True)]),
        ("<a href=x>a<br>b</a> c", [("a", "a", True), ("b c", "b", False)]),
        ("<a href=x><img src=y></a>b", [("b", "", True)]),
        ("a<script>b</script><style>c</style><noscript>d</noscript>e", [("ae", "", True)]),
        ("<textarea>a</textarea><select><option>b</option></select>", []),
        ("a<!-- b -->c", [("ac", "", True)]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", [("a", "", True), ("b", "", True)]),
        (
            "<table><caption>Year</caption><tr><th>a</th><td>1</td></tr><tr><td><p>b</p></td><td>2<br>3</td></tr></table>c",
            [("Year", "", True), ("a 1", "", True), ("b 2 3", "", True), ("c", "", True)],
        ),
        (
            f"<table><tr><td>a</td><td>{'b ' * 80}</td></tr><tr><td>c</td><td>d</td></tr></table>",
            [("a", "", True), (("b " * 80).strip(), "", True), ("c", "", True), ("d", "", True)],
        ),
        (
            "<table><tr><td>a</td><td>(MENAFN- X) b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            [("a", "", True), ("(MENAFN- X) b", "", True), ("c", "", True), ("d", "", True)],
        ),
        ("<ul><li>a<li>b</ul>c", [("a", "", True), ("b", "", True), ("c", "", True)]),
        ("a<div>b</div>c", [("a", "", True), ("b", "", True), ("c", "", True)]),
        ("", []),
    ],
)
def test_lines(markup: str, wanted: list[tuple[str, str, bool]]) -> None:
    assert lines(markup) == wanted


@pytest.mark.parametrize(
    "headline",
    [
        "<h1>Oil rises</h1>",
        "<h1>Oil<br>rises</h1>",
        "<h1><div>Oil</div><div>rises</div></h1>",
        "<h1> <b>Oil</b> <i>rises</i></h1>",
    ],
)
def test_a_headline_is_one_line(headline: str) -> None:
    found = read_lines(html.fragment_fromstring(f"<div>a{headline}b</div>"))
    assert [(line.text, line.in_h1) for line in found] == [("a", False), ("Oil rises", True), ("b", False)]


def test_text_in_tags_that_were_never_closed_is_read() -> None:
    root = html.document_fromstring(b"<p>" + b"<b><font>" * 700 + b"deep", parser=html.HTMLParser(huge_tree=True))
    assert [line.text for line in read_lines(root)] == ["deep"]


def test_marks_of_direction_are_no_part_of_a_line() -> None:
    lines = read_lines(html.fragment_fromstring("<p>\u200fإخلاء المسؤولية:\u200e MENAFN\u202c</p>"))
    assert [line.text for line in lines] == ["إخلاء المسؤولية: MENAFN"]
