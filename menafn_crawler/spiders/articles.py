"""Base spider that fetches articles: what each response means for the queue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DropItem
from scrapy.http import Response
from sqlalchemy import Connection
from twisted.python.failure import Failure

from menafn_crawler.bounds import HEADER_VALUE, REDIRECTED_ARTICLES, printable
from menafn_crawler.configuration import Configuration
from menafn_crawler.discover import MENU, named_sections
from menafn_crawler.extensions.archive import Archive
from menafn_crawler.extensions.session import Session
from menafn_crawler.fetch import (
    GONE_SHARE,
    MIN_GONE,
    PATIENCE,
    Answer,
    Disappearance,
    Fault,
    Mode,
    is_article_page,
    page_title,
    shown_instead,
)
from menafn_crawler.items import Article, Candidate
from menafn_crawler.middlewares.archive import answered_at
from menafn_crawler.middlewares.circuit_breaker import CircuitBreakerMiddleware, CircuitOpen, answer_of
from menafn_crawler.middlewares.render import looks, rendered
from menafn_crawler.normalise import (
    ArticleAddress,
    Fetched,
    article_address,
    feed_witness,
    site_calibration,
    site_time,
    utc_text,
)
from menafn_crawler.parse import UnreadablePage, read_links, read_page
from menafn_crawler.pipelines.deduplicate import Copy
from menafn_crawler.pipelines.extract import Unreadable
from menafn_crawler.pipelines.store import Unchanged
from menafn_crawler.reading import ArticlePage, extract
from menafn_crawler.spiders.queue_base import QueueSpider
from menafn_crawler.store import (
    Evidence,
    StoreError,
    crawl_state,
    guessed_ids,
    keep_foreign,
    queue,
    second_looks,
    selected,
    set_aside,
    writer,
)
from menafn_crawler.version import __version__

SHELL = "an empty shell: only a script shows the text"
STILL_SHELL = "an empty shell: also in a browser the text did not show"
"""Reasons for which a page is set aside; of the first a later run with a browser can make an article."""
MENU_SECTIONS = 3
"""Sections in the menu of a page by which it is known as one of the site's own."""
_MISSING, _UNREADABLE, _REDIRECTS = "missing", "unreadable", "redirected on and on"
"""Kinds of useless answers that only the spider can tell, as the circuit breaker counts them."""


class ArticleSpider(QueueSpider):
    """Fetches articles. Subclasses discover candidates in ``discover``."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._disappearance = Disappearance()
        self._gone: dict[int, tuple[queue.Task, str]] = {}
        """Articles that the site says do not exist: judged together at the end of the run."""
        self._unreadable: list[int] = []
        """Articles that this run set aside."""
        self._redirects: dict[int, int] = {}
        """Redirects from article to article that led to an article."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._scraped, signals.item_scraped)
        crawler.signals.connect(spider._dropped, signals.item_dropped)
        crawler.signals.connect(spider._broken, signals.item_error)
        crawler.signals.connect(spider._unparsed, signals.spider_error)
        return spider

    def prepare(self) -> None:
        """Open what was set aside and deserves another look: after a day, a week, by a new version, with a browser."""
        session = self.session
        with session.database.write() as connection:
            again = second_looks.reopen_due(connection, session.queue_now_text(connection), __version__)
            if session.configuration.rendering.mode is not Mode.NEVER:
                self.count("render/taken_up", crawl_state.reopen_set_aside(connection, SHELL))
            selected.forget(connection, like="run/")
        self.count("candidate/looked_at_again", again)

    def note_listed(self, ids: list[int]) -> None:
        """Note which articles the site's lists show today."""
        self._disappearance.listed.update(ids)

    # --- responses ---------------------------------------------------------------------------------------------------

    def parse_article(self, response: Response, task: queue.Task) -> Iterator[ArticlePage | Request]:
        """Yield the page of an article, or record what came in its place."""
        self._in_progress[task.article_id] = task  # another worker may have asked for it
        self.count("article/answered")
        answer = answer_of(response)
        if (instead := shown_instead(answer, task.article_id, response.url, self.site)) is not None:
            self._redirected(response, task, instead)
        elif answer is Answer.PAGE:
            yield self._page(response, task)
        elif answer is Answer.GONE:
            self._missing(response, task, f"no such article (status {response.status})")
        elif answer is Answer.SHELL:
            yield from self._shell(response, task)
        elif answer is Answer.TRUNCATED and (again := self._retry(response)) is not None:
            yield again
        else:
            kind = "rendering" if looks(response.request) else answer.value
            self._put_back(task, kind, f"{answer.value} (status {response.status})")

    @property
    def _breaker(self) -> CircuitBreakerMiddleware | None:
        return self.crawler.get_downloader_middleware(CircuitBreakerMiddleware)

    def _useful(self, response: Response | None) -> None:
        """Tell the circuit breaker that an article page could be read."""
        if (breaker := self._breaker) is not None:
            breaker.succeeded(response.request if response is not None else None)

    def _useless(self, kind: str, response: Response | None) -> None:
        """Tell the circuit breaker of a response that is of no use."""
        if (breaker := self._breaker) is not None:
            breaker.failed(kind, response.request if response is not None else None)

    def _shell(self, response: Response, task: queue.Task) -> Iterator[Request]:
        again = self.rendering(self._article_request(task), response)
        if again is not None:
            yield again
        else:
            self._set_aside(response, task, STILL_SHELL if looks(response.request) else SHELL)

    def rendering(self, request: Request, response: Response) -> Request | None:
        """Return *request* for a browser if *response* is an empty shell; None if rendering is off or was tried."""
        off = self.session.configuration.rendering.mode is Mode.NEVER
        looked = looks(response.request)
        return None if off or looked >= len(PATIENCE) else rendered(request, looked + 1)

    def _page(self, response: Response, task: queue.Task) -> ArticlePage:
        fetched_at = answered_at(response) or self.session.now()
        asked = article_address(task.url)
        assert asked is not None
        return ArticlePage(
            response.body,
            _content_type(response),
            Fetched(
                address=asked,
                source_url=response.url,
                base=self.site,
                fetched_at=fetched_at,
                site_time=site_time(fetched_at, _header(response, "Date"), _header(response, "Age")),
                first_seen_at=task.first_seen_at,
                zone=self.session.zone,
                witnesses=tuple(feed_witness(raw, self.session.zone) for raw in task.feed_dates),
            ),
        )

    def _retry(self, response: Response) -> Request | None:
        assert response.request is not None
        return get_retry_request(response.request, spider=self, reason="truncated")

    def _redirected(self, response: Response, task: queue.Task, instead: ArticleAddress) -> None:
        """The site has no such article and led to another one, which is asked for under its own number."""
        session = self.session
        hops = self._redirects.pop(task.article_id, 0) + 1
        self.count("article/elsewhere")
        if hops > REDIRECTED_ARTICLES:
            self._useless(_REDIRECTS, response)
            self._put_back(task, "redirects", f"{_REDIRECTS}: {hops} articles in a row")
            return
        self._redirects[instead.article_id] = hops
        with session.database.write() as connection:
            led_to = Candidate(instead.article_id, instead.published)
            brought = queue.remember(connection, [led_to], session.now_text())
            selected.note_like(connection, task.article_id, instead.article_id)
        self.on_candidates(brought)
        self._missing(response, task, f"no such article (redirected to {instead.article_id})")

    # --- articles that the site says do not exist --------------------------------------------------------------------

    def _missing(self, response: Response, task: queue.Task, reason: str) -> None:
        """Note that the site has no such article. A guessed number is vacant; others are judged at the end."""
        watch = self._disappearance
        if task.known:
            watch.listed.add(task.article_id)
        if task.article_id in watch.listed:
            watch.gone.add(task.article_id)
        known = int(self.crawler.stats.get_value("menafn/list/stored", 0)) + self._item_count
        if task.article_id in watch.listed and 2 * known < len(watch.listed):
            self._useless(_MISSING, response)
        elif (breaker := self._breaker) is not None:
            breaker.undecided(response.request)
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
            Archive.note(self.crawler, connection, task.article_id)
        self.count(found)

    def _has_passed(self, connection: Connection, task: queue.Task) -> bool:
        """Return True if the site has given out this number already, so that no article can get it any more."""
        if site_calibration().interval(task.article_id).last < self.session.now():
            return True
        return task.article_id < guessed_ids.highest_stored(connection)

    def parse(self, response: Response) -> Iterator[Article]:
        """Yield the record of an article page, for ``scrapy parse URL --spider menafn``: nothing is stored."""
        address = article_address(response.url, self.site)
        if address is None:
            self.logger.warning("%s is no article's address on %s", response.url, self.site)
            return
        now = datetime.now(UTC).replace(microsecond=0)
        zone = Configuration.from_settings(self.settings).zone
        fetched = Fetched(address, response.url, self.site, now, utc_text(now), zone)
        try:
            yield extract(ArticlePage(response.body, _content_type(response), fetched))
        except UnreadablePage as error:
            self.logger.warning("%s: %s", response.url, error)

    def closed(self, reason: str) -> None:
        """Judge what is missing: dead links are recorded, a site that lost its pages is not believed."""
        if self.crawler.get_extension(Session) is None:  # scrapy parse
            return
        breaker = self._breaker
        tripped = breaker is not None and bool(breaker.breaker.in_a_row[_MISSING]) and self.session.fault is not None
        try:
            self._judge_unreadable()
            if tripped or self._disappearance.is_fault():
                self._disbelieve()
            else:
                for task, why in self._gone.values():
                    self._record_gone(task, why)
        except StoreError as error:
            self.logger.error("what is missing could not be recorded: %s", printable(error))  # noqa: TRY400
        super().closed(reason)

    def _judge_unreadable(self) -> None:
        """Open again what was set aside when too much was: the site is at fault, not these pages.

        With ``MENAFN_GATES=0`` the user says that the site has changed: the pages stay set aside.
        """
        if not self.session.configuration.gates:
            return
        answered, unreadable = self.crawler.stats.get_value("menafn/article/answered", 0), len(self._unreadable)
        mass = unreadable >= MIN_GONE and unreadable > GONE_SHARE * answered
        if unreadable and (mass or self.session.fault is not None):
            with self.session.database.write() as connection:
                second_looks.reopen(connection, self._unreadable)
            self.count("article/put_back", unreadable)
            self.count("article/put_back/unreadable", unreadable)
            self.count("article/set_aside", -unreadable)

    def _disbelieve(self) -> None:
        """Leave missing articles open, since the site lost its pages."""
        why = self._disappearance.reason
        self.session.fault = Fault(why, fatal=True)
        self.logger.error("%s", why)
        for task, _ in self._gone.values():
            with self.session.database.write() as connection:
                crawl_state.put_back(connection, task.article_id, "missing with many others")
        self.count("article/put_back", len(self._gone))
        self.count("article/put_back/missing", len(self._gone))

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
                second_looks.set_aside(connection, task.article_id, reason, session.queue_now(connection))
                self._unreadable.append(task.article_id)
            Archive.note(self.crawler, connection, task.article_id)
        self.count("article/set_aside")
        self.logger.warning("article %d set aside under quarantine/: %s", task.article_id, printable(reason))
        if session.configuration.gates:
            self._useless(_UNREADABLE, response)
        self._article_done(task.article_id)

    def _is_of_site(self, response: Response) -> bool:
        """Return True for a page of the site, known by its menu, in a story's place: a promotion."""
        try:
            page = read_page(response.body, response.url, None, self.site)
        except UnreadablePage:
            return False
        return len(named_sections(read_links(page), (section.key for section in MENU), self.site)) >= MENU_SECTIONS

    def _foreign(self, response: Response, task: queue.Task) -> None:
        """A page that is none of the site's articles: the article stays open, one page of the kind is kept."""
        session, title = self.session, page_title(response.body)
        reason = f"a foreign page, {title!r}" if title else "a foreign page without a title"
        kind = f"{response.status} {title}"
        evidence, most = self._evidence(response, reason), session.configuration.quarantine_bytes
        if keep_foreign(session.data_dir, kind, task.article_id, response.body, evidence, most):
            self.logger.warning("article %d: %s, kept under quarantine/", task.article_id, printable(reason))
        self._useless(Answer.FOREIGN, response)
        self._put_back(task, Answer.FOREIGN, reason)

    def _put_back(self, task: queue.Task, kind: str, error: str) -> None:
        with self.session.database.write() as connection:
            crawl_state.put_back(connection, task.article_id, error)
            Archive.note(self.crawler, connection, task.article_id)
        self.count("article/put_back")
        self.count(f"article/put_back/{kind}")
        self._article_done(task.article_id)

    def article_failed(self, failure: Failure) -> None:
        """Leave an article without a response in the queue."""
        task = failure.request.cb_kwargs["task"]  # type: ignore[attr-defined]
        if isinstance(failure.value, CircuitOpen):  # it was never sent, so other workers may have it
            if self.workers is None:
                self._article_done(task.article_id)
            return
        self._in_progress[task.article_id] = task
        self.count("article/answered")
        kind = "rendering" if looks(failure.request) else "no_answer"  # type: ignore[attr-defined]
        self._put_back(task, kind, _reason(failure))

    # --- results of the pipelines ------------------------------------------------------------------------------------

    def _scraped(self, item: Article, response: Response | None) -> None:
        self._item_count += 1
        self._useful(response)
        self._article_done(item.article_id)

    def _dropped(self, item: ArticlePage, exception: DropItem, response: Response) -> None:
        article_id = item.fetched.address.article_id
        if isinstance(exception, Unreadable):
            task = self._in_progress[article_id]
            if exception.is_article or is_article_page(response.body, article_id) or self._is_of_site(response):
                self._set_aside(response, task, str(exception))
            else:
                self._foreign(response, task)
            return
        self._item_count += isinstance(exception, (Copy, Unchanged))
        self._useful(response)
        self._article_done(article_id)

    def _unparsed(self, failure: Failure, response: Response | None) -> None:
        """Log an error of ours while reading a page; the article stays in the queue."""
        request = response.request if isinstance(response, Response) else None
        task = request.cb_kwargs.get("task") if request is not None else None
        self._lost(failure, task)
        if task is None:
            self.count("list/failed")

    def _broken(self, item: ArticlePage, failure: Failure) -> None:
        self._lost(failure, self._in_progress.get(item.fetched.address.article_id))

    def _lost(self, failure: Failure, task: queue.Task | None) -> None:
        """End the crawl if the store failed; after another error of ours the article stays in the queue."""
        if isinstance(failure.value, StoreError):
            self.stop(failure.getErrorMessage())
        elif task is not None:
            self._put_back(task, "error", _reason(failure))


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _reason(failure: Failure) -> str:
    return printable(f"{type(failure.value).__name__}: {failure.getErrorMessage()}")
