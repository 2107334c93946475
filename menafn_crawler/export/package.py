"""``datapackage.json`` describes the files of an export directory for programs (datapackage.org, version 2)."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from menafn_crawler.export.file_writer import FileFacts
from menafn_crawler.export.formats import format_of, suffix_of
from menafn_crawler.export.origin import Origin
from menafn_crawler.export.schema import GENERATOR, table_schema
from menafn_crawler.version import __version__

PACKAGE = "datapackage.json"

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_DESCRIPTION = (
    "Wire stories that menafn.com syndicates, one record an article, with the evidence for each date. No licence is"
    " asserted: the texts belong to their providers."
)
_TABLE = (
    "UTF-8 with a byte order mark. Lists are joined by |, date_evidence is JSON, null is an empty cell. A text that a"
    " spreadsheet would run as a formula, or that begins with an apostrophe, has an apostrophe put in front: remove the"
    " first apostrophe of a cell to get the text."
)
_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}


class ForeignPackageError(Exception):
    """The directory's description was not written by this program, and is left as it is."""


def resources_of(files: Sequence[FileFacts], origin: Origin) -> list[dict[str, Any]]:
    """Return the descriptions of the files of one export, which have the same columns."""
    schemas = {cells: table_schema(files[0].columns, cells=cells) for cells in (False, True)} if files else {}
    return [_resource(file, origin, schemas) for file in files]


def _resource(file: FileFacts, origin: Origin, schemas: Mapping[bool, dict[str, Any]]) -> dict[str, Any]:
    found = format_of(PurePosixPath(file.path))
    assert found is not None
    kind, packed = found
    suffix = suffix_of(PurePosixPath(file.path))
    tabular = kind.tabular and file.rows > 0  # frictionless fails on a file of lines without a line
    described: dict[str, Any] = {
        "name": re.sub(r"[^-a-z0-9._/]+", "-", file.path.lower()),
        "type": "table" if tabular else "file",
        "path": file.path,
        "format": suffix,
        "mediatype": kind.mediatype,
        "count": file.rows,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "span": {"first": file.first, "last": file.last},
        "origin": origin.described(),
    }
    if tabular:  # of other formats frictionless cannot count the rows
        described["rows"] = file.rows
    if kind.encoding is not None:
        described["encoding"] = kind.encoding
    if packed:
        described["compression"] = "gz"
    if suffix == "csv":
        described |= {"description": _TABLE, "dialect": _DIALECT}
    return described | {"schema": schemas[suffix == "csv"]}


def package(resources: Sequence[dict[str, Any]], now: str) -> dict[str, Any]:
    """Return the description of a directory with these files, made at *now* (UTC text)."""
    ordered = sorted(resources, key=lambda resource: resource["path"])
    days = [day for resource in ordered for day in resource["span"].values() if day is not None]
    return {
        "$schema": _PROFILE,
        "name": "menafn-articles",
        "title": "MENAFN wire stories",
        "description": _DESCRIPTION,
        "created": now,
        "generator": {"name": GENERATOR, "version": __version__},
        "sources": [{"title": "MENAFN", "path": "https://menafn.com"}],
        "span": {"first": min(days, default=None), "last": max(days, default=None)},
        "resources": _named(ordered),
    }


def _named(resources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the resources, each with a unique name."""
    taken: set[str] = set()
    named = []
    for resource in resources:
        name, number = resource["name"], 2
        while name in taken:
            name, number = f"{resource['name']}-{number}", number + 1
        taken.add(name)
        named.append({**resource, "name": name})
    return named


def read_package(directory: Path) -> dict[str, Any] | None:
    """Return the directory's package, None if it has none. Raises ForeignPackageError for one that is not ours."""
    path = directory / PACKAGE
    try:
        found = json.loads(path.read_bytes(), object_hook=_Shared().share)
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise ForeignPackageError(f"{path} is no JSON; it is left as it is") from error
    generator = found.get("generator") if isinstance(found, dict) else None
    if not isinstance(generator, dict) or generator.get("name") != GENERATOR:
        raise ForeignPackageError(f"{path} was not written by {GENERATOR}; it is left as it is")
    assert isinstance(found, dict)
    return found


class _Shared:
    """Descriptions of fields, each held once: the hundreds of files of a large directory have the same columns."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, Any]] = {}

    def share(self, parsed: dict[str, Any]) -> dict[str, Any]:
        """Return the first field that is equal to *parsed*; any other object as it is."""
        is_field = "description" in parsed and "type" in parsed and "path" not in parsed
        return self._fields.setdefault(repr(parsed), parsed) if is_field else parsed


def unchanged_resources(directory: Path, described: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the resources of the package whose files exist and are as described.

    A file older than the package was not touched since. A newer one is hashed, and the package then made as new as the
    newest file that passed, so that each file is hashed once.
    """
    written = (directory / PACKAGE).stat().st_mtime_ns
    unchanged, newest = [], written
    for found in described["resources"]:
        path = directory / found["path"]
        if not path.is_file() or path.stat().st_size != found["bytes"]:
            continue
        modified = path.stat().st_mtime_ns
        if modified <= written or _has_hash(path, found["hash"]):
            unchanged.append(found)
            newest = max(newest, modified)
    if newest > written and len(unchanged) == len(described["resources"]):
        with suppress(OSError):  # a directory that may only be read
            os.utime(directory / PACKAGE, ns=(newest, newest))
    return unchanged


@dataclass(frozen=True, slots=True)
class DescribedFiles:
    """The files that a package describes."""

    unchanged: list[dict[str, Any]]
    damaged: list[dict[str, Any]]
    """Described, but missing or changed since."""

    def of(self, export: str) -> DescribedFiles:
        """Return those of one export: of the file with this name, or of the directory of months."""
        own = (
            [file for file in some if file["path"].split("/")[0] == export] for some in (self.unchanged, self.damaged)
        )
        return DescribedFiles(*own)


def described_files(directory: Path) -> DescribedFiles | None:
    """Return the files that the package of a directory describes, none without a package; None if it is not ours."""
    try:
        found = read_package(directory)
    except ForeignPackageError:
        return None
    if found is None:
        return DescribedFiles([], [])
    unchanged = unchanged_resources(directory, found)
    paths = {file["path"] for file in unchanged}
    return DescribedFiles(unchanged, [file for file in found["resources"] if file["path"] not in paths])


def _has_hash(path: Path, expected: str) -> bool:
    with path.open("rb") as file:
        return expected == f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
