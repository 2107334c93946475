"""Base spider that fetches articles: what each response means for the queue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DropItem
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.bounds import REDIRECTED_ARTICLES, printable
from menafn_crawler.configuration import Configuration
from menafn_crawler.fetch import PATIENCE, Answer, Mode, shown_instead
from menafn_crawler.items import Article, Candidate
from menafn_crawler.middlewares.archive import answered_at
from menafn_crawler.middlewares.circuit_breaker import CircuitOpen, answer_of
from menafn_crawler.middlewares.render import render_attempts, render_request
from menafn_crawler.normalise import ArticleAddress, Fetched, article_address, feed_witness, site_time, utc_text
from menafn_crawler.parse import UnreadablePage
from menafn_crawler.pipelines.deduplicate import Copy
from menafn_crawler.pipelines.extract import Unreadable
from menafn_crawler.pipelines.store import Unchanged
from menafn_crawler.reading import ArticlePage, extract
from menafn_crawler.spiders.outcome_base import OutcomeSpider
from menafn_crawler.store import StoreError, crawl_state, queue, selection_sql, set_aside_retries
from menafn_crawler.version import __version__

SHELL = "an empty shell: only a script shows the text"
STILL_SHELL = "an empty shell: also in a browser the text did not show"
"""Reasons for which a page is set aside; of the first a later run with a browser can make an article."""
_REDIRECTS = "redirected on and on"
"""Kind of a useless answer, as the circuit breaker counts it."""


class ArticleSpider(OutcomeSpider):
    """Fetches articles. Subclasses discover candidates in ``discover``."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._redirects: dict[int, int] = {}
        """Redirects from article to article that led to an article."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._on_item_scraped, signals.item_scraped)
        crawler.signals.connect(spider._on_item_dropped, signals.item_dropped)
        crawler.signals.connect(spider._on_item_error, signals.item_error)
        crawler.signals.connect(spider._on_spider_error, signals.spider_error)
        return spider

    def prepare(self) -> None:
        """Reopen set-aside articles that are due: after a day, a week, with a new version, or with rendering."""
        session = self.session
        with session.database.write() as connection:
            now = session.queue_now_text(connection)
            again = set_aside_retries.reopen_due(connection, now, __version__)
            if session.configuration.rendering.mode is not Mode.NEVER:
                self.count("render/taken_up", crawl_state.reopen_set_aside(connection, SHELL))
            selection_sql.forget_ended_runs(connection, session.own_run_id, now)
        self.count("candidate/looked_at_again", again)

    # --- responses ---------------------------------------------------------------------------------------------------

    def parse_article(self, response: Response, task: queue.Task) -> Iterator[ArticlePage | Request]:
        """Yield the page of an article, or record what came in its place."""
        self._in_progress[task.article_id] = task  # another worker may have asked for it
        self.count("article/answered")
        answer = answer_of(response)
        if (instead := shown_instead(answer, task.article_id, response.url, self.site)) is not None:
            self._handle_redirect(response, task, instead)
        elif answer is Answer.PAGE:
            yield self._page(response, task)
        elif answer is Answer.GONE:
            self._handle_missing(response, task, f"no such article (status {response.status})")
        elif answer is Answer.SHELL:
            yield from self._shell(response, task)
        elif answer is Answer.TRUNCATED and (again := self._retry(response)) is not None:
            yield again
        else:
            kind = "rendering" if render_attempts(response.request) else answer.value
            self._put_back(task, kind, f"{answer.value} (status {response.status})")

    def _shell(self, response: Response, task: queue.Task) -> Iterator[Request]:
        again = self.rendering(self._article_request(task), response)
        if again is not None:
            yield again
        else:
            self._set_aside(response, task, STILL_SHELL if render_attempts(response.request) else SHELL)

    def rendering(self, request: Request, response: Response) -> Request | None:
        """Return *request* for a browser if *response* is an empty shell; None if rendering is off or was tried."""
        off = self.session.configuration.rendering.mode is Mode.NEVER
        looked = render_attempts(response.request)
        return None if off or looked >= len(PATIENCE) else render_request(request, looked + 1)

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

    def _handle_redirect(self, response: Response, task: queue.Task, instead: ArticleAddress) -> None:
        """Handle a missing article whose URL led to another article, which is requested under its own id."""
        session = self.session
        hops = self._redirects.pop(task.article_id, 0) + 1
        self.count("article/elsewhere")
        if hops > REDIRECTED_ARTICLES:
            self._report_failure(_REDIRECTS, response)
            self._put_back(task, "redirects", f"{_REDIRECTS}: {hops} articles in a row")
            return
        self._redirects[instead.article_id] = hops
        with session.database.write() as connection:
            led_to = Candidate(instead.article_id, instead.published)
            brought = queue.remember(connection, [led_to], session.now_text())
            selection_sql.copy_listings(connection, task.article_id, instead.article_id)
        self.on_candidates(brought)
        self._handle_missing(response, task, f"no such article (redirected to {instead.article_id})")

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

    def article_failed(self, failure: Failure) -> None:
        """Leave an article without a response in the queue."""
        task = failure.request.cb_kwargs["task"]  # type: ignore[attr-defined]
        if isinstance(failure.value, CircuitOpen):  # it was never sent, so other workers may have it
            if self.workers is None:
                self._article_done(task.article_id)
            return
        self._in_progress[task.article_id] = task
        self.count("article/answered")
        request: Request = failure.request  # type: ignore[attr-defined]
        kind = "rendering" if render_attempts(request) else "no_answer"
        if kind != "rendering" and (breaker := self._breaker) is not None:
            breaker.record_unusable(request)
        self._put_back(task, kind, _error_text(failure))

    # --- results of the pipelines ------------------------------------------------------------------------------------

    def _on_item_scraped(self, item: Article, response: Response | None) -> None:
        self._item_count += 1
        self._report_success(response)
        self._article_done(item.article_id)

    def _on_item_dropped(self, item: ArticlePage, exception: DropItem, response: Response) -> None:
        try:
            self._handle_dropped(item, exception, response)
        except StoreError as error:  # Scrapy only logs what a signal's receiver raises
            self.stop(str(error))

    def _handle_dropped(self, item: ArticlePage, exception: DropItem, response: Response) -> None:
        article_id = item.fetched.address.article_id
        if isinstance(exception, Unreadable):
            task = self._in_progress[article_id]
            if exception.is_article or self._is_unread_article(response, article_id):
                self._set_aside(response, task, str(exception))
            else:
                self._handle_foreign(response, task)
            return
        self._item_count += isinstance(exception, (Copy, Unchanged))
        self._report_success(response)
        self._article_done(article_id)

    def _on_spider_error(self, failure: Failure, response: Response | None) -> None:
        """Log an error of ours while reading a page; the article stays in the queue."""
        request = response.request if isinstance(response, Response) else None
        task = request.cb_kwargs.get("task") if request is not None else None
        self._handle_error(failure, task)
        if task is None:
            self.count("list/failed")

    def _on_item_error(self, item: ArticlePage, failure: Failure) -> None:
        self._handle_error(failure, self._in_progress.get(item.fetched.address.article_id))

    def _handle_error(self, failure: Failure, task: queue.Task | None) -> None:
        """End the crawl if the store failed; after another error of ours the article stays in the queue."""
        if isinstance(failure.value, StoreError):
            self.stop(failure.getErrorMessage())
        elif task is not None:
            self._put_back(task, "error", _error_text(failure))


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _error_text(failure: Failure) -> str:
    return printable(f"{type(failure.value).__name__}: {failure.getErrorMessage()}")
