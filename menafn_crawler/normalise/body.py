"""The lines of a story as paragraphs: one blank line between them, hard line breaks joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from menafn_crawler.items import TextLine

_HARD_WRAP = 90
"""Wires that break lines by hand do so at about 65 characters; a longer line was broken by its author."""
_SENTENCE_END = re.compile(r"[.!?:;…؟][\"'”’»)]*$")


def paragraphs(lines: Sequence[TextLine]) -> list[str]:
    """Join lines into paragraphs.

    A block begins a paragraph. A single line break does so only behind a finished sentence on a line too long to have
    been wrapped by hand; every other one stands inside a sentence.

    >>> paragraphs([TextLine("Exports of the", "", True), TextLine("country grew.", "", False)])
    ['Exports of the country grew.']
    """
    joined: list[str] = []
    previous = ""
    for line in lines:
        authored = len(previous) > _HARD_WRAP and _SENTENCE_END.search(previous)
        if line.starts_block or not joined or authored:
            joined.append(line.text)
        else:
            joined[-1] = f"{joined[-1]} {line.text}"
        previous = line.text
    return joined
