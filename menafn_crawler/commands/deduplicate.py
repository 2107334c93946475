"""``scrapy deduplicate``: decide again which articles of a store are copies."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from menafn_crawler.deduplicate import Overrides
from menafn_crawler.extensions.outcome import Exit
from menafn_crawler.extensions.session import lock_data_dir
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.store import DataDirectoryBusy, Decision, DecisionChange, decide_again, overrule

_SHOWN = 50


class _DryRun(Exception):  # noqa: N818 - it ends a transaction, nothing is wrong
    """Roll the transaction back; carries what would have changed."""

    def __init__(self, changes: dict[int, DecisionChange]) -> None:
        super().__init__()
        self.changes = changes


class Command(ProjectCommand):
    """Decide all stories of a store again."""

    usage = "[--dry-run] [--all] [--overrides-only]"
    summary = "Decide again which articles are copies, and print what changes"
    description = (
        "Compare all texts of the store again and decide which articles are copies, and which are translations:"
        " after an upgrade, or when the file MENAFN_NEVER_MERGE has changed, e.g. scrapy deduplicate --dry-run to"
        " see what would change. It takes some milliseconds an article, in one transaction. The next crawl"
        " refreshes the exports."
    )
    examples = (
        "scrapy deduplicate --dry-run",
        "scrapy deduplicate --overrides-only -s MENAFN_NEVER_MERGE=pairs.txt",
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="print what would change, change nothing")
        parser.add_argument("--all", action="store_true", help=f"print every change, not only the first {_SHOWN}")
        parser.add_argument("--overrides-only", action="store_true", help="only apply the file MENAFN_NEVER_MERGE")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Decide again; 0, or 75 if another run holds the data directory."""
        if args:
            raise Refused(f"unknown argument {args[0]!r}; --help shows the options")
        database = self.open_store()
        try:
            lock = lock_data_dir(self.configuration)
        except DataDirectoryBusy as busy:
            print(f"scrapy deduplicate: {busy}", file=sys.stderr)
            return Exit.BUSY
        try:
            with database.write() as connection:
                changes = self._decide(connection, opts)
        except _DryRun as run:
            changes = run.changes
        finally:
            database.close()
            lock.release()
        print("\n".join(_lines(list(changes.values()), None if opts.all else _SHOWN, dry_run=opts.dry_run)))
        return Exit.DONE

    def _decide(self, connection: Connection, opts: argparse.Namespace) -> dict[int, DecisionChange]:
        """Decide again; return what changed by article id. Raises _DryRun with it if nothing is to be written."""
        days, changes = self.configuration.duplicate_days, dict[int, DecisionChange]()
        if not opts.overrides_only:
            _merge(changes, decide_again(connection, days))
        _merge(changes, overrule(connection, self.configuration.overrides or Overrides(), days))
        if opts.dry_run:
            raise _DryRun(changes)
        return changes


def _merge(changes: dict[int, DecisionChange], more: Sequence[DecisionChange]) -> None:
    """Add changes that came after the others; one that is taken back is none."""
    for change in more:
        first = changes.pop(change.article_id, change)
        if first.before != change.after:
            changes[change.article_id] = DecisionChange(change.article_id, first.before, change.after)


def _lines(changes: Sequence[DecisionChange], most: int | None, *, dry_run: bool) -> Iterator[str]:
    for change in changes[:most]:
        yield f"{change.article_id}: {_in_words(change.before)} -> {_in_words(change.after)}"
    if most is not None and len(changes) > most:
        yield f"... and {len(changes) - most} more; --all shows them"
    apart = sum(change.before.head is not None and change.after.head is None for change in changes)
    joined = sum(change.before.head is None and change.after.head is not None for change in changes)
    linked = sum(change.after.translation_of not in (None, change.before.translation_of) for change in changes)
    would = "would change" if dry_run else "changed"
    links = f", {linked} are linked as translations" if linked else ""
    yield f"{len(changes)} decisions {would}: {apart} are no copies any more, {joined} are copies now{links}"


def _in_words(decision: Decision) -> str:
    if decision.head is not None:
        return f"copy of {decision.head} ({decision.kind})"
    own = "a story of its own"
    return own if decision.translation_of is None else f"{own}, translation of {decision.translation_of}"
