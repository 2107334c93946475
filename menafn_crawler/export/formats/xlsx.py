"""Excel: typed dates, a frozen header, text that is never a formula or a link.

XlsxWriter is optional, so it is imported when the first file is begun.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import gettempdir
from typing import Any, BinaryIO

from menafn_crawler.export.formats.base import Format, MissingLibraryError
from menafn_crawler.export.schema import Column, Kind
from menafn_crawler.export.serialize import as_list, json_list, values_of
from menafn_crawler.store import stage_directory

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""
LONGEST_CELL = 32_767
"""UTF-16 code units of a cell."""

CUT = Column(
    "cut_cells",
    Kind.LIST,
    True,
    "Fields of this row that are longer than a cell of Excel (32,767 characters) and were cut.",
    {},
)
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that the same rows are the same bytes; Excel has no zones


def write_xlsx(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write one sheet. Raises MissingLibraryError, and OSError for more rows than a sheet holds."""
    try:
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import FileCreateError
    except ImportError as error:
        raise MissingLibraryError(XLSX.install) from error
    target = _Target(file)
    with _temporary_directory() as folder:
        book = Workbook(target, {**_OPTIONS, "tmpdir": str(folder)})
        book.use_zip64()  # only where the file needs it: above 4 GB
        try:
            written = _write_sheet(book, rows, columns)
            book.close()
        except FileCreateError as error:  # around an OSError
            raise error.args[0] from None
        finally:
            target.is_complete = True
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
    return written


@contextmanager
def _temporary_directory() -> Iterator[Path]:
    """Make a directory for the sheet. What a killed process left of its own goes first: nobody holds its lock."""
    with stage_directory(Path(gettempdir(), "menafn-xlsx")) as (folder, staged):
        yield folder
    staged.discard()


class _Target:
    """The file as zipfile sees it: its destructor would complete a broken file, so nothing is written any more then."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.is_complete = False

    def write(self, data: bytes) -> int:
        """Write *data*."""
        return len(data) if self.is_complete else self._file.write(data)

    def flush(self) -> None:
        """Flush the file."""
        if not self.is_complete:
            self._file.flush()


def _write_sheet(book: Any, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet("articles")
    sheet.freeze_panes(1, 0)
    bold, instant = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for place, column in enumerate((*columns, CUT)):
        sheet.write_string(0, place, column.name, bold)
        if column.kind is Kind.INSTANT:
            sheet.set_column(place, place, 19, instant)
    values, convert = values_of(columns), [_VALUES[column.kind] for column in columns]
    written = 0
    for row in rows:
        written += 1
        if written > MOST_ROWS:
            raise OSError(errno.EFBIG, f"a sheet holds {MOST_ROWS:,} rows: select fewer, or write another format")
        converted = [None if v is None else f(v) for f, v in zip(convert, values(row), strict=True)]
        _write_row(sheet, written, converted, columns)
    return written


def _write_row(sheet: Any, place: int, values: Sequence[Any], columns: Sequence[Column]) -> None:
    cut = []
    for number, (value, column) in enumerate(zip(values, columns, strict=True)):
        if isinstance(value, str):
            text, whole = _cell(value)
            sheet.write_string(place, number, text)
            if not whole:
                cut.append(column.name)
        elif isinstance(value, bool):
            sheet.write_boolean(place, number, value)
        elif isinstance(value, date):
            sheet.write_datetime(place, number, value)
        elif value is not None:
            sheet.write_number(place, number, value)
    if cut:
        sheet.write_string(place, len(columns), "|".join(cut))


def _cell(text: str) -> tuple[str, bool]:
    """Return the text as a cell can hold it, and whether that is all of it."""
    text = _NOT_XML.sub("?", text)
    if len(text) * 2 <= LONGEST_CELL:
        return text, True
    units = text.encode("utf-16-le")
    return units[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore"), len(units) <= 2 * LONGEST_CELL


def _instant(text: str) -> datetime:
    """Return the instant without its zone, which Excel does not have: it is UTC."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


_VALUES: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.BOOLEAN: bool,
    Kind.INSTANT: _instant,
    Kind.DAY: date.fromisoformat,
    Kind.LIST: lambda value: "|".join(as_list(value)),
    Kind.OBJECTS: json_list,
}


def _recipes(path: str, fields: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    texts = " ".join(field["name"] for field in fields if field["type"] == Kind.TEXT)
    options = f'keep_default_na=False, na_values=[""], dtype=dict.fromkeys("{texts}".split(), "string")'
    return {"pandas": f"articles = pandas.read_excel({path}, {options})"}


XLSX = Format(
    write_xlsx,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    _recipes,
    encoding=None,
    tabular=False,
    compressible=False,
    appendable=False,
    library="xlsxwriter",
    requirement="XlsxWriter>=3.2",
    added=(CUT,),
)
