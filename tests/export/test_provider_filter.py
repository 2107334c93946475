"""Providers as a user names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from menafn_crawler.export import ExportSpec
from menafn_crawler.export.provider_filter import UnknownProviderError, spell_providers
from menafn_crawler.store import Database, Selection, open_database
from tests.export.samples import fill
from tests.store.made import article

NAMES = ("Gulf Times", "Gulf News", "Gulf Daily", "Gulf Weekly", "Jordan Times", "KUNA")


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    opened = open_database("sqlite://")
    fill(opened, *(article(number, provider=name) for number, name in enumerate(NAMES, 1)))
    yield opened
    opened.close()


def spelled(database: Database, *providers: str) -> tuple[str, ...]:
    spec = ExportSpec(Path("a.csv"), replace(Selection(), providers=providers))
    with database.read() as connection:
        return tuple(spell_providers(connection, spec).selection.providers)


def test_providers_are_spelled_as_in_the_store(database: Database) -> None:
    assert spelled(database, "kuna", "GULF TIMES") == ("KUNA", "Gulf Times")
    assert spelled(database) == ()


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("jordan", "the nearest are 'Jordan Times'"),
        ("Kuna!", "the nearest are 'KUNA'"),
        ("zzzz", "no name is like it"),
    ],
    ids=["a part of it", "spelled nearly so", "nothing like it"],
)
def test_an_unknown_provider_is_told_with_the_nearest(database: Database, asked: str, nearest: str) -> None:
    with pytest.raises(UnknownProviderError) as refused:
        spelled(database, "KUNA", asked)
    assert str(refused.value) == f"no article is by {asked!r}; {nearest}"


def test_three_are_named_at_most_those_that_hold_the_text_first(database: Database) -> None:
    with pytest.raises(UnknownProviderError) as refused:
        spelled(database, "gulf")
    named = str(refused.value).partition("the nearest are ")[2].split(", ")
    assert len(named) == 3
    assert {name.strip("'") for name in named} <= set(NAMES[:4])
    with pytest.raises(UnknownProviderError, match="the nearest are 'Gulf Times', 'Jordan Times'"):
        spelled(database, "times")
