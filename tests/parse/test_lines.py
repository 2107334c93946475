"""The text of an element as a reader sees it."""

from __future__ import annotations

import pytest
from lxml import html

from menafn_crawler.parse import read_lines, read_page
from menafn_crawler.parse.lines import read_lines_and_blocks


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


def texts(markup: str, head: str = "") -> list[str]:
    page = read_page(f"<html><head>{head}</head><body>{markup}</body></html>".encode(), "https://menafn.com/")
    return [line.text for line in page.lines(page.root)]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("10<sup>9</sup> litres", ["10⁹ litres"]),
        ("10<sup>-3</sup> m<sup>2</sup>", ["10⁻³ m²"]),
        ("e<sup>kt</sup>", ["e^kt"]),
        ("the 19<sup>th</sup> of Brand<sup>TM</sup>", ["the 19th of BrandTM"]),
        ("a claim<sup>[2]</sup> made", ["a claim[2] made"]),
        ("H<sub>2</sub>O and NO<sub>x</sub>", ["H₂O and NOx"]),
        ("x<sup><b>2</b></sup>", ["x²"]),
        ("<a href=x>10<sup>9</sup></a>", ["10⁹"]),
        ("<p><b>Heading</b><br>text goes on</p>", ["Heading", "text goes on"]),
        ("said <q>no <q>way</q> now</q> again", ["said “no ‘way’ now” again"]),
        ("the <del>old</del><s>older</s><strike>oldest</strike><ins>new</ins> price", ["the new price"]),
        ("漢<ruby>字<rt>ji</rt></ruby> <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>", ["漢字(ji) 字(ji)"]),
        ("super<wbr>cali<span>fragile</span> co\u00adop", ["supercalifragile coop"]),
        ("<math><mfrac><mn>3</mn><mn>8</mn></mfrac></math> of it", ["3/8 of it"]),
        ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msqrt><mn>2</mn></msqrt></math>", ["x^2+√(2)"]),
        ("<math><semantics><mi>a</mi><annotation>\\TeX</annotation></semantics></math>", ["a"]),
        ("<ol><li>a</li><li>b</li></ol>", ["a", "b"]),
        ("<ol start=4><li>a</li><li>b</li></ol>", ["4. a", "5. b"]),
        ("<ol reversed><li>a</li><li>b</li></ol>", ["2. a", "1. b"]),
        ("<ol type=a><li>a</li><li>b</li></ol>", ["a. a", "b. b"]),
        ("<ol type=I><li>a</li><li>b</li></ol>", ["I. a", "II. b"]),
        ("<ol type=1><li>a</li></ol>", ["a"]),
        ("<ol start=3 type=i reversed><li>a</li><li value=9>b</li></ol>", ["iii. a", "ix. b"]),
        ("<ol start=2><li>a<ol start=7><li>b</li></ol></li><li>c</li></ol>", ["2. a", "7. b", "3. c"]),
        ("<ol start=99999999999><li>a</li></ol>", ["a"]),
        (
            "<dl><dt>Depth</dt><dd>14 m</dd><dt>Berths</dt><dd>two</dd><dd>three</dd></dl>",
            ["Depth 14 m", "Berths two", "three"],
        ),
        ("<dl><dt>Depth</dt></dl>text", ["Depth", "text"]),
        ("<pre>Berth  Depth\nNorth  14\n\nEnd</pre>x", ["Berth Depth", "North 14", "End", "x"]),
        ("<figure><img src=x><figcaption>a crane at dawn</figcaption></figure>text", ["text"]),
        ("<details><summary>Why now?</summary><p>Because.</p></details>", ["Why now?", "Because."]),
        ("<h3><button>Why now?</button></h3><p>Because.</p>", ["Why now?", "Because."]),
        ("<button aria-expanded=false>Why now?</button><p>Because.</p>", ["Why now?", "Because."]),
        ("<p>text</p><button>Copy link</button>", ["text"]),
        ("<select><option>a</select><datalist><option>b</datalist><progress>1%</progress><p>text", ["text"]),
    ],
)
def test_what_an_element_means_is_kept(markup: str, wanted: list[str]) -> None:
    assert texts(markup) == wanted


@pytest.mark.parametrize(
    "tag", "noscript noframes noembed template iframe object video audio canvas dialog svg".split()
)
def test_what_is_shown_in_the_place_of_something_is_no_text(tag: str) -> None:
    assert texts(f"<p>before</p><{tag}>Your browser shows none</{tag}><p>text</p>") == ["before", "text"]


@pytest.mark.parametrize(
    ("attributes", "head"),
    [
        ("hidden", ""),
        ('hidden=""', ""),
        ('style="display:none"', ""),
        ('style="color:red; DISPLAY : NONE !important"', ""),
        ('style="visibility:hidden"', ""),
        ('style="content-visibility: hidden"', ""),
        ("class='a x'", "<style>.x{display:none}</style>"),
        ("class=x", "<style>p.y, p.x { color: red; visibility: hidden }</style>"),
        ("id=x", "<style>/* a { */ #x{display:none}</style>"),
        ("class=x", "<style>@charset 'utf-8'; .x{display:none}</style>"),
        ("class=x", "<style>@media print{.y{color:red}} .x{display:none}</style>"),
    ],
)
def test_what_is_hidden_is_no_text(attributes: str, head: str) -> None:
    inside = f"<div {attributes}>code <b>bold</b></div><p>text <span {attributes}>code</span></p>"
    assert texts(inside, head) == ["text"]
    assert texts(f"<div {attributes}><p>code</p></div>tail", head) == ["tail"]


@pytest.mark.parametrize(
    ("attributes", "head"),
    [
        ('style="display:block"', "<style>div{display:none}</style>"),
        ('class=x style="display:block"', "<style>.x{display:none}</style>"),
        ("class=x", "<style>.x{display:none} .x{display:block}</style>"),
        ("class=x", "<style>.y .x{display:none}</style>"),
        ("class=x", "<style>.x:hover{display:none}</style>"),
        ("class=x", "<style>@media print{.x{display:none}}</style>"),
        ("class=x", "<style media=print>.x{display:none}</style>"),
        ("class=x", "<style>.xy{display:none}</style>"),
        ("aria-hidden=true", ""),
        ("data-note='display:none'", ""),
    ],
)
def test_what_is_not_hidden_is_text(attributes: str, head: str) -> None:
    assert texts(f"<div {attributes}>text</div>", head) == ["text"]


def test_a_dialog_is_text_while_it_is_open() -> None:
    assert texts("<dialog open><p>text</p></dialog><dialog><p>code</p></dialog>") == ["text"]


@pytest.mark.parametrize("end", ["</html>", "</body></html>", "</BODY>", "</html></html>"])
def test_text_behind_a_premature_end_is_read(end: str) -> None:
    assert texts(f"<p>one</p>{end}<p>two</p>") == ["one", "two"]


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


@pytest.mark.parametrize(
    "around",
    [
        "<p>a</p>{}<p>b</p>",
        "<b>a{}b</b>",
        "<a href='x'>a{}b</a>",
        "<q>a{}b</q>",
        "<h1>a{}b</h1>",
        "<pre>a\n{}</pre>",
        "<p>a<sup>1{}2</sup></p>",
        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>{}</td></tr></table>",
        "<template>{}</template>",
        "<button>a{}</button>",
    ],
)
def test_a_block_read_with_the_page_has_the_lines_that_it_has_alone(around: str) -> None:
    block = "<nav><p>One<br>two <q>three</q></p><ol start='3'><li>x<li>y\n z</ol><pre>p\nq</pre>1<sup>2</sup></nav>"
    root = html.fragment_fromstring(f"<div>{around.format(block)}</div>")
    nav = next(root.iter("nav"))
    lines, blocks = read_lines_and_blocks(root, [nav])
    assert lines == read_lines(root)
    alone = [line.text for line in read_lines(nav)]
    assert [line.text for line in blocks.get(nav, read_lines(nav))] == alone


def test_most_blocks_are_read_with_the_page() -> None:
    root = html.fragment_fromstring("<div>a<nav>b<p>c</p></nav>d</div>")
    nav = next(root.iter("nav"))
    _, blocks = read_lines_and_blocks(root, [nav])
    assert [line.text for line in blocks[nav]] == ["b", "c"]
