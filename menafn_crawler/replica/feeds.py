"""The RSS feeds of the replica, one for each country of the site's: with its cut descriptions, useless authors, and
publication dates that say GMT and mean the clock of New York.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import format_datetime
from hashlib import blake2b
from xml.sax.saxutils import escape, quoteattr

from .newsroom import Newsroom
from .story import HOST, Story
from .url_forms import url_forms

FEED_SIZE = 15
"""Newest stories that a feed shows."""
COUNTRY_OF: dict[str, str | None] = {
    "Algeria": "dz",
    "Bahrain": "bh",
    "Egypt": "eg",
    "Iraq": "iq",
    "Jordan": "jo",
    "Kuwait": "kw",
    "Lebanon": "lb",
    "Morocco": "ma",
    "Oman": "om",
    "Palestine": "ps",
    "Qatar": "qa",
    "Saudi_Arabia": "sa",
    "Syria": "sy",
    "Tunisia": "tn",
    "Turkey": None,
    "UAE": "ae",
    "Yemen": "ye",
}
"""Key of the list that a feed shows, by the name in its address. There is no list of Turkey: its feed is empty."""
BROKEN = "Kuwait"
"""The feed whose XML is broken where faults are on."""

_EXCERPT = 200
_PICTURES = "/updates/pr/"
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
    "<title>MENAFN {name} News &amp; Releases</title><link>https://menafn.com</link><description>MENAFN</description>\n"
)
_ITEM = (
    "<item><title>{title}</title><link>{link}</link><description>{excerpt}</description>"
    "<author>marketing@menafn.com (MENAFN)</author>{picture}<pubDate>{date}</pubDate></item>\n"
)


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as it is served."""

    body: bytes
    etag: str
    last_modified: str

    def matches(self, etag: str | None, since: str | None) -> bool:
        """Return True if a client with these validators has it already; the entity tag decides where there is one."""
        if etag is not None:
            return self.etag in [tag.strip().removeprefix("W/") for tag in etag.split(",")]
        return since is not None and since == self.last_modified


def feed_address(name: str) -> str:
    """Path of the feed with this name."""
    return f"/rss/menafn_{name}.xml"


def feed_date(story: Story) -> str:
    """Return what the feed gives as the story's date."""
    return f"{story.eastern:%a, %d %b %Y %H:%M:%S} GMT"


def feed_stories(newsroom: Newsroom, name: str) -> tuple[Story, ...]:
    """Return the stories that a feed shows, newest first."""
    key = COUNTRY_OF[name]
    return newsroom.lists[key][:FEED_SIZE] if key else ()


class Feeds:
    """All feeds of one newsroom."""

    def __init__(self, newsroom: Newsroom, broken: bool = True) -> None:
        self._feeds = {
            feed_address(name): _document(newsroom, name, broken=broken and name == BROKEN) for name in COUNTRY_OF
        }

    def find(self, address: str) -> FeedDocument | None:
        """Return the feed at a path with query; None if there is none."""
        return self._feeds.get(address.partition("?")[0])


def _document(newsroom: Newsroom, name: str, broken: bool) -> FeedDocument:
    stories = feed_stories(newsroom, name)
    items = [_item(story) for story in stories]
    text = _HEAD.format(name=name.replace("_", " ")) + "".join(items) + "</channel></rss>\n"
    if broken:
        text = text.replace("&amp;", "&").replace("<author>", "<br><author>", 2)
    changed = max((story.moment for story in stories), default=newsroom.stories[0].moment)
    mark = blake2b(text.encode(), digest_size=8).hexdigest()
    return FeedDocument(text.encode(), f'"{mark}"', format_datetime(changed, usegmt=True))


def _item(story: Story) -> str:
    byline = f"(MENAFN - {story.wire.name})" if story.byline_shape != "own" else "(MENAFN)"
    picture = story.image_path
    relative = picture.removeprefix(_PICTURES) if picture else None
    return _ITEM.format(
        title=escape(story.title),
        link=escape(HOST + url_forms(story)["rss"]),
        excerpt=escape(f"{byline} {' '.join(story.body())}"[: len(byline) + _EXCERPT]) + "...",
        picture=f"<media:content url={quoteattr(relative)} />" if relative else "",
        date=feed_date(story),
    )
