"""Archived pages back into a store, through the steps that a crawl takes: date, store, relations between articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from menafn_crawler.archive.answers import Skip
from menafn_crawler.archive.listed import Sections
from menafn_crawler.archive.reading import PartRead, ReadArticle, ReadGone, ReadList
from menafn_crawler.items import Article, Candidate
from menafn_crawler.store import articles, captures, queue
from menafn_crawler.store.redating import Redating


class Store(Protocol):
    """What a replay writes to: a database, or a rehearsal on one."""

    def write(self) -> AbstractContextManager[Connection]:
        """One transaction."""


@dataclass(slots=True)
class Replayed:
    """What came of a replay."""

    pages: int = 0
    """Pages from which an article was read."""
    lists: int = 0
    new: int = 0
    changed: int = 0
    """Articles that were stored and are other than they were."""
    vanished: int = 0
    redated: int = 0
    skipped: Counter[Skip] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    """Files that are no archives, and why."""


class Replay:
    """Takes what was read, part by part, each in one transaction; ``finish`` decides what had to wait for the rest."""

    def __init__(self, store: Store, zone: ZoneInfo, duplicate_days: int) -> None:
        self._store, self._days = store, duplicate_days
        self._sections = Sections()
        with store.write() as connection:
            self._redating = Redating(connection, zone)
        self.result = Replayed()

    def take(self, parts: Iterable[PartRead]) -> None:
        """Store what the parts say."""
        for part in parts:
            self.result.skipped.update(part.skipped)
            with self._store.write() as connection:
                self._take(connection, part)

    def finish(self, now: str) -> Replayed:
        """Decide what only the whole can decide (UTC text *now*); what came of it all."""
        with self._store.write() as connection:
            for page, section in self._sections.told_late():
                self._remember(connection, page, section)
            if self._redating.met_any:
                self.result.redated = self._redating.decide_again(connection, self._days, now)
        return self.result

    def _take(self, connection: Connection, part: PartRead) -> None:
        ids = [read.article.article_id for read in part.read if isinstance(read, ReadArticle)]
        ids += [read.article_id for read in part.read if isinstance(read, ReadGone)]
        stored = articles.fetch_instants(connection, ids)
        seen = queue.first_seen(connection, ids)
        for read in part.read:
            match read:
                case ReadArticle():
                    self._article(connection, read, stored, seen)
                case ReadGone():
                    self._gone(connection, read, stored)
                case ReadList():
                    self._list(connection, read, seen)

    def _article(self, connection: Connection, read: ReadArticle, stored: dict[int, str], seen: dict[int, str]) -> None:
        article, number = read.article, read.article.article_id
        if number not in seen:
            queue.remember(connection, [Candidate(number, read.asked.published)], article.fetched_at)
            seen[number] = article.fetched_at
        article = replace(article, first_seen_at=seen[number])
        if self._redating.doubts(article):
            article = self._redating.decide(connection, article)
        self._save(connection, article, stored.get(number))
        stored[number] = max(article.fetched_at, stored.get(number, ""))
        if read.capture is not None:
            captures.note(connection, number, [read.capture])

    def _save(self, connection: Connection, article: Article, stored_at: str | None) -> None:
        """Store an article as a crawl does; an answer that the store has read before is read again in its place."""
        self.result.pages += 1
        if stored_at is None or article.fetched_at > stored_at:
            _, change = articles.save(connection, article, self._days)
            self.result.new += change is articles.Change.NEW
            self.result.changed += change not in (articles.Change.NEW, articles.Change.UNCHANGED)
            return
        changed = articles.reread(connection, article, self._days)
        self.result.changed += bool(changed)
        self.result.skipped[Skip.OLDER] += changed is None

    def _gone(self, connection: Connection, read: ReadGone, stored: dict[int, str]) -> None:
        """Of a stored article it is noted, as a crawl does; any other is the next crawl's to ask for."""
        at = stored.get(read.article_id)
        if at is not None and read.fetched_at > at:
            self.result.vanished += articles.note_vanished(connection, read.article_id, read.fetched_at)

    def _list(self, connection: Connection, page: ReadList, seen: dict[int, str]) -> None:
        section = self._sections.tell(page)
        if section is not None or page.key is not None:
            self._remember(connection, page, section)
            for candidate in page.shown:
                seen.setdefault(candidate.article_id, page.fetched_at)

    def _remember(self, connection: Connection, page: ReadList, section: str | None) -> None:
        if section is None and page.key is None:
            self.result.skipped[Skip.NO_ARTICLE] += 1
            return
        listed = [replace(candidate, section=section) for candidate in page.shown]
        queue.remember(connection, listed, page.fetched_at)
        self.result.lists += 1
