"""Read a page of an unknown layout by what its forms agree on: the visible text, its main block and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape

from lxml import etree, html

from menafn_crawler.bounds import JSON_LD_BODY
from menafn_crawler.items import RawArticle, TextLine
from menafn_crawler.normalise import collapsed, find_byline, strip_boilerplate, wire_ids
from menafn_crawler.parse.boilerplate import header_date, tidy
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.images import story_picture
from menafn_crawler.parse.json_ld import JsonObject
from menafn_crawler.parse.lines import read_lines
from menafn_crawler.parse.metadata import own_addresses, says_article, title_element, without_site_name
from menafn_crawler.parse.structured import own_article
from menafn_crawler.parse.xpath import strings

JSON_LD = "json-ld"
FEWEST_WORDS = 4
"""Words of a body; what has fewer is a label, a notice or nothing, and no article."""
HIDDEN_TEXT = "hidden_text"

_CERTAINLY_TEXT = 400
"""Characters of a body that need no counting."""
_AGREE = 0.6
"""Share of the words of one form that another must hold to agree with it."""
_MORE = 1.3
"""Times the visible words that JSON-LD has where the page shows the beginning only."""
_SHINGLE = 3
_MARKUP = re.compile(r"<(?:p|br|div|li|h[1-6])\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&(?:amp;)?lt;(?:p|br|div|li|h[1-6])\b", re.IGNORECASE)
_HEADLINE = strings("/descendant::h1/descendant::text()")
_FRAGMENTS = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def has_text(lines: Sequence[TextLine]) -> bool:
    """Return True if *lines* hold the text of an article, and not only labels around it."""
    if sum(len(line.text) for line in lines) >= _CERTAINLY_TEXT:
        return True
    return sum(len(line.text.split()) for line in strip_boilerplate(lines)) >= FEWEST_WORDS


def read_by_consensus(page: Page, visible: RawArticle | None) -> RawArticle | None:
    """Return the article that the forms of *page* agree on; *visible* is what its visible text alone says.

    None if neither the visible text nor JSON-LD holds an article.
    """
    article = own_article(page, page.json_ld)
    told = _told_lines(article) if article is not None else []
    if visible is None or not has_text(visible.lines):
        return _from_json_ld(page, article, told) if article is not None and has_text(told) else visible
    lines = list(visible.lines)
    if told:
        shared = _words_shared(lines, told)
        if shared >= _AGREE and _words(told) > _MORE * _words(lines):
            return replace(visible, layout=JSON_LD, lines=tuple(told))
        lines = _without_ends(lines, told)
    return replace(visible, lines=tuple(lines), image=visible.image or _image(article))


def _from_json_ld(page: Page, article: JsonObject, told: list[TextLine]) -> RawArticle | None:
    title = _headline(page, article)
    if title is None or not any(says_article(page)):
        return None
    visible = tidy(page.lines(page.root))
    texts = "\n".join(line.text for line in (*told, *visible))
    bylines = (found for line in (*told, *visible) if (found := find_byline(line.text)) is not None)
    return RawArticle(
        layout=JSON_LD,
        title=title,
        dates=(),
        header_date=header_date(page),
        byline=next((byline for byline, _ in bylines), None),
        lines=tuple(told),
        wire_ids=tuple(wire_ids(texts)),
        image=story_picture(page, filter(None, [_image(article)])),
        provider_link=None,
        tags=_keywords(article),
        addresses=own_addresses(page),
    )


def _headline(page: Page, article: JsonObject) -> str | None:
    """Return the title: the headline on which most forms agree, the visible one first."""
    headline = article.get("headline")
    forms = [
        " ".join(_HEADLINE(page.root)[:50]),
        page.meta("og:title"),
        headline if isinstance(headline, str) else None,
        page.meta("twitter:title"),
        without_site_name(title_element(page)),
    ]
    titles = [title for form in forms if form and (title := collapsed(form[:2_000]))]
    return max(titles, key=[title.casefold() for title in titles].count, default=None)


def _told_lines(article: JsonObject) -> list[TextLine]:
    """Return the lines of a JSON-LD ``articleBody``, which is text or markup."""
    body = article.get("articleBody")
    if not isinstance(body, str):
        return []
    body = body[:JSON_LD_BODY].encode("utf-8", "replace").decode().replace("\x00", "")
    if _ESCAPED.search(body) and not _MARKUP.search(body):
        body = unescape(unescape(body))
    if _MARKUP.search(body):
        root: html.HtmlElement | None = etree.fromstring(f"<div>{body}</div>".encode(), _FRAGMENTS)
        return tidy(read_lines(root)) if root is not None else []
    return tidy(TextLine(text, "", True) for part in body.split("\n") if (text := collapsed(part)))


def _without_ends(lines: list[TextLine], told: list[TextLine]) -> list[TextLine]:
    """Return *lines* without those behind the last one that JSON-LD holds, if it holds the text to its end."""
    shingles = _shingles(told)
    held = [n for n, line in enumerate(lines) if _share_held(line.text, shingles) >= _AGREE]
    if not held or _share_held(told[-1].text, _shingles([lines[held[-1]]])) < _AGREE:
        return lines  # it is another text, or cut
    return lines[: held[-1] + 1]


def _words_shared(lines: Sequence[TextLine], told: Sequence[TextLine]) -> float:
    """Return the share of the words of *lines* that *told* holds."""
    shingles = _shingles(told)
    held = sum(len(line.text.split()) for line in lines if _share_held(line.text, shingles) >= _AGREE)
    return held / max(1, _words(lines))


def _words(lines: Iterable[TextLine]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _shingles(lines: Iterable[TextLine]) -> set[tuple[str, ...]]:
    return {shingle for line in lines for shingle in _of_text(line.text)}


def _of_text(text: str) -> list[tuple[str, ...]]:
    words = [word for part in text.casefold().split() if (word := part.strip(".,;:!?\"'“”‘’()[]،؛؟"))]
    return [tuple(words[n : n + _SHINGLE]) for n in range(max(1, len(words) - _SHINGLE + 1))] if words else []


def _share_held(text: str, shingles: set[tuple[str, ...]]) -> float:
    own = _of_text(text)
    return sum(shingle in shingles for shingle in own) / len(own) if own else 0.0


def _image(article: JsonObject | None) -> str | None:
    image = article.get("image") if article is not None else None
    image = image[0] if isinstance(image, list) and image else image
    image = image.get("url") if isinstance(image, dict) else image
    return image[:2_000] if isinstance(image, str) and image.strip() else None


def _keywords(article: JsonObject) -> str | None:
    keywords = article.get("keywords")
    if isinstance(keywords, list):
        keywords = ", ".join(word for word in keywords[:50] if isinstance(word, str))
    return keywords[:2_000] if isinstance(keywords, str) and keywords.strip() else None
