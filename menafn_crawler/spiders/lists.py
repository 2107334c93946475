"""Follow the pagination of a list until every remaining page is known or older than ``since``."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.bounds import LIST_ELEMENTS
from menafn_crawler.discover import Depth, EndReason, Pagination, may_lead_to_list, read_candidates
from menafn_crawler.extensions.profile import Profile
from menafn_crawler.fetch import Answer, classify
from menafn_crawler.middlewares.archive import answered_at
from menafn_crawler.middlewares.conditional_lists import FIRST_PAGE
from menafn_crawler.normalise import publication_bounds, rebase, utc_text
from menafn_crawler.parse import Page, UnreadablePage, names_pages, read_list, read_next_page, read_page
from menafn_crawler.spiders.articles import ArticleSpider
from menafn_crawler.store import articles, crawl_state, list_progress, queue

LISTS_FIRST = 10
"""Priority of list requests: what exists is remembered before anything is fetched."""
_FIRST_WINDOW = 4
"""Articles in progress while first pages of lists are awaited: the newest articles may stand on any of them."""
_LOST = {EndReason.CUT_OFF: "the page breaks off", EndReason.NO_LIST: "the page before leads to it, and it is no list"}
"""Ends that leave the rest of the list unknown: the next run reads it again."""


class ListSpider(ArticleSpider):
    """Finds articles in lists. Subclasses name the lists and pass them to ``crawl_lists``."""

    newest_first: ClassVar[bool] = True

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._wanted = Depth(self.arguments.max_pages, self.arguments.span.since)
        self._parked: deque[Pagination] = deque()
        """Lists whose next page has yet to be requested."""
        self._waiting: list[Pagination] = []
        """Lists that continue once it is known how old their last page is."""
        self._first_pages: set[str] = set()
        """Keys of the lists whose first page is requested and has not come."""
        self._active = 0
        """Lists that are neither parked nor ended."""

    def crawl_lists(self, lists: Iterable[Pagination]) -> Iterator[Request]:
        """Yield the first requests of *lists*."""
        self._parked.extend(lists)
        yield from self._start_parked()

    @property
    def discovering(self) -> bool:
        """True while lists are read that may bring more articles."""
        return self._active > 0 or bool(self._parked and not self.limit_reached)

    @property
    def window(self) -> int:
        """Articles that may be in progress at a time: few until every list has shown its newest ones."""
        return _FIRST_WINDOW if self._first_pages else super().window

    def crawl_list_from(self, pagination: Pagination, response: Response) -> Iterator[Request]:
        """Read a list whose first page is there already."""
        self._active += 1
        self._begin_list(pagination)
        yield from self.parse_list(response, pagination)

    def _start_parked(self) -> Iterator[Request]:
        """Request the next page of every parked list; with ``limit`` of one list, when nothing else is left to do."""
        limited = self.arguments.limit is not None
        while self._parked and not self.limit_reached and not (limited and (self._active or not self.idle)):
            pagination = self._parked.popleft()
            self._active += 1
            yield self._list_request(pagination)

    def _begin_list(self, pagination: Pagination) -> None:
        pagination.wanted = self._wanted
        with self.session.database.write() as connection:
            pagination.earlier = list_progress.start(connection, pagination.list_key)

    def _list_request(self, pagination: Pagination) -> Request:
        if pagination.pages == 0:
            self._begin_list(pagination)
            self._first_pages.add(pagination.list_key)
        return Request(
            self.site + pagination.path,
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"pagination": pagination},
            meta={FIRST_PAGE: True} if pagination.pages == 0 else {},
            priority=LISTS_FIRST,
            dont_filter=True,
        )

    # --- what came back ------------------------------------------------------------------------------------------

    def parse_list(self, response: Response, pagination: Pagination) -> Iterator[Request]:
        """Queue what the page shows, and request the next page while that can bring something."""
        self._first_pages.discard(pagination.list_key)
        answer = classify(response.status, response.body)
        if answer is Answer.SHELL and (again := self.rendering(self._list_request(pagination), response)) is not None:
            yield again
            return
        if self._is_redirected_home(response, pagination):
            yield from self._list_failed(pagination, "it leads to the front page")
            return
        page = self._page_of(response, answer)
        if page is None and pagination.guessed and pagination.pages == 0 and answer is Answer.GONE:
            self.count("list/unnamed")
            self.logger.warning("list %s: neither the menu nor its known address has it", pagination.list_key)
            yield from self._list_left()
            return
        if page is None:
            yield from self._list_failed(pagination, f"status {response.status}")
            return
        next_path = self._next_path(page, pagination)
        whole = answer is Answer.PAGE
        if not whole and next_path is None and (again := self._retry_list(response, pagination)) is not None:
            yield again
            return
        new = self._remember(page, pagination, next_path, answered_at(response) or self.session.now())
        pagination.add_page(
            pagination.shown, new, next_path, whole=whole, paged=bool(pagination.shown) or names_pages(page)
        )
        yield from self._continue(pagination)

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """Leave a list without a response open for the next run."""
        self._first_pages.discard(failure.request.cb_kwargs["pagination"].list_key)  # type: ignore[attr-defined]
        yield from self._list_failed(failure.request.cb_kwargs["pagination"], failure.getErrorMessage())  # type: ignore[attr-defined]

    def list_page(self, response: Response) -> Page | None:
        """Return the parsed page; None if the response is not a page."""
        return self._page_of(response, classify(response.status, response.body))

    def _is_redirected_home(self, response: Response, pagination: Pagination) -> bool:
        """Return True if the site redirected from a list to the front page, whose articles are not the list's."""
        own = may_lead_to_list(pagination.path, self.site)
        return own and "redirect_urls" in response.meta and not may_lead_to_list(response.url, self.site)

    def _page_of(self, response: Response, answer: Answer) -> Page | None:
        if answer not in (Answer.PAGE, Answer.TRUNCATED):
            return None
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        try:
            return read_page(response.body, response.url, content_type, self.site, LIST_ELEMENTS)
        except UnreadablePage:
            return None

    def _next_path(self, page: Page, pagination: Pagination) -> str | None:
        href = read_next_page(page, pagination.pages + 1)
        return self.path_of(urljoin(page.url, href)) if href else None

    def path_of(self, link: str | None) -> str | None:
        """Return path and query of *link* on the site; None for a link to another host."""
        url = rebase(link, self.site) if link is not None else None
        return url.removeprefix(self.site) if url is not None else None

    def _retry_list(self, response: Response, pagination: Pagination) -> Request | None:
        again = self._list_request(pagination).replace(meta=response.meta)
        return get_retry_request(again, spider=self, reason="truncated")

    def _remember(self, page: Page, pagination: Pagination, next_path: str | None, seen_at: datetime) -> int:
        """Store the articles of a page, seen at an aware instant. Return how many this list never showed before."""
        links = read_list(page)
        listed = read_candidates(links.entries, pagination.section, self.site)
        pagination.shown = [candidate.article_id for candidate in listed]
        with self.session.database.write() as connection:
            brought = queue.remember(connection, listed, utc_text(seen_at))
            new_here = list_progress.note_shown(connection, pagination.list_key, pagination.shown)
            self.note_shown(connection, pagination.list_key, pagination.shown)
        self.count("list/read")
        self.count("list/entries", len(listed))
        self.count(f"list/entries/{pagination.list_key}", len(listed))
        self.count("list/stored", brought.stored)
        self.count("section/added", brought.newly_in_section)
        Profile.of(self.crawler).add_list_page(
            pagination.list_key, pagination.pages + 1, pagination.shown, new_here, next_path is not None
        )
        self.note_listed(pagination.shown)
        self.on_candidates(brought)
        self.on_related_links(links.aside)
        return new_here

    def on_related_links(self, hrefs: list[str]) -> None:
        """Called with the links in the side blocks of each list page."""

    def _list_failed(self, pagination: Pagination, reason: str) -> Iterator[Request]:
        self.count("list/failed")
        page = (
            pagination.pages if pagination.end is not None else pagination.pages + 1
        )  # a page that was turned is counted
        self.logger.warning("list %s, page %d could not be read: %s", pagination.list_key, page, reason)
        yield from self._list_left()

    # --- whether to go on ----------------------------------------------------------------------------------------

    def _continue(self, pagination: Pagination) -> Iterator[Request]:
        """Request the next page, end the list, or wait until it is known how old this page is."""
        if (
            pagination.end is None
            and self._wanted.since is not None
            and not self._has_recent(pagination, self._wanted.since)
        ):
            if pagination.undecided:
                self._waiting.append(pagination)
                return
            pagination.end = EndReason.OLD_ENOUGH
        if pagination.end is EndReason.ENDLESS:
            self.count("list/bounded")
            self.logger.warning("list %s is left after %d pages", pagination.list_key, pagination.pages)
            yield from self._list_left()
        elif pagination.end in _LOST:
            yield from self._list_failed(pagination, _LOST[pagination.end])
        elif pagination.end is not None:
            self._end_list(pagination)
            yield from self._list_left()
        elif self.limit_reached:
            self._parked.appendleft(pagination)
            yield from self._list_left()
        else:
            yield self._list_request(pagination)

    def _list_left(self) -> Iterator[Request]:
        self._active -= 1
        yield from self._start_parked()

    def _end_list(self, pagination: Pagination) -> None:
        assert pagination.reached is not None
        with self.session.database.write() as connection:
            list_progress.finish(connection, pagination.list_key, pagination.reached)

    def _has_recent(self, pagination: Pagination, since: str) -> bool:
        """Return True if a page shows an article not older than *since*. Note the undecided ones in *pagination*."""
        session = self.session
        with session.database.read() as connection:
            known = crawl_state.publication_of(connection, pagination.shown)
            for article_id, (at, on) in articles.stored_publications(connection, pagination.shown).items():
                first, last = publication_bounds(at, on, session.zone)
                if first is not None and last is not None:
                    known[article_id] = (first, last)
            now = session.queue_now_text(connection)
            coming = crawl_state.to_be_taken(connection, session.run_id, pagination.shown, now)
            missed = crawl_state.missed(connection, pagination.shown) - known.keys() - self._gone.keys()
        pagination.undecided = (coming | self.in_progress(pagination.shown)) - known.keys()
        old = bool(known) and not missed  # one that could not be had may be the one that is wanted
        return any(last >= since for _, last in known.values()) or not (old or pagination.undecided)

    def pending_ids(self) -> set[int]:
        """Return the articles whose dates decide whether a list is continued."""
        return {article_id for pagination in self._waiting for article_id in pagination.undecided}

    def on_article_done(self, article_id: int) -> None:
        """Continue the lists that waited for this article, or for room under ``limit``."""
        requests: list[Request] = []
        for pagination in [pagination for pagination in self._waiting if article_id in pagination.undecided]:
            pagination.undecided.discard(article_id)
            if not pagination.undecided:
                self._waiting.remove(pagination)
                requests.extend(self._continue(pagination))
        for request in (*requests, *self._start_parked()):
            self.crawler.engine.crawl(request)
