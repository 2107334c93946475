"""Dates of a page: labels, line breaks between two dates, and which element they stand in."""

from __future__ import annotations

import pytest

from menafn_crawler import read_article
from menafn_crawler.items import TextLine
from menafn_crawler.parse.dates import dates_of_lines, footer_dates

PUBLISHED, UPDATED = "May 13, 2025 10:28:29 AM", "May 14, 2025 5:28:29 AM"


@pytest.mark.parametrize(
    "printed",
    [
        f"<span>Originally published {PUBLISHED}</span><br><span>Edited {UPDATED}</span>",
        f"<span>Edited {UPDATED}</span><br><span>Date: {PUBLISHED}</span>",
        f"<div>First published: {PUBLISHED}</div><div>Article updated {UPDATED}</div>",
        f"{PUBLISHED} (Updated: {UPDATED})",
        f"{PUBLISHED} (Last update - {UPDATED})",
        f"{PUBLISHED}<br>Refreshed: {UPDATED}",
    ],
)
@pytest.mark.parametrize("holder", ['<span class="entry-date">{}</span>', '<div class="when">{}</div>'])
def test_two_dates_and_their_labels(holder: str, printed: str) -> None:
    page = f"""<div id="ContentPlaceHolder1_div_story"><h1 class="main-entry-title">Port Opens</h1>
        {holder.format(printed)}<div class="entry-summary tit"><p>(MENAFN- KUNA) The port opened, officials said.</p>
        </div><p>MENAFN13052025000071011013ID1109545000</p><p>Legal Disclaimer: MENAFN provides ...</p></div>"""
    article = read_article(page, "https://menafn.com/1109545000/Port-Opens")
    assert article.published_at == "2025-05-13T14:28:29Z"
    assert not article.date_conflict


DATE = "2025-05-14 04:44:27"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([f"line {DATE}", "x"], [DATE]),
        (["Updated:", DATE, DATE], [f"Updated: {DATE}", DATE]),
        (["Updated:", "x", DATE], [DATE]),
        ([DATE] * 11, [DATE] * 10),
        (["Tuesday, 02 January 2024 12:17 GMT"], []),
    ],
    ids=["in a line", "labelled", "a label of something else", "so many", "the page's header"],
)
def test_dates_of_lines_have_their_labels(texts: list[str], found: list[str]) -> None:
    assert [date[-len(want) :] for date, want in zip(dates_of_lines(texts), found, strict=True)] == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["x", f"Date: {DATE}"], [DATE]),
        ([f"Date: {DATE}", "Date: 2025-05-15 04:44:27"], [DATE]),
        (["x", DATE, "y", DATE], [DATE]),
        (["Published:", DATE], [f"Published: {DATE}"]),
        (["Most popular", DATE], []),
        (["Most popular", f"Date: {DATE}"], [DATE]),
        (["x"], []),
        ([], []),
    ],
    ids=[
        "labelled",
        "the first",
        "one place",
        "a label before",
        "other stories",
        "labelled behind them",
        "none",
        "empty",
    ],
)
def test_the_dates_below_a_story(texts: list[str], found: list[str]) -> None:
    assert footer_dates(TextLine(text, "", True) for text in texts) == found
