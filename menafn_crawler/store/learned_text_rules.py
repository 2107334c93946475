"""What only several articles tell: paragraphs that are notices, and the usual name of each wire code's provider."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection, func, select

from menafn_crawler.items import Article
from menafn_crawler.normalise import Notice, ProviderNames, RepeatedParagraphs
from menafn_crawler.store import articles as stored
from menafn_crawler.store.changes import has_lock, lock_articles
from menafn_crawler.store.interrupted_runs import articles_to_finish
from menafn_crawler.store.schema import articles, notices
from menafn_crawler.store.upsert import insert_new
from menafn_crawler.store.writer import GROUP, Transactions, change_in_steps, save_all

_IDS_OF_NAMES = 100_000
"""Ids below the newest article among which names are counted: about a month."""
_RECENT = 200
"""Stored articles whose paragraphs are looked at when a run begins."""
_STEP = 100
"""Articles that are looked at again in one transaction."""
_LOOKED_AT_AGAIN = 10_000
"""Articles of a run that are looked at again when a notice is found."""


class TextRules:
    """Applies to each article what earlier ones have told; learns from it."""

    def __init__(self, connection: Connection) -> None:
        self._stored = frozenset(known_notices(connection))
        self._paragraphs = RepeatedParagraphs(self._stored)
        self._names = ProviderNames(printed_names(connection))
        self._ids: deque[int] = deque(maxlen=_LOOKED_AT_AGAIN)
        self.respelled = 0
        """Articles whose provider was printed in another spelling than usual."""
        killed = articles_to_finish(connection)[-_LOOKED_AT_AGAIN:]
        ids = sorted({*newest_ids(connection, _RECENT), *killed})
        for article in stored.iterate_some(connection, ids, copies=True):
            self._paragraphs.strip(article)
            self._ids.append(article.article_id)

    def apply(self, article: Article) -> Article:
        """Return *article* without known notices, with its provider's usual name."""
        self._ids.append(article.article_id)
        provider = self._names.of(article)
        if provider != article.provider:
            self.respelled += 1
            article = replace(article, provider=provider)
        return self._paragraphs.strip(article)

    @property
    def learned(self) -> frozenset[Notice]:
        """Notices found in this run."""
        return frozenset(self._paragraphs.known) - self._stored

    def finish(self, store: Transactions, duplicate_days: int, now: str) -> int:
        """Store what was learned (*now*: UTC text) and cut it from stored articles; return how many changed.

        Some articles at a time, each time in a transaction of its own, so that other workers do not wait for long.
        """
        if not self.learned:
            return 0
        with store.write() as connection:
            remember_notices(connection, self.learned, now)
        cut = partial(self._cut, duplicate_days)
        return change_in_steps(store, sorted(set(self._ids)), _STEP, cut)

    def _cut(self, duplicate_days: int, connection: Connection, ids: Sequence[int]) -> int:
        """Cut what was learned from stored articles; return how many changed."""
        if not has_lock(connection):
            ids = [shorter.article_id for shorter in self._shortened(connection, ids)]
            if not ids:
                return 0
            lock_articles(connection)  # what another worker stored meanwhile is read again
        cut = list(self._shortened(connection, ids))
        for start in range(0, len(cut), GROUP):
            save_all(connection, cut[start : start + GROUP], duplicate_days)
        return len(cut)

    def _shortened(self, connection: Connection, ids: Sequence[int]) -> Iterator[Article]:
        """Yield those of *ids* that lose a paragraph, without it."""
        for article in stored.iterate_some(connection, ids, copies=True):
            shorter = self._paragraphs.without_known(article)
            if shorter is not article:
                yield shorter


def known_notices(connection: Connection) -> list[Notice]:
    """Return every paragraph known to be a notice."""
    columns = (notices.c.layout, notices.c.provider, notices.c.digest)
    return [Notice(*row) for row in connection.execute(select(*columns))]


def remember_notices(connection: Connection, found: Iterable[Notice], now: str) -> None:
    """Store paragraphs found to be notices at *now* (UTC text)."""
    rows = [{**notice._asdict(), "found_at": now} for notice in sorted(found)]
    insert_new(connection, notices, rows)


def newest_ids(connection: Connection, count: int) -> Sequence[int]:
    """Return the *count* highest ids of articles."""
    newest = select(articles.c.article_id).order_by(articles.c.article_id.desc()).limit(count)
    return connection.execute(newest).scalars().all()


def printed_names(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Return wire code, language, provider and number of articles, for articles of about the last month."""
    newest = connection.execute(select(func.max(articles.c.article_id))).scalar()
    if newest is None:
        return []
    names = (articles.c.provider_code, articles.c.language, articles.c.provider)
    counted = (
        select(*names, func.count())
        .where(articles.c.article_id.between(newest - _IDS_OF_NAMES + 1, newest))  # else SQLite walks along all codes
        .where(articles.c.provider_code.is_not(None), articles.c.provider.is_not(None))
        .group_by(*names)
        .order_by(*names)
    )
    return [(code, language, name, times) for code, language, name, times in connection.execute(counted)]
