"""The verdict: which witness tells the date of an article, how sure it is, and who stood against it.

A finer witness decides only together with the coarser ones: of the days that are named, the one that most independent
voices name (to within a day) is the day, and the finest witness for it gives the instant. Where as many stand for one
day as for another, the coarser witness is believed: the wire ID and the article's number cannot be edited by hand.
``docs/dates.md`` has examples.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from menafn_crawler.normalise.witnesses import ONE_DAY, SOURCES, Witness, day_in_year, distance, utc_text, within_a_day

CLOCK_SKEW = timedelta(hours=1)
"""How far a date may lie after the fetch before it counts as one from the future."""

ESTIMATE_ERROR = timedelta(days=60)
"""Up to here a page's own date stands against a mere estimate; a wrong year lies beyond."""

_PLACE = {source: n for n, source in enumerate(SOURCES)}
_FINENESS = {"second": 0, "minute": 1, "day": 2, "span": 3}
_TIE = ("wire_id", "neighbours", "image", "feed", "footer", "printed")
_VOICE = {"footer": "printed"}
"""The footer repeats the printed date, so both are one voice where they agree."""


@dataclass(frozen=True, slots=True)
class DateVerdict:
    """The date fields of an article; see ``Article``."""

    published_at: str | None = None
    published_on: str | None = None
    date_precision: str | None = None
    date_source: str | None = None
    date_conflict: bool = False
    date_evidence: tuple[dict[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class _Published:
    """What is published: by which witness, on which day, at which instant if one is known."""

    witness: Witness
    day: date
    instant: datetime | None = None


def choose_date(
    witnesses: Iterable[Witness], fetched_at: datetime | None, zone: ZoneInfo, stale: Collection[str] = ()
) -> DateVerdict:
    """Weigh the witnesses; their order does not matter.

    *fetched_at* is an aware instant, None where no date can be in the future; *stale* are printed texts known to stand
    on every page. Without a credible witness every field is None: never today, never 1 January.
    """
    heard = _in_order(_aged(w, stale) for w in witnesses)
    latest = fetched_at + CLOCK_SKEW if fetched_at is not None else datetime.max.replace(tzinfo=UTC)
    last_day = latest.astimezone(zone).date() if fetched_at is not None else date.max
    credible = [w for w in heard if w.readable and not w.stale and not _in_future(w, latest, last_day)]
    center = _believed([w for w in credible if w.first_day is not None])
    agreeing = [w for w in heard if center is not None and w.readable and not w.stale and within_a_day(center, w)]
    published = _publish([w for w in agreeing if w in credible])
    against = center is not None and any(w.readable and not w.stale and w not in agreeing for w in heard)
    evidence = tuple(_evidence(w, published.witness if published else None, agreeing) for w in heard)
    if published is None:
        return DateVerdict(date_conflict=against, date_evidence=evidence)
    return DateVerdict(
        published_at=utc_text(published.instant) if published.instant is not None else None,
        published_on=published.day.isoformat(),
        date_precision=published.witness.precision if published.instant is not None else "day",
        date_source=published.witness.source,
        date_conflict=against,
        date_evidence=evidence,
    )


def _aged(witness: Witness, stale: Collection[str]) -> Witness:
    if stale and witness.raw in stale and witness.source in ("printed", "footer"):
        return Witness(witness.source, witness.raw, stale=True)
    return witness


def _in_order(witnesses: Iterable[Witness]) -> list[Witness]:
    """Each witness once, by source and text."""
    heard = list(witnesses)
    if len({(w.source, w.raw) for w in heard}) < len(heard):  # rare, and a value is put into words
        heard = sorted((w for n, w in enumerate(heard) if w not in heard[:n]), key=lambda w: w.value or "")
    return sorted(heard, key=lambda w: (_PLACE[w.source], w.raw))


def _in_future(witness: Witness, latest: datetime, last_day: date) -> bool:
    """Whether a witness names an instant that has not come, or a day that has begun nowhere: a day names no zone."""
    if witness.instant is not None:
        return witness.instant > latest
    return witness.first_day is not None and witness.first_day - last_day > ONE_DAY


def _believed(credible: list[Witness]) -> Witness | None:
    """The witness around whose day the most independent voices gather; None if there is no witness.

    A span of days gathers no voices of its own, since two witnesses that it agrees with may contradict each other; it
    stands against a day that nobody else names, an estimate only where that day is far off.
    """

    together = _all_within_a_day(credible)

    def voices(center: Witness) -> int:
        return len({_VOICE.get(w.source, w.source) for w in credible if together or within_a_day(center, w)})

    days = [(voices(w), -_TIE.index(w.source), w) for w in credible if w.precision != "span"]
    spans = [w for w in credible if w.precision == "span"]
    if not days:
        return spans[0] if spans else None
    heard, _, best = max(days, key=lambda day: day[:2])
    if heard > 1:
        return best
    return next((s for s in spans if not (s.rough and distance(s, best) <= ESTIMATE_ERROR)), best)


def _all_within_a_day(dated: list[Witness]) -> bool:
    """Whether any two of them can mean the same day, to within one day: on most pages they do."""
    first = max((w.first_day for w in dated if w.first_day is not None), default=None)
    last = min((w.last_day for w in dated if w.last_day is not None), default=None)
    return first is not None and last is not None and first - last <= ONE_DAY


def _publish(agreeing: list[Witness]) -> _Published | None:
    """The finest of the witnesses that agree; None where they leave several days possible."""
    dated = [w for w in agreeing if w.first_day is not None]
    if not dated:
        return None
    finest = min(dated, key=lambda w: (_FINENESS[w.precision], _PLACE[w.source]))
    assert finest.first_day is not None
    if finest.instant is not None:
        witness = _of_two_instants(finest, agreeing)
        return _Published(witness, finest.first_day, witness.instant)
    if finest.precision != "span":
        return _Published(finest, finest.first_day)
    yearless = next((w for w in agreeing if w.month_day is not None), None)
    day = _in_nearest_year(yearless.month_day, finest) if yearless is not None and yearless.month_day else None
    return _Published(yearless, day) if yearless is not None and day is not None else None


def _of_two_instants(witness: Witness, agreeing: list[Witness]) -> Witness:
    """The witness with the later of its two instants where its neighbours leave only that one possible."""
    if witness.other_instant is None or witness.instant is None:
        return witness
    for first, last in (w.window for w in agreeing if w.window is not None):
        if not first <= witness.instant <= last and first <= witness.other_instant <= last:
            note = "the clocks went back: the ids of neighbours say the later of two instants"
            return witness._replace(instant=witness.other_instant, note=note)
    return witness


def _in_nearest_year(month_day: tuple[int, int], span: Witness) -> date | None:
    """The day with this month and day that lies nearest to the *span*; None where none lies within a day of it."""
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
    elif chosen is not None and (witness.source, witness.raw) == (chosen.source, chosen.raw):
        verdict, witness = "chosen", chosen
    else:
        verdict = "agrees" if witness in agreeing else "disagrees"
    evidence = {"source": witness.source, "raw": witness.raw, "value": witness.value, "verdict": verdict}
    if witness.note:
        evidence["note"] = witness.note
    return evidence
