"""Which articles exist: the site's lists and how they are found."""

from menafn_crawler.discover.addresses import ListedAddress, read_addresses
from menafn_crawler.discover.archive import Search, all_of_span, every_number
from menafn_crawler.discover.candidates import read_candidates
from menafn_crawler.discover.edges import Seen, Wanted
from menafn_crawler.discover.feeds import ALL, COUNTRY_FEEDS, FeedAddress, Shown, feed_at, find_feeds, read_shown
from menafn_crawler.discover.numbers import read_numbers
from menafn_crawler.discover.sections import (
    ARABIC_HOME,
    COUNTRIES,
    MENU,
    SECTIONS,
    find_arabic_home,
    find_sections,
    named_sections,
)
from menafn_crawler.discover.walk import TO_THE_END, Depth, End, Walk

__all__ = [
    "ALL",
    "ARABIC_HOME",
    "COUNTRIES",
    "COUNTRY_FEEDS",
    "MENU",
    "SECTIONS",
    "TO_THE_END",
    "Depth",
    "End",
    "FeedAddress",
    "ListedAddress",
    "Search",
    "Seen",
    "Shown",
    "Walk",
    "Wanted",
    "all_of_span",
    "every_number",
    "feed_at",
    "find_arabic_home",
    "find_feeds",
    "find_sections",
    "named_sections",
    "read_addresses",
    "read_candidates",
    "read_numbers",
    "read_shown",
]
