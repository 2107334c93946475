"""What came of a crawl, as the exit code that cron sees; Scrapy itself says 0 for almost everything."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from menafn_crawler.export.atomic import replacing
from menafn_crawler.extensions.session import Session
from menafn_crawler.store import articles, queue, runs

logger = logging.getLogger(__name__)

SUMMARY = "last-run.json"
"""File in the data directory that tells of the last run."""

ENOUGH_TRIES = 5
"""Articles that have to fail, all of them, before a site that is known to work counts as one that no longer does."""


class Exit(IntEnum):
    """Exit codes of ``scrapy crawl``."""

    DONE = 0
    BAD_ARGUMENT = 2
    INCOMPLETE = 3
    NOTHING_USABLE = 4
    BUSY = 75


def judge(counters: Mapping[str, Any], reason: str = "finished") -> tuple[Exit, str]:
    """Exit code of a crawl and why in one line, from its counters (``menafn/...``) and Scrapy's reason for its end.

    >>> judge({"menafn/list/read": 10, "menafn/article/put_back": 1, "menafn/article/stored": 9})[0].value
    3
    """

    def counted(name: str) -> int:
        return int(counters.get(f"menafn/{name}", 0))

    read = counted("article/stored") + counted("article/outside_span")
    lost, aside = counted("article/put_back"), counted("article/set_aside")
    lists, failed_lists = counted("list/read"), counted("list/failed")
    if lists == 0 and not read and (failed_lists or reason != "finished"):
        return Exit.NOTHING_USABLE, "the site answered nothing usable: no list could be read"
    if lists and not counted("list/entries") and not read:
        return Exit.NOTHING_USABLE, "the site answered nothing usable: no list showed an article"
    tried = lost + aside
    if tried and not read and (tried >= ENOUGH_TRIES or not counted("list/stored")):
        return Exit.NOTHING_USABLE, f"none of {tried} articles could be read"
    if reason != "finished":
        return Exit.INCOMPLETE, f"ended early ({reason}); what is open is taken up first by the next run"
    if lost or failed_lists:
        return Exit.INCOMPLETE, f"{lost} articles and {failed_lists} lists could not be had this time"
    return Exit.DONE, "done"


class Outcome:
    """Judges the crawl when it ends, and records it with its counters."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.exit = Exit.NOTHING_USABLE
        """Until the crawl ends in good order."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        outcome = cls(crawler)
        crawler.signals.connect(outcome.spider_closed, signals.spider_closed)
        return outcome

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Judge, record, and leave a summary for people and programs."""
        stats = self._crawler.stats.get_stats()
        counters = {name: value for name, value in stats.items() if name.startswith("menafn/")}
        self.exit, why = judge(counters, reason)
        session = Session.of(self._crawler)
        with session.database.write() as connection:
            runs.end_run(connection, session.run_id, self.exit, counters, session.now_text())
            data_set = articles.census(connection) | queue.census(connection)
        summary = {
            "run_id": session.run_id,
            "spider": spider.name,
            "finished_at": session.now_text(),
            "exit_code": int(self.exit),
            "reason": why,
            "data_set": data_set,
            "counters": counters,
        }
        with replacing(session.data_dir / SUMMARY) as file:
            file.write(json.dumps(summary, indent=2, sort_keys=False).encode() + b"\n")
        logger.log(logging.INFO if self.exit is Exit.DONE else logging.WARNING, "exit %d: %s", self.exit, why)
