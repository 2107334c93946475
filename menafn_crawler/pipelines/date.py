"""Step 2: choose dates in doubt again with what the run and the store know: neighbours, constants, clocks."""

from __future__ import annotations

from menafn_crawler.items import Article
from menafn_crawler.pipelines.base import Pipeline
from menafn_crawler.store import Redating


class DatePipeline(Pipeline):
    """Choose the date of doubtful articles again; see ``store.Redating``."""

    def open_spider(self) -> None:
        """Load the constant dates that earlier runs found."""
        with self._session.database.read() as connection:
            self._redating = Redating(connection, self._session.zone)

    def process_item(self, item: Article) -> Article:
        """Return the article with the date that everything known now gives."""
        if not self._redating.doubts(item):
            return item
        with self._session.database.read() as connection:
            return self._redating.decide(connection, item)

    def close_spider(self) -> None:
        """Choose dates in doubt once more, now that the neighbours are stored."""
        if not self._redating.met_any:
            return
        session = self._session
        days = session.configuration.duplicate_days
        with self._last_writing():
            changed = self._redating.decide_again(session.database, days, session.now_text())
            if changed:
                self._stats.inc_value("menafn/date/decided_again", changed)
