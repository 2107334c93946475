"""Spider that finds articles by id: the ids of a date range, or ids that the user names."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from scrapy import Request

from menafn_crawler.discover import DateRange, KnownId, Search, Selection, run_key, search_ids, search_span
from menafn_crawler.normalise import site_calibration
from menafn_crawler.spiders.articles import ArticleSpider
from menafn_crawler.store import crawl_state, date_queries, guessed_ids, queue, selection_sql


class MenafnArchiveSpider(ArticleSpider):
    """Fetches ids that no list may show any more, each once, until the articles of a date range have been found."""

    name = "menafn_archive"
    allowed_arguments: ClassVar[frozenset[str]] = (ArticleSpider.allowed_arguments | {"ids"}) - {"max_pages"}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._search: Search[None] | None = None
        self._asked_ids: Sequence[int] = ()
        """Ids of the search's last batch."""
        self._pending_ids: set[int] = set()
        """Those of them without an outcome."""

    async def discover(self) -> AsyncIterator[Request]:
        """Begin the search; the ids that it needs go through the queue."""
        with self.session.database.write() as connection:
            if guessed_ids.any_stored(connection):
                self.count("number/site_known")
        self._search = self._new_search()
        self._advance(None)
        return
        yield  # it asks for nothing but articles

    def _new_search(self) -> Search[None]:
        if self.arguments.numbers:
            return search_ids(self.arguments.numbers)
        span, now = self.arguments.span, self.session.now()
        assert span.since is not None
        since = datetime.fromisoformat(span.since)
        until = min(now, datetime.fromisoformat(span.until)) if span.until is not None else now
        if since > now:
            self.logger.info("since=%s lies in the future: there is nothing to ask for yet", span.since)
            return search_ids(())
        table = site_calibration()
        wanted = DateRange(since, until)
        with self.session.database.read() as connection:
            near = date_queries.certain_neighbours(connection, table.number_at(since + (until - since) / 2))
        return search_span(wanted, table.ids(since, until), table.number_at, near)

    def queue_selection(self) -> Selection:
        """Return the ids that the search waits for, and those that the site redirects them to."""
        return self.selection_of(self.run_lists())

    @property
    def bounded(self) -> bool:
        """False: the numbers bound the run, ``limit`` only how many are fetched."""
        return False

    # --- feeding the search: the store answers at once, the site later ------------------------------------------------

    def _advance(self, answers: Mapping[int, KnownId] | None) -> None:
        """Feed the search from the store until it needs ids that only the site knows, or is done."""
        while self._search is not None and not self._pending_ids and self._closing is None:
            try:
                self._asked_ids = next(self._search) if answers is None else self._search.send(answers)
            except StopIteration:
                self._search = None
                return
            answers = self._ask(self._asked_ids)

    def _ask(self, stretch: Sequence[int]) -> Mapping[int, KnownId]:
        """Queue the unknown ids of a batch, and closed ones that the user named. Return what is known of all."""
        session, named = self.session, bool(self.arguments.numbers)
        with session.database.write() as connection:
            selection_sql.forget(connection, [run_key(session.run_id)])
            selection_sql.note(connection, run_key(session.run_id), stretch)
            now = session.queue_now_text(connection)
            again = queue.ask_again(connection, session.run_id, stretch, now) if named else set()
            known = guessed_ids.seen(connection, stretch)
            unknown = [number for number in stretch if number not in known]
            guessed_ids.guess(connection, unknown, session.now_text())
            waiting = crawl_state.pending(connection, session.run_id, stretch, now, self.arguments.span)
        if self.arguments.limit is not None:
            self._shown.extend(sorted(stretch))
        self.count("number/known", len(known) - len(again))
        self.count("number/asked", len(unknown) + len(again))
        self.count("candidate/reopened", len(again))
        self._pending_ids = {*unknown, *again, *waiting, *self.in_progress(stretch)}
        if self._pending_ids:
            self.resume()
        return known

    def pending_ids(self) -> set[int]:
        """Return the ids that the search waits for."""
        return self._pending_ids

    def on_article_done(self, article_id: int) -> None:
        """Continue the search once a stretch is complete and ``limit`` is not reached."""
        self._pending_ids.discard(article_id)
        if self._pending_ids or self._search is None or self.limit_reached:
            return
        with self.session.database.read() as connection:
            answers = guessed_ids.seen(connection, self._asked_ids)
        self._advance(answers)

    def closed(self, reason: str) -> None:
        """Forget the guessed ids that were never requested."""
        super().closed(reason)
        if self._closing is None and (self.workers is None or reason == "finished"):
            with self.session.database.write() as connection:
                guessed_ids.forget_unasked(connection)
