"""The verdict over witnesses: who decides, who is marked, and the laws that hold for any testimony."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import (
    DateVerdict,
    Interval,
    Witness,
    choose_date,
    clock_witness,
    header_witness,
    image_witness,
    neighbours_witness,
    read_wire_id,
    wire_witness,
    witness_from_evidence,
)

ZONE = ZoneInfo("America/New_York")
FETCHED = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def printed(raw: str, source: str = "printed") -> Witness:
    return clock_witness(source, raw, ZONE)


def wire(day: str) -> Witness:
    read = read_wire_id(f"MENAFN{day}000045015687ID1109547045")
    assert read is not None
    return wire_witness(read)


def image(day: str) -> Witness:
    witness = image_witness(f"https://menafn.com/updates/pr/{day}/TC_fa45aimage_story.jpg")
    assert witness is not None
    return witness


def near(first: str, last: str) -> Witness:
    bounds = (datetime.fromisoformat(first), datetime.fromisoformat(last))
    return neighbours_witness(Interval(*bounds, 1109547000, 1109547100), ZONE)


def estimate(first: str, last: str) -> Witness:
    bounds = (datetime.fromisoformat(first), datetime.fromisoformat(last))
    return neighbours_witness(Interval(*bounds, 1109547000, 1109588000, rough=True), ZONE)


MAY_14 = near("2025-05-14T05:00Z", "2025-05-14T15:00Z")
MAY_WEEKS = near("2025-05-10T00:00Z", "2025-05-18T00:00Z")


def outcome(verdict: DateVerdict) -> tuple[str | None, str | None, str | None, str | None, bool]:
    return (
        verdict.published_at,
        verdict.published_on,
        verdict.date_precision,
        verdict.date_source,
        verdict.date_conflict,
    )


CASES: dict[str, tuple[list[Witness], tuple[str | None, str | None, str | None, str | None, bool]]] = {
    "clean": (
        [printed("2025-05-14 04:44:27"), wire("14052025"), MAY_14],
        ("2025-05-14T08:44:27Z", "2025-05-14", "second", "printed", False),
    ),
    "american form in winter": (
        [printed("12/28/2024 7:09:34 PM")],
        ("2024-12-29T00:09:34Z", "2024-12-28", "second", "printed", False),
    ),
    "eastern evening is the next day in UTC, and no conflict with the wire ID": (
        [printed("2025-05-13 23:30:00"), wire("14052025"), MAY_14],
        ("2025-05-14T03:30:00Z", "2025-05-13", "second", "printed", False),
    ),
    "minutes only": (
        [printed("May 14, 2025 04:44"), wire("14052025")],
        ("2025-05-14T08:44:00Z", "2025-05-14", "minute", "printed", False),
    ),
    "only the footer prints it": (
        [printed("2025-05-14 04:44:27", "footer"), wire("14052025")],
        ("2025-05-14T08:44:27Z", "2025-05-14", "second", "footer", False),
    ),
    "printed and footer agree: printed": (
        [printed("2025-05-14 04:44:27"), printed("2025-05-14 04:44:27", "footer")],
        ("2025-05-14T08:44:27Z", "2025-05-14", "second", "printed", False),
    ),
    "printed year wrong, wire ID and neighbours against it": (
        [printed("2024-05-14 04:44:27"), printed("2024-05-14 04:44:27", "footer"), wire("14052025"), MAY_WEEKS],
        (None, "2025-05-14", "day", "wire_id", True),
    ),
    "printed year wrong, nobody but the wire ID against it": (
        [printed("2024-05-14 04:44:27"), wire("14052025")],
        (None, "2025-05-14", "day", "wire_id", True),
    ),
    "wire ID wrong, neighbours with the printed date": (
        [printed("2025-05-14 04:44:27"), wire("14052024"), MAY_WEEKS],
        ("2025-05-14T08:44:27Z", "2025-05-14", "second", "printed", True),
    ),
    "printed and wire ID three days apart, a span agrees with both: the coarser": (
        [printed("2025-05-14 04:44:27"), wire("11052025"), MAY_WEEKS],
        (None, "2025-05-11", "day", "wire_id", True),
    ),
    "printed two days beside the footer, the wire ID decides between them": (
        [printed("2025-05-11 04:44:27"), printed("2025-05-14 04:44:27", "footer"), wire("14052025")],
        ("2025-05-14T08:44:27Z", "2025-05-14", "second", "footer", True),
    ),
    "a picture of long ago": (
        [printed("2025-05-14 04:44:27"), wire("14052025"), image("2019-02/03")],
        ("2025-05-14T08:44:27Z", "2025-05-14", "second", "printed", True),
    ),
    "only the wire ID": ([wire("14052025")], (None, "2025-05-14", "day", "wire_id", False)),
    "only the picture": ([image("2025-05/14"), MAY_WEEKS], (None, "2025-05-14", "day", "image", False)),
    "only neighbours of one day": ([MAY_14], (None, "2025-05-14", "day", "neighbours", False)),
    "only neighbours of a week": ([MAY_WEEKS], (None, None, None, None, False)),
    "printed alone, an estimate some weeks off": (
        [printed("2025-05-14 04:44:27"), estimate("2025-06-20T00:00Z", "2025-06-30T00:00Z")],
        ("2025-05-14T08:44:27Z", "2025-05-14", "second", "printed", True),
    ),
    "printed alone, an estimate a year off": (
        [printed("2024-05-14 04:44:27"), estimate("2025-05-10T00:00Z", "2025-05-18T00:00Z")],
        (None, None, None, None, True),
    ),
    "no year printed, the wire ID has it": (
        [printed("May 14"), wire("14052025")],
        (None, "2025-05-14", "day", "wire_id", False),
    ),
    "no year printed, neighbours leave only one": (
        [printed("May 14"), MAY_WEEKS],
        (None, "2025-05-14", "day", "printed", False),
    ),
    "no year printed, neighbours of another month": ([printed("Oct 26"), MAY_WEEKS], (None, None, None, None, True)),
    "no year printed and nothing else": ([printed("May 14")], (None, None, None, None, False)),
    "header only": ([header_witness("Tuesday, 02 January 2024 12:17 GMT")], (None, None, None, None, False)),
    "from the future": ([printed("2026-01-01 09:00:00")], (None, None, None, None, False)),
    "future printed date, wire ID of yesterday": (
        [printed("2035-05-14 04:44:27"), wire("31122025")],
        (None, "2025-12-31", "day", "wire_id", True),
    ),
    "unreadable": ([printed("soon"), wire("14052025")], (None, "2025-05-14", "day", "wire_id", False)),
    "impossible wire day": ([wire("31022025")], (None, None, None, None, False)),
    "zone named": (
        [printed("2025-05-14T04:44:27+03:00"), wire("14052025")],
        ("2025-05-14T01:44:27Z", "2025-05-13", "second", "printed", False),
    ),
    "arabic digits and a levantine month": (
        [printed("١٤ أيار ٢٠٢٥ 04:44"), wire("14052025")],
        ("2025-05-14T08:44:00Z", "2025-05-14", "minute", "printed", False),
    ),
    "nothing": ([], (None, None, None, None, False)),
}


@pytest.mark.parametrize(("witnesses", "expected"), CASES.values(), ids=CASES.keys())
def test_verdict(
    witnesses: list[Witness], expected: tuple[str | None, str | None, str | None, str | None, bool]
) -> None:
    assert outcome(choose_date(witnesses, FETCHED, ZONE)) == expected


def verdicts(witnesses: list[Witness], stale: tuple[str, ...] = ()) -> dict[str, str | None]:
    return {str(e["source"]): e["verdict"] for e in choose_date(witnesses, FETCHED, ZONE, stale).date_evidence}


EVENING = datetime(2025, 5, 15, 1, 30, tzinfo=UTC)
"""Half past nine in the evening of 14 May on the site's clock."""


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        pytest.param(
            [printed("2025-05-14 21:05:00"), wire("15052025")],
            ("2025-05-15T01:05:00Z", "2025-05-14", "second", "printed", False),
            id="the wire is a day ahead of the clock",
        ),
        pytest.param(
            [printed("2025-05-14 21:05:00"), image("2025-05/15")],
            ("2025-05-15T01:05:00Z", "2025-05-14", "second", "printed", False),
            id="the picture is",
        ),
        pytest.param([wire("15052025")], (None, "2025-05-15", "day", "wire_id", False), id="nothing else is printed"),
        pytest.param([wire("16052025")], (None, None, None, None, False), id="two days ahead it has begun nowhere"),
        pytest.param(
            [printed("2025-05-14 23:44:00"), wire("14052025")],
            (None, "2025-05-14", "day", "wire_id", False),
            id="an instant that has not come, on the same day",
        ),
        pytest.param(
            [printed("2025-05-24 23:44:00"), wire("14052025")],
            (None, "2025-05-14", "day", "wire_id", True),
            id="an instant that has not come, on another",
        ),
    ],
)
def test_an_article_that_is_fetched_in_the_evening(
    heard: list[Witness], expected: tuple[str | None, str | None, str | None, str | None, bool]
) -> None:
    assert outcome(choose_date(heard, EVENING, ZONE)) == expected


def test_evidence_names_every_witness_and_its_verdict() -> None:
    heard = [
        printed("2024-05-14 04:44:27"),
        printed("soon", "footer"),
        wire("14052025"),
        MAY_WEEKS,
        header_witness("Tuesday, 02 January 2024 12:17 GMT"),
    ]
    assert verdicts(heard) == {
        "printed": "disagrees",
        "footer": "unreadable",
        "wire_id": "chosen",
        "neighbours": "agrees",
        "header": "stale",
    }


def test_a_text_known_to_stand_on_every_page_is_stale_where_the_date_should_be() -> None:
    heard = [printed("2025-05-14 04:44:27"), printed("2025-05-13 08:00:00", "footer"), wire("14052025")]
    assert outcome(choose_date(heard, FETCHED, ZONE, {"2025-05-14 04:44:27"}))[3] == "footer"
    assert verdicts(heard, ("2025-05-14 04:44:27",))["printed"] == "stale"


DOUBLED = "11/3/2024 1:30:00 AM"


@pytest.mark.parametrize(
    ("neighbours", "expected", "note"),
    [
        ([], "2024-11-03T05:30:00Z", "earlier"),
        ([near("2024-11-03T05:00Z", "2024-11-03T05:50Z")], "2024-11-03T05:30:00Z", "earlier"),
        ([near("2024-11-03T06:00Z", "2024-11-03T06:50Z")], "2024-11-03T06:30:00Z", "later"),
        ([near("2024-11-03T03:00Z", "2024-11-03T09:00Z")], "2024-11-03T05:30:00Z", "earlier"),
    ],
    ids=["alone", "neighbours before", "neighbours after", "neighbours on both sides"],
)
def test_doubled_hour(neighbours: list[Witness], expected: str, note: str) -> None:
    verdict = choose_date([printed(DOUBLED), *neighbours], FETCHED, ZONE)
    assert verdict.published_at == expected
    evidence = next(e for e in verdict.date_evidence if e["source"] == "printed")
    assert evidence["verdict"] == "chosen"
    assert note in (evidence["note"] or "")
    assert evidence["value"] == expected


def test_a_time_that_the_clocks_skipped_is_read_and_marked() -> None:
    verdict = choose_date([printed("3/10/2024 2:30:00 AM")], FETCHED, ZONE)
    assert verdict.published_at == "2024-03-10T07:30:00Z"
    assert "no such time" in (verdict.date_evidence[0]["note"] or "")


def test_another_zone() -> None:
    amman = ZoneInfo("Asia/Amman")
    verdict = choose_date([clock_witness("printed", "2025-05-14 01:00:00", amman)], FETCHED, amman)
    assert (verdict.published_at, verdict.published_on) == ("2025-05-13T22:00:00Z", "2025-05-14")


@pytest.mark.parametrize("witness", [*CASES["printed year wrong, wire ID and neighbours against it"][0]], ids=str)
def test_a_witness_can_be_heard_again_from_its_evidence(witness: Witness) -> None:
    again = witness_from_evidence({"source": witness.source, "raw": witness.raw}, ZONE)
    assert again == (None if witness.source == "neighbours" else witness)


texts = st.text(max_size=40) | st.from_regex(r"\d{1,4}[-/ ]\d{1,2}[-/ ]\d{1,4}( \d{1,2}:\d{2}(:\d{2})?( [AP]M)?)?")
days = st.dates(date(2014, 1, 1), date(2025, 12, 31))
testimonies = st.one_of(
    st.builds(printed, texts, st.sampled_from(["printed", "footer", "feed"])),
    st.builds(lambda day: wire(day.strftime("%d%m%Y")), days),
    st.builds(lambda day: image(day.strftime("%Y-%m/%d")), days),
    st.builds(
        lambda day, span: near(f"{day}T00:00Z", f"{day + timedelta(days=span)}T12:00Z"), days, st.integers(0, 20)
    ),
    st.builds(header_witness, texts),
)


@given(st.lists(testimonies, max_size=6), st.randoms())
def test_the_order_of_witnesses_does_not_matter(heard: list[Witness], random: object) -> None:
    shuffled = sorted(heard, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert choose_date(heard, FETCHED, ZONE) == choose_date(shuffled, FETCHED, ZONE)


@given(st.lists(st.builds(header_witness, texts) | st.builds(printed, st.text(max_size=40)), max_size=4))
def test_no_date_without_a_witness_that_says_it(heard: list[Witness]) -> None:
    verdict = choose_date(heard, FETCHED, ZONE)
    said = {w.first_day for w in heard if not w.stale}
    assert verdict.published_on is None or date.fromisoformat(verdict.published_on) in said
    assert all(e["verdict"] == "stale" for e in verdict.date_evidence if e["source"] == "header")


@given(st.lists(testimonies, max_size=6))
def test_nothing_is_published_that_lies_in_the_future_or_is_half_said(heard: list[Witness]) -> None:
    verdict = choose_date(heard, FETCHED, ZONE)
    assert (verdict.published_on is None) == (verdict.date_source is None) == (verdict.date_precision is None)
    assert (verdict.published_at is not None) == (verdict.date_precision in ("second", "minute"))
    if verdict.published_at is not None:
        instant = datetime.fromisoformat(verdict.published_at)
        assert instant <= FETCHED + timedelta(hours=1)
        assert instant.astimezone(ZONE).date().isoformat() == verdict.published_on


@given(st.datetimes(datetime(2014, 1, 1), datetime(2025, 12, 31)))
def test_an_instant_survives_being_printed_and_read(moment: datetime) -> None:
    instant = moment.replace(microsecond=0, tzinfo=UTC)
    clock = instant.astimezone(ZONE)
    for form in ("%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"):
        witness = printed(clock.strftime(form))
        assert instant in {one.instant for one in (witness, *witness.readings)}
