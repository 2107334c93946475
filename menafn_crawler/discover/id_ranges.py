"""Parse article ids as a user writes them: single ids and ranges, in any order."""

from __future__ import annotations

import re

_PART = re.compile(r"(?P<first>[0-9]{8,12})(?:\s*(?:-|–|\.\.)\s*(?P<last>[0-9]{8,12}))?")
MAX_IDS = 20_000_000
"""Ids that one run may name. The site has used fewer in all its years."""


def read_id_ranges(text: str) -> tuple[range, ...]:
    """Return the ranges in *text*, rising, without overlaps. Raises ValueError that says what is wrong.

    >>> read_id_ranges("1109547045, 1109547000-1109547003,1109547002")
    (range(1109547000, 1109547004), range(1109547045, 1109547046))
    """
    ranges = [_range(part.strip()) for part in text.split(",") if part.strip()]
    if not ranges:
        raise ValueError("names no number")
    merged = _merged(ranges)
    if sum(map(len, merged)) > MAX_IDS:
        raise ValueError(f"names more than {MAX_IDS:,} numbers, more than the site has given out")
    return merged


def _range(part: str) -> range:
    found = _PART.fullmatch(part)
    if found is None:
        raise ValueError(f"holds {part[:40]!r}, which is neither a number of 8 to 12 digits nor a range of them")
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if last < first:
        raise ValueError(f"holds the range {part}, which ends before it begins")
    return range(first, last + 1)


def _merged(ranges: list[range]) -> tuple[range, ...]:
    merged: list[range] = []
    for numbers in sorted(ranges, key=lambda numbers: numbers.start):
        if merged and numbers.start <= merged[-1].stop:
            merged[-1] = range(merged[-1].start, max(merged[-1].stop, numbers.stop))
        else:
            merged.append(numbers)
    return tuple(merged)
