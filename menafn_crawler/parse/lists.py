"""A list page: the links to articles that belong to the list, and the way to its next page.

Lists have changed their markup (``.entry-title a``, ``div.img-wrapper a``, ``ul.popular-news-list > li > a``), so every
link counts unless it stands in a block of other lists ("Most popular", "More Story"), the menu or the page's foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

from menafn_crawler.normalise import article_address, collapsed
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.sidebars import Sidebars
from menafn_crawler.parse.xpath import elements, strings, texts, visible_text, with_class

_LINKS = elements("/descendant::a[@href]")
_PAGINATION = elements(
    f"/descendant::*/@class[contains(., 'pagination')]/../self::{with_class('pagination')}/descendant::a[@href]"
)
"""Looks for the letters first: to take every element's classes apart costs several times as much."""
_WITH_RELATION = elements("/descendant::*/@rel[contains(., 'next')]/..")
_ALT = elements("descendant::img[@alt][position() <= 3]")
_BASE = strings("/descendant::base/@href")
_NUMBER = re.compile(r"(?:page|صفحة|الصفحة)?\W*(\d{1,5})\W*", re.IGNORECASE)
_NEXT_LABEL = re.compile(
    r"[«‹<←\s]*(?:next(?:\s+page)?|older(?:\s+(?:posts|news|stories|articles))?|(?:load|show)\s+more|التالي|التالية"
    r"|الصفحة\s+التالية|المزيد)?\s*[»›>→]*",
    re.IGNORECASE,
)
_PAGE_LABEL = re.compile(
    rf"{_NUMBER.pattern}|{_NEXT_LABEL.pattern}|[«‹<←\s]*(?:prev(?:ious)?(?:\s+page)?|newer|السابق|السابقة)?\s*",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_PAGE = ("#", "javascript:", "mailto:")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: its address and its visible text, white space collapsed."""

    href: str
    text: str
    parts: tuple[str, ...] = ()
    """The texts of its nodes one by one: an icon's name or a badge may stand beside the label."""
    heading: str = ""
    """The text of the first heading inside of it: of a card that holds a summary too."""


def read_links(page: Page) -> list[Link]:
    """Return every link of the page in page order, as written."""
    return [
        Link(a.get("href"), visible_text(a), tuple(filter(None, map(collapsed, texts(a)))), _heading(a))
        for a in _LINKS(page.root)
    ]


def _heading(link: html.HtmlElement) -> str:
    heading = next(link.iterdescendants(*_HEADINGS), None) if len(link) else None
    return visible_text(heading) if heading is not None else ""


@dataclass(frozen=True, slots=True)
class ListLinks:
    """Addresses of a page's links as written, each once, in page order."""

    entries: list[str]
    """Of the links that can belong to the list itself."""
    aside: list[str]
    """Of the links in the page's blocks of other stories, without the menu's."""


def read_list(page: Page) -> ListLinks:
    """Return the links of a page: those of its own list, and those of its blocks of other stories."""
    sidebars = Sidebars(page)
    entries: dict[str, None] = {}
    aside: dict[str, None] = {}
    for link in _LINKS(page.root):
        if sidebars.in_other_stories(link):
            aside[link.get("href")] = None
        elif not sidebars.in_page_frame(link):
            entries[link.get("href")] = None
    return ListLinks(list(entries), list(aside))


def read_next_page(page: Page, number: int) -> str | None:
    """Return the address of the page after page *number* (the first is 1), as written; None where the list ends.

    ``rel=next`` decides; else the link labelled ``number + 1``, else "Next". Where the page has a marked pagination,
    only its links count: the "Next" of a slide show leads elsewhere. On other pages all links count, those first that
    differ from the page's own address in the query alone.
    """
    marked = next((href for href in _marked_next(page) if _leads_on(href, page)), None)
    if marked is not None:
        return _resolved(marked, page)
    ways = _ways(_PAGINATION(page.root), page) or _ways(_LINKS(page.root), page)
    near = [(href, label) for href, label in ways if _same_path(href, page)]
    found = next(filter(None, (_following(some, number) for some in (near, ways))), None)
    return _resolved(found, page) if found is not None else None


def names_pages(page: Page) -> bool:
    """Return True if *page* links other pages of a list: by pagination, or by links labelled "Next" or with numbers."""
    ways = _ways(_PAGINATION(page.root), page)
    return bool(ways) or any(_PAGE_LABEL.fullmatch(label) for _, label in _ways(_LINKS(page.root), page))


def _ways(links: Iterable[html.HtmlElement], page: Page) -> list[tuple[str, str]]:
    """Return address and label of the links that can lead to another page of the list."""
    onward = ((href, link) for link in links if _leads_on(href := link.get("href"), page))
    return [(href, label) for href, link in onward if (label := _label(link))]


def _marked_next(page: Page) -> Iterator[str]:
    """Yield the addresses of ``rel=next``, in page order."""
    for element in _WITH_RELATION(page.root):
        if "next" in element.get("rel").split() and element.tag in ("a", "link") and element.get("href") is not None:
            yield element.get("href")


def _following(ways: Iterable[tuple[str, str]], number: int) -> str | None:
    ways = list(ways)
    for href, label in ways:
        if (digits := _NUMBER.fullmatch(label)) and int(digits[1]) == number + 1:
            return href
    return next((href for href, label in ways if _NEXT_LABEL.fullmatch(label)), None)


def _label(link: html.HtmlElement) -> str:
    """Return the text of a link, or its description where it shows an icon only."""
    if shown := visible_text(link):
        return shown
    described = (link.get("aria-label"), link.get("title"), *(image.get("alt") for image in _ALT(link)))
    return next((" ".join(text.split()) for text in described if text and text.strip()), "")


def _leads_on(href: str, page: Page) -> bool:
    """Return True if a link can lead to another page of the list: not an anchor on this page, not an article."""
    href = href.strip()
    return bool(href) and not href.casefold().startswith(_NO_PAGE) and article_address(href, page.site) is None


def _same_path(href: str, page: Page) -> bool:
    try:
        return urlsplit(urljoin(page.url, href.strip())).path == urlsplit(page.url).path
    except ValueError:
        return False


def _resolved(href: str, page: Page) -> str:
    """Return the address as written, resolved against the page's ``<base href>`` where it has one."""
    base = next(iter(_BASE(page.root)), "")
    try:
        return urljoin(urljoin(page.url, base), href.strip()) if base else href.strip()
    except ValueError:
        return href.strip()
