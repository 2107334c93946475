"""What a run's arguments select: lists, a span, ids. Queue and ``-O`` ask only this; the SQL is in the store."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

RELATED = "related"
"""List key of what side blocks of pages ("Most popular", "More Story") name."""
_KEY = 40
"""Characters of a list key in the store."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles that a run is about. Every condition that is given must hold."""

    lists: frozenset[str] | None = None
    """Keys of lists, at least one of which showed the article; None for any, or none."""
    ids: tuple[range, ...] = ()
    """Ranges that hold the article's number; empty for any."""
    since: str | None = None
    """UTC text: published then or later. An article whose date is not known is selected."""
    until: str | None = None

    def selects(
        self, article_id: int, shown_by: Collection[str] = (), first: str | None = None, last: str | None = None
    ) -> bool:
        """Return True if the selection holds an article that *shown_by* lists showed.

        *first* and *last* are the bounds (UTC texts) of its publication, None where not known.

        >>> Selection(lists=frozenset({"en/asia"}), since="2025-05-14T00:00:00Z").selects(1109547045, ["en/asia"])
        True
        """
        if self.lists is not None and self.lists.isdisjoint(shown_by):
            return False
        if self.ids and not any(article_id in some for some in self.ids):
            return False
        if first is None or last is None:
            return True
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


def list_key(kind: str, name: str) -> str:
    """Return the key of a list that has no short name of its own: a feed's path, a file of addresses.

    >>> list_key("feed", "/rss/menafn_Kuwait.xml")
    'feed/rss/menafn_Kuwait.xml'
    """
    key = f"{kind}/{name.lstrip('/')}"
    if len(key) <= _KEY and key.isascii():
        return key
    return f"{kind}/{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[: _KEY - len(kind) - 1]}"


def run_key(run_id: int) -> str:
    """Return the key under which a run notes what its own lists showed."""
    return f"run/{run_id}"
