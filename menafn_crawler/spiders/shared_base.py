"""Base spider that shares the queue: with other workers of its job, and the store with other runs."""

from __future__ import annotations

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from menafn_crawler.bounds import printable
from menafn_crawler.extensions.session import Session
from menafn_crawler.spiders.other_runs import OtherRuns
from menafn_crawler.spiders.queue_base import QueueSpider
from menafn_crawler.store import StoreError, crawl_state, queue, selection_sql

_MEMORY = "memusage_exceeded"
"""Scrapy's reason for an end at the memory limit. What is in progress then may be what needs it."""


class SharedQueueSpider(QueueSpider):
    """Polls the queue for what others finished or left, and ends only when nothing selected is in progress."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._other_runs = OtherRuns()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
        return spider

    # --- the end of the run ------------------------------------------------------------------------------------------

    def on_idle(self) -> None:
        """Handle an idle run that is no worker. Raises DontCloseSpider if there is work, or another run has some."""
        if self.crawler.get_extension(Session) is None:  # scrapy parse
            return
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
        """Return what a run that ended early did not come to; count what it could not have, and what it leaves."""
        if reason == "finished" and self._in_progress:
            self.count("article/put_back", len(self._in_progress))
        if self._closing is not None:
            return
        try:
            if self.workers is None and reason not in ("finished", _MEMORY):
                self.release_in_progress()
            self._count_others(reason)
        except StoreError as error:
            self.logger.warning("what other runs left open was not counted: %s", printable(error))

    def _count_others(self, reason: str) -> None:
        session = self.session
        with session.database.read() as connection:
            others = selection_sql.count_others(connection, self.selection_of(self.list_keys()))
            now, mine = session.queue_now_text(connection), self.queue_selection()
            held = queue.count_elsewhere(connection, session.run_id, now, mine)
        if others:
            self.count("candidate/open_elsewhere", others)
            self.logger.info("%d open from other lists or spans are left to the runs that ask for them", others)
        if held and self.workers is None and reason == "finished" and not self.limit_reached:
            self.count("candidate/left_open", held)

    # --- among other workers -----------------------------------------------------------------------------------------

    def has_in_progress(self, article_id: int) -> bool:
        """Return True if this worker has the article in progress, so that it alone goes on with it."""
        return article_id in self._in_progress

    def add_in_progress(self, task: queue.Task) -> None:
        """Note that this worker has an article in progress."""
        self._in_progress[task.article_id] = task

    def release_in_progress(self) -> None:
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
        if self.workers is None or not self.workers.waiting():  # else there is work, and who queued it queues more
            self.resume()

    def requeue_abandoned(self) -> bool:
        """Called when no worker has work left: reopen what a lost worker took. Return True if that gave work."""
        session, refresh = self.session, self.arguments.refresh
        with session.database.write() as connection:
            lost = crawl_state.release(connection, session.run_id, known=refresh > 0)
        self.count("workers/taken_up", lost)
        self.resume()
        return self.workers is not None and self.workers.waiting() > 0
