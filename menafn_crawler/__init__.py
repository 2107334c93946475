"""MENAFN's wire stories as a data set: each article once, by the right provider, at the right instant.

As a library, ``read_article``, ``read_list`` and ``read_feed`` read pages that were fetched by other means.
"""

from menafn_crawler.items import Article
from menafn_crawler.parse import UnreadablePage
from menafn_crawler.reading import ArticleLink, FeedArticle, read_article, read_feed, read_list

__all__ = ["Article", "ArticleLink", "FeedArticle", "UnreadablePage", "read_article", "read_feed", "read_list"]
