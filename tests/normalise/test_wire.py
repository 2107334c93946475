"""The wire ID and what it says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import PROVIDERS, choose_wire_id, read_wire_id, wire_ids
from tests.records import RECORDS


@pytest.mark.parametrize("record", [r for r in RECORDS if r["wire_id"]], ids=lambda record: str(record["id"]))
def test_real_wire_ids(record: dict[str, str | None]) -> None:
    wire = read_wire_id(record["wire_id"] or "")
    assert wire is not None
    assert str(wire.number) == record["id"]
    assert PROVIDERS[wire.provider_code] == (record["provider"] or "Trend News Agency")
    if record["published"]:
        assert wire.day is not None
        assert record["published"].startswith(wire.day.isoformat())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("end.MENAFN14052025000045015687ID1109547045", 1),
        ("MENAFN14052025000045015687ID1109547045 MENAFN14052025000045015687ID1109547045", 2),
        ("MENAFN14052025000045015687ID1109547045MENAFN14052025000045015687ID1109547045", 2),
        ("MENAFN1405202500004501568ID1109547045", 0),
        ("MENAFN14052025000045015687ID", 0),
        ("(MENAFN) 14052025", 0),
    ],
)
def test_every_wire_id_of_a_text_is_found(text: str, found: int) -> None:
    assert len(wire_ids(text)) == found


@pytest.mark.parametrize("digits", ["00000000", "31022025", "14132025", "14050000"])
def test_a_day_that_no_calendar_has_is_none(digits: str) -> None:
    wire = read_wire_id(f"MENAFN{digits}000045015687ID1109547045")
    assert wire is not None
    assert wire.day is None


def test_days_come_before_months() -> None:
    wire = read_wire_id("MENAFN05062025000045015687ID1109547045")
    assert wire is not None
    assert wire.day == date(2025, 6, 5)


@pytest.mark.parametrize(
    ("numbers", "chosen"),
    [((1109105811,), 1109105811), ((1100000000, 1109105811), 1109105811), ((), None)],
    ids=["one off", "another story's", "none"],
)
def test_the_nearest_number_is_the_articles(numbers: tuple[int, ...], chosen: int | None) -> None:
    printed = [f"MENAFN19012025000071011013ID{number}" for number in numbers]
    wire = choose_wire_id([*printed, "no wire ID"], 1109105812)
    assert (wire.number if wire else None) == chosen


@given(st.text(max_size=60))
def test_junk_is_no_wire_id(text: str) -> None:
    assert read_wire_id(text) is None
    assert wire_ids(text) == []
