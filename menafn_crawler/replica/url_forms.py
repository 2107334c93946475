"""Every URL form under which the site has linked one article."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import quote

from .story import HOST, Story

GUID_LINK = "/menafn/6f0c1f5e-3c0b-4a52-9a57-0d8a4be6b1f3/Gulf-Bourses-Close-Higher"
"""An address of the 2013 kind, which holds no number and answers 404."""

_ARTICLE = re.compile(r"^/(?:arabic/)?(\d+)(?:[/&].*)?$")
_OLD_ARTICLE = re.compile(r"^/qn_news_story_s\.aspx\?(?:.*&)?storyid=(\d+)", re.IGNORECASE)


def url_forms(story: Story) -> dict[str, str]:
    """Return the addresses of a story by the name of their form, as they stand in an href (before HTML escaping)."""
    path = story.path
    slug = quote(story.slug)
    forms = {
        "canonical": path,
        "absolute": HOST + path,
        "slugless": f"/{story.article_id}/",
        "social": f"{path}?Social=on",
        "rss": f"{path}?src=RSS",
        "glued_source": f"{path}&source=29",
        "www": f"https://www.menafn.com{path}",
        "http": f"http://menafn.com{path}",
        "old": f"/qn_news_story_s.aspx?storyid={story.article_id}&title={slug}",
    }
    if "&" in story.title:
        raw = "-".join(re.sub(r"[^\w\s&-]", "", story.title).split())
        forms["ampersand"] = f"/{story.article_id}/{raw}"
    if story.language == "ar":
        forms["plain_arabic"] = f"/{story.article_id}/{slug}"
    return forms


_TURNS = ("canonical", "canonical", "canonical", "absolute", "slugless", "canonical", "social", "canonical", "rss",
          "glued_source", "www", "canonical", "http", "old", "canonical", "absolute")  # fmt: skip


def link(story: Story, salt: str) -> str:
    """Return one of the story's addresses; the same story and salt always give the same one."""
    forms = url_forms(story)
    turn = blake2b(f"{story.article_id}/{salt}".encode(), digest_size=2).digest()
    name = _TURNS[turn[0] % len(_TURNS)]
    rare = [key for key in ("ampersand", "plain_arabic") if key in forms]
    return forms[rare[0]] if rare and turn[1] % 3 == 0 else forms[name]


def article_number(address: str) -> int | None:
    """Return the number of the article that a path with query asks for, in any form; None for other addresses.

    >>> article_number("/arabic/1110696390/x?Social=on"), article_number("/1109547045/A-&-B&source=29")
    (1110696390, 1109547045)
    >>> article_number("/qn_news_story_s.aspx?storyid=1095168700&title=A"), article_number("/pr/index.aspx")
    (1095168700, None)
    """
    found = _OLD_ARTICLE.match(address) or _ARTICLE.match(address.split("?")[0])
    return int(found[1]) if found else None


def asks_social(address: str) -> bool:
    """True if the address asks for the twin with hashtags in its title."""
    return "social=on" in address.partition("?")[2].lower()
