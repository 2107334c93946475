"""Spider arguments (``-a name=value``): parsed and checked before any request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from menafn_crawler.archive import cdx
from menafn_crawler.discover import COUNTRY_FEEDS, MENU, FeedAddress
from menafn_crawler.normalise import PUBLISHED_BASE
from menafn_crawler.spiders.argument_values import (
    LATEST,
    ArgumentError,
    nearest,
    read_crawls,
    read_feeds,
    read_ids_instead_of_span,
    read_languages,
    read_news,
    read_number,
    read_sections,
    read_site,
    read_span,
    read_url_file,
)
from menafn_crawler.store import EVERYTHING, Span

_OF_SCHEDULERS = frozenset({"_job"})
"""Arguments that scrapyd adds to every run: the job's name, recorded with the run and otherwise ignored."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """Parsed arguments. ``limit`` and ``max_pages`` are None without a bound."""

    site: str = PUBLISHED_BASE
    sections: tuple[str, ...] = tuple(section.key for section in MENU)
    sections_named: bool = False
    """True if the user named each section, so that a missing one is a failure; False for ``all``."""
    languages: tuple[str, ...] = ("en",)
    span: Span = EVERYTHING
    limit: int | None = None
    max_pages: int | None = None
    refresh: int = 0
    file: Path | None = None
    """File of URLs for ``menafn_urls``; ``STANDARD_INPUT`` for standard input."""
    numbers: tuple[range, ...] = ()
    """Ids for ``menafn_archive``, instead of those of the span."""
    feeds: tuple[FeedAddress, ...] = COUNTRY_FEEDS
    crawls: tuple[str, ...] = (LATEST,)
    """Common Crawl's crawls by id, or ``LATEST`` or ``EVERY_CRAWL``."""
    index: str = cdx.INDEX
    """Base URL of Common Crawl's index."""
    data: str = cdx.DATA
    """Base URL of Common Crawl's WARC files."""
    news: str | None = None
    """File or address of a list of CC-NEWS files, which are read instead of the index."""


def as_text(given: Mapping[str, Any]) -> dict[str, str]:
    """Return arguments as a command line passes them. Scripts may pass numbers, dates, paths, lists and ranges.

    >>> as_text({"limit": 5, "since": date(2025, 5, 14), "sections": ["asia", "us"], "until": None})
    {'limit': '5', 'since': '2025-05-14', 'sections': 'asia,us'}
    """
    return {name: _as_text(value) for name, value in given.items() if value is not None}


def _as_text(value: object) -> str:
    if isinstance(value, range):
        return f"{value.start}-{value.stop - 1}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ",".join(map(_as_text, sorted(value) if isinstance(value, (set, frozenset)) else value))
    return value.isoformat() if isinstance(value, date) else str(value)


def read_arguments(given: Mapping[str, Any], allowed: frozenset[str]) -> Arguments:
    """Parse a spider's arguments. Raises ArgumentError for an unknown name or an invalid value."""
    given = as_text(given)
    for name in given:
        if name not in allowed | _OF_SCHEDULERS:
            hint = nearest(name, allowed)
            raise ArgumentError(f"unknown argument {name!r}{hint}; allowed are {', '.join(sorted(allowed))}")
    defaults = Arguments()
    numbers = read_ids_instead_of_span(given) if "ids" in allowed else ()
    site = read_site(given["site"]) if "site" in given else defaults.site
    sections, sections_named = read_sections(given["sections"]) if "sections" in given else (defaults.sections, False)
    return Arguments(
        site=site,
        sections=sections,
        sections_named=sections_named,
        languages=read_languages(given["language"]) if "language" in given else defaults.languages,
        span=read_span(given.get("since"), given.get("until")),
        limit=read_number("limit", given["limit"], least=1) if "limit" in given else None,
        max_pages=read_number("max_pages", given["max_pages"], least=1) if "max_pages" in given else None,
        refresh=read_number("refresh", given["refresh"], least=0) if "refresh" in given else 0,
        file=read_url_file(given.get("file", "")) if "file" in allowed else None,
        numbers=numbers,
        feeds=read_feeds(given["feeds"], site) if "feeds" in given else defaults.feeds,
        crawls=read_crawls(given["crawls"]) if "crawls" in given else defaults.crawls,
        index=read_site(given["index"], "index") if "index" in given else defaults.index,
        data=read_site(given["data"], "data") if "data" in given else defaults.data,
        news=read_news(given) if "news" in given else None,
    )
