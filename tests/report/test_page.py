"""The page as text: whole, valid, self-contained, and untouched by what the network called things."""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import etree, html

from menafn_crawler.report.formatting import format_share
from menafn_crawler.report.page import Making, render
from tests.report.made import HOSTILE, figures

MAKING = Making("2026-11-24T08:00:00Z", "sqlite:///data/menafn.db", "America/New_York")
SPANS = {"empty": 0, "one day": 1, "four months": 120, "twelve years": 4_380}


@pytest.fixture(scope="module", params=list(SPANS.values()), ids=list(SPANS))
def page(request: pytest.FixtureRequest) -> str:
    return render(figures(request.param), MAKING)


def test_it_is_valid(page: str) -> None:
    """Every tag is closed in its order, every id is there once, every reference leads to one."""
    strict = page.replace("<!DOCTYPE html>", "")
    for void in ("meta", "link", "br"):
        strict = re.sub(rf"<({void}\b[^>]*)>", r"<\1/>", strict)
    root = etree.fromstring(strict)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {element.get("aria-labelledby") for element in root.iter() if element.get("aria-labelledby")} <= set(ids)
    assert page.lstrip() == page, "something stands before the doctype"
    headings = [int(element.tag[1]) for element in root.iter("h1", "h2", "h3")]
    assert headings[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(headings))


def test_every_table_says_what_its_columns_are(page: str) -> None:
    for table in html.fromstring(page).iter("table"):
        heads = table.findall("thead/tr/th")
        assert heads
        assert all(head.get("scope") == "col" for head in heads)
        assert table.find("caption") is not None or table.get("aria-labelledby") or table.getparent().get("aria-label")
        for row in table.findall("tbody/tr"):
            assert row[0].tag == "th"
            assert len(row) == len(heads)


def test_it_needs_nothing_else(page: str) -> None:
    root = html.fromstring(page)
    assert not list(root.iter("img", "iframe", "object", "embed", "video", "audio", "form", "base"))
    assert [link.get("href") for link in root.iter("link")] == ["data:,"]
    assert not re.findall(r"https?://|@import|url\((?!#)", page)
    assert not [script.get("src") for script in root.iter("script") if script.get("src")]
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]


def test_hostile_names_are_shown_as_they_are() -> None:
    page = render(figures(30), MAKING)
    assert "<script>alert" not in page
    assert page.count("<script") == page.count("</script") == 2
    assert page.count("</style>") == 1
    text = " ".join(html.fromstring(page).text_content().split())
    assert text.count(HOSTILE) >= 18


def test_the_only_script_is_the_one_that_the_policy_names() -> None:
    root = html.fromstring(render(figures(30), MAKING))
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    run = [script.text for script in root.iter("script") if script.get("type") != "application/json"]
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in run]
    assert [f"'sha256-{value}'" for value in hashes] == re.findall(r"'sha256-[^']+'", policy)
    assert "unsafe-inline" not in policy.split("script-src")[1]


def test_without_script_the_filter_is_not_shown() -> None:
    section = html.fromstring(render(figures(30), MAKING)).get_element_by_id("filter")
    assert section.get("hidden") is not None


def test_without_a_dated_article_there_is_no_script() -> None:
    page = render(figures(0), MAKING)
    assert "<script" not in page
    assert "script-src" not in page


def test_the_same_figures_give_the_same_page() -> None:
    assert render(figures(50), MAKING) == render(figures(50), MAKING)


def test_the_first_figures_are_the_ones_asked_for_first() -> None:
    made = figures(120)
    root = html.fromstring(render(made, MAKING))
    heads = {div.findtext("dt"): div.find("dd").text_content() for div in root.findall(".//dl/div")}
    crawled = made.coverage.crawled
    assert crawled is not None
    assert crawled.coverage is not None
    assert heads == {
        "stories": f"{made.stories:,}",
        "copies": f"{made.copies:,}",
        "coverage": f"{crawled.coverage:.1%}",
        "wires": "34",
        "published": "2014-01-012014-04-30",
        "last run": "exit 0",
    }


def test_the_table_has_what_the_charts_show() -> None:
    made = figures(120)
    root = html.fromstring(render(made, MAKING))
    rows = root.findall(".//details//tbody/tr")
    day = made.coverage.days[-1]
    assert len(rows) == 120
    assert next(cell.text_content() for cell in rows[0]) == day.first.isoformat()
    shown = [f"{n:,}" for n in (day.stories, day.copies, day.aside, day.open, day.gone, day.unknown)]
    assert [cell.text_content() for cell in rows[0]][3:] == shown
    estimated = [row[2].text_content().startswith("≈") for row in reversed(rows)]
    assert estimated == [period.estimated for period in made.coverage.days]


def test_the_smaller_wires_are_told_together() -> None:
    rows = html.fromstring(render(figures(30), MAKING)).findall(
        ".//section[@aria-labelledby='wires']/div[1]/table/tbody/tr"
    )
    assert len(rows) == 21
    assert rows[-1][0].text_content().strip() == "20 others"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 9, "0.0%"), (1, 9_999, "<0.1%"), (9_998, 9_999, ">99.9%"), (9, 9, "100%"), (1, 8, "12.5%"), (0, 0, "–")],
)
def test_a_share_is_never_more_than_it_is(part: int, whole: int, said: str) -> None:
    assert format_share(part, whole) == said
