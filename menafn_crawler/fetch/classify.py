"""Decide what an answer is, before anything is read from it.

The site says "not found" with status 200, a mirror or a guard may answer in its place, and a broken connection leaves
half a page. Breaker, quarantine, retry and exit code ask only this module. All patterns take time linear in the page.
"""

from __future__ import annotations

import html
import re
from enum import StrEnum

from lxml import etree

from menafn_crawler.normalise import OTHER_STORIES, ArticleAddress, article_address


class Answer(StrEnum):
    """Kinds of answers to a request for an article or a list."""

    PAGE = "page"
    """A whole document, an article or a list."""
    GONE = "gone"
    """The site says that there is no such article (404, 410, or its error page with status 200)."""
    BLOCKED = "blocked"
    """Refused: 401, 403, 407, 429, 451, or a guard's challenge."""
    SHELL = "shell"
    """A page whose text only a script shows."""
    TRUNCATED = "truncated"
    """The end of the page is missing."""
    FOREIGN = "foreign"
    """Some other document in place of an article: maintenance, consent, captcha, empty."""
    FAILED = "failed"
    """Anything else: a server's error, an empty answer, a redirect off the site, not HTML."""


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
_ERROR_TEXT = "\0"
_MORE = re.compile(r"\b(?!403\b)\w|[\"“”«»]")
"""Any other word or a quotation mark: the line quotes the error page."""
# Cheaper and stricter than the patterns of ``normalise``: they run over whole pages, not over the lines of an article.
_WIRE_BYTES = re.compile(rb"MENAFN\d{20}ID\d{6,12}(?!\d)")
_BEFORE_TEXT = (b">", b" ", b"\n", b"\r", b"\t")
_TAIL = 4096
_HEAD_BYTES = 16_384
_BYLINE = re.compile(r"\(\s*MENAFN\b")
_WIRE_ID = re.compile(r"MENAFN\d{20}ID(\d{6,12})(?!\d)")
_DISCLAIMER = re.compile(
    r"legal\s+disclaimer\s*:|MENAFN provides the information|[إأا]خلاء\s+المسؤولية(?:\s+القانونية)?\s*:", re.IGNORECASE
)
_STORY = re.compile(rb"main-entry-title|ContentPlaceHolder1_div_story|entry-summary")
"""Classes and ids that only article pages have."""
_CHALLENGE_TITLE = re.compile(
    rb"<title[^<>]*>\s*(?:just a moment|attention required|access denied|request rejected"
    rb"|are you (?:a )?(?:human|robot)|security check|ddos-guard|checking your browser"
    rb"|pardon our interruption|verify you are human)",
    re.IGNORECASE,
)
_CHALLENGE_SCRIPT = re.compile(rb"/cdn-cgi/challenge-platform/|_Incapsula_Resource|/_sec/cp_challenge/", re.IGNORECASE)
_SHELL_ROOTS = frozenset({"root", "app", "__next", "__nuxt"})
_SUSPECT = (b"sorry", b"looking for", "تبحث عنها".encode(), b"/cdn-cgi/", b"_incapsula", b"/_sec/")
"""Every page that is no ordinary page holds at least one of these, or an id below; others skip the slow checks."""
_SUSPECT_ID = re.compile(rb"id=[\"']?(?:root|app|__next|__nuxt)")
_UNSEEN = re.compile(
    rb"<(script|style|noscript|head|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"</?[a-zA-Z!][^<>]*>")
_TAG_IN_LINE = re.compile(rb"</?(?:a|abbr|b|big|br|em|font|i|mark|small|span|strong|u)\b[^<>]*>", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|a|h1)\b", re.IGNORECASE)
_LAST_TAG = re.compile(rb"</(?:body|form|div|main|footer|table|center|script)\s*>\s*\Z", re.IGNORECASE)
_BALANCED = tuple(
    (re.compile(rb"<%s\b" % tag, re.IGNORECASE), re.compile(rb"</%s\s*>" % tag, re.IGNORECASE))
    for tag in (b"div", b"table", b"main", b"article")
)
_GUARD_TEXT = 1200
"""Characters of visible text below which a page with a guard's script is the guard's own."""
_SHELL_TEXT = 400
"""Characters of visible text that a shell may have (a title, a notice to enable scripts)."""
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}")
"""A character reference that ``html.unescape`` would turn into an integer of any size."""
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)


def shown_instead(answer: Answer, asked: int, url: str, base: str) -> ArticleAddress | None:
    """Return the other article that the response at *url* shows instead of the *asked* one, or None.

    A redirect to another number says that there is no such article; one to another address of the same says nothing.
    """
    shown = article_address(url, base) if answer in _OF_AN_ARTICLE else None
    return shown if shown is not None and shown.article_id != asked else None


def classify(status: int, body: bytes) -> Answer:
    """Say what an answer is, from its status and its decompressed body. Never FOREIGN: see ``is_article_page``.

    >>> classify(200, b"<html><h1>Sorry!! Error!</h1>the page you were looking for doesn't exist. 403</html>").value
    'gone'
    """
    if status in GONE_STATUS:
        return Answer.GONE
    if status in BLOCKED_STATUS:
        return Answer.BLOCKED
    body = _as_utf8(body)
    if status != 200 or not _HTML.search(body):
        return Answer.FAILED
    if b"</html" in body[-_TAIL:] and _prints_wire_id(body):
        return Answer.PAGE  # by far the most pages; nothing that stands in an article's place prints a wire ID
    lower = body.lower()
    ended = b"</html" in lower
    suspect = any(mark in lower for mark in _SUSPECT) or _SUSPECT_ID.search(lower)
    if ended and not suspect and not _CHALLENGE_TITLE.search(body, 0, _HEAD_BYTES):
        return Answer.PAGE
    return _look_closely(body, ended=ended)


def _look_closely(body: bytes, *, ended: bool) -> Answer:
    blocks = _visible(body)
    text = " ".join(blocks.split())
    if _says_gone(text, blocks):
        return Answer.GONE
    disclaimer = _DISCLAIMER.search(text)
    if not (disclaimer or _WIRE_ID.search(text)):
        if _CHALLENGE_TITLE.search(body) or (len(text) < _GUARD_TEXT and _CHALLENGE_SCRIPT.search(body)):
            return Answer.BLOCKED
        if len(text) < _SHELL_TEXT and _has_empty_root(body):
            return Answer.SHELL
    return Answer.PAGE if ended or (disclaimer and _merely_unclosed(body)) else Answer.TRUNCATED


def is_article_page(body: bytes, article_id: int) -> bool:
    """Return True if a document looks like an article page of the site, whether or not a layout reads it.

    Enough are a wire ID in its text, or two of: its own number in an address of the page, the container of a story, a
    byline, the disclaimer. A page without them is foreign: it says nothing about the article.
    """
    body = _as_utf8(body)
    text = " ".join(_visible(body).split())
    if _WIRE_ID.search(text):
        return True
    features = (
        names_itself(body, article_id),
        _STORY.search(body) is not None,
        _BYLINE.search(text) is not None,
        _DISCLAIMER.search(text) is not None,
    )
    return sum(features) > 1


def names_itself(body: bytes, article_id: int) -> bool:
    """Return True if og:url, canonical or a share link of the page holds the article's number."""
    body = _as_utf8(body)
    number = re.compile(rb"(?:/|%%2[fF])%d(?!\d)" % article_id)
    links = re.finditer(rb"<(?:meta|link)\b[^<>]*>|(?:sharer|share)[^\s<>\"']{0,500}", body)
    return any(number.search(link[0]) for link in links)


def page_title(body: bytes) -> str:
    """Return the text of ``<title>``, at most 80 characters; empty without one. It names the kind of a foreign page."""
    found = re.search(rb"<title[^<>]*>([^<]{0,400})", _as_utf8(body), re.IGNORECASE)
    return " ".join(found[1].decode("utf-8", "replace").split())[:80] if found else ""


def _as_utf8(body: bytes) -> bytes:
    """Return UTF-16 pages as UTF-8, other bytes as they are."""
    start = body[:64]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"<" in start and 3 * start.count(b"\0") >= len(start):
        encoding = "utf-16-le" if start.index(b"<") % 2 == 0 else "utf-16-be"
        return body.decode(encoding, "replace").encode("utf-8", "replace")
    return body


def _prints_wire_id(body: bytes) -> bool:
    """Return True if a wire ID stands in the text of the page, not only in a script's data."""
    return any(body[found.start() - 1 : found.start()] in _BEFORE_TEXT for found in _WIRE_BYTES.finditer(body))


def _visible(body: bytes) -> str:
    """Return roughly the text that a reader sees, a line for each block, white space collapsed."""
    flat = b" ".join(_UNSEEN.sub(b" ", body).split())
    seen = _TAG.sub(b"\n", _TAG_IN_LINE.sub(b" ", flat)).decode("utf-8", "replace")
    lines = (" ".join(line.split()) for line in html.unescape(_LONG_NUMBER.sub(" ", seen)).split("\n"))
    return "\n".join(filter(None, lines))


def _has_empty_root(body: bytes) -> bool:
    """Return True if the element that a script would fill holds nothing, or a notice without scripts only."""
    try:
        root = etree.fromstring(body, _PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return False
    for element in root.iter("div", "main") if root is not None else ():
        if element.get("id") in _SHELL_ROOTS:
            shown = (child for child in element if child.tag not in ("noscript", "script", "style"))
            return next(shown, None) is None and not (element.text or "").strip()
    return False


def _says_gone(text: str, blocks: str) -> bool:
    """Return True if the page says that there is no such article, and is not an article that quotes these words."""
    sorry, not_there = _SORRY.search(text), _NOT_THERE.search(text)
    if not (sorry or not_there) or _WIRE_ID.search(text):
        return False
    disclaimer = _DISCLAIMER.search(text)
    if _BYLINE.search(text):
        return bool(sorry and not_there) and not disclaimer and _is_error_page(blocks)
    return bool(sorry and not_there) or not disclaimer


def _is_error_page(blocks: str) -> bool:
    """Return True if a page with a byline is the site's error page all the same: "Most popular" may quote a story.

    In an error page the error text is its own block and precedes any byline, or follows the label of a block of other
    stories; in an article the byline precedes the quoted text.
    """
    marked = _SENTENCES.sub(_ERROR_TEXT, blocks)
    if any(_MORE.search(line) for line in marked.split("\n") if _ERROR_TEXT in line):
        return False
    before = _BYLINE.split(marked, maxsplit=1)[0]
    return _ERROR_TEXT not in marked[len(before) :] or any(map(OTHER_STORIES.fullmatch, before.split("\n")))


def _merely_unclosed(body: bytes) -> bool:
    """Return True if a page without ``</html>`` is whole: all block tags are closed and the last tag is an end tag."""
    if not _LAST_TAG.search(body):
        return False
    return all(len(begin.findall(body)) <= len(end.findall(body)) for begin, end in _BALANCED)
