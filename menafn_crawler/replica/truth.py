"""What a faultless crawler would store, told from how each story was made and never from its page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any

from .ids import EASTERN
from .newsroom import Newsroom
from .sections import MENU_KEYS
from .story import HOST, Story

DEFAULT_LISTS = MENU_KEYS | {"press"}
"""Sections that count where a caller names none: the ten of the menu and the press releases."""

_DATES: dict[str, tuple[str | None, str | None]] = {
    "printed": ("second", "printed"),
    "footer": ("second", "footer"),
    "day": ("day", "wire_id"),
    "wire_only": ("day", "wire_id"),
    "wrong_year": ("day", "wire_id"),
    "image_only": ("day", "image"),
    "none": (None, None),
}
"""Shape of the page's dates: precision and deciding witness."""


def _date_fields(story: Story) -> dict[str, object]:
    precision, source = _DATES[story.dates]
    moment = story.moment.astimezone(UTC)
    timed = precision == "second"
    if timed and story.eastern.utcoffset() != story.eastern.replace(fold=1 - story.eastern.fold).utcoffset():
        precision = "minute"  # clocks went back: the page does not say which of two instants it is
    return {
        "published_at": f"{moment:%Y-%m-%dT%H:%M:%SZ}" if timed else None,
        "published_on": f"{story.eastern:%Y-%m-%d}" if precision else None,
        "date_precision": precision,
        "date_source": source,
        "date_conflict": story.dates == "wrong_year",
    }


def expected_fed_record(story: Story, read: frozenset[str]) -> dict[str, object]:
    """Return the record of a story that a feed showed: the feed's day stands in where the page tells none itself.

    The feed's clock says GMT and means New York's. Where that would be another day, the feed alone decides nothing.
    """
    record = expected_record(story, read)
    as_gmt = story.eastern.replace(tzinfo=UTC).astimezone(EASTERN)
    if story.dates in ("none", "image_only") and as_gmt.date() == story.eastern.date():
        day = f"{story.eastern:%Y-%m-%d}"
        record |= {"published_on": day, "date_precision": "day", "date_source": "feed"}
    return record


def expected_sections(story: Story, read: frozenset[str] = DEFAULT_LISTS) -> list[str]:
    """Keys of the lists that show the story, of those in `read` (section keys and country codes), sorted.

    A list of the Arabic edition (`ar/sport`) counts under the key of its section.
    """
    shown = (story.sections | ({story.country} if story.country else set())) & read
    return sorted(shown | {key.removeprefix("ar/") for key in story.arabic_lists & read - {"arabic"}})


def as_shown(story: Story) -> Story:
    """Return the expected fields of a JavaScript-rendered page: one date, and neither tags nor a provider link."""
    return replace(story, tags=(), logo=False, dates="printed" if story.dates == "footer" else story.dates)


def expected_record(story: Story, read: frozenset[str] = DEFAULT_LISTS, renamed: bool = False) -> dict[str, object]:
    """Return the record of a readable story, with the contract's names.

    `read` are the lists the crawl reads; `renamed` tells that classes and ids were replaced, so that only the
    layout-free reading (`anchors`) can have worked.
    """
    body = "\n\n".join(story.body())
    return {
        "article_id": story.article_id,
        "url": story.url,
        "language": story.language,
        "title": story.title,
        "provider": story.wire.name if story.byline or story.wire_id else None,
        "provider_code": story.wire.code if story.wire_id else None,
        **_date_fields(story),
        "body": body,
        "word_count": len(body.split()),
        "wire_id": story.wire_id,
        "wire_number": story.wire_number,
        "byline": story.byline,
        "sections": expected_sections(story, read),
        "tags": list(story.tags),
        "image_url": HOST + story.image_path if story.image_path else None,
        "provider_url": story.wire.url if story.logo else None,
        "duplicate_of": story.duplicate_of,
        "duplicate_kind": story.retelling if story.duplicate_of else None,
        "translation_of": story.translation_of,
        "extraction": "anchors" if renamed else story.layout,
    }


def reachable(newsroom: Newsroom, read: frozenset[str] = MENU_KEYS) -> list[Story]:
    """Return the readable stories found in the given lists (section keys, country codes, `arabic`, `all`), by id."""
    ids = {story.article_id for key in read for story in newsroom.lists[key] if story.fate == "served"}
    return [newsroom.by_id[article_id] for article_id in sorted(ids)]


def expected_records(
    newsroom: Newsroom,
    read: frozenset[str] | None = None,
    renamed: bool = False,
    shells: Collection[int] = (),
) -> Iterator[dict[str, Any]]:
    """Records of all readable stories by id; with `read`, of those a crawl of these lists finds.

    `shells` are the numbers of those that only a script shows, to a crawl that lets a browser run it.
    """
    stories = newsroom.stories if read is None else list(reachable(newsroom, read))
    found = {story.article_id for story in stories}
    for story in stories:
        shell = story.article_id in shells
        shown = as_shown(story) if shell else story
        record = expected_record(shown, DEFAULT_LISTS if read is None else read, renamed or shell)
        yield record if record["translation_of"] in found else record | {"translation_of": None}


def data_set(newsroom: Newsroom, read: frozenset[str] = MENU_KEYS) -> dict[int, dict[str, Any]]:
    """Return the records of a crawl's data set by id."""
    return each_story_once(newsroom, {record["article_id"]: record for record in expected_records(newsroom, read)})


def each_story_once(newsroom: Newsroom, records: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Records without the copies among them, each story read from the latest take that its provider sent."""
    once = {key: record for key, record in records.items() if record["duplicate_of"] is None}
    for key in once:
        take = records.get(newsroom.by_id[key].latest_take or 0, {})
        once[key] |= {name: take[name] for name in ("title", "body", "word_count", "extraction") if take}
    return once


def gone_ids(newsroom: Newsroom) -> frozenset[int]:
    """Ids that lists name and the site no longer has: three answer 200 with "Sorry!!", two answer 404."""
    return frozenset(story.article_id for story in newsroom.gone)


def unreadable_ids(newsroom: Newsroom) -> frozenset[int]:
    """Ids whose address answers 200 with a page that is no article; a crawler quarantines them."""
    return frozenset(story.article_id for story in newsroom.unreadable)


def copies(newsroom: Newsroom) -> dict[int, int]:
    """Id of each copy and the id of the story that said it first."""
    return {story.article_id: story.duplicate_of for story in newsroom.stories if story.duplicate_of}
