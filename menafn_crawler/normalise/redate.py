"""Decide an article's date again, from its evidence and what has been learned since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from menafn_crawler.items import Article
from menafn_crawler.normalise.calibration import best_interval
from menafn_crawler.normalise.choose_date import choose_date
from menafn_crawler.normalise.witnesses import neighbours_witness, witness_from_evidence


def is_doubtful(article: Article, stale: Collection[str] = ()) -> bool:
    """Whether more evidence could change the article's date: no instant, a conflict, a doubled hour, a stale text."""
    if article.published_at is None or article.date_conflict:
        return True
    return any("note" in e or (e["raw"] in stale and e["verdict"] != "stale") for e in article.date_evidence)


def is_certain(article: Article) -> bool:
    """Whether the page itself dates the article to the minute, and nothing on it stands against that.

    What its number says does not count: it is by certain articles that numbers are judged.
    """
    if article.published_at is None or article.date_source not in ("printed", "footer"):
        return False
    against = (e for e in article.date_evidence if e["source"] != "neighbours" and e["verdict"] == "disagrees")
    return not any("note" in e for e in article.date_evidence) and next(against, None) is None


def redate(
    article: Article, neighbours: Iterable[tuple[int, datetime]], zone: ZoneInfo, stale: Collection[str] = ()
) -> Article:
    """The article with the date that its evidence gives beside its *neighbours* (number, UTC instant)."""
    pairs = ((str(evidence["source"]), evidence["raw"] or "") for evidence in article.date_evidence)
    witnesses = [w for w in (witness_from_evidence(source, raw, zone) for source, raw in pairs) if w is not None]
    interval = best_interval(article.article_id, neighbours)
    if interval is not None:
        witnesses.append(neighbours_witness(interval, zone))
    verdict = choose_date(witnesses, datetime.fromisoformat(article.fetched_at), zone, stale)
    return replace(
        article,
        published_at=verdict.published_at,
        published_on=verdict.published_on,
        date_precision=verdict.date_precision,
        date_source=verdict.date_source,
        date_conflict=verdict.date_conflict,
        date_evidence=verdict.date_evidence,
    )
