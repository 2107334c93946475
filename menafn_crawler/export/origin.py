"""Where an exported file comes from: which store, at which change, selected how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.export.formats import FORMATS
from menafn_crawler.export.schema import Column
from menafn_crawler.store import Selection, change_number, store_id


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file was made of. Two files of the same origin and columns hold the same rows."""

    store: str
    """Identity of the store."""
    change: int
    """The store's change number when the rows were read."""
    selection: Mapping[str, Any]
    """Conditions that are not the default, by name."""

    @classmethod
    def now(cls, connection: Connection, selection: Selection, note: Mapping[str, Any] | None = None) -> Origin:
        """Return the origin of rows read in this transaction; *note* has conditions beyond the selection."""
        described = {**described_selection(selection), **(note or {})}
        return cls(store_id(connection), change_number(connection), described)

    def described(self) -> dict[str, Any]:
        """Return the origin as a data package holds it."""
        return {"store": self.store, "change": self.change, "selection": dict(self.selection)}

    def made(self, resource: Mapping[str, Any], columns: Sequence[Column]) -> bool:
        """Return True if the described file is of this origin and has these columns: it needs no refresh."""
        return self.made_before(resource, columns) and resource["origin"]["change"] == self.change

    def made_before(self, resource: Mapping[str, Any], columns: Sequence[Column]) -> bool:
        """Return True if the described file is of this origin, at this or another change."""
        origin = resource.get("origin")
        return (
            isinstance(origin, Mapping)
            and (origin.get("store"), origin.get("selection")) == (self.store, dict(self.selection))
            and [field["name"] for field in resource["schema"]["fields"]]
            == [column.name for column in (*columns, *FORMATS[resource["format"]].added)]
        )


def described_selection(selection: Selection) -> dict[str, Any]:
    """Return the conditions that are not the default, as JSON values."""
    described: dict[str, Any] = {}
    for field in fields(selection):
        value = getattr(selection, field.name)
        if field.name not in ("span", "zone") and value != field.default:
            described[field.name] = list(value) if isinstance(value, tuple) else value
    span = {"since": selection.span.since, "until": selection.span.until}
    return described | {name: instant for name, instant in span.items() if instant is not None}
