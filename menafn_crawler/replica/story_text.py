"""Compose headlines and stories. The same `TextPlan` always gives the same text, so texts are not stored."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from . import lexicon, lexicon_ar
from .daily_series import DAILY_SERIES
from .grammar import Grammar, sentence_case, title_case
from .places import BY_CITY, Place
from .text_plan import TextPlan

ENGLISH: dict[str, Grammar] = {
    topic: Grammar(
        lexicon.COMMON,
        rules,
        {"lead": lexicon.LEADS, "headline": lexicon.HEADLINES, "short": lexicon.SHORTS},
        {"any": lexicon.COMMON["sentence"] + rules["special"]},
    )
    for topic, rules in lexicon.TOPICS.items()
}
ARABIC = Grammar(lexicon_ar.RULES, {"any": lexicon_ar.RULES["sentence"]})


def pick_subject(random: Random, topic: str, language: str = "en") -> tuple[str, str]:
    """Who does what in a new story."""
    grammar = ARABIC if language == "ar" else ENGLISH[topic]
    return grammar.expand("actor", random, {}), grammar.expand("deed", random, {})


def bindings(plan: TextPlan) -> dict[str, str]:
    """Return the slots that stay the same through one story."""
    place: Place = BY_CITY[plan.city]
    city = place.arabic or place.city if plan.language == "ar" else place.city
    return {
        "place": city,
        "country": place.country,
        "people": place.people,
        "actor": plan.actor,
        "deed": plan.deed,
    }


def compose_title(plan: TextPlan, raised: bool) -> str:
    """Return a headline for the plan, in title case if `raised`."""
    random = Random(f"{plan.seed}/title")
    if plan.language == "ar":
        return ARABIC.expand("headline", random, bindings(plan))
    line = ENGLISH[plan.topic].expand("headline", random, bindings(plan))
    return title_case(line) if raised else sentence_case(line)


def _sentences(plan: TextPlan, random: Random, count: int) -> list[str]:
    """Sentences in random order; no pattern comes twice before all have come once."""
    grammar = ARABIC if plan.language == "ar" else ENGLISH[plan.topic]
    bound = bindings(plan)
    patterns = grammar.rules["any"]
    chosen = random.sample(patterns, min(count, len(patterns)))
    chosen += random.choices(patterns, k=count - len(chosen))
    return [sentence_case(grammar.fill(pieces, random, bound)) + "." for pieces in chosen]


def _prose(plan: TextPlan, random: Random) -> list[str]:
    """Return a story of four to nine paragraphs, 120 to 450 words."""
    grammar = ARABIC if plan.language == "ar" else ENGLISH[plan.topic]
    bound = bindings(plan)
    lead = sentence_case(grammar.expand("lead", random, bound)) + "."
    rest = _sentences(plan, random, int((8 + random.random() * 13) * (1.35 if plan.language == "ar" else 1)))
    extras = [sentence_case(grammar.expand(rule, random, bound)) + "." for rule in plan.extras]
    rest[1:1] = extras
    size = 2 if len(rest) < 13 else 3
    groups = [rest[i : i + size] for i in range(0, len(rest), size)]
    if len(lead.split()) < 22:
        lead = f"{lead} {groups[-1].pop()}" if len(groups[-1]) > 1 else lead
    paragraphs = [lead, *(" ".join(group) for group in groups if group)]
    return [*paragraphs[:8], " ".join(paragraphs[8:])] if len(paragraphs) > 9 else paragraphs


def _short(plan: TextPlan, random: Random) -> list[str]:
    return [sentence_case(ENGLISH[plan.topic].expand("short", random, bindings(plan)))]


def _dress(text: str, quotes: str) -> str:
    """Sets apostrophes and quotation marks in the manner of the plan."""
    if quotes == "curly":
        return text.replace("'", "’")
    return text.replace("“", '"').replace("”", '"') if quotes == "straight" else text


CLOSING = (
    "This notice was passed on as it was received. The publisher keeps a list of its offices for readers who wish to "
    "write, and answers letters on working days."
)

EDITS: dict[str, Callable[[list[str]], list[str]]] = {
    "cut": lambda paragraphs: paragraphs[: -(-len(paragraphs) * 3 // 5)],
    "dropped": lambda paragraphs: [text for number, text in enumerate(paragraphs) if number % 5 != 2],
    "closed": lambda paragraphs: [*paragraphs, CLOSING],
}
"""What wires do to a text that is not theirs: keep three fifths, leave paragraphs out, add one of their own."""


def compose(plan: TextPlan) -> tuple[str, ...]:
    """Return the paragraphs of the story as a reader should get them: clean, whole, without byline or trailer."""
    random = Random(f"{plan.seed}/text")
    if plan.form == "written":
        paragraphs = list(plan.paragraphs)
    elif plan.form in DAILY_SERIES:
        paragraphs = DAILY_SERIES[plan.form](plan, random)
    else:
        paragraphs = _short(plan, random) if plan.form == "short" else _prose(plan, random)
    for edit in plan.edits:
        paragraphs = EDITS[edit](paragraphs)
    if plan.dateline and plan.lead:
        paragraphs[0] = f"{plan.dateline} {paragraphs[0]}"
    if not plan.lead:
        paragraphs = paragraphs[1:]
    return tuple(_dress(paragraph, plan.quotes) for paragraph in paragraphs)
