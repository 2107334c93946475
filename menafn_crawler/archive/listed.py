"""Which section a list page of a foreign archive belongs to: menus and known addresses tell where lists begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from menafn_crawler.archive.reading import ReadList
from menafn_crawler.discover import SECTIONS

_Begin = tuple[str, frozenset[tuple[str, str]]]


class Sections:
    """Learns from menus where lists begin, and keeps what cannot be told yet."""

    def __init__(self) -> None:
        known = ((key, section.address) for key, section in SECTIONS.items())
        self._begins = {_begin(address): key for key, address in known if address is not None}
        self._untold: list[ReadList] = []

    def tell(self, page: ReadList) -> str | None:
        """Section of a page; None where it cannot be told yet, and in an archive of ours where the list has none."""
        if page.key is not None:
            named = page.key.rpartition("/")[2]
            return named if named in SECTIONS else None
        self._learn(page.menu)
        section = self._section_of(page.path)
        if section is None and page.shown:
            self._untold.append(page)
        return section

    def told_late(self) -> Iterator[tuple[ReadList, str | None]]:
        """The pages that could not be told when they came, now that every menu is known."""
        untold, self._untold = self._untold, []
        for page in untold:
            yield page, self._section_of(page.path)

    def _learn(self, menu: Mapping[str, str]) -> None:
        for key, path in menu.items():
            self._begins.setdefault(_begin(path), key)

    def _section_of(self, path: str) -> str | None:
        """Section of the list that begins at *path*, but for what its later pages add to the query or the path."""
        at, asked = _begin(path)
        fitting = [
            (len(query), len(begin), key)
            for (begin, query), key in self._begins.items()
            if query <= asked and (at == begin or (not query and at.startswith(f"{begin}/")))
        ]
        return max(fitting)[2] if fitting else None


def _begin(path: str) -> _Begin:
    url = urlsplit(path)
    return url.path.rstrip("/").casefold(), frozenset(parse_qsl(url.query.casefold(), keep_blank_values=True))
