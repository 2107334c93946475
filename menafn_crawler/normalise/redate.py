"""Choose an article's date again, from its evidence and what has been learned since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from menafn_crawler.items import Article
from menafn_crawler.normalise.calibration import best_interval
from menafn_crawler.normalise.choose_date import choose_date
from menafn_crawler.normalise.witnesses import DATE_FLAGS, TIMED, neighbours_witness, witness_from_evidence


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
) -> Article:
    """Return the article with the date that its evidence and its *neighbours* (id, UTC instant) give."""
    witnesses = [w for e in article.date_evidence if (w := witness_from_evidence(e, zone)) is not None]
    interval = best_interval(article.article_id, neighbours)
    if interval is not None:
        witnesses.append(neighbours_witness(interval, zone))
    fetched_at = datetime.fromisoformat(article.fetched_at)
    chosen = choose_date(witnesses, fetched_at, zone, stale, clocks_ruled_out=clocks_ruled_out)
    return replace(
        article,
        published_at=chosen.published_at,
        published_on=chosen.published_on,
        date_precision=chosen.date_precision,
        date_source=chosen.date_source,
        date_conflict=chosen.date_conflict,
        quality=(*(flag for flag in article.quality if flag not in DATE_FLAGS), *chosen.flags),
        date_evidence=chosen.date_evidence,
    )
