"""Base spider that schedules article requests from the persistent queue."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from typing import Any, ClassVar, Protocol

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.bounds import printable
from menafn_crawler.fetch import Fault, Mode, RobotsUnreachable
from menafn_crawler.middlewares.render import render_request
from menafn_crawler.middlewares.robots import RobotsMiddleware
from menafn_crawler.normalise import article_address, utc_text
from menafn_crawler.spiders.selection_base import SelectionSpider
from menafn_crawler.store import crawl_state, queue

WINDOW = 64
"""Article requests in progress at once; the rest waits in the store, so memory does not grow with the backlog."""

STORE_FAILED = "store_failed"
"""Scrapy's reason for the end of a crawl whose store can no longer be written to."""


class WorkerState(Protocol):
    """What a spider asks its worker (``extensions.workers``) where several share the queue."""

    @property
    def seeds(self) -> bool:
        """True if this worker runs discovery for the job."""

    def waiting(self) -> int:
        """Return about how many requests wait for a worker."""


class QueueSpider(SelectionSpider):
    """Takes articles from the queue. Subclasses discover candidates and handle the responses."""

    handle_httpstatus_list = tuple(range(400, 600))
    """Error responses reach the callbacks; redirects are followed before."""

    takes_from_queue: ClassVar[bool] = True
    """A spider with this attribute leases articles and requests pages of the site."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._in_progress: dict[int, queue.Task] = {}
        """Articles that this run, or this worker, has requested and that have no outcome yet."""
        self._item_count = 0
        self._queue_empty = False
        self._closing: asyncio.Future[None] | None = None
        self.workers: WorkerState | None = None
        """Set where several workers share the queue."""

    async def start(self) -> AsyncIterator[Any]:
        """Read robots.txt, take what earlier runs left open, then discover."""
        if self.session.fault is not None or not await self._may_ask():
            return
        self.log_span()
        self.prepare()
        self._schedule_requests()
        if self.workers is None or self.workers.seeds:
            async for request in self.discover():
                yield request

    async def _may_ask(self) -> bool:
        """Return False if robots.txt cannot be read, which forbids every request (RFC 9309)."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        rules = await robots.rules(f"{self.site}/") if robots is not None else None
        if isinstance(rules, RobotsUnreachable):
            reason = f"robots.txt of {printable(self.site)} could not be read ({rules}): nothing may be asked for"
            self.session.fault = self.session.fault or Fault(reason)
            self.logger.error("%s", reason)
        return not isinstance(rules, RobotsUnreachable)

    def prepare(self) -> None:
        """Called before anything is taken from the queue."""

    async def discover(self) -> AsyncIterator[Request]:
        """Yield the first requests that discover articles."""
        raise NotImplementedError
        yield

    # --- the queue ---------------------------------------------------------------------------------------------------

    @property
    def limit_reached(self) -> bool:
        """True if ``limit`` is reached, or would be if all articles in progress are stored."""
        limit = self.arguments.limit
        return limit is not None and self._item_count + len(self._in_progress) >= limit

    @property
    def window(self) -> int:
        """Articles that may be in progress at a time."""
        return WINDOW

    def on_candidates(self, brought: queue.Remembered) -> None:
        """Count what a list, a feed or a redirect showed, and schedule what is new."""
        self.count("candidate/new", brought.new)
        self.count("candidate/reopened", brought.reopened)
        self.resume()  # also what was known and open is selected, now that this run's list shows it

    def resume(self) -> None:
        """Schedule again: the queue has new candidates."""
        self._queue_empty = False
        self._schedule_requests()

    def _schedule_requests(self) -> None:
        """Fill the request window from the queue, as far as ``limit`` allows."""
        asked = len(self._in_progress) if self.workers is None else self.workers.waiting()
        room = self.window - asked
        if self.arguments.limit is not None:
            room = min(room, self.arguments.limit - self._item_count - asked)
        if self._queue_empty or room <= 0 or (room < self.window // 2 and asked > self.window // 2):
            return
        tasks = self._next_tasks(room)
        self._queue_empty = len(tasks) < room
        for task in tasks:
            if self.workers is None:
                self._in_progress[task.article_id] = task
            self.crawler.engine.crawl(self._article_request(task))

    def _next_tasks(self, count: int) -> list[queue.Task]:
        """Take open candidates first, then the known articles that ``refresh`` asks for."""
        session, refresh = self.session, self.arguments.refresh
        with session.database.write() as connection:
            now = session.queue_now_text(connection)
            chosen = self.queue_selection()
            newest_since = utc_text(session.started_at) if self.newest_first else None
            tasks = queue.take(connection, session.run_id, count, now, chosen, newest_since=newest_since)
            if refresh and len(tasks) < count:
                since = (session.started_at - timedelta(days=refresh)).astimezone(session.zone).date().isoformat()
                started = utc_text(session.started_at)
                room, chosen = count - len(tasks), self.selection_of(self.list_keys())
                tasks += queue.take_known(connection, session.run_id, room, now, since, started, chosen)
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
        return render_request(request) if self.session.configuration.rendering.mode is Mode.ALWAYS else request

    def parse_article(self, response: Response, task: queue.Task) -> Iterator[Any]:
        """Handle the response to an article request."""
        raise NotImplementedError

    def article_failed(self, failure: Failure) -> None:
        """Handle an article request without a response."""
        raise NotImplementedError

    def _article_done(self, article_id: int) -> None:
        """Note that an article is no longer in progress, whatever the outcome."""
        self._in_progress.pop(article_id, None)
        self._schedule_requests()
        self.on_article_done(article_id)

    def on_article_done(self, article_id: int) -> None:
        """Called when an article has its outcome in this run."""

    @property
    def idle(self) -> bool:
        """True if the queue has nothing more for this run, so that only lists can bring something."""
        return self._queue_empty and not self.limit_reached

    def in_progress(self, ids: Iterable[int]) -> set[int]:
        """Return those of *ids* that this run, whichever worker of it, fetches or reads."""
        if self.workers is None:
            return self._in_progress.keys() & set(ids)
        with self.session.database.read() as connection:
            return crawl_state.unanswered(connection, self.session.run_id, list(ids))

    # --- hooks and the end -------------------------------------------------------------------------------------------

    def crawl_related_links(self) -> bool:
        """Called when nothing else is left to do. Return True if there is work now."""
        return False

    async def restart_discovery(self) -> None:
        """Discover again; what is known costs little."""
        async for request in self.discover():
            self.crawler.engine.crawl(request)

    def stop(self, error: str) -> None:
        """End the crawl since the store failed; the next run takes up what was in progress."""
        if self._closing is None:
            self._queue_empty = True
            self.session.fault = self.session.fault or Fault(f"the store failed: {printable(error)}")
            self.logger.error("the crawl ends here: %s", printable(error))
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=STORE_FAILED))
