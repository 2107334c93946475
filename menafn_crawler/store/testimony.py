"""A feed may testify to an article that is stored already: its date is decided again with the feed as a witness."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from menafn_crawler.items import Article
from menafn_crawler.normalise import doubtful
from menafn_crawler.normalise.redate import redate
from menafn_crawler.store import articles, dating, duplicates, feed_dates


def testify(connection: Connection, ids: Sequence[int], zone: ZoneInfo, duplicate_days: int) -> int:
    """Let feeds testify to those of *ids* that are stored and have not heard them yet; how many had not.

    The record comes out as if the feed had been known when the page was read.
    """
    duplicates.one_at_a_time(connection)
    heard = feed_dates.heard(connection, ids)
    stale = dating.known_stale(connection) if heard else frozenset()
    unaware = 0
    for article in list(articles.iterate_some(connection, list(heard), copies=True)):
        decided = hearing(connection, article, heard[article.article_id], zone, stale)
        if decided is not article:
            unaware += 1
            dating.save_date(connection, decided)
            duplicates.relate(connection, decided, duplicate_days)
    return unaware


def hearing(
    connection: Connection, article: Article, raws: Sequence[str], zone: ZoneInfo, stale: Collection[str]
) -> Article:
    """An article with what feeds said of its date (*raws*, as written) among its witnesses; itself if it had that."""
    unheard = [raw for raw in raws if not _has(article, raw)]
    if not unheard:
        return article
    said = [{"source": "feed", "raw": raw, "value": None, "verdict": "unreadable"} for raw in unheard]
    asked = replace(article, date_evidence=(*article.date_evidence, *said))
    decided = redate(asked, (), zone, stale)
    if doubtful(decided):
        decided = redate(asked, dating.certain_neighbours(connection, article.article_id), zone, stale)
    return decided


def _has(article: Article, raw: str) -> bool:
    return any(said["source"] == "feed" and said["raw"] == raw for said in article.date_evidence)
