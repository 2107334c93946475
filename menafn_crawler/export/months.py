"""A directory with one file for each month of publication: ``published_month=2025-05/part-0.parquet``.

The layout is Hive's, which DuckDB, polars, Arrow and Spark read as one table with a column ``published_month``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO

from sqlalchemy import Connection

from menafn_crawler.export.file_writer import FileFacts, write_file
from menafn_crawler.export.formats import Format, format_of, suffix_of
from menafn_crawler.export.schema import Column
from menafn_crawler.export.tables import Table
from menafn_crawler.store import Selection, Staged, ids_of_month, months, stage_file

PARTITION = "published_month"
UNDATED = "undated"
"""Not Hive's own name for null, at which pandas raises."""
_DEFAULT = "parquet"


def part_path(directory: Path, month: str | None) -> PurePosixPath:
    """Return the path, below *directory*, of the file of a month (``2025-05``); None for undated articles."""
    suffix = f"{suffix_of(directory)}.gz" if directory.suffix == ".gz" else suffix_of(directory)
    return PurePosixPath(f"{PARTITION}={month or UNDATED}", f"part-0.{suffix or _DEFAULT}")


def directory_format_of(path: PurePath) -> tuple[Format, bool] | None:
    """Return the format of the files in a directory, which its name's suffix tells; Parquet for none."""
    return format_of(path if path.suffix else path.with_suffix(f".{_DEFAULT}"))


def month_of(path: PurePosixPath) -> str | None:
    """Return the month of a file of such a directory; None for undated articles."""
    month = path.parent.name.removeprefix(f"{PARTITION}=")
    return None if month == UNDATED else month


def directory_of_months(path: PurePosixPath) -> PurePosixPath | None:
    """Return the directory of months to which the file at *path* belongs; None if it stands alone."""
    return path.parent.parent if path.parent.name.startswith(f"{PARTITION}=") else None


def is_ours(directory: Path) -> bool:
    """Return True if every file in *directory* was written by this module, so that it may be replaced."""
    return all(
        file.parent.parent == directory
        and file.parent.name.startswith(f"{PARTITION}=")
        and file.name.startswith("part-")
        and format_of(file) is not None
        for file in directory.rglob("*")
        if file.is_symlink() or not file.is_dir()
    )


@dataclass(frozen=True, slots=True)
class Months:
    """Writes the months of one export directory."""

    connection: Connection
    directory: Path
    """The directory's destination, whose name has the format."""
    selection: Selection
    table: Table
    columns: tuple[Column, ...]

    def write_all(self, folder: Path) -> Iterator[FileFacts]:
        """Fill *folder*; yield the facts of each file. Without a row there is one file, with the columns alone."""
        written = [month for month in months(self.connection) if self._ids(month)]
        for month in written or [None]:
            path = part_path(self.directory, month)
            (folder / path).parent.mkdir()
            with (folder / path).open("wb") as file:
                yield self._write(file, path, self._ids(month))
                file.flush()
                os.fsync(file.fileno())

    def stage(self, month: str | None) -> tuple[Staged, FileFacts] | None:
        """Write one month beside its destination; None if no row is selected."""
        ids = self._ids(month)
        if not ids:
            return None
        path = part_path(self.directory, month)
        with stage_file(self.directory / path) as (file, staged):
            return staged, self._write(file, path, ids)

    def _ids(self, month: str | None) -> list[int]:
        return ids_of_month(self.connection, self.selection, month)

    def _write(self, file: BinaryIO, path: PurePosixPath, ids: list[int]) -> FileFacts:
        return write_file(file, path, self.table.read(self.connection, self.selection, ids), self.columns)
