"""Counts the store for the report: one reading transaction, SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, func, select

from menafn_crawler.export import PROVIDERS
from menafn_crawler.items import ProviderFigures
from menafn_crawler.report.article_counts import ArticleCounter, ArticleCounts
from menafn_crawler.report.coverage import measure
from menafn_crawler.report.figures import Conflict, Copying, DateSourceCount, Figures, Provider, Run
from menafn_crawler.report.uncertain_merges import least_certain
from menafn_crawler.store import EVERY_STORY, State, candidates, sightings
from menafn_crawler.store.schema import articles, history, runs

RUNS = 12
"""Runs that are shown: half a day of an hourly crawl."""
EXAMPLES = 10
"""Conflicts that are shown."""
_ROWS_AT_A_TIME = 5_000
_NOT_STORED = (State.OPEN, State.GONE, State.ASIDE)

_A, _C, _S = articles.c, candidates.c, sightings.c
_IS_COPY = _A.duplicate_of.is_not(None)


class Kind(NamedTuple):
    """Key under which articles are counted together."""

    provider: str | None
    language: str
    date_source: str | None
    date_precision: str | None
    date_conflict: bool
    quality: str
    extraction: str
    copied: bool


_ARTICLES = select(
    *(_A[name] for name in Kind._fields[:-1]),
    _IS_COPY.label("copied"),
    _A.article_id,
    _A.published_at,
    _A.published_on,
    _A.date_certain,
).order_by(_A.article_id)


class _Reading:
    """One pass over the articles, whose wide rows cost most of the time. Only numbers and counts stay in memory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.kinds: Counter[Kind] = Counter()
        self._numbers = {"stories": array("q"), "copies": array("q")}
        self._counter = ArticleCounter()

    def certain(self) -> Iterator[tuple[int, str, str]]:
        """Yield id, instant and day of the articles that bound a day's ids; count everything on the way."""
        for *kind, number, at, on, sure in _stream(self._connection, _ARTICLES):
            counted = Kind(*kind)
            self.kinds[counted] += 1
            self._numbers["copies" if counted.copied else "stories"].append(number)
            self._counter.add(number, on, counted.provider)
            if sure and not counted.date_conflict:
                yield number, at, on

    def counts(self) -> ArticleCounts:
        """Return the articles by period, provider and section; after ``certain``."""
        return self._counter.counts(_stream(self._connection, _LISTINGS))

    def found(self) -> Iterator[tuple[str, int]]:
        """Yield every known number and what it is, in the words of ``coverage.measure``; after ``certain``."""
        for what, numbers in self._numbers.items():
            yield from ((what, number) for number in numbers)
        yield from _stream(self._connection, select(_C.state, _C.article_id).where(_C.state.in_(_NOT_STORED)))


_SPAN = select(func.min(_A.published_on), func.max(_A.published_on))
_EXAMPLES = (
    select(_A.article_id, _A.published_on, _A.date_source, _A.provider, _A.title)
    .where(_A.date_conflict.is_(True), _A.date_in_doubt.is_(True))  # the second says no more, and has an index
    .order_by(_A.article_id.desc())
    .limit(EXAMPLES)
)
_HEAD = articles.alias("head")
_COPYING = (
    select(_HEAD.c.provider, _A.provider, _A.duplicate_kind, func.count())
    .join_from(articles, _HEAD, _A.duplicate_of == _HEAD.c.article_id)
    .group_by(_HEAD.c.provider, _A.provider, _A.duplicate_kind)
    .order_by(func.count().desc(), _HEAD.c.provider, _A.provider, _A.duplicate_kind)
)
_EVENTS = select(history.c.event, func.count()).where(history.c.number > 0).group_by(history.c.event)
_STATES = select(_C.state, func.count().label("articles")).where(_C.state.in_(_NOT_STORED)).group_by(_C.state)
_STORED = _S.article_id.not_in(select(_C.article_id).where(_C.state.in_(_NOT_STORED)))
"""Asked this way round, the wide rows of the articles are left alone: a fifth of the time."""
_SECTIONS = select(_S.section, func.count()).where(_STORED).group_by(_S.section)
_LISTINGS = select(_S.article_id, _S.section).order_by(_S.article_id, _S.section)
_LISTED = select(func.count()).select_from(select(_S.article_id).where(_STORED).distinct().subquery())
_RUNS = select(runs).order_by(runs.c.run_id.desc()).limit(RUNS)


def count(connection: Connection, zone: ZoneInfo) -> Figures:
    """Return all figures of the store as *connection* sees it; *zone* is the one of the days of publication."""
    reading = _Reading(connection)
    coverage = measure(reading.certain(), reading.found(), zone)
    kinds = reading.kinds
    first_day, last_day = connection.execute(_SPAN).one()
    return Figures(
        stories=_sum(kinds, lambda kind: not kind.copied),
        copies=_sum(kinds, lambda kind: kind.copied),
        first_day=first_day,
        last_day=last_day,
        undated=_sum(kinds, lambda kind: kind.date_source is None),
        conflicts=_sum(kinds, lambda kind: kind.date_conflict),
        damaged=_sum(kinds, lambda kind: bool(_flags(kind))),
        languages=_ranked((kind.language, number) for kind, number in kinds.items()),
        providers=_providers(kinds),
        sections=_sections(connection, kinds.total()),
        dates=_dates(kinds),
        examples=tuple(Conflict(*row) for row in connection.execute(_EXAMPLES)),
        damage=_ranked((flag, number) for kind, number in kinds.items() for flag in _flags(kind)),
        layouts=_ranked((kind.extraction, number) for kind, number in kinds.items()),
        copying=tuple(Copying(*row) for row in connection.execute(_COPYING)),
        events=_ranked((event, number) for event, number in connection.execute(_EVENTS)),
        states={row.state: row.articles for row in connection.execute(_STATES)},
        runs=tuple(_run(row) for row in connection.execute(_RUNS)),
        coverage=coverage,
        flows=_flows(connection),
        uncertain=least_certain(connection),
        counts=reading.counts(),
    )


def _flows(connection: Connection) -> tuple[ProviderFigures, ...]:
    """Return the rows of the ``providers`` export for those that copy or are copied."""
    rows: Iterable[ProviderFigures] = PROVIDERS.read(connection, EVERY_STORY, None)
    some = (row for row in rows if row.copies or row.copied_by_others)
    return tuple(sorted(some, key=lambda row: (-row.copied_by_others, -row.copies, row.provider)))


def _stream(connection: Connection, statement: Select[Any]) -> Iterator[Any]:
    """Yield rows of a statement that has many, a part at a time."""
    yield from connection.execute(statement, execution_options={"yield_per": _ROWS_AT_A_TIME})


def _sum(kinds: Counter[Kind], wanted: Callable[[Kind], bool]) -> int:
    return sum(number for kind, number in kinds.items() if wanted(kind))


def _ranked(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Sums by name, the largest first, then by name."""
    sums: Counter[str] = Counter()
    for name, number in pairs:
        sums[name] += number
    return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def _flags(kind: Kind) -> list[str]:
    flags: list[str] = json.loads(kind.quality)
    return flags


def _providers(kinds: Counter[Kind]) -> tuple[Provider, ...]:
    sums: dict[str | None, Counter[str]] = {}
    for kind, number in kinds.items():
        of = sums.setdefault(kind.provider, Counter())
        of["copies" if kind.copied else "stories"] += number
        of["conflicts"] += number if kind.date_conflict else 0
        of["undated"] += number if kind.date_source is None else 0
        of["damaged"] += number if _flags(kind) else 0
    found = (Provider(name, **of) for name, of in sums.items())
    return tuple(sorted(found, key=lambda one: (-one.stories - one.copies, one.name or "")))


def _dates(kinds: Counter[Kind]) -> tuple[DateSourceCount, ...]:
    sums: dict[tuple[str | None, str | None], Counter[bool]] = {}
    for kind, number in kinds.items():
        sums.setdefault((kind.date_source, kind.date_precision), Counter())[kind.date_conflict] += number
    found = (DateSourceCount(*how, of.total(), of[True]) for how, of in sums.items())
    return tuple(sorted(found, key=lambda one: (-one.articles, one.source or "", one.precision or "")))


def _sections(connection: Connection, total: int) -> tuple[tuple[str | None, int], ...]:
    """Articles by the lists that have shown them, and last those that none has."""
    shown = ((section, number) for section, number in connection.execute(_SECTIONS))
    listed = int(connection.execute(_LISTED).scalar_one())
    rest: tuple[tuple[str | None, int], ...] = ((None, total - listed),) if total > listed else ()
    return (*_ranked(shown), *rest)


def _run(row: Row[Any]) -> Run:
    return Run(
        run_id=row.run_id,
        spider=row.spider,
        arguments=json.loads(row.arguments),
        started_at=row.started_at,
        finished_at=row.finished_at,
        exit_code=row.exit_code,
        reason=row.reason,
        counters=json.loads(row.counters or "{}"),
    )
