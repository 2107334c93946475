"""Hand-made stories: every quirk of the site at least once, at chosen hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from .ids import eastern

NAMED_ID = 1109547045
NAMED_TITLE = "Moscow claims Kiev escalated assaults on civilians"
NAMED_TIME = eastern("2025-05-14 04:44:27")


@dataclass(frozen=True)
class Role:
    """Wishes for one story; whatever is not wished is drawn at random."""

    wire: str | None = None
    """Key of the provider."""
    moment: datetime | None = None
    """Instant, UTC."""
    era: int | None = None
    """2025 or 2022, where no moment is given."""
    language: str = "en"
    title: str | None = None
    same_text_as: str | None = None
    """Name of a text several roles share."""
    text: dict[str, Any] = field(default_factory=dict)
    """Fields of the TextPlan."""
    story: dict[str, Any] = field(default_factory=dict)
    """Fields of the Story."""
    raised: bool = True
    """True for a title in title case."""
    extra_damages: frozenset[str] = frozenset()
    """Damages added to those drawn."""


MOMENTS = (
    "2024-11-03 00:40:10", "2024-11-03 01:30:00", "2024-11-03 03:10:45", "2024-03-10 01:50:05",
    "2024-03-10 03:05:30", "2023-12-31 23:40:12", "2024-01-01 00:05:59", "2024-12-31 23:50:01",
    "2024-02-29 12:00:00", "2024-02-29 23:30:30", "2024-09-17 23:31:40", "2024-01-02 12:17:00",
    "2025-05-06 23:30:12", "2025-04-30 23:45:00", "2025-05-01 00:10:20", "2025-05-11 12:00:00",
    "2023-11-24 07:16:52", "2024-10-26 14:24:13",
)  # fmt: skip
"""Eastern hours at which a wrong zone or a wrong year shows: DST edges, late evenings, year and month edges."""


def _named() -> Iterator[Role]:
    yield Role(
        "menafn", NAMED_TIME, title=NAMED_TITLE,
        text={"city": "London", "topic": "politics", "form": "named", "quotes": "straight"},
        story={"sections": frozenset({"europe", "politics"}), "picture": "small_logo", "tags": (),
               "wire_id_shape": "once", "byline_shape": "own", "dates": "printed", "damages": frozenset()},
    )  # fmt: skip


def _hours() -> Iterator[Role]:
    for moment in MOMENTS:
        yield Role(moment=eastern(moment), story={"dates": "printed"})


_OPEN_WIRES = ("courier", "meridian", "baobab", "khaleej")


def _dates() -> Iterator[Role]:
    for count, shape, more in (
        (4, "day", {"wire_id_shape": "once"}),
        (3, "footer", {}),
        (3, "wire_only", {"wire_id_shape": "once"}),
        (3, "image_only", {"wire_id_shape": "absent", "picture": "dated"}),
        (3, "none", {"wire_id_shape": "absent", "picture": "small_logo"}),
        (2, "wrong_year", {"wire_id_shape": "once", "picture": "small_logo"}),
    ):
        for index in range(count):
            era = 2022 if index == 2 else 2025
            yield Role(_OPEN_WIRES[index % 4], era=era, story={"dates": shape, **more})


def _serials() -> Iterator[Role]:
    for form, wire, title, first, days, topic, city in (
        ("history", "kuna", "Today In Kuwait's History", "2025-05-01 05:02:11", 7, "politics", "Kuwait"),
        ("oil_price", "kuna", "Kuwait Crude Oil Price Per Barrel", "2025-05-05 03:15:42", 5, "energy", "Kuwait"),
        ("weather", "peninsula", "Hot Day With Dust At Places: Forecast", "2025-05-12 01:20:09", 4, "sport", "Doha"),
    ):
        for day in range(days):
            moment = eastern(first) + timedelta(days=day, seconds=97 * day)
            sections = frozenset({"arab"} | ({"energy"} if form == "oil_price" else set()))
            yield Role(
                wire, moment, title=title,
                text={"form": form, "city": city, "topic": topic, "dateline": "", "extras": (), "lead": True},
                story={"sections": sections, "dates": "printed"},
            )  # fmt: skip


_RELEASES = (
    ("2025-04-28 08:01:10", (("prnewswire", 0), ("courier", 10))),
    ("2025-05-02 07:30:00", (("globenewswire", 0), ("meridian", 95))),
    ("2025-05-07 09:12:44", (("eqs", 0), ("prnewswire", 24 * 60))),
    ("2025-05-09 06:59:03", (("meridian", 0), ("globenewswire", 61), ("khaleej", 30 * 60))),
    ("2025-05-13 23:52:00", (("prnewswire", 0), ("anba", 17))),
    ("2025-05-19 10:00:21", (("globenewswire", 0), ("courier", 48 * 60))),
    ("2024-05-16 08:15:33", (("prnewswire", 0), ("eqs", 40))),
    ("2024-11-02 22:10:00", (("globenewswire", 0), ("meridian", 6 * 60))),
)
"""Releases issued word for word by several providers: first Eastern time, then provider and minutes later."""


def _copies() -> Iterator[Role]:
    for number, (first, issues) in enumerate(_RELEASES):
        for order, (wire, minutes) in enumerate(issues):
            yield Role(
                wire, eastern(first) + timedelta(minutes=minutes), same_text_as=f"release-{number}",
                text={"topic": "press"}, story=_plain(order, f"release-{number}"), raised=order != 1,
            )  # fmt: skip
    for order, (wire, day) in enumerate((("prnewswire", "2025-04-29"), ("khaleej", "2025-05-08"))):
        yield Role(wire, eastern(f"{day} 11:00:00"), same_text_as="late", text={"topic": "press"},
                   story=_plain(order, None))  # fmt: skip
    for wire, moment in (("trend", "2025-05-15 06:00:00"), ("khaama", "2025-05-15 09:00:00")):
        yield Role(wire, eastern(moment), title="Ministers Meet To Discuss Regional Trade", story={"dates": "printed"})


_RETOLD: tuple[tuple[str, str, str, int, dict[str, Any]], ...] = (
    ("2025-04-29 09:00:12", "prnewswire", "courier", 35, {"dateline": "MANAMA, April 29 (GC) --"}),
    ("2025-05-03 14:20:00", "globenewswire", "khaleej", 5 * 60, {"edits": ("cut",)}),
    ("2025-05-15 07:45:31", "eqs", "meridian", 26 * 60, {"edits": ("dropped", "closed")}),
    ("2024-09-11 10:30:00", "meridian", "globenewswire", 3 * 60, {"edits": ("closed",)}),
)
"""Releases that another provider did not leave as they were: first Eastern time, the two, minutes, what it did."""

_TAKES = (("2025-05-10 13:05:07", "kuna", 100), ("2025-05-20 09:15:00", "kuna", 45))
"""Stories that their provider sent twice, the first time cut short: Eastern time, provider, minutes."""


def _retold() -> Iterator[Role]:
    for number, (first, wire, other, minutes, edit) in enumerate(_RETOLD):
        name = f"retold-{number}"
        again = _plain(1, name) | {"retelling": "near_text"}
        yield Role(wire, eastern(first), same_text_as=name, text={"topic": "press"}, story=_plain(0, name))
        yield Role(other, eastern(first) + timedelta(minutes=minutes), same_text_as=name,
                   text={"topic": "press", **edit}, story=again)  # fmt: skip
    for number, (first, wire, minutes) in enumerate(_TAKES):
        name = f"take-{number}"
        text = {"topic": "politics", "city": "Kuwait"}
        cut = _plain(0, name) | {"trailer": "(more) ahm.rk", "trailer_inline": False}
        whole = _plain(0, name) | {"trailer": "(end) ahm.rk", "trailer_inline": False, "retelling": "update"}
        yield Role(wire, eastern(first), same_text_as=name, text={**text, "edits": ("cut",)}, story=cut)
        yield Role(wire, eastern(first) + timedelta(minutes=minutes), same_text_as=name, text=text, story=whole)


def _plain(order: int, release: str | None) -> dict[str, Any]:
    byline: dict[str, Any] = {"dates": "printed", "damages": frozenset(), "wire_id_shape": "once"}
    paragraphs = ("p", "br", "div")[order]
    return byline | {"release": release, "paragraphs": paragraphs, "tags": ()}


def _texts() -> Iterator[Role]:
    for damage, extra, quotes in (
        ("dash_apostrophes", ("possessive",), "mixed"), ("mojibake", ("quote",), "curly"),
        ("literal_tags", (), "mixed"), ("arrow", (), "mixed"), ("nbsp", (), "mixed"), ("zero_width", (), "mixed"),
    ):  # fmt: skip
        for era in (2025, 2025, 2022):
            yield Role("meridian" if damage == "mojibake" else None, era=era,
                       text={"extras": extra, "quotes": quotes, "form": "story"},
                       extra_damages=frozenset({damage}))  # fmt: skip
    for markup in ("line", "list", "strong", "loose", "plain"):
        yield Role(era=2025, text={"form": "story"}, extra_damages=frozenset({f"read_also_{markup}"}))
    for rule, wire in (("glued", None), ("glued", None), ("eqs", "eqs"), ("eqs", "eqs"), ("swissinfo", "swissinfo")):
        yield Role(wire, era=2025, text={"extras": (rule,), "form": "story"})
    yield from (Role(era=2025, text={"lead": False, "form": "story"}) for _ in range(2))
    yield from (Role(era=era, text={"form": "short", "lead": True}) for era in (2025, 2025, 2022, 2025))
    yield from (Role(wire, era=era) for wire in ("trend", "azernews", "kuna", "kuna") for era in (2025, 2022))


def _pages() -> Iterator[Role]:
    for shape, count in (("twice", 2), ("twice_apart", 1), ("absent", 5), ("off_by_one", 4)):
        for _ in range(count):
            yield Role(story={"wire_id_shape": shape, "dates": "printed"})
    silent = {"byline_shape": "absent", "wire_id_shape": "absent", "logo": False, "picture": "small_logo"}
    for wire in ("baobab", "courier", "baobab", "meridian"):
        yield Role(wire, era=2025, story={**silent, "dates": "printed"}, text={"dateline": ""})
    yield from (Role(story={"bare_403": True}) for _ in range(5))
    yield from (Role(era=2025, title=title) for title in TITLES)
    yield from (Role(language="ar", era=era) for era in (2025, 2025, 2025, 2022) * 5)


TITLES = (
    "UAE- Harbour Authority Opens Second Berth For Grain Ships",
    "Painters Fill Old Customs Hall With Murals PHOTO",
    "Oil & Gas Week Ends With Call For Shared Storage",
    "Barton & Sons Brings Ferry Service Back To The Delta",
    "Research & Development Spending Lags In Coastal Towns",
    "Minister: \"We Will Not Wait\" For 2030 Rail Link - Report",
    "Bakers' Union Says 'No' To Flour Levy; Talks Go On",
)  # fmt: skip
"""Titles with prefixes, suffixes, ampersands and quotation marks."""


def cast() -> list[Role]:
    """Return all roles of this module, the indispensable ones first."""
    parts = (_named(), _hours(), _dates(), _copies(), _retold(), _serials(), _texts(), _pages())
    return [role for part in parts for role in part]


def missing_cast() -> list[Role]:
    """Roles of addresses that lists name though no article stands there: five gone, two that show a promotion."""
    fates = ("soft_gone",) * 3 + ("hard_gone",) * 2 + ("promo",) * 2
    sections = (("us", "economy"), ("asia",), ("arab", "sport"), ("europe", "politics"), ("africa",),
                ("arab", "energy"), ("asia", "entertainment"))  # fmt: skip
    return [
        Role("meridian", era=2025, story={"fate": fate, "sections": frozenset(keys), "dates": "printed"})
        for fate, keys in zip(fates, sections, strict=True)
    ]
