"""What a page says of itself: its own address, its title, and that it is the page of an article."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from menafn_crawler.bounds import TITLE
from menafn_crawler.normalise import article_address
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.structured import own_article
from menafn_crawler.parse.xpath import strings

_SHARING = strings("/descendant::a/@href[contains(., '?') and contains(., 'menafn.com')]")
_MOST_SHARED = 50
"""Share links that are read; a page has about six."""
_TITLE = strings("/descendant::title/text()")
_SITE_NAME = re.compile(r" [|–-] MENAFN(?:\.com)?$", re.IGNORECASE)


def title_element(page: Page) -> str:
    """Return the text of ``<title>``; empty without one. It is looked for in the whole page."""
    return " ".join(_TITLE(page.root)[:1])


def without_site_name(title: str) -> str:
    """Return a title, cut to a title's length and its spaces collapsed, without the site's name behind it.

    >>> without_site_name("Port  opens | MENAFN.COM")
    'Port opens'
    """
    return _SITE_NAME.sub("", " ".join(title[:TITLE].split()))


def says_article(page: Page) -> tuple[bool, bool]:
    """Return whether *page* names an article's address as its own, and whether it says that its type is an article."""
    named = any(article_address(link, page.site) is not None for link in own_addresses(page))
    typed = page.meta("og:type") == "article" or own_article(page, page.json_ld) is not None
    return named, typed


def declared_addresses(page: Page) -> list[str]:
    """Return what the metadata give as the page's own address: og:url and the canonical link."""
    return [link for link in (page.meta("og:url"), page.meta("canonical")) if link]


def own_addresses(page: Page) -> tuple[str, ...]:
    """Return what the page gives as its own address: og:url, the canonical link; else what its share links carry."""
    given = declared_addresses(page)
    named = [article_address(link, page.site) for link in given]
    if not any(address is not None and address.slug for address in named):
        given += [value for href in _SHARING(page.root)[:_MOST_SHARED] for value in _shared(href)]
    return tuple(dict.fromkeys(given))


def _shared(href: str) -> list[str]:
    """Article addresses in the query of a link: ``https://www.facebook.com/sharer.php?u=<address>``."""
    try:
        values = [value for _, value in parse_qsl(urlsplit(href).query)]
    except ValueError:
        return []
    found = [value[value.find("http") :].split()[0] for value in values if "http" in value]
    return [address for address in found if article_address(address) is not None]
