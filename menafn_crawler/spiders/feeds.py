"""Spider that finds articles in RSS and Atom feeds, with conditional requests."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.discover import ARABIC_HOME, FeedAddress, feed_at, list_key, read_feed_listing
from menafn_crawler.fetch import Answer, are_believed, classify, conditional_headers
from menafn_crawler.middlewares.archive import answered_at
from menafn_crawler.normalise import utc_text
from menafn_crawler.parse import Feed, NotAFeed, Shortfall, UnreadablePage, read_announced_feeds, read_feed, read_page
from menafn_crawler.spiders.articles import ArticleSpider
from menafn_crawler.spiders.lists import LISTS_FIRST
from menafn_crawler.store import (
    FeedAnswer,
    apply_feed_dates,
    articles,
    feed_dates,
    feed_validators,
    lock_articles,
    queue,
    selection_sql,
)

NOT_MODIFIED = 304
VALIDATORS = ("ETag", "Last-Modified")
_VALIDATOR = re.compile(r"[\x20-\x7e\x80-\xff]{1,500}")


class MenafnFeedsSpider(ArticleSpider):
    """Request each feed if it has changed, and fetch the articles it shows."""

    name = "menafn_feeds"
    allowed_arguments: ClassVar[frozenset[str]] = ArticleSpider.allowed_arguments | {"language", "feeds"}
    newest_first: ClassVar[bool] = True

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._keys: set[str] = set()
        """List keys of the feeds requested, also of those that the Arabic home page announces."""
        self._missing_feeds = 0
        """Number of feeds that the site does not have and no user named."""
        self._dated_in_progress: set[int] = set()
        """Articles that were in progress when a feed gave them a date."""

    async def discover(self) -> AsyncIterator[Request]:
        """Request the named feeds. ``all`` means the countries' for English, the announced ones for Arabic."""
        for feed in self.arguments.feeds:
            if feed.named or "en" in self.arguments.languages:
                yield self._feed_request(feed)
        if "ar" in self.arguments.languages and not all(feed.named for feed in self.arguments.feeds):
            yield Request(
                self.site + ARABIC_HOME,
                callback=self.parse_home,
                errback=self.home_failed,
                priority=LISTS_FIRST,
                dont_filter=True,
            )

    def list_keys(self) -> frozenset[str]:
        """Return the keys of the wanted feeds."""
        return frozenset(self._keys)

    def _feed_request(self, feed: FeedAddress) -> Request:
        key = list_key("feed", feed.path)
        self._keys.add(key)
        with self.session.database.read() as connection:
            known = feed_validators.last_answer(connection, feed.path)
            # an older version's store may not say what the feed showed: "not changed" would select nothing then
            selects = known is not None and (known.entries == 0 or selection_sql.any_shown(connection, key))
        conditions = self._conditions(known) if known is not None and selects and not self.bounded else {}
        return Request(
            self.site + feed.path,
            callback=self.parse_feed,
            errback=self.feed_failed,
            headers=conditions,
            cb_kwargs={"feed": feed, "known": known, "conditional": bool(conditions)},
            meta={"handle_httpstatus_list": [NOT_MODIFIED, *self.handle_httpstatus_list]},
            priority=LISTS_FIRST,
            dont_filter=True,
        )

    # --- what came back ------------------------------------------------------------------------------------------

    def parse_home(self, response: Response) -> Iterator[Request]:
        """Request the feeds that the Arabic home page announces."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        try:
            readable = classify(response.status, response.body) is Answer.PAGE
            page = read_page(response.body, response.url, content_type, self.site) if readable else None
        except UnreadablePage:
            page = None
        links = read_announced_feeds(page) if page is not None else []
        found = {feed.path: feed for link in links if (feed := feed_at(link, self.site)) is not None}
        if not found:
            self._none_there(f"the Arabic edition announces no feed (status {response.status})")
        asked = {feed.path for feed in self.arguments.feeds} if "en" in self.arguments.languages else set()
        for path in found.keys() - asked:
            yield self._feed_request(found[path])

    def home_failed(self, failure: Failure) -> None:
        """Note that the feeds of the Arabic edition are not known."""
        self._list_failed(ARABIC_HOME, failure.getErrorMessage())

    def _conditions(self, known: FeedAnswer) -> dict[str, str]:
        """Return the headers of a conditional request; empty if the feed is to be sent whole.

        It is if this server gave no validator, and once in ``MENAFN_CONDITIONAL_HOURS``: validators may be wrong.
        """
        hours = self.session.configuration.conditional_hours
        if known.site != self.site or known.whole_at is None:
            return {}
        believed = are_believed(known.whole_at, self.session.now(), hours)
        return conditional_headers(known.etag, known.last_modified) if believed else {}

    def parse_feed(
        self, response: Response, feed: FeedAddress, known: FeedAnswer | None, conditional: bool
    ) -> Iterator[Request]:
        """Store the entries as candidates if the feed has changed; the queue fetches what is new or open."""
        if response.status == NOT_MODIFIED and known is not None and conditional:
            self._unchanged(known)
            return
        try:
            read = _read(response)
        except NotAFeed as error:
            gone = classify(response.status, response.body) is Answer.GONE
            if gone and known is None and not feed.named:
                self._none_there(f"the site has no feed {feed.path}")
            else:
                self._list_failed(feed.path, str(error))
            return
        if read.shortfall is Shortfall.BROKEN_OFF and (again := self._retry(response)) is not None:
            yield again
            return
        self._remember(feed, read, response)
        if read.shortfall is not None:
            self._list_failed(feed.path, f"{read.shortfall}; {len(read.entries)} entries were read")

    def feed_failed(self, failure: Failure) -> None:
        """Note a feed without a response."""
        self._list_failed(failure.request.cb_kwargs["feed"].path, failure.getErrorMessage())  # type: ignore[attr-defined]

    def _unchanged(self, known: FeedAnswer) -> None:
        with self.session.database.read() as connection:
            works = articles.any_stored(connection)
        self.count("list/read")
        self.count("list/unchanged")
        self.count("list/entries", known.entries)
        self.count("list/stored", known.entries if works else 0)
        self.resume()  # what the feed showed before is selected, and some of it may be open

    def _remember(self, feed: FeedAddress, read: Feed, response: Response) -> None:
        """Store entries, their dates and the validators in one transaction: a kill between them would lose entries.

        A feed that was not read whole gets no validator, so that the next run reads it again.
        """
        session, shown = self.session, read_feed_listing(read.entries, feed.section, self.site)
        ids = [candidate.article_id for candidate in shown.candidates]
        tag, modified = (_validator(response, name) if read.shortfall is None else None for name in VALIDATORS)
        answer = FeedAnswer(feed.path, self.site, tag, modified, len(ids))
        at = utc_text(answered_at(response) or session.now())
        with session.database.write() as connection:
            lock_articles(connection)  # before the candidates are changed, as storing an article does
            brought = queue.remember(connection, shown.candidates, at)
            feed_dates.add(connection, shown.dates, at)
            feed_validators.remember_answer(connection, answer, at)
            self.note_shown(connection, list_key("feed", feed.path), ids)
            redated = apply_feed_dates(connection, ids, session.zone, session.configuration.duplicate_days)
        self._dated_in_progress |= self.in_progress(shown.dates)
        self._count_brought(brought, len(ids), redated)
        self.note_listed(ids)
        self.on_candidates(brought)

    def _count_brought(self, brought: queue.Remembered, entries: int, redated: int) -> None:
        self.count("list/read")
        self.count("list/entries", entries)
        self.count("list/stored", brought.stored)
        self.count("section/added", brought.newly_in_section)
        self.count("date/decided_again", redated)

    def pending_ids(self) -> set[int]:
        """Return the articles in progress to which a feed gave a date."""
        return self._dated_in_progress

    def on_article_done(self, article_id: int) -> None:
        """Apply the feed's date to an article that was in progress when the feed came."""
        if article_id not in self._dated_in_progress:
            return
        self._dated_in_progress.discard(article_id)
        session = self.session
        with session.database.write() as connection:
            days = session.configuration.duplicate_days
            redated = apply_feed_dates(connection, [article_id], session.zone, days)
        self.count("date/decided_again", redated)

    # --- what is missing -----------------------------------------------------------------------------------------

    def _none_there(self, reason: str) -> None:
        """Count a missing feed that no user named. It is a failure only if all are missing; see ``closed``."""
        self._missing_feeds += 1
        self.count("list/unnamed")
        self.logger.warning("%s", reason)

    def _list_failed(self, path: str, reason: str) -> None:
        self.count("list/failed")
        self.logger.warning("feed %s could not be read: %s", path, reason)

    def closed(self, reason: str) -> None:
        """Count the missing feeds as failed if no feed could be read."""
        super().closed(reason)
        if self._missing_feeds and not self.crawler.stats.get_value("menafn/list/read"):
            self.count("list/failed", self._missing_feeds)


def _read(response: Response) -> Feed:
    """Return the feed in a response. Raises NotAFeed if it has none."""
    if response.status != 200:
        raise NotAFeed(f"status {response.status}")
    return read_feed(response.body, (response.headers.get("Content-Type") or b"").decode("latin-1"))


def _validator(response: Response, name: str) -> str | None:
    """Return a validator header to send back; None if absent or malformed."""
    value = (response.headers.get(name) or b"").decode("latin-1").strip()
    return value if _VALIDATOR.fullmatch(value) else None
