"""Stories across providers, and figures of each provider: originals, copies, delays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from statistics import median_low
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.export.formats import ExportStoppedError, never
from menafn_crawler.export.schema import columns_of
from menafn_crawler.export.tables import Stop, Table
from menafn_crawler.items import ProviderFigures, StoredArticle, Story
from menafn_crawler.store import Copy, Publication, Selection, articles, copies_of, iterate_publications

_BATCH = 1_000
_UPDATE = "update"


def delay(first: str | None, later: str | None) -> int | None:
    """Return the seconds between two UTC texts; None if one is unknown, negative if the later is earlier."""
    if first is None or later is None:
        return None
    return int((datetime.fromisoformat(later) - datetime.fromisoformat(first)).total_seconds())


def _read_stories(
    connection: Connection, selection: Selection, ids: Sequence[int] | None, _stop: Stop = never
) -> Iterator[Story]:
    heads = articles.iterate_stored(connection, selection.without_copies(), ids)
    while some := list(islice(heads, _BATCH)):
        copies = copies_of(connection, [head.article_id for head in some])
        for head in some:
            yield _story(head, copies.get(head.article_id, []))


def _story(head: StoredArticle, copies: Sequence[Copy]) -> Story:
    delays = [seconds for copy in copies if (seconds := delay(head.published_at, copy.published_at)) is not None]
    others = dict.fromkeys(copy.provider for copy in copies if copy.provider and copy.provider != head.provider)
    return Story(
        article_id=head.article_id,
        url=head.url,
        language=head.language,
        title=head.title,
        provider=head.provider,
        published_at=head.published_at,
        published_on=head.published_on,
        copies=len(copies),
        other_providers=tuple(name for name in others if name),
        last_copy_delay=max(delays, default=None),
        other_headlines=tuple(dict.fromkeys(copy.title for copy in copies if copy.title != head.title)),
        copy_list=tuple(_object(head, copy) for copy in copies),
    )


def _object(head: StoredArticle, copy: Copy) -> dict[str, str | None]:
    seconds = delay(head.published_at, copy.published_at)
    return {
        "article_id": str(copy.article_id),
        "provider": copy.provider,
        "published_at": copy.published_at,
        "delay": str(seconds) if seconds is not None else None,
        "kind": copy.kind,
        "share": repr(copy.share) if copy.share is not None else None,
        "title": copy.title,
    }


@dataclass(slots=True)
class _Counts:
    """What is counted of one provider."""

    articles: int = 0
    originals: int = 0
    updates: int = 0
    copied_by_others: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    """Providers that it copies."""
    copies: int = 0
    delays: list[int] = field(default_factory=list)
    days: set[str] = field(default_factory=set)

    def add(self, one: Publication) -> None:
        """Count one of its articles."""
        self.articles += 1
        if one.published_on is not None:
            self.days = {min({one.published_on, *self.days}), max({one.published_on, *self.days})}
        if one.kind is None:
            self.originals += 1
        elif one.kind == _UPDATE or one.original_provider == one.provider:
            self.updates += 1
        else:
            self.copies += 1
            if one.original_provider is not None:
                self.sources[one.original_provider] += 1
            if (seconds := delay(one.original_at, one.published_at)) is not None:
                self.delays.append(seconds)

    def figures(self, provider: str) -> ProviderFigures:
        """Return the row of the provider."""
        most = min(self.sources.items(), key=lambda item: (-item[1], item[0]), default=(None, 0))
        told = self.originals + self.copies
        return ProviderFigures(
            provider=provider,
            articles=self.articles,
            originals=self.originals,
            updates=self.updates,
            copies=self.copies,
            original_share=round(self.originals / told, 4) if told else 0.0,
            median_delay=median_low(self.delays) if self.delays else None,
            copies_most=most[0],
            copies_most_times=most[1],
            copied_by_others=self.copied_by_others,
            first_on=min(self.days, default=None),
            last_on=max(self.days, default=None),
        )


def _read_providers(
    connection: Connection, selection: Selection, ids: Sequence[int] | None, stop: Stop = never
) -> Iterator[Any]:
    """Yield a row for each provider, by name. Articles without a provider are not counted."""
    counts: dict[str, _Counts] = {}
    for one in iterate_publications(connection, selection):
        if stop():  # the first row comes when all is counted
            raise ExportStoppedError
        if one.provider is None:
            continue
        counts.setdefault(one.provider, _Counts()).add(one)
        original = one.original_provider
        if original is not None and original != one.provider and one.kind != _UPDATE:
            counts.setdefault(original, _Counts()).copied_by_others += 1
    for provider in sorted(counts):
        yield counts[provider].figures(provider)


STORIES = Table("stories", columns_of(Story), _read_stories)
PROVIDERS = Table("providers", columns_of(ProviderFigures), _read_providers)

TABLES = {"stories": STORIES, "providers": PROVIDERS}
"""Tables by the beginning of a file's name: ``stories.csv``."""
