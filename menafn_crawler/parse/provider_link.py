"""Find the link of the provider's logo without classes: a linked picture after the text that leads off the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml import html

from menafn_crawler.normalise import on_site
from menafn_crawler.parse.boilerplate import begins_disclaimer
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.visibility import UNSEEN

_SHARING = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|whatsapp|wa|t|telegram|pinterest|reddit|instagram|youtube|tumblr|addthis"
    r"|addtoany|sharethis|google|doubleclick|googlesyndication)\.(?:com|me|org|net)$",
    re.IGNORECASE,
)
"""Hosts of share buttons and of advertisements."""
_PROSE = 60
"""Characters of one text node; a longer one is article text, so links before it are not the logo's."""


def provider_link(page: Page, above: Sequence[html.HtmlElement]) -> str | None:
    """Return the address of the last picture link *above* the disclaimer that leads off the site.

    None if there is none, or if text of the story follows on it.
    """
    for element in reversed(above):
        if element.tag in UNSEEN:
            continue
        for text in (element.text or "", element.tail or ""):
            if len(text) > _PROSE and len(text.strip()) > _PROSE and not begins_disclaimer(text):
                return None
        if element.tag == "a" and element.find(".//img") is not None and _leads_away(element, page):
            return str(element.get("href")).strip()
    return None


def _leads_away(link: html.HtmlElement, page: Page) -> bool:
    href = (link.get("href") or "").strip()
    try:
        host = urlsplit(href).hostname or ""
    except ValueError:
        return False
    away = href.startswith(("http://", "https://")) and on_site(href, page.site) is None
    return away and not host.endswith("menafn.com") and not _SHARING.search(host)
