"""When was it published? Ours and five extractors on the same pages, with the classes as they are and renamed.

A naive answer is taken for UTC, as data sets store it; a day counts as right when it is the day on the site's clock.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from benchmarks.table import print_table
from menafn_crawler.normalise.addresses import article_address
from menafn_crawler.normalise.article import Fetched, Reading, normalise
from menafn_crawler.parse.articles import read_article
from menafn_crawler.parse.page import read_page
from menafn_crawler.replica import build_newsroom
from menafn_crawler.replica.pages import Pages
from menafn_crawler.replica.story import Story
from menafn_crawler.replica.truth import expected_record

STORIES = 500
ZONE = ZoneInfo("America/New_York")
FETCHED_AT = datetime(2026, 11, 23, tzinfo=UTC)

Found = tuple[date | None, datetime | None]
"""The day on the site's clock and the instant, as far as a tool says them."""
Tool = Callable[[bytes, str], Found]


def ours(page: bytes, url: str) -> Found:
    """The crawler's own reading."""
    address = article_address(url)
    assert address is not None
    fetched = Fetched(address, url, "https://menafn.com", FETCHED_AT, "2026-11-23T00:00:00Z", ZONE)
    article = normalise(Reading(read_article(read_page(page, url)), fetched))
    day = date.fromisoformat(article.published_on) if article.published_on else None
    return day, datetime.fromisoformat(article.published_at) if article.published_at else None


def _said(moment: datetime | None) -> Found:
    if moment is None:
        return None, None
    return moment.date(), moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parsed(text: str | None) -> Found:
    return _said(datetime.fromisoformat(text) if text else None)


def htmldate(page: bytes, url: str) -> Found:
    """htmldate with the original date and the time asked for."""
    from htmldate import find_date

    return _parsed(find_date(page.decode(), url=url, original_date=True, outputformat="%Y-%m-%dT%H:%M:%S"))


def trafilatura(page: bytes, url: str) -> Found:
    """trafilatura's metadata."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(page.decode(), default_url=url)
    return _parsed(found.date if found is not None else None)


def newspaper4k(page: bytes, url: str) -> Found:
    """newspaper4k, told that all is English: Arabic needs a further library, and no date does."""
    from newspaper import Article

    article = Article(url, language="en", fetch_images=False)
    article.download(input_html=page.decode())
    article.parse()
    return _said(article.publish_date)


def goose3(page: bytes, url: str) -> Found:
    """goose3's article."""
    from goose3 import Goose

    with Goose({"enable_image_fetching": False}) as goose:
        return _said(goose.extract(raw_html=page.decode(), url=url).publish_datetime_utc)


def news_please(page: bytes, url: str) -> Found:
    """news-please's article."""
    from newsplease import NewsPlease

    return _said(NewsPlease.from_html(page.decode(), url=url, fetch_images=False).date_publish)


TOOLS: dict[str, Tool] = {
    "menafn_crawler": ours,
    "htmldate": htmldate,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "goose3": goose3,
    "news-please": news_please,
}


def score(tool: Tool, pages: list[tuple[Story, bytes]]) -> tuple[float, float, float, float]:
    """Shares of right days, right instants and answers of 2 January 2024; milliseconds per page."""
    days = instants = dated = timed = stale = 0
    begun = time.perf_counter()
    for story, page in pages:
        truth = expected_record(story)
        day, instant = tool(page, story.url)
        if truth["published_on"] is not None:
            dated += 1
            days += day is not None and day.isoformat() == truth["published_on"]
        if truth["published_at"] is not None:
            timed += 1
            instants += instant == datetime.fromisoformat(str(truth["published_at"]))
        stale += day == date(2024, 1, 2) and truth["published_on"] != "2024-01-02"
    seconds = time.perf_counter() - begun
    return days / dated, instants / timed, stale / len(pages), seconds / len(pages) * 1000


def main() -> None:
    """Print the table."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    newsroom = build_newsroom(stories=STORIES)
    rows = []
    for renamed in (False, True):
        rendered = Pages(newsroom, renamed)
        pages = [(story, rendered.article(story)) for story in newsroom.stories]
        for name, tool in TOOLS.items():
            tool(pages[0][1], pages[0][0].url)  # what is imported on first use is not the page's cost
            days, instants, stale, milliseconds = score(tool, pages)
            kind = "renamed" if renamed else "as they are"
            rows.append((name, kind, f"{days:.1%}", f"{instants:.1%}", f"{stale:.1%}", f"{milliseconds:.2f}"))
    header = ("tool", "classes", "right days", "right instants", "2 January 2024", "ms per page")
    print_table(f"Dates of {STORIES} replica pages", header, rows)
