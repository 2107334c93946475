"""What robots.txt allows, by RFC 9309: an answer that cannot be had or read forbids everything, 4xx allows it."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from protego import Protego

from menafn_crawler.bounds import ENCODING_LAYERS, ROBOTS_BYTES, ROBOTS_WILDCARDS

_RULE = re.compile(r"^[ \t]*(dis)?allow[ \t]*:", re.IGNORECASE)
_WINDOW_BITS = {"gzip": 31, "x-gzip": 31, "deflate": 47}


class RobotsUnreachable(Exception):  # noqa: N818 - the RFC's word
    """robots.txt could not be had or read: the RFC forbids every request. The message says why."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """Rules for one user agent."""

    parser: Protego | None
    """None where everything is allowed."""
    agent: str

    def allows(self, url: str) -> bool:
        """Return True if *url* may be fetched."""
        return self.parser is None or bool(self.parser.can_fetch(url, self.agent))

    @property
    def crawl_delay(self) -> float:
        """Seconds between requests that robots.txt asks for; 0 without."""
        delay = self.parser.crawl_delay(self.agent) if self.parser is not None else None
        return max(float(delay or 0), 0.0)


def read_robots(status: int, body: bytes, encodings: str, agent: str) -> RobotsRules:
    """Return the rules in an answer to the request for robots.txt. Raises RobotsUnreachable.

    *encodings* is the Content-Encoding under which *body* came, undecoded; empty for none.

    >>> read_robots(404, b"", "", "menafn_crawler").allows("https://menafn.com/")
    True
    >>> read_robots(200, b"User-agent: *\\nDisallow: /pr/", "", "menafn_crawler").allows("https://menafn.com/pr/x")
    False
    """
    if 400 <= status < 500 and status != 429:
        return RobotsRules(None, agent)
    if status != 200:
        raise RobotsUnreachable(f"status {status}")
    text = _decoded(body, encodings)[:ROBOTS_BYTES]
    if b"\0" in text.strip(b"\0 \r\n\t"):
        raise RobotsUnreachable("it is no text")
    if text.lstrip().startswith(b"<"):  # a site that answers every address with a page of its own has no robots.txt
        return RobotsRules(None, agent)
    lines = text.decode("utf-8-sig", "replace").splitlines()
    if lines and text.count(b"\xef\xbf\xbd") + "".join(lines).count("\ufffd") > len(text) // 10:
        raise RobotsUnreachable("it is no text")
    return RobotsRules(Protego.parse("\n".join(filter(None, map(_bounded, lines)))), agent)


def _decoded(body: bytes, encodings: str) -> bytes:
    """Return *body* decoded. Unlike Scrapy, refuse what is damaged: the lost half may forbid something."""
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    layers = [name for name in names if name in _WINDOW_BITS]
    if len(layers) > ENCODING_LAYERS:
        raise RobotsUnreachable(f"{len(layers)} layers of Content-Encoding")
    for name in reversed(layers):
        decoder = zlib.decompressobj(_WINDOW_BITS[name])
        try:
            body = decoder.decompress(body, ROBOTS_BYTES)
        except zlib.error:
            raise RobotsUnreachable(f"its {name} is damaged") from None
        if not decoder.eof and len(body) < ROBOTS_BYTES:
            raise RobotsUnreachable(f"its {name} breaks off")
    return body


def _bounded(line: str) -> str:
    """Return a line with few wildcards: a Disallow is cut before the next one, an Allow is dropped."""
    if line.count("*") <= ROBOTS_WILDCARDS:
        return line
    rule = _RULE.match(line)
    if rule is None or rule[1] is None:
        return ""
    return "*".join(line.split("*")[: ROBOTS_WILDCARDS + 1])
