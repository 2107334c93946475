"""Write selected rows of the store to a staged file or directory."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from menafn_crawler.export.file_writer import FileFacts, write_file
from menafn_crawler.export.months import is_ours, write_months
from menafn_crawler.export.schema import Column
from menafn_crawler.export.tables import ARTICLES, Table
from menafn_crawler.store import EVERY_STORY, Database, Selection, Staged, stage_directory, stage_file


class EmptyExportError(Exception):
    """No row is selected, and a file that exists would be replaced by an empty one."""


@dataclass(frozen=True, slots=True)
class ExportSpec:
    """What to write where."""

    path: Path
    selection: Selection = EVERY_STORY
    column_names: Sequence[str] | None = None
    """None for all columns."""
    table: Table = ARTICLES
    by_month: bool = False
    """A directory with a file for each month of publication, instead of one file."""
    force: bool = False
    """Replace an existing file even by an empty one."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to write."""
        return self.table.select(self.column_names)


@dataclass(frozen=True, slots=True)
class StagedExport:
    """A complete export that is not yet at its destination, and the facts of its files."""

    staged: Staged
    files: tuple[FileFacts, ...]

    @property
    def path(self) -> Path:
        """The destination."""
        return self.staged.path

    @property
    def rows(self) -> int:
        """Rows of all files."""
        return sum(file.rows for file in self.files)


@contextmanager
def stage_export(database: Database, spec: ExportSpec) -> Iterator[StagedExport]:
    """Write the selected rows beside their destination; discard what the block has not committed.

    Raises EmptyExportError if nothing would replace something and *force* is off, ValueError for an unknown format,
    MissingLibraryError, OSError.
    """
    _check_destination(spec)
    with database.read() as connection:
        export = _stage_months(connection, spec) if spec.by_month else _stage_file(connection, spec)
    try:
        if not export.rows and not spec.force and spec.path.exists():
            raise EmptyExportError(f"no article is selected, and {spec.path} is there: it is left as it is")
        yield export
    finally:
        export.staged.discard()


def _check_destination(spec: ExportSpec) -> None:
    """Raise OSError, before hours of writing, if the destination must not be replaced."""
    path = spec.path
    if not spec.by_month and path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if spec.by_month and path.exists():
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        if not is_ours(path):
            raise FileExistsError(errno.EEXIST, "it holds other files than those of an earlier --partition", str(path))


def _stage_months(connection: Connection, spec: ExportSpec) -> StagedExport:
    with stage_directory(spec.path) as (folder, staged):
        files = list(write_months(folder, spec.path, connection, spec.selection, spec.table, spec.columns))
    return StagedExport(staged, tuple(file.below(spec.path.name) for file in files))


def _stage_file(connection: Connection, spec: ExportSpec) -> StagedExport:
    with stage_file(spec.path) as (file, staged):
        facts = write_file(file, Path(spec.path.name), spec.table.read(connection, spec.selection, None), spec.columns)
    return StagedExport(staged, (facts,))
