"""Refresh the exports that are behind the store: single files whole, directories by the months that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from menafn_crawler.export.changed_files import ChangedFiles
from menafn_crawler.export.origin import Origin
from menafn_crawler.export.package import DescribedFiles, described_files
from menafn_crawler.export.publication import is_described, publish
from menafn_crawler.export.stories import TABLES
from menafn_crawler.export.tables import ARTICLES
from menafn_crawler.export.write import ExportSpec, StagedExport, stage_export
from menafn_crawler.store import Database, Selection, remove_abandoned_parts, versions_kept_from


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
    described = {directory: described_files(directory) for directory in {spec.path.parent for spec in specs}}
    return [spec for spec in specs if not _is_current(database, spec, described[spec.path.parent])]


def refresh(database: Database, spec: ExportSpec, now: str) -> StagedExport | None:
    """Write an export again if it is behind the store, and describe it, as of *now* (UTC text). None if it was not.

    Raises what :func:`menafn_crawler.export.stage_export` and :func:`menafn_crawler.export.publish` raise.
    """
    remove_abandoned_parts(spec.path)
    directory = spec.path.parent
    described = described_files(directory)
    if _is_current(database, spec, described):
        if not is_described(directory, described):
            publish([], directory, now)
        return None
    with _staged(database, spec, described) as export:
        publish([export], directory, now)
    return export


@contextmanager
def _staged(database: Database, spec: ExportSpec, described: DescribedFiles | None) -> Iterator[StagedExport]:
    if spec.by_month and described is not None:
        with database.read() as connection:
            export = _changed_files(connection, spec, described.of(spec.path.name))
        if export is not None:
            try:
                yield export
            finally:
                export.discard()
            return
    with stage_export(database, spec) as export:
        yield export


def _is_current(database: Database, spec: ExportSpec, described: DescribedFiles | None) -> bool:
    if described is None:  # the description is somebody else's: the file's presence is all that is known
        return spec.path.exists()
    own = described.of(spec.path.name)
    with database.read() as connection:
        origin = Origin.now(connection, spec.selection)
    made = all(origin.made(resource, spec.columns) for resource in own.unchanged)
    return bool(own.unchanged) and not own.damaged and made


def _changed_files(connection: Connection, spec: ExportSpec, own: DescribedFiles) -> StagedExport | None:
    """Write the files of a directory that are behind; None if it has to be written whole."""
    origin = Origin.now(connection, spec.selection)
    if not own.unchanged or not all(origin.made_before(resource, spec.columns) for resource in own.unchanged):
        return None
    since = min(resource["origin"]["change"] for resource in own.unchanged)
    if not versions_kept_from(connection) <= since <= origin.change:  # an older program, or an older store put back
        return None
    return ChangedFiles(connection, spec, origin, since, own).write()
