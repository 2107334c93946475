"""The wire ID: ``MENAFN`` + DDMMYYYY + twelve digits of the provider + ``ID`` + number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WIRE_ID = re.compile(r"MENAFN(?P<day>\d{8})(?P<code>\d{12})ID(?P<number>\d{6,12})")

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
    day: date | None
    provider_code: str
    number: int


def wire_ids(text: str) -> list[str]:
    """Every wire ID printed in *text*, as printed, in order.

    >>> wire_ids("MENAFN14052025000045015687ID1109547045MENAFN14052025000045015687ID1109547045")[1:]
    ['MENAFN14052025000045015687ID1109547045']
    """
    return [found.group() for found in WIRE_ID.finditer(text)]


def read_wire_id(text: str) -> WireId | None:
    """Read one wire ID; None if *text* is none.

    >>> read_wire_id("MENAFN14052025000045015687ID1109547045").day
    datetime.date(2025, 5, 14)
    """
    found = WIRE_ID.fullmatch(text)
    if found is None:
        return None
    digits = found["day"]
    try:
        day = date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        day = None
    return WireId(text, day, found["code"], int(found["number"]))


def choose_wire_id(printed: Iterable[str], article_id: int) -> WireId | None:
    """The wire ID of the article among those *printed* on its page; None if there is none.

    The number nearest to the article's wins, since it may differ by a little; on a tie the one printed first.

    >>> choose_wire_id(["MENAFN19012025000071011013ID1109105811"], 1109105812).number
    1109105811
    """
    read = [wire for wire in map(read_wire_id, printed) if wire is not None]
    return min(read, key=lambda wire: abs(wire.number - article_id), default=None)
