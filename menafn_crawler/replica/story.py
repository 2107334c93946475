"""One story of the replica: what is true of it, and in which shape its page says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from urllib.parse import quote

from .ids import EASTERN
from .places import BY_CITY
from .story_text import compose
from .text_plan import TextPlan
from .wires import Wire

HOST = "https://menafn.com"
"""Where published addresses live, whatever host serves the replica."""

LAYOUT_CHANGE = datetime(2025, 4, 1, tzinfo=UTC)
"""Pages of stories before this instant have the older layout."""

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DROPPED = re.compile(r"[^\w\s\-.&]|_")


def slug_of(title: str) -> str:
    """Return the readable part of an address: punctuation dropped, blanks turned into single hyphens.

    >>> slug_of("Oil & Gas: Qatar's 'Plan' - Part 2")
    'Oil-Gas-Qatars-Plan-Part-2'
    """
    return re.sub(r"[-\s]+", "-", _DROPPED.sub("", title).replace("&", " ").replace(".", "")).strip("-")


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its truth and the faults of its page. All choices are made; nothing here is random."""

    article_id: int
    moment: datetime
    """The true instant of publication, UTC, known here even where the page does not tell it."""
    wire: Wire
    title: str
    text: TextPlan
    sections: frozenset[str]
    """Keys of the sections in whose lists it stands: menu and `press`."""
    tags: tuple[str, ...] = ()
    dates: str = "printed"
    """`printed`, `day` ("May 14"), `footer`, `wire_only`, `image_only`, `none`, or `wrong_year`."""
    wire_id_shape: str = "once"
    """`once`, `twice`, `twice_apart`, `absent`, or `off_by_one`."""
    byline_shape: str = "tight"
    """`tight`, `spaced`, `gap`, `own`, `span`, `bold`, or `absent`."""
    byline_inline: bool = True
    """True if the byline opens the first paragraph; False if it has a node of its own."""
    picture: str = "dated"
    """`dated`, `desk` (own-desk file without date), `small_logo`, `logo`, or `none`."""
    picture_relative: bool = False
    logo: bool = True
    """False where the page shows no link to the provider."""
    damages: frozenset[str] = frozenset()
    """What is wrong with the text on the page (see `markup.py`)."""
    trailer: str | None = None
    """A closing mark of the provider, printed but no part of the text."""
    trailer_inline: bool = False
    paragraphs: str = "p"
    """Markup of paragraphs: `p`, `br` or `div`."""
    bare_403: bool = False
    """True if the bare text 403 stands before the title."""
    release: str | None = None
    """Name shared by the stories that are one release issued by several providers."""
    duplicate_of: int | None = None
    """Id of the story that said it first; None for an original."""
    retelling: str = "same_text"
    """What a copy is to the story that said it first: `same_text`, `near_text`, or `update` of the same provider."""
    twin: str | None = None
    """Name shared by the stories that are one release in two languages."""
    translation_of: int | None = None
    """Id of the story that told the release first, in the other language."""
    latest_take: int | None = None
    """Id of the last update of this story, whose text is the one to read."""
    fate: str = "served"
    """`served`, `soft_gone` (200, "Sorry!!"), `hard_gone` (404), or `promo` (200, another page)."""

    @property
    def language(self) -> str:
        """`en` or `ar`."""
        return self.text.language

    @property
    def layout(self) -> str:
        """Generation of the page: `story-2025` from April 2025 on, `story-2022` before."""
        return "story-2025" if self.moment >= LAYOUT_CHANGE else "story-2022"

    @property
    def eastern(self) -> datetime:
        """The instant in the site's zone."""
        return self.moment.astimezone(EASTERN)

    @property
    def undated(self) -> bool:
        """True if nothing on the page tells when it was published."""
        return self.dates == "none"

    @property
    def country(self) -> str | None:
        """Key of the country list in which it stands, or None."""
        return BY_CITY[self.text.city].code

    @property
    def arabic_lists(self) -> frozenset[str]:
        """Keys of the Arabic edition's lists in which it stands: its home, and those of its topic and region."""
        if self.language != "ar":
            return frozenset()
        region = {"ar/arab"} if "arab" in self.sections else set()
        topic = {f"ar/{self.text.topic}"} - {"ar/press", "ar/entertainment"}
        return frozenset({"arabic"} | region | topic)

    @property
    def slug(self) -> str:
        """The slug as written, not percent-encoded."""
        return slug_of(self.title)

    @property
    def path(self) -> str:
        """Canonical path, percent-encoded for Arabic."""
        folder = "/arabic" if self.language == "ar" else ""
        return f"{folder}/{self.article_id}/{quote(self.slug)}"

    @property
    def url(self) -> str:
        """Canonical address on menafn.com."""
        return HOST + self.path

    def printed_date(self) -> str:
        """Return the date text of the page, Eastern and without a zone; "" where it prints none."""
        if self.dates in ("wire_only", "image_only", "none"):
            return ""
        printed = self._printed_in_latin()
        return printed.translate(_ARABIC_DIGITS) if self.language == "ar" and self.article_id % 3 == 0 else printed

    def _printed_in_latin(self) -> str:
        local = self.eastern
        if self.dates == "day":
            return f"{local:%b} {local.day}"
        year = local.year + (1 if self.article_id % 2 else -1) if self.dates == "wrong_year" else local.year
        if self.layout == "story-2025":
            return f"{year}-{local:%m-%d %H:%M:%S}"
        return f"{local.month}/{local.day}/{year} {local.hour % 12 or 12}:{local:%M:%S %p}"

    @property
    def wire_number(self) -> int | None:
        """The number at the end of the printed wire ID, or None where none is printed."""
        if self.wire_id_shape == "absent":
            return None
        return self.article_id - 1 if self.wire_id_shape == "off_by_one" else self.article_id

    @property
    def wire_id(self) -> str | None:
        """The wire ID as printed (once), or None."""
        if self.wire_number is None:
            return None
        return f"MENAFN{self.eastern:%d%m%Y}{self.wire.code}ID{self.wire_number}"

    @property
    def byline(self) -> str | None:
        """The byline as a reader sees it, or None where the page has none."""
        if self.byline_shape == "absent":
            return None
        if self.byline_shape == "own":
            return "(MENAFN)"
        opening = {"tight": "(MENAFN- ", "gap": "( MENAFN - "}.get(self.byline_shape, "(MENAFN - ")
        return f"{opening}{self.wire.name})"

    @property
    def image_path(self) -> str | None:
        """Path of the true picture on menafn.com, or None where there is none or only a placeholder."""
        if self.picture == "desk":
            return f"/updates/pr/Menafn_News_Images/local_media_{self.article_id % 977}.jpg"
        if self.picture != "dated":
            return None
        mark = blake2b(str(self.article_id).encode(), digest_size=3).hexdigest()[:5]
        return f"/updates/pr/{self.eastern:%Y-%m/%d}/{self.wire.image_code}_{mark}image_story.jpg"

    def body(self) -> tuple[str, ...]:
        """Return the paragraphs as they should be read; composed anew on every call."""
        return compose(self.text)


COPY_WINDOW = timedelta(days=7)
"""Within this time the same text by another provider is a copy."""
