"""The main job: the site's sections, as its menu lists them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import islice
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.discover import (
    ARABIC_HOME,
    RELATED,
    SECTIONS,
    Pagination,
    find_arabic_home,
    find_sections,
    named_sections,
    read_candidates,
)
from menafn_crawler.extensions.profile import Profile
from menafn_crawler.fetch import Answer, classify
from menafn_crawler.items import Candidate
from menafn_crawler.middlewares.conditional_lists import FIRST_PAGE
from menafn_crawler.normalise import article_address
from menafn_crawler.parse import Link, read_links, read_list
from menafn_crawler.reading import ArticlePage
from menafn_crawler.spiders.lists import LISTS_FIRST, ListSpider
from menafn_crawler.store import queue

ARABIC_HOME_KEY = "ar/home"
SIDE_LINKS = 12
"""Articles of one page's side blocks that are remembered."""
SIDE_PAGES = 50
"""Article pages per run whose side blocks are read: they are alike on all, and reading a page twice costs time."""
_BATCH = 500
"""Articles that are remembered in one transaction."""
_NARROWER = frozenset({"since", "until", "limit", "max_pages"})


class MenafnSpider(ListSpider):
    """Reads the sections of the menu, newest first, and fetches what is not known yet."""

    name = "menafn"
    allowed_arguments: ClassVar[frozenset[str]] = ListSpider.allowed_arguments | {"sections", "language"}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._related: dict[int, Candidate] = {}
        """Articles that side blocks of pages named."""
        self._side_pages = 0
        """Number of article pages whose side blocks were read."""

    async def discover(self) -> AsyncIterator[Request]:
        """Yield the request for the home page, whose menu has the addresses of the lists."""
        yield self._home_request("/", "en")

    def _home_request(self, path: str, edition: str, english: frozenset[str] = frozenset()) -> Request:
        """Home of an edition. Of another one than the *english*, the menu may repeat that one's lists (paths)."""
        return Request(
            self.site + path,
            callback=self.parse_home,
            errback=self.home_failed,
            cb_kwargs={"edition": edition, "english": english},
            meta={FIRST_PAGE: True},
            priority=LISTS_FIRST,
            dont_filter=True,
        )

    def parse_home(self, response: Response, edition: str, english: frozenset[str]) -> Iterator[Request]:
        """Ask for the sections that the menu names; without a menu, for those whose address is known."""
        page = self.list_page(response)
        if page is None and (again := self._render_home(response, edition, english)) is not None:
            yield again
            return
        if page is None:
            self.logger.warning("no menu at %s (status %d)", response.url, response.status)
        menu = read_links(page) if page is not None else []
        if edition == "en":
            labels = (link.text for link in menu if article_address(link.href, self.site) is None)
            Profile.of(self.crawler).add_menu(labels)
            yield from self._english_lists(menu)
        else:
            yield from self._arabic_lists(response, menu, english)

    def _render_home(self, response: Response, edition: str, english: frozenset[str]) -> Request | None:
        """Return the request to render a home page that is an empty shell; None for another response."""
        if classify(response.status, response.body) is not Answer.SHELL:
            return None
        return self.rendering(self._home_request(self.path_of(response.url) or "/", edition, english), response)

    def list_keys(self) -> frozenset[str]:
        """Return the keys of the wanted lists, the Arabic home and the related links among them."""
        keys = {f"{edition}/{section}" for edition in self.arguments.languages for section in self.arguments.sections}
        if "ar" in self.arguments.languages and not self.arguments.sections_named:
            keys.add(ARABIC_HOME_KEY)
        return frozenset(keys | ({RELATED} if self._wants_related_links else set()))

    # --- "Most popular" and "More Story" -----------------------------------------------------------------------------

    @property
    def _wants_related_links(self) -> bool:
        """True if the run takes related links: no argument narrows it."""
        narrower = self.arguments.sections_named or _NARROWER & self.raw_arguments.keys()
        return not narrower and "en" in self.arguments.languages

    def on_related_links(self, hrefs: list[str]) -> None:
        """Note the first articles of a page's side blocks; no section is learned from these."""
        if self._wants_related_links:
            listed = read_candidates(hrefs, None, self.site)
            self._related.update((candidate.article_id, candidate) for candidate in listed[:SIDE_LINKS])

    @property
    def has_pending(self) -> bool:
        """True while something is awaited, or related links wait until nothing else is left."""
        return super().has_pending or bool(self._related)

    def crawl_related_links(self) -> bool:
        """Queue related links that no list has shown, once nothing else is left. Return True if there is work now.

        Not before: under which address an article is fetched would depend on which answer came first.
        """
        noted, self._related = iter(self._related.values()), {}
        new = 0
        while batch := list(islice(noted, _BATCH)):
            with self.session.database.write() as connection:
                new += queue.remember(connection, batch, self.session.now_text()).to_fetch
                self.note_shown(connection, RELATED, [candidate.article_id for candidate in batch])
        self.count("candidate/aside", new)
        self.resume()
        return new > 0 or bool(self._in_progress)

    def parse_article(self, response: Response, task: queue.Task) -> Iterator[ArticlePage | Request]:
        """Yield the page of an article; note the stories that its side blocks name."""
        yield from super().parse_article(response, task)
        if (
            self._wants_related_links
            and self._side_pages < SIDE_PAGES
            and (page := self.list_page(response)) is not None
        ):
            self._side_pages += 1
            self.on_related_links(read_list(page).aside)

    def home_failed(self, failure: Failure) -> Iterator[Request]:
        """Request the lists whose address is known without the menu."""
        self.logger.warning("no home page: %s", failure.getErrorMessage())
        if failure.request.cb_kwargs["edition"] == "en":  # type: ignore[attr-defined]
            yield from self._english_lists([])
        else:
            self.count("list/failed")

    def _english_lists(self, menu: list[Link]) -> Iterator[Request]:
        """Yield the requests for the English lists and for the Arabic home, as far as they are wanted."""
        if "ar" in self.arguments.languages:
            every = find_sections(menu, SECTIONS, self.site).values()
            english = frozenset(path for path in map(self.path_of, every) if path is not None)
            yield self._home_request(self.path_of(find_arabic_home(menu, self.site)) or ARABIC_HOME, "ar", english)
        if "en" in self.arguments.languages:
            found = find_sections(menu, self.arguments.sections, self.site)
            paths = {key: self.path_of(href) for key, href in found.items()}
            yield from self._crawl_sections(paths, "en", self._unnamed(menu))

    def _unnamed(self, menu: list[Link]) -> frozenset[str]:
        """Return the sections that the site may not have: the user named none, and the menu lists only others."""
        named = named_sections(menu, self.arguments.sections, self.site)
        if self.arguments.sections_named or not named:
            return frozenset()
        return frozenset(self.arguments.sections) - named.keys()

    def _arabic_lists(self, response: Response, menu: list[Link], english: frozenset[str]) -> Iterator[Request]:
        """Request the Arabic home, which is a list itself, and the sections that only its menu has.

        Its sections are not known, so a missing one is a failure only if the user named it.
        """
        found = find_sections(menu, self.arguments.sections, self.site)
        paths = {key: self.path_of(href) for key, href in found.items()}
        own = {key: path for key, path in paths.items() if path not in english}
        if self.arguments.sections_named:
            yield from self._crawl_sections(dict.fromkeys(paths) | own, "ar")
            return
        yield from self._crawl_sections({key: path for key, path in own.items() if path is not None}, "ar")
        home = Pagination(None, ARABIC_HOME_KEY, self.path_of(response.url) or ARABIC_HOME)
        yield from self.crawl_list_from(home, response)

    def _crawl_sections(
        self, paths: Mapping[str, str | None], edition: str, unnamed: frozenset[str] = frozenset()
    ) -> Iterator[Request]:
        for key in (key for key, path in paths.items() if path is None):
            self.count("list/unnamed" if key in unnamed else "list/failed")
            self.logger.warning("section %r: the menu does not name it, and its address is not known", key)
        known = {key: path for key, path in paths.items() if path is not None}
        lists = [Pagination(key, f"{edition}/{key}", path, guessed=key in unnamed) for key, path in known.items()]
        yield from self.crawl_lists(lists)
