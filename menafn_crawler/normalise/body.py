"""The lines of a story as paragraphs: one blank line between them, hard line breaks joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from menafn_crawler.items import TextLine

_HARD_WRAP = 90
"""Wires that break lines by hand do so at about 65 characters; a longer line was broken by its author."""
_WRAPPED = 50
"""A line that ends short of this was not broken for its length."""
_SENTENCE_END = re.compile(r"[.!?:;…؟][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•▪●■◦‣⁃]|[*-]\s")


def paragraphs(lines: Sequence[TextLine]) -> list[str]:
    """Join lines into paragraphs.

    A block begins a paragraph. Single line breaks do so where their author meant them to: between list items, and
    behind a finished sentence where the lines are not those of a text wrapped by hand. Every other line break stands
    inside a sentence.

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
    """Whether lines were broken for their length: none is long, and one that is not short ends inside a sentence."""
    short_enough = all(len(line) <= _HARD_WRAP for line in block)
    return short_enough and any(len(line) >= _WRAPPED and not _SENTENCE_END.search(line) for line in block[:-1])


def _divide(block: Sequence[str], width: int | None) -> list[str]:
    divided = list(block[:1])
    for previous, line in pairwise(block):
        if _authored(previous, line, width):
            divided.append(line)
        else:
            divided[-1] = f"{divided[-1]} {line}"
    return divided


def _authored(previous: str, line: str, width: int | None) -> bool:
    """Whether the break between two lines begins a paragraph. *width* is that of a text wrapped by hand, else None."""
    if _BULLET.match(line):
        return True
    if not _SENTENCE_END.search(previous) or line[:1].islower():
        return False
    if width is None or len(previous) > _HARD_WRAP:
        return True
    word_would_fit = len(previous) + 1 + len(line.split(" ", 1)[0]) <= width
    return len(previous) < _WRAPPED and word_would_fit
