"""Taking candidates from the queue: how many are under way, what comes next, alone or among other workers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.extensions.session import Session
from menafn_crawler.fetch import Mode
from menafn_crawler.middlewares.render import rendered
from menafn_crawler.normalise import article_address, utc_text
from menafn_crawler.spiders.arguments import Arguments, read_arguments
from menafn_crawler.store import queue, settling, standing

if TYPE_CHECKING:
    from menafn_crawler.extensions.workers import Workers

WINDOW = 64
"""Article requests under way at once; the rest waits in the store, so memory does not grow with the backlog."""

STORE_FAILED = "store_failed"
"""Reason for the end of a crawl whose store can no longer be written to."""


class QueueSpider(Spider):
    """A spider whose finds go through the queue. Subclasses find candidates, and say what came back of them."""

    handle_httpstatus_list = tuple(range(400, 600))
    """Every error is an answer, and read here; redirects are followed before."""

    allowed_arguments: ClassVar[frozenset[str]] = frozenset({"site", "since", "until", "limit", "max_pages", "refresh"})
    """Names of the arguments that the spider takes."""

    def __init__(self, **given: str) -> None:
        super().__init__()
        self.raw_arguments = given
        self.arguments: Arguments = read_arguments(given, self.allowed_arguments)
        self.site = self.arguments.site
        self._in_progress: dict[int, queue.Task] = {}
        self._item_count = 0
        self._queue_empty = False
        self._closing: asyncio.Future[None] | None = None
        self.workers: Workers | None = None
        """Where several workers share the queue, this one's part in that."""

    @property
    def session(self) -> Session:
        """The open store and the clock."""
        return Session.of(self.crawler)

    def count(self, name: str, by: int = 1) -> None:
        """Count something in the run's statistics, under ``menafn/``."""
        self.crawler.stats.inc_value(f"menafn/{name}", by)

    async def start(self) -> AsyncIterator[Any]:
        """What earlier runs left open comes first, then what this run finds."""
        self.prepare()
        self._schedule_requests()
        if self.workers is None or self.workers.seeds:
            async for request in self.discover():
                yield request

    def prepare(self) -> None:
        """Called before anything is taken from the queue."""

    async def discover(self) -> AsyncIterator[Request]:
        """The first requests of the spider's own door."""
        raise NotImplementedError
        yield

    # --- the queue -----------------------------------------------------------------------------------------------

    @property
    def limit_reached(self) -> bool:
        """Whether the limit is reached, or would be if all that is under way is kept."""
        limit = self.arguments.limit
        return limit is not None and self._item_count + len(self._in_progress) >= limit

    def on_candidates(self, brought: queue.Remembered) -> None:
        """Count what a list, a feed or a redirect brought, and take what is to be fetched of it."""
        self.count("candidate/new", brought.new)
        self.count("candidate/reopened", brought.reopened)
        if brought.to_fetch:
            self.resume()

    def resume(self) -> None:
        """New candidates were remembered: take them as soon as there is room."""
        self._queue_empty = False
        self._schedule_requests()

    def _schedule_requests(self) -> None:
        """Ask for as many open candidates as the window and the limit allow."""
        asked = len(self._in_progress) if self.workers is None else self.workers.waiting()
        room = WINDOW - asked
        if self.arguments.limit is not None:
            room = min(room, self.arguments.limit - self._item_count - asked)
        if self._queue_empty or room <= 0 or (room < WINDOW // 2 and asked > WINDOW // 2):
            return
        tasks = self._next_tasks(room)
        self._queue_empty = len(tasks) < room
        for task in tasks:
            if self.workers is None:
                self._in_progress[task.article_id] = task
            self.crawler.engine.crawl(self._article_request(task))

    def _next_tasks(self, count: int) -> list[queue.Task]:
        """What is open comes first, then the known articles that ``refresh`` asks for."""
        session, refresh = self.session, self.arguments.refresh
        with session.database.write() as connection:
            tasks = queue.take(connection, session.run_id, count, session.now_text(), self.arguments.span)
            if refresh and len(tasks) < count:
                since = (session.started_at - timedelta(days=refresh)).astimezone(session.zone).date().isoformat()
                started = utc_text(session.started_at)
                tasks += queue.take_known(connection, session.run_id, count - len(tasks), since, started)
        return tasks

    def _article_request(self, task: queue.Task) -> Request:
        address = article_address(task.url)
        assert address is not None
        request = Request(
            self.site + address.path,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"task": task},
            dont_filter=True,  # the queue gives each article once; two may be redirected to one address
        )
        return rendered(request) if self.session.configuration.rendering.mode is Mode.ALWAYS else request

    def parse_article(self, response: Response, task: queue.Task) -> Iterator[Any]:
        """What came back."""
        raise NotImplementedError

    def article_failed(self, failure: Failure) -> None:
        """Nothing came back."""
        raise NotImplementedError

    def _article_done(self, article_id: int) -> None:
        """An article is no longer under way, whatever came of it."""
        self._in_progress.pop(article_id, None)
        self._schedule_requests()
        self.on_article_done(article_id)

    def on_article_done(self, article_id: int) -> None:
        """Called when nothing more will be known of an article in this run."""

    @property
    def idle(self) -> bool:
        """Whether the queue has nothing more for this run, so that only lists can bring something."""
        return self._queue_empty and not self.limit_reached

    def in_progress(self, ids: Iterable[int]) -> set[int]:
        """Those of *ids* that are being fetched or read, by whatever worker."""
        if self.workers is None:
            return self._in_progress.keys() & set(ids)
        with self.session.database.read() as connection:
            return standing.unanswered(connection, self.session.run_id, list(ids))

    def closed(self, reason: str) -> None:
        """Nobody may be under way when the crawl has come to its end; who is, could not be had."""
        if reason == "finished" and self._in_progress:
            self.count("article/put_back", len(self._in_progress))

    # --- among other workers ---------------------------------------------------------------------------------------

    def has(self, article_id: int) -> bool:
        """Whether this worker has begun to read an article, so that it alone goes on with it."""
        return article_id in self._in_progress

    def pending_ids(self) -> set[int]:
        """Articles without whose outcome something here cannot go on."""
        return set()

    @property
    def has_pending(self) -> bool:
        """Whether something here waits, for articles or until nothing else is left, so that the job is not done."""
        return bool(self.pending_ids())

    def poll_workers(self) -> None:
        """Called now and then: articles that other workers brought to an end are settled, new ones are taken."""
        session, awaited = self.session, self.pending_ids()
        if self._closing is not None:
            return
        if awaited:
            with session.database.read() as connection:
                coming = standing.pending(connection, session.run_id, awaited, session.now_text(), self.arguments.span)
            for article_id in sorted(awaited - coming - self._in_progress.keys()):
                self.on_article_done(article_id)
        self._queue_empty = False
        self._schedule_requests()

    def requeue_abandoned(self) -> bool:
        """Called when no worker has anything left: candidates that one took and nobody answered for are taken again."""
        session, refresh = self.session, self.arguments.refresh
        with session.database.write() as connection:
            lost = settling.release(connection, session.run_id, known=refresh > 0)
        self.count("workers/taken_up", lost)
        self._queue_empty = False
        self._schedule_requests()
        return self.workers is not None and self.workers.waiting() > 0

    def crawl_related_links(self) -> bool:
        """Called when nothing else is left to do; whether there is something now."""
        return False

    async def restart_discovery(self) -> None:
        """Find out once more what there is to do: what was done already costs little."""
        async for request in self.discover():
            self.crawler.engine.crawl(request)

    def stop(self, error: str) -> None:
        """End the crawl since the store failed; the next run takes up what was under way."""
        if self._closing is None:
            self._queue_empty = True
            self.logger.error("the crawl ends here: %s", error)
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=STORE_FAILED))
