"""Step 3: what lies outside the run's ``since`` and ``until`` is not taken into the data set."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from menafn_crawler.extensions.archive import Archive
from menafn_crawler.items import Article
from menafn_crawler.normalise import publication_bounds
from menafn_crawler.pipelines.base import Pipeline
from menafn_crawler.store import EVERYTHING, crawl_state


class OutsideSpan(DropItem):
    """The article was read, and is not wanted by this run."""


class SpanPipeline(Pipeline):
    """Leaves an unwanted article in the queue, with its date, for a run that wants it."""

    def process_item(self, item: Article) -> Article:
        """Return the article if the run wants it. Raises OutsideSpan if not."""
        span = self._crawler.spider.arguments.span  # type: ignore[union-attr]
        if span == EVERYTHING:
            return item
        session = self._session
        first, last = publication_bounds(item.published_at, item.published_on, session.zone)
        if span.covers(first, last) or first is None or last is None:
            return item
        with session.database.write() as connection:
            crawl_state.leave_unwanted(connection, item.article_id, first, last)
            Archive.store_captures(self._crawler, connection, item.article_id)
        self._stats.inc_value("menafn/article/outside_span")
        raise OutsideSpan(f"article {item.article_id} of {item.published_on} lies outside since and until")
