"""A directory of Parquet files by month of publication: ``published_month=2025-05/part-0.parquet``."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from menafn_crawler.export.digest import Digest
from menafn_crawler.export.parquet import CHUNK, GROUP, ParquetFile
from menafn_crawler.export.tally import DataFile, Tally
from menafn_crawler.items import Article

PARTITION = "published_month"
UNDATED = "undated"
"""Not Hive's own name for null, at which pandas ends with an error."""
MOST_OPEN = 32
"""Files written at a time. Numbers rise with time, so two or three are enough, unless dates are all over the place."""
MOST_WAITING = 2 * GROUP
"""Rows of all files that may stay in memory."""

_PART = 1 << 20


def is_ours(directory: Path) -> bool:
    """Whether all that stands in *directory* was written by :func:`write_months`, so that it may be replaced."""
    return all(
        file.match(f"{PARTITION}=*/part-*.parquet") and file.parent.parent == directory
        for file in directory.rglob("*")
        if file.is_symlink() or not file.is_dir()
    )


def write_months(folder: Path, articles: Iterable[Article], columns: Sequence[str]) -> list[DataFile]:
    """Fill *folder*; the files, their paths from there. Without an article it is one file without a row.

    Raises LayerMissing where pyarrow is not installed.
    """
    with _Months(folder, columns) as months:
        for article in articles:
            months.add(article)
        return months.finish()


class _Months(ExitStack):
    """The files that are being written, by month; the one that was written to last stands last."""

    def __init__(self, folder: Path, columns: Sequence[str]) -> None:
        super().__init__()
        self._folder, self._columns = folder, columns
        self._open: dict[str, _Part] = {}
        self._done: list[DataFile] = []
        self._begun: dict[str, int] = {}
        self._month = ""

    def add(self, article: Article) -> None:
        """Write a row to the file of its month."""
        month = (article.published_on or "")[:7] or UNDATED
        if month != self._month:
            self._turn_to(month)
        if self._open[month].add(article):
            self._spare_memory()

    def finish(self) -> list[DataFile]:
        """Complete all files; what is in them."""
        if not self._begun:
            self._turn_to(UNDATED)
        while self._open:
            self._close_oldest()
        return sorted(self._done, key=lambda file: file.path)

    def _turn_to(self, month: str) -> None:
        self._month = month
        if month not in self._open:
            if len(self._open) == MOST_OPEN:
                self._close_oldest()
            number = self._begun.setdefault(month, 0)
            self._begun[month] += 1
            path = f"{PARTITION}={month}/part-{number}.parquet"
            self._open[month] = self.enter_context(_Part(self._folder, path, self._columns))
        self._open[month] = self._open.pop(month)

    def _close_oldest(self) -> None:
        oldest = next(iter(self._open))
        self._done.append(self._open.pop(oldest).finish())

    def _spare_memory(self) -> None:
        if sum(part.waiting for part in self._open.values()) > MOST_WAITING:
            max(self._open.values(), key=lambda part: part.waiting).flush()


class _Part(ExitStack):
    """One file."""

    def __init__(self, folder: Path, path: str, columns: Sequence[str]) -> None:
        super().__init__()
        self._path, self._columns = path, columns
        (folder / path).parent.mkdir(exist_ok=True)
        self._file = self.enter_context((folder / path).open("wb"))
        self._digest = Digest(self._file)
        self._buffer = self.enter_context(io.BufferedWriter(self._digest, _PART))
        self._table = self.enter_context(ParquetFile(self._buffer, columns))
        self._rows: list[Article] = []
        self._tally = Tally()

    @property
    def waiting(self) -> int:
        """Rows that are still in memory."""
        return self._table.waiting

    def add(self, article: Article) -> bool:
        """Write a row; whether many of them were handed on."""
        self._tally.add(article)
        self._rows.append(article)
        return len(self._rows) >= CHUNK and self._hand_on()

    def flush(self) -> None:
        """Write what waits."""
        self._table.flush()

    def finish(self) -> DataFile:
        """Complete the file; what is in it."""
        self._hand_on()
        self._table.close()
        self._buffer.flush()
        self._file.flush()
        os.fsync(self._file.fileno())
        self.close()
        return self._tally.file(self._path, self._digest.bytes, self._digest.sha256, self._columns)

    def _hand_on(self) -> bool:
        if self._rows:
            self._table.write(self._rows)
            self._rows = []
        return True
