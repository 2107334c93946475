"""What a file of the data set holds, counted while its articles pass by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from menafn_crawler.items import Article


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file as it was written."""

    path: str
    """From the export directory, with slashes."""
    rows: int
    bytes: int
    sha256: str
    columns: tuple[str, ...]
    first: str | None
    """First day of publication (zone of the site) in it; None if no row has a date."""
    last: str | None
    """Last day of publication in it."""

    def below(self, folder: str) -> DataFile:
        """The same file of a *folder* in the export directory."""
        return replace(self, path=f"{folder}/{self.path}")


@dataclass(slots=True)
class Tally:
    """How many rows, and the days that they span."""

    rows: int = 0
    first: str | None = None
    last: str | None = None

    def counting(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles, each of them counted."""
        for article in articles:
            self.add(article)
            yield article

    def add(self, article: Article) -> None:
        """Count one."""
        self.rows += 1
        day = article.published_on
        if day is not None:
            if self.first is None or day < self.first:
                self.first = day
            if self.last is None or day > self.last:
                self.last = day

    def file(self, path: str, size: int, sha256: str, columns: Iterable[str]) -> DataFile:
        """What was counted, as the facts of the file in which it stands."""
        return DataFile(path, self.rows, size, sha256, tuple(columns), self.first, self.last)
