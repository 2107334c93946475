"""Bring a directory of months up to date: write the files of the days and months that changed, and no other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection

from menafn_crawler.export.file_writer import FileFacts
from menafn_crawler.export.months import Months, Period, month_of, part_path, period_of
from menafn_crawler.export.origin import Origin
from menafn_crawler.export.package import DescribedFiles
from menafn_crawler.export.write import ExportSpec, StagedExport
from menafn_crawler.store import Staged, days_changed, moves_since

STAGED_BYTES = 256_000_000
"""Bytes of complete files that wait beside their destinations; more are put in place before the next is written."""


@dataclass(slots=True)
class ChangedFiles:
    """The files of a directory that differ from the store since change *since*.

    Files between which an article moved are replaced together; others as soon as they take much room on the disk. The
    description is not touched: whoever publishes the result writes it last, and until then a file that it does not
    describe counts as damaged.
    """

    connection: Connection
    spec: ExportSpec
    origin: Origin
    since: int
    described: DescribedFiles
    _staged: list[Staged] = field(default_factory=list)
    _files: list[FileFacts] = field(default_factory=list)
    _removed: list[Path] = field(default_factory=list)
    """Files that no row is left for, or whose rows stand in another one now."""

    def write(self) -> StagedExport | None:
        """Write them; the last ones are staged. None if no article is left in the whole directory."""
        spec = self.spec
        months = Months(self.connection, spec.path, spec.selection, spec.table, spec.columns, spec.stop)
        try:
            together, others = self._plan(months)
            self._stage(months, together)
            for period in others:
                self._make_room()
                self._stage(months, [period])
        except BaseException:  # also a signal: nothing staged is left
            for staged in self._staged:
                staged.discard()
            raise
        changed = {file.path for file in self._files} | {self._relative(path) for path in self._removed}
        kept = frozenset(file["path"] for file in self.described.unchanged) - changed
        if not self._files and not kept:
            return None
        return StagedExport(spec.path, tuple(self._staged), tuple(self._files), self.origin, kept, tuple(self._removed))

    def _plan(self, months: Months) -> tuple[list[Period], list[Period]]:
        """Return the periods whose files are written together, and those whose are written one by one."""
        days = days_changed(self.connection, self.since)
        moves = {day for move in moves_since(self.connection, self.since) for day in move}
        intact = {period_of(PurePosixPath(file["path"])) for file in self.described.unchanged}
        damaged = {period_of(PurePosixPath(file["path"])) for file in self.described.damaged}
        together: list[Period] = []
        others: list[Period] = []
        for month in sorted({*map(month_of, days | damaged)}, key=lambda month: month or ""):
            wanted = months.periods(month)
            divided = months.files_of(month) - {self.spec.path / part_path(self.spec.path, one) for one in wanted}
            self._removed.extend(sorted(divided))
            for period in wanted:
                held = {day for day in days if period in (day, month_of(day))}
                if held or period not in intact:
                    (together if divided or held & moves else others).append(period)
        return together, others

    def _stage(self, months: Months, periods: Iterable[Period]) -> None:
        for period in periods:
            if (new := months.stage(period)) is None:
                self._removed.append(self.spec.path / part_path(self.spec.path, period))
                continue
            self._staged.append(new[0])
            self._files.append(new[1].below(self.spec.path.name))

    def _make_room(self) -> None:
        """Put what is staged in its place if it takes much room."""
        waiting = self._files[len(self._files) - len(self._staged) :]
        if sum(file.bytes for file in waiting) > STAGED_BYTES:
            while self._staged:
                self._staged.pop(0).commit()
            for path in self._removed:
                path.unlink(missing_ok=True)

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.spec.path.parent).as_posix()
