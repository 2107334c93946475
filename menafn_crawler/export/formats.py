"""The file formats of the data set: a name, and how articles are written in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import PurePath
from typing import BinaryIO

from menafn_crawler.export.columns import recorder, tabulator
from menafn_crawler.export.parquet import INSTALL, write_parquet
from menafn_crawler.items import ARTICLE_FIELDS, Article

_QUOTE = '"'
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads a UTF-8 table in the machine's own code page."""

Writer = Callable[[BinaryIO, Iterable[Article], Sequence[str]], int]
"""Writes articles to a file; the number written is returned, the file stays open."""


def write_jsonl(file: BinaryIO, articles: Iterable[Article], columns: Sequence[str] = ARTICLE_FIELDS) -> int:
    """One JSON object a line."""
    encoded = _encoder(columns)
    written = 0
    for article in articles:
        file.write(encoded(article) + b"\n")
        written += 1
    return written


def write_json(file: BinaryIO, articles: Iterable[Article], columns: Sequence[str] = ARTICLE_FIELDS) -> int:
    """One JSON array, an object a line."""
    encoded = _encoder(columns)
    written = 0
    file.write(b"[")
    for article in articles:
        file.write((b",\n" if written else b"\n") + encoded(article))
        written += 1
    file.write(b"\n]\n")
    return written


def write_csv(file: BinaryIO, articles: Iterable[Article], columns: Sequence[str] = ARTICLE_FIELDS) -> int:
    """A table: UTF-8 with byte order mark, lines ended as RFC 4180 says, a header also where there are no rows."""
    if file.tell() == 0:
        file.write(BYTE_ORDER_MARK.encode())
    file.write(_csv_line(columns))
    cells_of = tabulator(columns)
    written = 0
    for article in articles:
        file.write(_csv_line(cells_of(article)))
        written += 1
    return written


def _csv_line(row: Iterable[str]) -> bytes:
    """One line of a table. The standard library's writer looks at every character of every text, ten times as slow."""
    return (",".join(map(_csv_field, row)) + "\r\n").encode(errors="replace")


def _csv_field(text: str) -> str:
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return f'"{text.replace(_QUOTE, _QUOTE * 2)}"'
    return text


def _encoder(columns: Sequence[str]) -> Callable[[Article], bytes]:
    record_of, encode = recorder(columns), json.JSONEncoder(ensure_ascii=False).encode
    return lambda article: encode(record_of(article)).encode(errors="replace")


@dataclass(frozen=True, slots=True)
class Format:
    """How articles are written in a file, and what others have to know to read it."""

    write: Writer
    mediatype: str
    encoding: str | None = "utf-8"
    """None where it is no text."""
    tabular: bool = True
    """Whether the programs that check data packages read it as a table, with its size and its hash."""
    packs: bool = True
    """Whether it is also written compressed by gzip."""
    grows: bool = True
    """Whether more articles can be appended to a finished file."""
    needs: str | None = None
    """An optional library without which it cannot be written."""


FORMATS: dict[str, Format] = {
    "csv": Format(write_csv, "text/csv"),
    "json": Format(write_json, "application/json", tabular=False, grows=False),
    "jsonl": Format(write_jsonl, "application/jsonl"),
    "parquet": Format(
        write_parquet,
        "application/vnd.apache.parquet",
        encoding=None,
        tabular=False,
        packs=False,
        grows=False,
        needs="pyarrow",
    ),
}
"""Formats by suffix."""

SUFFIXES = tuple(
    suffix + packed for suffix, kind in FORMATS.items() for packed in (("", ".gz") if kind.packs else ("",))
)
"""What a file's name may end in, without the leading dot."""


def format_of(path: PurePath) -> tuple[Format, bool] | None:
    """How *path* is written, and whether it is compressed; None for a name that ends in no known format."""
    packed = path.suffix == ".gz"
    suffix = (PurePath(path.stem) if packed else path).suffix
    found = FORMATS.get(suffix.removeprefix("."))
    return (found, packed) if found is not None and (found.packs or not packed) else None


def lacking(found: Format) -> str | None:
    """What has to be installed before this format can be written; None if nothing has."""
    return INSTALL if found.needs is not None and find_spec(found.needs) is None else None
