"""Which articles exist: the site's lists and how they are found."""

from menafn_crawler.discover.candidates import read_candidates
from menafn_crawler.discover.date_bound import read_date_bound
from menafn_crawler.discover.feeds import (
    ALL,
    COUNTRY_FEEDS,
    FeedAddress,
    FeedListing,
    feed_at,
    find_feeds,
    read_feed_listing,
)
from menafn_crawler.discover.id_probe import DateRange, KnownId
from menafn_crawler.discover.id_ranges import read_id_ranges
from menafn_crawler.discover.id_search import Search, search_ids, search_span
from menafn_crawler.discover.pagination import WHOLE_LIST, Depth, EndReason, Pagination
from menafn_crawler.discover.sections import (
    ARABIC_HOME,
    COUNTRIES,
    MENU,
    SECTIONS,
    find_arabic_home,
    find_sections,
    may_lead_to_list,
    named_sections,
)
from menafn_crawler.discover.selection import RELATED, Selection, list_key, run_key
from menafn_crawler.discover.url_list import ListedUrl, read_url_list

__all__ = [
    "ALL",
    "ARABIC_HOME",
    "COUNTRIES",
    "COUNTRY_FEEDS",
    "MENU",
    "RELATED",
    "SECTIONS",
    "WHOLE_LIST",
    "DateRange",
    "Depth",
    "EndReason",
    "FeedAddress",
    "FeedListing",
    "KnownId",
    "ListedUrl",
    "Pagination",
    "Search",
    "Selection",
    "feed_at",
    "find_arabic_home",
    "find_feeds",
    "find_sections",
    "list_key",
    "may_lead_to_list",
    "named_sections",
    "read_candidates",
    "read_date_bound",
    "read_feed_listing",
    "read_id_ranges",
    "read_url_list",
    "run_key",
    "search_ids",
    "search_span",
]
