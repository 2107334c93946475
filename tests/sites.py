"""A newsroom of a few pages that answers as a test wants it to, and logs who asked for what."""

from __future__ import annotations

import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self, cast

HOME = "/"
LIST = "/lists/asia.aspx"
"""Address of the one list of a small newsroom, which its menu calls "Asia"."""
DISCLAIMER = "Legal Disclaimer: MENAFN provides the information “as is” without warranty of any kind."


class Manner(Enum):
    """How an answer is sent."""

    WHOLE = "whole"
    DROP = "drop"
    """The connection is closed before a word is said."""
    ENDLESS = "endless"
    """The body never ends."""


@dataclass(frozen=True)
class Reply:
    """One answer."""

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = Manner.WHOLE


Pages = dict[str, Sequence[Reply]]
"""Answers by path and query: one for each request in turn, the last one for all further ones."""

UNAVAILABLE = Reply("Try again", 503)
DROPPED = Reply(manner=Manner.DROP)
NOT_THERE = Reply("<html><body>We're sorry, but the page you were looking for doesn't exist.</body></html>")


class SmallSite:
    """Serves pages on 127.0.0.1 for the length of a `with` block; with a *certificate* (PEM, key and all) over TLS."""

    def __init__(self, pages: Pages, certificate: Path | None = None) -> None:
        self.pages = pages
        self._scheme = "http" if certificate is None else "https"
        self.requests: list[str] = []
        """Path and query of each request, in order."""
        self.times: list[float] = []
        """Seconds on a clock of their own at which they came."""
        self.headers: list[dict[str, str]] = []
        """What they said, names in lower case."""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Base address, without a slash at the end."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def asked(self, address: str) -> int:
        """How many requests there were for *address*."""
        return Counter(self.requests)[address]

    def gaps(self, address: str) -> list[float]:
        """Seconds between the requests for *address*."""
        times = [at for at, asked in zip(self.times, self.requests, strict=True) if asked == address]
        return [later - earlier for earlier, later in pairwise(times)]

    def next_reply(self, address: str) -> Reply:
        """The answer to the request that is logged by this call."""
        self.requests.append(address)
        replies = self.pages.get(address) or [Reply("<html><body>Not found</body></html>", 404)]
        return replies[min(self.asked(address), len(replies)) - 1]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    """With the default of 5 a busy machine drops connections, and the client tries again a second later."""
    site: SmallSite

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is none of our errors."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = cast(_Server, self.server).site
        site.times.append(time.monotonic())
        site.headers.append({name.lower(): value for name, value in self.headers.items()})
        reply = site.next_reply(self.path)
        self.close_connection = True
        if reply.manner is Manner.DROP:
            return
        body = reply.body.encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
            self.send_header(name, value)
        if reply.manner is Manner.WHOLE:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        while reply.manner is Manner.ENDLESS:
            self.wfile.write(b"<p>and so on</p>" * 4096)

    def do_POST(self) -> None:
        """As to a request for the page; what was sent is read first, so that the client sees the answer."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *args: object) -> None:
        """Tests read the log of requests instead."""


# --- pages -----------------------------------------------------------------------------------------------------------


def page(content: str, menu: Mapping[str, str] | None = None) -> Reply:
    """A page with a menu (addresses by label)."""
    links = "".join(f'<li><a href="{href}">{label}</a></li>' for label, href in (menu or {}).items())
    return Reply(f"<!DOCTYPE html><html><head><title>MENAFN</title></head><body><nav><ul>{links}</ul></nav>"
                 f"<main>{content}</main></body></html>")  # fmt: skip


def path(number: int) -> str:
    """Address under which lists name an article."""
    return f"/{number}/Story-{number}"


def listing(hrefs: Iterable[str], following: str | None = None) -> Reply:
    """A list of links, with a way to the next page if there is one."""
    entries = "".join(f'<h3 class="entry-title"><a href="{href}">A headline</a></h3>' for href in hrefs)
    return page(entries + (f'<ul class="pagination"><li><a rel="next" href="{following}">Next</a></li></ul>'
                           if following else ""))  # fmt: skip


@dataclass(frozen=True)
class Story:
    """What an article's page says. ``printed`` is the site's own clock, US Eastern."""

    number: int
    title: str = ""
    provider: str = "Kuwait News Agency (KUNA)"
    code: str = "000071011013"
    printed: str = "2025-05-14 04:44:27"
    text: str = ""
    wire: bool = True
    """Whether a wire ID is printed, with the printed day unless ``wire_day`` (DDMMYYYY) says another."""
    wire_day: str = ""

    def reply(self) -> Reply:
        """The page, in the layout of 2025."""
        year, month, day = self.printed[:10].split("-")
        wire_day = self.wire_day or f"{day}{month}{year}"
        wire_id = f"MENAFN{wire_day}{self.code}ID{self.number}" if self.wire else ""
        title = self.title or f"Ministers of the Gulf discuss matter {self.number}"
        text = self.text or (
            f"The ministers met in the capital on Wednesday and spoke at length about matter {self.number} of the "
            "agenda.</p><p>They will meet again next month, their office said in a statement."
        )
        return page(
            f'<div id="ContentPlaceHolder1_div_story"><h1 class="main-entry-title">{title}</h1>'
            f'<div><a rel="author" href="#">Date</a> <span class="entry-date">{self.printed}</span></div>'
            f'<div class="entry-summary"></div><div class="entry-summary tit"><p>(MENAFN- {self.provider}) {text}</p>'
            f'</div><div class="entry-summary">{wire_id}</div><div class="entry-summary">{DISCLAIMER}</div></div>'
        )


def newsroom(*stories: Story, more: Pages | None = None, robots: str = "User-agent: *\nAllow: /\n") -> Pages:
    """Home, one list of all *stories* and their pages; *more* replaces or adds pages."""
    pages: Pages = {
        "/robots.txt": [Reply(robots, headers={"Content-Type": "text/plain"})],
        HOME: [page("<h2>Top Stories</h2>", {"Asia": LIST})],
        LIST: [listing(path(story.number) for story in stories)],
    }
    pages.update({path(story.number): [story.reply()] for story in stories})
    pages.update(more or {})
    return pages
