"""From a page to what it says, as written. No I/O, no clock, nothing interpreted."""

from menafn_crawler.parse.articles import read_article
from menafn_crawler.parse.boilerplate import header_date, tidy
from menafn_crawler.parse.document import Page, UnreadablePage, read_page
from menafn_crawler.parse.encoding import decoded
from menafn_crawler.parse.feeds import (
    Feed,
    FeedEntry,
    NotAFeed,
    Shortfall,
    read_announced_feeds,
    read_feed,
)
from menafn_crawler.parse.layouts import FALLBACK, LAYOUTS
from menafn_crawler.parse.lines import read_lines
from menafn_crawler.parse.lists import Link, names_pages, read_links, read_list, read_next_page
from menafn_crawler.parse.metadata import own_addresses
from menafn_crawler.parse.structured import own_article, structured_dates
from menafn_crawler.parse.xpath import Elements, by_id, elements, with_class

__all__ = [
    "FALLBACK",
    "LAYOUTS",
    "Elements",
    "Feed",
    "FeedEntry",
    "Link",
    "NotAFeed",
    "Page",
    "Shortfall",
    "UnreadablePage",
    "by_id",
    "decoded",
    "elements",
    "header_date",
    "names_pages",
    "own_addresses",
    "own_article",
    "read_announced_feeds",
    "read_article",
    "read_feed",
    "read_lines",
    "read_links",
    "read_list",
    "read_next_page",
    "read_page",
    "structured_dates",
    "tidy",
    "with_class",
]
