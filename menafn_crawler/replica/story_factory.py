"""Make a story from its role; the seed decides whatever the role leaves open. Ids are assigned later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from .edge_cases import NAMED_TIME, Role
from .ids import EASTERN, eastern
from .places import BY_CITY, BY_REGION, PLACES, Place
from .story import LAYOUT_CHANGE, Story
from .story_text import compose_title, pick_subject
from .text_plan import TextPlan
from .wires import BY_KEY, WIRES, Wire

_SPANS = {
    2025: (eastern("2025-04-25 00:00:00"), eastern("2025-05-23 23:00:00")),
    2022: (eastern("2023-11-20 06:00:00"), eastern("2025-01-19 22:00:00")),
}
_DOUBLED_HOUR = (eastern("2024-11-03 00:59:59"), eastern("2024-11-03 02:00:00"))
_TOPICS = ("politics", "economy", "energy", "entertainment", "sport")
_READ_ALSO = ("line", "list", "strong", "loose", "plain")
_CHANCES = (("nbsp", 0.08), ("zero_width", 0.04), ("literal_tags", 0.03), ("arrow", 0.02), ("dash_apostrophes", 0.03),
            ("mojibake", 0.02))  # fmt: skip


def draw_moment(random: Random, era: int) -> datetime:
    """Return an instant of the era, never in the doubled hour and never close to the story known by name."""
    start, end = _SPANS[era]
    while True:
        moment = start + timedelta(seconds=int(random.random() * (end - start).total_seconds()))
        doubled = _DOUBLED_HOUR[0] <= moment <= _DOUBLED_HOUR[1]
        if not doubled and abs(moment - NAMED_TIME) > timedelta(minutes=10):
            return moment


def _draw_wire(random: Random, role: Role) -> Wire:
    if role.wire:
        return BY_KEY[role.wire]
    return random.choice([wire for wire in WIRES if wire.arabic] if role.language == "ar" else WIRES)


def _dateline(wire: Wire, place: Place, moment: datetime) -> str:
    local = moment.astimezone(EASTERN)
    return (wire.dateline or "").format(
        CITY=place.city.upper(),
        city=place.city,
        country=place.country.removeprefix("the "),
        day=f"{local:%B} {local.day}",
    )


def _plan(seed: str, role: Role, wire: Wire, moment: datetime, damages: frozenset[str]) -> TextPlan:
    """Return the text of a role; shared texts draw nothing from provider or hour."""
    random = Random(f"{seed}/plan")
    shared = role.same_text_as is not None
    topic = role.text.get("topic") or random.choice(wire.topics)
    regions = ("arab",) if role.language == "ar" else wire.regions
    place = random.choice(PLACES if shared else BY_REGION[random.choice(regions)])
    place = BY_CITY[role.text.get("city", place.city)]
    actor, deed = pick_subject(random, topic, role.language)
    drawn: dict[str, Any] = {"quotes": "mixed" if shared else random.choice(("mixed", "mixed", "curly", "straight"))}
    if role.language == "en" and not shared:
        drawn["dateline"] = _dateline(wire, place, moment)
        drawn["form"] = "short" if random.random() < 0.01 else "story"
    if "dash_apostrophes" in damages:
        drawn |= {"extras": ("possessive",), "quotes": "mixed", "form": "story"}
    if "mojibake" in damages:
        drawn |= {"extras": ("quote",), "quotes": "curly", "form": "story"}
    drawn |= {"topic": topic, "city": place.city} | role.text
    return TextPlan(seed=seed, actor=actor, deed=deed, language=role.language, **drawn)


def _draw_damages(random: Random, role: Role, wire: Wire, number: int) -> frozenset[str]:
    if role.language == "ar":
        return frozenset({f"read_also_{_READ_ALSO[number % len(_READ_ALSO)]}"} if number % 3 == 1 else ())
    drawn = {name for name, chance in _CHANCES if random.random() < chance}
    if random.random() < 0.12:
        drawn.add(f"read_also_{random.choice(_READ_ALSO)}")
    drawn |= role.extra_damages
    if "dash_apostrophes" in drawn:
        drawn.discard("mojibake")
    return frozenset(drawn | ({f"wrap_{wire.wrap}"} if wire.wrap else set()))


def _draw_sections(random: Random, plan: TextPlan) -> frozenset[str]:
    """Return one to three sections; none for most Arabic stories, which stand in the Arabic list alone."""
    region = BY_CITY[plan.city].region
    if plan.language == "ar":
        return frozenset({"arab"}) if random.random() < 0.4 else frozenset()
    if plan.topic == "press":
        chance = random.random()
        return frozenset({"press"} if chance < 0.06 else {"press", region} | ({"economy"} if chance > 0.6 else set()))
    chance = random.random()
    keys = {region} if chance < 0.2 else {plan.topic} if chance < 0.3 else {region, plan.topic}
    return frozenset(keys | ({random.choice(_TOPICS)} if chance > 0.9 else set()))


def _draw_page(random: Random, wire: Wire, modern: bool, plan: TextPlan) -> dict[str, Any]:
    """Return how the page of a story looks: byline, wire ID, date, picture, tags."""
    older = {"own": "own", "gap": "gap"}.get(wire.byline, "tight")
    pictures = ("dated", "dated", "dated", "small_logo", "logo", "none")
    chance = random.random()
    trailer = random.choice(wire.trailers) if wire.trailers and plan.language == "en" and chance < 0.6 else None
    tagged = plan.language == "en" and random.random() < 0.4
    return {
        "byline_shape": wire.byline if modern else older,
        "byline_inline": random.random() < 0.6,
        "wire_id_shape": random.choices(("once", "twice", "absent", "off_by_one"), (88, 4, 4, 4))[0],
        "picture": random.choice(pictures) if wire.image_code else random.choice(("desk", "desk", "small_logo")),
        "picture_relative": random.random() < 0.4,
        "logo": wire.url is not None,
        "trailer": trailer,
        "trailer_inline": trailer is not None and trailer.startswith("(") and random.random() < 0.4,
        "paragraphs": random.choice(("p", "p", "br", "div")),
        "bare_403": random.random() < 0.05,
        "tags": _draw_tags(random, plan) if tagged else (),
    }


def _draw_tags(random: Random, plan: TextPlan) -> tuple[str, ...]:
    words = ("Oil", "Markets", "Summit", "Trade", "Budget", "Transport", "Culture", "Water", "Reform", "Youth")
    names = [BY_CITY[plan.city].people.replace(" ", ""), *random.sample(words, random.randint(1, 4))]
    return tuple(names)


def draft(role: Role, number: int, seed: int) -> Story:
    """Return the story of a role without its id (0). The same role, number and seed give the same story."""
    random = Random(f"{seed}/{number}")
    moment = role.moment or draw_moment(random, role.era or (2025 if random.random() < 0.7 else 2022))
    wire = _draw_wire(random, role)
    damages = role.story.get("damages", _draw_damages(random, role, wire, number))
    plan = _plan(f"{seed}/{role.same_text_as or number}", role, wire, moment, damages)
    if plan.form not in ("story", "named"):
        damages = frozenset(damage for damage in damages if damage.startswith("wrap_"))
    page = _draw_page(random, wire, moment >= LAYOUT_CHANGE, plan)
    title = role.title or compose_title(plan, role.raised and wire.key != "menafn")
    fields: dict[str, Any] = {"sections": _draw_sections(random, plan), **page, **role.story, "damages": damages}
    if fields.get("dates", "printed") == "printed" and not role.story and fields["wire_id_shape"] != "absent":
        fields["dates"] = random.choices(("printed", "day", "footer", "wire_only"), (96, 1, 2, 1))[0]
    story = Story(article_id=0, moment=moment, wire=wire, title=title, text=plan, **fields)
    return _with_menu_section(story) if story.release or role.same_text_as else story


def _with_menu_section(story: Story) -> Story:
    """Return the story with at least one section of the menu, so that a copy never is found without its original."""
    return replace(story, sections=story.sections | {BY_CITY[story.text.city].region})
