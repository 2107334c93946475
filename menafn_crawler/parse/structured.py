"""Read the dates that a page gives machine-readably: in JSON-LD, ``<meta>``, microdata and ``<time>``.

Everything here is bounded and linear in the size of the page, and raises nothing: the page may be hostile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from lxml import html

from menafn_crawler.items import RawDate
from menafn_crawler.normalise import article_address
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.json_ld import JsonObject
from menafn_crawler.parse.xpath import elements, visible_text

LONGEST_DATE = 100
"""Characters of a value that can be a date."""

_ARTICLE_TYPE = re.compile(r"(?:[A-Za-z]+:|https?://schema\.org/)?\w*(?:Article|BlogPosting|Report|PressRelease)")
_MICRODATA = elements("/descendant::*/@itemprop[. = 'datePublished' or . = 'dateModified']/parent::*[not(self::meta)]")

_PROPERTIES = ("datePublished", "dateModified")
_META_DATES = frozenset(
    "article:published_time article:modified_time og:updated_time og:article:published_time og:article:modified_time"
    " datepublished datemodified pubdate publishdate publish-date publish_date publication_date dc.date.issued"
    " dc.date.modified dcterms.issued dcterms.modified parsely-pub-date sailthru.date last-modified lastmod"
    " article:published article.published article.updated article:modified published publisheddate published_date"
    " published-date pub_date originalpublicationdate citation_publication_date dcterms.created dc.date.created"
    " bt:pubdate bt:moddate rnews:datepublished rnews:datemodified cxenseparse:recs:publishtime cxenseparse:publishtime"
    " shareaholic:article_published_time vr:published_time".split()
)
"""Lower-case names of ``<meta>`` elements that date the article."""
_LOOSE_META_DATES = frozenset({"date", "dc.date", "dcterms.date", "created", "citation_date"})
"""Those that date the article if they have a time of day: alone, a day may be that of the fetch."""
_HAS_TIME = re.compile(r"\d:\d\d")
_UPDATED = re.compile(r"updat|modif", re.IGNORECASE)
_PUBLISHED = re.compile(r"publish|pubdate", re.IGNORECASE)
_ELSEWHERE = frozenset({"aside", "nav", "footer"})
_LONGEST_CAPTION = 80
"""A ``<p>`` with more characters is a paragraph of the story, and a ``<time>`` in it belongs to its sentence."""
_MOST_TIMES = 20
_MOST_LEVELS = 30
_MOST_META = 500
_CARD_LEVELS = 3
"""Ancestors of a ``<time>`` within which a link to another article makes it that article's."""


def own_article(page: Page, objects: tuple[JsonObject, ...]) -> JsonObject | None:
    """Return the JSON-LD object of the article that *page* shows; None if there is none, or only of other articles."""
    asked = _article_id(page)
    articles = [(one, _ids(one, page)) for one in objects if _is_article(one)]
    if asked is not None:
        articles = [(one, ids) for one, ids in articles if not ids or asked in ids]
        articles.sort(key=lambda article: asked not in article[1])  # the one that names this page comes first
    return articles[0][0] if articles else None


def structured_dates(page: Page) -> list[RawDate]:
    """Return the dates that *page* gives machine-readably for its article, each with its property as label."""
    story = _Surroundings(page)
    dates = (*_json_ld_dates(page), *_meta_dates(page), *_microdata_dates(page, story), *_time_dates(page, story))
    return list(dict.fromkeys(dates))


def _article_id(page: Page) -> int | None:
    address = article_address(page.url, page.site) or article_address(page.meta("og:url") or "", page.site)
    return address.article_id if address is not None else None


def _is_article(one: JsonObject) -> bool:
    types = one.get("@type")
    named = types[:10] if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE_TYPE.fullmatch(name) for name in named)


def _ids(one: JsonObject, page: Page) -> set[int]:
    """Return the numbers of the articles that a JSON-LD object names as its own address."""
    shown = one.get("mainEntityOfPage")
    links = (one.get("url"), one.get("@id"), shown, shown.get("@id") if isinstance(shown, dict) else None)
    addresses = (article_address(link, page.site) for link in links if isinstance(link, str))
    return {address.article_id for address in addresses if address is not None}


def _json_ld_dates(page: Page) -> Iterator[RawDate]:
    article = own_article(page, page.json_ld) or {}
    for name in _PROPERTIES:
        value = article.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str):
            yield from _labelled("json_ld", name, value)


def _meta_dates(page: Page) -> Iterator[RawDate]:
    for element in page.elements("meta")[:_MOST_META]:
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = element.get("content") or ""
        folded = name.lower()
        if folded in _META_DATES or (folded in _LOOSE_META_DATES and _HAS_TIME.search(value)):
            yield from _labelled("meta", name, value)


def _microdata_dates(page: Page, story: _Surroundings) -> Iterator[RawDate]:
    for element in _MICRODATA(page.root)[:_MOST_TIMES]:
        value = element.get("datetime") or element.get("content")
        if value and not story.is_elsewhere(element):
            yield from _labelled("time" if element.tag == "time" else "microdata", element.get("itemprop"), value)


def _time_dates(page: Page, story: _Surroundings) -> Iterator[RawDate]:
    """Dates of ``<time>`` elements: below the headline or in one container with it, outside of other stories."""
    if not page.elements("time"):  # most pages
        return
    seen_headline = False
    times = 0
    for element in page.root.iter("h1", "time"):
        seen_headline = seen_headline or element.tag == "h1"
        value = element.get("datetime")
        if not value or element.get("itemprop") in _PROPERTIES or times >= _MOST_TIMES:
            continue
        times += 1
        if (seen_headline or story.shares_container(element)) and not story.is_elsewhere(element):
            yield from _labelled("time", _time_label(element), value)


def update_texts(page: Page) -> set[str]:
    """Return what ``<time>`` elements show that are marked as the time of an update, and no others."""
    shown: dict[bool, set[str]] = {True: set(), False: set()}
    for element in page.elements("time")[:_MOST_TIMES]:
        property_ = element.get("itemprop") or _time_label(element)
        shown[property_ == "dateModified"].add(visible_text(element))
    return shown[True] - shown[False]


class _Surroundings:
    """Tells what stands in the story from what stands in menus, asides and the cards of other stories."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._article_id = _article_id(page)
        self._known: dict[html.HtmlElement, bool] = {}

    @cached_property
    def _headlines(self) -> set[html.HtmlElement]:
        """The elements around the headlines."""
        return {one for headline in islice(self._page.root.iter("h1"), 5) for one in headline.iterancestors()}

    def shares_container(self, element: html.HtmlElement) -> bool:
        """Return True if the element stands with a headline in one element below ``<body>``."""
        around = (one for one in islice(element.iterancestors(), _MOST_LEVELS) if one in self._headlines)
        shared = next(around, None)
        return shared is not None and shared.tag not in ("body", "html")

    def is_elsewhere(self, element: html.HtmlElement) -> bool:
        """Return True for an element in an aside, a sentence or the card of another story."""
        for level, around in enumerate(islice(element.iterancestors(), _MOST_LEVELS)):
            if around in self._headlines:
                return False
            if around.tag in _ELSEWHERE or (level < _CARD_LEVELS and self._belongs_elsewhere(around)):
                return True
        return False

    def _belongs_elsewhere(self, around: html.HtmlElement) -> bool:
        if around not in self._known:  # many elements stand in one
            sentence = around.tag == "p" and len(visible_text(around)) > _LONGEST_CAPTION
            self._known[around] = sentence or self._leads_elsewhere(around)
        return self._known[around]

    def _leads_elsewhere(self, around: html.HtmlElement) -> bool:
        links = (
            article_address(link.get("href") or "", self._page.site) for link in islice(around.iter("a"), _MOST_TIMES)
        )
        return any(address is not None and address.article_id != self._article_id for address in links)


def _time_label(element: html.HtmlElement) -> str:
    """Return the property that the class of a ``<time>`` or the words before it mean; empty if they mean none."""
    before, parent = element.getprevious(), element.getparent()
    words = before.tail if before is not None else parent.text if parent is not None else None
    near = f"{element.get('class') or ''} {(words or '').strip()[-40:]}"
    if _UPDATED.search(near):
        return "dateModified"
    return "datePublished" if _PUBLISHED.search(near) or element.get("pubdate") is not None else ""


def _labelled(source: str, name: str, value: str) -> Iterator[RawDate]:
    text = " ".join(value[: LONGEST_DATE + 1].encode("utf-8", "replace").decode().split())
    if text and len(text) <= LONGEST_DATE:
        yield RawDate(source, f"{name}: {text}" if name else text)
