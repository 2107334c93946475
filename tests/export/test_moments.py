"""Exports that depend on a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from menafn_crawler.export import ExportSpec
from menafn_crawler.export.moments import (
    UnknownPastError,
    selection_of_cursor,
    spec_as_of,
    spec_changed_since,
    spec_since_last,
)
from menafn_crawler.store import Database, Selection, open_database, writer
from menafn_crawler.store.delta_cursors import write_cursor
from tests.store.made import article, listed

SPEC = ExportSpec(Path("a.csv"))
TIMES = ("2025-05-20T10:00:00Z", "2025-05-21T10:00:00Z")


@pytest.fixture
def database() -> Iterator[Database]:
    """A store in which article 1 was stored by change 1, and article 2 by change 2, a day later."""
    opened = open_database("sqlite://")
    listed(opened, 1, 2)
    for number, when in enumerate(TIMES, 1):
        with opened.write() as connection:
            writer.save(connection, article(number, body=("Ports opened", "Bakers strike")[number - 1]), 7)
            connection.exec_driver_sql("UPDATE changes SET changed_at = ? WHERE number = ?", (when, number))
    yield opened
    opened.close()


def ids(database: Database, spec: ExportSpec) -> list[int]:
    with database.read() as connection:
        return [row.article_id for row in spec.table.read(connection, spec.selection, None)]


@pytest.mark.parametrize(
    ("instant", "then", "since"),
    [
        ("2025-05-20T09:59:59Z", [], [1, 2]),
        (TIMES[0], [1], [1, 2]),
        ("2025-05-20T10:00:01Z", [1], [2]),
        (TIMES[1], [1, 2], [2]),
        ("2025-05-21T10:00:01Z", [1, 2], []),
    ],
    ids=["before all", "the first", "between", "the second", "behind all"],
)
def test_the_past_and_what_changed_since(database: Database, instant: str, then: list[int], since: list[int]) -> None:
    with database.read() as connection:
        was, changed = spec_as_of(connection, SPEC, instant), spec_changed_since(connection, SPEC, instant)
    assert (ids(database, was), ids(database, changed)) == (then, since)
    assert (was.note, was.force) == ({"as_of": instant}, False)
    assert (changed.note, changed.force) == ({"changed_since": instant}, True)


@pytest.mark.parametrize(
    ("change", "found"), [(None, [1, 2]), (0, [1, 2]), (1, [2]), (2, [])], ids=["none", "of an empty store", "1", "2"]
)
def test_a_delta_goes_on_where_the_last_one_ended(database: Database, change: int | None, found: list[int]) -> None:
    with database.write() as connection:
        if change is not None:
            write_cursor(connection, "mine", change, selection_of_cursor(SPEC))
        write_cursor(connection, "other", 2, {})
        spec = spec_since_last(connection, SPEC, "mine")
    assert ids(database, spec) == found
    assert (spec.note, spec.force) == ({"since_last": "mine"}, True)


def test_a_delta_of_another_selection_or_of_the_future_is_refused(database: Database) -> None:
    copies = replace(SPEC, selection=Selection(copies=True))
    with database.write() as connection:
        write_cursor(connection, "mine", 1, selection_of_cursor(copies))
        with pytest.raises(UnknownPastError, match="another selection"):
            spec_since_last(connection, SPEC, "mine")
        write_cursor(connection, "mine", 3, selection_of_cursor(SPEC))
        with pytest.raises(UnknownPastError, match="older than the last delta"):
            spec_since_last(connection, SPEC, "mine")


def test_what_an_older_program_wrote_is_not_known(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("menafn_crawler.export.moments.versions_kept_from", lambda _: 1)
    with database.read() as connection:
        assert spec_as_of(connection, SPEC, TIMES[0]).note
        with pytest.raises(UnknownPastError, match=f"before {TIMES[0]} is not known"):
            spec_as_of(connection, SPEC, "2025-05-20T09:59:59Z")
