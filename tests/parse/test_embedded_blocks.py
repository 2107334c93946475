"""Blocks inside of a story that are not its text, on pages of a known layout and of none."""

from __future__ import annotations

import pytest

from menafn_crawler import read_article

URL = "https://menafn.com/1109547045/Port-Opens"
LEAD = (
    "The port of Aden opened on Wednesday after nine years of work, officials said, and the first of three ships came."
)
MIDDLE = "Two tugs and a pilot boat were bought for it with money that the province had set aside in the spring."
LAST = "A second quay will follow when the survey of the sea bed is done, the harbour master told reporters on board."
LEGAL = "<p>MENAFN14052025000071011013ID1109547045</p><p>Legal Disclaimer: MENAFN provides the information as is.</p>"
KNOWN = (
    '<div id="ContentPlaceHolder1_div_story"><h1 class="main-entry-title">Port Opens</h1>'
    '<span class="entry-date">2025-05-14 04:44:27</span><div class="entry-summary tit">{}</div>' + LEGAL + "</div>"
)
UNKNOWN = "<h1>Port Opens</h1><i>2025-05-14 04:44:27</i><div>{}</div>" + LEGAL
ONE, TWO = (
    f'<a href="/110950000{n}/A">{title}</a>' for n, title in ((1, "Keeper leaves tower"), (2, "Chess club wins"))
)

LAYOUTS = pytest.mark.parametrize("layout", [KNOWN, UNKNOWN], ids=["known layout", "unknown layout"])


def body(layout: str, between: str) -> list[str]:
    story = f"<p>(MENAFN- X) {LEAD}</p><p>{MIDDLE}</p>{between}<p>{LAST}</p>"
    return read_article(layout.format(story), URL).body.split("\n\n")


@LAYOUTS
@pytest.mark.parametrize(
    "between",
    [
        pytest.param(f"<aside><h3>Top tales</h3><ul><li>{ONE}</li><li>{TWO}</li></ul></aside>", id="aside"),
        pytest.param(f"<h4>Our choice</h4><ul><li>{ONE}</li><li>{TWO}</li></ul>", id="heading and list"),
        pytest.param(f"<div><p><b>Our choice:</b></p><p>{ONE}</p><p>{TWO}</p></div>", id="paragraphs"),
        pytest.param(f"<p>Our choice: {ONE}</p>", id="label and link"),
        pytest.param(f"<p><em>Our choice » {ONE}</em></p>", id="label with an arrow"),
        pytest.param(f"<p>{ONE}</p>", id="link alone"),
        pytest.param(f"<p>من اختيارنا: {ONE}</p>", id="Arabic label"),
        pytest.param(f"<ul><li>{ONE} 12 May 2025</li><li>{TWO} 13 May 2025</li></ul>", id="with dates"),
        pytest.param('<div class="newsletter"><p>Our letter</p><p>Each day.</p></div>', id="newsletter by name"),
        pytest.param('<div><p>Our letter</p><form><input type="email"><button>Go</button></form></div>', id="form"),
        pytest.param('<div class="sponsored"><h4>Ten Tricks</h4><p>They pay little.</p></div>', id="sponsored"),
        pytest.param('<section class="comments"><h3>3 Comments</h3><p>Well done, all.</p></section>', id="comments"),
        pytest.param(
            '<form class="poll"><legend>Do you sail?</legend><label><input type="radio">Yes</label></form>', id="poll"
        ),
        pytest.param('<div class="wp-caption"><p class="wp-caption-text">A crane at dawn.</p></div>', id="caption"),
    ],
)
def test_a_block_that_is_no_text_is_left_out(layout: str, between: str) -> None:
    assert body(layout, between) == [LEAD, MIDDLE, LAST]


@LAYOUTS
@pytest.mark.parametrize(
    ("between", "text"),
    [
        pytest.param(f"<p>Our choice {ONE} was clear.</p>", "Our choice Keeper leaves tower was clear.", id="sentence"),
        pytest.param(f"<p>It was told in {ONE}.</p>", "It was told in Keeper leaves tower.", id="end of a sentence"),
        pytest.param(
            f"<p>{ONE} and {TWO} and so on.</p>", "Keeper leaves tower and Chess club wins and so on.", id="two"
        ),
        pytest.param('<p><a href="https://x.example/1">A list of ships</a></p>', "A list of ships", id="other site"),
        pytest.param("<h3>What follows</h3>", "What follows", id="heading"),
    ],
)
def test_a_link_in_a_sentence_stays(layout: str, between: str, text: str) -> None:
    assert body(layout, between) == [LEAD, MIDDLE, text, LAST]


def test_a_page_inside_a_form_is_no_form_of_the_story() -> None:
    fields = '<form action="./x.aspx"><input type="hidden" name="__VIEWSTATE" value="x">'
    page = fields + KNOWN.format(f"<p>(MENAFN- X) {LEAD}</p><p>{LAST}</p>") + "</form>"
    assert read_article(page, URL).body == f"{LEAD}\n\n{LAST}"


def words(count: int) -> str:
    return " ".join(f"word{n}" for n in range(count))


@LAYOUTS
@pytest.mark.parametrize(
    ("between", "left_out"),
    [
        pytest.param(f"<p>{words(6)}: {{9}}</p>", True, id="a label of six words"),
        pytest.param(f"<p>{words(7)}: {{9}}</p>", False, id="a longer label"),
        pytest.param(f"<p>{words(3)}: {{3}}</p>", True, id="as many words as the link"),
        pytest.param(f"<p>{words(4)}: {{3}}</p>", False, id="more words than the link"),
        pytest.param("<p>Read: {3}</p>", True, id="a link of three words"),
        pytest.param("<p>Read: {2}</p>", False, id="a link of two words"),
        pytest.param("<p>Read {9}</p>", False, id="a label without an end"),
        pytest.param("<p>{9} 12 May 2025</p>", True, id="a date behind"),
        pytest.param("<p>{9} he said</p>", False, id="words behind"),
        pytest.param("<p>{9} | {9}</p>", True, id="signs between"),
    ],
)
def test_how_many_words_a_block_of_links_has(layout: str, between: str, left_out: bool) -> None:
    for length in (2, 3, 9):
        between = between.replace(f"{{{length}}}", f'<a href="/1109500001/A">{words(length).title()}</a>')
    assert (body(layout, between) == [LEAD, MIDDLE, LAST]) is left_out


@pytest.mark.parametrize(
    ("label", "left_out"),
    [
        pytest.param(f"<h4>{words(6)}</h4>", True, id="six words"),
        pytest.param(f"<h4>{words(7)}</h4>", False, id="seven words"),
        pytest.param("<h4>This is it.</h4>", False, id="a sentence"),
        pytest.param("<h4>Our choice</h4>more", False, id="text between"),
        pytest.param("<p>Our choice</p>", False, id="a paragraph"),
        pytest.param("<p>Our choice:</p>", True, id="a paragraph with a colon"),
        pytest.param("<p>Read also</p>", True, id="a known label"),
    ],
)
def test_the_label_before_a_list_of_links(label: str, left_out: bool) -> None:
    assert (body(KNOWN, f"{label}<ul><li>{ONE}</li><li>{TWO}</li></ul>") == [LEAD, MIDDLE, LAST]) is left_out


@pytest.mark.parametrize(("count", "left_out"), [(25, True), (26, False)])
def test_the_small_print_of_a_form(count: int, left_out: bool) -> None:
    form = f"<div><p>{words(count)}</p><form><input></form></div>"
    assert (body(KNOWN, form) == [LEAD, MIDDLE, LAST]) is left_out
