"""The library: read an article page, a list page or a feed that somebody has already fetched. Pure, no Scrapy.

The crawl, ``scrapy replay`` and these functions share ``extract``. The page is untrusted: reading needs time linear in
its bytes, opens nothing and runs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from menafn_crawler import parse
from menafn_crawler.bounds import LIST_ELEMENTS
from menafn_crawler.items import Article
from menafn_crawler.normalise import (
    PUBLISHED_BASE,
    ArticleAddress,
    Fetched,
    Reading,
    article_address,
    clean_title,
    clock_witness,
    named_article,
    normalise,
    on_site,
    read_printed_date,
    utc_text,
)
from menafn_crawler.parse import FeedEntry, NotAFeed, UnreadablePage

HTML = "text/html"
UTF8 = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """The response to a request for an article, before anything is read from it."""

    body: bytes = field(repr=False)
    """Decompressed, in whatever encoding it came."""
    content_type: str
    """The Content-Type header; empty if there was none."""
    fetched: Fetched


class ArticleLink(NamedTuple):
    """A link of a list page to an article."""

    article_id: int
    url: str
    """Canonical address."""
    title: str | None
    """What the link shows; None if it shows a picture only."""


class FeedArticle(NamedTuple):
    """An entry of a feed that leads to an article."""

    article_id: int
    url: str
    """Canonical address."""
    title: str | None
    published_at: str | None
    """UTC text of the entry's publication date, by the zone that it names; None without date or zone."""
    date: str | None
    """The publication date as written."""
    description: str | None
    """The entry's summary as written, markup included."""


def extract(page: ArticlePage) -> Article:
    """Return the article of a page. Raises UnreadablePage when it is not an article page."""
    parsed = parse.read_page(page.body, page.fetched.source_url, page.content_type, page.fetched.base)
    return normalise(Reading(parse.read_article(parsed), page.fetched))


def read_article(
    page: bytes | str,
    url: str,
    *,
    content_type: str = HTML,
    fetched_at: datetime | None = None,
    timezone: str = "America/New_York",
) -> Article:
    """Return the article that *page*, fetched from *url*, shows.

    *url* is any address form of the article, also on a mirror. *content_type* is the response header; text needs none.
    *fetched_at* is an aware datetime: dates after it are not believed. Without it ``fetched_at`` and ``first_seen_at``
    are empty and no date counts as future. *timezone* is that of the printed dates. What only the store knows has its
    initial value: no sections, no duplicate, revision 1.

    Raises UnreadablePage, with the reason, when the page is not an article; ValueError for a naive *fetched_at* or an
    unknown *timezone*. Nothing else, whatever the page holds.

    >>> page = '''<h1>Port Opens</h1><span>2025-05-14 04:44:27</span>
    ...           <p>(MENAFN- Kuwait News Agency (KUNA)) The port opened on Wednesday, officials said.</p>
    ...           <p>MENAFN14052025000071011013ID1109547045</p><p>Legal Disclaimer: MENAFN provides ...</p>'''
    >>> article = read_article(page, "https://menafn.com/1109547045/Port-Opens")
    >>> article.title, article.provider, article.published_at
    ('Port Opens', 'Kuwait News Agency (KUNA)', '2025-05-14T08:44:27Z')
    >>> read_article(b"<h1>Page not found</h1>", "https://menafn.com/1109547045/P")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    menafn_crawler.parse.document.UnreadablePage: no layout reads it (tried ...)
    """
    address = named_article(url)
    if address is None:
        raise UnreadablePage("the address names no article")
    return extract(_article_page(page, url, address, content_type, fetched_at, _zone(timezone)))


def read_list(page: bytes | str, url: str) -> list[ArticleLink]:
    """Return the article links of a list page, in page order, each article once; empty if the page has none.

    *url* is the page's address; relative links are resolved against it. Links in the menu, the footer and the blocks of
    other lists ("Most popular", "More Story") are left out.

    >>> read_list('<div><a href="/1109547045/Port-Opens">Port Opens</a></div>', "https://menafn.com/")
    [ArticleLink(article_id=1109547045, url='https://menafn.com/1109547045/Port-Opens', title='Port Opens')]
    """
    try:
        parsed = parse.read_page(_octets(page), url, _type_of(page, HTML), _base(url), LIST_ELEMENTS)
    except UnreadablePage:
        return []
    entries = set(parse.read_list(parsed).entries)
    shown: dict[int, ArticleLink] = {}
    for link in parse.read_links(parsed):
        address = article_address(link.href, parsed.site) if link.href in entries else None
        if address is not None:
            new = ArticleLink(address.article_id, address.published, clean_title(link.heading or link.text) or None)
            shown[address.article_id] = _better_link(shown.get(address.article_id), new)
    return list(shown.values())


def read_feed(body: bytes | str) -> list[FeedArticle]:
    """Return the entries of an RSS or Atom feed that lead to articles, in order; empty if *body* is not a feed.

    >>> [entry.article_id for entry in read_feed("<rss><item><link>/1109547045/Port-Opens</link></item></rss>")]
    [1109547045]
    """
    try:
        feed = parse.read_feed(_octets(body), _type_of(body, "application/xml"))
    except NotAFeed:
        return []
    return [article for article in map(_feed_article, feed.entries) if article is not None]


def _article_page(
    page: bytes | str,
    url: str,
    address: ArticleAddress,
    content_type: str,
    fetched_at: datetime | None,
    zone: ZoneInfo,
) -> ArticlePage:
    if fetched_at is not None and fetched_at.tzinfo is None:
        raise ValueError("fetched_at names no zone")
    first_seen_at = utc_text(fetched_at) if fetched_at is not None else ""
    fetched = Fetched(address, url, _base(url), fetched_at, first_seen_at, zone)
    return ArticlePage(_octets(page), _type_of(page, content_type), fetched)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # not found; not a relative path; a directory
        raise ValueError(f"unknown time zone {name!r}") from error


def _base(url: str) -> str:
    """Return the root of the site that *url* belongs to: menafn.com's own or that of a mirror."""
    if on_site(url, PUBLISHED_BASE) is not None:
        return PUBLISHED_BASE
    try:
        return urljoin(url, "/")
    except ValueError:  # half an IPv6 address
        return PUBLISHED_BASE


def _octets(page: bytes | str) -> bytes:
    return page.encode("utf-8", "replace") if isinstance(page, str) else page


def _type_of(page: bytes | str, content_type: str) -> str:
    return UTF8 if isinstance(page, str) else content_type


def _better_link(known: ArticleLink | None, new: ArticleLink) -> ArticleLink:
    """Return the link whose text is likelier to be the title: pictures and "Read more" link the same article."""
    if known is None:
        return new
    return new._replace(url=known.url) if len(new.title or "") > len(known.title or "") else known


def _feed_article(entry: FeedEntry) -> FeedArticle | None:
    address = next((found for link in entry.links if (found := article_address(link)) is not None), None)
    if address is None:
        return None
    published_at = _instant(entry.date) if entry.date is not None else None
    title = clean_title(entry.title) if entry.title else None
    return FeedArticle(address.article_id, address.published, title, published_at, entry.date, entry.description)


def _instant(text: str) -> str | None:
    """Return the UTC text of a date that names its zone; None for any other."""
    date = read_printed_date(text)
    if date is None or date.offset is None:
        return None
    instant = clock_witness("feed", text, ZoneInfo("UTC")).instant
    return utc_text(instant) if instant is not None else None
