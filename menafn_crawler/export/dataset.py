"""The data set's files, written from the store."""

from __future__ import annotations

import errno
import gzip
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from menafn_crawler.export.digest import Digest
from menafn_crawler.export.formats import format_of
from menafn_crawler.export.months import is_ours, write_months
from menafn_crawler.export.publication import Staged
from menafn_crawler.export.tally import Tally
from menafn_crawler.items import ARTICLE_FIELDS, REVISION_FIELDS, Article
from menafn_crawler.store import EVERY_STORY, Database, Selection, articles, stage_directory, stage_file

_BUFFER = 1 << 20


class NothingToExport(Exception):  # noqa: N818 - what it is, not what went wrong
    """No article is selected, and a file that is there would be replaced by an empty one."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written where."""

    path: Path
    selection: Selection = EVERY_STORY
    columns: Sequence[str] | None = None
    """None for all."""
    revisions: bool = False
    by_month: bool = False
    """A directory of Parquet files by month of publication, instead of one file."""
    force: bool = False
    """Replace what is there even by nothing."""

    @property
    def chosen(self) -> Sequence[str]:
        """Names of the columns to write."""
        return self.columns or (REVISION_FIELDS if self.revisions else ARTICLE_FIELDS)


@contextmanager
def staged(database: Database, order: Order) -> Iterator[Staged]:
    """Write the selected articles by rising number, aside; what is not published by the end of the block is dropped.

    Raises NothingToExport rather than replace something by nothing without being forced to, ValueError for a format
    that is not known, LayerMissing where a library for it is not installed, OSError.
    """
    _check_place(order)
    read = articles.iterate_revisions if order.revisions else articles.iterate_stored
    with database.read() as connection:
        rows = read(connection, order.selection)
        new = _write_months(order, rows) if order.by_month else _write_file(order, rows)
    try:
        if not new.rows and not order.force and order.path.exists():
            raise NothingToExport(f"no article is selected, and {order.path} is there: it is left as it is")
        yield new
    finally:
        new.aside.discard()


def _check_place(order: Order) -> None:
    """Raise OSError for a place at which something stands that would not be replaced, before hours of writing."""
    path = order.path
    if not order.by_month and path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if order.by_month and path.exists():
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        if not is_ours(path):
            raise FileExistsError(errno.EEXIST, "it holds other files than those of an earlier --partition", str(path))


def _write_months(order: Order, rows: Iterator[Article]) -> Staged:
    with stage_directory(order.path) as (folder, aside):
        files = write_months(folder, rows, order.chosen)
    return Staged(aside, tuple(file.below(order.path.name) for file in files))


def _write_file(order: Order, rows: Iterator[Article]) -> Staged:
    found = format_of(order.path)
    if found is None:
        raise ValueError(f"{order.path.name} ends in no known format")
    kind, packed = found
    tally = Tally()
    with stage_file(order.path) as (file, aside):
        digest = Digest(file)
        with io.BufferedWriter(digest, _BUFFER) as buffer, _packed(buffer) if packed else _plain(buffer) as target:
            kind.write(target, tally.counting(rows), order.chosen)
    return Staged(aside, (tally.file(order.path.name, digest.bytes, digest.sha256, order.chosen),))


@contextmanager
def _plain(file: BinaryIO) -> Iterator[BinaryIO]:
    yield file


@contextmanager
def _packed(file: BinaryIO) -> Iterator[BinaryIO]:
    # No name and no time in the header: the same articles are the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        yield cast(BinaryIO, packed)
