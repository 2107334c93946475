"""Exit code of a finished crawl, and its reason. Scrapy itself exits 0 almost always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from menafn_crawler.extensions.exports import INTERRUPTED
from menafn_crawler.extensions.gates import Gates
from menafn_crawler.extensions.session import Session
from menafn_crawler.fetch import Fault
from menafn_crawler.report.quality_gate import READ
from menafn_crawler.store import Absence

FEED_FAILURES = ("menafn/feed/failed", "feedexport/failed_count/")
"""Beginnings of the counters of feeds that could not be written."""
ENOUGH_TRIES = 5
"""Articles that have to fail, all of them, before a site that is known to work counts as one that no longer does."""

READ_ANYWHERE = (*READ, "workers/read")
"""Counters of articles that were read, by this worker or by others of its job."""

CUT_OFF = "stopped at once by a signal; what is open is taken up first by the next run"
"""Reason of a crawl that began and was never closed."""
ENDED_EARLY = {
    INTERRUPTED: "ended by a signal (shutdown)",
    "memusage_exceeded": "ended early: the memory limit MEMUSAGE_LIMIT_MB was reached (memusage_exceeded)",
    "closespider_timeout": "ended early: CLOSESPIDER_TIMEOUT was reached (closespider_timeout)",
    "closespider_timeout_no_item": "ended early: no article for CLOSESPIDER_TIMEOUT_NO_ITEM s",
    "closespider_itemcount": "ended early: CLOSESPIDER_ITEMCOUNT was reached (closespider_itemcount)",
    "closespider_pagecount": "ended early: CLOSESPIDER_PAGECOUNT was reached (closespider_pagecount)",
    "closespider_pagecount_no_item": "ended early: CLOSESPIDER_PAGECOUNT_NO_ITEM was reached",
    "closespider_errorcount": "ended early: CLOSESPIDER_ERRORCOUNT was reached (closespider_errorcount)",
}
"""Scrapy's reasons for a requested end, in words. They say nothing about the site."""
_KINDS = "menafn/article/put_back/"
"""Beginning of the counters of why articles could not be had."""


class Exit(IntEnum):
    """Exit codes of ``scrapy crawl``."""

    DONE = 0
    BAD_ARGUMENT = 2
    INCOMPLETE = 3
    NOTHING_USABLE = 4
    BUSY = 75


def judge(
    counters: Mapping[str, Any], reason: str = "finished", breaches: Sequence[str] = (), fault: Fault | None = None
) -> tuple[Exit, str]:
    """Return the exit code of a crawl and its reason in one line.

    *counters* are the run's statistics, *reason* is Scrapy's for its end, *breaches* are the quality gates that failed,
    *fault* is what kept the run from its work.

    >>> judge({"menafn/list/read": 10, "menafn/article/put_back": 1, "menafn/article/stored": 9})[0].value
    3
    """

    def counted(name: str) -> int:
        return int(counters.get(f"menafn/{name}", 0))

    read = sum(map(counted, READ_ANYWHERE))
    if fault is not None:
        usable = read and not fault.fatal and not breaches
        held = f"; held back: {breaches[0]}" if breaches else ""
        code = Exit.INCOMPLETE if usable else Exit.NOTHING_USABLE
        return code, f"{fault.reason}; what is open is taken up first by the next run{held}"
    if reason in ENDED_EARLY:
        return Exit.INCOMPLETE, f"{ENDED_EARLY[reason]}; what is open is taken up first by the next run"
    if slowed := counted("index/slow_down"):
        return Exit.INCOMPLETE, f"Common Crawl asked to slow down ({slowed} times); the next run goes on"
    if not read and (unusable := _unusable(counted, reason)):
        forbidden = f" (robots.txt forbids {asked})" if (asked := counters.get("robotstxt/forbidden")) else ""
        return Exit.NOTHING_USABLE, f"{unusable}{forbidden}{_refusals(counters)}"
    if breaches:
        more = f", and {len(breaches) - 1} more" if len(breaches) > 1 else ""
        return Exit.NOTHING_USABLE, f"held back: {breaches[0]}{more}; the files of the data set stay as they were"
    if reason != "finished":
        return Exit.INCOMPLETE, f"ended early ({reason}); what is open is taken up first by the next run"
    return _shortfall(counters, counted)


def _shortfall(counters: Mapping[str, Any], counted: Callable[[str], int]) -> tuple[Exit, str]:
    """Return exit code and reason of a crawl that reached its end: done, or what could not be fetched or written."""
    lost, failed_lists = counted("article/put_back"), counted("list/failed")
    if lost or failed_lists:
        kinds = {name.removeprefix(_KINDS): n for name, n in counters.items() if name.startswith(_KINDS)}
        why = f" ({', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))})" if kinds else ""
        return Exit.INCOMPLETE, f"{lost} articles and {failed_lists} lists could not be had this time{why}"
    if left := counted("candidate/left_open"):
        return Exit.INCOMPLETE, f"{left} articles are still open, in progress elsewhere or lost with a worker"
    if unwritten := counted("export/failed"):
        return Exit.INCOMPLETE, f"{unwritten} files of the data set could not be written"
    if unkept := counted("archive/failed"):
        return Exit.INCOMPLETE, f"{unkept} answers could not be archived"
    return Exit.DONE, "done"


def _unusable(counted: Callable[[str], int], reason: str) -> str | None:
    """Return why a crawl that read no article counts as one of a site that cannot be used; None if it does not."""
    lists = counted("list/read")
    if lists == 0 and (counted("list/failed") or reason != "finished"):
        return "the site answered nothing usable: no list could be read"
    if lists and not counted("list/entries"):
        return "the site answered nothing usable: no list showed an article"
    if counted("address/rejected") and not counted("address/read"):
        return "no line of the list is an article's address"
    unseen = counted("article/put_back/rendering")  # the browser's failure says nothing of the site
    failed = counted("article/put_back") - unseen + counted("article/set_aside")
    missing = sum(counted(f"article/{absence}") for absence in Absence)
    known_to_work = counted("list/stored") + counted("number/site_known") > 0
    if counted("number/vacant") and not (failed or missing or known_to_work):
        return f"none of {counted('number/vacant')} numbers is an article's, and no article of the site was ever read"
    if failed >= ENOUGH_TRIES or (failed + missing and not known_to_work):
        return f"none of {failed + missing} articles could be read"
    return None


_STATUS = "downloader/response_status_count/"


def _refusals(counters: Mapping[str, Any]) -> str:
    """Return the commonest error that the site answered, for the reason."""
    answers = Counter({name.removeprefix(_STATUS): n for name, n in counters.items() if name.startswith(_STATUS)})
    failed = [(number, status) for status, number in answers.items() if status[0] in "45" and status != "404"]
    if not failed:
        return ""
    number, status = max(failed)
    return f" ({number} of {answers.total()} answers were {status})"


class Outcome:
    """Judges the crawl when it ends, before feeds are written; ``RunRecord`` records it when they are."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.exit = Exit.NOTHING_USABLE
        """Until the crawl ends in good order."""
        self.reason = "it did not end in good order"
        """Why it has that exit code, in one line."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        outcome = cls(crawler)
        crawler.signals.connect(outcome.engine_started, signals.engine_started)
        crawler.signals.connect(outcome.spider_closed, signals.spider_closed)
        return outcome

    @classmethod
    def of(cls, crawler: Crawler) -> Outcome:
        """Return the outcome of *crawler*."""
        outcome = crawler.get_extension(cls)
        assert outcome is not None
        return outcome

    def engine_started(self) -> None:
        """Set the outcome that stays if a signal stops Scrapy at once."""
        self.exit, self.reason = Exit.INCOMPLETE, CUT_OFF

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Judge the crawl."""
        stats = self._crawler.stats.get_stats()
        session, gates = Session.of(self._crawler), Gates.of(self._crawler)
        accepted = not session.configuration.gates  # the user says that the site has changed
        judged = {**stats, "menafn/article/set_aside": 0} if accepted else stats
        self.exit, self.reason = judge(judged, reason, gates.breaches, session.fault)

    def add_failed_feeds(self) -> None:
        """Take failed feeds into the judgement, once they have been written."""
        stats = self._crawler.stats.get_stats()
        failed = sum(int(value) for name, value in stats.items() if name.startswith(FEED_FAILURES))
        if failed and self.exit is Exit.DONE:
            feeds = "1 feed" if failed == 1 else f"{failed} feeds"
            self.exit, self.reason = Exit.INCOMPLETE, f"{feeds} could not be written"
