"""The choice among date witnesses: which one decides, how each is judged, and the laws that hold for any witnesses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
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
    ("witnesses", "expected"),
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
    witnesses: list[Witness], expected: tuple[str | None, str | None, str | None, str | None, bool]
) -> None:
    assert outcome(choose_date(witnesses, EVENING, ZONE)) == expected


def test_evidence_names_every_witness_and_its_verdict() -> None:
    witnesses = [
        printed("2024-05-14 04:44:27"),
        printed("soon", "footer"),
        wire("14052025"),
        MAY_WEEKS,
        header_witness("Tuesday, 02 January 2024 12:17 GMT"),
    ]
    assert verdicts(witnesses) == {
        "printed": "disagrees",
        "footer": "unreadable",
        "wire_id": "chosen",
        "neighbours": "agrees",
        "header": "stale",
    }


def test_a_text_known_to_stand_on_every_page_is_stale_where_the_date_should_be() -> None:
    witnesses = [printed("2025-05-14 04:44:27"), printed("2025-05-13 08:00:00", "footer"), wire("14052025")]
    assert outcome(choose_date(witnesses, FETCHED, ZONE, {"2025-05-14 04:44:27"}))[3] == "footer"
    assert verdicts(witnesses, ("2025-05-14 04:44:27",))["printed"] == "stale"


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
any_witness = st.one_of(
    st.builds(printed, texts, st.sampled_from(["printed", "footer", "feed"])),
    st.builds(lambda day: wire(day.strftime("%d%m%Y")), days),
    st.builds(lambda day: image(day.strftime("%Y-%m/%d")), days),
    st.builds(
        lambda day, span: near(f"{day}T00:00Z", f"{day + timedelta(days=span)}T12:00Z"), days, st.integers(0, 20)
    ),
    st.builds(header_witness, texts),
)


@given(st.lists(any_witness, max_size=6), st.randoms())
def test_the_order_of_witnesses_does_not_matter(witnesses: list[Witness], random: object) -> None:
    shuffled = sorted(witnesses, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert choose_date(witnesses, FETCHED, ZONE) == choose_date(shuffled, FETCHED, ZONE)


@given(st.lists(st.builds(header_witness, texts) | st.builds(printed, st.text(max_size=40)), max_size=4))
def test_no_date_without_a_witness_that_says_it(witnesses: list[Witness]) -> None:
    verdict = choose_date(witnesses, FETCHED, ZONE)
    said = {w.first_day for w in witnesses if not w.stale}
    assert verdict.published_on is None or date.fromisoformat(verdict.published_on) in said
    assert all(e["verdict"] == "stale" for e in verdict.date_evidence if e["source"] == "header")


@given(st.lists(any_witness, max_size=6))
def test_nothing_is_published_that_lies_in_the_future_or_is_half_said(witnesses: list[Witness]) -> None:
    verdict = choose_date(witnesses, FETCHED, ZONE)
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


# --- boundaries ------------------------------------------------------------------------------------------------------


def day_of(source: str, day: str) -> Witness:
    on = date.fromisoformat(day)
    return Witness(source, f"{source} {day}", first_day=on, last_day=on)


COARSEST_FIRST = ["wire_id", "neighbours", "image", "feed", "time", "footer"]
"""One of each voice: what machines read counts once, and so do the printed date and the footer."""


@pytest.mark.parametrize(("coarser", "finer"), list(pairwise(COARSEST_FIRST)))
def test_of_two_that_name_different_days_the_coarser_is_believed(coarser: str, finer: str) -> None:
    verdict = choose_date([day_of(coarser, "2025-05-14"), day_of(finer, "2025-05-17")], FETCHED, ZONE)
    assert (verdict.published_on, verdict.date_source, verdict.date_conflict) == ("2025-05-14", coarser, True)


@pytest.mark.parametrize("repeated", [("printed", "footer"), ("json_ld", "meta"), ("time", "microdata")])
def test_what_repeats_another_is_no_second_voice(repeated: tuple[str, str]) -> None:
    witnesses = [*(day_of(source, "2025-05-17") for source in repeated), day_of("wire_id", "2025-05-14")]
    assert choose_date(witnesses, FETCHED, ZONE).published_on == "2025-05-14"


@pytest.mark.parametrize(("other", "conflict"), [("2025-05-13", False), ("2025-05-15", False), ("2025-05-16", True)])
def test_a_conflict_begins_at_two_days(other: str, conflict: bool) -> None:
    verdict = choose_date([printed("2025-05-14 12:00:00"), day_of("wire_id", other)], FETCHED, ZONE)
    assert verdict.date_conflict == conflict
    assert (verdict.published_at is not None) == (not conflict)


@pytest.mark.parametrize(("days", "believed"), [(59, True), (60, True), (61, False)])
@pytest.mark.parametrize("side", [1, -1])
def test_how_far_an_estimate_may_be_off(days: int, believed: bool, side: int) -> None:
    on = datetime(2025, 5, 14, 16, tzinfo=UTC) + timedelta(days=side * days)
    first, last = sorted((on, on + side * timedelta(days=5)))
    far = neighbours_witness(Interval(first, last, 1, 2, rough=True), ZONE)
    verdict = choose_date([printed("2025-05-14 12:00:00"), far], FETCHED, ZONE)
    assert (verdict.published_at is not None) == believed
    assert verdict.date_conflict


@pytest.mark.parametrize(("seconds", "believed"), [(3599, True), (3600, True), (3601, False)])
def test_from_when_on_an_instant_is_from_the_future(seconds: int, believed: bool) -> None:
    at = (FETCHED + timedelta(seconds=seconds)).astimezone(ZONE)
    verdict = choose_date([printed(f"{at:%Y-%m-%d %H:%M:%S}")], FETCHED, ZONE)
    assert (verdict.published_at is not None) == believed


@pytest.mark.parametrize(("updated", "conflict"), [("2025-05-13", False), ("2025-05-12", True), ("2025-06-01", False)])
def test_nothing_is_updated_before_it_is_published(updated: str, conflict: bool) -> None:
    verdict = choose_date([printed("2025-05-14 12:00:00"), printed(f"Updated: {updated}")], FETCHED, ZONE)
    assert (verdict.published_on, verdict.date_conflict) == ("2025-05-14", conflict)


@pytest.mark.parametrize(
    ("seconds", "flags"), [(0, ()), (59, ()), (60, ("ambiguous_time",)), (-60, ("ambiguous_time",))]
)
def test_from_when_on_times_of_one_day_contradict_each_other(seconds: int, flags: tuple[str, ...]) -> None:
    other = datetime(2025, 5, 14, 8, 44, 27, tzinfo=UTC) + timedelta(seconds=seconds)
    machine = printed(f"datePublished: {other:%Y-%m-%dT%H:%M:%SZ}", "json_ld")
    verdict = choose_date([printed("2025-05-14 04:44:27"), machine], FETCHED, ZONE)
    assert (verdict.published_at, verdict.flags) == ("2025-05-14T08:44:27Z", flags)


def test_of_machine_readable_times_that_contradict_each_other_the_day_is_published() -> None:
    times = [
        printed(f"datePublished: 2025-05-14T{hour}:44:27Z", source) for hour, source in ((8, "json_ld"), (12, "meta"))
    ]
    verdict = choose_date(times, FETCHED, ZONE)
    assert (verdict.published_at, verdict.published_on, verdict.date_precision) == (None, "2025-05-14", "day")
    assert verdict.flags == ("ambiguous_time",)


# --- machine-readable dates, labels, zones ---------------------------------------------------------------------------

CHOSEN: dict[str, tuple[list[Witness], tuple[str | None, str | None, str | None]]] = {
    "a machine-readable time beside a printed day": (
        [printed("May 14, 2025"), printed("datePublished: 2025-05-14T08:44:27Z", "json_ld")],
        ("2025-05-14T08:44:27Z", "second", "json_ld"),
    ),
    "a printed minute before a machine-readable second": (
        [printed("May 14, 2025 4:44 AM"), printed("datePublished: 2025-05-14T08:44:27Z", "json_ld")],
        ("2025-05-14T08:44:00Z", "minute", "printed"),
    ),
    "the element before the JSON-LD": (
        [printed("2025-05-14T08:44:27Z", "time"), printed("datePublished: 2025-05-14T08:44:27Z", "json_ld")],
        ("2025-05-14T08:44:27Z", "second", "time"),
    ),
    "midnight for machines is a day": (
        [printed("article:published_time: 2025-05-14T00:00:00Z", "meta")],
        (None, "day", "meta"),
    ),
    "printed midnight is a time": ([printed("2025-05-14 00:00:00")], ("2025-05-14T04:00:00Z", "second", "printed")),
    "labelled before unlabelled": (
        [printed("2025-05-14 09:10:00"), printed("Published: 2025-05-14 04:44:27")],
        ("2025-05-14T08:44:27Z", "second", "printed"),
    ),
    "an unlabelled time that the page calls an update elsewhere": (
        [
            printed("2025-05-15 09:10:00"),
            printed("dateModified: 2025-05-15T13:10:00Z", "json_ld"),
            printed("datePublished: 2025-05-14T08:44:27Z", "json_ld"),
        ],
        ("2025-05-14T08:44:27Z", "second", "json_ld"),
    ),
    "the same time published and updated": (
        [
            printed("2025-05-14 04:44:27"),
            printed("dateModified: 2025-05-14T08:44:27Z", "json_ld"),
            printed("datePublished: 2025-05-14T08:44:27Z", "json_ld"),
        ],
        ("2025-05-14T08:44:27Z", "second", "printed"),
    ),
    "a zone of several meanings is settled by close neighbours": (
        [printed("May 14, 2025 11:44 AM AST"), MAY_14],
        ("2025-05-14T08:44:00Z", "minute", "printed"),
    ),
    "a zone of several meanings alone": ([printed("May 14, 2025 11:44 AM AST")], (None, "day", "printed")),
    "any zone is no time, whatever the neighbours": (
        [printed("May 14, 2025 11:44 AM XYZ"), wire("14052025"), MAY_14],
        (None, "day", "wire_id"),
    ),
    "a doubled hour is settled by the element": (
        [printed(DOUBLED), printed("2024-11-03T06:30:00Z", "time")],
        ("2024-11-03T06:30:00Z", "second", "printed"),
    ),
    "a doubled hour lies before an update": (
        [printed(DOUBLED), printed("Updated: 2024-11-03T06:00:00Z")],
        ("2024-11-03T05:30:00Z", "second", "printed"),
    ),
    "an update at the second of the two settles nothing": (
        [printed(DOUBLED), printed("Updated: 2024-11-03T06:30:00Z")],
        ("2024-11-03T05:30:00Z", "minute", "printed"),
    ),
}


@pytest.mark.parametrize(("witnesses", "expected"), CHOSEN.values(), ids=CHOSEN.keys())
def test_which_time_is_published(witnesses: list[Witness], expected: tuple[str | None, str | None, str | None]) -> None:
    verdict = choose_date(witnesses, FETCHED, ZONE)
    assert (verdict.published_at, verdict.date_precision, verdict.date_source) == expected
    assert not verdict.date_conflict


@pytest.mark.parametrize(
    ("neighbours", "instant"),
    [
        (("2024-11-03T05:30Z", "2024-11-03T06:29Z"), "2024-11-03T05:30:00Z"),
        (("2024-11-03T05:00Z", "2024-11-03T05:30Z"), "2024-11-03T05:30:00Z"),
        (("2024-11-03T05:31Z", "2024-11-03T06:30Z"), "2024-11-03T06:30:00Z"),
        (("2024-11-03T06:30Z", "2024-11-03T06:45Z"), "2024-11-03T06:30:00Z"),
    ],
)
def test_neighbours_bound_a_doubled_hour_with_their_own_instants(neighbours: tuple[str, str], instant: str) -> None:
    verdict = choose_date([printed(DOUBLED), near(*neighbours)], FETCHED, ZONE)
    assert (verdict.published_at, verdict.date_precision, verdict.flags) == (instant, "second", ())


SLASHED = "05/06/2025 14:44"


@pytest.mark.parametrize(
    ("others", "day", "flags"),
    [
        ([], "2025-05-06", ("ambiguous_date",)),
        ([wire("06052025")], "2025-05-06", ()),
        ([wire("05062025")], "2025-06-05", ()),
        ([image("2025-06/05")], "2025-06-05", ()),
        ([estimate("2025-06-03T00:00Z", "2025-06-08T00:00Z")], "2025-06-05", ()),
        ([estimate("2025-05-01T00:00Z", "2025-06-30T00:00Z")], "2025-05-06", ("ambiguous_date",)),
        ([printed("datePublished: 2025-06-05", "json_ld")], "2025-06-05", ()),
    ],
    ids=["alone", "wire", "wire day first", "image", "ids", "ids of two months", "JSON-LD"],
)
def test_the_order_of_day_and_month(others: list[Witness], day: str, flags: tuple[str, ...]) -> None:
    verdict = choose_date([printed(SLASHED), *others], FETCHED, ZONE)
    assert (verdict.published_on, verdict.date_precision, verdict.flags) == (day, "minute", flags)
    arabic = choose_date([printed(f"{SLASHED} التاريخ"), *others], FETCHED, ZONE)
    assert (arabic.published_at is None) == bool(flags)


def test_an_ambiguous_date_says_so_in_its_evidence() -> None:
    (evidence,) = choose_date([printed("05/06/2025")], FETCHED, ZONE).date_evidence
    assert "either order" in (evidence["note"] or "")


@pytest.mark.parametrize("label", ["Updated: ", "آخر تحديث "])
def test_an_update_is_evidence_and_never_the_publication(label: str) -> None:
    verdict = choose_date([printed(f"{label}2025-05-15 03:10:00"), wire("14052025")], FETCHED, ZONE)
    assert outcome(verdict) == (None, "2025-05-14", "day", "wire_id", False)
    assert ("updated", "2025-05-15T07:10:00Z") in [(e["verdict"], e["value"]) for e in verdict.date_evidence]
    assert choose_date([printed(f"{label}2025-05-15 03:10:00")], FETCHED, ZONE).published_on is None


def test_without_a_known_fetch_nothing_is_from_the_future_and_nothing_is_a_clock() -> None:
    assert choose_date([printed("2026-01-01 07:00:00")], None, ZONE).published_at == "2026-01-01T12:00:00Z"
    assert choose_date([printed("2099-01-01 07:00:00")], None, ZONE).published_on == "2099-01-01"


@pytest.mark.parametrize("raw", ["2024-11-03T06:30:00Z", "soon"])
def test_what_is_not_believed_settles_no_doubled_hour(raw: str) -> None:
    other = printed(raw, "time")
    verdict = choose_date([printed(DOUBLED), other], FETCHED, ZONE, {raw})
    assert (verdict.published_at, verdict.date_precision) == ("2024-11-03T05:30:00Z", "minute")


@pytest.mark.parametrize(("month_day", "conflict"), [("May 13", False), ("May 15", False), ("May 16", True)])
def test_a_day_without_a_year_agrees_to_within_a_day(month_day: str, conflict: bool) -> None:
    assert choose_date([printed(month_day), wire("14052025")], FETCHED, ZONE).date_conflict == conflict
