"""Code that loads a CSV file without a loss: CSV has no types, and programs guess them.

Each recipe keeps texts such as ``NA``, ``None`` and ``null``, leading zeros, and removes the apostrophe that protects
spreadsheets from formulas.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from menafn_crawler.export.schema import Kind

Fields = Sequence[Mapping[str, Any]]
_TEXTS = (Kind.TEXT, Kind.LIST, Kind.OBJECTS, Kind.DAY)
_SQL_TYPES = {
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INSTANT: "TIMESTAMPTZ",
    Kind.DAY: "DATE",
}


def recipes(path: str, fields: Fields) -> Mapping[str, str]:
    """Return the code for each tool."""
    return {
        "pandas": _pandas(path, fields),
        "polars": _polars(path, fields),
        "DuckDB": _duckdb(path, fields),
        "R": _r(path, fields),
    }


def _pandas(path: str, fields: Fields) -> str:
    types = {"string": _names(fields, *_TEXTS, Kind.INSTANT), "Int64": _names(fields, Kind.INTEGER)}
    return f"""\
articles = pandas.read_csv(
    {path},
    keep_default_na=False,
    na_values=[""],
    dtype={" | ".join(f'dict.fromkeys("{names}".split(), "{kind}")' for kind, names in types.items() if names)},
    parse_dates={json.dumps(_names(fields, Kind.INSTANT).split())},
)
texts = articles.select_dtypes("string").columns
articles[texts] = articles[texts].apply(lambda column: column.str.removeprefix("'"))"""


def _polars(path: str, fields: Fields) -> str:
    types = {
        "String": _names(fields, *_TEXTS, Kind.INSTANT),
        "Int64": _names(fields, Kind.INTEGER),
        "Float64": _names(fields, Kind.NUMBER),
        "Boolean": _names(fields, Kind.BOOLEAN),
    }
    schema = " | ".join(f'dict.fromkeys("{names}".split(), polars.{kind})' for kind, names in types.items() if names)
    return f"""\
articles = polars.read_csv(
    {path},
    schema_overrides={schema},
).with_columns(polars.col(polars.String).str.strip_prefix("'"))"""


def _duckdb(path: str, fields: Fields) -> str:
    types = ", ".join(f"'{field['name']}': '{_SQL_TYPES.get(Kind(field['type']), 'VARCHAR')}'" for field in fields)
    texts = ", ".join(
        f"regexp_replace({name}, '^''', '') AS {name}" for name in _names(fields, Kind.TEXT, Kind.LIST).split()
    )
    file = json.loads(path).replace("'", "''")
    return f'''\
articles = duckdb.sql("""
    SELECT *{f" REPLACE ({texts})" if texts else ""}
    FROM read_csv('{file}', header = true, quote = '"', escape = '"', nullstr = '', max_line_size = 64000000,
        columns = {{{types}}})
""").df()'''


def _r(path: str, fields: Fields) -> str:
    classes = ", ".join(f'{name} = "character"' for name in _names(fields, *_TEXTS, Kind.INSTANT).split())
    return f"""\
articles <- read.csv({path}, fileEncoding = "UTF-8-BOM", na.strings = "", colClasses = c({classes}))
texts <- vapply(articles, is.character, TRUE)
articles[texts] <- lapply(articles[texts], function(column) sub("^'", "", column))"""


def _names(fields: Iterable[Mapping[str, Any]], *kinds: Kind) -> str:
    """Return the names of the fields of these *kinds*, separated by spaces."""
    return " ".join(field["name"] for field in fields if field["type"] in kinds)
