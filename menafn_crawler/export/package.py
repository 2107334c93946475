"""``datapackage.json``: what the files of an export directory are, for programs (datapackage.org, version 2)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from menafn_crawler.export.formats import format_of
from menafn_crawler.export.schema import GENERATOR, VERSION, table_schema
from menafn_crawler.export.tally import DataFile

PACKAGE = "datapackage.json"

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_DESCRIPTION = (
    "Wire stories that menafn.com syndicates, one record an article, with the evidence for each date. No licence is"
    " asserted: the texts belong to their providers."
)
_TABLE = (
    "UTF-8 with a byte order mark. Lists are joined by |, date_evidence is JSON, null is an empty cell, and a text that"
    " a spreadsheet would run as a formula has an apostrophe in front."
)
_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}


class ForeignPackage(Exception):  # noqa: N818 - what it is, not what went wrong
    """The directory's description was not written by this program, and is left as it is."""


def resource(file: DataFile) -> dict[str, Any]:
    """The description of one file."""
    found = format_of(PurePosixPath(file.path))
    assert found is not None
    kind, packed = found
    suffix = PurePosixPath(file.path.removesuffix(".gz")).suffix.removeprefix(".")
    tabular = kind.tabular and file.rows > 0  # what checks packages fails on lines of which there are none
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
    }
    if tabular:  # of others the programs that check packages do not see the rows
        described["rows"] = file.rows
    if kind.encoding is not None:
        described["encoding"] = kind.encoding
    if packed:
        described["compression"] = "gz"
    if suffix == "csv":
        described |= {"description": _TABLE, "dialect": _DIALECT}
    return described | {"schema": table_schema(file.columns, cells=suffix == "csv")}


def package(resources: Sequence[dict[str, Any]], now: str) -> dict[str, Any]:
    """The description of a directory with these files, made at *now* (UTC text)."""
    ordered = sorted(resources, key=lambda resource: resource["path"])
    days = [day for resource in ordered for day in resource["span"].values() if day is not None]
    return {
        "$schema": _PROFILE,
        "name": "menafn-articles",
        "title": "MENAFN wire stories",
        "description": _DESCRIPTION,
        "created": now,
        "generator": {"name": GENERATOR, "version": VERSION},
        "sources": [{"title": "MENAFN", "path": "https://menafn.com"}],
        "span": {"first": min(days, default=None), "last": max(days, default=None)},
        "resources": _named(ordered),
    }


def _named(resources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, each under a name of its own."""
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
    """The directory's package; None if it has none. Raises ForeignPackage for one that is not ours."""
    path = directory / PACKAGE
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise ForeignPackage(f"{path} is no JSON; it is left as it is") from error
    generator = found.get("generator") if isinstance(found, dict) else None
    if not isinstance(generator, dict) or generator.get("name") != GENERATOR:
        raise ForeignPackage(f"{path} was not written by {GENERATOR}; it is left as it is")
    assert isinstance(found, dict)
    return found


def fitting(directory: Path, described: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of the package's files that are there and as described."""
    written = (directory / PACKAGE).stat().st_mtime_ns
    return [resource for resource in described["resources"] if _fits(directory / resource["path"], resource, written)]


def _fits(path: Path, resource: dict[str, Any], described: int) -> bool:
    """A file that is older than its description was not touched since; of a newer one the hash has to tell."""
    if not path.is_file() or path.stat().st_size != resource["bytes"]:
        return False
    if path.stat().st_mtime_ns <= described:
        return True
    with path.open("rb") as file:
        return bool(resource["hash"] == f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}")
