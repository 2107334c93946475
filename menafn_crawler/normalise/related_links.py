"""Drop "Read Also" and the headlines of other stories from the lines of an article body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.boilerplate import (
    LATEST_STORIES,
    OTHER_STORIES,
    READ_ALSO,
    READ_ALSO_INSIDE,
    READ_ALSO_LABEL,
)
from menafn_crawler.normalise.folding import FoldedPattern, Span, fold, fold_line
from menafn_crawler.normalise.printed_dates import find_printed_date

_PUNCTUATION = " \t.,;:|-–—•·/()[]»>،؛"
_LONGEST_DATE = 40
_HEADLINE_WORDS = 30
"""A line with more words is no headline."""
_FEW_WORDS = 3
_LABEL_REACH = 80
"""Characters before a link within which its label stands."""
_LOST_LINKS = 3
"""Links of a line that may not be found in its text; then it is not looked for the others."""
_SENTENCE_END = re.compile(r"[.!?…؟۔][\"'”’»)]*$")
_CLOSING_QUOTES = "\"'”’»)"
_CALLED = FoldedPattern(
    r"(?<=[.!?…؟۔\"”»])\s*(?:read also|also read|read more|see also|must read|read next)\s*[:–—-]+\s*[^.!?…؟۔]{10,150}$"
    r"|(?<=[.!?…؟۔\"”»])\s*(?:اقرا|طالع|شاهد) (?:ايضا|المزيد)\s*:\s*[^.!?…؟۔]{10,150}$",
    hints=("read", "see also", "اقرأ", "طالع", "شاهد"),
)
"""The label at the end of a paragraph, with a headline that has lost its link."""
_BEHIND_LABEL = FoldedPattern(r"[^:–—-]{0,60}[:–—-]+\s*", 80)
_LONGEST_CALL = 240


def without_related_links(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return *lines* without links to other stories, their labels and headlines; an empty line where one was."""
    kept: list[TextLine] = []
    n = 0
    while n < len(lines):
        line = lines[n]
        if _is_bare_label(line.text) or _opens_list(lines, n):
            kept.append(line._replace(text=""))
            n = _behind_headlines(lines, n + 1)
            continue
        kept.append(line._replace(text="") if _is_card(lines, n) else _without_announced(line))
        n += 1
    return kept


def _is_bare_label(text: str) -> bool:
    found = READ_ALSO.fullmatch(fold_line(text)) if len(text) <= _LABEL_REACH else None
    return found is not None and not found["rest"].strip(_PUNCTUATION)


def _opens_list(lines: Sequence[TextLine], n: int) -> bool:
    """Return True if line *n* is the label of a list of other stories."""
    if n + 1 == len(lines) or not lines[n + 1].linked:
        return False
    labelled = any(label.fullmatch(lines[n].text) for label in (OTHER_STORIES, LATEST_STORIES))
    return labelled and _is_link(lines[n + 1])


def _is_card(lines: Sequence[TextLine], n: int) -> bool:
    """Return True for another story's headline that stands alone as a link between two paragraphs."""
    line = lines[n]
    if not n or line.linked != line.text or not _is_title_case(line.text):
        return False
    return not lines[n - 1].linked and (n + 1 == len(lines) or (lines[n + 1].starts_block and not lines[n + 1].linked))


def _without_announced(line: TextLine) -> TextLine:
    """Return the line without labels and what they announce; empty if it is nothing else."""
    if line.linked:
        return _without_links(line)
    inner = line.text.strip("()[]") if line.text[:1] in "([" else line.text
    announced = READ_ALSO.fullmatch(fold_line(inner)) if _could_be_headline(inner) else None
    if announced and (":" in announced["colon"] or announced["colon"] or _is_title_case(_rest(inner, announced))):
        return line._replace(text="")
    text = _without_called_headline(line.text)
    return line if text is line.text else line._replace(text=text)


def _rest(text: str, announced: re.Match[str]) -> str:
    """Return what stands behind the label in the text as printed: as many words as in the folded text."""
    words = len(announced["rest"].split())
    return " ".join(text.split()[-words:]) if words else ""


def _without_called_headline(text: str) -> str:
    """Return *text* without the headline at its end whose link is gone: "... the minister. Read also: Oil Rises"."""
    if text.endswith((".", "!", "?", "…", "”", '"', "؟", "۔")):  # most lines
        return text
    cut = max(0, len(text) - _LONGEST_CALL)
    called = _CALLED.search(text[cut:])
    if called is None:
        return text
    call = text[cut + called.start() :].lstrip()
    label = _BEHIND_LABEL.match(call)
    arabic = fold(call)[:1] > "z"
    headline = call[label.end() :] if label else ""
    return text[: cut + called.start()] if arabic or _is_title_case(headline) else text


# --- links -----------------------------------------------------------------------------------------------------------


def _link_spans(line: TextLine) -> list[Span]:
    """Return where the links of a line stand in its text, in order. Linear: each is looked for behind the last."""
    spans: list[Span] = []
    end = lost = 0
    for link in filter(None, line.linked.split("\n")):
        place = line.text.find(link, end)
        if place < 0:
            lost += 1
            if lost == _LOST_LINKS:
                break
            continue
        end = place + len(link)
        spans.append(Span(place, end))
    return spans


def _without_links(line: TextLine) -> TextLine:
    """Return a line with links without those that a label announces; empty if little else is left."""
    spans = _link_spans(line)
    if READ_ALSO.match(fold(line.text[:_LABEL_REACH])) and _is_nearly(line.text, spans):
        return line._replace(text="")
    cuts = _announced_links(line.text, spans)
    if not cuts:
        return line
    text = _cut(line.text, cuts)
    few = len(text.strip(_PUNCTUATION).split()) <= _FEW_WORDS
    return line._replace(text="" if few and not _SENTENCE_END.search(text) else text)


def _announced_links(text: str, spans: list[Span]) -> list[Span]:
    """Return the parts of *text* that are a label and the links which it announces."""
    cuts: list[Span] = []
    for n, link in enumerate(spans):
        start = spans[n - 1].end() if n else 0
        before = text[max(start, link.start() - _LABEL_REACH) : link.start()]
        label = _label_before(before, at_start=link.start() - len(before) == 0)
        behind = text[link.end() : link.end() + _LABEL_REACH]
        if label is not None and not _goes_on(before, behind):
            cuts.append(Span(link.start() - len(before) + label, link.end()))
        elif cuts and cuts[-1].end() == start and not before.strip(_PUNCTUATION + "و&"):
            cuts.append(Span(start, link.end()))  # the next of several
        elif _is_label_itself(text, before, link, behind):
            cuts.append(link)
    return cuts


def _label_before(before: str, *, at_start: bool) -> int | None:
    """Return where the label begins that ends *before*; None if none does."""
    if at_start and READ_ALSO_LABEL.fullmatch(before):
        return 0
    found = READ_ALSO_INSIDE.search(before)
    return found.start() if found is not None else None


def _goes_on(before: str, behind: str) -> bool:
    """Return True if a sentence goes on behind a link: "See also the scheme of the bank for details"."""
    return behind.lstrip()[:1].islower() and not before.rstrip().endswith((":", "："))


def _is_label_itself(text: str, before: str, link: Span, behind: str) -> bool:
    """Return True if the link is the label and closes its paragraph: "... said the minister. Read more"."""
    if behind.strip(_PUNCTUATION) or not _SENTENCE_END.search(before.rstrip()):
        return False
    return READ_ALSO_LABEL.fullmatch(text[link.start() : link.end()]) is not None


def _cut(text: str, cuts: list[Span]) -> str:
    """Return *text* without *cuts*, and without the punctuation right behind one."""
    parts, end = [], 0
    for cut in cuts:
        parts.append(text[end : cut.start()])
        end = cut.end()
        while end < len(text) and text[end] in _PUNCTUATION:
            end += 1
    return " ".join(" ".join([*parts, text[end:]]).split())


# --- headlines -------------------------------------------------------------------------------------------------------


def _behind_headlines(lines: Sequence[TextLine], n: int) -> int:
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
    """Return True if the line is a link, but for a label, a mark or a word."""
    return bool(line.linked) and _is_nearly(line.text, _link_spans(line))


def _is_nearly(text: str, spans: list[Span]) -> bool:
    """Return True if *spans*, and a label before them, are nearly all of *text*."""
    rest = _cut(text, spans).strip(_PUNCTUATION)
    if READ_ALSO_LABEL.fullmatch(rest):
        return True
    return len(rest.split()) < _FEW_WORDS and len(rest) < len(text) // 2


def _is_link_at(lines: Sequence[TextLine], n: int) -> bool:
    return n < len(lines) and _is_link(lines[n])


def _is_date(line: TextLine) -> bool:
    return len(line.text) <= _LONGEST_DATE and find_printed_date(line.text) is not None


def _could_be_headline(text: str) -> bool:
    is_statement = text.rstrip(_CLOSING_QUOTES).endswith((".", "…", "۔"))  # most lines
    return not is_statement and len(text.split()) <= _HEADLINE_WORDS


def _is_title_case(text: str) -> bool:
    """Return True if a line is set like the site's headlines, nearly every word with a capital."""
    words = [word for word in text.split() if word[:1].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return len(words) > _FEW_WORDS and _could_be_headline(text) and capital * 10 >= len(words) * 7
