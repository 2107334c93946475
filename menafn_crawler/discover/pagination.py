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
    """All pages behind this one were read earlier."""
    DEEP_ENOUGH = "deep enough"
    """As many pages as are wanted."""
    OLD_ENOUGH = "old enough"
    """The page lies wholly before the instant that is wanted."""
    CUT_OFF = "cut off"
    """The page broke off before it could name a next one: what stands behind it is not known."""
    ENDLESS = "endless"
    """More pages than a list is followed for in one run; ``max_pages`` says otherwise."""
    NO_LIST = "no list"
    """The page before named this one as its next, and it is no page of a list: what should stand here is not known."""


_REPEATS = 2
"""Pages in a row of nothing but repeats that end a list which always names a further one.

One proves nothing: a list that grows by a whole page between two requests shows the same page again.
"""


@dataclass(slots=True)
class Pagination:
    """Pagination state of one list."""

    section: str | None
    list_key: str
    """Edition and section: ``en/asia``."""
    path: str
    """Path and query of the page to ask for next."""
    wanted: Depth = WHOLE_LIST
    earlier: Depth | None = None
    """How deep the list was read before; None if never, or not to an end."""
    guessed: bool = False
    """Whether the address is only the known one, of a section that nobody asked for and the menu does not name."""
    pages: int = 0
    """Pages read so far."""
    end: EndReason | None = None
    """Why the list is not read further; None while it is."""
    shown: list[int] = field(default_factory=list)
    """Articles of the last page read."""
    undecided: set[int] = field(default_factory=set)
    """Those of them whose date has yet to be learned before it is known whether to go on."""
    _visited: set[str] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)
    _repeats: int = 0
    """Pages in a row that showed nothing but what earlier pages of this run showed."""

    @property
    def may_stop(self) -> bool:
        """True if a page without anything new ends the list: everything behind it is known."""
        return self.earlier is not None and self.earlier.reaches(self.wanted)

    @property
    def reached(self) -> Depth | None:
        """How deep the list has been read without a gap; None if that is not known."""
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

    def turn(
        self, shown: Sequence[int], new: int, next_path: str | None, *, whole: bool = True, paged: bool = True
    ) -> None:
        """Record a page: the articles it shows, how many the list never showed before, and the next page.

        Repeats of what this walk has seen are not new, but no earlier walk has seen what stands behind them. Some sites
        repeat their last page for ever, others show an empty one behind it; one that is not *paged*, and links no other
        page of the list, is none. A page that is not *whole* and names no next one may have lost it.
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
