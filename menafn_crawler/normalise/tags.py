"""Hashtags printed below a story."""

from __future__ import annotations

import re

_PLACEHOLDERS = frozenset({"label", "tags", "hashtags", ""})
_SEPARATORS = re.compile(r"\s*[#,|]\s*")


def read_tags(printed: str | None) -> tuple[str, ...]:
    """The tags in page order, each once, without the hash sign; the placeholder "Label" is none.

    >>> read_tags("#Oil #Gulf Markets, #Oil")
    ('Oil', 'Gulf Markets')
    >>> read_tags("Label")
    ()
    """
    parts = _SEPARATORS.split(" ".join((printed or "").split()))
    return tuple(dict.fromkeys(part for part in parts if part.casefold() not in _PLACEHOLDERS))
