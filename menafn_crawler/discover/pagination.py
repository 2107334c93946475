"""Pagination state of one list and the rule for when to stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from menafn_crawler.bounds import LIST_PAGES


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep a list is read: so many pages, or back to an instant (UTC text), whichever comes first."""

    pages: int | None = None
    since: str | None = None

    def reaches(self, wanted: Depth) -> bool:
        """Return True if reading this deep shows all that reading to the *wanted* depth would show.

        >>> Depth(pages=3).reaches(Depth(pages=2)), Depth(pages=3).reaches(WHOLE_LIST)
        (True, False)
        """
        if self == WHOLE_LIST:
            return True
        deep = self.pages is not None and wanted.pages is not None and self.pages >= wanted.pages
        old = self.since is not None and wanted.since is not None and self.since <= wanted.since
        return deep or old


WHOLE_LIST = Depth()


class EndReason(StrEnum):
    """Why a list is not read further."""

    LAST_PAGE = "last page"
    NOTHING_NEW = "nothing new"
    """All further pages were read earlier."""
    DEEP_ENOUGH = "deep enough"
    """As many pages as are wanted."""
    OLD_ENOUGH = "old enough"
    """All articles of the page are older than ``since``."""
    CUT_OFF = "cut off"
    """The page was truncated and names no next one, so further pages are unknown."""
    ENDLESS = "endless"
    """``LIST_PAGES`` were read. ``max_pages`` allows more."""
    NO_LIST = "no list"
    """The page before links to this one, and it is no list page. What belongs here is not known."""


_REPEATS = 2
"""Pages in a row that only repeat articles, after which a list that always links a next page has ended.

One such page proves nothing: a list that grows by a whole page between two requests shows the same page again.
"""


@dataclass(slots=True)
class Pagination:
    """Pagination state of one list."""

    section: str | None
    list_key: str
    """Edition and section: ``en/asia``."""
    path: str
    """Path and query of the next page to request."""
    wanted: Depth = WHOLE_LIST
    earlier: Depth | None = None
    """How deep an earlier run read the list; None if none finished it."""
    guessed: bool = False
    """True if the address is only the known default: the menu does not name the section, and no user asked for it."""
    pages: int = 0
    """Pages read so far."""
    end: EndReason | None = None
    """Why the list is not read further; None while it is."""
    shown: list[int] = field(default_factory=list)
    """Articles of the last page read."""
    undecided: set[int] = field(default_factory=set)
    """Those of them whose dates decide whether to continue, and are not known yet."""
    _visited: set[str] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)
    _repeats: int = 0
    """Pages in a row that only repeated articles of earlier pages of this run."""

    @property
    def may_stop(self) -> bool:
        """True if a page without new articles ends the list, because earlier runs read the rest."""
        return self.earlier is not None and self.earlier.reaches(self.wanted)

    @property
    def reached(self) -> Depth | None:
        """How deep the list has been read without a gap; None if unknown."""
        match self.end:
            case EndReason.LAST_PAGE:
                return WHOLE_LIST
            case EndReason.NOTHING_NEW:
                return self.earlier
            case EndReason.DEEP_ENOUGH:
                return Depth(self.pages)
            case EndReason.OLD_ENOUGH:
                return Depth(self.pages, self.wanted.since)
            case _:
                return None

    def add_page(
        self, shown: Sequence[int], new: int, next_path: str | None, *, whole: bool = True, paged: bool = True
    ) -> None:
        """Record one page: the articles it shows, how many the list never showed before, and the next page.

        A page that repeats articles of this run does not end the list: no earlier run has read the pages after it. Some
        sites repeat the last page for ever, others show an empty one after it. An empty page that links no other page
        of the list (not *paged*) is no list page. A page that is not *whole* may have lost the link to the next one.
        """
        self._visited.add(self.path)
        self._repeats = self._repeats + 1 if self._seen.issuperset(shown) else 0
        self._seen.update(shown)
        self.shown = list(shown)
        self.pages += 1
        self.end = self._end_after(new, next_path, whole, paged)
        self.path = next_path if self.end is None and next_path is not None else self.path

    def _end_after(self, new: int, next_path: str | None, whole: bool, paged: bool) -> EndReason | None:
        first = self.pages == 1
        if not (self.shown or first or paged):
            return EndReason.NO_LIST
        if self.may_stop and not new and (first or not self._repeats):
            return EndReason.NOTHING_NEW
        if next_path is None:
            return EndReason.LAST_PAGE if whole else EndReason.CUT_OFF
        if next_path in self._visited or self._repeats == _REPEATS or not self.shown:
            return EndReason.LAST_PAGE
        if self.wanted.pages is None and self.pages >= LIST_PAGES:
            return EndReason.ENDLESS
        return EndReason.DEEP_ENOUGH if self.pages == self.wanted.pages else None
