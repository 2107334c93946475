"""``metadata.yaml`` describes the tables of the SQLite exports to Datasette; it is made from the data package."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

METADATA = "metadata.yaml"
MARK = "# written by menafn_crawler, and written anew with each export"
"""First line of a file that is ours."""

_TABLES = {
    "articles": "One row for each article that is no copy.",
    "copies": "Copies: duplicate_of names the original.",
    "revisions": "One row for all that happened to each article.",
    "sections": "Which lists showed which article.",
}
_SECTIONS = {"array": "sections"}
"""A facet of the values in the column's lists."""
_FACETS: dict[str, list[str | dict[str, str]]] = {
    "articles": ["provider", _SECTIONS, "published_on", "language"],
    "copies": ["provider", _SECTIONS, "duplicate_kind"],
}
_FACET_SIZE = 12
"""Values of a facet that are shown at first."""


def metadata(package: dict[str, Any]) -> str | None:
    """Return the text; None if the package has no SQLite file. JSON is YAML too."""
    files = [file for file in package["resources"] if file["format"] == "sqlite"]
    if not files:
        return None
    described = {
        "title": package["title"],
        "description": package["description"],
        "source": package["sources"][0]["title"],
        "source_url": package["sources"][0]["path"],
        "databases": {PurePosixPath(file["path"]).stem: {"tables": _tables(file)} for file in files},
    }
    return f"{MARK}\n{json.dumps(described, ensure_ascii=False, indent=2)}\n"


def _tables(file: dict[str, Any]) -> dict[str, Any]:
    columns = {field["name"] for field in file["schema"]["fields"]}
    # Columns are described in DATA.md alone: Datasette would put a screenful of descriptions before the facets.
    tables: dict[str, Any] = {name: {"description": text} for name, text in _TABLES.items()}
    for name, facets in _FACETS.items():
        tables[name]["facets"] = [facet for facet in facets if _column(facet) in columns]
        tables[name]["facet_size"] = _FACET_SIZE
    if "published_at" in columns:
        tables["articles"]["sort_desc"] = "published_at"
    return tables


def _column(facet: str | dict[str, str]) -> str:
    return facet if isinstance(facet, str) else facet["array"]
