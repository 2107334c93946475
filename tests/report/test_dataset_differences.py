"""Two stores beside each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from menafn_crawler.items import Article
from menafn_crawler.report.dataset_differences import EXAMPLES, Differences, differences
from menafn_crawler.store import open_database, writer
from tests.store.made import article, listed


def compared(tmp_path: Path, before: list[Article], after: list[Article]) -> Differences:
    stores = []
    for name, made in (("before", before), ("after", after)):
        database = open_database(f"sqlite:///{tmp_path / name}.db")
        listed(database, *(one.article_id for one in made))
        with database.write() as connection:
            for one in made:
                writer.save(connection, one, 7)
        stores.append(database)
    with stores[0].read() as old, stores[1].read() as new:
        found = differences(old, new)
    for database in stores:
        database.close()
    return found


def test_records_are_matched_by_number_and_compared_field_by_field(tmp_path: Path) -> None:
    before = [article(number, body=f"The story numbered {number} is told.") for number in range(1, 8)]
    after = [replace(one, title="Other") if one.article_id > 2 else one for one in before]
    after = [replace(one, provider=None) if one.article_id == 3 else one for one in after]
    after.append(article(9, body="The story numbered 9 is told."))
    found = compared(tmp_path, before, after)
    assert (found.new, found.changed, found.fields) == (1, 5, {"title": 5, "provider": 1})
    assert len(found.examples["title"]) == EXAMPLES
    (provider,) = found.examples["provider"]
    assert (provider.before, provider.after) == ("Trend News Agency", "(none)")


def test_of_long_texts_the_place_is_shown_where_they_part(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(200)]
    changed = [*words[:150], "CHANGED", *words[151:]]
    found = compared(tmp_path, [article(1, body=" ".join(words))], [article(1, body=" ".join(changed))])
    (example,) = found.examples["body"]
    assert "word150" in example.before
    assert "CHANGED" in example.after
    assert len(example.before) < 100


def test_equal_stores_differ_in_nothing(tmp_path: Path) -> None:
    assert list(compared(tmp_path, [article(1)], [article(1)]).lines()) == ["0 new articles, 0 changed"]


def test_the_lines_name_each_field_with_both_values(tmp_path: Path) -> None:
    found = compared(tmp_path, [article(1)], [article(1, title="Other")])
    assert list(found.lines()) == [
        "0 new articles, 1 changed",
        "  title: 1 records",
        "    1  - Harbour widened",
        "       + Other",
    ]
