"""The truth: contract's fields, consistent with itself, and the values known beforehand."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import menafn_crawler.replica as package
from menafn_crawler.replica import (
    Newsroom,
    copies,
    data_set,
    expected_record,
    expected_records,
    gone_ids,
    unreadable_ids,
)
from menafn_crawler.replica.ids import eastern

FIELDS = (
    "article_id url language title provider provider_code published_at published_on date_precision date_source "
    "date_conflict body word_count wire_id wire_number byline sections tags image_url provider_url duplicate_of "
    "duplicate_kind translation_of extraction"
)


@pytest.fixture(scope="module")
def records(newsroom: Newsroom) -> list[dict[str, Any]]:
    return list(expected_records(newsroom))


def test_records_have_the_fields_of_the_contract(records: list[dict[str, Any]]) -> None:
    assert all(list(record) == FIELDS.split() for record in records)


def test_the_story_known_by_name(newsroom: Newsroom) -> None:
    record = expected_record(newsroom.by_id[1109547045])
    body = record.pop("body")
    assert isinstance(body, str)
    assert body.startswith("Moscow has claimed")
    assert record == {
        "article_id": 1109547045,
        "url": "https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians",
        "language": "en",
        "title": "Moscow claims Kiev escalated assaults on civilians",
        "provider": "MENAFN",
        "provider_code": "000045015687",
        "published_at": "2025-05-14T08:44:27Z",
        "published_on": "2025-05-14",
        "date_precision": "second",
        "date_source": "printed",
        "date_conflict": False,
        "word_count": len(body.split()),
        "wire_id": "MENAFN14052025000045015687ID1109547045",
        "wire_number": 1109547045,
        "byline": "(MENAFN)",
        "sections": ["europe", "politics"],
        "tags": [],
        "image_url": None,
        "provider_url": None,
        "duplicate_of": None,
        "duplicate_kind": None,
        "translation_of": None,
        "extraction": "story-2025",
    }


def test_known_times_rise_with_ids(records: list[dict[str, Any]]) -> None:
    times = [record["published_at"] for record in records if record["published_at"]]
    assert times == sorted(times)


def test_a_day_is_told_in_the_sites_zone(newsroom: Newsroom) -> None:
    story = next(s for s in newsroom.stories if s.moment == eastern("2025-05-06 23:30:12"))
    record = expected_record(story)
    assert (record["published_at"], record["published_on"]) == ("2025-05-07T03:30:12Z", "2025-05-06")


@pytest.mark.parametrize(
    ("printed", "utc"),
    [
        ("2024-11-03 00:40:10", "2024-11-03T04:40:10Z"),
        ("2024-11-03 01:30:00", "2024-11-03T05:30:00Z"),
        ("2024-11-03 03:10:45", "2024-11-03T08:10:45Z"),
        ("2024-03-10 01:50:05", "2024-03-10T06:50:05Z"),
        ("2024-03-10 03:05:30", "2024-03-10T07:05:30Z"),
        ("2023-12-31 23:40:12", "2024-01-01T04:40:12Z"),
        ("2024-02-29 23:30:30", "2024-03-01T04:30:30Z"),
    ],
)
def test_hours_at_which_zones_matter(newsroom: Newsroom, printed: str, utc: str) -> None:
    story = next(s for s in newsroom.stories if s.moment == eastern(printed))
    assert expected_record(story)["published_at"] == utc


def test_copies_point_to_an_earlier_original_with_the_text(newsroom: Newsroom) -> None:
    pairs = [(newsroom.by_id[original], newsroom.by_id[copy]) for copy, original in copies(newsroom).items()]
    assert Counter(b.retelling for _, b in pairs) == {"same_text": 9, "near_text": 4, "update": 2}
    for a, b in pairs:
        assert a.duplicate_of is None
        assert (a.body() == b.body()) is (b.retelling == "same_text")
        assert (a.wire == b.wire) is (b.retelling == "update")
        assert set(a.body()) & set(b.body())
        assert timedelta(0) < b.moment - a.moment <= timedelta(days=7)


def test_the_data_set_has_each_story_once_read_from_its_latest_take(newsroom: Newsroom) -> None:
    truth = data_set(newsroom)
    assert not truth.keys() & copies(newsroom).keys()
    takes = [story for story in newsroom.stories if story.latest_take]
    assert len(takes) == 2
    for story in takes:
        assert story.latest_take is not None
        last = newsroom.by_id[story.latest_take]
        assert truth[story.article_id]["body"] == "\n\n".join(last.body()) != "\n\n".join(story.body())
        assert truth[story.article_id]["url"] == story.url


def test_the_same_text_nine_days_later_is_no_copy(newsroom: Newsroom) -> None:
    late = [story for story in newsroom.stories if story.text.seed.endswith("/late")]
    assert [story.duplicate_of for story in late] == [None, None]
    assert late[1].moment - late[0].moment > timedelta(days=7)


def test_a_wrong_year_is_a_conflict_settled_by_the_wire_id(newsroom: Newsroom) -> None:
    wrong = [story for story in newsroom.stories if story.dates == "wrong_year"]
    assert len(wrong) == 2
    for story in wrong:
        record = expected_record(story)
        day = datetime.strptime((story.wire_id or "")[6:14], "%d%m%Y").replace(tzinfo=UTC)
        assert record["published_on"] == f"{day:%Y-%m-%d}"
        assert (record["published_at"], record["date_source"], record["date_conflict"]) == (None, "wire_id", True)
        assert str(story.eastern.year) not in story.printed_date()


def test_precision_is_that_of_the_time_told(records: list[dict[str, Any]]) -> None:
    for record in records:
        assert (record["date_precision"] in ("second", "minute")) == (record["published_at"] is not None)
        assert (record["date_precision"] is None) == (record["published_on"] is None)


def test_undated_stories_have_no_date(newsroom: Newsroom) -> None:
    undated = [expected_record(story) for story in newsroom.stories if story.undated]
    assert len(undated) == 3
    assert all(r["published_on"] is None and r["date_source"] is None for r in undated)


def test_bodies_are_clean(records: list[dict[str, Any]]) -> None:
    dirt = ("MENAFN", "Disclaimer", "<p>", "-->", "(end)", "(more)", "Read Also", "Read more", "\u00a0", "\u200b",
            "\ufeff", "â€", "–s", "  ", "WhatsApp", "Will be updated")  # fmt: skip
    assert not [(record["article_id"], word) for record in records for word in dirt if word in record["body"]]


def test_regular_bodies_have_the_promised_length(newsroom: Newsroom) -> None:
    for story in newsroom.stories:
        words = sum(len(paragraph.split()) for paragraph in story.body())
        if story.text.form == "written":
            assert words >= 40
        elif story.text.form == "short":
            assert 18 <= words <= 36
        elif story.text.lead and not story.text.edits:
            assert 110 <= words <= 460
            assert 4 <= len(story.body()) <= 9


def test_releases_in_two_languages_are_tied_to_the_first(newsroom: Newsroom, records: list[dict[str, Any]]) -> None:
    links = {record["article_id"]: record["translation_of"] for record in records if record["translation_of"]}
    assert len(links) == 3
    for later, first in links.items():
        one, other = newsroom.by_id[first], newsroom.by_id[later]
        assert (one.twin, one.wire) == (other.twin, other.wire)
        assert {one.language, other.language} == {"en", "ar"}
        assert one.moment < other.moment
        assert one.translation_of is None


def test_gone_and_unreadable_ids_are_no_records(newsroom: Newsroom, records: list[dict[str, Any]]) -> None:
    ids = {record["article_id"] for record in records}
    assert not ids & (gone_ids(newsroom) | unreadable_ids(newsroom))


def test_renamed_pages_can_only_be_read_without_layout(newsroom: Newsroom) -> None:
    assert {record["extraction"] for record in expected_records(newsroom, renamed=True)} == {"anchors"}


def test_the_replica_imports_nothing_of_the_crawler() -> None:
    allowed = {"aiohttp", "jinja2", "markupsafe", "menafn_crawler", "warcio"}
    for path in Path(package.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level <= 1
                names = [node.module or ""] if node.level == 0 else []
            for name in names:
                root = name.split(".")[0]
                assert root in allowed or root in __import__("sys").stdlib_module_names
                assert not name.startswith("menafn_crawler") or name.startswith("menafn_crawler.replica")
