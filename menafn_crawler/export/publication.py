"""Move staged exports to their destinations together with the files that describe their directory."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from menafn_crawler.export.datasette import MARK as METADATA_MARK
from menafn_crawler.export.datasette import METADATA, metadata
from menafn_crawler.export.guide import GUIDE, MARK, guide
from menafn_crawler.export.package import (
    PACKAGE,
    DescribedFiles,
    ForeignPackageError,
    package,
    read_package,
    resources_of,
    unchanged_resources,
)
from menafn_crawler.export.write import StagedExport
from menafn_crawler.store import atomic_write


def publish(exports: Sequence[StagedExport], directory: Path, now: str) -> None:
    """Commit *exports* to *directory* and describe all of its files, as of *now* (UTC text).

    The descriptions are staged before the first file moves and committed right after the last, so a reader waits for a
    few renames at most until files and descriptions agree. A file that is gone, or was changed by somebody else, is no
    longer described. Raises OSError; ForeignPackageError, after the commit, if a description is not ours to replace.
    """
    with _lock(directory):
        try:
            described = _described(directory, exports, now)
        except ForeignPackageError:
            commit(exports)
            raise
        with atomic_write(directory / PACKAGE) as for_programs, atomic_write(directory / GUIDE) as for_people:
            for_people.write(guide(described).encode(errors="replace"))
            parts = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(described)  # megabytes for many files
            for_programs.writelines(part.encode(errors="replace") for part in parts)
            for_programs.write(b"\n")
            for_people.flush()
            for_programs.flush()
            commit(exports)
        _describe_databases(directory, described)


def _describe_databases(directory: Path, described: dict[str, Any]) -> None:
    """Write ``metadata.yaml`` if there is a database, unless somebody else wrote the one that is there."""
    text, path = metadata(described), directory / METADATA
    if text is not None and not (path.exists() and not _has_mark(path, METADATA_MARK)):
        with atomic_write(path) as file:
            file.write(text.encode(errors="replace"))


def commit(exports: Sequence[StagedExport]) -> None:
    """Move exports to their destinations without describing them. Raises OSError."""
    for export in exports:
        export.commit()


def is_described(directory: Path, found: DescribedFiles | None) -> bool:
    """Return False if the description of a directory is missing, or names a file that is gone or was changed.

    *found* is what its package describes, see :func:`menafn_crawler.export.package.described_files`.
    """
    return found is None or ((directory / PACKAGE).exists() and (directory / GUIDE).exists() and not found.damaged)


def _described(directory: Path, exports: Sequence[StagedExport], now: str) -> dict[str, Any]:
    """Return the new package: what stays as it is, and what is staged. Raises ForeignPackageError."""
    old = read_package(directory)
    if (directory / GUIDE).exists() and not _has_mark(directory / GUIDE, MARK):
        raise ForeignPackageError(f"{directory / GUIDE} was not written by menafn_crawler; it is left as it is")
    replaced = {export.path.name: export for export in exports}
    unchanged = unchanged_resources(directory, old) if old is not None else []
    others = [found for found in unchanged if found["path"].split("/")[0] not in replaced]
    kept = [
        found | {"origin": export.origin.described()}
        for export in exports
        for found in unchanged
        if found["path"] in export.kept
    ]
    written = [found for export in exports for found in resources_of(export.files, export.origin)]
    return package([*others, *kept, *written], now)


def _has_mark(path: Path, mark: str) -> bool:
    """Return True if the first line of a file says that it is ours."""
    with path.open("rb") as file:
        return file.readline().rstrip() == mark.encode()


@contextmanager
def _lock(directory: Path) -> Iterator[None]:
    """Publish to a directory one at a time, so that no publication loses what another has described."""
    directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
