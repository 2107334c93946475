"""A directory with one file for each month of publication: ``published_month=2025-05/part-0.parquet``.

The layout is Hive's, which DuckDB, polars, Arrow and Spark read as one table with a column ``published_month``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection

from menafn_crawler.export.file_writer import FileFacts, write_file
from menafn_crawler.export.formats import FORMATS
from menafn_crawler.export.schema import Column
from menafn_crawler.export.tables import Table
from menafn_crawler.store import Selection, ids_of_month, months

PARTITION = "published_month"
UNDATED = "undated"
"""Not Hive's own name for null, at which pandas raises."""
_DEFAULT = "parquet"


def part_path(directory: Path, month: str | None) -> PurePosixPath:
    """Return the path, below *directory*, of the file of a month (``2025-05``); None for undated articles."""
    return PurePosixPath(f"{PARTITION}={month or UNDATED}", f"part-0.{directory.suffix.removeprefix('.') or _DEFAULT}")


def directory_of_months(path: PurePosixPath) -> PurePosixPath | None:
    """Return the directory of months to which the file at *path* belongs; None if it stands alone."""
    return path.parent.parent if path.parent.name.startswith(f"{PARTITION}=") else None


def is_ours(directory: Path) -> bool:
    """Return True if every file in *directory* was written by this module, so that it may be replaced."""
    return all(
        file.parent.parent == directory
        and file.parent.name.startswith(f"{PARTITION}=")
        and file.name.startswith("part-")
        and file.suffix.removeprefix(".") in FORMATS
        for file in directory.rglob("*")
        if file.is_symlink() or not file.is_dir()
    )


def write_months(
    folder: Path,
    directory: Path,
    connection: Connection,
    selection: Selection,
    table: Table,
    columns: tuple[Column, ...],
) -> Iterator[FileFacts]:
    """Fill *folder*, which becomes *directory*; yield the facts of each file. Without a row, one empty file."""
    empty = True
    for month in months(connection):
        if ids := ids_of_month(connection, selection, month):
            empty = False
            yield _write(folder, part_path(directory, month), table, connection, selection, ids, columns)
    if empty:
        yield _write(folder, part_path(directory, None), table, connection, selection, [], columns)


def _write(
    folder: Path,
    path: PurePosixPath,
    table: Table,
    connection: Connection,
    selection: Selection,
    ids: list[int],
    columns: tuple[Column, ...],
) -> FileFacts:
    (folder / path).parent.mkdir()
    with (folder / path).open("wb") as file:
        facts = write_file(file, path, table.read(connection, selection, ids), columns)
        file.flush()
        os.fsync(file.fileno())
    return facts
