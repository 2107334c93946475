"""Refresh the exports that are behind the store: single files whole, directories by the months that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.export.months import Months, month_of, part_path
from menafn_crawler.export.origin import Origin
from menafn_crawler.export.package import ForeignPackageError, read_package, unchanged_resources
from menafn_crawler.export.publication import is_described, publish
from menafn_crawler.export.stories import TABLES
from menafn_crawler.export.tables import ARTICLES
from menafn_crawler.export.write import ExportSpec, StagedExport, stage_export
from menafn_crawler.store import Database, Selection, months_changed, remove_abandoned_parts


def configured(data_dir: Path, names: Sequence[str], *, copies: bool) -> list[ExportSpec]:
    """Return what ``MENAFN_EXPORTS`` asks for. A name that ends in a slash is a directory of months."""
    specs = {}
    for name in names:
        path = data_dir / name
        table = ARTICLES if name.endswith("/") else TABLES.get(path.name.split(".")[0], ARTICLES)
        specs[path] = ExportSpec(path, Selection(copies=copies), table=table, by_month=name.endswith("/"))
    return list(specs.values())


def behind(database: Database, specs: Sequence[ExportSpec]) -> list[ExportSpec]:
    """Return the exports that are missing, changed by somebody else, or older than the store's last change."""
    with database.read() as connection:
        return [spec for spec in specs if not _is_current(spec, Origin.now(connection, spec.selection))]


def refresh(database: Database, spec: ExportSpec, now: str) -> StagedExport | None:
    """Write an export again if it is behind the store, and describe it, as of *now* (UTC text). None if it was not.

    Raises what :func:`menafn_crawler.export.stage_export` and :func:`menafn_crawler.export.publish` raise.
    """
    remove_abandoned_parts(spec.path)
    directory = spec.path.parent
    if not behind(database, [spec]):
        if not is_described(directory):
            publish([], directory, now)
        return None
    with _staged(database, spec) as export:
        publish([export], directory, now)
    return export


@contextmanager
def _staged(database: Database, spec: ExportSpec) -> Iterator[StagedExport]:
    if spec.by_month:
        with database.read() as connection:
            export = _changed_months(connection, spec)
        if export is not None:
            try:
                yield export
            finally:
                export.discard()
            return
    with stage_export(database, spec) as export:
        yield export


def _is_current(spec: ExportSpec, origin: Origin) -> bool:
    found = _described(spec)
    if found is None:  # the description is somebody else's: the file's presence is all that is known
        return spec.path.exists()
    return (
        bool(found.unchanged)
        and not found.damaged
        and all(origin.made(resource, spec.columns) for resource in found.unchanged)
    )


@dataclass(frozen=True, slots=True)
class _Described:
    """The files of one export, as their package describes them."""

    unchanged: list[dict[str, Any]]
    damaged: list[dict[str, Any]]
    """Described, but missing or changed since."""


def _described(spec: ExportSpec) -> _Described | None:
    """Return the described files of an export; None if the package is not ours."""
    try:
        described = read_package(spec.path.parent)
    except ForeignPackageError:
        return None
    if described is None:
        return _Described([], [])
    own = [found for found in described["resources"] if found["path"].split("/")[0] == spec.path.name]
    unchanged = {found["path"] for found in unchanged_resources(spec.path.parent, described)}
    return _Described(
        [found for found in own if found["path"] in unchanged],
        [found for found in own if found["path"] not in unchanged],
    )


def _changed_months(connection: Connection, spec: ExportSpec) -> StagedExport | None:
    """Stage the months that changed since the directory was written; None if it has to be written whole."""
    origin = Origin.now(connection, spec.selection)
    found = _described(spec)
    if found is None or not found.unchanged:
        return None
    if not all(origin.made_before(resource, spec.columns) for resource in found.unchanged):
        return None
    since = min(resource["origin"]["change"] for resource in found.unchanged)
    if since > origin.change:  # an older store was put back
        return None
    changed = {month or None for month in months_changed(connection, since)}
    changed |= {month_of(PurePosixPath(resource["path"])) for resource in found.damaged}
    return _stage_some(connection, spec, origin, changed, found)


def _stage_some(
    connection: Connection, spec: ExportSpec, origin: Origin, changed: set[str | None], found: _Described
) -> StagedExport | None:
    months = Months(connection, spec.path, spec.selection, spec.table, spec.columns)
    with ExitStack() as undo:
        staged, files, removed = [], [], []
        for month in sorted(changed, key=lambda month: month or ""):
            if (new := months.stage(month)) is None:
                removed.append(spec.path / part_path(spec.path, month))
                continue
            undo.callback(new[0].discard)
            staged.append(new[0])
            files.append(new[1].below(spec.path.name))
        written = {month_of(PurePosixPath(resource["path"])): resource["path"] for resource in found.unchanged}
        kept = frozenset(path for month, path in written.items() if month not in changed)
        if not files and not kept:
            return None
        undo.pop_all()
    return StagedExport(spec.path, tuple(staged), tuple(files), origin, kept, tuple(removed))
