"""Read the hashtags printed below a story."""

from __future__ import annotations

import re

from menafn_crawler.bounds import TAGS
from menafn_crawler.normalise.folding import fold
from menafn_crawler.normalise.quality import repair_text

_PLACEHOLDERS = frozenset(
    map(fold, ["label", "tag", "tags", "hashtag", "hashtags", "وسم", "وسوم", "الوسوم", "الوسم", "كلمات مفتاحية", ""])
) | {fold("الكلمات المفتاحية"), fold("هاشتاغ"), fold("علامات"), fold("الكلمات الدالة")}
_SEPARATORS = re.compile(r"[#＃,،;؛|]")
_EDGES = " \t:.-"


def read_tags(printed: str | None) -> tuple[str, ...]:
    """Return the tags in page order, each once in whatever spelling, without the hash sign; "Label" is none.

    >>> read_tags("#Oil #Gulf Markets, #Oil")
    ('Oil', 'Gulf Markets')
    >>> read_tags("Label")
    ()
    """
    text = repair_text((printed or "")[:TAGS])
    label, colon, rest = text.partition(":")
    if colon and fold(label.strip(_EDGES)) in _PLACEHOLDERS:
        text = rest
    parts = (part.strip(_EDGES) for part in _SEPARATORS.split(text))
    tags: dict[str, str] = {}
    for part in parts:
        if (key := fold(part)) not in _PLACEHOLDERS:
            tags.setdefault(key, part)
    return tuple(tags.values())
