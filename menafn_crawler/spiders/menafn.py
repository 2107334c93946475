"""The main job: the site's sections, as its menu lists them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.discover.candidates import read_candidates
from menafn_crawler.discover.sections import ARABIC_HOME, find_arabic_home, find_sections
from menafn_crawler.discover.walk import Walk
from menafn_crawler.fetch.answer import Answer, classify
from menafn_crawler.normalise.addresses import rebase
from menafn_crawler.normalise.published import bounds
from menafn_crawler.parse.lists import Link, read_entries, read_links, read_next_page
from menafn_crawler.parse.page import Page, UnreadablePage, read_page
from menafn_crawler.spiders.articles import ArticleSpider
from menafn_crawler.store import articles, queue, walks

LISTS_FIRST = 10
"""Priority of list requests: what exists is remembered before anything is fetched."""


class MenafnSpider(ArticleSpider):
    """Walks the sections of the menu, newest first, and fetches what is not known yet."""

    name = "menafn"
    accepted: ClassVar[frozenset[str]] = ArticleSpider.accepted | {"sections", "language", "max_pages"}

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self._waiting: list[Walk] = []

    async def discover(self) -> AsyncIterator[Request]:
        """The home page, whose menu tells where the lists are."""
        yield self._home_request("/", "en")

    def _home_request(self, path: str, edition: str) -> Request:
        return Request(
            self.site + path,
            callback=self.parse_home,
            errback=self.home_failed,
            cb_kwargs={"edition": edition},
            meta={"handle_httpstatus_all": True},
            priority=LISTS_FIRST,
            dont_filter=True,
        )

    # --- the menu ------------------------------------------------------------------------------------------------

    def parse_home(self, response: Response, edition: str) -> Iterator[Request]:
        """Ask for the sections that the menu names; without a menu, for those whose address is known."""
        page = self._list_page(response)
        if page is None:
            self.logger.warning("no menu at %s (status %d)", response.url, response.status)
        yield from self._sections(read_links(page) if page else [], edition)

    def home_failed(self, failure: Failure) -> Iterator[Request]:
        """The known addresses are tried all the same."""
        edition = failure.request.cb_kwargs["edition"]  # type: ignore[attr-defined]
        self.logger.warning("no home page: %s", failure.getErrorMessage())
        yield from self._sections([], edition)

    def _sections(self, menu: list[Link], edition: str) -> Iterator[Request]:
        if edition == "en" and "ar" in self.arguments.languages:
            yield self._home_request(self._path(find_arabic_home(menu, self.site)) or ARABIC_HOME, "ar")
        if edition not in self.arguments.languages:
            return
        for key, href in find_sections(menu, self.arguments.sections, self.site).items():
            path = self._path(href) if href is not None else None
            if path is None:
                self.count("list/failed")
                self.logger.warning("section %r: the menu does not name it, and its address is not known", key)
            else:
                yield self._begin(Walk(key, f"{edition}/{key}", path))

    def _path(self, href: str) -> str | None:
        url = rebase(href, self.site)
        return url.removeprefix(self.site) if url is not None else None

    # --- the lists -----------------------------------------------------------------------------------------------

    def _begin(self, walk: Walk) -> Request:
        with self.session.database.write() as connection:
            walk.may_stop = walks.begin_walk(connection, walk.list_key, self.arguments.max_pages)
        return self._list_request(walk)

    def _list_request(self, walk: Walk) -> Request:
        return Request(
            self.site + walk.path,
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"walk": walk},
            meta={"handle_httpstatus_all": True},
            priority=LISTS_FIRST,
            dont_filter=True,
        )

    def parse_list(self, response: Response, walk: Walk) -> Iterator[Request]:
        """Remember what the page shows, and go on to the next one while that can bring something."""
        page = self._list_page(response)
        if page is None:
            self._list_lost(walk, f"status {response.status}")
            return
        self.count("list/read")
        listed = read_candidates(read_entries(page), walk.section, self.site)
        with self.session.database.write() as connection:
            brought = queue.remember(connection, listed, self.session.now_text())
        self.count("list/entries", len(listed))
        self.count("list/stored", brought.stored)
        self.count("candidate/new", brought.new)
        self.count("section/added", brought.newly_in_section)
        if brought.new:
            self.found_more()
        walk.turn([candidate.article_id for candidate in listed], brought.new, self._next_path(page, walk))
        yield from self._go_on(walk)

    def _next_path(self, page: Page, walk: Walk) -> str | None:
        href = read_next_page(page, walk.pages + 1)
        url = rebase(urljoin(page.url, href), self.site) if href else None
        return url.removeprefix(self.site) if url else None

    def _go_on(self, walk: Walk) -> Iterator[Request]:
        """Ask for the next page of a list, end its walk, or wait until it is known how old this page is."""
        if walk.ended:
            self._end_walk(walk, None)
        elif walk.pages == self.arguments.max_pages:
            self._end_walk(walk, walk.pages)
        elif self.enough:
            return  # the limit is reached: the walk stays open, and a later run goes on
        elif self.arguments.span.since is None or self._holds_wanted(walk):
            yield self._list_request(walk)
        elif walk.undecided:
            self._waiting.append(walk)
        else:
            self._end_walk(walk, walk.pages)

    def _end_walk(self, walk: Walk, pages: int | None) -> None:
        with self.session.database.write() as connection:
            walks.end_walk(connection, walk.list_key, pages)

    def _holds_wanted(self, walk: Walk) -> bool:
        """Whether a page shows an article that is not older than ``since``; what is undecided is noted in the walk."""
        since = self.arguments.span.since
        assert since is not None
        with self.session.database.read() as connection:
            known = queue.publication_of(connection, walk.shown)
            for article_id, (at, on) in articles.stored_publications(connection, walk.shown).items():
                first, last = bounds(at, on, self.session.zone)
                if first is not None and last is not None:
                    known[article_id] = (first, last)
            walk.undecided = queue.still_open(connection, walk.shown, self.session.now_text()) - known.keys()
        return any(last >= since for _, last in known.values()) or not (known or walk.undecided)

    def settled(self, article_id: int) -> None:
        """A walk that waited to learn how old its page is goes on when the last of its articles is known."""
        for walk in [walk for walk in self._waiting if article_id in walk.undecided]:
            walk.undecided.discard(article_id)
            if not walk.undecided:
                self._waiting.remove(walk)
                for request in self._go_on(walk):
                    self.crawler.engine.crawl(request)

    def list_failed(self, failure: Failure) -> None:
        """A list that does not answer: its walk stays open."""
        self._list_lost(failure.request.cb_kwargs["walk"], failure.getErrorMessage())  # type: ignore[attr-defined]

    def _list_lost(self, walk: Walk, reason: str) -> None:
        self.count("list/failed")
        self.logger.warning("section %r, page %d could not be read: %s", walk.section, walk.pages + 1, reason)

    def _list_page(self, response: Response) -> Page | None:
        """The parsed page; None if the answer is none that a list could be read from."""
        if classify(response.status, response.body) not in (Answer.PAGE, Answer.TRUNCATED):
            return None
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        try:
            return read_page(response.body, response.url, content_type)
        except UnreadablePage:
            return None
