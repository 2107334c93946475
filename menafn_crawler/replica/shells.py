"""Stories that only a script shows: which they are, and what the mobile interface answers to the script."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import Markup, escape

from .amendments import UNCHANGED, Amendment
from .body_markup import body_markup
from .newsroom import Newsroom
from .sections import PAGE_SIZE
from .story import Story

_STORY = re.compile(r"^/mobile/WebAPI/getnews/getstory/(\d{1,12})$")

LEGAL = (
    "Legal Disclaimer: MENAFN provides the information “as is” without warranty of any kind. This replica answers for "
    "none of it. If you have complaints about this article, kindly contact the provider above."
)
"""The disclaimer, in words of the replica behind those that are always there."""


def shell_ids(newsroom: Newsroom, lists: Collection[str]) -> frozenset[int]:
    """Numbers of the readable stories of these lists (section keys): their pages are empty shells."""
    stories = (story for key in lists for story in newsroom.lists[key])
    return frozenset(story.article_id for story in stories if story.fate == "served")


def wanted_story(address: str) -> int | None:
    """Return the number of the story that a script asks the mobile interface for; None for any other address.

    >>> wanted_story("/mobile/WebAPI/getnews/getstory/1109547045")
    1109547045
    """
    found = _STORY.match(address)
    return int(found[1]) if found else None


def story_answer(story: Story, newsroom: Newsroom, amended: Amendment = UNCHANGED) -> dict[str, object]:
    """Return what the mobile interface says of a story: the text with byline and wire ID, the rest by name."""
    others = [other for other in newsroom.popular(None, story.article_id % PAGE_SIZE, 3) if other is not story]
    wire_ids = [story.wire_id] * (1 + story.wire_id_shape.startswith("twice")) if story.wire_id else []
    body = body_markup(story, others[:2], amended.added) + Markup("").join(
        Markup("<div>{}</div>").format(escape(wire_id)) for wire_id in wire_ids
    )
    return {
        "newsID": story.article_id,
        "newsTitle": story.title,
        "newsDate": amended.printed or story.printed_date(),
        "imagePath": story.image_path or "/images/Menafn_SmallLogo.jpg",
        "providerName": story.wire.name,
        "newsLink": story.url,
        "providerLogo": f"/updates/logos/{story.wire.key}.gif",
        "newsDisclaimer": LEGAL,
        "newsBody": str(body),
        "title": story.title,
    }
