"""Step 1: read the article of a page."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from menafn_crawler.bounds import READ_SECONDS
from menafn_crawler.fetch import TooSlow, time_bound
from menafn_crawler.items import Article
from menafn_crawler.parse import UnreadablePage
from menafn_crawler.reading import ArticlePage, extract


class Unreadable(DropItem):
    """No layout reads the page."""

    is_article = False
    """True if the page is an article's for certain, so that it is set aside and not asked for again at once."""


class ExtractPipeline:
    """Makes the article of a page."""

    def process_item(self, item: ArticlePage) -> Article:
        """Return the article. Raises Unreadable if no layout reads the page, or not within ``READ_SECONDS``."""
        try:
            with time_bound(READ_SECONDS):
                return extract(item)
        except UnreadablePage as error:
            raise Unreadable(str(error)) from error
        except TooSlow as error:
            unreadable = Unreadable(str(error))
            unreadable.is_article = True
            raise unreadable from error
