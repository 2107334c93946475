"""Walking lists page by page, as far as that can bring something."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urljoin

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.discover import Depth, End, Walk, read_candidates
from menafn_crawler.fetch import Answer, classify
from menafn_crawler.middlewares.archive import answered_at
from menafn_crawler.normalise import publication_bounds, rebase, utc_text
from menafn_crawler.parse import Page, UnreadablePage, names_pages, read_list, read_next_page, read_page
from menafn_crawler.spiders.articles import ArticleSpider
from menafn_crawler.store import articles, queue, standing, walks

LISTS_FIRST = 10
"""Priority of list requests: what exists is remembered before anything is fetched."""
_LOST = {End.CUT_OFF: "the page breaks off", End.NO_LIST: "the page before leads to it, and it is no list"}
"""Ends after which nobody knows what the rest of the list is: the walk stays open, for the next run."""


class ListSpider(ArticleSpider):
    """A spider that finds articles in lists. Subclasses say which lists there are, and ``set_out`` on them."""

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self._wanted = Depth(self.arguments.max_pages, self.arguments.span.since)
        self._parked: deque[Walk] = deque()
        """Walks whose next page has yet to be asked for."""
        self._waiting: list[Walk] = []
        """Walks that go on once it is known how old their last page is."""
        self._walking = 0
        """Walks that are neither parked nor ended."""

    def set_out(self, lists: Iterable[Walk]) -> Iterator[Request]:
        """Walk these lists."""
        self._parked.extend(lists)
        yield from self._walk_on()

    def set_out_from(self, walk: Walk, response: Response) -> Iterator[Request]:
        """Walk a list whose first page is there already."""
        self._walking += 1
        self._begin(walk)
        yield from self.parse_list(response, walk)

    def _walk_on(self) -> Iterator[Request]:
        """Ask for the next page of parked walks: of all at once, under a limit of one when nothing else is left."""
        limited = self.arguments.limit is not None
        while self._parked and not self.enough and not (limited and (self._walking or not self.idle)):
            walk = self._parked.popleft()
            self._walking += 1
            yield self._list_request(walk)

    def _begin(self, walk: Walk) -> None:
        walk.wanted = self._wanted
        with self.session.database.write() as connection:
            walk.earlier = walks.begin_walk(connection, walk.list_key)

    def _list_request(self, walk: Walk) -> Request:
        if walk.pages == 0:
            self._begin(walk)
        return Request(
            self.site + walk.path,
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"walk": walk},
            priority=LISTS_FIRST,
            dont_filter=True,
        )

    # --- what came back ------------------------------------------------------------------------------------------

    def parse_list(self, response: Response, walk: Walk) -> Iterator[Request]:
        """Remember what the page shows, and go on to the next one while that can bring something."""
        answer = classify(response.status, response.body)
        if answer is Answer.SHELL and (again := self.rendering(self._list_request(walk), response)) is not None:
            yield again
            return
        page = self._page_of(response, answer)
        if page is None and walk.guessed and walk.pages == 0 and answer is Answer.GONE:
            self.count("list/unnamed")
            self.logger.warning("list %s: neither the menu nor its known address has it", walk.list_key)
            yield from self._leave()
            return
        if page is None:
            yield from self._list_lost(walk, f"status {response.status}")
            return
        next_path = self._next_path(page, walk)
        whole = answer is Answer.PAGE
        if not whole and next_path is None and (again := self._once_more(response, walk)) is not None:
            yield again
            return
        new = self._remember(page, walk, answered_at(response) or self.session.now())
        walk.turn(walk.shown, new, next_path, whole=whole, paged=bool(walk.shown) or names_pages(page))
        yield from self._go_on(walk)

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """A list that does not answer: its walk stays open."""
        yield from self._list_lost(failure.request.cb_kwargs["walk"], failure.getErrorMessage())  # type: ignore[attr-defined]

    def list_page(self, response: Response) -> Page | None:
        """The parsed page; None if the answer is none that a list could be read from."""
        return self._page_of(response, classify(response.status, response.body))

    def _page_of(self, response: Response, answer: Answer) -> Page | None:
        if answer not in (Answer.PAGE, Answer.TRUNCATED):
            return None
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        try:
            return read_page(response.body, response.url, content_type, self.site)
        except UnreadablePage:
            return None

    def _next_path(self, page: Page, walk: Walk) -> str | None:
        href = read_next_page(page, walk.pages + 1)
        return self.path_of(urljoin(page.url, href)) if href else None

    def path_of(self, link: str | None) -> str | None:
        """Path and query of *link* on the site; None for a link to another host."""
        url = rebase(link, self.site) if link is not None else None
        return url.removeprefix(self.site) if url is not None else None

    def _once_more(self, response: Response, walk: Walk) -> Request | None:
        again = self._list_request(walk).replace(meta=response.meta)
        return get_retry_request(again, spider=self, reason="truncated")

    def _remember(self, page: Page, walk: Walk, seen_at: datetime) -> int:
        """Remember the articles of a page, seen at an aware instant; how many of them this list never showed before."""
        links = read_list(page)
        listed = read_candidates(links.entries, walk.section, self.site)
        walk.shown = [candidate.article_id for candidate in listed]
        with self.session.database.write() as connection:
            brought = queue.remember(connection, listed, utc_text(seen_at))
            new_here = walks.note_shown(connection, walk.list_key, walk.shown)
        self.count("list/read")
        self.count("list/entries", len(listed))
        self.count(f"list/entries/{walk.list_key}", len(listed))
        self.count("list/stored", brought.stored)
        self.count("section/added", brought.newly_in_section)
        self.remembered(brought)
        self.also_shown(links.aside)
        return new_here

    def also_shown(self, hrefs: list[str]) -> None:
        """Called with what each page of a list links besides the list."""

    def _list_lost(self, walk: Walk, reason: str) -> Iterator[Request]:
        self.count("list/failed")
        page = walk.pages if walk.end is not None else walk.pages + 1  # a page that was turned is counted
        self.logger.warning("list %s, page %d could not be read: %s", walk.list_key, page, reason)
        yield from self._leave()

    # --- whether to go on ----------------------------------------------------------------------------------------

    def _go_on(self, walk: Walk) -> Iterator[Request]:
        """Ask for the next page of a list, end its walk, or wait until it is known how old this page is."""
        if walk.end is None and self._wanted.since is not None and not self._holds_wanted(walk, self._wanted.since):
            if walk.undecided:
                self._waiting.append(walk)
                return
            walk.end = End.OLD_ENOUGH
        if walk.end in _LOST:
            yield from self._list_lost(walk, _LOST[walk.end])
        elif walk.end is not None:
            self._end_walk(walk)
            yield from self._leave()
        elif self.enough:
            self._parked.appendleft(walk)
            yield from self._leave()
        else:
            yield self._list_request(walk)

    def _leave(self) -> Iterator[Request]:
        self._walking -= 1
        yield from self._walk_on()

    def _end_walk(self, walk: Walk) -> None:
        assert walk.reached is not None
        with self.session.database.write() as connection:
            walks.end_walk(connection, walk.list_key, walk.reached)

    def _holds_wanted(self, walk: Walk, since: str) -> bool:
        """Whether a page shows an article that is not older than *since*; what is undecided is noted in the walk."""
        session = self.session
        with session.database.read() as connection:
            known = standing.publication_of(connection, walk.shown)
            for article_id, (at, on) in articles.stored_publications(connection, walk.shown).items():
                first, last = publication_bounds(at, on, session.zone)
                if first is not None and last is not None:
                    known[article_id] = (first, last)
            coming = standing.to_be_taken(connection, session.run_id, walk.shown, session.now_text())
            missed = standing.missed(connection, walk.shown) - known.keys()
        walk.undecided = (coming | self.under_way(walk.shown)) - known.keys()
        old = bool(known) and not missed  # one that could not be had may be the one that is wanted
        return any(last >= since for _, last in known.values()) or not (old or walk.undecided)

    def awaited(self) -> set[int]:
        """Articles whose dates decide whether a list is read on."""
        return {article_id for walk in self._waiting for article_id in walk.undecided}

    def settled(self, article_id: int) -> None:
        """Walks that waited for this article, or for room under the limit, go on."""
        requests: list[Request] = []
        for walk in [walk for walk in self._waiting if article_id in walk.undecided]:
            walk.undecided.discard(article_id)
            if not walk.undecided:
                self._waiting.remove(walk)
                requests.extend(self._go_on(walk))
        for request in (*requests, *self._walk_on()):
            self.crawler.engine.crawl(request)
