"""Build an ``Article`` from what a page says: the one place that knows every field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from menafn_crawler.items import Article, RawArticle, RawDate
from menafn_crawler.normalise.addresses import ArticleAddress, article_address
from menafn_crawler.normalise.body import paragraphs
from menafn_crawler.normalise.byline import provider_of
from menafn_crawler.normalise.calibration import site_calibration
from menafn_crawler.normalise.characters import publishable
from menafn_crawler.normalise.choose_date import choose_date
from menafn_crawler.normalise.content_hash import content_hash
from menafn_crawler.normalise.language import EDITIONS, language_of
from menafn_crawler.normalise.pictures import image_url, published_link
from menafn_crawler.normalise.quality import damage, repair_apostrophes, repair_text
from menafn_crawler.normalise.strip_boilerplate import strip_boilerplate
from menafn_crawler.normalise.tags import read_tags
from menafn_crawler.normalise.title import clean_title
from menafn_crawler.normalise.wire_id import PROVIDERS, WireId, choose_wire_id
from menafn_crawler.normalise.witnesses import (
    Witness,
    clock_witness,
    header_witness,
    image_witness,
    neighbours_witness,
    same_clock,
    utc_text,
    wire_witness,
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where and when a page was had, and what was known of its article before."""

    address: ArticleAddress
    source_url: str
    base: str
    """Address the site was read from."""
    fetched_at: datetime | None
    """Aware instant; None where it is not known, as in the library."""
    first_seen_at: str
    """UTC text: when a list first showed the article; empty where that is not known."""
    zone: ZoneInfo
    site_time: datetime | None = None
    """When it was fetched by the site's clock, by which dates are judged; None for ``fetched_at``."""
    witnesses: tuple[Witness, ...] = field(default=())
    """Witnesses that do not stand on the page: feeds, neighbours."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at an article: what its page says, and how the page was had."""

    raw: RawArticle
    fetched: Fetched


def normalise(reading: Reading) -> Article:
    """Return the article of a page. Pure: the same page and circumstances give the same article.

    The store fills in ``sections`` and the relations to other articles.
    """
    raw, fetched = reading.raw, reading.fetched
    wire = choose_wire_id(raw.wire_ids, fetched.address.article_id)
    address = _own_address(raw, fetched)
    picture = image_url(raw.image, fetched.base)
    printed = paragraphs(strip_boilerplate(raw.lines))
    body = "\n\n".join(filter(None, [publishable(repair_apostrophes(text)) for text in printed]))
    dates = choose_date(_witnesses(raw, fetched, wire, picture), fetched.site_time or fetched.fetched_at, fetched.zone)
    title = clean_title(raw.title or "")
    byline = repair_text(raw.byline) if raw.byline is not None else None
    flags = damage(printed, [line.text for line in raw.lines], byline or "", raw.title or "")
    language = _language(address.edition, f"{title} {body}", flags)
    return Article(
        article_id=address.article_id,
        url=address.published,
        language=language,
        title=title,
        provider=_provider(byline, wire),
        provider_code=wire.provider_code if wire else None,
        published_at=dates.published_at,
        published_on=dates.published_on,
        date_precision=dates.date_precision,
        date_source=dates.date_source,
        date_conflict=dates.date_conflict,
        body=body,
        word_count=len(body.split()),
        wire_id=wire.text if wire else None,
        wire_number=wire.number if wire else None,
        byline=byline,
        sections=(),
        tags=read_tags(raw.tags),
        image_url=picture,
        provider_url=published_link(raw.provider_link, fetched.base),
        quality=tuple(sorted({*flags, *raw.flags, *dates.flags, *_flags_of_values(title, language)})),
        duplicate_of=None,
        duplicate_kind=None,
        duplicate_share=None,
        translation_of=None,
        content_hash=content_hash(body),
        revision=1,
        first_seen_at=fetched.first_seen_at,
        fetched_at=utc_text(fetched.fetched_at) if fetched.fetched_at is not None else "",
        source_url=fetched.source_url,
        extraction=raw.layout,
        date_evidence=dates.date_evidence,
    )


def _own_address(raw: RawArticle, fetched: Fetched) -> ArticleAddress:
    """Return the address that the page gives for itself, so that every link leads to the same; else the one asked."""
    found = (article_address(link, fetched.base) for link in raw.addresses)
    own = (a for a in found if a is not None and a.article_id == fetched.address.article_id and a.slug)
    return next(own, fetched.address)


def _provider(byline: str | None, wire: WireId | None) -> str | None:
    """Return the byline's provider; without a byline the one whose twelve digits are known for certain."""
    if byline is not None and (named := provider_of(byline)) is not None:
        return named
    return PROVIDERS.get(wire.provider_code) if wire else None


def _page_witness(date: RawDate, raw: RawArticle, zone: ZoneInfo) -> Witness:
    """Return the witness of a date on the page; the header's, wherever it is printed again, is none."""
    if raw.header_date and same_clock(date.text, raw.header_date):
        return header_witness(date.text)
    return clock_witness(date.source, date.text, zone)


def _language(edition: str, text: str, flags: list[str]) -> str:
    """Return the language of *text*; the edition's where it was decoded wrongly."""
    found = language_of(edition, text)
    return edition if "mojibake" in flags and found not in EDITIONS else found


def _flags_of_values(title: str, language: str) -> list[str]:
    return [*([] if title else ["no_title"]), *([] if language in EDITIONS else ["other_language"])]


def _witnesses(raw: RawArticle, fetched: Fetched, wire: WireId | None, picture: str | None) -> list[Witness]:
    found = [*fetched.witnesses, *(_page_witness(date, raw, fetched.zone) for date in raw.dates)]
    if wire is not None:
        found.append(wire_witness(wire))
    if picture is not None and (seen := image_witness(picture)) is not None:
        found.append(seen)
    if not any(witness.source == "neighbours" for witness in found):
        found.append(neighbours_witness(site_calibration().interval(fetched.address.article_id), fetched.zone))
    if raw.header_date:
        found.append(header_witness(raw.header_date))
    return found
