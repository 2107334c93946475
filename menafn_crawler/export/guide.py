"""``DATA.md`` describes the files of an export directory for people; it is made from the data package."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from menafn_crawler.export.formats import FORMATS
from menafn_crawler.export.months import directory_of_months
from menafn_crawler.export.schema import Kind

GUIDE = "DATA.md"
MARK = "<!-- written by menafn_crawler, and written anew with each export -->"
"""First line of a file that is ours."""

_TYPES = {
    Kind.TEXT: "text",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "true or false",
    Kind.INSTANT: "instant in UTC",
    Kind.DAY: "day",
    Kind.LIST: "list of texts",
    Kind.OBJECTS: "list of objects",
}
_LANGUAGES = {"R": "r"}

_CAVEATS = """\
- A null (an empty cell in CSV) means that the page does not say; nothing is made up in its place.
- `published_at` is there only where a time of day is known; `published_on` is the day in the site's zone, so it is the
  day before the one in `published_at` for stories of the late evening in New York.
- `date_conflict` and `date_evidence` show where witnesses of a date disagreed, and what each of them said.
- `duplicate_of` names the original of a copy. Unless copies were asked for, none is in a file.
- `quality` names what was wrong with the source's text; an article without flags was not proved to be whole.
- In CSV a text that a spreadsheet would run as a formula, or that begins with an apostrophe, has an apostrophe put in
  front. Remove the first apostrophe of a cell to get the text; the code above does. JSON and Parquet have the text.
- A cell of CSV can be longer than Python's own reader allows by default: `csv.field_size_limit(2**31 - 1)`. A cell of
  Excel holds 32,767 characters: opened there, a longer one is cut; `.xlsx` files name what was cut in `cut_cells`.
- In Parquet `note` in `date_evidence` is null where JSON leaves it out.
- `pip install 'frictionless[json]'`, then `frictionless validate datapackage.json` checks every file.
- What the site never listed, or had taken away before a crawl came by, is not here.
- No licence is asserted: the texts belong to their providers.
"""


def guide(package: dict[str, Any]) -> str:
    """Return the text, in Markdown."""
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
            *_loading(files),
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


def _span(span: dict[str, str | None]) -> str:
    return f"{span['first']} to {span['last']}" if span["first"] else "undated"


def _fields(files: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a row for each field of the files; the longest file first, so that the order is that of the record."""
    shown = set()
    for file in sorted(files, key=lambda file: -len(file["schema"]["fields"])):
        for field in file["schema"]["fields"]:
            if (row := (field["name"], field["description"])) not in shown:
                shown.add(row)
                null = "?" if field.get("nullable") else ""
                yield f"| `{field['name']}` | {_TYPES[_kind(field)]}{null} | {_cell(field['description'])} |"


def _kind(field: dict[str, Any]) -> Kind:
    """Return the kind of a field, of which Table Schema calls lists of texts and of objects arrays alike."""
    return Kind.LIST if "itemType" in field else Kind(field["type"])


def _loading(files: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield code for each tool and file; a directory of months is loaded as one."""
    code: dict[str, list[str]] = {}
    for file in files:
        months = directory_of_months(PurePosixPath(file["path"]))
        quoted = json.dumps(str(months or file["path"]), ensure_ascii=False)
        for tool, recipe in FORMATS[file["format"]].recipes(quoted, file["schema"]["fields"]).items():
            lines = code.setdefault(tool, [])
            if recipe not in lines:
                lines.append(recipe)
    for tool, lines in code.items():
        first = [] if tool in _LANGUAGES else [f"import {tool.lower()}"]
        yield from (f"### {tool}", "", f"```{_LANGUAGES.get(tool, 'python')}")
        yield "\n\n".join([*first, *lines])
        yield from ("```", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")
