"""The headline as printed, without what the social twin (``?Social=on``) adds to it."""

from __future__ import annotations

import re

_HASHTAGS = re.compile(r"(?:\s+#\S+){2,}\s*$")
_WORD = re.compile(r"\w+")


def clean_title(printed: str) -> str:
    """Collapse spaces and remove the hashtags of the social twin, which begin with words of the title itself.

    >>> clean_title("How The UK Could  Monetise 'Citizen Data' #Monetise #'Citizen #Data' #Apple")
    "How The UK Could Monetise 'Citizen Data'"
    >>> clean_title("Telcos meet at #GITEX #Dubai")
    'Telcos meet at #GITEX #Dubai'
    """
    title = " ".join(printed.split())
    found = _HASHTAGS.search(title)
    if found is None:
        return title
    headline, tags = title[: found.start()], found.group().split("#")
    first = _WORD.search(tags[1].casefold())
    repeats = first is not None and first.group() in _WORD.findall(headline.casefold())
    return headline.rstrip() if repeats else title
