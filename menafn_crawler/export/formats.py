"""The file formats of the data set: a name, and how articles are written in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from io import TextIOWrapper
from pathlib import PurePath
from typing import BinaryIO

from menafn_crawler.export.columns import cells, record
from menafn_crawler.items import ARTICLE_FIELDS, Article

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads a UTF-8 table in the machine's own code page."""

Writer = Callable[[BinaryIO, Iterable[Article], Sequence[str]], int]
"""Writes articles to a file; the number written is returned, the file stays open."""


def write_jsonl(file: BinaryIO, articles: Iterable[Article], columns: Sequence[str] = ARTICLE_FIELDS) -> int:
    """One JSON object a line."""
    written = 0
    for article in articles:
        file.write(_json(article, columns) + b"\n")
        written += 1
    return written


def write_json(file: BinaryIO, articles: Iterable[Article], columns: Sequence[str] = ARTICLE_FIELDS) -> int:
    """One JSON array, an object a line."""
    written = 0
    file.write(b"[")
    for article in articles:
        file.write((b",\n" if written else b"\n") + _json(article, columns))
        written += 1
    file.write(b"\n]\n")
    return written


def write_csv(file: BinaryIO, articles: Iterable[Article], columns: Sequence[str] = ARTICLE_FIELDS) -> int:
    """A table: UTF-8 with byte order mark, lines ended as RFC 4180 says, a header also where there are no rows."""
    text = TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        if file.tell() == 0:
            text.write(BYTE_ORDER_MARK)
        table = csv.writer(text)
        table.writerow(columns)
        written = 0
        for article in articles:
            table.writerow(cells(article, columns))
            written += 1
    finally:
        text.detach()  # the file belongs to the caller
    return written


def _json(article: Article, columns: Sequence[str]) -> bytes:
    return json.dumps(record(article, columns), ensure_ascii=False).encode(errors="replace")


FORMATS: dict[str, Writer] = {"csv": write_csv, "json": write_json, "jsonl": write_jsonl}
"""Writers by suffix."""

SUFFIXES = tuple(suffix + packed for suffix in FORMATS for packed in ("", ".gz"))
"""What a file's name may end in, without the leading dot."""


def format_of(path: PurePath) -> tuple[Writer, bool] | None:
    """How *path* is written, and whether it is compressed; None for a name that ends in no known format."""
    packed = path.suffix == ".gz"
    suffix = (PurePath(path.stem) if packed else path).suffix
    writer = FORMATS.get(suffix.removeprefix("."))
    return (writer, packed) if writer is not None else None
