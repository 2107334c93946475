"""Articles in the store, on every database that is supported."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event

from menafn_crawler.items import Article
from menafn_crawler.normalise import CLOCK_NOTE
from menafn_crawler.store import (
    Change,
    Database,
    Selection,
    Span,
    article_versions,
    articles,
    open_database,
    writer,
)
from tests.store.made import NOW, TEXT, article, listed


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    yield opened
    opened.close()


def save(database: Database, *made: Article) -> list[Change]:
    for one in made:
        listed(database, one.article_id)
    with database.write() as connection:
        return [writer.save(connection, one, duplicate_days=7)[1] for one in made]


def stored(database: Database, number: int) -> Article:
    with database.read() as connection:
        found = articles.get(connection, number)
    assert found is not None
    return found


def test_an_article_is_read_back_as_it_was(database: Database) -> None:
    made = article(title="Crème – “brûlée” بيروت", tags=("a", "ب"), quality=("mojibake",), wire_number=10**12)
    assert save(database, made) == [Change.NEW]
    assert stored(database, made.article_id) == replace(made, sections=("asia",))


def test_sections_grow_with_every_list(database: Database) -> None:
    save(database, article())
    listed(database, 1109547045, section="economy")
    assert stored(database, 1109547045).sections == ("asia", "economy")


def test_the_copy_is_the_later_one_whichever_was_crawled_first(database: Database) -> None:
    later = article(2, provider="Zawya", provider_code=None, published_at="2025-05-14T09:00:00Z")
    save(database, later, article(1))
    assert (stored(database, 1).duplicate_of, stored(database, 2).duplicate_of) == (None, 1)
    assert stored(database, 2).duplicate_kind == "same_text"


def test_a_correction_dissolves_the_relation(database: Database) -> None:
    save(database, article(1), article(2, provider="Zawya", provider_code=None))
    assert stored(database, 2).duplicate_of == 1
    save(database, article(1, body=TEXT + " The work ends in June."))
    assert stored(database, 2).duplicate_of is None
    assert stored(database, 2).duplicate_kind is None


def test_another_look_at_an_unchanged_page_moves_only_the_time(database: Database) -> None:
    first = article()
    save(database, first)
    again = article(fetched_at="2025-05-15T09:00:00Z", first_seen_at="2025-05-15T08:00:00Z", source_url="elsewhere")
    assert save(database, again) == [Change.UNCHANGED]
    expected = replace(first, fetched_at="2025-05-15T09:00:00Z", sections=("asia",))
    assert stored(database, first.article_id) == expected


@pytest.mark.parametrize(
    "changed",
    [article(title="Harbour to be widened"), article(body=TEXT + " It ends in June.")],
    ids=["title", "text"],
)
def test_a_changed_title_or_text_is_a_new_revision_and_the_old_one_is_kept(
    database: Database, changed: Article
) -> None:
    first = article()
    save(database, first)
    changed = replace(changed, fetched_at="2025-05-15T09:00:00Z")
    assert save(database, changed) == [Change.CORRECTED]
    now = stored(database, first.article_id)
    assert (now.revision, now.title, now.body) == (2, changed.title, changed.body)
    assert now.first_seen_at == first.first_seen_at
    with database.read() as connection:
        history = list(articles.iterate_revisions(connection))
    assert [(row.event, row.revision, row.title, row.body) for row in history] == [
        ("first", 1, first.title, first.body),
        ("corrected", 2, changed.title, changed.body),
    ]
    assert [row.noted_at for row in history] == [first.fetched_at, changed.fetched_at]


REDATED = ({"source": "printed", "raw": "2025-05-16 04:44:27", "value": "2025-05-16T08:44:27Z", "verdict": "chosen"},)


def test_another_date_is_noted_and_the_first_is_kept(database: Database) -> None:
    save(database, article())
    redated = article(published_at="2025-05-16T08:44:27Z", published_on="2025-05-16", date_evidence=REDATED)
    assert save(database, redated) == [Change.REDATED]
    assert stored(database, 1109547045).published_at == "2025-05-14T08:44:27Z"
    assert stored(database, 1109547045).revision == 1
    with database.read() as connection:
        history = list(articles.iterate_revisions(connection))
    assert [(row.event, row.published_at) for row in history] == [
        ("first", "2025-05-14T08:44:27Z"),
        ("redated", "2025-05-16T08:44:27Z"),
    ]


def at(hour: int, **values: Any) -> Article:
    """A look at the article when its page prints that hour of one day, Eastern."""
    utc = f"2025-05-14T{hour + 4:02}:44:27Z"
    said = {"source": "printed", "raw": f"2025-05-14 {hour:02}:44:27", "value": utc, "verdict": "chosen"}
    return article(published_at=utc, date_evidence=(said,), **values)


CORRECTION = {"title": "Harbour to be widened"}
DATINGS: dict[str, tuple[list[Article], list[Change]]] = {
    "it stays so": ([at(4), at(3), at(3), at(3)], [Change.REDATED, Change.UNCHANGED, Change.UNCHANGED]),
    "it is taken back": ([at(4), at(3), at(4), at(4)], [Change.REDATED, Change.REDATED, Change.UNCHANGED]),
    "a correction after it": (
        [at(4), at(3), at(3, **CORRECTION), at(3, **CORRECTION)],
        [Change.REDATED, Change.CORRECTED, Change.UNCHANGED],
    ),
    "a correction with it": (
        [at(4), at(3, **CORRECTION), at(3, **CORRECTION), at(3, **CORRECTION)],
        [Change.CORRECTED, Change.REDATED, Change.UNCHANGED],
    ),
}


@pytest.mark.parametrize(("looks", "changes"), DATINGS.values(), ids=DATINGS.keys())
def test_another_date_is_noted_once_however_often_it_is_seen(
    database: Database, looks: list[Article], changes: list[Change]
) -> None:
    assert save(database, *looks) == [Change.NEW, *changes]
    assert stored(database, 1109547045).published_at == "2025-05-14T08:44:27Z"


def test_a_date_that_came_with_a_return_is_noted_once(database: Database) -> None:
    save(database, at(4))
    with database.write() as connection:
        writer.note_vanished(connection, 1109547045, NOW)
    assert save(database, at(3), at(3)) == [Change.RETURNED, Change.UNCHANGED]


def test_a_better_date_takes_the_place_of_one_that_was_in_doubt(database: Database) -> None:
    save(database, article(published_at=None, date_precision="day", date_source="wire_id", date_evidence=()))
    save(database, article())
    assert stored(database, 1109547045).published_at == "2025-05-14T08:44:27Z"


def test_a_removal_is_noted_once_and_a_return_too(database: Database) -> None:
    save(database, article())
    for expected in (True, False):
        with database.write() as connection:
            assert writer.note_vanished(connection, 1109547045, NOW) is expected
    assert save(database, article()) == [Change.RETURNED]
    assert save(database, article()) == [Change.UNCHANGED]
    with database.read() as connection:
        events = [row.event for row in articles.iterate_revisions(connection)]
    assert events == ["first", "vanished", "returned"]


@pytest.mark.slow
def test_all_articles_come_by_rising_number_however_many_there_are(database: Database) -> None:
    numbers = list(range(1109540000, 1109540000 + 1203))
    made = [article(number, body=f"{TEXT} {number}") for number in reversed(numbers)]
    save(database, *made)
    with database.read() as connection:
        assert [one.article_id for one in articles.iterate_stored(connection)] == numbers


def test_few_articles_among_many_are_read_in_one_statement(database: Database) -> None:
    save(database, article(1), article(10**6, provider="Zawya", provider_code=None, body=TEXT + " Two."))
    statements: list[str] = []
    with database.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda *sent: statements.append(sent[2]))
        assert len(list(articles.iterate_stored(connection))) == 2
    assert len(statements) == 1, "in pages, each would read the sections of all articles between its own"


@pytest.mark.parametrize("span", [Span(since=NOW), Span(until=NOW), Span(NOW, NOW)], ids=["since", "until", "both"])
def test_the_articles_of_a_span_are_found_by_the_index_of_days(tmp_path: Path, span: Span) -> None:
    opened = open_database(f"sqlite:///{tmp_path / 'menafn.db'}")
    plans: list[str] = []
    with opened.read() as connection:
        driver: Any = connection.connection.driver_connection

        def explain(*sent: Any) -> None:
            plans.extend(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {sent[2]}", sent[3]))

        event.listen(connection, "before_cursor_execute", explain)
        assert list(articles.iterate_stored(connection, Selection(span=span, zone=ZoneInfo("UTC")))) == []
    opened.close()
    assert plans[0].startswith("SEARCH articles USING INDEX articles_by_day")


_AT = Span("2025-05-14T08:44:27Z", "2025-05-14T08:44:27Z")
SELECTIONS: dict[str, tuple[Selection, list[int]]] = {
    "every story": (Selection(), [1, 2, 3]),
    "with copies": (Selection(copies=True), [1, 2, 3, 4]),
    "provider, whatever its case": (Selection(providers=("trend news AGENCY",)), [1, 3]),
    "language": (Selection(language="ar"), [3]),
    "section": (Selection(sections=("economy",)), [2]),
    "instant, whatever the zone says of its day": (Selection(_AT, zone=ZoneInfo("Pacific/Kiritimati")), [1, 2, 3]),
    "no instant": (Selection(Span(since="2025-05-14T08:44:28Z"), zone=ZoneInfo("America/New_York")), []),
}


@pytest.mark.parametrize(("selection", "expected"), SELECTIONS.values(), ids=SELECTIONS.keys())
def test_selection(database: Database, selection: Selection, expected: list[int]) -> None:
    others = (
        article(2, provider="Zawya", provider_code=None, body=TEXT + " Two."),
        article(3, language="ar", body=TEXT + " Three."),
        article(4, provider="Zawya", provider_code=None),
    )
    save(database, article(1), *others)
    listed(database, 2, section="economy")
    with database.read() as connection:
        assert [one.article_id for one in articles.iterate_stored(connection, selection)] == expected


@pytest.mark.parametrize(
    "said",
    [
        {"source": "json_ld", "raw": "dateModified: 2025-05-20T00:00:00Z", "value": None, "verdict": "updated"},
        {"source": "printed", "raw": "2025-05-20 04:44:27", "value": None, "verdict": "stale", "note": CLOCK_NOTE},
    ],
    ids=["an update", "a clock"],
)
def test_what_is_no_publication_date_changes_none(database: Database, said: dict[str, str | None]) -> None:
    first = article()
    assert save(database, first) == [Change.NEW]
    again = replace(first, date_evidence=(*first.date_evidence, said), fetched_at="2025-05-21T00:00:00Z")
    assert save(database, again) == [Change.UNCHANGED]


EVERY = Selection(copies=True)
READERS: dict[str, Callable[[Connection, list[int]], Iterator[Any]]] = {
    "by id": lambda connection, ids: articles.iterate_stored(connection, EVERY, ids),
    "all": lambda connection, _ids: articles.iterate_stored(connection, EVERY),
    "firsts": articles.iterate_representatives,
    "some": articles.iterate_some,
    "revisions": lambda connection, ids: articles.iterate_revisions(connection, EVERY, ids),
    "as of a change": lambda connection, _ids: article_versions.iterate_as_of(connection, EVERY, 1),
    "changes": lambda connection, _ids: article_versions.iterate_changes(connection, EVERY, 0),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_what_was_read_is_freed_at_once(
    read: Callable[[Connection, list[int]], Iterator[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands look for garbage in circles so rarely that it filled 30 MB in an export of a million articles."""
    for module in (articles, article_versions):
        monkeypatch.setattr(module, "_BATCH", 1)
    assert circular_garbage(read, 12) == circular_garbage(read, 3)


def circular_garbage(read: Callable[[Connection, list[int]], Iterator[Any]], count: int) -> int:
    """Objects that only the garbage collector can free, after the second time that articles are read."""
    opened, ids = open_database("sqlite://"), list(range(1, count + 1))
    save(opened, *map(article, ids))
    with opened.read() as connection:
        list(read(connection, ids))  # SQLAlchemy fills its caches
        gc.collect()
        gc.disable()
        try:
            list(read(connection, ids))
            found = gc.collect()
        finally:
            gc.enable()
    opened.close()
    return found
