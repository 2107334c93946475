"""Rendering of JavaScript pages with Splash: its settings, the request for a page, and what the response says.

Another browser would replace this module; its callers need not change.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit


class Mode(StrEnum):
    """Which pages are rendered."""

    NEVER = "never"
    """None: an empty shell is set aside."""
    AUTO = "auto"
    """Those that turn out to be an empty shell, articles and lists."""
    ALWAYS = "always"
    """Every article, and the lists that are an empty shell."""


ENDPOINT = "render.json"
"""Endpoint that returns the site's status with the page and needs no Lua."""
PATIENCE = (1, 4)
"""Wait of each attempt, in multiples of the first: a page that is still an empty shell may only have been slow."""
LONGEST_WAIT = 15
"""Greatest first wait in seconds: with it, the last attempt reaches Splash's own limit."""
_LONGEST = 90
"""Greatest timeout in seconds that Splash accepts by default."""
_LOADING = 30
"""Seconds for loading a page and what its scripts request, before the wait."""


class RenderingError(ValueError):
    """An invalid setting, or a response without a rendered page; the message is one line."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Which pages are rendered, and by which Splash. ``splash_url`` is None without rendering."""

    mode: Mode = Mode.NEVER
    splash_url: str | None = None

    @property
    def endpoint(self) -> str | None:
        """Address of the rendering endpoint; None without rendering."""
        return urljoin(self.splash_url, ENDPOINT) if self.splash_url is not None else None


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as a browser shows it."""

    status: int
    """Status of the site's response to the browser."""
    html: str


def read_rendering(mode: object, splash_url: object) -> Rendering:
    """Read ``MENAFN_RENDER`` and ``SPLASH_URL``. Raises RenderingError for invalid values.

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
    """Return the arguments of the Splash request of attempt *look* (from 1); the first one waits *wait* seconds.

    The browser loads from the site's host and its subdomains only.
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
    """Return the page in a response of Splash. Raises RenderingError if it has none."""
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
    """Return the status of the last page in the browser's history; redirects come before it."""
    last = history[-1] if isinstance(history, list) and history else None
    response = last.get("response") if isinstance(last, dict) else None
    status = response.get("status") if isinstance(response, dict) else None
    return status if isinstance(status, int) and 100 <= status <= 599 else None


def splash_error(body: bytes) -> str:
    """Return Splash's error message, at most 200 characters; empty if it has none that can be read."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(answer, dict):
        return ""
    info = answer.get("info")
    detail = info.get("text") or info.get("description") if isinstance(info, dict) else info
    return " ".join(f"{answer.get('description') or ''} {detail or ''}".split())[:200]
