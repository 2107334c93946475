"""What every spider shares: fetching what it takes from the queue, and saying what came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DropItem
from scrapy.http import Response
from sqlalchemy import Connection
from twisted.python.failure import Failure

from menafn_crawler.extensions.archive import Archive
from menafn_crawler.fetch import PATIENCE, Answer, Mode, classify, shown_instead
from menafn_crawler.items import Article, Candidate
from menafn_crawler.middlewares.archive import answered_at
from menafn_crawler.middlewares.render import looks, rendered
from menafn_crawler.normalise import ArticleAddress, Fetched, article_address, feed_witness, site_calibration, utc_text
from menafn_crawler.pipelines.deduplicate import Copy
from menafn_crawler.pipelines.extract import Unreadable
from menafn_crawler.pipelines.store import Unchanged
from menafn_crawler.reading import ArticlePage
from menafn_crawler.spiders.queue_base import QueueSpider
from menafn_crawler.store import Evidence, StoreError, articles, numbers, queue, set_aside, settling, standing

SHELL = "an empty shell: only a script shows the text"
STILL_SHELL = "an empty shell: also in a browser the text did not show"
"""Reasons for which a page is set aside; of the first a later run with a browser can make an article."""


class ArticleSpider(QueueSpider):
    """Fetches articles. Subclasses say what they list, in ``discover``."""

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
        """Where pages are rendered, those that earlier runs set aside for want of it are open again."""
        session = self.session
        if session.configuration.rendering.mode is not Mode.NEVER:
            with session.database.write() as connection:
                reopened = settling.reopen(connection, SHELL)
            self.count("render/taken_up", reopened)

    # --- what came back ------------------------------------------------------------------------------------------

    def parse_article(self, response: Response, task: queue.Task) -> Iterator[ArticlePage | Request]:
        """Pass an article's page on, or say what came in its place."""
        self._in_progress[task.article_id] = task  # another worker may have asked for it
        self.count("article/answered")
        answer = classify(response.status, response.body)
        if (instead := shown_instead(answer, task.article_id, response.url, self.site)) is not None:
            self._redirected(task, instead)
        elif answer is Answer.PAGE:
            yield self._page(response, task)
        elif answer is Answer.GONE:
            self._gone(task, f"no such article (status {response.status})")
        elif answer is Answer.SHELL:
            yield from self._shell(response, task)
        elif answer is Answer.TRUNCATED and (again := self._retry(response)) is not None:
            yield again
        else:
            kind = "rendering" if looks(response.request) else answer.value
            self._put_back(task, kind, f"{answer.value} (status {response.status})")

    def _shell(self, response: Response, task: queue.Task) -> Iterator[Request]:
        again = self.rendering(self._article_request(task), response)
        if again is not None:
            yield again
        else:
            self._set_aside(response, task, STILL_SHELL if looks(response.request) else SHELL)

    def rendering(self, request: Request, response: Response) -> Request | None:
        """*request* for the page that a browser shows where *response* is an empty shell; None if that is of no use."""
        off = self.session.configuration.rendering.mode is Mode.NEVER
        looked = looks(response.request)
        return None if off or looked >= len(PATIENCE) else rendered(request, looked + 1)

    def _page(self, response: Response, task: queue.Task) -> ArticlePage:
        asked = article_address(task.url)
        assert asked is not None
        return ArticlePage(
            response.body,
            (response.headers.get("Content-Type") or b"").decode("latin-1"),
            Fetched(
                address=asked,
                source_url=response.url,
                base=self.site,
                fetched_at=answered_at(response) or self.session.now(),
                first_seen_at=task.first_seen_at,
                zone=self.session.zone,
                witnesses=tuple(feed_witness(raw, self.session.zone) for raw in task.feed_dates),
            ),
        )

    def _retry(self, response: Response) -> Request | None:
        assert response.request is not None
        return get_retry_request(response.request, spider=self, reason="truncated")

    def _redirected(self, task: queue.Task, instead: ArticleAddress) -> None:
        """The site has no such article and led to another one, which is asked for under its own number."""
        session = self.session
        with session.database.write() as connection:
            led_to = Candidate(instead.article_id, instead.published)
            brought = queue.remember(connection, [led_to], session.now_text())
        self.count("article/elsewhere")
        self.on_candidates(brought)
        self._gone(task, f"no such article (redirected to {instead.article_id})")

    def _gone(self, task: queue.Task, reason: str) -> None:
        session = self.session
        later = utc_text(session.now() + timedelta(minutes=session.configuration.second_look_minutes))
        with session.database.write() as connection:
            if task.known:
                noted = articles.note_vanished(connection, task.article_id, session.now_text())
                settling.note_look(connection, task.article_id)
                found = "article/vanished" if noted else "article/still_vanished"
            elif task.guessed:
                numbers.settle_vacant(connection, task.article_id, reason, for_good=self._has_passed(connection, task))
                found = "number/vacant"
            else:
                closed_until = utc_text(session.now() + timedelta(days=settling.DAYS_CLOSED))
                absence = settling.look_again(connection, task.article_id, reason, later, closed_until)
                found = f"article/{absence}"
            Archive.note(self.crawler, connection, task.article_id)
        self.count(found)
        self._article_done(task.article_id)

    def _has_passed(self, connection: Connection, task: queue.Task) -> bool:
        """Whether the site has given out this number already, so that no article can get it any more."""
        if site_calibration().interval(task.article_id).last < self.session.now():
            return True
        return task.article_id < numbers.highest_stored(connection)

    def _set_aside(self, response: Response, task: queue.Task, reason: str) -> None:
        session = self.session
        headers = {str(name): str(value) for name, value in response.headers.to_unicode_dict().items()}
        evidence = Evidence(response.url, response.status, headers, reason, session.now_text())
        set_aside(session.data_dir, task.article_id, response.body, evidence, session.configuration.quarantine_bytes)
        with session.database.write() as connection:
            if task.known:
                settling.note_look(connection, task.article_id)
            else:
                settling.settle(connection, task.article_id, standing.State.ASIDE, reason)
            Archive.note(self.crawler, connection, task.article_id)
        self.count("article/set_aside")
        self.logger.warning("article %d set aside under quarantine/: %s", task.article_id, reason)
        self._article_done(task.article_id)

    def _put_back(self, task: queue.Task, kind: str, error: str) -> None:
        with self.session.database.write() as connection:
            settling.put_back(connection, task.article_id, error)
            Archive.note(self.crawler, connection, task.article_id)
        self.count("article/put_back")
        self.count(f"article/put_back/{kind}")
        self._article_done(task.article_id)

    def article_failed(self, failure: Failure) -> None:
        """No answer at all: the article stays in the queue."""
        task = failure.request.cb_kwargs["task"]  # type: ignore[attr-defined]
        self._in_progress[task.article_id] = task
        self.count("article/answered")
        kind = "rendering" if looks(failure.request) else "no_answer"  # type: ignore[attr-defined]
        self._put_back(task, kind, _reason(failure))

    # --- what the pipelines made of it ---------------------------------------------------------------------------

    def _scraped(self, item: Article) -> None:
        self._item_count += 1
        self._article_done(item.article_id)

    def _dropped(self, item: ArticlePage, exception: DropItem, response: Response) -> None:
        article_id = item.fetched.address.article_id
        if isinstance(exception, Unreadable):
            self._set_aside(response, self._in_progress[article_id], str(exception))
            return
        self._item_count += isinstance(exception, (Copy, Unchanged))
        self._article_done(article_id)

    def _unparsed(self, failure: Failure, response: Response | None) -> None:
        """An error of ours while reading a page: it is logged, and the article stays in the queue."""
        request = response.request if isinstance(response, Response) else None
        task = request.cb_kwargs.get("task") if request is not None else None
        self._lost(failure, task)
        if task is None:
            self.count("list/failed")

    def _broken(self, item: ArticlePage, failure: Failure) -> None:
        self._lost(failure, self._in_progress.get(item.fetched.address.article_id))

    def _lost(self, failure: Failure, task: queue.Task | None) -> None:
        """Something of ours failed. Without a store there is no going on; else the article stays in the queue."""
        if isinstance(failure.value, StoreError):
            self.stop(failure.getErrorMessage())
        elif task is not None:
            self._put_back(task, "error", _reason(failure))


def _reason(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {failure.getErrorMessage()}"[:300]
