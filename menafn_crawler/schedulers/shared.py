"""scrapy-redis' scheduler for the workers of a job. It survives an outage of Redis; retries stay with their worker."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections import deque
from typing import Any, Self

from redis import RedisError
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.utils.request import request_from_dict
from scrapy_redis.dupefilter import RFPDupeFilter
from scrapy_redis.queue import PriorityQueue
from scrapy_redis.scheduler import Scheduler

from menafn_crawler.extensions.workers import Workers
from menafn_crawler.schedulers import requests

logger = logging.getLogger(__name__)


class SharedQueue(PriorityQueue):  # type: ignore[misc]
    """scrapy-redis' queue, first in, first out within a priority. A worker that takes a request counts as busy."""

    def __init__(self, server: Any, spider: Spider, key: str, serializer: Any = None) -> None:
        super().__init__(server, spider, key, requests)
        self._job = Workers.of(spider.crawler).job

    def push(self, request: Request) -> None:
        """Queue a request; it goes to Redis with the next call. Raises PickleError or TypeError if it cannot go."""
        self._job.push(request.priority, requests.dumps(requests.as_dict(request, self.spider)))

    def pop(self, timeout: int = 0) -> Request | None:
        """Return the next request. Raises UnpicklingError for one that cannot be read, perhaps of another version."""
        data = self._job.pop()
        if data is None:
            return None
        try:
            return request_from_dict(requests.loads(data), spider=self.spider)
        except (ValueError, TypeError, KeyError, AttributeError, ImportError, EOFError) as error:
            raise pickle.UnpicklingError(str(error)) from error


class SharedScheduler(Scheduler):  # type: ignore[misc]
    """Shares requests among all workers, except those for articles that this worker has in progress."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        workers = Workers.of(crawler)
        seen = RFPDupeFilter(workers.server, workers.job.key("dupefilter"))
        shared = cls(workers.server, persist=True, queue_key=workers.job.key("requests"), dupefilter=seen)
        shared._workers = workers
        shared._own = deque()
        return shared

    _workers: Workers
    _own: deque[Request]
    """Requests for this worker only, and those that came while Redis was away."""

    def open(self, spider: Spider) -> None:
        """Scrapy's beginning."""
        self.spider = spider
        self.queue = SharedQueue(self.server, spider, self.queue_key)

    def enqueue_request(self, request: Request) -> bool:
        """Queue a request. Return False if the shared filter has seen it."""
        task = request.cb_kwargs.get("task")
        if task is not None and self._workers.has_in_progress(task.article_id):
            self._own.append(request)
            return True
        try:
            if not request.dont_filter and self.df.request_seen(request):
                return False
            self.queue.push(request)
            if self._workers.job.unsent == 1:  # those that follow at once go with it, in one round trip
                asyncio.get_running_loop().call_soon(self._send)
        except RedisError as error:
            self._workers.missed_redis(error)
            self._own.append(request)
        except (pickle.PickleError, AttributeError, TypeError) as error:
            logger.warning("a request stays with this worker: %s", error)
            self._own.append(request)
        return True

    def _send(self) -> None:
        try:
            self._workers.job.send()
        except RedisError as error:
            self._workers.missed_redis(error)

    def next_request(self) -> Request | None:
        """Return the next request, own ones first; None if there is none, or while Redis is away."""
        request = self._own.popleft() if self._own else self._shared()
        if request is not None:
            self._workers.note_taken(request)
        return request

    def _shared(self) -> Request | None:
        try:
            request: Request | None = self.queue.pop()
        except RedisError as error:
            self._workers.missed_redis(error)
            self._workers.lost = True  # Redis may have given one whose answer did not arrive
            return None
        except pickle.UnpicklingError as error:
            logger.warning("a request was left out: %s", error)
            self._workers.lost = True
            return None
        return request

    def has_pending_requests(self) -> bool:
        """Return True if requests wait, also while Redis is away: it may have some."""
        return len(self) > 0

    def __len__(self) -> int:
        try:
            return len(self._own) + self._workers.job.waiting()
        except RedisError as error:
            self._workers.missed_redis(error)
            return len(self._own) + 1
