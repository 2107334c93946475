"""An article to export."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from menafn_crawler.items import Article
from tests.articles import article_of

PAGE = b"""<html><h1>Title</h1><p>2025-05-14 04:44:27</p><p>(MENAFN- X) One.</p><p>Two.</p>
<p>MENAFN14052025000045015687ID1109547045</p><p>Legal Disclaimer:</p></html>"""


def article(**changes: Any) -> Article:
    """A finished article with some fields changed."""
    return replace(article_of(PAGE), **changes)
