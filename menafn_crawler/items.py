"""The three shapes an article takes on its way: listed, read, published.

They are frozen: a step that changes something returns a new value (``dataclasses.replace``).
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple


def described(text: str, *, kind: str | None = None, keys: tuple[str, ...] = (), **constraints: Any) -> Any:
    """Return a dataclass field that carries its description, so that docs and data packages are made from the class.

    *kind* says that a text is an ``instant`` in UTC or a ``day``, *keys* are those of the objects in a list;
    *constraints* are those of Table Schema.
    """
    return field(metadata={"description": text, "kind": kind, "keys": keys, "constraints": constraints})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that a list, a feed or a user says exists; nothing of it has been fetched yet."""

    article_id: int
    url: str
    """The published form of the address it was found under, without query."""
    section: str | None = None
    """Key of the list that showed it, None where it was not found through a section."""


class TextLine(NamedTuple):
    """One visible line of a page: white space collapsed, markup removed."""

    text: str
    linked: str
    """The parts of the text that stand inside links, a link a line."""
    starts_block: bool
    """True where a paragraph begins, False after a single line break."""
    in_h1: bool = False


class RawDate(NamedTuple):
    """A date that a page gives for its article, as written."""

    source: str
    """Where it stands: printed, footer, time, json_ld, meta or microdata."""
    text: str
    """The whole text, with its label and its zone: ``Updated: 2025-05-14 09:10:00``."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """What a page says, as written: strings with the markup removed, nothing interpreted.

    A value is None (or empty) when the page does not have that part.
    """

    layout: str
    """Name of the layout that read the page."""
    title: str | None
    dates: tuple[RawDate, ...]
    """Every date that the page gives for the article, printed and machine-readable."""
    header_date: str | None
    """The date in the head of the page; never a witness of the article's date."""
    byline: str | None
    lines: tuple[TextLine, ...]
    """The body in page order, from the byline to the wire ID or the disclaimer."""
    wire_ids: tuple[str, ...]
    """Every wire ID printed below the story, in page order."""
    image: str | None
    provider_link: str | None
    tags: str | None
    addresses: tuple[str, ...] = ()
    """What the page gives as its own address: og:url and the share links."""
    flags: tuple[str, ...] = ()
    """Flags of ``Article.quality`` that only the page can tell."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the data set. The fields stand in output order; ``None`` means the page does not say."""

    article_id: int = described("Number in the article's URL; the key.", unique=True, minimum=1)
    url: str = described("Canonical address: https://menafn.com/<id>/<Slug>, no query.")
    language: str = described("Language of the text: en, ar, or the ISO 639 code of another one.", pattern="[a-z]{2}")
    title: str = described("Headline as printed, hashtags of the social twin removed, spaces collapsed.")
    provider: str | None = described(
        "Who wrote it, as the byline names it, without 'MENAFN -'; MENAFN for the own desk."
    )
    provider_code: str | None = described(
        "The twelve digits of the wire ID, constant for a provider.", pattern="[0-9]{12}"
    )
    published_at: str | None = described(
        "Instant of publication in UTC (2025-05-14T08:44:27Z), only when a time of day is known.", kind="instant"
    )
    published_on: str | None = described("Day of publication in the site's zone, America/New_York.", kind="day")
    date_precision: str | None = described(
        "How exact the date is: second, minute or day.", enum=("second", "minute", "day")
    )
    date_source: str | None = described(
        "Witness that decided the date: printed, footer, time, json_ld, meta, microdata, wire_id, feed, image or"
        " neighbours."
    )
    date_conflict: bool = described("True when a credible witness disagreed by more than a day.")
    body: str = described(
        "Text, paragraphs separated by one blank line; no byline, wire ID, disclaimer, share text,"
        " read-also block or provider trailer."
    )
    word_count: int = described("Words in body, separated by white space.", minimum=0)
    wire_id: str | None = described("The wire ID, once, in ASCII whatever it is printed in.")
    wire_number: int | None = described("Number in the wire ID; may differ from article_id.")
    byline: str | None = described("Byline as printed, markup removed.")
    sections: tuple[str, ...] = described(
        "Keys of the lists on which the article was seen, sorted; grows when another list shows it."
    )
    tags: tuple[str, ...] = described("Hashtags printed below the story, without the hash sign.")
    image_url: str | None = described("Picture of the story; placeholders are not values.")
    provider_url: str | None = described("Address behind the provider's logo.")
    quality: tuple[str, ...] = described("What was wrong with the source's text; see docs/fields.md.")
    duplicate_of: int | None = described("article_id of the original, which published the story first.")
    duplicate_kind: str | None = described("same_text, near_text or update.")
    duplicate_share: float | None = described(
        "Share of this text, 0 to 1, that the article in duplicate_of holds.", minimum=0
    )
    translation_of: int | None = described(
        "article_id of the article that told the same release first, in the other language; a link, never a merge."
    )
    content_hash: str = described("sha256 of the normalised text of the body.", pattern="[0-9a-f]{64}")
    revision: int = described("1, and one more for each change of title or body seen.", minimum=1)
    first_seen_at: str = described("UTC instant at which a list first showed the article.", kind="instant")
    fetched_at: str = described("UTC instant at which this page was fetched.", kind="instant")
    source_url: str = described("Address that was fetched.")
    extraction: str = described("What read the page: story-2025, story-2022, anchors (its texts alone) or json-ld.")
    date_evidence: tuple[dict[str, str | None], ...] = described(
        "Every date witness: source, raw, value, verdict (chosen, agrees, disagrees, updated, stale, unreadable), and a"
        " note where something is odd."
    )


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer in an archive. ``fetched_at`` is UTC text."""

    file: str
    """Name of the WARC file, without its directory."""
    offset: int
    """Bytes before the record."""
    fetched_at: str
    status: int
    url: str
    length: int | None = None
    """Bytes of the record, compressed if the file is; None if an older version noted it."""


@dataclass(frozen=True, slots=True)
class Revision(Article):
    """An article as it was after something happened to it."""

    event: str = described("What was seen: first, corrected, redated, vanished or returned.")
    noted_at: str = described("UTC instant at which it was seen.", kind="instant")


@dataclass(frozen=True, slots=True)
class ChangedRecord(Article):
    """A record of a delta: the article as it is published now, and what happened to it."""

    change: str = described(
        "new, corrected, redated, updated, unmerged, selected or vanished: put this record in the place of the old one;"
        " merged or removed: delete the old one.",
        enum=("new", "corrected", "redated", "updated", "unmerged", "selected", "vanished", "merged", "removed"),
    )
    changed_at: str = described("UTC instant at which the store changed it.", kind="instant")


@dataclass(frozen=True, slots=True)
class Story:
    """A story that several providers published: its original, the first article, and the copies."""

    article_id: int = described("The original: the article that published the story first.", unique=True, minimum=1)
    url: str = described("Its address.")
    language: str = described("Its language: en or ar.", enum=("en", "ar"))
    title: str = described("Its headline, of the latest take.")
    provider: str | None = described("Provider of the original.")
    published_at: str | None = described("Instant (UTC) at which the original was published.", kind="instant")
    published_on: str | None = described("Day on which the original was published, in the site's zone.", kind="day")
    copies: int = described("Number of copies, later takes of the same provider included.", minimum=0)
    other_providers: tuple[str, ...] = described("Other providers that published it, in the order of their first copy.")
    last_copy_delay: int | None = described(
        "Seconds from the original to the last copy, where both instants are known."
    )
    other_headlines: tuple[str, ...] = described("Headlines of copies that differ from that of the original.")
    copy_list: tuple[dict[str, str | None], ...] = described(
        "Each copy: article_id, provider, published_at, delay (seconds after the original), kind (same_text, near_text,"
        " update), share (of its text that the original holds), title.",
        keys=("article_id", "provider", "published_at", "delay", "kind", "share", "title"),
    )


@dataclass(frozen=True, slots=True)
class ProviderFigures:
    """What a provider publishes first, and what it copies from whom."""

    provider: str = described("Name of the provider.", unique=True)
    articles: int = described("Its articles, copies included.", minimum=0)
    originals: int = described("Its articles that are no copies.", minimum=0)
    updates: int = described("Later takes of its own stories.", minimum=0)
    copies: int = described("Its articles that are copies of another provider's.", minimum=0)
    original_share: float = described("Originals as a share of its articles without updates, 0 to 1.")
    median_delay: int | None = described("Median of the seconds between an original and its copy of it.")
    copies_most: str | None = described("The provider that it copies most often.")
    copies_most_times: int = described("How often it copies that one.", minimum=0)
    copied_by_others: int = described("Copies that other providers made of its articles.", minimum=0)
    first_on: str | None = described("Day of its first article in the data, in the site's zone.", kind="day")
    last_on: str | None = described("Day of its last article.", kind="day")


ARTICLE_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Article))
"""Names of the article's fields in output order."""

if TYPE_CHECKING:
    StoredArticle = Article
else:
    StoredArticle = namedtuple("StoredArticle", ARTICLE_FIELDS)
    """An article as the store has it, for large exports: the lists are JSON texts, but for the sections."""


def record(article: Article | StoredArticle, columns: Sequence[str] = ARTICLE_FIELDS) -> dict[str, Any]:
    """Return the article's *columns* in order, lists as lists: what a line of JSON holds."""
    return {name: _plain(name, getattr(article, name)) for name in columns}


LIST_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Article) if str(f.type).startswith("tuple["))
"""Fields that hold a list; a stored article has most of them as JSON text."""


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return json.loads(value) if name in LIST_FIELDS else value
