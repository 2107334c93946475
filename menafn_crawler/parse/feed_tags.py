"""The elements of a feed's entry that are read; all other tags are taken out before feedparser sees them.

feedparser needs quadratic time for the names of persons (``a.a.a.a``), for attributes and for nested elements.
"""

from __future__ import annotations

import re

from menafn_crawler.parse.attribute_limit import limit_attributes

MOST_TAGS = 200
"""Tags of an entry that are read; an entry of the site has some twenty."""
_MOST_ATTRIBUTES = 20
_LONG_TAG = 500
"""Characters of a tag whose attributes are counted."""
_READ = frozenset(
    "rss rdf feed channel item entry title link guid id pubdate date published issued updated modified created"
    " description summary content encoded enclosure thumbnail group origlink".split()
)
"""Names without their prefix, in lower case."""
_TAG = re.compile(
    r"(?P<section><!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>)?)"
    r"|</?(?:[A-Za-z][\w.-]{0,30}:)?(?P<name>[A-Za-z][\w.-]{0,60})(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])*+>?"
)


def read_tags_only(entry: str) -> str:
    """Return *entry* without the tags of elements that are not read; text stays, and so do CDATA sections.

    >>> read_tags_only("<item><author>a.a</author><title>T</title></item>")
    '<item>a.a<title>T</title></item>'
    """
    count = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal count
        if tag["section"] is not None:
            return tag[0]
        count += 1
        if tag["name"].casefold() not in _READ or count > MOST_TAGS:
            return ""
        return tag[0] if len(tag[0]) <= _LONG_TAG else limit_attributes(tag[0], _MOST_ATTRIBUTES)

    return _TAG.sub(kept, entry)
