"""The site's feeds: one for each of seventeen countries, and any other whose address is given.

Source: ``menafn-facts.md``, "Lists". They were seen at work from 2014 to 2016, so any of them may be gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from menafn_crawler.bounds import KEY_BYTES, has_controls
from menafn_crawler.discover.candidates import read_candidates
from menafn_crawler.items import Candidate
from menafn_crawler.normalise import ConstantDates, article_address, on_site
from menafn_crawler.parse import FeedEntry

COUNTRIES: dict[str, str] = {
    "Algeria": "dz",
    "Bahrain": "bh",
    "Egypt": "eg",
    "Iraq": "iq",
    "Jordan": "jo",
    "Kuwait": "kw",
    "Lebanon": "lb",
    "Morocco": "ma",
    "Oman": "om",
    "Palestine": "ps",
    "Qatar": "qa",
    "Saudi_Arabia": "sa",
    "Syria": "sy",
    "Tunisia": "tn",
    "Turkey": "tr",
    "UAE": "ae",
    "Yemen": "ye",
}
"""Codes of the countries that have a feed, by their names in its address."""
ALL = "all"

_WITHOUT_SECTION = frozenset({"tr"})
"""The site has no list of Turkey, so an article of its feed is in no section by that."""
_UNLETTERED = re.compile(r"[\W_]+")
_LONGEST_DATE = 100


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """Address of a feed, and what is known of it before it is fetched."""

    path: str
    """Path and query on the site."""
    section: str | None = None
    """Key of the section to which its articles belong; None for any."""
    named: bool = False
    """True if the user asked for it by name. A feed that nobody named may be missing."""


def _country_feed(name: str, code: str) -> FeedAddress:
    return FeedAddress(f"/rss/menafn_{name}.xml", code if code not in _WITHOUT_SECTION else None)


COUNTRY_FEEDS: tuple[FeedAddress, ...] = tuple(_country_feed(name, code) for name, code in COUNTRIES.items())

_BY_PATH = {feed.path.casefold(): feed for feed in COUNTRY_FEEDS}
_BY_NAME = {
    _UNLETTERED.sub("", label).casefold(): feed
    for (name, code), feed in zip(COUNTRIES.items(), COUNTRY_FEEDS, strict=True)
    for label in (name, code)
}


def find_feeds(wanted: Iterable[str], base: str) -> tuple[FeedAddress, ...]:
    """Return the feeds for country names, country codes and addresses. Raises ValueError that names an unknown one.

    >>> [feed.path for feed in find_feeds(["kw", "saudi arabia"], "https://menafn.com")]
    ['/rss/menafn_Kuwait.xml', '/rss/menafn_Saudi_Arabia.xml']
    """
    found: dict[str, FeedAddress] = {}
    for text in wanted:
        if text.casefold() == ALL:
            for feed in COUNTRY_FEEDS:
                found.setdefault(feed.path, feed)
            continue
        named = _named(text, base)
        found[named.path] = FeedAddress(named.path, named.section, named=True)
    return tuple(found.values())


def _named(text: str, base: str) -> FeedAddress:
    if feed := _BY_NAME.get(_UNLETTERED.sub("", text).casefold()):
        return feed
    if "/" not in text:
        raise ValueError(f"unknown feed {text!r}")
    feed = feed_at(text, base)
    if feed is None:
        raise ValueError(f"{text!r} is no feed's address on the site")
    return feed


def feed_at(link: str, base: str) -> FeedAddress | None:
    """Return the feed at a link on *base*; None for another host, an article, or the front page."""
    url = on_site(link, base) if not has_controls(link.strip()) else None
    if url is None or not url.path.strip("/") or article_address(link, base) is not None:
        return None
    path = url.path + (f"?{url.query}" if url.query else "")
    if has_controls(unquote(path)) or len(path.encode("utf-8", "replace")) > KEY_BYTES:
        return None
    return _BY_PATH.get(path.casefold()) or FeedAddress(path)


@dataclass(frozen=True, slots=True)
class FeedListing:
    """Articles of a feed, and the dates it gives them, as written."""

    candidates: list[Candidate]
    dates: dict[int, str]


def read_feed_listing(entries: Iterable[FeedEntry], section: str | None, base: str) -> FeedListing:
    """Return the articles that the *entries* of a feed link to, each once.

    A date that several entries share is the date of the feed, so it is dropped.
    """
    repeated = ConstantDates()
    links: list[str] = []
    dates: dict[int, str] = {}
    for entry in entries:
        led = ((link, article_address(link, base)) for link in entry.links)
        link, address = next(((link, address) for link, address in led if address is not None), (None, None))
        if link is None or address is None:
            continue
        links.append(link)
        date = entry.date or (f"Updated: {entry.updated}" if entry.updated else None)
        if date is not None and len(date) <= _LONGEST_DATE:
            dates.setdefault(address.article_id, date)
            repeated.saw(date, address.article_id)
    own = {article_id: date for article_id, date in dates.items() if date not in repeated.stale}
    return FeedListing(read_candidates(links, section, base), own)
