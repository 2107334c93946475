"""Pages that only a script shows, seen through a browser beside: when, how it is asked, what it answers.

The browser is Splash. Another one would be asked and answer in its own way; what calls this stays as it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit


class Mode(StrEnum):
    """Which pages are shown in a browser."""

    NEVER = "never"
    """None: an empty shell is set aside."""
    AUTO = "auto"
    """Those that turn out to be an empty shell, articles and lists."""
    ALWAYS = "always"
    """Every article, and the lists that are an empty shell."""


ENDPOINT = "render.json"
"""It tells the site's status beside the page, and needs no Lua."""
PATIENCE = (1, 4)
"""The wait of each look, in multiples of the first: a page that is a shell still may only have been slow."""
LONGEST_WAIT = 15
"""Seconds of the first wait: with the last one Splash's own bound is reached."""
_LONGEST = 90
"""Seconds after which a Splash that nobody has told otherwise refuses to go on."""
_LOADING = 30
"""Seconds in which a page with all that its scripts ask for has to come, before the wait."""


class RenderingError(ValueError):
    """A setting that cannot be right, or an answer that is no page of a browser; the message says so in one line."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Which pages are shown in a browser, and where it is. ``splash_url`` is None where none is."""

    mode: Mode = Mode.NEVER
    splash_url: str | None = None

    @property
    def endpoint(self) -> str | None:
        """The one address that is asked; None where nothing is rendered."""
        return urljoin(self.splash_url, ENDPOINT) if self.splash_url is not None else None


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as a reader of the site has it before him."""

    status: int
    """What the site answered to the browser."""
    html: str


def read_rendering(mode: object, splash_url: object) -> Rendering:
    """Read ``MENAFN_RENDER`` and ``SPLASH_URL``. Raises RenderingError for what cannot be right.

    >>> read_rendering("auto", "http://127.0.0.1:8050").endpoint
    'http://127.0.0.1:8050/render.json'
    """
    name = str(mode or Mode.NEVER).strip().lower()
    if name not in tuple(Mode):
        raise RenderingError(f"MENAFN_RENDER is {mode!r}; allowed are {', '.join(Mode)}")
    if name == Mode.NEVER:
        return Rendering()
    return Rendering(Mode(name), _splash_url(name, str(splash_url or "").strip()))


def _splash_url(mode: str, value: str) -> str:
    allowed = "allowed is the address of a Splash, http(s)://host[:port][/path]"
    if not value:
        raise RenderingError(f"MENAFN_RENDER is {mode} and SPLASH_URL is not set; {allowed}")
    try:
        url = urlsplit(value)
        usable = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:  # a port that is no number, half an IPv6 address
        raise RenderingError(f"SPLASH_URL is {value!r}; {allowed}") from None
    if "@" in url.netloc:
        raise RenderingError("SPLASH_URL holds a name or a password; these are for SPLASH_USER and SPLASH_PASS")
    if not usable or url.query or url.fragment or any(letter.isspace() for letter in value):
        raise RenderingError(f"SPLASH_URL is {value!r}; {allowed}")
    return f"{url.scheme}://{url.netloc.lower()}{url.path.rstrip('/')}/"


def splash_arguments(address: str, wait: int, look: int) -> dict[str, object]:
    """What Splash is asked for at the *look* (from 1) at a page of the site, the first of which waits *wait* seconds.

    The browser loads from the site's host (and hosts below it) alone: what a page makes it ask for is not ours.
    """
    seconds = wait * PATIENCE[look - 1]
    host = urlsplit(address).hostname or ""
    return {
        "url": address,
        "html": 1,
        "history": 1,
        "images": 0,
        "wait": seconds,
        "timeout": min(_LOADING + seconds, _LONGEST),
        "allowed_domains": host.removeprefix("www."),
    }


def read_rendered_page(body: bytes) -> RenderedPage:
    """The page in an answer of Splash. Raises RenderingError where there is none."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise RenderingError("Splash answered what is no JSON") from None
    html = answer.get("html") if isinstance(answer, dict) else None
    status = _last_status(answer.get("history")) if isinstance(answer, dict) else None
    if not isinstance(html, str) or status is None:
        raise RenderingError("Splash answered without a page or the site's status")
    return RenderedPage(status, html)


def _last_status(history: object) -> int | None:
    """The status of the last page that the browser went to; redirects come before."""
    last = history[-1] if isinstance(history, list) and history else None
    response = last.get("response") if isinstance(last, dict) else None
    status = response.get("status") if isinstance(response, dict) else None
    return status if isinstance(status, int) and 100 <= status <= 599 else None


def splash_error(body: bytes) -> str:
    """What Splash says of its failure, in a few words; empty where it says nothing readable."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(answer, dict):
        return ""
    info = answer.get("info")
    detail = info.get("text") or info.get("description") if isinstance(info, dict) else info
    return " ".join(f"{answer.get('description') or ''} {detail or ''}".split())[:200]
