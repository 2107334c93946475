"""Choose the publication date from all witnesses; report its precision, its source and the conflicts.

First choose the day that most independent witnesses name, to within a day; then take the most precise time from those
that name it. If as many name one day as another, the coarser witness is believed: the wire ID and the article's id
cannot be edited by hand. ``docs/dates.md`` has examples.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from menafn_crawler.normalise.date_exclusions import (
    updates_told_apart,
    without_clocks,
    without_midnight,
    without_stale,
)
from menafn_crawler.normalise.date_readings import choose_readings
from menafn_crawler.normalise.date_words import Role
from menafn_crawler.normalise.witnesses import (
    AMBIGUOUS_TIME,
    MACHINE_READABLE,
    ONE_DAY,
    SOURCES,
    Witness,
    day_in_year,
    distance,
    utc_text,
    within_a_day,
)

CLOCK_SKEW = timedelta(hours=1)
"""How far a date may lie after the fetch before it counts as one from the future."""

_END_OF_TIME = datetime(9999, 12, 1, tzinfo=UTC)

ESTIMATE_ERROR = timedelta(days=60)
"""Up to here a page's own date stands against a mere estimate; a wrong year lies beyond."""

SAME_TIME = timedelta(minutes=1)
"""Times that differ by less are the same time, printed with and without seconds."""

_PLACE = {source: n for n, source in enumerate(SOURCES)}
_PRECISION = {"second": 0, "minute": 1, "day": 2, "span": 3}
_COARSEST_FIRST = (
    "wire_id",
    "neighbours",
    "image",
    "feed",
    "microdata",
    "meta",
    "json_ld",
    "time",
    "footer",
    "printed",
)
_SAME_ORIGIN = {"footer": "printed", **dict.fromkeys(MACHINE_READABLE, "markup")}
"""Sources that repeat one another count once."""


@dataclass(frozen=True, slots=True)
class DateVerdict:
    """The date fields of an article; see ``Article``."""

    published_at: str | None = None
    published_on: str | None = None
    date_precision: str | None = None
    date_source: str | None = None
    date_conflict: bool = False
    date_evidence: tuple[dict[str, str | None], ...] = ()
    flags: tuple[str, ...] = ()
    """Quality flags: keys of ``DATE_FLAGS``."""


@dataclass(frozen=True, slots=True)
class _Published:
    """What is published: by which witness, on which day, at which instant if one is known."""

    witness: Witness
    day: date
    instant: datetime | None = None
    contradicted: bool = False
    """True if another witness of the same day gives another time."""


def choose_date(
    witnesses: Iterable[Witness],
    fetched_at: datetime | None,
    zone: ZoneInfo,
    stale: Collection[str] = (),
    *,
    clocks_ruled_out: bool = False,
    midnight_is_a_day: bool = False,
) -> DateVerdict:
    """Weigh the witnesses; their order does not matter.

    *fetched_at* is an aware instant by the site's clock, None if unknown: then no date is from the future; *stale* are
    texts known to be the same on every page; *clocks_ruled_out* tells that the pages of this run do not print the
    current time, *midnight_is_a_day* that this provider's pages print midnight in place of a time. Without a credible
    witness every field is None: never today, never 1 January.
    """
    all_witnesses = _in_order(without_stale(w, stale) for w in witnesses)
    if fetched_at is not None and not clocks_ruled_out:
        all_witnesses = without_clocks(all_witnesses, fetched_at)
    if midnight_is_a_day:
        all_witnesses = [without_midnight(w, zone) for w in all_witnesses]
    all_witnesses = choose_readings(updates_told_apart(all_witnesses))
    latest = fetched_at + CLOCK_SKEW if fetched_at is not None else _END_OF_TIME
    last_day = latest.astimezone(zone).date()
    speaking = [w for w in all_witnesses if w.readable and not w.stale and w.role is not Role.UPDATED]
    credible = [w for w in speaking if not _in_future(w, latest, last_day)]
    center = _believed([w for w in credible if w.first_day is not None])
    agreeing = [w for w in speaking if center is not None and within_a_day(center, w)]
    published = _publish([w for w in agreeing if w in credible])
    conflict = center is not None and len(agreeing) < len(speaking)
    evidence = tuple(_evidence(w, published.witness if published else None, agreeing) for w in all_witnesses)
    if published is None:
        return DateVerdict(date_conflict=conflict, date_evidence=evidence)
    precise = published.instant is not None
    return DateVerdict(
        published_at=utc_text(published.instant) if published.instant is not None else None,
        published_on=published.day.isoformat(),
        date_precision=published.witness.precision if precise else "day",
        date_source=published.witness.source,
        date_conflict=conflict or _updated_before(published.day, all_witnesses),
        date_evidence=evidence,
        flags=_flags(published),
    )


def _flags(published: _Published) -> tuple[str, ...]:
    flags = {published.witness.flag} if published.witness.flag else set()
    if published.contradicted:
        flags.add(AMBIGUOUS_TIME)
    return tuple(sorted(flags))


# --- which witnesses are believed ------------------------------------------------------------------------------------


def _updated_before(day: date, witnesses: list[Witness]) -> bool:
    """Return True if an update lies more than a day before *day*: nothing is updated before it is published."""
    updates = [w.last_day for w in witnesses if w.role is Role.UPDATED and not w.stale and w.last_day is not None]
    return any(day - updated > ONE_DAY for updated in updates)


def _in_order(witnesses: Iterable[Witness]) -> list[Witness]:
    """Return each witness once, by source and text."""
    listed = list(witnesses)
    if len({(w.source, w.raw) for w in listed}) < len(listed):  # rare, and values cost time
        listed = sorted((w for n, w in enumerate(listed) if w not in listed[:n]), key=lambda w: w.value or "")
    return sorted(listed, key=lambda w: (_PLACE[w.source], w.raw))


def _in_future(witness: Witness, latest: datetime, last_day: date) -> bool:
    """Return True for an instant that has not come, or a day that has begun nowhere: a day names no zone."""
    if witness.instant is not None:
        return witness.instant > latest
    return witness.first_day is not None and witness.first_day - last_day > ONE_DAY


# --- which day, and which time ---------------------------------------------------------------------------------------


def _believed(credible: list[Witness]) -> Witness | None:
    """Return the witness whose day most independent witnesses name; None if there is no witness.

    Ranges of days cannot be cluster centres. A range overrides a single unsupported day; a rough range does so only
    if it is more than ``ESTIMATE_ERROR`` away.
    """
    together = _all_within_a_day(credible)

    def supporters(center: Witness) -> int:
        return len({_SAME_ORIGIN.get(w.source, w.source) for w in credible if together or within_a_day(center, w)})

    days = [(supporters(w), -_COARSEST_FIRST.index(w.source), w) for w in credible if w.precision != "span"]
    spans = [w for w in credible if w.precision == "span"]
    if not days:
        return spans[0] if spans else None
    count, _, best = max(days, key=lambda day: day[:2])
    if count > 1:
        return best
    return next((s for s in spans if not (s.rough and distance(s, best) <= ESTIMATE_ERROR)), best)


def _all_within_a_day(dated: list[Witness]) -> bool:
    """Return True if any two of them can mean the same day, to within one day: on most pages they do."""
    first = max((w.first_day for w in dated if w.first_day is not None), default=None)
    last = min((w.last_day for w in dated if w.last_day is not None), default=None)
    return first is not None and last is not None and first - last <= ONE_DAY


def _publish(agreeing: list[Witness]) -> _Published | None:
    """Return what the most precise witness says; None if the witnesses leave several days possible."""
    dated = [w for w in agreeing if w.first_day is not None]
    if not dated:
        return None
    finest = min(dated, key=_rank)
    assert finest.first_day is not None
    if finest.instant is not None:
        return _at_instant(finest, [w for w in dated if w.instant is not None])
    if finest.precision != "span":
        return _Published(finest, finest.first_day)
    yearless = next((w for w in agreeing if w.month_day is not None), None)
    day = _in_nearest_year(yearless.month_day, finest) if yearless is not None and yearless.month_day else None
    return _Published(yearless, day) if yearless is not None and day is not None else None


def _rank(witness: Witness) -> tuple[int, int, bool]:
    """Order of preference: with a time of day, by source, labelled as published; then without one."""
    timed = witness.instant is not None
    precision = _PRECISION["minute" if timed and witness.source not in ("printed", "footer") else witness.precision]
    return (precision, _PLACE[witness.source], witness.role is not Role.PUBLISHED)


def _at_instant(finest: Witness, timed: list[Witness]) -> _Published:
    """Return the instant of *finest*; only its day if it is machine-readable and other such dates contradict it."""
    assert finest.first_day is not None
    assert finest.instant is not None
    contradicted = any(w.instant is not None and abs(w.instant - finest.instant) >= SAME_TIME for w in timed)
    if contradicted and finest.source in MACHINE_READABLE:
        return _Published(finest, finest.first_day, None, contradicted=True)
    return _Published(finest, finest.first_day, finest.instant, contradicted)


def _in_nearest_year(month_day: tuple[int, int], span: Witness) -> date | None:
    """Return the day with this month and day that lies nearest to the *span*; None if none lies within a day of it."""
    assert span.first_day is not None
    years = (span.first_day.year - 1, span.first_day.year, span.first_day.year + 1)
    days = [day for year in years if (day := day_in_year(year, *month_day)) is not None]
    witnesses = [Witness(span.source, "", first_day=day, last_day=day) for day in days]
    nearest = min(witnesses, key=lambda w: distance(span, w), default=None)
    return nearest.first_day if nearest is not None and within_a_day(span, nearest) else None


def _evidence(witness: Witness, chosen: Witness | None, agreeing: list[Witness]) -> dict[str, str | None]:
    if witness.stale:
        verdict = "stale"
    elif not witness.readable:
        verdict = "unreadable"
    elif witness.role is Role.UPDATED:
        verdict = "updated"
    elif chosen is not None and (witness.source, witness.raw) == (chosen.source, chosen.raw):
        verdict = "chosen"
    else:
        verdict = "agrees" if witness in agreeing else "disagrees"
    evidence = {"source": witness.source, "raw": witness.raw, "value": witness.value, "verdict": verdict}
    if witness.note:
        evidence["note"] = witness.note
    return evidence
