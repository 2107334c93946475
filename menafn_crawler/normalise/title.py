"""Clean the headline: repairs of the body, and no hashtags of the social twin (``?Social=on``)."""

from __future__ import annotations

import re

from menafn_crawler.bounds import TITLE
from menafn_crawler.normalise.folding import fold
from menafn_crawler.normalise.quality import repair_text

_WORD = re.compile(r"\w+")
_ONLY_THE_TWIN = 4
"""So many hashtags in a row are no editor's."""


def clean_title(printed: str) -> str:
    """Return the headline without damage and hashtags; empty if it has more than ``bounds.TITLE`` characters.

    Hashtags at the end go if they repeat words of the headline, as those of the social twin do, or are four and more.

    >>> clean_title("How The UK Could  Monetise 'Citizen Data' #Monetise #'Citizen #Data' #Apple")
    "How The UK Could Monetise 'Citizen Data'"
    >>> clean_title("Telcos meet at #GITEX #Dubai")
    'Telcos meet at #GITEX #Dubai'
    """
    if len(printed) > TITLE:
        return ""
    return _without_hashtags(repair_text(printed))


def _without_hashtags(title: str) -> str:
    words = title.split()
    first = len(words)
    while first and _is_hashtag(words[first - 1]):
        first -= 1
    tags, headline = words[first:], " ".join(words[:first])
    if not tags or not headline:
        return title
    known = set(_WORD.findall(fold(headline)))
    repeated = any(spoken and known.issuperset(spoken) for spoken in (_WORD.findall(fold(tag)) for tag in tags))
    return headline if repeated or len(tags) >= _ONLY_THE_TWIN else title


def _is_hashtag(word: str) -> bool:
    return len(word) > 1 and word[0] in "#＃" and "#" not in word[1:]
