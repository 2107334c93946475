"""The verdict: which witness tells the date of an article, how sure it is, and who stood against it.

A finer witness decides only together with the coarser ones: of the days that are named, the one that most independent
voices name (to within a day) is the day, and the finest witness for it gives the instant. Where as many stand for one
day as for another, the coarser witness is believed: the wire ID and the article's number cannot be edited by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from menafn_crawler.normalise.witnesses import SOURCES, Witness, distance, utc_text, within_a_day

CLOCK_SKEW = timedelta(hours=1)
"""How far a date may lie after the fetch before it counts as one from the future."""

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


def decide(witnesses: Iterable[Witness], fetched_at: datetime, zone: ZoneInfo) -> DateVerdict:
    """Weigh the witnesses; their order does not matter. *fetched_at* is an aware instant.

    Without a credible witness every field is None: never today, never 1 January.
    """
    heard = sorted(set(witnesses), key=lambda w: (SOURCES.index(w.source), w.raw, w.value or ""))
    credible = [w for w in heard if w.readable and not w.stale and not _in_future(w, fetched_at, zone)]
    center = _believed([w for w in credible if w.first_day is not None])
    agreeing = [w for w in credible if center is not None and within_a_day(center, w)]
    chosen = min((w for w in agreeing if w.month_day is None), key=_fineness, default=None)
    conflict = chosen is not None and any(w.readable and not w.stale and w not in agreeing for w in heard)
    instant, day = _publish(chosen, agreeing)
    decided = day is not None
    return DateVerdict(
        published_at=utc_text(instant) if instant is not None else None,
        published_on=day.isoformat() if day is not None else None,
        date_precision=(chosen.precision if instant is not None else "day") if chosen and decided else None,
        date_source=chosen.source if chosen and decided else None,
        date_conflict=conflict,
        date_evidence=tuple(_evidence(w, chosen if decided else None, agreeing) for w in heard),
    )


def _in_future(witness: Witness, fetched_at: datetime, zone: ZoneInfo) -> bool:
    if witness.instant is not None:
        return witness.instant > fetched_at + CLOCK_SKEW
    return witness.first_day is not None and witness.first_day > (fetched_at + CLOCK_SKEW).astimezone(zone).date()


def _believed(credible: list[Witness]) -> Witness | None:
    """The witness around whose day the most independent voices gather; None if there is no witness."""

    def voices(center: Witness) -> int:
        return len({_VOICE.get(w.source, w.source) for w in credible if within_a_day(center, w)})

    return max(credible, key=lambda w: (voices(w), -_TIE.index(w.source)), default=None)


def _fineness(witness: Witness) -> tuple[int, int]:
    return _FINENESS[witness.precision], SOURCES.index(witness.source)


def _publish(chosen: Witness | None, agreeing: list[Witness]) -> tuple[datetime | None, date | None]:
    """Instant (None where no time of day is known) and day; no day where several are possible."""
    if chosen is None or chosen.first_day is None:
        return None, None
    if chosen.precision != "span":
        return chosen.instant, chosen.first_day
    partial = next((w for w in agreeing if w.month_day is not None), None)
    if partial is not None and partial.month_day is not None:
        years = (chosen.first_day.year - 1, chosen.first_day.year, chosen.first_day.year + 1)
        days = [Witness("printed", "", first_day=d, last_day=d) for y in years for d in _days(y, *partial.month_day)]
        return None, min(days, key=lambda w: distance(chosen, w)).first_day if days else None
    return None, None


def _days(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:  # 29 February in another year
        return []


def _evidence(witness: Witness, chosen: Witness | None, agreeing: list[Witness]) -> dict[str, str | None]:
    if witness.stale:
        verdict = "stale"
    elif not witness.readable:
        verdict = "unreadable"
    elif witness == chosen:
        verdict = "chosen"
    else:
        verdict = "agrees" if witness in agreeing else "disagrees"
    evidence = {"source": witness.source, "raw": witness.raw, "value": witness.value, "verdict": verdict}
    return evidence | ({"note": witness.note} if witness.note else {})
