"""Blocks inside of a story that are not its text: links to other stories, forms, blocks that their names mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import (
    LATEST_STORIES,
    OTHER_STORIES,
    READ_ALSO_LABEL,
    article_address,
    collapsed,
    find_printed_date,
)
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.lines import BLOCKS
from menafn_crawler.parse.main_block import marked_within

_FIELDS = ("input", "textarea", "select")
_WIDGET_WORDS = 25
"""Words around a form that belong to it: its heading and its small print."""
_LEVELS = 8
"""Levels above a link at which a block holds links alone."""
_MOST_LINKS = 60
_LINK_WORDS = 3
"""Words of a headline; a link with fewer stands in a sentence."""
_LABEL_WORDS = 6
_LABELS_LENGTH = 80
_WORDS_AROUND_LINK = 4
"""Words around each link but the first: a date, a section."""
_MOST_PIECES = 400
"""Pieces of text of a block of links; what has more is the page."""
_MOST_FORMS = 20
_OUTSIDE = re.compile(r"[\s.:;|>»›\-–—•·*]+")
_LABEL_END = re.compile(r"(?:[:：|»›>–—-]|\.{3}|…)\s*$")
_SENTENCE_END = re.compile(r"[.!?؟۔]['\"”’»)\]]*\s*$")
_TITLES = frozenset("h2 h3 h4 h5 h6 strong b p div span dt header".split())


def embedded_blocks(page: Page, parts: Iterable[html.HtmlElement]) -> list[html.HtmlElement]:
    """Return the blocks in *parts*, the elements of the body, that are not text of the story."""
    found: list[html.HtmlElement] = []
    for part in parts:
        found += marked_within(part)
        found += forms(part)
        found += story_links(page, part)
    return found


def forms(body: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the forms in *body* that a reader fills in, each with the block around it that holds little else."""
    found = islice(body.iter("form"), _MOST_FORMS)
    return [_around_form(form, body) for form in found if next(form.iter(*_FIELDS), None) is not None]


def story_links(page: Page, body: html.HtmlElement, lines: Iterable[TextLine] = ()) -> list[html.HtmlElement]:
    """Return the blocks in *body* that hold links to other stories, with their labels, and nothing else.

    With *lines*, only links that stand in them are looked at.
    """
    shown = {text for line in lines for text in line.linked.split("\n") if text}
    links = dict.fromkeys(islice(_links(page, body, shown), _MOST_LINKS))
    found: list[html.HtmlElement] = []
    inside: set[html.HtmlElement] = set()
    for link in links:
        if link in inside:
            continue
        block = _block_around(link, body, links)
        if block is None:
            continue
        inside.update(block.iter("a"))
        found.append(block)
        if (label := _label_before(block)) is not None:
            found.append(label)
    return found


def _links(page: Page, body: html.HtmlElement, shown: set[str]) -> Iterator[html.HtmlElement]:
    for link in body.iter("a"):
        if article_address(link.get("href") or "", page.site) is None:
            continue
        if not shown or collapsed(next(filter(str.strip, islice(link.itertext(), 20)), "")) in shown:
            yield link


def _block_around(
    link: html.HtmlElement, body: html.HtmlElement, links: dict[html.HtmlElement, None]
) -> html.HtmlElement | None:
    """Return the largest element around *link* that holds links to stories alone; None if it stands in a sentence."""
    block = link if next(link.iterdescendants(*BLOCKS), None) is not None else None
    for above in islice(link.iterancestors(), _LEVELS):
        if above is body or not _holds_links_alone(above, links):
            break
        block = above if above.tag in BLOCKS else block
    return block


def _holds_links_alone(block: html.HtmlElement, links: dict[html.HtmlElement, None]) -> bool:
    pieces = list(islice(block.itertext(), _MOST_PIECES + 1))
    if len(pieces) > _MOST_PIECES:
        return False
    whole = collapsed("".join(pieces))
    inside = (link for link in islice(block.iter("a"), _MOST_PIECES) if link in links)
    texts = [collapsed("".join(link.itertext())) for link in inside]
    linked = sum(len(text.split()) for text in texts)
    if linked < _LINK_WORDS * len(texts):
        return False
    unlinked = len(whole.split()) - linked
    if unlinked > min(linked, _LABEL_WORDS + _WORDS_AROUND_LINK * (len(texts) - 1)):
        return False
    if _SENTENCE_END.search(whole) and not (texts and _SENTENCE_END.search(texts[-1])):
        return False
    return next(block.iterdescendants(*BLOCKS), None) is not None or _is_line_of_links(whole, texts)


def _is_line_of_links(line: str, links: list[str]) -> bool:
    """Return True if a line has no words other than its links but a label before them and a date behind."""
    label, *behind = _between(line, links)
    if _OUTSIDE.sub("", label) and not _LABEL_END.search(label):
        return False
    return not any(_OUTSIDE.sub("", text) and find_printed_date(text.strip("()[] ")) is None for text in behind)


def _between(line: str, links: list[str]) -> Iterator[str]:
    """Yield what stands before the first of *links*, between them and behind the last."""
    for link in links:
        before, _, line = line.partition(link)
        yield before
    yield line


def _label_before(block: html.HtmlElement) -> html.HtmlElement | None:
    """Return the element with the label of a block of links, right before it; None if there is none."""
    label = block.getprevious()
    if label is None or label.tag not in _TITLES or (label.tail or "").strip():
        return None
    text = collapsed("".join(islice(label.itertext(), 20)))
    if not text or len(text) > _LABELS_LENGTH or len(text.split()) > _LABEL_WORDS or _SENTENCE_END.search(text):
        return None
    several = len(set(islice(block.iter("a"), 2))) > 1
    named = any(pattern.fullmatch(text) for pattern in (OTHER_STORIES, LATEST_STORIES, READ_ALSO_LABEL))
    return label if named or text.endswith(":") or (several and label.tag.startswith("h")) else None


def _around_form(form: html.HtmlElement, body: html.HtmlElement) -> html.HtmlElement:
    """Return a form, or the block around it that holds little else: its heading and its small print."""
    block = form
    for above in islice(form.iterancestors(), 2):
        if above is body or above.tag in ("body", "html") or _words(above) - _words(form) > _WIDGET_WORDS:
            break
        block = above
    return block


def _words(element: html.HtmlElement) -> int:
    return len(" ".join(islice(element.itertext(), _MOST_PIECES)).split())
