"""Near-duplicate candidates of an article, in words and for programs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from menafn_crawler.report.explanation import Explanation, explain
from menafn_crawler.report.explanation_text import text
from menafn_crawler.report.terminal import Terminal
from menafn_crawler.store import Database, open_database
from tests.store.test_duplicates import BASE, FIRST_TAKE, GROUP, save, series


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    database = open_database(store_url)
    yield database
    database.close()


def explained(database: Database, number: int) -> Explanation:
    with database.read() as connection:
        found = explain(connection, BASE + number)
    assert found is not None
    return found


def test_what_each_is_to_the_article(database: Database) -> None:
    save(database, *GROUP)
    told = {like.article_id - BASE: like.relation for like in explained(database, 1).like}
    assert told == {
        2: "a copy of it", 3: "a copy of it", 4: "a copy of it", 6: "another story",
    }  # fmt: skip
    told = {like.article_id - BASE: like.relation for like in explained(database, 2).like}
    assert told == {
        1: "its original",
        3: "a copy of the same original",
        4: "a copy of the same original",
        6: "another story",
    }


def test_why_a_series_is_no_copy_stands_there_with_its_figures(database: Database) -> None:
    save(database, series(3), series(4))
    lines = "\n".join(text(explained(database, 3), Terminal(120)))
    assert "Texts like it" in lines
    assert "100% of this text stands in it, 100% of it in this one" in lines
    assert "figures: 0 agree, 5 differ (3.1 / 4.1; 63.4 / 64.4;" in lines
    assert "two stories: 5 of 5 figures differ (3.1 / 4.1; 63.4 / 64.4; 66 / 67)" in lines
    (candidate,) = explained(database, 3).as_dict()["duplicates"]["candidates"]
    assert (len(candidate["similarity"]["differences"]["figures"]), candidate["similarity"]["near"]) == (5, False)


def test_an_equal_text_is_called_so(database: Database) -> None:
    save(database, FIRST_TAKE, GROUP[2])
    found = explained(database, 3)
    assert [list(like.lines()) for like in found.like] == [["the same text"]]
    assert found.as_dict()["duplicates"]["candidates"][0]["similarity"] is None
    assert (found.as_dict()["duplicates"]["of"], found.as_dict()["duplicates"]["kind"]) == (BASE + 1, "same_text")


def test_an_article_that_is_like_no_other_has_no_such_part(database: Database) -> None:
    save(database, GROUP[4])
    assert "Texts like it" not in "\n".join(text(explained(database, 5), Terminal(120)))
