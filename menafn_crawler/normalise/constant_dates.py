"""Printed dates that stand on every page: whatever they look like and wherever they stand, they date no article.

The site's header has shown 2 January 2024 for years; the next constant may stand where the article's own date should.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from menafn_crawler.normalise.printed_dates import read_printed_date

PAGES = 3
"""Pages on which the same second has to be printed before it is suspected."""
_A_DAY_OF_IDS = 7_000
"""Numbers that the site gives in a day at most: pages of one second lie closer together than this."""
_REMEMBERED = 5_000
"""Texts that are remembered; one that stands on every page comes again long before it is forgotten."""
_PAGES_KEPT = 1_000


class ConstantDates:
    """Watches the printed times of a run. ``stale`` grows as texts turn out to stand on page after page."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.stale: set[str] = set(known)
        self._pages: OrderedDict[str, list[int]] = OrderedDict()
        self._seen = 0

    def saw(self, raw: str, article_id: int) -> list[int]:
        """Note that a page prints *raw*; the articles that printed it before, where this page shows it to be stale.

        Only times of day are watched: many articles share a day.
        """
        if raw in self.stale:
            return []
        read = read_printed_date(raw)
        if read is None or read.time is None:
            return []
        pages = self._pages.setdefault(raw, [])
        self._pages.move_to_end(raw)
        if article_id not in pages and len(pages) < _PAGES_KEPT:
            pages.append(article_id)
            self._seen += 1
        if len(self._pages) > _REMEMBERED:
            self._pages.popitem(last=False)
        return self._expose(raw) if self._stands_everywhere(pages) else []

    def _stands_everywhere(self, pages: list[int]) -> bool:
        if len(pages) < PAGES:
            return False
        return max(pages) - min(pages) > _A_DAY_OF_IDS or len(pages) == self._seen

    def _expose(self, raw: str) -> list[int]:
        self.stale.add(raw)
        return self._pages.pop(raw)
