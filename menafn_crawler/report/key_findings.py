"""Key findings for a reader of the data: what is missing, what is in doubt, what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from menafn_crawler.report.figures import Figures, Run

ENDINGS = {
    0: "done",
    2: "refused: an argument or a setting cannot be right",
    3: "done, but some articles could not be had",
    4: "no article could be read, or the site answered nothing usable",
    75: "another run held the data directory",
}
"""Exit codes of ``scrapy crawl``, for runs that did not record their reason."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_HOLES = 4
"""Gaps that are listed; of more, only the number."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; ``grave`` where it speaks against using the data as it is."""

    text: str
    grave: bool = False


def verdict(run: Run) -> str:
    """Return how a run ended, in words."""
    if run.exit_code is None:
        return "not ended: under way, or killed"
    return run.reason or ENDINGS.get(run.exit_code, f"exit {run.exit_code}")


def findings(figures: Figures) -> Iterator[Finding]:
    """Yield the findings, the gravest first."""
    every = [*_replica(figures), *_run(figures), *_coverage(figures), *_doubts(figures)]
    yield from sorted(every, key=lambda finding: not finding.grave)


def _replica(figures: Figures) -> Iterator[Finding]:
    if (site := replica_site(figures)) is not None:
        yield Finding(
            f"Crawled from a replica newsroom on this machine ({site}): it has a dozen articles a day, so days and"
            " numbers without an article say nothing."
        )


def replica_site(figures: Figures) -> str | None:
    """Return the address of the last run's site if it is on this machine: a replica, whose days say nothing."""
    site = figures.runs[0].arguments.get("site", "") if figures.runs else ""
    return site if urlsplit(site).hostname in _LOOPBACK else None


def _run(figures: Figures) -> Iterator[Finding]:
    if figures.runs and figures.runs[0].exit_code != 0:
        last = figures.runs[0]
        began = last.started_at.replace("T", " ").removesuffix("Z")
        yield Finding(f"The last run, {last.spider} of {began} UTC: {verdict(last)}.", grave=True)
    if waiting := figures.states.get("open"):
        yield Finding(
            f"{_counted(waiting, 'article')} known and not fetched yet; the next run takes {_it(waiting)} up."
        )
    if aside := figures.states.get("aside"):
        yield Finding(f"{_counted(aside, 'page')} could not be read and set aside; scrapy explain lists {_it(aside)}.")


def _coverage(figures: Figures) -> Iterator[Finding]:
    coverage = figures.coverage
    if replica_site(figures) is not None:
        return
    if figures.articles and coverage.whole is None:
        yield Finding("How much is missing cannot be measured: no article is dated to the minute and in no doubt.")
    if coverage.holes:
        days = sum((last - first).days + 1 for first, last in coverage.holes)
        longest = sorted(coverage.holes, key=lambda hole: (hole[0] - hole[1], hole[0]))[:_HOLES]
        named = ", ".join(_hole(*hole) for hole in sorted(longest))
        more = f" and {len(coverage.holes) - _HOLES:,} more stretches" if len(coverage.holes) > _HOLES else ""
        yield Finding(f"{_counted(days, 'day')} without a single article: {named}{more}.", grave=True)
    if coverage.outside:
        yield Finding(
            f"{_counted(coverage.outside, 'known article')} with a number before the first or after the last one that"
            " is dated for certain: not in the coverage."
        )


def _hole(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def _doubts(figures: Figures) -> Iterator[Finding]:
    if figures.undated:
        yield Finding(f"{_counted(figures.undated, 'article')} without any date: no witness could be believed.")
    if figures.conflicts:
        yield Finding(f"{_counted(figures.conflicts, 'article')} dated against a credible witness (date_conflict).")
    nameless = sum(one.stories + one.copies for one in figures.providers if one.name is None)
    if nameless:
        yield Finding(f"{_counted(nameless, 'article')} without a provider: the page names none.")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _it(number: int) -> str:
    return "it" if number == 1 else "them"
