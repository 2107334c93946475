"""Stories across wires and figures of providers."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pandas
import pytest

from menafn_crawler.export import FORMATS, PROVIDERS, STORIES, Table
from menafn_crawler.export.stories import _Counts, delay
from menafn_crawler.store import Database, Publication, Selection, open_database
from tests.export.samples import fill
from tests.store.made import article

FIRST = {"provider": "KUNA", "published_at": "2025-05-14T08:00:00Z", "title": "Harbour widened"}
ROWS = (
    article(1, **FIRST),
    article(2, provider="Gulf Times", published_at="2025-05-14T08:30:00Z", title="Port widened", duplicate_of=1,
            duplicate_kind="same_text", duplicate_share=1.0),
    article(3, provider="Trend", published_at="2025-05-14T08:10:00Z", title="Harbour widened", duplicate_of=1,
            duplicate_kind="near_text", duplicate_share=0.9),
    article(4, provider="KUNA", published_at="2025-05-14T10:00:00Z", title="Harbour: update", duplicate_of=1,
            duplicate_kind="update"),
    article(5, provider="Trend", published_at=None, published_on="2025-05-16"),
    article(6, provider=None, published_at=None, published_on=None),
    article(7, provider="Gulf Times", published_at=None, published_on=None, duplicate_of=5, duplicate_kind="same_text"),
)  # fmt: skip


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    opened = open_database("sqlite://")
    fill(opened, *ROWS)
    yield opened
    opened.close()


def rows(database: Database, table: Table, suffix: str = "jsonl") -> Any:
    file = io.BytesIO()
    with database.read() as connection:
        FORMATS[suffix].write(file, table.read(connection, Selection(), None), table.columns)
    file.seek(0)
    return pandas.read_parquet(file) if suffix == "parquet" else [json.loads(line) for line in file.readlines()]


def test_a_story_has_its_copies_in_their_order(database: Database) -> None:
    story, other, alone = rows(database, STORIES)
    assert (story["article_id"], story["provider"], story["copies"]) == (1, "KUNA", 3)
    assert story["other_providers"] == ["Trend", "Gulf Times"]
    assert story["other_headlines"] == ["Port widened", "Harbour: update"]
    assert story["last_copy_delay"] == 7200
    assert [copy["article_id"] for copy in story["copy_list"]] == ["3", "2", "4"]
    assert story["copy_list"][0] == {
        "article_id": "3",
        "provider": "Trend",
        "published_at": "2025-05-14T08:10:00Z",
        "delay": "600",
        "kind": "near_text",
        "share": "0.9",
        "title": "Harbour widened",
    }
    assert (other["copies"], other["last_copy_delay"], other["copy_list"][0]["delay"]) == (1, None, None)
    assert (alone["article_id"], alone["copies"], alone["copy_list"]) == (6, 0, [])


def test_providers_are_counted(database: Database) -> None:
    by_name = {row["provider"]: row for row in rows(database, PROVIDERS)}
    assert list(by_name) == ["Gulf Times", "KUNA", "Trend"]
    follower, first, both = by_name.values()
    assert (follower["articles"], follower["originals"], follower["copies"]) == (2, 0, 2)
    assert (follower["original_share"], follower["median_delay"]) == (0.0, 1800)
    assert (follower["copies_most"], follower["copies_most_times"]) == ("KUNA", 1)
    assert (first["originals"], first["updates"], first["copied_by_others"]) == (1, 1, 2)
    assert (first["original_share"], first["median_delay"], first["copies_most"]) == (1.0, None, None)
    assert (both["originals"], both["copies"], both["original_share"]) == (1, 1, 0.5)
    assert (both["first_on"], both["last_on"]) == ("2025-05-14", "2025-05-16")


@pytest.mark.parametrize("table", [STORIES, PROVIDERS], ids=["stories", "providers"])
@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "parquet", "xlsx"])
def test_every_format_takes_them(database: Database, table: Table, suffix: str) -> None:
    file = io.BytesIO()
    with database.read() as connection:
        assert FORMATS[suffix].write(file, table.read(connection, Selection(), None), table.columns) == 3
    assert file.getvalue()


def test_parquet_has_the_copies_as_objects(database: Database) -> None:
    (first, *_) = rows(database, STORIES, "parquet")["copy_list"]
    assert [copy["kind"] for copy in first] == ["near_text", "same_text", "update"]


@pytest.mark.parametrize(
    ("first", "later", "seconds"),
    [
        ("2025-05-14T08:00:00Z", "2025-05-14T08:10:00Z", 600),
        ("2025-05-14T08:10:00Z", "2025-05-14T08:00:00Z", -600),
        (None, "2025-05-14T08:00:00Z", None),
        ("2025-05-14T08:00:00Z", None, None),
    ],
)
def test_a_delay_is_known_of_two_instants(first: str | None, later: str | None, seconds: int | None) -> None:
    assert delay(first, later) == seconds


def publication(number: int, provider: str, original: str | None = None, kind: str = "same_text", on: int = 14) -> Any:
    return Publication(
        provider=provider,
        published_on=f"2025-05-{on:02}",
        published_at=f"2025-05-{on:02}T08:{number:02}:00Z",
        kind=kind if original is not None else None,
        original_provider=original,
        original_at="2025-05-14T08:00:00Z" if original is not None else None,
    )


def test_what_is_counted_of_a_provider() -> None:
    counts = _Counts()
    told = [
        publication(1, "A"),
        publication(2, "A", on=12),
        publication(9, "A", "A"),
        publication(9, "A", "A", "update"),
    ]
    copied = [
        publication(10, "A", "C"),
        publication(30, "A", "B"),
        publication(20, "A", "C"),
        publication(40, "A", "B"),
    ]
    for one in told + copied:
        counts.add(one)
    found = counts.figures("A")
    assert (found.articles, found.originals, found.updates, found.copies) == (8, 2, 2, 4)
    assert (found.original_share, found.median_delay) == (0.3333, 1200)
    assert (found.copies_most, found.copies_most_times) == ("B", 2)
    assert (found.first_on, found.last_on) == ("2025-05-12", "2025-05-14")


def test_who_copies_nobody_copies_nobody_most() -> None:
    found = _Counts().figures("A")
    assert (found.copies_most, found.copies_most_times, found.original_share) == (None, 0, 0.0)
    assert (found.median_delay, found.first_on, found.last_on) == (None, None, None)
