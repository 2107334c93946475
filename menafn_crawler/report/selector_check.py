"""Selectors and texts that each layout relies on; which of them a given page lacks."""

from __future__ import annotations

import re

from menafn_crawler.normalise import WIRE_ID, FoldedPattern
from menafn_crawler.parse import Elements, Page, by_id, elements, with_class

_SELECTORS: dict[str, Elements] = {
    "#ContentPlaceHolder1_div_story": by_id("ContentPlaceHolder1_div_story"),
    "h1.main-entry-title": elements(f"//{with_class('main-entry-title', 'h1')}"),
    "span.entry-date": elements(f"//{with_class('entry-date', 'span')}"),
    "div.entry-summary": elements(f"//{with_class('entry-summary', 'div')}"),
    "h1": elements("//h1"),
}
_TEXTS: dict[str, re.Pattern[str] | FoldedPattern] = {
    "(MENAFN- ...)": re.compile(r"\(\s*MENAFN\b"),
    "MENAFN<date><code>ID<number>": WIRE_ID,
    "Legal Disclaimer:": re.compile(r"legal\s+disclaimer\s*:", re.IGNORECASE),
}
"""Texts that have stood on every page since 2014."""


def missing_selectors(page: Page) -> list[str]:
    """Return the selectors that select nothing on the page and the texts that it does not print."""
    text = " ".join(page.root.itertext())
    selectors = [f"selector {name}" for name, select in _SELECTORS.items() if not select(page.root)]
    return selectors + [f"text {name!r}" for name, printed in _TEXTS.items() if not printed.search(text)]
