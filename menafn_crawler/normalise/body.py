"""Join the lines of a story into paragraphs; undo line breaks that were made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from menafn_crawler.items import TextLine

_HARD_WRAP = 90
"""Wires that break lines by hand do so at about 65 characters; a longer line was broken by its author."""
_WRAPPED = 50
"""A line that ends short of this was not broken for its length."""
_SENTENCE_END = re.compile(r"[.!?:;…؟؛۔][\"'”’»)\]]*$")
_ORDINALS = "أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا أولاً ثانياً ثالثاً رابعاً خامساً"
_BULLET = re.compile(
    r"[•▪●■◦‣⁃]|[*–—-]\s|\d{1,2}\s?[.)\]–—-]\s?(?!\d)|[\(\[]\d{1,2}[\)\]]|[a-z\u0621-\u064a]\s?[)-]\s"
    rf"|(?:{'|'.join(_ORDINALS.split())})\s?[:،,.–—-]"
)
"""The beginning of an item of a list: a mark, a number, a letter, "first" in Arabic."""
_INNER_MARK = re.compile(r"[.,;:،؛؟?!](?=.)")
_CAPITAL = re.compile(r"[A-Z0-9\u00c0-\u00de]")
_VERSES = 4
"""So many short lines without a mark inside are verse."""


def paragraphs(lines: Sequence[TextLine]) -> list[str]:
    """Return the paragraphs of *lines*, each on one line.

    A block begins a paragraph. A single line break begins one where its author meant it to: between list items, lines
    of verse, and behind a finished sentence, unless the text is wrapped by hand. Every other line break stands inside a
    sentence.

    >>> paragraphs([TextLine("Exports of the", "", True), TextLine("country grew.", "", False)])
    ['Exports of the country grew.']
    >>> paragraphs([TextLine("Exports grew.", "", True), TextLine("Imports fell.", "", False)])
    ['Exports grew.', 'Imports fell.']
    """
    blocks = _blocks(lines)
    width = max((len(line) for block in blocks if _wrapped_by_hand(block) for line in block), default=None)
    return [paragraph for block in blocks for paragraph in _divide(block, width)]


def _blocks(lines: Iterable[TextLine]) -> list[list[str]]:
    blocks: list[list[str]] = []
    for line in lines:
        if line.starts_block or not blocks:
            blocks.append([])
        blocks[-1].append(line.text)
    return blocks


def _wrapped_by_hand(block: Sequence[str]) -> bool:
    """Return True if lines were broken for their length: none is long, and a longer one ends inside a sentence."""
    short_enough = all(len(line) <= _HARD_WRAP for line in block)
    return short_enough and any(len(line) >= _WRAPPED and not _SENTENCE_END.search(line) for line in block[:-1])


def _is_verse(block: Sequence[str]) -> bool:
    """Return True for several short lines that each begin with a capital or a figure, or have no mark inside."""
    if len(block) < _VERSES or any(len(line) >= _WRAPPED for line in block):
        return False
    if all(_CAPITAL.match(line) for line in block):  # chance does not break prose before a capital each time
        return True
    return not any(_INNER_MARK.search(line) or line[:1].islower() for line in block)


def _divide(block: Sequence[str], width: int | None) -> list[str]:
    if _is_verse(block):
        return list(block)
    divided = list(block[:1])
    for previous, line in pairwise(block):
        if _authored(previous, line, width):
            divided.append(line)
        else:
            divided[-1] = f"{divided[-1]} {line}"
    return divided


def _authored(previous: str, line: str, width: int | None) -> bool:
    """Return True if the break between two lines begins a paragraph; *width* is that of a text wrapped by hand."""
    if _BULLET.match(line) or (_BULLET.match(previous) and len(previous) < _WRAPPED and not line[:1].islower()):
        return True
    if not _SENTENCE_END.search(previous) or line[:1].islower():
        return False
    if width is None or len(previous) > _HARD_WRAP:
        return True
    word_would_fit = len(previous) + 1 + len(line.split(" ", 1)[0]) <= width
    return len(previous) < _WRAPPED and word_would_fit
