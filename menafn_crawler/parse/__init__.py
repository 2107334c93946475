"""From a page to what it says, as written. No I/O, no clock, nothing interpreted."""

from menafn_crawler.parse.articles import read_article
from menafn_crawler.parse.feeds import (
    LARGEST,
    MOST_ENTRIES,
    Feed,
    FeedEntry,
    NotAFeed,
    Shortfall,
    read_announced_feeds,
    read_feed,
)
from menafn_crawler.parse.furniture import header_date, own_addresses, tidy
from menafn_crawler.parse.layouts import LAYOUTS, anchors, story_2022, story_2025
from menafn_crawler.parse.lines import read_lines
from menafn_crawler.parse.lists import Link, names_pages, read_links, read_list, read_next_page
from menafn_crawler.parse.page import Page, UnreadablePage, decoded, read_page
from menafn_crawler.parse.select import Elements, by_id, elements, with_class
from menafn_crawler.parse.structured import JsonObject, own_article, read_json_ld, structured_dates

__all__ = [
    "LARGEST",
    "LAYOUTS",
    "MOST_ENTRIES",
    "Elements",
    "Feed",
    "FeedEntry",
    "JsonObject",
    "Link",
    "NotAFeed",
    "Page",
    "Shortfall",
    "UnreadablePage",
    "anchors",
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
    "read_json_ld",
    "read_lines",
    "read_links",
    "read_list",
    "read_next_page",
    "read_page",
    "story_2022",
    "story_2025",
    "structured_dates",
    "tidy",
    "with_class",
]
