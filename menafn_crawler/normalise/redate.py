"""Choose an article's date again, from its evidence and what has been learned since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from menafn_crawler.items import Article
from menafn_crawler.normalise.calibration import Interval, best_interval
from menafn_crawler.normalise.choose_date import DateVerdict, choose_date
from menafn_crawler.normalise.date_exclusions import CLOCK_REACH
from menafn_crawler.normalise.witnesses import (
    DATE_FLAGS,
    MIDNIGHT_NOTE,
    TIMED,
    Witness,
    header_witness,
    neighbours_witness,
    same_clock,
    witness_from_evidence,
)

_DATE_FIELDS = tuple(f.name for f in fields(DateVerdict) if f.name != "flags")


def is_doubtful(article: Article, stale: Collection[str] = ()) -> bool:
    """Return True if more evidence could change the date: no instant, a conflict, a note, a text that turned stale."""
    if article.published_at is None or article.date_conflict:
        return True
    return any("note" in e or (e["raw"] in stale and e["verdict"] != "stale") for e in article.date_evidence)


def is_certain(article: Article) -> bool:
    """Return True if the page itself dates the article to the minute, and nothing on the page contradicts that.

    What its id says does not count: ids are judged by certain articles.
    """
    if article.published_at is None or article.date_source not in TIMED:
        return False
    against = (e for e in article.date_evidence if e["source"] != "neighbours" and e["verdict"] == "disagrees")
    flagged = any(flag in DATE_FLAGS for flag in article.quality)
    return not flagged and not any("note" in e for e in article.date_evidence) and next(against, None) is None


def redate(
    article: Article,
    neighbours: Iterable[tuple[int, datetime]],
    zone: ZoneInfo,
    stale: Collection[str] = (),
    *,
    clocks_ruled_out: bool = False,
    midnight_is_a_day: bool = False,
    interval: Interval | None = None,
) -> Article:
    """Return the article with the date that its evidence and its *neighbours* (id, UTC instant) give.

    *interval* is what ids say, if more is known than the neighbours tell; the other arguments are those of
    ``choose_date``. What an earlier run ruled out stays ruled out.
    """
    headers = [e["raw"] or "" for e in article.date_evidence if e["source"] == "header"]
    witnesses = [w for e in article.date_evidence if (w := _witness(e, zone, headers)) is not None]
    interval = interval or best_interval(article.article_id, neighbours)
    if interval is not None:
        witnesses.append(neighbours_witness(interval, zone))
    fetched_at = _judged_at(article)
    notes = {evidence.get("note") for evidence in article.date_evidence}
    chosen = choose_date(
        witnesses,
        fetched_at,
        zone,
        stale,
        clocks_ruled_out=clocks_ruled_out or _was_believed(article, fetched_at),
        midnight_is_a_day=midnight_is_a_day or MIDNIGHT_NOTE in notes,
    )
    return _dated(article, chosen)


def with_date_of(article: Article, dated: Article) -> Article:
    """Return *article* with all that *dated*, another look at its page, says of the date."""
    flags = tuple(flag for flag in dated.quality if flag in DATE_FLAGS)
    return _dated(article, DateVerdict(**{name: getattr(dated, name) for name in _DATE_FIELDS}, flags=flags))


def _dated(article: Article, chosen: DateVerdict) -> Article:
    quality = (*(flag for flag in article.quality if flag not in DATE_FLAGS), *chosen.flags)
    return replace(article, **{name: getattr(chosen, name) for name in _DATE_FIELDS}, quality=quality)


def _witness(evidence: dict[str, str | None], zone: ZoneInfo, headers: list[str]) -> Witness | None:
    raw = evidence["raw"] or ""
    if evidence["source"] in TIMED and any(same_clock(raw, header) for header in headers):
        return header_witness(raw)
    return witness_from_evidence(evidence, zone)


def _timed(article: Article) -> datetime | None:
    """Return the instant that a time on the page gave the article; None if none did."""
    if article.published_at is None or article.date_source not in TIMED:
        return None
    return datetime.fromisoformat(article.published_at)


def _judged_at(article: Article) -> datetime:
    """Return the time of the fetch, or of a later publication: then this machine's clock was behind the site's."""
    fetched_at, published_at = datetime.fromisoformat(article.fetched_at), _timed(article)
    return max(fetched_at, published_at) if published_at is not None else fetched_at


def _was_believed(article: Article, fetched_at: datetime) -> bool:
    """Return True if the article is dated close to its fetch: that was no clock when it was dated."""
    published_at = _timed(article)
    return published_at is not None and abs(published_at - fetched_at) <= CLOCK_REACH
