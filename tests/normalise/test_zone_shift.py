"""Printed times that moved to another zone, and healthy runs that look odd."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler.normalise import PrintedTime, printed_time, printed_time_offset
from tests.store.made import article

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2025, 5, 14, 12, tzinfo=UTC)
IDS_A_DAY = 4_100


def newsroom(days: float, seed: int = 1, per_day: int = 60, zone: ZoneInfo = ZONE) -> list[PrintedTime]:
    """The articles of the days before ``NOW``: fewer at night; first seen by an hourly crawl."""
    random = Random(seed)
    made: list[PrintedTime] = []
    for _ in range(int(days * per_day)):
        age = timedelta(days=random.random() * days)
        instant = NOW - age
        if instant.astimezone(zone).hour < 6 and random.random() < 0.7:
            continue
        number = 1109547000 - int(age / timedelta(days=1) * IDS_A_DAY)
        seen = min(NOW, instant.replace(minute=59, second=0) + timedelta(minutes=1))
        made.append(PrintedTime(number, instant, seen, instant.astimezone(zone).date()))
    return sorted(made)


def split(made: list[PrintedTime], hours: float) -> tuple[list[PrintedTime], list[tuple[int, datetime]]]:
    """What a run finds that comes so many hours after the one before, and what is known then."""
    new = [one for one in made if NOW - one.instant <= timedelta(hours=hours)]
    return new, [(one.article_id, one.instant) for one in made if NOW - one.instant > timedelta(hours=hours)]


def shifted(times: list[PrintedTime], hours: float) -> list[PrintedTime]:
    return [one._replace(instant=one.instant + timedelta(hours=hours)) for one in times]


@pytest.mark.parametrize("hours", [4, 5, 8, 12.5, -3, -1])
@pytest.mark.parametrize("since", [24, 6])
@pytest.mark.parametrize("seed", range(5))
def test_another_zone_is_noticed_in_the_first_run(hours: float, since: float, seed: int) -> None:
    new, known = split(newsroom(7, seed, per_day=200), since)
    found = printed_time_offset(shifted(new, hours), known, ZONE)
    assert found is not None
    assert abs(found.hours - hours) <= 0.5


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("since", [1, 6, 24, 48])
def test_a_healthy_run_is_not_blamed(seed: int, since: float) -> None:
    new, known = split(newsroom(7, seed, per_day=200), since)
    assert printed_time_offset(new, known, ZONE) is None


def test_a_pause_is_no_zone() -> None:
    """After a holiday the next ids follow at once, a day later."""
    made = newsroom(7)
    new, known = split(made, 24)
    later = [one._replace(instant=one.instant + timedelta(hours=6)) for one in new]
    seen = [one._replace(first_seen_at=one.instant + timedelta(hours=1)) for one in later]
    days = [one._replace(wire_day=one.instant.astimezone(ZONE).date()) for one in seen]
    assert printed_time_offset(days, known, ZONE) is None


@pytest.mark.parametrize("count", [0, 4])
def test_too_few_times_say_nothing(count: int) -> None:
    new, known = split(newsroom(7), 24)
    assert printed_time_offset(shifted(new[:count], 4), known, ZONE) is None
    assert printed_time_offset(shifted(new, 4), known[:count], ZONE) is None


def test_a_burst_is_no_zone() -> None:
    new, known = split(newsroom(7), 24)
    start = 1109547000
    burst = [PrintedTime(start + n, NOW - timedelta(minutes=5), NOW, NOW.date()) for n in range(229)]
    assert printed_time_offset([*new, *burst], known, ZONE) is None


def test_one_wrong_article_changes_nothing() -> None:
    new, known = split(newsroom(7), 24)
    assert printed_time_offset([*new, new[-1]._replace(instant=NOW + timedelta(hours=9))], known, ZONE) is None


def test_the_finding_in_words() -> None:
    new, known = split(newsroom(7, per_day=200), 24)
    found = printed_time_offset(shifted(new, 4), known, ZONE)
    assert found is not None
    assert found.sentence == "printed times lie 4 h later than ids and first sight say"
    earlier = printed_time_offset(shifted(new, -3), known, ZONE)
    assert earlier is not None
    assert earlier.sentence == "printed times lie 3 h earlier than ids say"


def test_the_time_of_a_page_counts_though_it_was_not_believed() -> None:
    said = {"source": "printed", "raw": "2025-05-14 08:44:27", "value": "2025-05-14T12:44:27Z", "verdict": "disagrees"}
    dated = article(published_at=None, date_precision="day", date_source="wire_id", date_evidence=(said,))
    found = printed_time(replace(dated, wire_id="MENAFN14052025000045015687ID1109547045"))
    assert found is not None
    assert found.instant == datetime(2025, 5, 14, 12, 44, 27, tzinfo=UTC)
    assert str(found.wire_day) == "2025-05-14"


@pytest.mark.parametrize("verdict", ["stale", "updated"])
def test_updates_and_constants_are_no_times_of_publication(verdict: str) -> None:
    said = {"source": "printed", "raw": "x", "value": "2025-05-14T12:44:27Z", "verdict": verdict}
    assert printed_time(article(date_evidence=(said,))) is None


@pytest.mark.parametrize(("count", "found"), [(4, False), (5, True)])
def test_five_times_are_enough(count: int, found: bool) -> None:
    new, known = split(newsroom(7, per_day=200), 3)
    assert (printed_time_offset(shifted(new[-count:], 6), known, ZONE) is not None) == found
