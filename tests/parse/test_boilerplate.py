"""What every generation of the page prints around a story."""

from __future__ import annotations

import pytest

from menafn_crawler.items import TextLine
from menafn_crawler.parse import Page, header_date, own_addresses, read_page, tidy

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
