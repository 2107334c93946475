"""``metadata.yaml`` tells Datasette what the tables of the SQLite exports are; it is made from the data package."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

METADATA = "metadata.yaml"
MARK = "# written by menafn_crawler, and written anew with each export"
"""First line of a file that is ours."""

_TABLES = {
    "articles": "One row for each article; of a story that several wires told, the first telling.",
    "copies": "Articles that tell what another one told first, which duplicate_of names.",
    "revisions": "One row for all that happened to each article.",
    "sections": "Which lists showed which article.",
}
_FACETS = {"articles": ["provider", "published_on", "language"], "copies": ["provider", "duplicate_kind"]}


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
    columns = {field["name"]: field["description"] for field in file["schema"]["fields"]}
    tables: dict[str, Any] = {name: {"description": text} for name, text in _TABLES.items()}
    for name in ("articles", "copies", "revisions"):
        tables[name]["columns"] = columns
    for name, facets in _FACETS.items():
        tables[name]["facets"] = [facet for facet in facets if facet in columns]
    if "published_at" in columns:
        tables["articles"]["sort_desc"] = "published_at"
    return tables
