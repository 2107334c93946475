"""Hashtags printed below a story."""

from __future__ import annotations

import re

from menafn_crawler.normalise.characters import without_invisible

_PLACEHOLDERS = frozenset({"label", "tag", "tags", "hashtag", "hashtags", ""})
_SEPARATORS = re.compile(r"[#＃,،;|]")
_EDGES = " \t:.-"


def read_tags(printed: str | None) -> tuple[str, ...]:
    """The tags in page order, each once, without the hash sign; the placeholder "Label" is none.

    >>> read_tags("#Oil #Gulf Markets, #Oil")
    ('Oil', 'Gulf Markets')
    >>> read_tags("Label")
    ()
    """
    text = " ".join(without_invisible(printed or "").split())
    label, colon, rest = text.partition(":")
    if colon and label.strip().casefold() in _PLACEHOLDERS:
        text = rest
    parts = (part.strip(_EDGES) for part in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part.casefold() not in _PLACEHOLDERS))
