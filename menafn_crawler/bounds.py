"""Limits on foreign input, each with its reason, and the one way foreign text enters a message.

Foreign is what comes from the network, an archive, a feed, a queue or a user's file. The module imports nothing of the
project, so that every room can use it. Limits that a user may change are settings; their defaults stand here too.
"""

from __future__ import annotations

import re

# --- bytes and lines of an answer ---------------------------------------------------------------------------
HEADER_BYTES = 64 * 1024
"""Bytes of all response headers. Browsers stop at 256 kB; MENAFN sends under 1 kB."""
HEADER_LINES = 100
"""Response header lines. Common servers send 10 to 30; Apache accepts 100."""
HEADER_VALUE = 1_000
"""Characters of a header value that is kept, in the quarantine or as a validator."""
COOKIE_BYTES = 4_096
"""Bytes of the cookies that a cookie wall sets. Browsers keep as much for one."""
PAGE_BYTES = 8 * 1024 * 1024
"""Decompressed bytes of an answer (DOWNLOAD_MAXSIZE). An article page has about 0.1 MB."""
ENCODING_LAYERS = 3
"""Layers of Content-Encoding. A server uses one, a proxy may add another."""
ROBOTS_BYTES = 512 * 1024
"""Bytes of robots.txt that are read. RFC 9309 asks for at least 500 KiB."""
ROBOTS_WILDCARDS = 8
"""Wildcards of a robots.txt rule: matching time grows with each as a power of the address's length."""

# --- archives ------------------------------------------------------------------------------------------
RECORD_BYTES = 16 * 1024 * 1024
"""Bytes of an archived record, or of a gzip member with several. No page over ``PAGE_BYTES`` is read."""
EXPANSION = 100
"""Times its size, and ``RECORD_BYTES`` more, up to which a compressed file is read. Pages compress to a sixth."""
WASTED_BYTES = 16 * RECORD_BYTES
"""Bytes decompressed in vain to get past damage in a segment: members that begin inside each other are a trap."""

CAPTURE_FILE = 120
"""Characters of the name of an archive whose captures are noted. Names of Common Crawl have 110."""
NEWS_BYTES = 8 * 1024 * 1024
"""Bytes of a CC-NEWS file (1 GB) fetched at a time: memory stays flat, a killed run loses little."""
INDEX_PAGE_BYTES = 64 * 1024 * 1024
"""Bytes of a page of Common Crawl's index. It has 3,000 lines of some 500 bytes."""

# --- addresses ------------------------------------------------------------------------------------------
ADDRESS = 2_000
"""Characters of an address. Longer ones are no addresses: browsers and servers refuse them too."""
KEY_BYTES = 1_000
"""UTF-8 bytes of a foreign value that is a key of the store. PostgreSQL indexes at most 2,704."""
REDIRECTS = 5
"""Redirects followed for one request (REDIRECT_MAX_TIMES)."""
REDIRECTED_ARTICLES = 3
"""Redirects from article to article followed from one listed article; more is a trap or a broken site."""

# --- seconds ------------------------------------------------------------------------------------------
READ_SECONDS = 5.0
"""Seconds to read a page. Usual is 0.005; a page that needs more is set aside."""
STOP_SECONDS = 5.0
"""Seconds that downloads under way are given when a run is told to stop; then they are cut off."""
ROBOTS_SECONDS = 30.0
"""Seconds to fetch robots.txt (or DOWNLOAD_TIMEOUT, if that is less). Nothing else is asked meanwhile."""

# --- parts of a page or a feed --------------------------------------------------------------------------
ARTICLE_ELEMENTS = 20_000
"""Elements of an article page. Usual are some 2,000, and each costs up to 50 microseconds."""
LIST_ELEMENTS = 400_000
"""Elements of a list page: a flood of 40,000 links must not hide today's articles."""
ARTICLE_LINES = 5_000
"""Lines of an article. A long one has some 200, and each is compared with every boilerplate phrase."""
JSON_LD_BLOCK = 1 << 20
"""Characters of a JSON-LD block; a longer one is skipped."""
JSON_LD_BODY = 1 << 19
"""Characters of a JSON-LD body that are read."""
STYLE_SHEETS = 1 << 18
"""Characters of a page's style sheets that are read."""
FEED_CHARACTERS = 1 << 21
"""Characters of a feed that are read. Those of the site have some 20,000."""
FEED_ENTRIES = 5_000
"""Entries of a feed that are read."""
FEED_ENTRY = 1 << 14
"""Characters of an entry that are read: its link comes before a longer text."""
FEED_VALUE = 2_000
"""Characters of a value of an entry that are read."""

# --- texts -------------------------------------------------------------------------------------------
TITLE = 2_000
"""Characters of a title; more is no title. The longest real ones have some 250."""
TAGS = 10_000
"""Characters of the line of tags that are read."""

# --- counts ------------------------------------------------------------------------------------------
LIST_PAGES = 500
"""Pages of one list per run unless ``max_pages`` says otherwise: a list that always shows something new has no end."""
LIST_COPIES = 200
"""First pages of lists of which a copy is kept, so that they are asked for only if changed. All sections have 60."""
FOREIGN_KINDS = 50
"""Foreign pages kept in the quarantine, one of each kind."""
MESSAGE = 300
"""Characters of foreign text in a message."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0, DEL, C1, line separators, text direction marks, lone surrogates: what moves a cursor or hides text."""
_LOGIN = re.compile(r"(://)[^\s/?#'\"<>@]{0,500}@")
_SECRET = re.compile(
    r"(?i)([?&;]\s?(?:amp;)?[\w.-]{0,40}"
    r"(?:passw(?:or)?d|passwd|pwd|secret|token|api_?key|access_?key|sslpassword|signature|credential)"
    r"[\w.-]{0,40}=)[^\s&;#'\"<>]+"
)
HIDDEN = "***"


def hide_secrets(text: str) -> str:
    """Return *text* without the logins in its addresses and without secret query values.

    >>> hide_secrets("postgresql://menafn:pw@db/menafn?sslpassword=pw2")
    'postgresql://***@db/menafn?sslpassword=***'
    """
    if "@" in text:
        text = _LOGIN.sub(rf"\1{HIDDEN}@", text)
    return _SECRET.sub(rf"\1{HIDDEN}", text) if "=" in text else text


def escape_controls(text: str) -> str:
    r"""Return *text* with control and direction characters written as escapes.

    >>> escape_controls("a\nb\x1b[2J")
    'a\\nb\\x1b[2J'
    """
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def has_controls(text: str) -> bool:
    """Return True if *text* holds a control or direction character."""
    return _CONTROLS.search(text) is not None


def printable(foreign: object, longest: int = MESSAGE) -> str:
    r"""Return foreign text for a message: one line, no controls, no secrets, at most *longest* characters.

    >>> printable("/list?x=1\r\n2025-05-14 INFO: exit 0: done")
    '/list?x=1\\r\\n2025-05-14 INFO: exit 0: done'
    """
    text = hide_secrets(escape_controls(str(foreign)[: 4 * longest]))
    return text if len(text) <= longest else f"{text[: longest - 3]}..."
