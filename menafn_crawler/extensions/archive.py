"""Write every response of a crawl to WARC files, and note for each article where its responses are."""

from __future__ import annotations

import logging
import os
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from sqlalchemy import Connection

from menafn_crawler.archive import (
    SITE_FIELD,
    SOFTWARE,
    ArchiveError,
    HttpExchange,
    WarcFileWriter,
    finish_interrupted_files,
)
from menafn_crawler.configuration import Configuration
from menafn_crawler.extensions.session import Session
from menafn_crawler.normalise import utc_text
from menafn_crawler.store import Capture, captures

logger = logging.getLogger(__name__)

FAILED = "menafn/archive/failed"
"""Counter of responses that could not be archived."""


class Archive:
    """Scrapy extension that owns the WARC writer, and the captures that no transaction has stored yet."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._writer: WarcFileWriter | None = None
        self._unnoted: dict[int, list[Capture]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor. Raises NotConfigured without ``MENAFN_ARCHIVE``."""
        if Configuration.from_settings(crawler.settings).archive is None:
            raise NotConfigured
        archive = cls(crawler)
        crawler.signals.connect(archive.spider_opened, signals.spider_opened)
        crawler.signals.connect(archive.spider_closed, signals.spider_closed)
        return archive

    def spider_opened(self, spider: Spider) -> None:
        """Finish the files of killed runs and prepare the writer."""
        session = Session.of(self._crawler)
        directory = session.configuration.archive
        assert directory is not None
        try:
            for path in finish_interrupted_files(directory):
                logger.info("%s: closed for a run that was killed", path)
        except OSError as error:
            logger.warning("a file that a killed run left in %s stays open: %s", directory, error)
        stamp = f"{session.started_at:%Y%m%d%H%M%S}"
        self._writer = WarcFileWriter(directory, f"{spider.name}-{stamp}-{os.getpid()}", self._about(spider))

    def _about(self, spider: Spider) -> dict[str, str]:
        settings = self._crawler.settings
        return {
            "software": SOFTWARE,
            "http-header-user-agent": settings["USER_AGENT"],
            "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            SITE_FIELD: getattr(spider, "site", ""),
            "isPartOf": f"run {Session.of(self._crawler).run_id} of {spider.name}",
            "description": "bodies as they were sent; transfer encoding removed, request headers as Scrapy wrote them",
        }

    def add(self, exchange: HttpExchange, article_id: int | None, status: int) -> None:
        """Archive an exchange. One for an article is noted in the transaction that stores its outcome."""
        assert self._writer is not None
        stats = self._crawler.stats
        try:
            place = self._writer.add(exchange)
        except ArchiveError as error:
            stats.inc_value(FAILED)
            if stats.get_value(FAILED) == 1:  # a full disk fails for every page
                logger.error("%s", error)  # noqa: TRY400
            return
        stats.inc_value("menafn/archive/kept")
        if article_id is not None:
            capture = Capture(
                place.file, place.offset, utc_text(exchange.fetched_at), status, exchange.url, place.length
            )
            self._unnoted.setdefault(article_id, []).append(capture)

    @classmethod
    def captures(cls, crawler: Crawler, article_id: int) -> tuple[Capture, ...]:
        """Return the captures of an article that are not stored yet, each once: the caller stores them."""
        archive = crawler.get_extension(cls)
        return tuple(archive._unnoted.pop(article_id, ())) if archive is not None else ()

    @classmethod
    def store_captures(cls, crawler: Crawler, connection: Connection, article_id: int) -> None:
        """Store the captures of an article in the transaction that stores its outcome."""
        captures.note(connection, [(article_id, answer) for answer in cls.captures(crawler, article_id)])

    def spider_closed(self, spider: Spider) -> None:
        """Close the last file."""
        assert self._writer is not None
        try:
            self._writer.close()
        except ArchiveError as error:
            self._crawler.stats.inc_value(FAILED)
            logger.error("%s", error)  # noqa: TRY400
