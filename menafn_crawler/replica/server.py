"""Serves a newsroom on 127.0.0.1, in a thread of its own or in the foreground."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Collection
from types import TracebackType
from typing import Self

from aiohttp import web

from .amendments import UNCHANGED, Amendment, read_amendment
from .faults import RETRY_AFTER, Faults, no_faults, plan_faults
from .feeds import FeedDocument, Feeds
from .links import article_number, asks_social
from .moods import Mood, emptied, is_rebuilt, rebuilt
from .newsroom import Newsroom
from .pages import Pages
from .sections import find_list
from .shells import shell_ids, story_answer, wanted_story
from .truth import expected_records

HOST = "127.0.0.1"
"""The only address the replica ever listens on."""

ROBOTS = "User-agent: *\nAllow: /\nDisallow: /__replica__/\n"


class Site:
    """Answers requests: routing by article number, lists, faults, and the request log."""

    def __init__(
        self,
        newsroom: Newsroom,
        faults: bool = True,
        rename: bool = False,
        constant_date: str | None = None,
        shells: Collection[str] = (),
        mood: Mood = Mood.KNOWN,
    ) -> None:
        self.newsroom = newsroom
        self.mood = mood
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
        """A fresh aiohttp application around this site."""
        app = web.Application()
        app.router.add_get("/__replica__/requests", self._requests)
        app.router.add_get("/__replica__/truth.jsonl", self._truth)
        app.router.add_post("/__replica__/reset", self._reset)
        app.router.add_post("/__replica__/amend/{number:\\d+}", self._amend)
        app.router.add_post("/__replica__/mood/{mood}", self._change)
        app.router.add_get("/{path:.*}", self._answer)
        return app

    def reset(self) -> None:
        """Empties the request log and arms the faults again."""
        self.log.clear()
        self.faults.arm()

    async def _requests(self, request: web.Request) -> web.Response:
        return web.json_response(self.log)

    async def _reset(self, request: web.Request) -> web.Response:
        self.reset()
        return web.Response(status=204)

    async def _change(self, request: web.Request) -> web.Response:
        try:
            self.mood = Mood(request.match_info["mood"])
        except ValueError:
            return web.Response(status=404, text=f"allowed are {', '.join(Mood)}\n")
        return web.Response(status=204)

    async def _amend(self, request: web.Request) -> web.Response:
        self.amendments[int(request.match_info["number"])] = read_amendment(request.query)
        return web.Response(status=204)

    async def _truth(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson; charset=utf-8"})
        await response.prepare(request)
        for record in expected_records(self.newsroom, renamed=self.renamed, shells=self.shells):
            await response.write((json.dumps(record, ensure_ascii=False) + "\n").encode())
        await response.write_eof()
        return response

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        address = request.raw_path
        if address.startswith("/__replica__"):
            return web.Response(status=404)
        self.log.append(address)
        if address.partition("?")[0] == "/robots.txt":
            return web.Response(text=ROBOTS)
        if self.mood is Mood.REFUSING:
            return _html(b"<html><body><h1>403 Forbidden</h1></body></html>", 403)
        if address.partition("?")[0] == "/":
            return self._list(self.pages.home())
        if (wanted := wanted_story(address)) is not None:
            return self._story(wanted)
        number = article_number(address)
        if number is not None:
            return self._fail(request, number) or self._article(number, address)
        if feed := self.feeds.find(address):
            return _feed(request, feed)
        found = find_list(address)
        if found:
            section, page = found
            return self._fail(request, (section.key, page)) or self._list(self.pages.listing(section, page))
        return _html(self.pages.missing(), 404)

    def _article(self, number: int, address: str) -> web.Response:
        story = self.newsroom.by_id.get(number)
        amended = self.amendments.get(number, UNCHANGED)
        if story is None or story.fate == "soft_gone" or amended.removed:
            return _html(self.pages.missing())
        if story.fate == "hard_gone":
            return _html(self.pages.missing(), 404)
        if story.fate == "promo":
            return _html(self.pages.promotion())
        if number in self.shells:
            return _html(self.pages.shell(story))
        page = self.pages.article(story, asks_social(address), amended)
        return _html(rebuilt(page, self.newsroom.seed) if is_rebuilt(self.mood, number) else page)

    def _list(self, page: bytes) -> web.Response:
        return _html(emptied(page) if self.mood is Mood.EMPTY else page)

    def _story(self, number: int) -> web.Response:
        story = self.newsroom.by_id.get(number)
        amended = self.amendments.get(number, UNCHANGED)
        there = story is not None and story.fate == "served" and not amended.removed
        return web.json_response([story_answer(story, self.newsroom, amended)] if story is not None and there else [])

    def _fail(self, request: web.Request, target: int | tuple[str, int]) -> web.Response | None:
        """The planned fault of this request, or None if it goes well."""
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


async def start_site(site: Site, port: int = 0) -> tuple[web.AppRunner, str]:
    """Listens on 127.0.0.1 and gives the runner, to be cleaned up by the caller, and the base address."""
    runner = web.AppRunner(site.application(), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner, f"http://{HOST}:{runner.addresses[0][1]}"


class ReplicaServer:
    """A replica in a background thread; made by `serve`. Leaving its `with` block stops it."""

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        self.url = ""
        """Base address, without a slash at the end."""
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="replica newsroom", daemon=True)

    @property
    def newsroom(self) -> Newsroom:
        """What is served."""
        return self.site.newsroom

    @property
    def requests(self) -> list[str]:
        """A copy of the log: path and query of each request so far, in order."""
        return list(self.site.log)

    def amend(self, number: int, amendment: Amendment) -> None:
        """Changes what the site says of a story from now on."""
        self.site.amendments[number] = amendment

    def reset(self) -> None:
        """Empties the log and arms the faults again."""
        self.site.reset()

    def start(self) -> None:
        """Returns once the replica listens. Raises OSError if the port is taken."""
        self._thread.start()
        self._ready.wait()
        if self._failure:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """Closes the port and ends the thread; a second call does nothing."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            runner, self.url = self._loop.run_until_complete(start_site(self.site, self._port))
        except OSError as failure:
            self._failure = failure
            return
        else:
            self._ready.set()
            self._loop.run_forever()
            self._loop.run_until_complete(runner.cleanup())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()
            self._ready.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(
    newsroom: Newsroom,
    *,
    faults: bool = True,
    rename: bool = False,
    constant_date: str | None = None,
    shells: Collection[str] = (),
    mood: Mood = Mood.KNOWN,
    port: int = 0,
) -> ReplicaServer:
    """Starts a replica in the background and returns it; use it in a `with` block, or call `stop()`.

    `faults=False` leaves out the faults that happen once; addresses without an article stay as they are.
    `rename` replaces every class and id. `constant_date` stands where the printed date of every story should, which
    then is in the footer only. `shells` are keys of lists whose stories only
    a script shows. `mood` is what the site is like, and may be changed on `ReplicaServer.site`.
    `port=0` takes a free one.
    """
    server = ReplicaServer(Site(newsroom, faults, rename, constant_date, shells, mood), port)
    server.start()
    return server
