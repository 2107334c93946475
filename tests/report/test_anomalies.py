"""Deviations of a run's profile: each kind is told in the first run, and no ordinary day is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from menafn_crawler.report.anomalies import Anomaly, PastRun, anomalies
from menafn_crawler.report.run_profile import ListProfile, RunProfile, _histogram

MORNING = datetime(2025, 5, 19, 6, tzinfo=UTC)
LISTS = ("en/africa", "en/asia", "en/economy", "en/sport", "en/us")
HEALTHY = RunProfile(
    lists={key: ListProfile(links=12, new=40, has_next=True, twin="en/us", shared=0.2) for key in LISTS},
    menu=("US", "Asia", "Politics"),
    articles=120,
    words=310.0,
    lengths=(0, 4, 10, 20, 60, 26),
    provider="Kuwait News Agency (KUNA)",
    provider_share=0.12,
    clock=0.0,
)


def past(profile: RunProfile = HEALTHY, days: int = 7) -> list[PastRun]:
    return [PastRun(MORNING - timedelta(days=day), profile) for day in range(1, days + 1)]


def told(run: RunProfile, before: list[PastRun] | None = None) -> list[Anomaly]:
    return list(anomalies(run, past() if before is None else before, MORNING))


def with_list(**changes: object) -> RunProfile:
    asia = replace(HEALTHY.lists["en/asia"], **changes)  # type: ignore[arg-type]
    return replace(HEALTHY, lists={**HEALTHY.lists, "en/asia": asia})


def without_asia() -> RunProfile:
    lists = {key: one for key, one in HEALTHY.lists.items() if key != "en/asia"}
    return replace(HEALTHY, lists=lists, menu=("US", "World Affairs", "Politics"))


CUT = replace(HEALTHY, words=60.0, lengths=(10, 30, 70, 5, 5, 0))
CASES: dict[str, tuple[Callable[[], RunProfile], str, bool]] = {
    "links lost": (lambda: with_list(links=6), "list en/asia shows 6 articles, usually 12 a page", False),
    "flood": (lambda: with_list(links=40_000), "one page of list en/asia showed 40,000 links, usually 12", False),
    "no next page": (lambda: with_list(has_next=False), "no way to page 2, usually there is one", False),
    "another list's page": (lambda: with_list(shared=1.0, twin="en/sport"), "shows what en/sport shows", True),
    "frozen": (lambda: with_list(new=0), "list en/asia: nothing new for 1 day, usually 40 a day", False),
    "unread": (without_asia, "list en/asia unread since 18 May; the menu has a new 'World Affairs'", False),
    "cut texts": (lambda: CUT, "texts are 60 words long in the middle, usually 310", True),
    "one provider": (
        lambda: replace(HEALTHY, provider_share=1.0),
        "one provider (Kuwait News Agency (KUNA)) has",
        True,
    ),
    "cookie wall": (lambda: replace(HEALTHY, cookie_wall=True), "the site sets a cookie and asks again", False),
    "clock": (lambda: replace(HEALTHY, clock=-21_600.0), "this machine is 6 h behind the site's clock", False),
}


@pytest.mark.parametrize(("made", "text", "hold"), CASES.values(), ids=CASES.keys())
def test_a_change_is_told_in_the_first_run(made: Callable[[], RunProfile], text: str, hold: bool) -> None:
    (anomaly,) = told(made())
    assert text in anomaly.text
    assert anomaly.hold is hold


def test_a_run_like_the_others_is_not_told() -> None:
    assert told(HEALTHY) == []


def test_without_enough_earlier_runs_only_the_clock_is_judged() -> None:
    assert told(with_list(links=0, new=0, has_next=False), past(days=2)) == []
    assert len(told(replace(HEALTHY, clock=400.0), [])) == 1


def test_a_run_with_a_limit_may_leave_lists_unread() -> None:
    assert list(anomalies(without_asia(), past(), MORNING, every_list=False)) == []


def test_a_quiet_day_is_not_a_frozen_list() -> None:
    quiet = {key: replace(one, new=1) for key, one in HEALTHY.lists.items()}
    run = replace(HEALTHY, lists={**quiet, "en/asia": replace(quiet["en/asia"], new=0)})
    assert told(run) == []


def a_day(random: Random, day: int) -> RunProfile:
    """An ordinary day of a site with about 4 to 40 new articles a list: weekends, holidays, bursts, an empty week."""
    busy = 0.0 if day < 7 else random.choice((0.2, 0.6, 1.0, 1.0, 1.0, 1.3, 5.0))
    sizes = {key: rate * busy for key, rate in zip(LISTS, (4, 10, 40, 20, 15), strict=True)}
    new = {key: sum(random.random() < size / 200 for _ in range(200)) for key, size in sizes.items()}
    articles = sum(new.values())
    lengths = sorted(random.choice((40, 150, 250, 310, 400, 420)) for _ in range(articles))
    return RunProfile(
        lists={
            key: ListProfile(12 if day else 9, new[key], key != "en/us", "en/us", random.uniform(0, 0.5))
            for key in LISTS
        },
        menu=("US", "Asia"),
        articles=articles,
        words=float(lengths[articles // 2]) if articles else None,
        lengths=_histogram(lengths),
        provider="A",
        provider_share=max(random.choices((1, 2, 3, 4), k=articles).count(1) / articles, 0.25) if articles else 0.0,
        clock=random.uniform(-30, 30),
    )


@pytest.mark.parametrize("seed", range(20))
def test_no_false_alarm_in_sixty_days(seed: int) -> None:
    random, before = Random(seed), list[PastRun]()
    for day in range(60):
        now = MORNING + timedelta(days=day, minutes=random.randint(0, 240))
        run = a_day(random, day)
        assert list(anomalies(run, before[:30], now)) == []
        before.insert(0, PastRun(now, run))
