"""From the lines between the anchors to the lines of the story: what is not the provider's text is taken out.

Each rule names a text that ``menafn-facts.md`` saw inside bodies. A rule takes a line only when the whole line is that
text, or when it is cut at a mark that no sentence holds (the wire ID, the disclaimer, the link behind "Read Also:").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.byline import BYLINE_LINES, find_byline
from menafn_crawler.normalise.characters import without_invisible
from menafn_crawler.normalise.furniture import (
    DISCLAIMER,
    OTHER_STORIES,
    SHARE_RUN,
    disclaimer_inside,
    is_share_block,
    may_hold_markup,
    without_markup,
)
from menafn_crawler.normalise.printed_dates import find_printed_date
from menafn_crawler.normalise.wire import WIRE_ID

_LABEL = (
    r"(?:(?:also\s+|must\s+)read|read\s+(?:also|more|next)|see\s+also|related\s+(?:stor(?:y|ies)|news|articles?)"
    r"|(?:[اأإ]قر[أاإ]و?ا?|طالع|شاهد)\s+(?:[أاإ]يض[اً\u064b]*|المزيد|كذلك)|للمزيد(?:\s+من\s+(?:ال[أا]خبار|التفاصيل))?"
    r"|المزيد|[أا]خبار\s+ذات\s+صلة|مواضيع\s+ذات\s+صلة)"
)
_MARKS = r"[:：\-–—…»>]*"
_READ_ALSO = re.compile(rf"{_LABEL}\s*(?P<colon>{_MARKS})\s*(?P<rest>.*)", re.IGNORECASE)
_BARE_LABEL = re.compile(rf"{_LABEL}\s*{_MARKS}\.?", re.IGNORECASE)
_INSIDE = re.compile(rf"(?:(?<=[.!?…\"”)])\s*{_LABEL}\s*{_MARKS}|{_LABEL}\s*[:：])\s*$", re.IGNORECASE)
"""The label inside a line, right before the link that it announces."""
_CALLED = re.compile(rf"(?<=[.!?…\"”)])\s*{_LABEL}\s*[:：]\s*(?P<headline>[^.!?…]{{10,150}})$", re.IGNORECASE)
"""The label at the end of a paragraph, with a headline that has lost its link."""
_PUNCTUATION = " \t.,;:|-–—•·/()[]»>"

_INITIALS = (
    r"(?:[a-z]{1,4}(?:\s?[./]\s?[a-z]{1,4}){0,5}\.?|[\u0621-\u064a]{1,3}(?:\s?[./]?\s?[\u0621-\u064a]{1,3}){0,5}\.?)"
)
_ONLY_INITIALS = re.compile(_INITIALS, re.IGNORECASE)
_TRAILER = re.compile(
    rf"(?:(?:^|\s+)[-–—])?\s*\(\s*(?:end|more|انتهى|النهاية|يتبع)\s*\)(?:\s*{_INITIALS}|[.…]{{2,}})?\s*$"
    r"|\s*\(\s*will\s+be\s+updated[.…]*\s*\)[.…]*\s*$"
    r"|(?:^|(?<=[.!?…\"”’)\]])\s*)(?:this\s+(?:story|article|news)\s+)?will\s+be\s+updated[.…]*\s*$"
    r"|\s+(?-i:Will)\s+be\s+updated[.…]*\s*$"
    r"|(?:^|(?<=[.!?…\"”’)\]])\s*|\s+(?=(?-i:Stay)))stay\s+up[- ]to[- ]date\s+with\s+more\s+news\s+(?:at|on)\s.{0,80}"
    r"whatsapp\s+channel[.!]?\s*$",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\(\s*(?:end|more|انتهى|النهاية|يتبع)\s*\)", re.IGNORECASE)
_LAST_WORDS = ("updated", "channel")
"""With these end the trailers that hold no parenthesis."""
_LONGEST_TRAILER = 200
_LONGEST_DATE = 40
_HEADLINE_WORDS = 30
"""A line with more words than this is no headline."""
_FEW_WORDS = 3
_SENTENCE_END = re.compile(r"[.!?…؟][\"'”’)]*$")
_STATEMENT_END = re.compile(r"[.…][\"'”’)]*$")


def story_lines(lines: Iterable[TextLine]) -> list[TextLine]:
    """The provider's own lines, in order, none empty."""
    printed = _close_gaps(line._replace(text="") if is_share_block(line.text) else line for line in map(_plain, lines))
    kept = _close_gaps(_cut_at_disclaimer(_without_byline(printed)))
    return _without_trailers(_close_gaps(_without_read_also(kept)))


def _plain(line: TextLine) -> TextLine:
    """Take out what is invisible or was never text: zero-width characters, literal markup, wire IDs, share labels."""
    if line.text.isprintable() and not _has_marks(line.text):
        return line
    text = " ".join(WIRE_ID.sub(" ", without_markup(without_invisible(line.text))).split())
    if not text.strip(_PUNCTUATION):  # the full stop behind a wire ID
        text = ""
    if run := SHARE_RUN.match(text):
        text = text[run.end() :]
    links = (" ".join(without_markup(without_invisible(link)).split()) for link in line.linked.split("\n"))
    return line._replace(text=text, linked="\n".join(filter(None, links)))


def _has_marks(text: str) -> bool:
    """Whether a wire ID or a share block stands in *text*, or something that stands in all markup."""
    has_wire_id = "MENAFN" in text and WIRE_ID.search(text) is not None
    return has_wire_id or may_hold_markup(text) or SHARE_RUN.match(text) is not None


def _close_gaps(lines: Iterable[TextLine]) -> list[TextLine]:
    """Leave out empty lines; what stands behind one begins a paragraph."""
    kept: list[TextLine] = []
    gap = False
    for line in lines:
        if line.text:
            kept.append(line._replace(starts_block=True) if gap else line)
        gap = not line.text
    return kept


def _without_byline(lines: list[TextLine]) -> list[TextLine]:
    """The byline stands first, behind a caption at most; some pages print it once more with the text."""
    byline = next(
        ((n, found) for n, line in enumerate(lines[:BYLINE_LINES]) if (found := find_byline(line.text))), None
    )
    if byline is None:
        return lines
    first, found = byline
    lines, above = lines[first:], [line for line in lines[:first] if _is_text(line.text)]
    n = 0
    while found is not None:
        lines[n] = lines[n]._replace(text=found[1], starts_block=True)
        n += not found[1]
        found = find_byline(lines[n].text) if n < len(lines) else None
    return [*above, *lines]


def _is_text(line: str) -> bool:
    """Whether a line before the byline is a paragraph, and not a caption or a label."""
    return len(line.split()) > _HEADLINE_WORDS // 2 and _SENTENCE_END.search(line) is not None


def _cut_at_disclaimer(lines: list[TextLine]) -> list[TextLine]:
    for n, line in enumerate(lines):
        if DISCLAIMER.match(line.text):
            return lines[:n]
        if inside := disclaimer_inside(line.text):
            return [*lines[:n], line._replace(text=line.text[: inside.start()].rstrip())]
    return lines


# --- "Read Also" -----------------------------------------------------------------------------------------------------


def _without_read_also(lines: list[TextLine]) -> list[TextLine]:
    """Take out "Read Also" and the headlines of other stories that belong to it; what is taken leaves a gap."""
    kept: list[TextLine] = []
    n = 0
    while n < len(lines):
        line = lines[n]
        announced = _READ_ALSO.fullmatch(line.text)
        if (announced and _BARE_LABEL.fullmatch(line.text)) or _opens_list(lines, n):
            kept.append(line._replace(text=""))
            n = _behind_headlines(lines, n + 1)
            continue
        kept.append(_without_announced_link(line, announced))
        n += 1
    return kept


def _opens_list(lines: list[TextLine], n: int) -> bool:
    """Whether line *n* is the label of a list of other stories."""
    if n + 1 == len(lines) or not lines[n + 1].linked:
        return False
    return OTHER_STORIES.fullmatch(lines[n].text) is not None and _is_link(lines[n + 1])


def _without_announced_link(line: TextLine, announced: re.Match[str] | None) -> TextLine:
    """The line without "Read Also" and what it announces; empty if it is nothing else."""
    if announced and _is_link(line):
        return line._replace(text="")
    if not line.linked:
        called = announced and (announced["colon"] or _is_title_case(announced["rest"]))
        if called and _could_be_headline(line.text):
            return line._replace(text="")
        return line._replace(text=_without_called_headline(line.text))
    text = line.text
    for link in filter(None, line.linked.split("\n")):
        text = _cut_link(text, link)
    if text == line.text:
        return line
    few = len(text.strip(_PUNCTUATION).split()) <= _FEW_WORDS
    return line._replace(text="" if few and not _SENTENCE_END.search(text) else text)


def _without_called_headline(text: str) -> str:
    """*text* without the headline at its end whose link is gone: "… said the minister. Read also: Oil Prices Rise"."""
    if text.endswith((".", "!", "?", "…", "”", '"')):  # most lines
        return text
    called = _CALLED.search(text)
    return text[: called.start()] if called is not None and _is_title_case(called["headline"]) else text


def _cut_link(text: str, link: str) -> str:
    """*text* without *link* and the label right before it, if there is one."""
    place = text.find(link)
    while place >= 0:
        before, behind = text[:place], text[place + len(link) :]
        label = _BARE_LABEL.fullmatch(before.strip()) or _INSIDE.search(before)
        part_of_sentence = behind.lstrip()[:1].islower() and not before.rstrip().endswith((":", "："))
        if (label and not part_of_sentence) or _ends_with_label(before, link, behind):
            start = label.start() if label else len(before)
            return " ".join((before[:start] + " " + behind.lstrip(_PUNCTUATION)).split())
        place = text.find(link, place + 1)
    return text


def _ends_with_label(before: str, link: str, behind: str) -> bool:
    """Whether the link is itself the label and closes its paragraph: "… said the minister. Read more"."""
    return bool(
        _BARE_LABEL.fullmatch(link) and _SENTENCE_END.search(before.rstrip()) and not behind.strip(_PUNCTUATION)
    )


def _behind_headlines(lines: list[TextLine], n: int) -> int:
    """Skip every line that is a link; where the links are gone, the lines that read like headlines."""
    start = n
    while n < len(lines) and (_is_link(lines[n]) or (_is_date(lines[n]) and _is_link_at(lines, n + 1))):
        n += 1
    if n > start:
        return n
    if n < len(lines) and len(lines[n].text.split()) >= _FEW_WORDS and _could_be_headline(lines[n].text):
        n += 1
        while n < len(lines) and _is_title_case(lines[n].text):
            n += 1
    return n


def _is_link(line: TextLine) -> bool:
    """Whether the line is a link, but for a label, a mark or a word beside it."""
    if not line.linked:
        return False
    rest = line.text
    for link in filter(None, line.linked.split("\n")):
        rest = rest.replace(link, " ", 1)
    rest = _BARE_LABEL.sub(" ", rest, count=1).strip(_PUNCTUATION)
    return len(rest.split()) < _FEW_WORDS and len(rest) < len(line.text) // 2


def _is_link_at(lines: list[TextLine], n: int) -> bool:
    return n < len(lines) and _is_link(lines[n])


def _is_date(line: TextLine) -> bool:
    return len(line.text) <= _LONGEST_DATE and find_printed_date(line.text) is not None


def _could_be_headline(text: str) -> bool:
    return len(text.split()) <= _HEADLINE_WORDS and not _STATEMENT_END.search(text)


def _is_title_case(text: str) -> bool:
    """Whether a line is set like the site's headlines, nearly every word with a capital."""
    words = [word for word in text.split() if word[:1].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return len(words) > _FEW_WORDS and _could_be_headline(text) and capital * 10 >= len(words) * 7


# --- trailers --------------------------------------------------------------------------------------------------------


def _without_trailers(lines: list[TextLine]) -> list[TextLine]:
    """Take out what the desk wrote behind its text: (end) and initials, (more), Will be updated, channel adverts."""
    if len(lines) > 1 and _ONLY_INITIALS.fullmatch(lines[-1].text) and _TRAILER.search(lines[-2].text):
        lines = lines[:-1]
    return _close_gaps(map(_without_trailer, lines))


def _without_trailer(line: TextLine) -> TextLine:
    text = line.text
    end = text[-_LONGEST_TRAILER:]
    may_be_one = "(" in end and _PARENTHESIS.search(end) is not None
    if not may_be_one and end.rstrip(" .…!)")[-len("updated") :].casefold() not in _LAST_WORDS:  # most lines
        return line
    while found := _TRAILER.search(text, max(0, len(text) - _LONGEST_TRAILER)):
        text = text[: found.start()]
    return line._replace(text=text)
