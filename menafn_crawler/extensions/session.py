"""The open store of a crawl: opened before the first request, closed last."""

from __future__ import annotations

import socket
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from sqlalchemy import Connection
from twisted.internet.task import LoopingCall

from menafn_crawler.bounds import printable
from menafn_crawler.configuration import Configuration
from menafn_crawler.extensions.stop_signal import StopSignal
from menafn_crawler.fetch import Fault
from menafn_crawler.normalise import utc_text
from menafn_crawler.store import Database, RunLock, StoreError, database_now, open_database, overrule, runs

_NOT_BEGUN = "its beginning could not be recorded"
BEAT = 10.0
"""Seconds between renewals of the lease on the articles in progress."""


def lock_data_dir(configuration: Configuration) -> RunLock:
    """Take the data directory for this process. Raises DataDirectoryBusy, or StoreError if it cannot be written to."""
    data_dir = configuration.data_dir
    lock = RunLock(data_dir)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:
        raise StoreError(f"MENAFN_DATA_DIR is {data_dir}, which cannot be written to: {error.strerror}") from error
    return lock


def open_store(configuration: Configuration) -> Database:
    """Open the store. Raises StoreError if it cannot be used or the data directory cannot be written to."""
    data_dir = configuration.data_dir
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=data_dir).close()
    except OSError as error:
        raise StoreError(f"MENAFN_DATA_DIR is {data_dir}, which cannot be written to: {error.strerror}") from error
    return open_database(configuration.store, configuration.timeouts)


def data_directory_name(configuration: Configuration) -> str:
    """Return a name for this host and data directory, unique among all users of the store."""
    return f"{socket.gethostname()}:{configuration.data_dir.resolve()}"


def check_other_runs(configuration: Configuration) -> None:
    """Raise QueueBusy if a living run on the store has the other kind of queue, StoreError if it cannot be used."""
    database, place = open_store(configuration), data_directory_name(configuration)
    try:
        with database.read() as connection:
            now = utc_text(database_now(connection) or datetime.now(UTC))
            runs.check_queue(connection, now, place, on_redis=configuration.redis_url is not None)
    finally:
        database.close()


class Session:
    """The open store, the run's number and the clock; spiders, pipelines and exporters share it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.configuration = Configuration.from_settings(crawler.settings)
        self._lock = lock_data_dir(self.configuration)
        self.database = open_store(self.configuration)
        if self.configuration.overrides is not None:
            with self.database.write() as connection:
                overrule(connection, self.configuration.overrides, self.configuration.duplicate_days)
        self.dropped_copies: set[int] = set()
        """Copies that this run did not give out; an article found later can make one of them an original."""
        self.started_at = self.now()
        """Instant (UTC) at which the crawl began."""
        self._inode = self.data_dir.stat().st_ino
        self.publishes = True
        """False in a worker while another one of its job writes the exports."""
        self.stop_signal = StopSignal()
        self.fault: Fault | None = None
        """Why the run could not do its work; the first reason stands."""
        self.finishes_articles = True
        """False if what the run learned could not be applied to its articles: the next run does it."""
        self._run_id: int | None = None
        self._own_run_id: int | None = None
        self._lease_loop: LoopingCall | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        session = cls(crawler)
        crawler.signals.connect(session.begin, signals.spider_opened)
        crawler.signals.connect(session.check_data_dir, signals.spider_closed)
        return session

    @classmethod
    def of(cls, crawler: Crawler) -> Session:
        """Return the session of *crawler*."""
        session = crawler.get_extension(Session)
        assert session is not None
        return session

    @property
    def run_id(self) -> int:
        """Number of the run that takes candidates: this one, unless several workers share one.

        Raises StoreError if the store could not record its beginning.
        """
        if self._run_id is None:
            raise StoreError(_NOT_BEGUN)
        return self._run_id

    @property
    def own_run_id(self) -> int:
        """Number under which this run is recorded. Raises StoreError if the store could not record its beginning."""
        if self._own_run_id is None:
            raise StoreError(_NOT_BEGUN)
        return self._own_run_id

    def use_run(self, run_id: int) -> None:
        """Take candidates for the run of another worker."""
        self._run_id = run_id

    def begin(self, spider: Spider) -> None:
        """Record that the run has begun."""
        self._crawler.signals.connect(self.close, signals.engine_stopped)  # the last of all: others still write there
        given: dict[str, str] = getattr(spider, "raw_arguments", {})
        on_redis = self.configuration.redis_url is not None
        place = data_directory_name(self.configuration) if getattr(spider, "takes_from_queue", False) else None
        try:
            with self.database.write() as connection:
                run_id = runs.begin_run(connection, spider.name, given, self.now_text(), place, on_redis=on_redis)
                self._renew_lease(connection, {run_id})
        except StoreError as error:
            self.fault = Fault(f"the store failed: {printable(error)}", fatal=True)
            raise
        self._run_id = self._own_run_id = run_id  # only now: a full disk shows at the commit
        self._lease_loop = LoopingCall(self._renew_leases)
        self._lease_loop.start(BEAT, now=False)

    def _renew_leases(self) -> None:
        """Renew the lease on the articles in progress. A failing store is reported when an article needs it."""
        with suppress(StoreError), self.database.write() as connection:
            self._renew_lease(connection, {self.run_id, self.own_run_id})

    def _renew_lease(self, connection: Connection, run_ids: set[int]) -> None:
        until = utc_text(self.queue_now(connection) + timedelta(seconds=runs.LEASE_SECONDS))
        runs.renew_lease(connection, run_ids, until)

    @property
    def zone(self) -> ZoneInfo:
        """Zone of the printed times."""
        return self.configuration.zone

    @property
    def data_dir(self) -> Path:
        """Directory under which everything is written."""
        return self.configuration.data_dir

    def now(self) -> datetime:
        """Return the present instant, aware, to the second."""
        return datetime.now(UTC).replace(microsecond=0)

    def queue_now(self, connection: Connection) -> datetime:
        """Return the present instant by the clock that all users of the queue share: a database server's, or ours."""
        return database_now(connection) or self.now()

    def queue_now_text(self, connection: Connection) -> str:
        """Return ``queue_now`` as the store writes it."""
        return utc_text(self.queue_now(connection))

    def now_text(self) -> str:
        """Return the present instant as the store writes it."""
        return utc_text(self.now())

    def check_data_dir(self, spider: Spider) -> None:
        """Report a data directory that was removed or replaced: SQLite would go on writing to deleted files."""
        try:
            there = self.data_dir.stat().st_ino == self._inode
        except OSError:
            there = False
        if not there:
            reason = f"the data directory {printable(self.data_dir)} was removed or replaced during the run"
            self.fault = Fault(reason, fatal=True)

    def close(self) -> None:
        """Close the store and let another run have the data directory."""
        if self._lease_loop is not None and self._lease_loop.running:
            self._lease_loop.stop()
        self.database.close()
        self._lock.release()
