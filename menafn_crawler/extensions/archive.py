"""The archive of a crawl: pages are kept as they came, and each article knows where its answers are."""

from __future__ import annotations

import logging
import os
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from sqlalchemy import Connection

from menafn_crawler.archive.exchange import SITE, SOFTWARE, Exchange
from menafn_crawler.archive.leftovers import finish_leftovers
from menafn_crawler.archive.writer import ArchiveError, ArchiveWriter
from menafn_crawler.configuration import Configuration
from menafn_crawler.extensions.session import Session
from menafn_crawler.normalise import utc_text
from menafn_crawler.store import Capture, captures

logger = logging.getLogger(__name__)

FAILED = "menafn/archive/failed"
"""Counter of answers that could not be kept."""


class Archive:
    """Owns the writer, and knows the answers that no transaction has noted yet."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._writer: ArchiveWriter | None = None
        self._unnoted: dict[int, list[Capture]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor. Raises NotConfigured where no page is to be kept."""
        if Configuration.from_settings(crawler.settings).archive is None:
            raise NotConfigured
        archive = cls(crawler)
        crawler.signals.connect(archive.spider_opened, signals.spider_opened)
        crawler.signals.connect(archive.spider_closed, signals.spider_closed)
        return archive

    def spider_opened(self, spider: Spider) -> None:
        """Finish what a killed run left, and be ready for the first answer."""
        session = Session.of(self._crawler)
        directory = session.configuration.archive
        assert directory is not None
        try:
            for path in finish_leftovers(directory):
                logger.info("%s: closed for a run that was killed", path)
        except OSError as error:
            logger.warning("a file that a killed run left in %s stays open: %s", directory, error)
        stamp = f"{session.started_at:%Y%m%d%H%M%S}"
        self._writer = ArchiveWriter(directory, f"{spider.name}-{stamp}-{os.getpid()}", self._about(spider))

    def _about(self, spider: Spider) -> dict[str, str]:
        settings = self._crawler.settings
        return {
            "software": SOFTWARE,
            "http-header-user-agent": settings["USER_AGENT"],
            "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            SITE: getattr(spider, "site", ""),
            "isPartOf": f"run {Session.of(self._crawler).run_id} of {spider.name}",
            "description": "bodies as they were sent; transfer encoding removed, request headers as Scrapy wrote them",
        }

    def keep(self, exchange: Exchange, article_id: int | None, status: int) -> None:
        """Write an exchange; one for an article is noted with what comes of it."""
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
            capture = Capture(place.file, place.offset, utc_text(exchange.fetched_at), status, exchange.url)
            self._unnoted.setdefault(article_id, []).append(capture)

    @classmethod
    def captures(cls, crawler: Crawler, article_id: int) -> tuple[Capture, ...]:
        """Where the answers for an article are that have not been noted.

        Whoever asks notes them: they are told once.
        """
        archive = crawler.get_extension(cls)
        return tuple(archive._unnoted.pop(article_id, ())) if archive is not None else ()

    @classmethod
    def note(cls, crawler: Crawler, connection: Connection, article_id: int) -> None:
        """Note where the answers for an article are, in the transaction that takes up what they say."""
        captures.note(connection, [(article_id, answer) for answer in cls.captures(crawler, article_id)])

    def spider_closed(self, spider: Spider) -> None:
        """Close the last file."""
        assert self._writer is not None
        try:
            self._writer.close()
        except ArchiveError as error:
            self._crawler.stats.inc_value(FAILED)
            logger.error("%s", error)  # noqa: TRY400
