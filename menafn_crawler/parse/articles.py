"""Read an article's page: by a known layout, else by what its forms agree on."""

from __future__ import annotations

from dataclasses import replace

from menafn_crawler.bounds import ARTICLE_LINES
from menafn_crawler.items import RawArticle, RawDate
from menafn_crawler.parse.consensus import HIDDEN_TEXT, JSON_LD, has_text, read_by_consensus
from menafn_crawler.parse.document import Page, UnreadablePage
from menafn_crawler.parse.layouts import FALLBACK, LAYOUTS
from menafn_crawler.parse.preserved_breaks import mark_preserved_breaks
from menafn_crawler.parse.structured import structured_dates, update_texts


def read_article(page: Page) -> RawArticle:
    """Return what the page says. Raises UnreadablePage, with the reason, when it is not the page of an article.

    A page that shows no text but holds a hidden one is read all the same, and flagged.
    """
    mark_preserved_breaks(page)
    raw = _read(page)
    holds_text = raw is not None and has_text(raw.lines)
    if not holds_text:
        whole = _read(page.with_hidden_text())
        if whole is not None and has_text(whole.lines):
            raw, holds_text = replace(whole, flags=(*whole.flags, HIDDEN_TEXT)), True
    if raw is None:
        raise UnreadablePage(f"no layout reads it (tried {', '.join((*LAYOUTS, JSON_LD))})")
    if not holds_text:
        raise UnreadablePage(f"no text below the headline (read by {raw.layout})")
    if len(raw.lines) > ARTICLE_LINES:
        raise UnreadablePage(f"more than {ARTICLE_LINES:,} lines (read by {raw.layout})")
    dates = (*_with_update_labels(raw.dates, page), *structured_dates(page))
    return replace(raw, dates=dates) if dates != raw.dates else raw


def _with_update_labels(dates: tuple[RawDate, ...], page: Page) -> tuple[RawDate, ...]:
    """Return printed dates, each with a label if the page marks what it shows as the time of an update."""
    updates = update_texts(page)
    return tuple(date._replace(text=f"dateModified {date.text}") if date.text in updates else date for date in dates)


def _read(page: Page) -> RawArticle | None:
    """Return what the first layout reads; None if the page is that of no article."""
    raw = next((raw for read in LAYOUTS.values() if (raw := read(page)) is not None), None)
    if raw is not None and raw.layout != FALLBACK and has_text(raw.lines):
        return raw
    return read_by_consensus(page, raw)
