"""Terminal text: aligned, wrapped, coloured where the terminal has colours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
NARROWEST, WIDEST = 40, 110
"""Columns between which text is wrapped, whatever the terminal has."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """How wide the text may be, and whether it has colours."""

    columns: int = 100
    colours: bool = False

    @classmethod
    def of(cls, stream: TextIO, environment: Mapping[str, str], columns: int) -> Terminal:
        """The terminal behind *stream*; no colours where it is none, or where ``NO_COLOR`` is set to anything."""
        wanted = stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
        return cls(min(max(columns, NARROWEST), WIDEST), wanted)

    def paint(self, text: str, *kinds: str) -> str:
        """The text in colour, or as it is."""
        if not (self.colours and kinds and text):
            return text
        return f"\x1b[{';'.join(_CODES[kind] for kind in kinds)}m{text}\x1b[0m"

    def heading(self, text: str) -> Iterator[str]:
        """An empty line and a heading."""
        yield ""
        yield self.paint(text, "bold")

    def row(self, label: str, text: str, width: int, *kinds: str) -> Iterator[str]:
        """A label of *width* columns and a text beside it, wrapped below itself."""
        lines = self.wrapped(text, self.columns - width - 3) or [""]
        for number, line in enumerate(lines):
            named = f"  {label if number == 0 else '':{width}} "
            yield (self.paint(named, "dim") if label else named) + self.paint(line, *kinds)

    def rows(self, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Rows whose labels are aligned."""
        known = list(pairs)
        width = max((len(label) for label, _ in known), default=0)
        for label, text in known:
            yield from self.row(label, text, width)

    @staticmethod
    def wrapped(text: str, columns: int) -> list[str]:
        """The lines of a text; nothing in it can speak to the terminal."""
        plain = "".join(character if character.isprintable() else " " for character in text)
        return textwrap.wrap(plain, max(columns, 20), break_on_hyphens=False)
