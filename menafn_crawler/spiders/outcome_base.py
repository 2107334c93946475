"""Base spider that records article requests without an article: missing, set aside, foreign, or put back."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from scrapy.http import Response
from sqlalchemy import Connection

from menafn_crawler.bounds import HEADER_VALUE, printable
from menafn_crawler.discover import MENU, named_sections
from menafn_crawler.extensions.archive import Archive
from menafn_crawler.extensions.session import Session
from menafn_crawler.fetch import (
    GONE_SHARE,
    MIN_GONE,
    Answer,
    Disappearance,
    Fault,
    State,
    is_article_page,
    names_itself,
    page_title,
)
from menafn_crawler.middlewares.circuit_breaker import CircuitBreakerMiddleware
from menafn_crawler.normalise import site_calibration, utc_text
from menafn_crawler.parse import UnreadablePage, read_links, read_page
from menafn_crawler.spiders.shared_base import SharedQueueSpider
from menafn_crawler.store import (
    Evidence,
    StoreError,
    crawl_state,
    guessed_ids,
    keep_foreign,
    queue,
    set_aside,
    set_aside_retries,
    writer,
)

MENU_SECTIONS = 3
"""Sections in a page's menu from which on it is one of the site's own pages."""
_FOREIGN = "a foreign page"
"""Beginning of the error of an article that stays open after a foreign page."""
_MISSING, _UNREADABLE = "missing", "unreadable"
"""Kinds of useless answers that only the spider can tell, as the circuit breaker counts them."""


class OutcomeSpider(SharedQueueSpider):
    """Records the outcomes of requests that brought no article. What is missing is judged at the end of the run."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._disappearance = Disappearance()
        self._gone: dict[int, tuple[queue.Task, str]] = {}
        """Articles that the site says do not exist, with the reason."""
        self._unreadable: list[int] = []
        """Articles that this run set aside."""

    def note_listed(self, ids: list[int]) -> None:
        """Note which articles the site's lists show today."""
        self._disappearance.listed.update(ids)

    @property
    def _breaker(self) -> CircuitBreakerMiddleware | None:
        return self.crawler.get_downloader_middleware(CircuitBreakerMiddleware)

    def _report_success(self, response: Response | None) -> None:
        """Tell the circuit breaker that an article page could be read."""
        if (breaker := self._breaker) is not None:
            breaker.record_success(response.request if response is not None else None)

    def _report_failure(self, kind: str, response: Response | None) -> None:
        """Tell the circuit breaker of a response that is of no use."""
        if (breaker := self._breaker) is not None:
            breaker.record_failure(kind, response.request if response is not None else None)

    # --- articles that the site says do not exist --------------------------------------------------------------------

    def _handle_missing(self, response: Response, task: queue.Task, reason: str) -> None:
        """Note that the site has no such article. A guessed number is vacant; others are judged at the end."""
        watch = self._disappearance
        if task.known:
            watch.listed.add(task.article_id)
        if task.article_id in watch.listed:
            watch.gone.add(task.article_id)
        known = int(self.crawler.stats.get_value("menafn/list/stored", 0)) + self._item_count
        if task.article_id in watch.listed and 2 * known < len(watch.listed):
            self._report_failure(_MISSING, response)
        elif (breaker := self._breaker) is not None:
            breaker.record_undecided(response.request)
        if task.guessed or self.workers is not None:
            self._record_gone(task, reason)
        else:
            self._gone[task.article_id] = (task, reason)
        self._article_done(task.article_id)

    def _record_gone(self, task: queue.Task, reason: str) -> None:
        session = self.session
        with session.database.write() as connection:
            now = session.queue_now(connection)
            later = now + timedelta(minutes=session.configuration.second_look_minutes)
            if task.known:
                noted = writer.note_vanished(connection, task.article_id, session.now_text())
                crawl_state.note_look(connection, task.article_id)
                found = "article/vanished" if noted else "article/still_vanished"
            elif task.guessed:
                guessed_ids.close_vacant(
                    connection, task.article_id, reason, for_good=self._has_passed(connection, task)
                )
                found = "number/vacant"
            else:
                instants = map(utc_text, (now, later, now + timedelta(days=crawl_state.DAYS_CLOSED)))
                absence = crawl_state.look_again(connection, task.article_id, reason, *instants)
                found = f"article/{absence}"
            Archive.store_captures(self.crawler, connection, task.article_id)
        self.count(found)

    def _has_passed(self, connection: Connection, task: queue.Task) -> bool:
        """Return True if the site has given out this number already, so that no article can get it any more."""
        if site_calibration().interval(task.article_id).last < self.session.now():
            return True
        return task.article_id < guessed_ids.highest_stored(connection)

    # --- pages that are no articles ----------------------------------------------------------------------------------

    def _evidence(self, response: Response, reason: str) -> Evidence:
        headers = {str(name): str(v)[:HEADER_VALUE] for name, v in response.headers.to_unicode_dict().items()}
        return Evidence(response.url, response.status, headers, reason, self.session.now_text())

    def _set_aside(self, response: Response, task: queue.Task, reason: str) -> None:
        session, evidence = self.session, self._evidence(response, reason)
        set_aside(session.data_dir, task.article_id, response.body, evidence, session.configuration.quarantine_bytes)
        with session.database.write() as connection:
            if task.known:
                crawl_state.note_look(connection, task.article_id)
            else:
                set_aside_retries.set_aside(connection, task.article_id, reason, session.queue_now(connection))
                self._unreadable.append(task.article_id)
            Archive.store_captures(self.crawler, connection, task.article_id)
        self.count("article/set_aside")
        self.logger.warning("article %d set aside under quarantine/: %s", task.article_id, printable(reason))
        if session.configuration.gates:
            self._report_failure(_UNREADABLE, response)
        self._article_done(task.article_id)

    def _is_unread_article(self, response: Response, article_id: int) -> bool:
        """Return True for a page of the site in an article's place that says nothing about a bad day of the site.

        It has the marks of an article, or the site's menu and the article's number, or it is a promotion: a page with
        the menu and without a story that has come in the article's place for a day.
        """
        if is_article_page(response.body, article_id):
            return True
        return self._is_of_site(response) and (
            names_itself(response.body, article_id) or self._was_foreign_before(self._in_progress[article_id])
        )

    def _was_foreign_before(self, task: queue.Task) -> bool:
        """Return True if a foreign page came the last time too, and the article was listed a day ago."""
        if task.first_seen_at > utc_text(self.session.now() - set_aside_retries.FIRST_LOOK):
            return False
        with self.session.database.read() as connection:
            before = crawl_state.last_error(connection, task.article_id)
        return before is not None and before.startswith(_FOREIGN)

    def _is_of_site(self, response: Response) -> bool:
        """Return True for a page with the site's menu."""
        try:
            page = read_page(response.body, response.url, None, self.site)
        except UnreadablePage:
            return False
        return len(named_sections(read_links(page), (section.key for section in MENU), self.site)) >= MENU_SECTIONS

    def _handle_foreign(self, response: Response, task: queue.Task) -> None:
        """Handle a foreign page: the article stays open, and one page of the kind is quarantined."""
        session, title = self.session, page_title(response.body)
        reason = f"{_FOREIGN}, {title!r}" if title else f"{_FOREIGN} without a title"
        kind = f"{response.status} {title}"
        evidence, most = self._evidence(response, reason), session.configuration.quarantine_bytes
        if keep_foreign(session.data_dir, kind, task.article_id, response.body, evidence, most):
            self.logger.warning("article %d: %s, kept under quarantine/", task.article_id, printable(reason))
        self._report_failure(Answer.FOREIGN, response)
        self._put_back(task, Answer.FOREIGN, reason)

    def _put_back(self, task: queue.Task, kind: str, error: str) -> None:
        with self.session.database.write() as connection:
            crawl_state.put_back(connection, task.article_id, error)
            Archive.store_captures(self.crawler, connection, task.article_id)
        self.count("article/put_back")
        self.count(f"article/put_back/{kind}")
        self._article_done(task.article_id)

    # --- the end of the run ------------------------------------------------------------------------------------------

    def closed(self, reason: str) -> None:
        """Judge missing articles: dead links are recorded, mass disappearance is not believed."""
        if self.crawler.get_extension(Session) is None:  # scrapy parse
            return
        try:
            self._judge_unreadable()
            failures = self._stopping_failures()
            mostly_missing = failures is not None and 2 * failures[_MISSING] > failures.total()
            if self._disappearance.is_fault() or mostly_missing:
                self.session.fault = Fault(self._disappearance.reason, fatal=True)
                self.logger.error("%s", self._disappearance.reason)
                self._leave_missing_open("missing with many others")
            elif failures is not None:
                self._leave_missing_open("missing while the site was out of order")
            else:
                for task, why in self._gone.values():
                    self._record_gone(task, why)
        except StoreError as error:
            self.logger.error("what is missing could not be recorded: %s", printable(error))  # noqa: TRY400
        super().closed(reason)

    def _judge_unreadable(self) -> None:
        """Reopen the set-aside articles if there are too many: the site is at fault, not these pages.

        With ``MENAFN_GATES=0`` the user says that the site has changed: the pages stay set aside.
        """
        if not self.session.configuration.gates:
            return
        answered, unreadable = self.crawler.stats.get_value("menafn/article/answered", 0), len(self._unreadable)
        mass = unreadable >= MIN_GONE and unreadable > GONE_SHARE * answered
        if unreadable and (mass or self.session.fault is not None):
            with self.session.database.write() as connection:
                set_aside_retries.reopen(connection, self._unreadable)
            self.count("article/put_back", unreadable)
            self.count("article/put_back/unreadable", unreadable)
            self.count("article/set_aside", -unreadable)

    def _stopping_failures(self) -> Counter[str] | None:
        """Return the kinds of the useless answers for which the circuit breaker ended the run; None if it did not."""
        breaker = self._breaker
        return breaker.breaker.in_a_row if breaker is not None and breaker.breaker.state is State.OPEN else None

    def _leave_missing_open(self, why: str) -> None:
        """Leave missing articles open, since the site was out of order."""
        for task, _ in self._gone.values():
            with self.session.database.write() as connection:
                crawl_state.put_back(connection, task.article_id, why)
        self.count("article/put_back", len(self._gone))
        self.count("article/put_back/missing", len(self._gone))
