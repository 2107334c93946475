"""Read every URL form of an article; build the one that is published.

The forms are those of ``menafn-facts.md``: with and without slug, ``?Social=on``, ``?src=RSS``, ``&source=29`` glued to
the path, a raw ``&`` inside the slug, ``www.``, ``http:``, the Arabic edition, ``qn_news_story_s.aspx?storyid=``. The
number is the article's key. The form of 2013 (``/menafn/<GUID>/slug``) has no number, so it names no article here.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

from w3lib.url import safe_url_string

PUBLISHED_BASE = "https://menafn.com"
"""Base of every published address, whatever mirror or proxy was fetched."""

SITE_HOSTS = frozenset({"menafn.com", "www.menafn.com"})
"""Hosts under which the site prints links to itself."""

_PATH = re.compile(r"/(?P<arabic>arabic/)?(?P<id>[1-9][0-9]{7,11})(?:/(?P<slug>[^/]*)|&[^/]*)?(?:/.*)?", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{8}")
_STORY_PAGE = re.compile(r"/(?P<arabic>arabic/)?qn_news_story(?:_s)?\.aspx", re.IGNORECASE)
_STORY_ID = re.compile(r"(?:^|&)storyid=([1-9][0-9]{7,11})(?![0-9])", re.IGNORECASE)
_STORY_TITLE = re.compile(r"(?:^|&)title=(.*)", re.IGNORECASE)
_GLUED_QUERY = re.compile(r"&[A-Za-z_]\w*=.*")
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|#\d{1,6}|#[xX][0-9a-fA-F]{1,6});")
_SLASHES = re.compile(r"/{2,}")
_PORTS = {"http": 80, "https": 443}
_WITHOUT_SCHEME = re.compile(r"(?:www\.)?menafn\.com[/:]", re.IGNORECASE)
_SAFE = re.compile(r"(?:[A-Za-z0-9_.~-]|%[2-9A-F][0-9A-F])*+")
"""A slug as it is published: percent-encoded in capitals, nothing else."""
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_DOTS = re.compile(r"(?:\.|%2[eE]){1,2}")
"""A path segment that browsers resolve: ``.`` and ``..``."""
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]|%(?:[01][0-9a-fA-F]|7[fF])")
_LONGEST_SLUG = 1_000
"""Characters of a slug, encoded; what is longer is left out of the address."""


@dataclass(frozen=True, slots=True)
class ArticleAddress:
    """An article's number, its edition (``en`` or ``ar``) and its slug, which may be empty."""

    article_id: int
    edition: str
    slug: str

    @property
    def path(self) -> str:
        """Return the path of the article on the site, with a leading slash."""
        return f"/{'arabic/' if self.edition == 'ar' else ''}{self.article_id}/{self.slug}"

    @property
    def published(self) -> str:
        """Return the canonical address.

        >>> ArticleAddress(1110858601, "en", "").published
        'https://menafn.com/1110858601/'
        """
        return PUBLISHED_BASE + self.path


def on_site(link: str, base: str) -> SplitResult | None:
    """Return *link*, found on a page of *base*, split, with its path relative to *base*; None if on another host.

    >>> on_site("http://www.menafn.com/arabic/?x=1", "http://127.0.0.1:8000/mirror").path
    '/arabic/'
    >>> on_site("https://example.org/1109547045/Slug", "http://127.0.0.1:8000") is None
    True
    """
    link = _plain(link)
    try:
        root, host = _root(base)
        if link.startswith("/") and not link.startswith("//"):  # most links of a list; joining them costs the most
            path, _, query = link.partition("#")[0].partition("?")
            url = SplitResult(root.scheme, root.netloc, path, query, "")
            own = True
        else:
            url = urlsplit(link if link.startswith("http") else urljoin(base.rstrip("/") + "/", link))
            own = url.netloc == root.netloc or _host(url) == host
        known = own or url.netloc in SITE_HOSTS or (url.hostname or "") in SITE_HOSTS
    except ValueError:  # a malformed host or port is not an address of the site
        return None
    if url.scheme not in ("http", "https") or not known:
        return None
    prefix = root.path.rstrip("/")
    if own and prefix and url.path.startswith(prefix + "/"):
        url = url._replace(path=url.path[len(prefix) :])
    return url


@lru_cache(maxsize=64)
def _root(base: str) -> tuple[SplitResult, tuple[str | None, int | None]]:
    root = urlsplit(base)
    return root, _host(root)


def _plain(link: str) -> str:
    """Return the link without white space around it and without entities that were escaped twice."""
    if "&" not in link:
        return link.strip()
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), link).strip()


def _host(url: SplitResult) -> tuple[str | None, int | None]:
    """Return the host, and the port unless it is the scheme's own. Raises ValueError for a port that is none."""
    return url.hostname, None if url.port == _PORTS.get(url.scheme) else url.port


def rebase(link: str, base: str) -> str | None:
    """Return the address to fetch for *link* when the site is read from *base*; None if it is on another host.

    >>> rebase("http://www.menafn.com/qn_news_sections.aspx?src=s", "http://127.0.0.1:8000")
    'http://127.0.0.1:8000/qn_news_sections.aspx?src=s'
    """
    url = on_site(link, base)
    if url is None:
        return None
    return base.rstrip("/") + (url.path or "/") + (f"?{url.query}" if url.query else "")


@lru_cache(maxsize=5_000)  # the same links stand on page after page
def article_address(link: str, base: str = PUBLISHED_BASE) -> ArticleAddress | None:
    """Return the article that *link* leads to, in any URL form the site has used; None for every other link.

    A number with a leading zero is none: it could not be read back from the published address.

    >>> article_address("https://menafn.com/1109588722/How-The-UK?Social=on").published
    'https://menafn.com/1109588722/How-The-UK'
    >>> article_address("/qn_news_story_s.aspx?storyid=1095168700&title=Abdali-Mall").published
    'https://menafn.com/1095168700/Abdali-Mall'
    >>> article_address("/1107481355/Oil-&-Gas&source=29").slug
    'Oil-&-Gas'
    >>> article_address("/menafn/0b1c2d3e-0000-0000-0000-000000000000/slug") is None
    True
    """
    url = on_site(link, base) if _NUMBERED.search(link) else None
    if url is None:
        return None
    if page := _STORY_PAGE.fullmatch(url.path):
        number = _STORY_ID.search(url.query)
        if number is None:
            return None
        title = _STORY_TITLE.search(url.query)
        return _address(number.group(1), page.group("arabic"), title.group(1) if title else "")
    found = _PATH.fullmatch(_SLASHES.sub("/", url.path))
    return _address(found["id"], found["arabic"], found["slug"] or "") if found else None


def named_article(given: str) -> ArticleAddress | None:
    """Return the article of an address given by a person: without a scheme, or on a mirror, below any path.

    Addresses of other hosts are read by their form alone: do not use it for links found on pages.

    >>> named_article("www.menafn.com/1109547045/Slug").article_id
    1109547045
    >>> named_article("http://127.0.0.1:8000/mirror/arabic/1109547045/Slug").edition
    'ar'
    >>> named_article("https://example.org/news/today") is None
    True
    """
    given = given.strip()
    given = f"https://{given}" if _WITHOUT_SCHEME.match(given) else given
    if (address := article_address(given)) is not None:
        return address
    try:
        url = urlsplit(given)
    except ValueError:  # half an IPv6 address
        return None
    if url.scheme not in _PORTS or not url.netloc:
        return None
    ends = (slash.start() for slash in re.finditer("/", url.path))
    found = (article_address(given, f"{url.scheme}://{url.netloc}{url.path[:end]}") for end in ends)
    return next(filter(None, found), None)


def _address(number: str, arabic: str | None, slug: str) -> ArticleAddress:
    slug = _GLUED_QUERY.sub("", _UNPRINTABLE.sub("", slug[: 2 * _LONGEST_SLUG])).strip("/ ")
    if _DOTS.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
        slug = ""
    if _SAFE.fullmatch(slug):  # nearly all
        return ArticleAddress(int(number), "ar" if arabic else "en", slug)
    encoded = safe_url_string(slug.replace("/", "%2F").replace("?", "%3F").replace("#", "%23"))
    slug = _PERCENT.sub(lambda octet: octet.group().upper(), encoded)
    return ArticleAddress(int(number), "ar" if arabic else "en", slug)
