"""Base spider with the project's arguments: what they select of the store, for the queue and for ``-O``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, ClassVar

from scrapy import Spider
from sqlalchemy import Connection

from menafn_crawler.discover import Selection, run_key
from menafn_crawler.extensions.session import Session
from menafn_crawler.spiders.arguments import Arguments, as_text, read_arguments
from menafn_crawler.store import selection_sql


class SelectionSpider(Spider):
    """Reads the arguments and translates them into a selection of articles."""

    allowed_arguments: ClassVar[frozenset[str]] = frozenset({"site", "since", "until", "limit", "max_pages", "refresh"})
    """Names of the arguments that the spider takes."""
    newest_first: ClassVar[bool] = False
    """Whether today's articles come before a backlog of earlier runs."""

    def __init__(self, **given: Any) -> None:
        super().__init__()
        self.raw_arguments = as_text(given)
        self.arguments: Arguments = read_arguments(given, self.allowed_arguments)
        self.site = self.arguments.site
        self._shown: list[int] = []
        """Articles that this run's lists showed, in order; filled in a bounded run only."""

    @property
    def session(self) -> Session:
        """The open store and the clock."""
        return Session.of(self.crawler)

    def count(self, name: str, by: int = 1) -> None:
        """Add *by* to a counter of the run, under ``menafn/``."""
        self.crawler.stats.inc_value(f"menafn/{name}", by)

    def log_span(self) -> None:
        """Log how ``since`` and ``until`` were understood."""
        span = self.arguments.span
        for name, instant in (("since", span.since), ("until", span.until)):
            if instant is not None:
                self.logger.info("%s=%s is %s", name, self.raw_arguments.get(name), instant)

    def list_keys(self) -> frozenset[str] | None:
        """Return the keys of the lists that the arguments name; None where the spider reads no lists."""
        return None

    @property
    def bounded(self) -> bool:
        """True if ``limit`` or ``max_pages`` narrows the run to what its own lists show."""
        return self.arguments.limit is not None or self.arguments.max_pages is not None

    def selection(self) -> Selection:
        """Return the articles that the run is about."""
        return self.selection_of(self.run_lists() if self.bounded else self.list_keys())

    def queue_selection(self) -> Selection:
        """Return the candidates that the run may take."""
        return self.selection()

    def run_lists(self) -> frozenset[str]:
        """Return the key under which this run notes what its own lists show."""
        return frozenset({run_key(self.session.run_id)})

    def selection_of(self, lists: frozenset[str] | None) -> Selection:
        """Return the selection of what *lists* showed (None: any list) within ids and span of the arguments."""
        span = self.arguments.span
        return Selection(lists, self.arguments.numbers, span.since, span.until)

    def note_shown(self, connection: Connection, list_key: str, ids: Sequence[int]) -> None:
        """Note that a list showed articles; in a bounded run also that this run's lists did, and in which order."""
        selection_sql.note(connection, list_key, ids)
        if self.bounded:
            selection_sql.note(connection, run_key(self.session.run_id), ids)
            self._shown.extend(sorted(ids, reverse=self.newest_first))  # the order in which the queue takes them

    def selected_articles(self, connection: Connection) -> Sequence[int]:
        """Return the numbers of the unique articles that the arguments select, known or new, rising."""
        configuration, limit = self.session.configuration, self.arguments.limit
        copies, zone = configuration.keep_duplicates, configuration.zone
        chosen = selection_sql.stories(connection, self.selection(), zone, copies=copies)
        if limit is None:
            return chosen
        stored = set(selection_sql.stories(connection, self.selection(), zone, copies=True))
        within = set(islice((number for number in dict.fromkeys(self._shown) if number in stored), limit))
        return [number for number in chosen if number in within]
