"""Infer the section of a list page in an archive of another program, from menus and known addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from menafn_crawler.archive.parse_segment import ParsedList
from menafn_crawler.discover import SECTIONS

_ListAddress = tuple[str, frozenset[tuple[str, str]]]


class SectionInference:
    """Learns from menus where each section's list begins; defers the pages whose section is not known yet."""

    def __init__(self) -> None:
        known = ((key, section.address) for key, section in SECTIONS.items())
        self._first_pages = {_split(address): key for key, address in known if address is not None}
        self._deferred: list[ParsedList] = []

    def section_of(self, page: ParsedList) -> str | None:
        """Return the section of a page; None if it is not known yet, or the list of our own archive has none."""
        if page.key is not None:
            section = page.key.rpartition("/")[2]
            return section if section in SECTIONS else None
        self._learn(page.menu)
        inferred = self._infer(page.path)
        if inferred is None and page.candidates:
            self._deferred.append(page)
        return inferred

    def deferred(self) -> Iterator[tuple[ParsedList, str | None]]:
        """Yield the pages whose section was not known when they came, with the section now that all menus are read."""
        deferred, self._deferred = self._deferred, []
        for page in deferred:
            yield page, self._infer(page.path)

    def _learn(self, menu: Mapping[str, str]) -> None:
        for key, path in menu.items():
            self._first_pages.setdefault(_split(path), key)

    def _infer(self, path: str) -> str | None:
        """Return the section whose first page has all of its query, and its path or the beginning of it, in *path*."""
        at, parameters = _split(path)
        fitting = [
            (len(query), len(first), key)
            for (first, query), key in self._first_pages.items()
            if query <= parameters and (at == first or (not query and at.startswith(f"{first}/")))
        ]
        return max(fitting)[2] if fitting else None


def _split(path: str) -> _ListAddress:
    url = urlsplit(path)
    return url.path.rstrip("/").casefold(), frozenset(parse_qsl(url.query.casefold(), keep_blank_values=True))
