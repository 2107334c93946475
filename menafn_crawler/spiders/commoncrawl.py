"""Spider that reads articles out of Common Crawl: its index, then single WARC records by HTTP range."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.http import Response

from menafn_crawler.archive.capture_queue import CaptureQueue
from menafn_crawler.archive.cdx import IndexedCapture
from menafn_crawler.archive.compression import MAGIC
from menafn_crawler.bounds import RECORD_BYTES
from menafn_crawler.items import Article
from menafn_crawler.normalise import publication_bounds, site_calibration
from menafn_crawler.pipelines.deduplicate import DeduplicatePipeline
from menafn_crawler.pipelines.group import Group
from menafn_crawler.spiders.commoncrawl_index import NOT_FOUND
from menafn_crawler.spiders.commoncrawl_news import CommonCrawlNewsSpider
from menafn_crawler.store import EVERYTHING, Change, StoreError, WriteResult, articles, captures

if TYPE_CHECKING:  # need warcio
    from concurrent.futures import ProcessPoolExecutor

    from menafn_crawler.archive.news_files import NewsCapture
    from menafn_crawler.archive.parse_segment import ParsedArticle
    from menafn_crawler.archive.reprocess import Reprocessor

WINDOW = 64
"""Articles that are fetched or wait to be stored at once; Scrapy's settings bound the requests."""
_GROUP = 32
"""Articles that are stored in one transaction at most: twice as many as in a crawl, since a kill costs no request to
the site."""
_UNDELAYED = 0.02
"""Seconds between two requests below which one process cannot parse what comes."""


class MenafnCommonCrawlSpider(CommonCrawlNewsSpider):
    """Fetches the newest good capture of each article, one range request an article; the site itself is never asked.

    A run that was killed goes on where it ended: ``commoncrawl.db`` holds the index pages, the store the articles.
    """

    name = "menafn_commoncrawl"
    custom_settings: ClassVar[dict[str, Any]] = {"ITEM_PIPELINES": {DeduplicatePipeline: 500}}  # type: ignore[misc]

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self._item_count = 0
        self._group: Group[ParsedArticle, WriteResult | None] = Group(_GROUP, self._store_group)
        self._pool: ProcessPoolExecutor | None = None
        self._index: CaptureQueue
        self._reprocessor: Reprocessor

    async def start(self) -> AsyncIterator[Any]:
        """Read the index, then fetch the captures that the store does not have; yield what is new or changed."""
        from menafn_crawler.archive.process_pool import start_pool, stop_pool
        from menafn_crawler.archive.reprocess import Reprocessor

        session = self.session
        session.finishes_articles = False  # until it has, below: a run that is stopped leaves it to the next one
        if self.settings.getfloat("DOWNLOAD_DELAY") < _UNDELAYED:
            self._pool = start_pool(len(os.sched_getaffinity(0)))
        self._reprocessor = Reprocessor(session.database, session.zone, session.configuration.duplicate_days)
        source = f"{self.arguments.index} {self.captured_site}"
        with closing(CaptureQueue(session.data_dir, source)) as self._index:
            try:
                found = (
                    self._fetch_articles(await self.read_index(self._index))
                    if self.arguments.news is None
                    else self._read_news(self.arguments.news)
                )
                async for article in found:
                    yield article
                self.count("date/decided_again", self._reprocessor.finish(session.now_text()).redated)
                session.finishes_articles = True
            except StoreError as error:
                self.logger.error("the run ends here: %s", error)  # noqa: TRY400
                self.count("article/put_back")
            finally:
                self._group.clear()
                if self._pool is not None:
                    stop_pool(self._pool)

    async def _read_news(self, place: str) -> AsyncIterator[Article]:
        """Read the CC-NEWS files that a list names, in the order of capture; yield what is new or changed.

        A feed that is to hold all that the arguments select gets the other articles of the files too.
        """
        given = set[int]()
        for path in await self.news_paths(place):
            async for found in self.news_captures(self._index, path):
                for article in await self._store_captures(found):
                    given.add(article.article_id)
                    yield article
                if self._has_enough(0):  # before the range counts as read: some of it may not be stored
                    return
            if self._wants_known:
                with self.session.database.read() as connection:
                    others = [number for number in self._index.file_articles(path) if number not in given]
                    known = list(self._selected(articles.iterate_some(connection, others, copies=True)))
                given.update(article.article_id for article in known)
                for article in known:
                    yield article

    async def _store_captures(self, found: Sequence[NewsCapture]) -> list[Article]:
        """Parse and store captures in their order; return the articles that are new or changed."""
        ids = [one.capture.article_id for one in found]
        with self.session.database.read() as connection:
            stored, noted = articles.last_looks(connection, ids), captures.noted(connection, ids)
        new = [one for one in found if not _is_stored(one.capture, stored, noted)]
        self.count("list/stored", len(found) - len(new))
        changed: list[Article] = []
        while new and not self._has_enough(0):
            size = len(new) if self.arguments.limit is None else self.arguments.limit - self._item_count
            changed += await self._extract_and_store(new[:size])
            new = new[size:]
        return changed

    async def _extract_and_store(self, new: Sequence[NewsCapture]) -> list[Article]:
        parsed = await asyncio.gather(*(self._extract(one.capture, one.record) for one in new))
        storing = []
        for one, content in zip(new, parsed, strict=True):
            self.count("article/answered")
            if isinstance(content, str):
                self.count(f"capture/{content}")
            else:
                storing.append(self._store(one.capture, content))
        return [article for article in await asyncio.gather(*storing) if article is not None]

    async def _fetch_articles(self, crawls: Sequence[str]) -> AsyncIterator[Article]:
        """Fetch what is wanted, ``WINDOW`` articles at once; yield the articles that are new or changed."""
        tasks: set[asyncio.Task[Article | None]] = set()
        wanted = self._wanted(crawls)
        try:
            while True:
                while (
                    len(tasks) < WINDOW
                    and not self._has_enough(len(tasks))
                    and (found := next(wanted, None)) is not None
                ):
                    if isinstance(found, Article):
                        yield found
                    else:
                        tasks.add(asyncio.ensure_future(self._fetch_article(found)))
                if not tasks:
                    return
                done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for article in [task.result() for task in done]:
                    if article is not None:
                        yield article
        finally:
            for task in tasks:
                task.cancel()

    def _has_enough(self, in_progress: int) -> bool:
        """Return True if no further article is to be fetched."""
        limit = self.arguments.limit
        return self.stopped or (limit is not None and self._item_count + in_progress >= limit)

    def _wanted(self, crawls: Sequence[str]) -> Iterator[Sequence[IndexedCapture] | Article]:
        """Yield the captures of articles, newest first, whose newest capture the store does not have.

        Those that it has are yielded as they are stored, if a feed is to hold all that the arguments select.
        """
        for ids in self._index.articles(crawls, *self._id_range()):
            with self.session.database.read() as connection:
                stored, noted = articles.last_looks(connection, ids), captures.noted(connection, ids)
                known = (
                    list(self._selected(articles.iterate_some(connection, ids, copies=True)))
                    if self._wants_known
                    else []
                )
            yield from known
            for article_id in ids:
                found = self._index.captures(article_id, crawls)
                if not found:
                    self.count("capture/none_good")
                elif _is_stored(found[0], stored, noted):
                    self.count("list/stored")
                elif self._may_be_wanted(article_id):
                    self.count("candidate/new")
                    yield found

    @property
    def _wants_known(self) -> bool:
        """True if a feed is to hold all that the arguments select, known articles too."""
        return any(options.get("overwrite") for options in self.settings.getdict("FEEDS").values())

    def _selected(self, known: Iterable[Article]) -> Iterator[Article]:
        zone, span = self.session.zone, self.arguments.span
        for article in known:
            if span.covers(*publication_bounds(article.published_at, article.published_on, zone)):
                yield article

    def _id_range(self) -> tuple[int, int]:
        """Return the lowest and highest id that an article published within ``since`` and ``until`` can have."""
        span = self.arguments.span
        since = datetime.fromisoformat(span.since) if span.since is not None else datetime(2000, 1, 1, tzinfo=UTC)
        until = datetime.fromisoformat(span.until) if span.until is not None else self.session.now()
        ids = site_calibration().ids(since, max(since, until))
        return (ids.start if span.since is not None else 0), (ids.stop if span.until is not None else 1 << 62)

    def _may_be_wanted(self, article_id: int) -> bool:
        known = self._index.publication(article_id) if self.arguments.span != EVERYTHING else None
        return known is None or self.arguments.span.covers(*known)

    async def _fetch_article(self, newest_first: Sequence[IndexedCapture]) -> Article | None:
        """Fetch the captures of an article, newest first, until one is good; return the article if it is new."""
        for capture in newest_first:
            response = await self._get_record(capture)
            if response is None:
                self.count("article/put_back")
                return None
            self.count("article/answered")
            found = await self._extract(capture, response.body)
            if not isinstance(found, str):
                return await self._store(capture, found)
            self.count(f"capture/{found}")
            self._index.reject(capture, found)
        return None

    async def _get_record(self, capture: IndexedCapture) -> Response | None:
        url = f"{self.arguments.data}/{capture.filename}"
        headers = {
            "Range": f"bytes={capture.offset}-{capture.offset + capture.length - 1}",
            "Accept-Encoding": "identity",
        }
        response = await self.get(url, RECORD_BYTES, headers)
        if response is None or response.status == NOT_FOUND or len(response.body) != capture.length:
            return None
        return response

    async def _extract(self, capture: IndexedCapture, record: bytes) -> ParsedArticle | str:
        """Return the article of a record, or in a word why it has no page of the article."""
        from menafn_crawler.archive.parse_segment import ParsedArticle, parse_segment
        from menafn_crawler.archive.segments import Segment

        compressed = record.startswith(MAGIC)
        segment = Segment(record, compressed, capture.filename, capture.offset, last=True, base=self.captured_site)
        if self._pool is None:
            content = parse_segment(segment, self.session.zone)
        else:
            loop = asyncio.get_running_loop()
            content = await loop.run_in_executor(self._pool, parse_segment, segment, self.session.zone)
        found = [one for one in content.parsed if isinstance(one, ParsedArticle)]
        if len(found) == 1 and found[0].article.article_id == capture.article_id:
            return found[0]
        return next((reason.name.lower() for reason, count in content.skipped.items() if count), "other_page")

    async def _store(self, capture: IndexedCapture, found: ParsedArticle) -> Article | None:
        """Store an article within ``since`` and ``until``, together with others; return it if it is new or changed."""
        article = found.article
        first, last = publication_bounds(article.published_at, article.published_on, self.session.zone)
        if first is not None and last is not None and not self.arguments.span.covers(first, last):
            self._index.note_publication(capture, first, last)
            self.count("article/outside_span")
            return None
        self._item_count += 1
        result = await self._group.add(found)
        change = result.change if result is not None else Change.UNCHANGED
        self.count("article/stored" if change is Change.NEW else f"article/{change}")
        return result.article if result is not None and change is not Change.UNCHANGED else None

    def _store_group(self, group: Sequence[ParsedArticle]) -> list[WriteResult | None]:
        """Store articles as a replay does; return a result for each, None for one that a later capture replaced."""
        from menafn_crawler.archive.parse_segment import SegmentContent

        self._reprocessor.store([SegmentContent([*group])])
        results: dict[int, WriteResult] = {}
        for result in self._reprocessor.stored:  # an article with two captures has two
            before = results.get(result.article.article_id)
            change = before.change if before is not None and before.change is not Change.UNCHANGED else result.change
            results[result.article.article_id] = WriteResult(result.article, change)
        return [results.pop(found.article.article_id, None) for found in reversed(group)][::-1]


def _is_stored(
    capture: IndexedCapture, stored: Mapping[int, tuple[str, str]], noted: Collection[tuple[str, int]]
) -> bool:
    """Return True if the store has this capture, or a later look at its article."""
    last = stored.get(capture.article_id)
    return last is not None and (last[0] >= capture.captured_at or (capture.filename, capture.offset) in noted)
