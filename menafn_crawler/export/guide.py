"""``DATA.md``: what the files of an export directory are, for people; made from the data package, so both agree."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from menafn_crawler.export.months import PARTITION
from menafn_crawler.export.schema import COLUMNS, Kind

GUIDE = "DATA.md"
MARK = "<!-- written by menafn_crawler, and written anew with each export -->"
"""First line, by which the file is known to be ours."""

_TYPES = {
    Kind.TEXT: "text",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "true or false",
    Kind.INSTANT: "instant in UTC",
    Kind.DAY: "day",
    Kind.LIST: "list of texts",
    Kind.EVIDENCE: "list of objects",
}

_HOW_TO_LOAD = {
    "csv": "pandas.read_csv({path}{options})",
    "jsonl": "pandas.read_json({path}, lines=True, dtype=False)",
    "json": "pandas.read_json({path}, dtype=False)",
    "parquet": "pandas.read_parquet({path})",
}
_CSV_OPTIONS = {
    "provider_code": ', dtype={"provider_code": "string"}',
    "published_at": ', parse_dates=["published_at"]',
}
"""What has to be said of a column of a table, that does not say it itself."""

_CAVEATS = """\
- A null (an empty cell in CSV) means that the page does not say; nothing is made up in its place.
- `published_at` is there only where a time of day is known; `published_on` is the day in the site's zone, so it is the
  day before the one in `published_at` for stories of the late evening in New York.
- `date_conflict` and `date_evidence` tell where witnesses of a date disagreed, and what each of them said.
- `duplicate_of` names the article that said the same first. Unless copies were asked for, none is in a file.
- `quality` tells what was wrong with the source's text; an article without flags was not proved to be whole.
- In CSV a text that a spreadsheet would run as a formula has an apostrophe in front. In Parquet `note` in
  `date_evidence` is null where JSON leaves it out.
- What the site never listed, or had taken away before a crawl came by, is not here.
- No licence is asserted: the texts belong to their providers.
"""


def guide(package: dict[str, Any]) -> str:
    """The text, in Markdown."""
    files = package["resources"]
    return "\n".join(
        [
            MARK,
            f"# {package['title']}",
            "",
            package["description"],
            "",
            f"Written by {package['generator']['name']} {package['generator']['version']} at {package['created']}.",
            f"Source: <{package['sources'][0]['path']}>. Days of publication: {_span(package['span'])}.",
            "`datapackage.json` says the same to programs.",
            "",
            "## Files",
            "",
            "| file | rows | published | bytes | sha256 |",
            "|---|---:|---|---:|---|",
            *_files(files),
            "",
            "## Fields",
            "",
            "A question mark: the value may be null.",
            "",
            "| field | type | meaning |",
            "|---|---|---|",
            *_fields(files),
            "",
            "## Loading",
            "",
            "```python",
            "import pandas",
            "",
            *_loading(files),
            "```",
            "",
            "## What to know before counting",
            "",
            _CAVEATS,
        ]
    )


def _files(files: Iterable[dict[str, Any]]) -> Iterator[str]:
    for file in files:
        cells = (
            f"`{_cell(file['path'])}`",
            f"{file['count']:,}",
            _span(file["span"]),
            f"{file['bytes']:,}",
            f"`{file['hash'].removeprefix('sha256:')}`",
        )
        yield f"| {' | '.join(cells)} |"


def _partitioned(file: dict[str, Any]) -> str:
    """The directory of months in which a file stands; empty for one that stands alone."""
    path = PurePosixPath(file["path"])
    return str(path.parent.parent) if path.parent.name.startswith(f"{PARTITION}=") else ""


def _span(span: dict[str, str | None]) -> str:
    return f"{span['first']} to {span['last']}" if span["first"] else "undated"


def _fields(files: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Each field that one of the files has, in the order of the record."""
    present = {field["name"] for file in files for field in file["schema"]["fields"]}
    for column in COLUMNS.values():
        if column.name in present:
            null = "?" if column.optional else ""
            yield f"| `{column.name}` | {_TYPES[column.kind]}{null} | {_cell(column.description)} |"


def _loading(files: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line for each file; a directory of months is one."""
    for path, file in {_partitioned(file) or file["path"]: file for file in files}.items():
        columns = {field["name"] for field in file["schema"]["fields"]}
        options = "".join(option for name, option in _CSV_OPTIONS.items() if name in columns)
        yield _HOW_TO_LOAD[file["format"]].format(path=json.dumps(path, ensure_ascii=False), options=options)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")
