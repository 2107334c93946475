"""Checks of ``scrapy doctor`` on this machine: store, disk, clock, versions; and the exit code of all checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from menafn_crawler.report.run_profile import PROFILE, RunProfile
from menafn_crawler.store import SCHEMA_VERSION, StoreState


class Verdict(StrEnum):
    """Result of a check."""

    OK = "ok"
    """As it is known."""
    WARNING = "warning"
    """Worth knowing; the crawl works all the same."""
    WRONG = "wrong"
    """Partly not as it should be."""
    UNUSABLE = "unusable"
    """The site cannot be used as it is known."""


_EXIT = {Verdict.OK: 0, Verdict.WARNING: 0, Verdict.WRONG: 3, Verdict.UNUSABLE: 4}


@dataclass(frozen=True, slots=True)
class Check:
    """One check and its result, in plain words."""

    subject: str
    verdict: Verdict
    text: str


def exit_code(checks: Iterable[Check]) -> int:
    """0 all well, 3 something partly wrong, 4 the site cannot be used as it is known.

    >>> exit_code([Check("feed", Verdict.WARNING, "none"), Check("list", Verdict.WRONG, "half of it")])
    3
    """
    return max((_EXIT[check.verdict] for check in checks), default=0)


# --- the machine ------------------------------------------------------------------------------------------------------

LITTLE_SPACE = 1 << 30
"""Bytes; less is filled within weeks, and an export needs room for a second copy of the data set."""
CLOCKS_APART = timedelta(minutes=5)
_GRACE = timedelta(seconds=60)
OPTIONAL = {
    "psycopg": "a store on PostgreSQL",
    "scrapy-splash": "pages that only a script shows",
    "matplotlib": "charts of the report",
    "Jinja2": "the report's page",
    "pyarrow": "Parquet",
    "feedparser": "feeds",
    "warcio": "archives of pages",
    "scrapy-redis": "several workers",
}
"""Packages that may be absent, and what they are for."""


def check_store(state: StoreState | None, address: str) -> Check:
    """Check the store; *address* is shown to people, without a password."""
    if state is None:
        return Check("store", Verdict.OK, f"none yet at {address}; the first crawl makes it")
    if state.schema is not None and state.schema > SCHEMA_VERSION:
        text = f"{address} has schema {state.schema}, this version knows {SCHEMA_VERSION}: upgrade menafn_crawler"
        return Check("store", Verdict.WRONG, text)
    if state.damage is not None:
        return Check("store", Verdict.WRONG, f"{address} is damaged: {state.damage}")
    old = "" if state.schema == SCHEMA_VERSION else f" (the next crawl brings it to {SCHEMA_VERSION})"
    held = f"{state.articles:,} articles, {state.waiting:,} waiting" if state.articles is not None else "not readable"
    text = f"{address}: {held}, schema {state.schema}{old}, {_size(state.size)}, {state.server}"
    return Check("store", Verdict.OK, text)


def check_disk(free: int, path: str) -> Check:
    """Check the free space of the disk with the data directory."""
    enough = free >= LITTLE_SPACE
    text = f"{_size(free)} free at {path}" + ("" if enough else f"; less than {_size(LITTLE_SPACE)} is soon full")
    return Check("disk", Verdict.OK if enough else Verdict.WRONG, text)


def check_clock(site: datetime | None, own: datetime) -> Check:
    """Compare the machine's clock (aware) with the one in the site's responses."""
    if site is None:
        return Check("clock", Verdict.WARNING, "cannot be compared: no answer of the site carries a time")
    apart = abs(own - site)
    seconds = f"{apart.total_seconds():.0f} s"
    if apart > CLOCKS_APART:
        side = "ahead of" if own > site else "behind"
        return Check("clock", Verdict.WRONG, f"this machine is {seconds} {side} the site: set its clock (NTP)")
    verdict = Verdict.OK if apart <= _GRACE else Verdict.WARNING
    return Check("clock", verdict, f"within {seconds} of the site's")


def check_versions(needed: dict[str, str], optional: dict[str, str | None]) -> Iterator[Check]:
    """Check which libraries are installed, and which optional ones are missing."""
    yield Check("versions", Verdict.OK, ", ".join(f"{name} {version}" for name, version in needed.items()))
    here = [f"{name} {version}" for name, version in optional.items() if version is not None]
    absent = [f"{name} ({OPTIONAL[name]})" for name, version in optional.items() if version is None]
    text = f"present: {', '.join(here) or 'none'}" + (f"; absent: {', '.join(absent)}" if absent else "")
    yield Check("optional layers", Verdict.OK, text)


def check_last_run(summary: Mapping[str, Any] | None) -> Check | None:
    """Check the last run by the summary that it left; None if there is none."""
    if summary is None:
        return None
    code, reason = summary.get("exit_code"), summary.get("reason", "")
    verdict = {0: Verdict.OK, 4: Verdict.WRONG}.get(code if isinstance(code, int) else 4, Verdict.WARNING)
    return Check("last run", verdict, "; ".join([f"exit {code}: {reason}", *summary.get("warnings", ())]))


def usual_links(summary: Mapping[str, Any] | None) -> dict[str, int]:
    """Return the number of articles on each English list's first page in the last run, by section."""
    kept = summary.get("counters", {}).get(PROFILE, {}) if summary is not None else {}
    lists = RunProfile.from_json(kept).lists
    return {key.removeprefix("en/"): one.links for key, one in lists.items() if key.startswith("en/")}


def _size(number: int) -> str:
    """Return a number of bytes for people.

    >>> _size(512), _size(5 << 20), _size(3 << 30)
    ('0.0 MB', '5.0 MB', '3.0 GB')
    """
    return f"{number / (1 << 30):,.1f} GB" if number >= 1 << 30 else f"{number / (1 << 20):,.1f} MB"
