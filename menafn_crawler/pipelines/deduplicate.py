"""Step 5: copies go no further, unless they are asked for. They stay in the store, marked."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from menafn_crawler.items import Article
from menafn_crawler.pipelines.base import Pipeline


class Copy(DropItem):
    """Another article said it first."""


class DeduplicatePipeline(Pipeline):
    """Drops copies from what the run gives out."""

    def process_item(self, item: Article) -> Article:
        """Return the article. Raises Copy if another one said it first."""
        if item.duplicate_of is None:
            return item
        self._stats.inc_value(f"menafn/drop/duplicate/{item.duplicate_kind}")
        session = self._session
        if session.configuration.keep_duplicates:
            return item
        session.dropped_copies.add(item.article_id)
        raise Copy(f"article {item.article_id} says what {item.duplicate_of} said first ({item.duplicate_kind})")
