"""From the lines between the anchors to the lines of the story: what is not the provider's text is taken out.

Each rule names a text that ``menafn-facts.md`` saw inside bodies. A rule takes a line only when the whole line is that
text, or when it is cut at a mark that no sentence holds (the wire ID, the disclaimer).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.byline import find_byline
from menafn_crawler.normalise.furniture import DISCLAIMER, MARKUP, SHARE
from menafn_crawler.normalise.wire import WIRE_ID

_READ_ALSO = re.compile(
    r"(?:read\s+(?:also|more)|also\s+read|see\s+also|related\s+(?:stories|news|articles)"
    r"|[اإ]قر[أا]\s+(?:أيضا|أيضاً|أيضًا|ايضا|المزيد)|طالع\s+أيضا[ًً]?)\s*(?P<colon>[:：\-–—…»]*)\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"\s*(?:\((?:end|more|انتهى|النهاية|يتبع)\)(?:\s+[a-z]{1,4}(?:\s?[./]\s?[a-z]{1,4}){0,3}\.?)?"
    r"|(?:this story )?will be updated\.?"
    r"|stay up[- ]to[- ]date with more news (?:at|on) .{0,60}whatsapp channel[.!]?)\s*$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[a-z]{1,4}(?:\s?[./]\s?[a-z]{1,4}){0,3}\.?", re.IGNORECASE)
_HEADLINE_WORDS = 30
"""A line with more words than this is no headline."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def story_lines(lines: Iterable[TextLine]) -> list[TextLine]:
    """The provider's own lines, in order, none empty."""
    kept = _cut_at_disclaimer(_without_byline(list(map(_plain, lines))))
    kept = [line for line in kept if line.text and not SHARE.fullmatch(line.text)]
    return _without_trailers(_without_read_also(kept))


def _plain(line: TextLine) -> TextLine:
    """Take out what is invisible or was never text: zero-width characters, literal markup, wire IDs."""
    text = WIRE_ID.sub(" ", MARKUP.sub(" ", line.text.translate(_ZERO_WIDTH)))
    return replace(line, text=" ".join(text.split()), linked=" ".join(line.linked.translate(_ZERO_WIDTH).split()))


def _without_byline(lines: list[TextLine]) -> list[TextLine]:
    """The byline stands first; some pages print it once more with the text."""
    while lines and (found := find_byline(lines[0].text)):
        lines = [replace(lines[0], text=found[1]), *lines[1:]] if found[1] else lines[1:]
    return lines


def _cut_at_disclaimer(lines: list[TextLine]) -> list[TextLine]:
    end = next((n for n, line in enumerate(lines) if DISCLAIMER.match(line.text)), len(lines))
    return lines[:end]


def _without_read_also(lines: list[TextLine]) -> list[TextLine]:
    """Take out "Read Also" and the headlines of other stories that belong to it."""
    kept: list[TextLine] = []
    n = 0
    while n < len(lines):
        if not _opens_read_also(lines[n]):
            kept.append(lines[n])
            n += 1
            continue
        bare = _READ_ALSO.fullmatch(lines[n].text)
        n += 1
        if bare and not bare["rest"]:
            n = _behind_headlines(lines, n)
    return kept


def _opens_read_also(line: TextLine) -> bool:
    found = _READ_ALSO.fullmatch(line.text)
    if found is None:
        return False
    rest = found["rest"]
    return not rest or line.linked in (rest, line.text) or (bool(found["colon"]) and _could_be_headline(line))


def _behind_headlines(lines: list[TextLine], n: int) -> int:
    """Skip every linked line; where the links are gone, one line that reads like a headline."""
    start = n
    while n < len(lines) and lines[n].linked and lines[n].linked == lines[n].text:
        n += 1
    if n == start and n < len(lines) - 1 and _could_be_headline(lines[n]):
        n += 1
    return n


def _could_be_headline(line: TextLine) -> bool:
    return len(line.text.split()) <= _HEADLINE_WORDS and not _SENTENCE_END.search(line.text)


def _without_trailers(lines: list[TextLine]) -> list[TextLine]:
    """Take out what the desk wrote behind its text: (end) and initials, (more), Will be updated, channel adverts."""
    kept: list[TextLine] = []
    for n, line in enumerate(lines):
        text = line.text
        while (shorter := _TRAILER.sub("", text)) != text:
            text = shorter
        after_end = n > 0 and lines[n - 1].text != "" and _TRAILER.search(lines[n - 1].text) is not None
        if after_end and _INITIALS.fullmatch(text) and n == len(lines) - 1:
            continue
        if text:
            kept.append(replace(line, text=text))
        elif line.starts_block and n + 1 < len(lines):
            lines[n + 1] = replace(lines[n + 1], starts_block=True)
    return kept
