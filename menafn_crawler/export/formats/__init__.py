"""File formats of the data set. A new one is a file here and a row in ``FORMATS``."""

from __future__ import annotations

from pathlib import PurePath

from menafn_crawler.export.formats.base import ExportStoppedError, Format, MissingLibraryError, RelatedTable, never
from menafn_crawler.export.formats.csv import BYTE_ORDER_MARK, CSV, write_csv
from menafn_crawler.export.formats.json import JSON, JSONL, write_json, write_jsonl
from menafn_crawler.export.formats.parquet import PARQUET, write_parquet
from menafn_crawler.export.formats.sqlite import SQLITE, write_sqlite
from menafn_crawler.export.formats.xlsx import XLSX, write_xlsx

__all__ = [
    "BYTE_ORDER_MARK",
    "FORMATS",
    "SUFFIXES",
    "ExportStoppedError",
    "Format",
    "MissingLibraryError",
    "RelatedTable",
    "format_of",
    "never",
    "suffix_of",
    "write_csv",
    "write_json",
    "write_jsonl",
    "write_parquet",
    "write_sqlite",
    "write_xlsx",
]

FORMATS: dict[str, Format] = {
    "csv": CSV,
    "json": JSON,
    "jsonl": JSONL,
    "parquet": PARQUET,
    "xlsx": XLSX,
    "sqlite": SQLITE,
}
"""Formats by suffix."""

SUFFIXES: tuple[str, ...] = tuple(
    suffix + packed for suffix, kind in FORMATS.items() for packed in (("", ".gz") if kind.compressible else ("",))
)
"""What a file's name may end in, without the leading dot."""


def format_of(path: PurePath) -> tuple[Format, bool] | None:
    """Return the format of *path* and whether it is compressed. None for a name that ends in no known format."""
    compressed = path.suffix == ".gz"
    found = FORMATS.get(suffix_of(path))
    return (found, compressed) if found is not None and (found.compressible or not compressed) else None


def suffix_of(path: PurePath) -> str:
    """Return the suffix that names the format, without its dot.

    >>> suffix_of(PurePath("articles.csv.gz"))
    'csv'
    """
    return (PurePath(path.stem) if path.suffix == ".gz" else path).suffix.removeprefix(".")
