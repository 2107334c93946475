"""The wire ID and what it says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import PROVIDERS, choose_wire_id, fold, read_wire_id, wire_ids, without_wire_ids
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


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("MENAFN١٤٠٥٢٠٢٥٠٠٠٠٤٥٠١٥٦٨٧ID١١٠٩٥٤٧٠٤٥", id="Arabic digits"),
        pytest.param("MENAFN۱۴۰۵۲۰۲۵۰۰۰۰۴۵۰۱۵۶۸۷ID۱۱۰۹۵۴۷۰۴۵", id="Persian digits"),
        pytest.param("ＭＥＮＡＦＮ１４０５２０２５００００４５０１５６８７ＩＤ１１０９５４７０４５", id="full width"),
        pytest.param("menafn14052025000045015687id1109547045", id="lower case"),
        pytest.param("MENAFN14052025\u00a0000045015687ID1109547045", id="no-break space"),
        pytest.param("MENAFN 14052025 000045015687 ID 1109547045", id="spaces"),
        pytest.param("MENAFN14052025000045015687ID11095 47045", id="space in the number"),
        pytest.param("MENA\u200cFN1405\u200d2025000045015687ID1109547045", id="joiners"),
        pytest.param("\u2066MENAFN14052025000045015687ID1109547045\u2069", id="isolates"),
        pytest.param("الذاتية.MENAFN14052025000045015687ID1109547045قال", id="glued to Arabic text"),
        pytest.param("MENAFN14052025000045015687ID110954704514/05/2025", id="glued to a date"),
    ],
)
def test_every_spelling_is_read_in_ascii(printed: str) -> None:
    assert wire_ids(printed) == ["MENAFN14052025000045015687ID1109547045"]
    assert "7ID1" not in fold(without_wire_ids(printed))
    assert wire_ids(without_wire_ids(printed)) == []


@pytest.mark.parametrize(
    ("printed", "number"),
    [("ID110954", 110954), ("ID1109547045", 1109547045), ("ID1109547045999", 1109547045)],
    ids=["shortest", "longest", "ten of more"],
)
def test_digits_of_the_number(printed: str, number: int) -> None:
    wire = read_wire_id(wire_ids(f"MENAFN14052025000045015687{printed}")[0])
    assert wire is not None
    assert wire.number == number


@pytest.mark.parametrize("printed", ["MENAFN14052025000045015687ID11095", "MENAFN1405202500004501568XID1109547045"])
def test_too_few_digits_are_no_wire_id(printed: str) -> None:
    assert wire_ids(printed) == []
    assert without_wire_ids(printed) == printed


def test_what_stands_around_a_wire_id_stays() -> None:
    assert without_wire_ids("قبلMENAFN14052025000045015687ID1109547045 بعد") == "قبل  بعد"


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
