"""Step 2: what several articles tell of one: repeated notices, the usual spelling of a provider's name."""

from __future__ import annotations

from menafn_crawler.items import Article
from menafn_crawler.pipelines.base import Pipeline
from menafn_crawler.store import TextRules


class TextPipeline(Pipeline):
    """Cuts paragraphs that are the same under many stories; gives a provider one name by its wire code."""

    def open_spider(self) -> None:
        """Load what earlier runs learned."""
        with self._session.database.read() as connection:
            self._rules = TextRules(connection)

    def process_item(self, item: Article) -> Article:
        """Return the article with the rules applied."""
        return self._rules.apply(item)

    def close_spider(self) -> None:
        """Store what was learned; cut it from the articles that came before it was known."""
        stats = self._stats
        if self._rules.respelled:
            stats.inc_value("menafn/provider/respelled", self._rules.respelled)
        if not self._rules.learned:
            return
        session = self._session
        with self._last_writing():
            changed = self._rules.finish(session.database, session.configuration.duplicate_days, session.now_text())
            stats.inc_value("menafn/text/notices_found", len(self._rules.learned))
            stats.inc_value("menafn/text/cut_again", changed)
