"""Terminal text: aligned, wrapped, coloured where the terminal has colours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO
from unicodedata import bidirectional

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_ISOLATE, _END = "\u2068", "\u2069"
"""FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE: text between them leaves the direction of its surroundings alone."""
_HARMLESS = frozenset({_ISOLATE, _END, "\u200c", "\u200d"})
"""Characters that are not printed and stay: the joiners are part of how words are spelt."""
NARROWEST, WIDEST = 40, 110
"""Columns between which text is wrapped, whatever the terminal has."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Width of the text, and whether it has colours."""

    columns: int = 100
    colours: bool = False

    @classmethod
    def of(cls, stream: TextIO, environment: Mapping[str, str], columns: int) -> Terminal:
        """Return the terminal behind *stream*; without colours if it is not a terminal or ``NO_COLOR`` is set."""
        wanted = stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
        return cls(min(max(columns, NARROWEST), WIDEST), wanted)

    def paint(self, text: str, *kinds: str) -> str:
        """Return the text in colour, or as it is."""
        if not (self.colours and kinds and text):
            return text
        return f"\x1b[{';'.join(_CODES[kind] for kind in kinds)}m{text}\x1b[0m"

    def heading(self, text: str) -> Iterator[str]:
        """Yield an empty line and a heading."""
        yield ""
        yield self.paint(text, "bold")

    def row(self, label: str, text: str, width: int, *kinds: str) -> Iterator[str]:
        """Yield a label of *width* columns and a text beside it, wrapped below itself."""
        lines = self.wrapped(text, self.columns - width - 3) or [""]
        for number, line in enumerate(lines):
            named = f"  {label if number == 0 else '':{width}} "
            yield (self.paint(named, "dim") if label else named) + self.paint(line, *kinds)

    def rows(self, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Yield rows whose labels are aligned."""
        known = list(pairs)
        width = max((len(label) for label, _ in known), default=0)
        for label, text in known:
            yield from self.row(label, text, width)

    @staticmethod
    def wrapped(text: str, columns: int) -> list[str]:
        """Return the lines of a text. Nothing in it speaks to the terminal; each line has its own direction."""
        plain = "".join(map(_printable, text))
        return list(_balanced(textwrap.wrap(plain, max(columns, 20), break_on_hyphens=False)))


def isolated(foreign: str) -> str:
    r"""Return foreign text for a line with other text: right-to-left text is isolated, controls are escaped.

    >>> isolated("KUNA \x1b[2J"), isolated("\u0643\u0648\u0646\u0627") == "\u2068\u0643\u0648\u0646\u0627\u2069"
    ('KUNA \\x1b[2J', True)
    """
    plain = "".join(_printable(character) for character in foreign if character not in (_ISOLATE, _END))
    right_to_left = any(bidirectional(character) in ("R", "AL", "AN") for character in plain)
    return f"{_ISOLATE}{plain}{_END}" if right_to_left else plain


def _printable(character: str) -> str:
    if character.isprintable() or character in _HARMLESS:
        return character
    return " " if character.isspace() else character.encode("unicode_escape").decode("ascii")


def _balanced(lines: Iterable[str]) -> Iterator[str]:
    """Close direction isolates at each line's end and open them again on the next line."""
    depth = 0
    for line in lines:
        text, opened = _ISOLATE * depth, depth
        for character in line:
            if character == _END and opened == 0:
                continue  # it would end what is none of ours
            opened += (character == _ISOLATE) - (character == _END)
            text += character
        depth = opened
        yield text + _END * depth
