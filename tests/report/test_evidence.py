"""The verdict in words."""

from __future__ import annotations

from typing import Any

import pytest

from menafn_crawler.normalise import DATE_FLAGS, SOURCES
from menafn_crawler.report.evidence import VERDICTS, WITNESSES, explain_date
from tests.store.made import article


def evidence(*pairs: tuple[str, str]) -> tuple[dict[str, str | None], ...]:
    return tuple({"source": source, "raw": "x", "value": None, "verdict": kind} for source, kind in pairs)


@pytest.mark.parametrize(
    ("witnesses", "values", "said"),
    [
        pytest.param(
            (("printed", "chosen"), ("wire_id", "agrees"), ("header", "stale")),
            {},
            "The time printed near the title decides, to the second; the day in the wire ID agrees.",
            id="clear",
        ),
        pytest.param(
            (("printed", "disagrees"), ("wire_id", "chosen"), ("neighbours", "agrees")),
            {"date_precision": "day", "date_source": "wire_id", "date_conflict": True},
            "The day in the wire ID decides, to the day; no time of day is known; the article's number between its"
            " neighbours' agrees. Against it stands the time printed near the title: the date is marked as a conflict.",
            id="conflict",
        ),
        pytest.param(
            (("printed", "updated"), ("wire_id", "chosen")),
            {"date_precision": "day", "date_source": "wire_id"},
            "The day in the wire ID decides, to the day; no time of day is known. The time printed near the title tells"
            " of an update.",
            id="update",
        ),
        pytest.param(
            (("json_ld", "chosen"), ("printed", "updated"), ("meta", "updated")),
            {"date_precision": "minute", "quality": ("ambiguous_time",)},
            "The page's JSON-LD decides, to the minute. The time printed near the title and the page's meta data tell"
            " of an update. The time can mean two instants, or another time on the page contradicts it.",
            id="flag",
        ),
        pytest.param(
            (("printed", "unreadable"),),
            {"published_at": None, "published_on": None, "date_precision": None, "date_source": None},
            "No witness says for certain when it was published.",
            id="none",
        ),
    ],
)
def test_who_decides_who_agrees_and_who_stands_against_it(
    witnesses: tuple[tuple[str, str], ...], values: dict[str, Any], said: str
) -> None:
    assert explain_date(article(date_evidence=evidence(*witnesses), **values)) == said


def test_every_source_verdict_and_flag_has_words() -> None:
    assert set(SOURCES) == set(WITNESSES)
    assert set(VERDICTS) == {"chosen", "agrees", "disagrees", "updated", "stale", "unreadable"}
    assert all(explain_date(article(quality=(flag,))) != explain_date(article()) for flag in DATE_FLAGS)
