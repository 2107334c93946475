"""Answers of the replica: routes by article id, lists, feeds, faults, and the request log."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from aiohttp import web

from .amendments import UNCHANGED, Amendment
from .control import Control
from .faults import RETRY_AFTER, Faults, no_faults, plan_faults
from .feeds import FeedDocument, Feeds
from .newsroom import Newsroom
from .pages import Pages
from .scenarios import Scenario, changed_article, changed_list, changed_story, flooded
from .sections import SECTIONS, Section, find_list
from .shells import shell_ids, story_answer, wanted_story
from .url_forms import article_number, asks_social

if TYPE_CHECKING:
    from .common_crawl import CommonCrawl

ROBOTS = "User-agent: *\nAllow: /\nDisallow: /__replica__/\n"


class Site:
    """A newsroom as a site."""

    def __init__(
        self,
        newsroom: Newsroom,
        faults: bool = True,
        rename: bool = False,
        constant_date: str | None = None,
        shells: Collection[str] = (),
        scenario: Scenario = Scenario.KNOWN,
        validators: bool = False,
    ) -> None:
        self.newsroom = newsroom
        self.validators = validators
        """True if home and list pages have an ETag; may be changed at any time."""
        self.not_modified = 0
        """Home and list pages that were answered with 304."""
        self.scenario = scenario
        """How it answers from now on; may be changed at any time."""
        self.renamed = rename
        self.pages = Pages(newsroom, rename, constant_date)
        self.shells = shell_ids(newsroom, shells)
        """Numbers of the stories whose pages are empty shells; their scripts ask the mobile interface."""
        self.feeds = Feeds(newsroom, broken=faults)
        self.faults: Faults = plan_faults(newsroom) if faults else no_faults()
        self.amendments: dict[int, Amendment] = {}
        """What was done to stories since they were published, by number."""
        self.log: list[str] = []
        """Path and query of every request, in order, except those of the control endpoints."""

    def application(self) -> web.Application:
        """Return a fresh aiohttp application around this site."""
        app = web.Application()
        app.add_routes(Control(self).routes())
        app.router.add_get("/commoncrawl/{path:.*}", self._common_crawl)
        app.router.add_get("/{path:.*}", self._answer)
        return app

    @cached_property
    def common_crawl(self) -> CommonCrawl:
        """Common Crawl's captures of the newsroom, served under ``/commoncrawl``."""
        from .common_crawl import build_common_crawl  # needs warcio, and a second for its pages

        return build_common_crawl(self.newsroom)

    async def _common_crawl(self, request: web.Request) -> web.StreamResponse:
        return await self.common_crawl.answer(request)

    def reset(self) -> None:
        """Empties the request log and arms the faults again."""
        self.log.clear()
        self.faults.arm()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        address = request.raw_path
        if address.startswith("/__replica__"):
            return web.Response(status=404)
        self.log.append(address)
        if address.partition("?")[0] == "/robots.txt":
            return web.Response(text=ROBOTS)
        if self.scenario is Scenario.REFUSING:
            return _html(b"<html><body><h1>403 Forbidden</h1></body></html>", 403)
        if address.partition("?")[0] == "/":
            return self._unless_known(request, self._list(self.pages.home()))
        if (wanted := wanted_story(address)) is not None:
            return self._story(wanted)
        number = article_number(address)
        if number is not None:
            return self._fail(request, number) or self._article(number, address)
        if feed := self.feeds.find(address):
            return _feed(request, feed)
        found = find_list(address)
        if found:
            return self._fail(request, (found[0].key, found[1])) or self._unless_known(request, self._listing(*found))
        return _html(self.pages.missing(), 404)

    def _article(self, number: int, address: str) -> web.Response:
        story = self.newsroom.by_id.get(number)
        amended = self.amendments.get(number, UNCHANGED)
        if story is None or story.fate == "soft_gone" or amended.removed:
            return _html(self.pages.missing())
        if story.fate == "hard_gone":
            return _html(self.pages.missing(), 404)
        if story.fate == "promo":
            return _html(self.pages.promotion(number))
        if number in self.shells:
            return _html(self.pages.shell(story))
        page = self.pages.article(changed_story(self.scenario, story), asks_social(address), amended)
        return _html(changed_article(self.scenario, number, page, self.newsroom.seed))

    def _list(self, page: bytes) -> web.Response:
        return _html(changed_list(self.scenario, page))

    def _listing(self, section: Section, number: int) -> web.Response:
        if self.scenario is Scenario.SWAPPED and section.key == "asia":
            section = SECTIONS["sport"]
        page = self.pages.listing(section, number)
        return self._list(flooded(page) if self.scenario is Scenario.FLOOD and section.key == "asia" else page)

    def _unless_known(self, request: web.Request, page: web.Response) -> web.Response:
        """Return the page, or 304 if it is asked for with its own ETag."""
        if not self.validators:
            return page
        assert isinstance(page.body, bytes)
        headers = {"ETag": f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            self.not_modified += 1
            return web.Response(status=304, headers=headers)
        page.headers.update(headers)
        return page

    def _story(self, number: int) -> web.Response:
        story = self.newsroom.by_id.get(number)
        amended = self.amendments.get(number, UNCHANGED)
        there = story is not None and story.fate == "served" and not amended.removed
        return web.json_response([story_answer(story, self.newsroom, amended)] if story is not None and there else [])

    def _fail(self, request: web.Request, target: int | tuple[str, int]) -> web.Response | None:
        """Return the planned fault of this request, or None if it goes well."""
        fault = self.faults.strike(target)
        if fault is None:
            return None
        if fault == "drop" and request.transport is not None:
            request.transport.abort()
            return web.Response(status=503)  # never arrives
        return web.Response(status=int(fault), text="Try again", headers={"Retry-After": RETRY_AFTER})


def _feed(request: web.Request, feed: FeedDocument) -> web.Response:
    headers = {"ETag": feed.etag, "Last-Modified": feed.last_modified}
    if feed.matches(request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")):
        return web.Response(status=304, headers=headers)
    return web.Response(body=feed.body, content_type="text/xml", headers=headers)


def _html(body: bytes, status: int = 200) -> web.Response:
    return web.Response(body=body, status=status, content_type="text/html", charset="utf-8")
