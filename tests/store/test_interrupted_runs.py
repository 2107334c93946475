"""The next run applies what it learns to the articles of a killed one too."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, delete

from menafn_crawler.items import Article
from menafn_crawler.store import (
    Database,
    Redating,
    TextRules,
    articles,
    begin_run,
    interrupted_runs,
    note_finished,
    open_database,
    runs,
    writer,
)
from menafn_crawler.store.schema import meta
from tests.store.made import LATER, NOW, article, listed

ZONE = ZoneInfo("America/New_York")
DAYS = 7
FIRST = 1109547000
TOMORROW = "2025-05-16T00:00:00Z"


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    yield opened
    opened.close()


def begun(database: Database, now: str = NOW) -> int:
    with database.write() as connection:
        return begin_run(connection, "menafn", {}, now)


def ended(database: Database, run_id: int, started_at: str = NOW) -> None:
    with database.write() as connection:
        runs.end_run(connection, run_id, 0, {}, LATER, "done")
        note_finished(connection, started_at)


def stored(database: Database, *found: Article) -> None:
    for one in found:
        listed(database, one.article_id)
        with database.write() as connection:
            writer.save(connection, one, DAYS)


def to_finish(database: Database) -> list[int]:
    with database.read() as connection:
        return interrupted_runs.articles_to_finish(connection)


def test_articles_wait_for_the_end_of_a_run(database: Database) -> None:
    killed = begun(database)
    stored(database, article(FIRST + 1), article(FIRST))
    assert to_finish(database) == [FIRST, FIRST + 1]
    following = begun(database)
    assert killed != following
    assert to_finish(database) == [FIRST, FIRST + 1]
    ended(database, following)
    assert to_finish(database) == []


@pytest.mark.parametrize(
    ("lease", "waits"),
    [(None, False), ("2025-05-14T23:59:59Z", False), (LATER, True)],
    ids=["another run was there and its place is taken", "one was killed before", "one was alive meanwhile"],
)
def test_articles_of_another_run_wait_unless_it_was_over(database: Database, lease: str | None, waits: bool) -> None:
    other, own = begun(database), begun(database)
    stored(database, article(FIRST))
    if lease is not None:
        with database.write() as connection:
            runs.renew_lease(connection, [other], lease)
    ended(database, own)
    assert to_finish(database) == ([FIRST] if waits else [])


def test_what_another_run_has_finished_does_not_wait(database: Database) -> None:
    other, own = begun(database), begun(database)
    with database.write() as connection:
        runs.renew_lease(connection, [other, own], TOMORROW)
    stored(database, article(FIRST))
    ended(database, other)
    assert to_finish(database) == [FIRST]
    ended(database, own)
    assert to_finish(database) == []


def test_what_older_versions_stored_counts_as_finished(database: Database) -> None:
    old = begun(database)
    stored(database, article(FIRST))
    ended(database, old)
    with database.write() as connection:
        connection.execute(delete(meta).where(meta.c.key == "articles_finished_to"))
    assert to_finish(database) == []
    begun(database)
    stored(database, article(FIRST + 1, body="Another story than the first one, of other words."))
    assert to_finish(database) == [FIRST + 1]


# --- what the next run does for them ---------------------------------------------------------------------------------

CONSTANT = "2025-05-14 04:44:27"


def dates(connection: Connection) -> dict[int, str | None]:
    ids = range(FIRST, FIRST + 30_000, 10_000)
    return {one.article_id: one.published_at for one in articles.iterate_some(connection, ids, copies=True)}


def test_a_date_that_turns_out_to_be_constant_dates_no_article_of_the_killed_run(database: Database) -> None:
    begun(database)
    pages = [article(FIRST + n, body=f"Text {n} of one page says {n * 7919}.") for n in range(0, 30_000, 10_000)]
    stored(database, *pages[:2])
    begun(database)
    with database.read() as connection:
        redating = Redating(connection, ZONE)
    assert redating.doubts(pages[2]), "the third page with the same second, far from the others"
    stored(database, pages[2])
    redating.decide_again(database, DAYS, NOW)
    with database.read() as connection:
        assert dates(connection) == dict.fromkeys(range(FIRST, FIRST + 30_000, 10_000))


NOTICE = "Visit the portal of the agency for further stories and follow its page."


def story(n: int) -> Article:
    """A story of another provider and title each, which ends with the same paragraph."""
    words = ("harbour", "budget", "election", "drought", "railway", "museum")[n % 6]
    body = f"The {words} of town {n} was opened after {n + 3} years and {n * 7919} letters.\n\n{NOTICE}"
    return article(FIRST + n, title=f"{words.title()} {n}", provider=f"Agency {n}", provider_code=None, body=body)


def test_a_notice_is_cut_from_the_articles_of_the_killed_run(database: Database) -> None:
    begun(database)
    stored(
        database, *map(story, range(4)), *(article(FIRST + 50_000 + n, body=f"Text {n * 7919}.") for n in range(210))
    )
    begun(database)
    with database.read() as connection:
        rules = TextRules(connection)
    last = rules.apply(story(4))
    assert NOTICE not in last.body
    stored(database, last)
    assert rules.finish(database, DAYS, NOW) == 4
    with database.read() as connection:
        left = articles.iterate_some(connection, range(FIRST, FIRST + 5), copies=True)
        assert not any(NOTICE in one.body for one in left)
