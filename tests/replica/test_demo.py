"""The comparison of a data set with the truth: right where it is right, and blind to nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.replica import Newsroom, copies
from menafn_crawler.replica.demo import compare
from tests.conftest import Crawled

Records = list[dict[str, Any]]


def test_the_shared_crawl_has_every_field_of_every_article_right(crawled: Crawled, newsroom: Newsroom) -> None:
    comparison = compare(newsroom, crawled.run.data_dir / "articles.jsonl")
    assert comparison.wrong == ()
    assert comparison.wanted > 20 * len(crawled.run.found) > 5000


def drop_one(records: Records) -> None:
    del records[7]


def add_one(records: Records) -> None:
    records.append(dict(records[0], article_id=1199999999))


def double_one(records: Records) -> None:
    records.append(records[5])


def change_a_title(records: Records) -> None:
    records[3]["title"] += "."


def lose_a_field(records: Records) -> None:
    del records[3]["wire_id"]


def keep_a_section_back(records: Records) -> None:
    records[3]["sections"] = []


DAMAGE: list[Callable[[Records], None]] = [
    drop_one,
    add_one,
    double_one,
    change_a_title,
    lose_a_field,
    keep_a_section_back,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_no_damage_goes_unseen(
    damage: Callable[[Records], None], crawled: Crawled, newsroom: Newsroom, tmp_path: Path
) -> None:
    records: Records = list(crawled.run.records.values())
    damage(records := [dict(record) for record in records])
    damaged = tmp_path / "articles.jsonl"
    damaged.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    assert compare(newsroom, damaged).wrong


def test_a_copy_in_the_data_set_is_wrong(crawled: Crawled, newsroom: Newsroom, tmp_path: Path) -> None:
    number = next(iter(copies(newsroom)))
    file = tmp_path / "articles.jsonl"
    lines = (crawled.run.data_dir / "articles.jsonl").read_text(encoding="utf-8")
    file.write_text(lines + json.dumps({"article_id": number}) + "\n", encoding="utf-8")
    assert compare(newsroom, file).wrong == (f"{number} should not be there",)
