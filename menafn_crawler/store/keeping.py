"""Storing an article with what belongs to it, in one transaction: by the crawl itself, or by a process beside it."""

from __future__ import annotations

from dataclasses import dataclass

from menafn_crawler.items import Article
from menafn_crawler.store import articles, captures
from menafn_crawler.store.captures import Capture
from menafn_crawler.store.database import Database, open_database


@dataclass(frozen=True, slots=True)
class Keep:
    """An article to be stored, and where the answers to the requests for it are archived."""

    article: Article
    captures: tuple[Capture, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The article as the store has it now, and what storing it changed."""

    article: Article
    change: articles.Change


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where articles are stored, and within how many days one is another's copy."""

    store: str
    duplicate_days: int

    def open(self) -> Keeper:
        """Open the store. Raises StoreError if it cannot be used."""
        return Keeper(open_database(self.store), self.duplicate_days)


class Keeper:
    """Stores articles."""

    def __init__(self, database: Database, duplicate_days: int) -> None:
        self._database, self._days = database, duplicate_days

    def keep(self, keep: Keep) -> Kept:
        """Store an article. Raises StoreError when the database fails."""
        with self._database.write() as connection:
            stored, change = articles.save(connection, keep.article, self._days)
            captures.note(connection, [(keep.article.article_id, capture) for capture in keep.captures])
        return Kept(stored, change)

    def kept(self, keep: Keep) -> Kept | None:
        """What came of storing an article, where somebody has done it and could not say so; None where nobody has."""
        article = keep.article
        with self._database.read() as connection:
            known = articles.get(connection, article.article_id)
        if known is None or (known.fetched_at, known.source_url) != (article.fetched_at, article.source_url):
            return None
        return Kept(known, articles.Change.NEW if known.revision == 1 else articles.Change.CORRECTED)

    def close(self) -> None:
        """Close the store."""
        self._database.close()
