"""Storing an article with what belongs to it, by the crawl or by its second process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from menafn_crawler.reading import extract
from menafn_crawler.store import (
    Beside,
    Capture,
    Change,
    Database,
    Keep,
    Keeper,
    Keeping,
    Kept,
    articles,
    captures_of,
    count_open,
    open_database,
)
from tests.articles import page_of
from tests.store.made import article, listed

CAPTURE = Capture("run.warc.gz", 812, "2025-05-14T09:01:00Z", 200, "https://menafn.com/1109547045/Harbour")
KEEP = Keep(article(), (CAPTURE,))
NUMBER = KEEP.article.article_id
AGAIN = replace(KEEP, article=article(body="Another text.", fetched_at="2025-05-15T09:01:00Z"))


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    listed(opened, NUMBER)
    yield opened
    opened.close()


def test_article_candidate_and_capture_are_stored_together(database: Database) -> None:
    kept = Keeper(database, 7).keep(KEEP)
    assert kept == Kept(replace(KEEP.article, sections=("asia",)), Change.NEW)
    with database.read() as connection:
        assert articles.get(connection, NUMBER) == kept.article
        assert captures_of(connection, NUMBER) == [CAPTURE]
        assert count_open(connection) == 0


def test_who_cannot_say_that_it_has_stored_an_article_is_found_out(database: Database) -> None:
    keeper = Keeper(database, 7)
    assert keeper.kept(KEEP) is None
    first = keeper.keep(KEEP)
    assert keeper.kept(KEEP) == first
    assert keeper.kept(AGAIN) is None, "another look at the same article"
    second = keeper.keep(AGAIN)
    assert second.change is Change.CORRECTED
    assert keeper.kept(AGAIN) == second


def test_the_second_process_stores_as_the_crawl_would(database: Database, store_url: str) -> None:
    with closing(Beside()) as beside:
        assert beside.answer(Keeping(store_url, 7)) is None
        kept = beside.answer(KEEP)
    assert isinstance(kept, Kept)
    assert kept == Keeper(database, 7).kept(KEEP)


@pytest.mark.parametrize(
    "keeping",
    [pytest.param(Keeping("sqlite:////nowhere/menafn.db", 7), id="no such folder"), pytest.param(None, id="not told")],
)
def test_without_a_store_it_leaves_the_article_to_the_crawl(keeping: Keeping | None) -> None:
    beside = Beside()
    beside.answer(keeping)
    assert beside.answer(KEEP) is None


def test_an_article_that_nobody_listed_is_stored_by_neither(database: Database, store_url: str) -> None:
    stranger = Keep(article(1109547046))
    with closing(Beside()) as beside:
        beside.answer(Keeping(store_url, 7))
        assert beside.answer(stranger) is None
    with database.read() as connection:
        assert articles.get(connection, stranger.article.article_id) is None


def test_it_reads_pages_too() -> None:
    body = b"""<html><head><meta property="og:url" content="https://menafn.com/1109547045/Slug"></head><body>
        <h1>Harbour widened</h1><p>2025-05-14 04:44:27</p><p>(MENAFN) Dredgers have begun their work.</p>
        <p>MENAFN14052025000045015687ID1109547045</p><p>Legal Disclaimer:</p></body></html>"""
    page = page_of(body)
    assert Beside().answer(page) == extract(page)
