"""What an answer is, before anything is read from it.

The site says "not found" with status 200, a mirror or a guard may answer in its place, and a connection that breaks
leaves half a page: none of these is an article, and each means something else for the queue.
"""

from __future__ import annotations

import re
from enum import StrEnum


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


GONE_STATUS = frozenset({404, 410})
BLOCKED_STATUS = frozenset({401, 403, 407, 429, 451})

_SORRY = re.compile(rb"Sorry\s*!!\s*Error\s*!", re.IGNORECASE)
_NOT_THERE = re.compile(
    rb"the page you were looking for doesn(?:'|&#0?39;|&#x27;|\xe2\x80\x99|&rsquo;)t exist", re.IGNORECASE
)
_STORY = re.compile(rb"MENAFN\d{20}ID\d|legal\s+disclaimer\s*(?:</\w+>\s*)*:", re.IGNORECASE)
_CHALLENGE = re.compile(
    rb"<title>\s*(?:just a moment|attention required|access denied|request rejected|are you (?:a )?(?:human|robot)|"
    rb"security check|ddos-guard)|/cdn-cgi/challenge-platform/|_Incapsula_Resource",
    re.IGNORECASE,
)
_SHELL_ROOT = re.compile(rb"<div[^>]+id=[\"']?(?:root|app|__next)[\"']?[^>]*>\s*(?:</div>|<noscript)", re.IGNORECASE)
_MARKUP = re.compile(rb"<(script|style|noscript|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
_END = re.compile(rb"</html\s*>", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|a|h1)\b", re.IGNORECASE)
_SHELL_TEXT = 400
"""Bytes of visible text that a shell may have (a title, a notice to enable scripts)."""


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
    story = _STORY.search(body) is not None
    if not story and (_SORRY.search(body) or _NOT_THERE.search(body)):
        return Answer.GONE
    if not story and _CHALLENGE.search(body):
        return Answer.BLOCKED
    if not story and _SHELL_ROOT.search(body) and len(b" ".join(_MARKUP.sub(b" ", body).split())) < _SHELL_TEXT:
        return Answer.SHELL
    if not _END.search(body, max(0, len(body) - 4096)) and not story:
        return Answer.TRUNCATED
    return Answer.PAGE
