"""CSV: UTF-8 with byte order mark, for spreadsheets and every other program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from menafn_crawler.export.formats.base import Format
from menafn_crawler.export.formats.csv_recipes import recipes
from menafn_crawler.export.schema import Column
from menafn_crawler.export.serialize import batches, csv_encoder, csv_field

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 in the machine's own code page."""


def write_csv(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write a header and a line for each row, ended as RFC 4180 says. The mark only begins an empty file."""
    if file.tell() == 0:
        file.write(BYTE_ORDER_MARK.encode())
    file.write((",".join(csv_field(column.name) for column in columns) + "\r\n").encode())
    encode = csv_encoder(columns)
    written = 0
    for some in batches(rows):
        file.write("".join([f"{line}\r\n" for line in encode(some)]).encode(errors="replace"))
        written += len(some)
    return written


CSV = Format(write_csv, "text/csv", recipes)
