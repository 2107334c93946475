"""Exports that depend on a moment: the data set as of an instant, and what changed since one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.export.origin import described_selection
from menafn_crawler.export.tables import as_of, changed_since
from menafn_crawler.export.write import ExportSpec
from menafn_crawler.store import (
    change_number_before,
    instant_of,
    number_at,
    read_cursor,
    versions_kept_from,
)


class UnknownPastError(Exception):
    """The store does not know what was published at that moment; the message says why in one line."""


def spec_as_of(connection: Connection, spec: ExportSpec, instant: str) -> ExportSpec:
    """Return *spec* for the data set as it was published at *instant* (UTC text). Raises UnknownPastError."""
    number = _known(connection, number_at(connection, instant))
    return replace(spec, table=as_of(number), note={"as_of": instant})


def spec_changed_since(connection: Connection, spec: ExportSpec, instant: str) -> ExportSpec:
    """Return *spec* for what changed at or after *instant* (UTC text). Raises UnknownPastError."""
    number = _known(connection, change_number_before(connection, instant))
    return replace(spec, table=changed_since(number), note={"changed_since": instant}, force=True)


def spec_since_last(connection: Connection, spec: ExportSpec, name: str) -> ExportSpec:
    """Return *spec* for what changed since the last complete delta of this *name*; all records for the first one.

    Raises UnknownPastError if that delta was of another selection, or is of the future of this store.
    """
    cursor = read_cursor(connection, name)
    if cursor is None:
        return replace(spec, table=changed_since(0), note={"since_last": name}, force=True)
    if cursor["selection"] != selection_of_cursor(spec):
        raise UnknownPastError(f"the last delta {name!r} had another selection: use the same one, or another name")
    if instant_of(connection, cursor["change"]) is None and cursor["change"]:
        raise UnknownPastError(f"the store is older than the last delta {name!r}: make a full export")
    number = _known(connection, cursor["change"])
    return replace(spec, table=changed_since(number), note={"since_last": name}, force=True)


def selection_of_cursor(spec: ExportSpec) -> Mapping[str, Any]:
    """Return what a cursor remembers of the selection."""
    return described_selection(spec.selection)


def _known(connection: Connection, number: int) -> int:
    kept_from = versions_kept_from(connection)
    if number < kept_from:
        since = instant_of(connection, kept_from)
        raise UnknownPastError(f"what was published before {since} is not known: an older version wrote the store then")
    return number
