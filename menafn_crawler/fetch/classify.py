"""What an answer is, before anything is read from it.

The site says "not found" with status 200, a mirror or a guard may answer in its place, and a connection that breaks
leaves half a page: none of these is an article, and each means something else for the queue.
"""

from __future__ import annotations

import html
import re
from enum import StrEnum

from menafn_crawler.normalise import OTHER_STORIES, ArticleAddress, article_address


class Answer(StrEnum):
    """The kinds of answers to a request for an article or a list."""

    PAGE = "page"
    """A whole document, an article or a list."""
    GONE = "gone"
    """The site says that there is no such article (404, 410, or its page with status 200)."""
    BLOCKED = "blocked"
    """Somebody refuses: 401, 403, 429, 451, or a guard's challenge."""
    SHELL = "shell"
    """A page whose text only a script shows."""
    TRUNCATED = "truncated"
    """The end of the page is missing."""
    FAILED = "failed"
    """Anything else that is no page: a server's error, an empty answer, a redirect off the site, not HTML."""


_OF_AN_ARTICLE = frozenset({Answer.PAGE, Answer.SHELL, Answer.TRUNCATED})

GONE_STATUS = frozenset({404, 410})
BLOCKED_STATUS = frozenset({401, 403, 407, 429, 451})

_SORRY = re.compile(r"\bsorry\W{0,20}error\b", re.IGNORECASE)
_NOT_THERE = re.compile(
    r"the page (?:that )?you (?:were|are) looking for (?:doesn\W?t|does not|didn\W?t|no longer) exists?"
    r"|الصفحة التي تبحث عنها (?:غير موجودة|لم تعد موجودة)",  # the Arabic edition's own words were not seen
    re.IGNORECASE,
)
_SENTENCES = re.compile(
    rf"{_SORRY.pattern}|(?:\bwe\W{{0,3}}re sorry\W{{1,4}}but )?(?:{_NOT_THERE.pattern})", re.IGNORECASE
)
_SAID = "\0"
_MORE = re.compile(r"\b(?!403\b)\w|[\"“”«»]")
"""A word that is none of the notice's, or a quotation mark: somebody else tells of it."""
_WIRE_BYTES = re.compile(rb"MENAFN\d{20}ID\d{6,12}(?!\d)")
_BEFORE_TEXT = (b">", b" ", b"\n", b"\r", b"\t")
_TAIL = 4096
_HEAD_BYTES = 16_384
_BYLINE = re.compile(r"\(\s*MENAFN\b")
_WIRE_ID = re.compile(r"MENAFN\d{20}ID\d{6,12}(?!\d)")
_DISCLAIMER = re.compile(
    r"legal\s+disclaimer\s*:|MENAFN provides the information|[إأا]خلاء\s+المسؤولية(?:\s+القانونية)?\s*:", re.IGNORECASE
)
_CHALLENGE_TITLE = re.compile(
    rb"<title[^>]*>\s*(?:just a moment|attention required|access denied|request rejected|are you (?:a )?(?:human|robot)"
    rb"|security check|ddos-guard|checking your browser|pardon our interruption|verify you are human)",
    re.IGNORECASE,
)
_CHALLENGE_SCRIPT = re.compile(rb"/cdn-cgi/challenge-platform/|_Incapsula_Resource|/_sec/cp_challenge/", re.IGNORECASE)
_SHELL_ROOT = re.compile(
    rb"<(?:div|main)\b[^>]*\bid=[\"']?(?:root|app|__next|__nuxt)[\"']?(?:\s[^>]*)?>\s*"
    rb"(?:<!--.*?-->\s*)*(?:</(?:div|main)>|<noscript)",
    re.IGNORECASE | re.DOTALL,
)
_SUSPECT = (b"sorry", b"looking for", "تبحث عنها".encode(), b"/cdn-cgi/", b"_incapsula", b"/_sec/")
_SUSPECT_ID = re.compile(rb"id=[\"']?(?:root|app|__next|__nuxt)")
"""Some of it stands on every page that is other than it seems; a page without it needs no closer look."""
_UNSEEN = re.compile(
    rb"<(script|style|noscript|head|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"</?[a-zA-Z!][^>]*>")
_TAG_IN_LINE = re.compile(rb"</?(?:a|abbr|b|big|br|em|font|i|mark|small|span|strong|u)\b[^>]*>", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|a|h1)\b", re.IGNORECASE)
_LAST_TAG = re.compile(rb"</(?:body|form|div|main|footer|table|center|script)\s*>\s*\Z", re.IGNORECASE)
_BALANCED = tuple(
    (re.compile(rb"<%s\b" % tag, re.IGNORECASE), re.compile(rb"</%s\s*>" % tag, re.IGNORECASE))
    for tag in (b"div", b"table", b"main", b"article")
)
_FEW_WORDS = 1200
"""Characters of visible text below which a page with a guard's script is the guard's own."""
_SHELL_TEXT = 400
"""Characters of visible text that a shell may have (a title, a notice to enable scripts)."""


def shown_instead(answer: Answer, asked: int, url: str, base: str) -> ArticleAddress | None:
    """The article that the site, read from *base*, shows at *url* in the place of the *asked* number's; None for none.

    A redirect to another number says that there is no such article; one to another address of the same says nothing.
    """
    shown = article_address(url, base) if answer in _OF_AN_ARTICLE else None
    return shown if shown is not None and shown.article_id != asked else None


def classify(status: int, body: bytes) -> Answer:
    """Say what an answer is, from its status and its decompressed body.

    >>> classify(200, b"<html><h1>Sorry!! Error!</h1>the page you were looking for doesn't exist. 403</html>").value
    'gone'
    """
    if status in GONE_STATUS:
        return Answer.GONE
    if status in BLOCKED_STATUS:
        return Answer.BLOCKED
    if status != 200 or not _HTML.search(body):
        return Answer.FAILED
    if b"</html" in body[-_TAIL:] and _prints_wire_id(body):
        return Answer.PAGE  # by far the most pages; nothing that stands in an article's place prints a wire ID
    lower = body.lower()
    ended = b"</html" in lower
    suspect = any(mark in lower for mark in _SUSPECT) or _SUSPECT_ID.search(lower)
    if ended and not suspect and not _CHALLENGE_TITLE.search(body, 0, _HEAD_BYTES):
        return Answer.PAGE
    blocks = _visible(body)
    text = " ".join(blocks.split())
    if _says_gone(text, blocks):
        return Answer.GONE
    disclaimer = _DISCLAIMER.search(text)
    if not (disclaimer or _WIRE_ID.search(text)):
        if _CHALLENGE_TITLE.search(body) or (len(text) < _FEW_WORDS and _CHALLENGE_SCRIPT.search(body)):
            return Answer.BLOCKED
        if len(text) < _SHELL_TEXT and _SHELL_ROOT.search(body):
            return Answer.SHELL
    return Answer.PAGE if ended or (disclaimer and _merely_unclosed(body)) else Answer.TRUNCATED


def _prints_wire_id(body: bytes) -> bool:
    """Whether a wire ID stands in the text of the page, and not only in a script's data."""
    return any(body[found.start() - 1 : found.start()] in _BEFORE_TEXT for found in _WIRE_BYTES.finditer(body))


def _visible(body: bytes) -> str:
    """Roughly the text that a reader sees, a line for each block, white space collapsed."""
    flat = b" ".join(_UNSEEN.sub(b" ", body).split())
    seen = _TAG.sub(b"\n", _TAG_IN_LINE.sub(b" ", flat))
    lines = (" ".join(line.split()) for line in html.unescape(seen.decode("utf-8", "replace")).split("\n"))
    return "\n".join(filter(None, lines))


def _says_gone(text: str, blocks: str) -> bool:
    """Whether the page says that there is no such article, and is not an article that quotes these words."""
    sorry, not_there = _SORRY.search(text), _NOT_THERE.search(text)
    if not (sorry or not_there) or _WIRE_ID.search(text):
        return False
    disclaimer = _DISCLAIMER.search(text)
    if _BYLINE.search(text):
        return bool(sorry and not_there) and not disclaimer and _is_notice(blocks)
    return bool(sorry and not_there) or not disclaimer


def _is_notice(blocks: str) -> bool:
    """Whether a page with a byline is the site's notice all the same: its block of other stories may quote one.

    The notice's sentences fill blocks of their own, and the first byline stands behind them, or behind the label of
    such a block; an article's own stands before what it quotes.
    """
    marked = _SENTENCES.sub(_SAID, blocks)
    if any(_MORE.search(line) for line in marked.split("\n") if _SAID in line):
        return False
    before = _BYLINE.split(marked, maxsplit=1)[0]
    return _SAID not in marked[len(before) :] or any(map(OTHER_STORIES.fullmatch, before.split("\n")))


def _merely_unclosed(body: bytes) -> bool:
    """Whether a page without ``</html>`` is whole all the same: its blocks are closed, and it ends with such an end."""
    if not _LAST_TAG.search(body):
        return False
    return all(len(begin.findall(body)) <= len(end.findall(body)) for begin, end in _BALANCED)
