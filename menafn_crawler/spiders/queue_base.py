"""Base spider that schedules article requests from the persistent queue."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.bounds import printable
from menafn_crawler.fetch import Fault, Mode, RobotsUnreachable
from menafn_crawler.middlewares.render import rendered
from menafn_crawler.middlewares.robots import RobotsMiddleware
from menafn_crawler.normalise import article_address, utc_text
from menafn_crawler.spiders.other_runs import OtherRuns
from menafn_crawler.spiders.selection_base import SelectionSpider
from menafn_crawler.store import StoreError, crawl_state, queue, selected

if TYPE_CHECKING:
    from menafn_crawler.extensions.workers import Workers

WINDOW = 64
"""Article requests in progress at once; the rest waits in the store, so memory does not grow with the backlog."""

STORE_FAILED = "store_failed"
"""Scrapy's reason for the end of a crawl whose store can no longer be written to."""


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
        self._other_runs = OtherRuns()
        self.workers: Workers | None = None
        """Set where several workers share the queue."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Read robots.txt, take what earlier runs left open, then discover."""
        if not await self._may_ask():
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
        """Take open candidates first, then the known articles that ``refresh`` asks for."""
        session, refresh = self.session, self.arguments.refresh
        with session.database.write() as connection:
            now = session.queue_now_text(connection)
            tasks = queue.take(connection, session.run_id, count, now, self.queue_selection())
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
        return rendered(request) if self.session.configuration.rendering.mode is Mode.ALWAYS else request

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

    # --- the end of the run ------------------------------------------------------------------------------------------

    def on_idle(self) -> None:
        """Handle an idle run that is no worker. Raises DontCloseSpider if there is work, or another run has some."""
        if self.workers is not None or self._closing is not None or self.limit_reached:
            return
        try:
            self.poll_queue()
            if self._in_progress or self.waits_for_other_runs() or self.crawl_related_links():
                raise DontCloseSpider
        except StoreError as error:
            self.stop(str(error))

    def waits_for_other_runs(self) -> bool:
        """Return True while other runs have selected articles in progress and their number still changes."""
        session = self.session
        with session.database.read() as connection:
            now = session.queue_now_text(connection)
            held = queue.count_elsewhere(connection, session.run_id, now, self.queue_selection())
        return self._other_runs.is_worth_waiting(held)

    def count_left_open(self, failed: int) -> None:
        """Count the selected articles that a job leaves open, except the *failed* ones, which were counted."""
        with self.session.database.read() as connection:
            left = queue.count_missed(connection, self.queue_selection()) - failed
        if left > 0:
            self.count("candidate/left_open", left)

    def closed(self, reason: str) -> None:
        """Count what a finished run could not have, and what it leaves to other runs."""
        if reason == "finished" and self._in_progress:
            self.count("article/put_back", len(self._in_progress))
        if self._closing is not None:
            return
        try:
            self._count_others(reason)
        except StoreError as error:
            self.logger.warning("what other runs left open was not counted: %s", printable(error))

    def _count_others(self, reason: str) -> None:
        session = self.session
        with session.database.read() as connection:
            others = selected.count_others(connection, self.selection_of(self.list_keys()))
            now, mine = session.queue_now_text(connection), self.queue_selection()
            held = queue.count_elsewhere(connection, session.run_id, now, mine)
        if others:
            self.count("candidate/open_elsewhere", others)
            self.logger.info("%d open from other lists or spans are left to the runs that ask for them", others)
        if held and self.workers is None and reason == "finished" and not self.limit_reached:
            self.count("candidate/left_open", held)

    # --- among other workers -----------------------------------------------------------------------------------------

    def has(self, article_id: int) -> bool:
        """Return True if this worker has the article in progress, so that it alone goes on with it."""
        return article_id in self._in_progress

    def hold(self, task: queue.Task) -> None:
        """Note that this worker has an article in progress."""
        self._in_progress[task.article_id] = task

    def release_held(self) -> None:
        """Return the articles in progress to the queue, for other workers."""
        session = self.session
        with session.database.write() as connection:
            crawl_state.release_some(connection, session.run_id, list(self._in_progress))

    def pending_ids(self) -> set[int]:
        """Return the articles whose outcome this spider waits for."""
        return set()

    @property
    def has_pending(self) -> bool:
        """True while this spider waits for something, so that the shared job is not done."""
        return bool(self.pending_ids())

    def poll_queue(self) -> None:
        """Handle articles that other workers or runs finished, and take new ones."""
        session, awaited = self.session, self.pending_ids()
        if self._closing is not None:
            return
        if awaited:
            with session.database.read() as connection:
                now, span = session.queue_now_text(connection), self.arguments.span
                coming = crawl_state.pending(connection, session.run_id, awaited, now, span)
            for article_id in sorted(awaited - coming - self._in_progress.keys()):
                self.on_article_done(article_id)
        self._queue_empty = False
        self._schedule_requests()

    def requeue_abandoned(self) -> bool:
        """Called when no worker has work left: reopen what a lost worker took. Return True if that gave work."""
        session, refresh = self.session, self.arguments.refresh
        with session.database.write() as connection:
            lost = crawl_state.release(connection, session.run_id, known=refresh > 0)
        self.count("workers/taken_up", lost)
        self._queue_empty = False
        self._schedule_requests()
        return self.workers is not None and self.workers.waiting() > 0

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
