"""What a reader of the data has to know first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from menafn_crawler.report.coverage import Coverage, Period
from menafn_crawler.report.figures import Figures, Provider, Run
from menafn_crawler.report.key_findings import Finding, findings
from tests.report.made import figures

RUN = Run(1, "menafn", {}, "2025-05-14T08:00:00Z", "2025-05-14T08:09:00Z", 0, "done", {})


def days(*stored: int) -> Coverage:
    return Coverage(
        tuple(
            Period(date(2025, 5, day), date(2025, 5, day), issued=9, sure=9, stories=count)
            for day, count in enumerate(stored, 1)
        ),
        outside=0,
    )


NOTHING_WRONG = replace(
    figures(1),
    undated=0,
    conflicts=0,
    stories=9,
    providers=(Provider("MENAFN", stories=9),),
    states={"gone": 3},
    runs=(RUN,),
    coverage=days(9),
)

CASES: dict[str, tuple[dict[str, object], Finding]] = {
    "a run that failed": (
        {"runs": (replace(RUN, exit_code=4, reason="no list showed an article"),)},
        Finding("The last run, menafn of 2025-05-14 08:00:00 UTC: no list showed an article.", grave=True),
    ),
    "a run that failed before reasons were kept": (
        {"runs": (replace(RUN, exit_code=3, reason=None),)},
        Finding(
            "The last run, menafn of 2025-05-14 08:00:00 UTC: done, but some articles could not be had.", grave=True
        ),
    ),
    "a run that was killed": (
        {"runs": (replace(RUN, exit_code=None, finished_at=None, reason=None),)},
        Finding("The last run, menafn of 2025-05-14 08:00:00 UTC: not ended: under way, or killed.", grave=True),
    ),
    "a hole": (
        {"coverage": days(1, 0, 0, 1)},
        Finding("2 days without a single article: 2025-05-02 to 2025-05-03.", True),
    ),
    "many holes": (
        {"coverage": days(1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1)},
        Finding(
            "7 days without a single article: 2025-05-02, 2025-05-04, 2025-05-06 to 2025-05-07, 2025-05-09 and 2 more"
            " stretches.",
            grave=True,
        ),
    ),
    "open": ({"states": {"open": 1}}, Finding("1 article known and not fetched yet; the next run takes it up.")),
    "set aside": (
        {"states": {"aside": 2}},
        Finding("2 pages could not be read and set aside; scrapy explain lists them."),
    ),
    "undated": ({"undated": 1}, Finding("1 article without any date: no witness could be believed.")),
    "conflict": (
        {"conflicts": 1_200},
        Finding("1,200 articles dated against a credible witness (date_conflict)."),
    ),
    "nameless": (
        {"providers": (Provider(None, stories=3),)},
        Finding("3 articles without a provider: the page names none."),
    ),
    "nothing certain": (
        {"coverage": Coverage((), 0)},
        Finding("How much is missing cannot be measured: no article is dated to the minute and in no doubt."),
    ),
}


def test_nothing_is_said_where_nothing_is_wrong() -> None:
    assert list(findings(NOTHING_WRONG)) == []


@pytest.mark.parametrize(("change", "said"), CASES.values(), ids=CASES.keys())
def test_one_sentence_each(change: dict[str, object], said: Finding) -> None:
    changed: Figures = replace(NOTHING_WRONG, **change)  # type: ignore[arg-type]
    assert list(findings(changed)) == [said]


def test_the_gravest_stand_first() -> None:
    grave = [finding.grave for finding in findings(figures(120))]
    assert grave == sorted(grave, reverse=True)
    assert {True, False} == set(grave)


@pytest.mark.parametrize("site", ["http://127.0.0.1:8025", "http://localhost:8025/mirror"])
def test_days_of_a_replica_are_not_judged(site: str) -> None:
    run = replace(RUN, arguments={"site": site})
    (only,) = findings(replace(NOTHING_WRONG, runs=(run,), coverage=days(1, 0, 0, 1)))
    assert site in only.text
    assert not only.grave
