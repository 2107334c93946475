"""Store what archived pages contain, through the steps of a crawl: dates, store, relations between articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from menafn_crawler.archive.parse_segment import (
    MissingArticle,
    ParsedArticle,
    ParsedFeed,
    ParsedList,
    SegmentContent,
)
from menafn_crawler.archive.responses import Skip
from menafn_crawler.archive.section_inference import SectionInference
from menafn_crawler.items import Article, Candidate
from menafn_crawler.normalise import utc_text
from menafn_crawler.store import (
    Change,
    Redating,
    TextRules,
    WriteResult,
    apply_feed_dates,
    articles,
    captures,
    crawl_state,
    database_now,
    date_queries,
    feed_dates,
    lock_articles,
    note_finished,
    queue,
    with_feed_dates,
    writer,
)


class Store(Protocol):
    """Where articles are stored: a database, or a dry run on one."""

    def write(self) -> AbstractContextManager[Connection]:
        """Begin a transaction."""


@dataclass(slots=True)
class ReprocessResult:
    """Counts of what a replay read and changed."""

    pages: int = 0
    """Pages from which an article was read."""
    lists: int = 0
    """Lists and feeds that were read."""
    new: int = 0
    changed: int = 0
    """Known articles whose stored values changed."""
    vanished: int = 0
    redated: int = 0
    skipped: Counter[Skip] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    """One line for each file that is not an archive, or was not read to its end."""


@dataclass(frozen=True, slots=True)
class _StoredState:
    """What the store knows of the articles of a segment; updated while the segment is stored."""

    last_fetches: dict[int, tuple[str, str]]
    """When and from which URL each article was last fetched."""
    first_seen: dict[int, str]
    captures: set[tuple[str, int]]
    """File and offset of the responses that were stored before."""
    feed_dates: dict[int, tuple[str, ...]]
    """Dates that feeds gave, which no page contains."""
    unlisted: list[tuple[Candidate, str]] = field(default_factory=list)
    """Candidates that are to be remembered with the next group, and when they were found."""

    @classmethod
    def load(cls, connection: Connection, content: SegmentContent) -> _StoredState:
        ids = [found.article.article_id for found in content.parsed if isinstance(found, ParsedArticle)]
        ids += [found.article_id for found in content.parsed if isinstance(found, MissingArticle)]
        last, first_seen = articles.last_looks(connection, ids), crawl_state.first_seen(connection, ids)
        return cls(last, first_seen, captures.noted(connection, ids), feed_dates.of_articles(connection, ids))

    def has(self, found: ParsedArticle) -> bool:
        """Return True if this response was stored before: by a crawl or a replay, perhaps under another file name."""
        article, last = found.article, self.last_fetches.get(found.article.article_id)
        if last is None:
            return False
        known = found.capture is not None and (found.capture.file, found.capture.offset) in self.captures
        return known or last == (article.fetched_at, article.source_url)


class Reprocessor:
    """Stores segments, each in one transaction; ``finish`` decides what depends on all of them."""

    def __init__(self, store: Store, zone: ZoneInfo, duplicate_days: int) -> None:
        self._store, self._zone, self._days = store, zone, duplicate_days
        self._sections = SectionInference()
        with store.write() as connection:
            self._started_at = utc_text(database_now(connection) or datetime.now(UTC))
            self._redating = Redating(connection, zone)
            self._text_rules = TextRules(connection)
        self._group: dict[int, Article] = {}
        """Articles of the segment that are stored together: a statement for all costs little more than one."""
        self.result = ReprocessResult()
        self.stored: list[WriteResult] = []
        """What storing the last segment changed."""

    def store(self, contents: Iterable[SegmentContent]) -> None:
        """Store what segments contain, in their order."""
        for content in contents:
            self.result.skipped.update(content.skipped)
            self.stored = []
            with self._store.write() as connection:
                self._segment(connection, content)

    def finish(self, now: str) -> ReprocessResult:
        """Store the lists whose section is known only now, choose doubtful dates again; *now* is UTC text."""
        with self._store.write() as connection:
            for page, section in self._sections.deferred():
                self._remember(connection, page, section)
        self._text_rules.finish(self._store, self._days, now)
        if self._redating.met_any:
            self.result.redated = self._redating.decide_again(self._store, self._days, now)
        with self._store.write() as connection:
            note_finished(connection, self._started_at)
        return self.result

    def _segment(self, connection: Connection, content: SegmentContent) -> None:
        state = _StoredState.load(connection, content)
        for found in content.parsed:
            match found:
                case ParsedArticle():
                    self._article(connection, found, state)
                case MissingArticle():
                    self._missing(connection, found, state)
                case ParsedList():
                    self._list(connection, found, state)
                case ParsedFeed():
                    self._feed(connection, found, state)
        self._store_group(connection, state)
        pages = [found for found in content.parsed if isinstance(found, ParsedArticle)]
        archived = [(page.article.article_id, page.capture) for page in pages if page.capture is not None]
        captures.note(connection, archived)

    def _article(self, connection: Connection, found: ParsedArticle, state: _StoredState) -> None:
        article, article_id = found.article, found.article.article_id
        if article_id not in state.first_seen:
            state.unlisted.append((Candidate(article_id, found.requested.published), article.fetched_at))
            state.first_seen[article_id] = article.fetched_at
        article = self._text_rules.apply(replace(article, first_seen_at=state.first_seen[article_id]))
        if dates := state.feed_dates.get(article_id):
            article = with_feed_dates(connection, article, dates, self._zone, date_queries.known_stale(connection))
        if self._redating.doubts(article):
            self._store_group(connection, state)  # they are its neighbours
            article = self._redating.decide(connection, article)
        self.result.pages += 1
        if article_id in self._group:
            self._store_group(connection, state)
        if state.has(found):
            self._extracted_again(connection, article)
        else:
            self._save(article, state)

    def _save(self, article: Article, state: _StoredState) -> None:
        """Put a response that is new to the store into the group, unless a later one is stored."""
        if article.fetched_at < state.last_fetches.get(article.article_id, ("", ""))[0]:
            self.result.skipped[Skip.OLDER] += 1
        else:
            self._group[article.article_id] = article

    def _store_group(self, connection: Connection, state: _StoredState) -> None:
        """Store the group as a crawl would."""
        self._remember_unlisted(connection, state)
        group, self._group = list(self._group.values()), {}
        if not group:
            return
        results = writer.save_all(connection, group, self._days)
        self.stored += results
        for stored, change in ((one.article, one.change) for one in results):
            state.last_fetches[stored.article_id] = stored.fetched_at, stored.source_url
            self.result.new += change is Change.NEW
            self.result.changed += change not in (Change.NEW, Change.UNCHANGED)

    def _extracted_again(self, connection: Connection, article: Article) -> None:
        """Replace what an earlier version extracted from the same response; that is no revision."""
        changed = writer.reread(connection, article, self._days)
        self.result.changed += bool(changed)
        self.result.skipped[Skip.OLDER] += changed is None

    def _missing(self, connection: Connection, found: MissingArticle, state: _StoredState) -> None:
        """Note that a stored article has vanished; any other is left to the next crawl, as is one redirected to."""
        self._store_group(connection, state)
        if found.redirected_to is not None:
            other = Candidate(found.redirected_to.article_id, found.redirected_to.published)
            queue.remember(connection, [other], found.fetched_at)
            state.first_seen.setdefault(other.article_id, found.fetched_at)
        last = state.last_fetches.get(found.article_id)
        if last is not None and found.fetched_at > last[0]:
            self.result.vanished += writer.note_vanished(connection, found.article_id, found.fetched_at)

    def _list(self, connection: Connection, page: ParsedList, state: _StoredState) -> None:
        section = self._sections.section_of(page)
        self._remember_unlisted(connection, state)
        if section is not None or page.key is not None:
            self._remember(connection, page, section)
            for candidate in page.candidates:
                state.first_seen.setdefault(candidate.article_id, page.fetched_at)

    def _feed(self, connection: Connection, feed: ParsedFeed, state: _StoredState) -> None:
        """Store what a feed lists. Its validators are not stored, so that the next crawl fetches it."""
        listed, dates, at = feed.listing.candidates, feed.listing.dates, feed.fetched_at
        ids = [candidate.article_id for candidate in listed]
        lock_articles(connection)  # before the candidates are changed, as storing an article does
        self._store_group(connection, state)
        queue.remember(connection, listed, at)
        feed_dates.add(connection, dates, at)
        apply_feed_dates(connection, ids, self._zone, self._days)
        state.feed_dates.update(feed_dates.of_articles(connection, ids))
        for article_id in ids:
            state.first_seen.setdefault(article_id, at)
        self.result.lists += 1

    def _remember_unlisted(self, connection: Connection, state: _StoredState) -> None:
        queue.remember_unlisted(connection, state.unlisted)
        state.unlisted.clear()

    def _remember(self, connection: Connection, page: ParsedList, section: str | None) -> None:
        if section is None and page.key is None:
            self.result.skipped[Skip.NO_ARTICLE] += 1
            return
        listed = [replace(candidate, section=section) for candidate in page.candidates]
        queue.remember(connection, listed, page.fetched_at)
        self.result.lists += 1
