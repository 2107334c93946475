"""The headline as printed, without what the social twin (``?Social=on``) adds to it."""

from __future__ import annotations

import re

from menafn_crawler.normalise.characters import without_invisible

_HASHTAGS = re.compile(r"(?:\s+#[^\s#]+)+\s*$")
_WORD = re.compile(r"\w+")
_ONLY_THE_TWIN = 4
"""So many hashtags in a row are no editor's."""


def clean_title(printed: str) -> str:
    """Collapse spaces and remove the hashtags of the social twin, which repeat words of the title itself.

    >>> clean_title("How The UK Could  Monetise 'Citizen Data' #Monetise #'Citizen #Data' #Apple")
    "How The UK Could Monetise 'Citizen Data'"
    >>> clean_title("Telcos meet at #GITEX #Dubai")
    'Telcos meet at #GITEX #Dubai'
    """
    title = " ".join(without_invisible(printed).split())
    found = _HASHTAGS.search(title)
    if found is None or found.start() == 0:
        return title
    headline, tags = title[: found.start()], found.group().split("#")[1:]
    words = set(_WORD.findall(headline.casefold()))
    repeated = [bool(spoken) and words.issuperset(spoken) for spoken in (_WORD.findall(t.casefold()) for t in tags)]
    return headline if any(repeated) or len(tags) >= _ONLY_THE_TWIN else title
