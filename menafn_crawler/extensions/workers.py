"""Distributed worker: join the job in Redis, send heartbeats, exit when the shared queue is empty."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import time
from functools import cached_property
from typing import Self
from uuid import uuid4

from redis import Redis, RedisError
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from menafn_crawler.configuration import Configuration
from menafn_crawler.extensions.session import Session
from menafn_crawler.sharing.job import Job, Verdict, job_name
from menafn_crawler.sharing.redis_connection import connect
from menafn_crawler.spiders.shared_base import SharedQueueSpider
from menafn_crawler.store import StoreError, any_stored_by, runs, store_id

logger = logging.getLogger(__name__)

HEARTBEAT = 1.0
"""Seconds between heartbeats."""
POLL = 0.5
"""Seconds between polls of the shared queue while it is empty; with Scrapy's own five, workers would idle."""
GONE_FOR = 300.0
"""Seconds without Redis after which the worker ends; the next run goes on."""
REDIS_FAILED = "redis_failed"
"""Scrapy's reason for the end of a crawl whose Redis did not come back."""
_FAILED = "menafn/article/put_back"
"""Counter of articles that this worker could not fetch."""


class Workers:
    """Makes the crawl one worker of a job: joins, sends heartbeats, ends with the job."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        url = Configuration.from_settings(crawler.settings).redis_url
        assert url is not None
        self.server: Redis = connect(url)
        self.busy = True
        """True while the worker has something to do."""
        self.lost = False
        """True if it took a request that it could not read."""
        self.given_up = False
        """True once Redis did not come back: nothing is requested any more."""
        self._seeds = False
        self._done = False
        self._away_since: float | None = None
        self._heartbeats: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        workers = cls(crawler)
        crawler.signals.connect(workers.join, signals.spider_opened)
        crawler.signals.connect(workers.spider_idle, signals.spider_idle)
        crawler.signals.connect(workers.leave, signals.spider_closed)
        return workers

    @classmethod
    def of(cls, crawler: Crawler) -> Workers:
        """Return the extension of *crawler*."""
        workers = crawler.get_extension(Workers)
        assert workers is not None
        return workers

    @cached_property
    def job(self) -> Job:
        """The job of all workers with the same arguments."""
        spider, session = self._spider, Session.of(self._crawler)
        with session.database.write() as connection:
            store = store_id(connection)
        worker = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"
        return Job(self.server, job_name(spider.name, spider.site, spider.raw_arguments, store), worker)

    def has_in_progress(self, article_id: int) -> bool:
        """Return True if this worker has the article in progress, so that it alone goes on with it."""
        return self._spider.has_in_progress(article_id)

    def note_taken(self, request: Request) -> None:
        """Note that this worker has taken a request from the queue."""
        self.busy = True
        if (task := request.cb_kwargs.get("task")) is not None:
            self._spider.add_in_progress(task)

    def waiting(self) -> int:
        """Return about how many requests wait for a worker; a huge number while Redis is away."""
        return self.job.last_waiting if self._away_since is None else sys.maxsize

    @property
    def seeds(self) -> bool:
        """True if this worker runs discovery for the job."""
        return self._seeds

    @property
    def _spider(self) -> SharedQueueSpider:
        return self._crawler.spider  # type: ignore[return-value]

    # --- join, heartbeat, leave --------------------------------------------------------------------------------------

    def join(self, spider: Spider) -> None:
        """Join the job and take candidates under its number from now on."""
        session = Session.of(self._crawler)
        state = self.job.join(session.run_id)
        session.use_run(state.number)
        self._seeds = state.founded
        if state.founded:
            with session.database.write() as connection:
                runs.end_leases_of_job(connection, session.own_run_id)
        self._spider.workers = self
        logger.info("worker %s %s job %d", self.job.worker, "begins" if self._seeds else "joins", state.number)
        assert self._crawler.engine is not None
        self._crawler.engine._SLOT_HEARTBEAT_INTERVAL = POLL
        self._heartbeats = asyncio.ensure_future(self._send_heartbeats())

    async def _send_heartbeats(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            try:
                self._send_heartbeat()
                self._spider.poll_queue()
            except RedisError as error:
                self.missed_redis(error)
            except StoreError as error:
                self._spider.stop(str(error))
                return

    def _send_heartbeat(self) -> None:
        session = Session.of(self._crawler)
        state = self.job.beat(session.run_id, busy=self.busy, holding=self._spider.has_pending)
        session.use_run(state.number)
        session.publishes = self.job.is_first()
        self._done = state.done
        if self._away_since is not None:
            logger.warning("Redis is there again")
            self._away_since = None

    def missed_redis(self, error: RedisError) -> None:
        """Note that Redis did not answer; end the crawl after ``GONE_FOR`` seconds of that."""
        now = time.monotonic()
        if self._away_since is None:
            self._away_since = now
            logger.warning("Redis does not answer; waiting for it: %s", error)
        elif now - self._away_since > GONE_FOR and not self.given_up:
            self.given_up = True
            logger.error("the crawl ends here: Redis did not come back: %s", error)
            assert self._crawler.engine is not None
            asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=REDIS_FAILED))  # noqa: RUF006

    def leave(self, spider: Spider, reason: str) -> None:
        """Return the articles in progress to the queue and leave the job. The last worker writes the exports."""
        if self._heartbeats is not None:
            self._heartbeats.cancel()
        session = Session.of(self._crawler)
        try:
            self._spider.release_in_progress()
            session.publishes = self.job.leave(lost=reason != "finished")
            with session.database.read() as connection:
                if any_stored_by(connection, session.run_id):  # a site that others could read is no useless one
                    self._crawler.stats.inc_value("menafn/workers/read")
        except (RedisError, StoreError) as error:
            session.publishes = True
            logger.warning("%s", error)

    # --- the end of the job ------------------------------------------------------------------------------------------

    def spider_idle(self, spider: Spider) -> None:
        """Handle an idle worker. Raises DontCloseSpider unless the job is done."""
        try:
            self._spider.poll_queue()
            self._seeds = False  # discovery has run
            self.busy = False
            if not self._done and self._is_whole_job_idle():
                self.busy = True
                self._end_job()
        except RedisError as error:
            self.missed_redis(error)
        except StoreError as error:
            self._spider.stop(str(error))
        if not self._done:
            raise DontCloseSpider

    def _is_whole_job_idle(self) -> bool:
        failed = int(self._crawler.stats.get_value(_FAILED, 0))
        idle = self.job.report_idle(holding=self._spider.has_pending, lost=self.lost, failed=failed)
        self.lost = False
        return idle

    def _end_job(self) -> None:
        """Take up abandoned articles and related links; if there are none, end the job or discover again."""
        if self._spider.requeue_abandoned():
            return
        if self._spider.waits_for_other_runs():
            self.busy = False
            return
        if self._spider.crawl_related_links():
            return
        verdict = self.job.finish()
        if verdict is Verdict.LOST:
            logger.warning("a worker or its requests were lost: discovery runs again")
            asyncio.ensure_future(self._discover_again())  # noqa: RUF006
        elif verdict is Verdict.DONE:
            self._spider.count_left_open(self.job.count_failed())
        self.busy = verdict is Verdict.LOST
        self._done = verdict is Verdict.DONE

    async def _discover_again(self) -> None:
        try:
            await self._spider.restart_discovery()
        except StoreError as error:
            self._spider.stop(str(error))
