"""How a page is read: by a known layout, newest first, else by its texts alone.

To add a layout: a row in ``story.BODIES`` and a folder of test pages; see ``docs/adding-a-layout.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from menafn_crawler.items import RawArticle
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.layouts import fallback, story
from menafn_crawler.parse.layouts.fallback import FALLBACK

Layout = Callable[[Page], RawArticle | None]

__all__ = ["FALLBACK", "LAYOUTS", "Layout"]

LAYOUTS: dict[str, Layout] = {
    **{name: partial(story.read_story, layout=name) for name in story.BODIES},
    FALLBACK: fallback.read,
}
"""By the name that ``extraction`` publishes, in the order in which they are tried."""
