"""Step 1: from what the page says to the article."""

from __future__ import annotations

from menafn_crawler.items import Article
from menafn_crawler.normalise.article import Reading, normalise


class NormalisePipeline:
    """Makes the article of a reading."""

    def process_item(self, item: Reading) -> Article:
        """The article."""
        return normalise(item)
