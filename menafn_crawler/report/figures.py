"""Values that the report shows: counted by ``statistics``, rendered by ``page``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from menafn_crawler.items import ProviderFigures
from menafn_crawler.report.article_counts import ArticleCounts
from menafn_crawler.report.coverage import Coverage
from menafn_crawler.report.uncertain_merges import UncertainMerge


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider and its counts in the store."""

    name: str | None
    """None for the articles whose page names nobody."""
    stories: int = 0
    copies: int = 0
    conflicts: int = 0
    undated: int = 0
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class DateSourceCount:
    """Articles whose date was decided by one kind of witness, to one precision; None for those without a date."""

    source: str | None
    precision: str | None
    articles: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """An article whose date a credible witness contradicts."""

    article_id: int
    day: str | None
    """Day of publication in the site's zone; None where no date was believed."""
    source: str | None
    provider: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Copying:
    """How often one provider copied another; None for pages without a provider."""

    original: str | None
    copy: str | None
    kind: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a spider. Fields are None that only an ended run has: it is in progress, or was killed."""

    run_id: int
    spider: str
    arguments: Mapping[str, str]
    started_at: str
    finished_at: str | None
    exit_code: int | None
    reason: str | None
    """Why it ended as it did, in words; None also for runs of a time that did not record it."""
    counters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Figures:
    """All values of the report, from one read transaction. Counts are of articles; each says whether copies count."""

    stories: int
    copies: int
    first_day: str | None
    """Day of publication in the site's zone; None where no article has a date."""
    last_day: str | None
    undated: int
    conflicts: int
    damaged: int
    languages: tuple[tuple[str, int], ...]
    providers: tuple[Provider, ...]
    """By falling number of articles."""
    sections: tuple[tuple[str | None, int], ...]
    """None for the articles that no list has shown: found by address, number or feed."""
    dates: tuple[DateSourceCount, ...]
    examples: tuple[Conflict, ...]
    """The conflicts with the highest numbers."""
    damage: tuple[tuple[str, int], ...]
    layouts: tuple[tuple[str, int], ...]
    copying: tuple[Copying, ...]
    events: tuple[tuple[str, int], ...]
    states: Mapping[str, int]
    """Known and not stored: ``open``, ``gone``, ``aside``."""
    runs: tuple[Run, ...]
    """The latest first."""
    coverage: Coverage
    flows: tuple[ProviderFigures, ...] = ()
    """Providers that copy or are copied, with how often and how fast; the most often copied first."""
    uncertain: tuple[UncertainMerge, ...] = ()
    """The least certain of the latest merges."""
    counts: ArticleCounts = field(default_factory=ArticleCounts)
    """Dated articles by period, provider and section."""

    @property
    def articles(self) -> int:
        """Stories and copies."""
        return self.stories + self.copies
