"""The data set's files, written from the store."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from menafn_crawler.export.atomic import replacing
from menafn_crawler.export.formats import format_of
from menafn_crawler.items import ARTICLE_FIELDS, REVISION_FIELDS
from menafn_crawler.store import articles
from menafn_crawler.store.database import Database
from menafn_crawler.store.selection import EVERY_STORY, Selection


class NothingToExport(Exception):  # noqa: N818 - what it is, not what went wrong
    """No article is selected, and a file that is there would be replaced by an empty one."""


def export(
    database: Database,
    path: Path,
    selection: Selection = EVERY_STORY,
    *,
    columns: Sequence[str] | None = None,
    revisions: bool = False,
    force: bool = False,
) -> int:
    """Write the selected articles to *path* by rising number, in the format that its name ends in; how many.

    The file is replaced whole or not at all. Raises NothingToExport rather than replace it by nothing without *force*,
    ValueError for a format that is not known.
    """
    found = format_of(path)
    if found is None:
        raise ValueError(f"{path.name} ends in no known format")
    write, packed = found
    read = articles.iterate_revisions if revisions else articles.iterate_stored
    with database.read() as connection, replacing(path) as file:
        with _compressed(file) if packed else _plain(file) as target:
            written = write(target, read(connection, selection), columns or _columns(revisions))
        if not written and not force and path.exists():
            raise NothingToExport(f"no article is selected, and {path} is there: it is left as it is")
    return written


def _columns(revisions: bool) -> Sequence[str]:
    return REVISION_FIELDS if revisions else ARTICLE_FIELDS


@contextmanager
def _plain(file: BinaryIO) -> Iterator[BinaryIO]:
    yield file


@contextmanager
def _compressed(file: BinaryIO) -> Iterator[BinaryIO]:
    # No name and no time in the header: the same articles are the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        yield cast(BinaryIO, packed)
