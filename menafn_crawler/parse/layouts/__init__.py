"""One file per generation of the article page, newest first; ``anchors`` reads by text alone.

To add a layout: a module with ``NAME`` and ``read(page) -> RawArticle | None``, a line here, a folder of test pages.
"""

from __future__ import annotations

from collections.abc import Callable

from menafn_crawler.items import RawArticle
from menafn_crawler.parse.layouts import anchors, story_2022, story_2025
from menafn_crawler.parse.page import Page

Layout = Callable[[Page], RawArticle | None]

LAYOUTS: dict[str, Layout] = {
    story_2025.NAME: story_2025.read,
    story_2022.NAME: story_2022.read,
    anchors.NAME: anchors.read,
}
