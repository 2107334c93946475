"""Find and read wire IDs: ``MENAFN`` + DDMMYYYY + twelve digits of the provider + ``ID`` + number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from menafn_crawler.normalise.folding import FoldedPattern, fold, fold_line, fold_with_offsets

WIRE_ID = FoldedPattern(
    r"menafn\s?(?P<day>(?:[0-9]\s?){7}[0-9])\s?(?P<code>(?:[0-9]\s?){11}[0-9])\s?id\s?"
    r"(?P<number>[0-9]{10}|(?:[0-9]\s?){9}[0-9](?![0-9])|[0-9]{6,9}(?![0-9]))",
    hints=("menafn",),
)
"""Numbers have had ten digits since 2014: more belong to what follows."""
_SHORTEST = 34

PROVIDERS: dict[str, str] = {
    "000045015687": "MENAFN",
    "000071011013": "Kuwait News Agency (KUNA)",
    "000187011040": "Trend News Agency",
    "000228011069": "Khaama Press",
}
"""Providers whose twelve digits are known for certain (``menafn-facts.md``, fact 4)."""


@dataclass(frozen=True, slots=True)
class WireId:
    """A wire ID and what it says. ``day`` is None when its eight digits are no date."""

    text: str
    """In ASCII, without spaces."""
    day: date | None
    provider_code: str
    number: int


def wire_ids(text: str) -> list[str]:
    """Return every wire ID in *text*, in order, in ASCII whatever the digits, letters and spaces it is printed in.

    >>> wire_ids("MENAFN14052025000045015687ID1109547045menafn١٤٠٥٢٠٢٥٠٠٠٠٤٥٠١٥٦٨٧ID١١٠٩٥٤٧٠٤٥")[1:]
    ['MENAFN14052025000045015687ID1109547045']
    """
    if len(text) < _SHORTEST:
        return []
    folded = fold_line(text)
    return [_in_ascii(found) for found in WIRE_ID.pattern.finditer(folded)] if "menafn" in folded else []


def without_wire_ids(text: str) -> str:
    """Return *text* with a space for each wire ID.

    >>> without_wire_ids("It ended.ＭＥＮＡＦＮ14052025000045015687ID1109547045")
    'It ended. '
    """
    if not _may_hold_one(text):
        return text
    folded, offsets = fold_with_offsets(text)
    kept, end = [], 0
    for found in WIRE_ID.pattern.finditer(folded):
        kept.append(text[end : offsets[found.start()]])
        end = offsets[found.end()]
    return " ".join([*kept, text[end:]])


def _may_hold_one(text: str) -> bool:
    """Return False for nearly all texts without a wire ID, at a fraction of the cost of looking for one."""
    return len(text) >= _SHORTEST and "menafn" in fold_line(text)


def _in_ascii(found: re.Match[str]) -> str:
    day, code, number = ("".join(found[part].split()) for part in ("day", "code", "number"))
    return f"MENAFN{day}{code}ID{number}"


def read_wire_id(text: str) -> WireId | None:
    """Read one wire ID; return None if *text* is none.

    >>> read_wire_id("MENAFN14052025000045015687ID1109547045").day
    datetime.date(2025, 5, 14)
    """
    found = WIRE_ID.pattern.fullmatch(fold(text))
    if found is None:
        return None
    printed = _in_ascii(found)
    digits = printed[6:14]
    try:
        day = date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        day = None
    return WireId(printed, day, printed[14:26], int(printed[28:]))


def choose_wire_id(printed: Iterable[str], article_id: int) -> WireId | None:
    """Return the wire ID of the article among those *printed* on its page; None if there is none.

    The number nearest to the article's wins, since it may differ by a little; on a tie the one printed first.

    >>> choose_wire_id(["MENAFN19012025000071011013ID1109105811"], 1109105812).number
    1109105811
    """
    read = [wire for wire in map(read_wire_id, dict.fromkeys(printed)) if wire is not None]  # many print it twice
    return min(read, key=lambda wire: abs(wire.number - article_id), default=None)
