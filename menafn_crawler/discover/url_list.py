"""Read a list of URLs: a file, a spreadsheet column, the output of another program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from menafn_crawler.normalise import SITE_HOSTS, ArticleAddress, article_address, on_site

_AROUND = " \t\r\n\ufeff\u200b\u200e\u200f\"'<>,;"
"""Characters around a URL that a spreadsheet, a mail or a list in a program leaves."""
_WITHOUT_SCHEME = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(SITE_HOSTS)))})(?=[/?#]|$)", re.IGNORECASE)
_OF_2013 = re.compile(r"/menafn/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/|$)", re.IGNORECASE)
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class ListedUrl:
    """One line of a URL list."""

    line: int
    """Line number, from 1."""
    text: str
    """The URL without quotes, brackets and spaces."""
    article: ArticleAddress | None
    """The article; None if the URL is no article's."""
    reason: str | None = None
    """Why it is no article's; None if it is."""


def read_url_list(lines: Iterable[bytes], base: str) -> Iterator[ListedUrl]:
    """Yield the URLs on *lines* (UTF-8), resolved against *base*. Empty lines and those that begin with # are skipped.

    >>> [a.article.article_id for a in read_url_list([b"www.menafn.com/1109547045/Slug?Social=on"], "https://menafn.com")]
    [1109547045]
    """
    for number, line in enumerate(lines, start=1):
        text = line.decode("utf-8", "replace").strip(_AROUND)
        if not text or text.startswith(_COMMENT):
            continue
        link = f"//{text}" if _WITHOUT_SCHEME.match(text) else text
        article = article_address(link, base)
        yield ListedUrl(number, text, article, None if article is not None else _why(link, base))


def _why(link: str, base: str) -> str:
    url = on_site(link, base)
    if url is None:
        return "leads to another host"
    return "has no number, as the addresses of 2013" if _OF_2013.match(url.path) else "is no article's address"
