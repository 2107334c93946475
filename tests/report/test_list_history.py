"""Lists over the last runs."""

from __future__ import annotations

from menafn_crawler.report.figures import Run
from menafn_crawler.report.list_history import ListHistory, list_histories
from menafn_crawler.report.run_profile import PROFILE, ListProfile, RunProfile


def run(number: int, **lists: ListProfile) -> Run:
    profile = RunProfile(lists={f"en/{key}": one for key, one in lists.items()})
    counters: dict[str, object] = {PROFILE: profile.as_json()} if lists else {}
    return Run(number, "menafn", {}, "2025-05-14T08:00:00Z", None, 0, "done", counters)


def test_the_oldest_run_comes_first_and_a_run_without_the_list_is_a_gap() -> None:
    runs = [
        run(3, asia=ListProfile(12, 4, True), us=ListProfile(12, 1, True)),
        run(2, us=ListProfile(11, 0, True)),
        run(1, asia=ListProfile(9, 9, False)),
    ]
    assert list_histories(runs) == [
        ListHistory("en/asia", (9, None, 12), (9, None, 4)),
        ListHistory("en/us", (None, 11, 12), (None, 0, 1)),
    ]


def test_runs_without_a_profile_are_left_out() -> None:
    assert list_histories([run(1)]) == []


def test_a_gap_is_no_point() -> None:
    assert ListHistory("en/asia", (9, None, 12), (9, None, 0)).points == "0,0 160,28"
