"""Write selected rows of the store to a staged file or directory."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.export.file_writer import FileFacts, write_file
from menafn_crawler.export.formats import RelatedTable, never
from menafn_crawler.export.months import Months, is_months_directory
from menafn_crawler.export.origin import Origin
from menafn_crawler.export.schema import Column
from menafn_crawler.export.tables import ARTICLES, REVISIONS, Table
from menafn_crawler.store import EVERY_STORY, Database, Selection, Staged, stage_directory, stage_file, store_id


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
    note: Mapping[str, Any] = field(default_factory=dict)
    """More conditions than those of the selection, for the description of the file."""
    force: bool = False
    """Replace an existing file even by an empty one."""
    stop: Callable[[], bool] = never
    """Asked again and again while the file is written: once it is true, ExportStoppedError is raised."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to write."""
        return self.table.select(self.column_names)


@dataclass(frozen=True, slots=True)
class StagedExport:
    """A complete export that is not yet at its destination, and the facts of its files."""

    path: Path
    """The destination."""
    staged: tuple[Staged, ...]
    """One file or directory; of a directory that is refreshed, each month that changed."""
    files: tuple[FileFacts, ...]
    origin: Origin
    kept: frozenset[str] = frozenset()
    """Described files below *path* that stay as they are."""
    removed: tuple[Path, ...] = ()
    """Files below *path* that no row is left for."""

    @property
    def rows(self) -> int:
        """Rows of the files that were written."""
        return sum(file.rows for file in self.files)

    def commit(self) -> None:
        """Replace the destination. Raises OSError."""
        for staged in self.staged:
            staged.commit()
        for path in self.removed:
            path.unlink(missing_ok=True)
            with suppress(OSError):  # somebody put a file of his own there
                path.parent.rmdir()

    def discard(self) -> None:
        """Remove what has not been committed."""
        for staged in self.staged:
            staged.discard()


@contextmanager
def stage_export(database: Database, spec: ExportSpec) -> Iterator[StagedExport]:
    """Write the selected rows beside their destination; discard what the block has not committed.

    Raises EmptyExportError if nothing would replace something and *force* is off, ValueError for an unknown format,
    MissingLibraryError, OSError.
    """
    _check_destination(spec)
    with database.write() as connection:
        store_id(connection)  # so that the long transaction below writes nothing
    with database.read() as connection:
        origin = Origin.now(connection, spec.selection, spec.note)
        staged, files = _stage_months(connection, spec) if spec.by_month else _stage_file(connection, spec)
    export = StagedExport(spec.path, (staged,), tuple(files), origin)
    try:
        if not export.rows and not spec.force and spec.path.exists():
            raise EmptyExportError(f"no article is selected, and {spec.path} is there: it is left as it is")
        yield export
    finally:
        export.discard()


def _check_destination(spec: ExportSpec) -> None:
    """Raise OSError, before hours of writing, if the destination must not be replaced."""
    path = spec.path
    if not spec.by_month and path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if spec.by_month and path.exists():
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        if not is_months_directory(path):
            raise FileExistsError(errno.EEXIST, "it holds other files than those of an earlier --partition", str(path))


def _stage_months(connection: Connection, spec: ExportSpec) -> tuple[Staged, list[FileFacts]]:
    with stage_directory(spec.path) as (folder, staged):
        months = Months(connection, spec.path, spec.selection, spec.table, spec.columns, spec.stop)
        return staged, [file.below(spec.path.name) for file in months.write_all(folder)]


def _stage_file(connection: Connection, spec: ExportSpec) -> tuple[Staged, list[FileFacts]]:
    with stage_file(_end_of_links(spec.path)) as (file, staged):
        rows = spec.table.read(connection, spec.selection, None, spec.stop)
        related = _related(connection, spec)
        return staged, [write_file(file, PurePosixPath(spec.path.name), rows, spec.columns, related, spec.stop)]


def _end_of_links(path: Path) -> Path:
    """Return the file that a symbolic link stands for, so that the link stays. Raises OSError for a circle of links."""
    try:
        return path.resolve() if path.is_symlink() else path
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _related(connection: Connection, spec: ExportSpec) -> list[RelatedTable]:
    """Return the tables that a database has beside the articles; they are read when they are written."""
    if spec.table is not ARTICLES or spec.column_names is not None:
        return []
    everything = ARTICLES.read(connection, spec.selection.with_copies(), None)
    copies = (one for one in everything if one.duplicate_of is not None)
    revisions = REVISIONS.read(connection, spec.selection, None)
    return [
        RelatedTable("copies", copies, ARTICLES.columns, key="article_id"),
        RelatedTable("revisions", revisions, REVISIONS.columns),
    ]
