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
from menafn_crawler.archive.reading import PartRead, ReadArticle, ReadFeed, ReadGone, ReadList
from menafn_crawler.items import Article, Candidate
from menafn_crawler.store import (
    Redating,
    apply_feed_dates,
    articles,
    captures,
    date_queries,
    duplicates,
    feed_dates,
    queue,
    standing,
    with_feed_dates,
)


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
    """Lists and feeds that were read."""
    new: int = 0
    changed: int = 0
    """Articles that were stored and are other than they were."""
    vanished: int = 0
    redated: int = 0
    skipped: Counter[Skip] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    """Files that are no archives, or cut off, and why."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knows of the articles of a part, and learns while the part is taken."""

    looks: dict[int, tuple[str, str]]
    """When and where each was last looked at."""
    first_seen: dict[int, str]
    captures: set[tuple[str, int]]
    """Answers that were read before: file and offset."""
    feed_dates: dict[int, tuple[str, ...]]
    """What feeds said of their dates, which no page holds."""

    @classmethod
    def of(cls, connection: Connection, part: PartRead) -> _Known:
        ids = [read.article.article_id for read in part.read if isinstance(read, ReadArticle)]
        ids += [read.article_id for read in part.read if isinstance(read, ReadGone)]
        looks, first_seen = articles.last_looks(connection, ids), standing.first_seen(connection, ids)
        return cls(looks, first_seen, captures.noted(connection, ids), feed_dates.of_articles(connection, ids))

    def has_read(self, read: ReadArticle) -> bool:
        """Whether this very answer was read before: here, by a crawl that kept it, or under another file's name."""
        article, look = read.article, self.looks.get(read.article.article_id)
        if look is None:
            return False
        kept = read.capture is not None and (read.capture.file, read.capture.offset) in self.captures
        return kept or look == (article.fetched_at, article.source_url)


class Replay:
    """Takes what was read, part by part, each in one transaction; ``finish`` decides what had to wait for the rest."""

    def __init__(self, store: Store, zone: ZoneInfo, duplicate_days: int) -> None:
        self._store, self._zone, self._days = store, zone, duplicate_days
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
        known = _Known.of(connection, part)
        for read in part.read:
            match read:
                case ReadArticle():
                    self._article(connection, read, known)
                case ReadGone():
                    self._gone(connection, read, known)
                case ReadList():
                    self._list(connection, read, known)
                case ReadFeed():
                    self._feed(connection, read, known)
        pages = [read for read in part.read if isinstance(read, ReadArticle)]
        kept = [(page.article.article_id, page.capture) for page in pages if page.capture is not None]
        captures.note(connection, kept)

    def _article(self, connection: Connection, read: ReadArticle, known: _Known) -> None:
        article, number = read.article, read.article.article_id
        if number not in known.first_seen:
            queue.remember(connection, [Candidate(number, read.asked.published)], article.fetched_at)
            known.first_seen[number] = article.fetched_at
        article = replace(article, first_seen_at=known.first_seen[number])
        if said := known.feed_dates.get(number):
            article = with_feed_dates(connection, article, said, self._zone, date_queries.known_stale(connection))
        if self._redating.doubts(article):
            article = self._redating.decide(connection, article)
        self.result.pages += 1
        if known.has_read(read):
            self._read_again(connection, article)
        else:
            self._look(connection, article, known)

    def _look(self, connection: Connection, article: Article, known: _Known) -> None:
        """Take an answer that the store has not read as the crawl would have taken it, unless that looked later."""
        if article.fetched_at < known.looks.get(article.article_id, ("", ""))[0]:
            self.result.skipped[Skip.OLDER] += 1
            return
        stored, change = articles.save(connection, article, self._days)
        known.looks[article.article_id] = stored.fetched_at, stored.source_url
        self.result.new += change is articles.Change.NEW
        self.result.changed += change not in (articles.Change.NEW, articles.Change.UNCHANGED)

    def _read_again(self, connection: Connection, article: Article) -> None:
        """Put what is read now in the place of what was read from the same answer before."""
        changed = articles.reread(connection, article, self._days)
        self.result.changed += bool(changed)
        self.result.skipped[Skip.OLDER] += changed is None

    def _gone(self, connection: Connection, read: ReadGone, known: _Known) -> None:
        """Of a stored article it is noted, as a crawl does; any other is the next crawl's to ask for.

        So is the one that it led to, unless its own page comes.
        """
        if read.instead is not None:
            led_to = Candidate(read.instead.article_id, read.instead.published)
            queue.remember(connection, [led_to], read.fetched_at)
            known.first_seen.setdefault(led_to.article_id, read.fetched_at)
        look = known.looks.get(read.article_id)
        if look is not None and read.fetched_at > look[0]:
            self.result.vanished += articles.note_vanished(connection, read.article_id, read.fetched_at)

    def _list(self, connection: Connection, page: ReadList, known: _Known) -> None:
        section = self._sections.tell(page)
        if section is not None or page.key is not None:
            self._remember(connection, page, section)
            for candidate in page.shown:
                known.first_seen.setdefault(candidate.article_id, page.fetched_at)

    def _feed(self, connection: Connection, feed: ReadFeed, known: _Known) -> None:
        """Take what a feed shows as the crawl took it; what it answered is not noted, so that the next crawl asks."""
        listed, dates, at = feed.shown.candidates, feed.shown.dates, feed.fetched_at
        ids = [candidate.article_id for candidate in listed]
        duplicates.one_at_a_time(connection)  # before the candidates are changed, as storing an article does
        queue.remember(connection, listed, at)
        feed_dates.add(connection, dates, at)
        apply_feed_dates(connection, ids, self._zone, self._days)
        known.feed_dates.update(feed_dates.of_articles(connection, ids))
        for article_id in ids:
            known.first_seen.setdefault(article_id, at)
        self.result.lists += 1

    def _remember(self, connection: Connection, page: ReadList, section: str | None) -> None:
        if section is None and page.key is None:
            self.result.skipped[Skip.NO_ARTICLE] += 1
            return
        listed = [replace(candidate, section=section) for candidate in page.shown]
        queue.remember(connection, listed, page.fetched_at)
        self.result.lists += 1
