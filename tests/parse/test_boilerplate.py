"""What every generation of the page prints around a story."""

from __future__ import annotations

import pytest

from menafn_crawler.items import TextLine
from menafn_crawler.parse import Page, header_date, own_addresses, read_page, tidy
from menafn_crawler.parse.boilerplate import before_disclaimer, begins_disclaimer, is_foot, is_prose

HEADER = "Tuesday, 02 January 2024 12:17 GMT"


def page(markup: str) -> Page:
    return read_page(f"<html>{markup}</html>".encode(), "https://menafn.com/1109547045/")


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (f"<span>{HEADER}</span>", HEADER),
        (f"<div>Dubai {HEADER} - Currency</div>", HEADER),
        ("<div><span>Tuesday, 02 January 2024</span> <span>12:17 GMT</span></div>", HEADER),
        ("<p>Briefing until 00:00 GMT</p>", None),
        ("<p>2025-05-14 04:44:27</p>", None),
    ],
)
def test_the_date_in_the_head(markup: str, found: str | None) -> None:
    assert header_date(page(markup)) == found


SHARED = "https%3A%2F%2Fmenafn.com%2F1109547045%2FSlug"
ADDRESS = "https://menafn.com/1109547045/Slug"


@pytest.mark.parametrize(
    ("markup", "addresses"),
    [
        (f'<meta property="og:url" content="{ADDRESS}">', (ADDRESS,)),
        (f'<link rel="canonical" href="{ADDRESS}">', (ADDRESS,)),
        (f'<a href="https://www.facebook.com/sharer.php?u={SHARED}">f</a>', (ADDRESS,)),
        (f'<a href="https://twitter.com/intent/tweet?text=A+title&url={SHARED}&via=x">t</a>', (ADDRESS,)),
        (f'<a href="https://wa.me/?text=A%20title%20{SHARED}">w</a>', (ADDRESS,)),
        (f'<a href="mailto:?subject=a&body={SHARED}">m</a>', (ADDRESS,)),
        ('<a href="https://www.facebook.com/menafn.com?ref=x">f</a>', ()),
        ("<p>none</p>", ()),
    ],
)
def test_what_the_page_gives_as_its_own_address(markup: str, addresses: tuple[str, ...]) -> None:
    assert own_addresses(page(markup)) == addresses


@pytest.mark.parametrize(
    ("printed", "tidied"),
    [
        (["(", "MENAFN - UkrinForm) Text"], ["(MENAFN - UkrinForm) Text"]),
        (["(", "MENAFN -", "UkrinForm) Text", "More."], ["(MENAFN - UkrinForm) Text", "More."]),
        (["(MENAFN -", "UkrinForm", ") Text"], ["(MENAFN - UkrinForm) Text"]),
        (["(MENAFN", "- Kuwait News Agency (KUNA)) Text"], ["(MENAFN - Kuwait News Agency (KUNA)) Text"]),
        (["MENAFN -", "UkrinForm) Text"], ["MENAFN - UkrinForm) Text"]),
        (["(", "Other) Text"], ["(", "Other) Text"]),
        (["(MENAFN) Text", "More (of it)."], ["(MENAFN) Text", "More (of it)."]),
        (["MENAFN is a site", "of news (and more) for all"], ["MENAFN is a site", "of news (and more) for all"]),
        (
            ["Share Facebook Twitter Print (MENAFN- X) Text"],
            ["Share Facebook Twitter Print", "(MENAFN- X) Text"],
        ),
        (["Text. Legal Disclaimer: MENAFN provides"], ["Text.", "Legal Disclaimer: MENAFN provides"]),
        ([], []),
    ],
)
def test_lines_are_divided_where_the_pages_own_texts_are(printed: list[str], tidied: list[str]) -> None:
    assert [line.text for line in tidy(TextLine(text, "", True) for text in printed)] == tidied


def test_a_byline_without_its_last_bracket_takes_one_paragraph_at_most() -> None:
    lines = [TextLine(text, "", True) for text in ("(MENAFN- News Agency (NAG)", "Ports opened.", "Ships came.")]
    assert [line.text for line in tidy(lines)][-1] == "Ships came."


TWELVE = "one two three four five six seven eight nine ten eleven twelve"


@pytest.mark.parametrize(
    ("text", "linked", "prose"),
    [
        (f"{TWELVE}.", "", True),
        (f"{TWELVE}", "", False),
        (f"{TWELVE[4:]}.", "", False),
        (f"“{TWELVE}.”", "", True),
        (f"{TWELVE}؟", "", True),
        (f"{TWELVE}.", "x" * 31, True),
        (f"{TWELVE}.", "x" * 32, False),
        (f"{TWELVE}.", "x" * 16 + "\n" + "x" * 15, True),
        (f"{TWELVE}.", "x" * 16 + "\n" + "x" * 16, False),
        (f"© {TWELVE}.", "", False),
    ],
    ids=[
        "a sentence", "no end", "eleven words", "quoted", "Arabic end", "half is linked", "more is linked", "two links",
        "two longer links", "the footer",
    ],
)  # fmt: skip
def test_prose_is_a_sentence_of_twelve_words_outside_of_links(text: str, linked: str, prose: bool) -> None:
    assert len(f"{TWELVE}.") == 63
    assert is_prose(TextLine(text, linked, True)) is prose


@pytest.mark.parametrize(
    ("text", "foot"),
    [
        ("© 2000-2024 MENAFN", True),
        ("Copyright MENAFN. All rights reserved.", True),
        ("© " + "x" * 79, True),
        ("© " + "x" * 80, False),
        ("The copyright of the song", False),
    ],
)
def test_the_line_of_the_footer(text: str, foot: bool) -> None:
    assert is_foot(text) is foot


@pytest.mark.parametrize("length", [10, 400], ids=["short", "long"])
@pytest.mark.parametrize(
    ("text", "begins"), [("Legal Disclaimer: MENAFN says {}", True), ("{} Legal Disclaimer:", False)]
)
def test_a_text_begins_with_the_disclaimer(length: int, text: str, begins: bool) -> None:
    assert begins_disclaimer(text.format("x" * length)) is begins


def test_what_stands_before_the_disclaimer() -> None:
    markup = "<p>one</p><a href=/l>Legal Disclaimer</a><p>two</p>{}<p>three</p>"
    for disclaimer in ("<p>Legal Disclaimer:</p>", "<i>x</i>Legal Disclaimer:"):
        above, ended = before_disclaimer(page(markup.format(disclaimer)))
        assert ended
        assert [element.text for element in above if element.tag == "p"] == ["one", "two"]
    above, ended = before_disclaimer(page(markup.format("")))
    assert not ended
    assert [element.text for element in above if element.tag == "p"] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("مشاركة فيسبوك تويتر واتساب نص الخبر", ["مشاركة فيسبوك تويتر واتساب", "نص الخبر"]),
        ("نص الخبر. إخلاء المسؤولية القانونية:", ["نص الخبر.", "إخلاء المسؤولية القانونية:"]),
        ("صورة (MENAFN- X) نص", ["صورة", "(MENAFN- X) نص"]),
        ("Share Facebook Twitter", ["Share Facebook Twitter"]),
        ("A ship Legal Disclaimer:", ["A ship", "Legal Disclaimer:"]),
    ],
    ids=["share block", "disclaimer", "byline", "share block alone", "English disclaimer"],
)
def test_lines_of_both_languages_are_divided(text: str, tidied: list[str]) -> None:
    parts = tidy([TextLine(text, "", False)])
    assert [part.text for part in parts] == tidied
    assert [part.starts_block for part in parts] == [False, True][: len(parts)]


def test_a_byline_is_made_of_three_lines_at_most_and_of_no_headline() -> None:
    four = [TextLine(text, "", True) for text in ("(MENAFN -", "Ukrin", "Form", ") Text")]
    assert len(tidy(four)) == 4
    headline = [TextLine("(", "", True), TextLine("MENAFN - X) Text", "", True, in_h1=True)]
    assert len(tidy(headline)) == 2


def test_a_caption_before_a_byline_is_cut_off_but_not_a_headline() -> None:
    assert len(tidy([TextLine("A ship (MENAFN- X) Text", "", True)])) == 2
    assert len(tidy([TextLine("A ship (MENAFN- X) Text", "", True, in_h1=True)])) == 1


@pytest.mark.parametrize(("others", "found"), [(19, HEADER), (20, None)], ids=["the twentieth", "the next one"])
def test_the_date_in_pieces_is_looked_for_at_the_top(others: int, found: str | None) -> None:
    pieces = "<div><span>Tuesday, 02 January 2024</span> <span>12:17 GMT</span></div>"
    assert header_date(page("<div><div><p>GMT</p></div></div>" * others + pieces)) == found
