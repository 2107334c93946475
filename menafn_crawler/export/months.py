"""A directory with files for each month of publication: ``published_month=2025-05/part-0.parquet``.

The layout is Hive's, which DuckDB, polars, Arrow and Spark read as one table with a column ``published_month``. A large
month has a file for each day (``part-14.parquet``), so that a changed article rewrites one day.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO

from sqlalchemy import Connection

from menafn_crawler.export.file_writer import FileFacts, write_file
from menafn_crawler.export.formats import Format, format_of, never, suffix_of
from menafn_crawler.export.schema import Column
from menafn_crawler.export.tables import Table
from menafn_crawler.store import Selection, Staged, count_by_day, ids_published, months, stage_file

PARTITION = "published_month"
UNDATED = "undated"
"""Not Hive's own name for null, at which pandas raises."""
LARGEST_MONTH = 10_000
"""Stored articles of a month that has one file; writing that many takes half a second."""
_DEFAULT = "parquet"
_WHOLE = "part-0"

Period = str | None
"""What one file holds: a month (``2025-05``), a day (``2025-05-14``), or None for articles without a date."""


def part_path(directory: Path, period: Period) -> PurePosixPath:
    """Return the path, below *directory*, of the file of a period."""
    suffix = f"{suffix_of(directory)}.gz" if directory.suffix == ".gz" else suffix_of(directory)
    month, day = (period or UNDATED)[:7], (period or UNDATED)[8:]
    name = f"part-{day}" if day else _WHOLE
    return PurePosixPath(f"{PARTITION}={month if period else UNDATED}", f"{name}.{suffix or _DEFAULT}")


def period_of(path: PurePosixPath) -> Period:
    """Return the period of a file of such a directory.

    >>> period_of(PurePosixPath("articles/published_month=2025-05/part-14.csv.gz"))
    '2025-05-14'
    """
    month, part = path.parent.name.removeprefix(f"{PARTITION}="), path.name.split(".")[0]
    if month == UNDATED:
        return None
    return month if part == _WHOLE else f"{month}-{part.removeprefix('part-')}"


def month_of(period: Period) -> str | None:
    """Return the month that a period lies in; None for undated articles."""
    return period[:7] if period is not None else None


def directory_format_of(path: PurePath) -> tuple[Format, bool] | None:
    """Return the format of the files in a directory, which the suffix of its name says; Parquet for none."""
    return format_of(path if path.suffix else path.with_suffix(f".{_DEFAULT}"))


def directory_of_months(path: PurePosixPath) -> PurePosixPath | None:
    """Return the directory of months to which the file at *path* belongs; None if it stands alone."""
    return path.parent.parent if path.parent.name.startswith(f"{PARTITION}=") else None


def is_months_directory(directory: Path) -> bool:
    """Return True if every file in *directory* was written by this module, so that it may be replaced."""
    return all(
        file.parent.parent == directory
        and file.parent.name.startswith(f"{PARTITION}=")
        and file.name.startswith("part-")
        and format_of(file) is not None
        for file in directory.rglob("*")
        if (file.is_symlink() or not file.is_dir()) and not _is_unfinished(file)
    )


def _is_unfinished(file: Path) -> bool:
    """Return True for what a killed export left."""
    return file.name.startswith(".part-") and file.suffix == ".part"


@dataclass(frozen=True, slots=True)
class Months:
    """Writes the files of one export directory."""

    connection: Connection
    directory: Path
    """The directory's destination, whose name has the format."""
    selection: Selection
    table: Table
    columns: tuple[Column, ...]
    stop: Callable[[], bool] = never

    def periods(self, month: str | None) -> list[Period]:
        """Return the periods of the files of a month: its days if the store has many articles of it."""
        days = count_by_day(self.connection, month) if month is not None else {}
        return [*sorted(days)] if sum(days.values()) > LARGEST_MONTH else [month]

    def files_of(self, month: str | None) -> set[Path]:
        """Return the files that are there for a month, in one file or in days."""
        example = self.directory / part_path(self.directory, month)
        return {*example.parent.glob(f"part-*{example.name.removeprefix(_WHOLE)}")}

    def write_all(self, folder: Path) -> Iterator[FileFacts]:
        """Fill *folder*; yield the facts of each file. Without a row there is one file, with the columns alone."""
        every = [period for month in months(self.connection) for period in self.periods(month)]
        empty = True
        for period in every:
            if ids := self._ids(period):
                empty = False
                yield self._write_new(folder, period, ids)
        if empty:
            yield self._write_new(folder, None, [])

    def stage(self, period: Period) -> tuple[Staged, FileFacts] | None:
        """Write the file of one period beside its destination; None if no row is selected."""
        ids = self._ids(period)
        if not ids:
            return None
        path = part_path(self.directory, period)
        with stage_file(self.directory / path) as (file, staged):
            return staged, self._write(file, path, ids)

    def _write_new(self, folder: Path, period: Period, ids: list[int]) -> FileFacts:
        path = part_path(self.directory, period)
        (folder / path).parent.mkdir(exist_ok=True)
        with (folder / path).open("wb") as file:
            facts = self._write(file, path, ids)
            file.flush()
            os.fsync(file.fileno())
        return facts

    def _ids(self, period: Period) -> list[int]:
        return ids_published(self.connection, self.selection, period)

    def _write(self, file: BinaryIO, path: PurePosixPath, ids: list[int]) -> FileFacts:
        rows = self.table.read(self.connection, self.selection, ids)
        return write_file(file, path, rows, self.columns, stop=self.stop)
