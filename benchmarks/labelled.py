"""Texts of which it is known who copied whom: releases and their rewrites, daily series, one event by several desks.

Made from the replica's words, with series and rewrites of its own. Every draw comes from one seed, so the set is the
same on every machine. The numbers given to articles rise with time, as the site's do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from menafn_crawler.replica.lexicon import COMMON, TOPICS
from menafn_crawler.replica.places import PLACES
from menafn_crawler.replica.story_text import compose, pick_subject
from menafn_crawler.replica.text_plan import TextPlan

RELEASES = 60
"""Releases to which each kind of rewrite is done."""
DAYS = 14
"""Days that each series runs."""
START = datetime(2025, 5, 1, 6, tzinfo=UTC)
FIRST_ID = 1_109_500_000
_IDS_A_DAY = 4_100
_TOPICS = tuple(TOPICS)
_WIRES = tuple(f"Wire {letter}" for letter in "ABCDEFGH")
_DESKS = ("North Desk", "South Desk", "Harbour Desk")

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article and the truth about it."""

    number: int
    provider: str
    moment: datetime
    body: str
    group: str
    """What it is an example of: ``5 percent``, ``oil price``, ``same event``..."""
    head: int | None = None
    """Number of the article that it copies; None for one that copies none."""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    provider: str
    moment: datetime
    paragraphs: Paragraphs
    group: str
    source: int | None = None
    """Place, among the drafts of its family, of the one that it copies."""
    kind: str | None = None


# --- rewrites --------------------------------------------------------------------------------------------------------


def _vocabulary() -> list[str]:
    rules = (*COMMON.values(), *(words for topic in TOPICS.values() for words in topic.values()))
    words = {word.strip("“”,.{}'") for rule in rules for text in rule for word in text.split()}
    return sorted(word for word in words if len(word) > 3 and word.isalpha())


_VOCABULARY = _vocabulary()


def _words_changed(share: float) -> Callable[[Paragraphs, Random], Paragraphs]:
    def rewrite(paragraphs: Paragraphs, random: Random) -> Paragraphs:
        words = [paragraph.split() for paragraph in paragraphs]
        places = [(row, column) for row, line in enumerate(words) for column in range(len(line))]
        for row, column in random.sample(places, int(len(places) * share)):
            words[row][column] = random.choice(_VOCABULARY)
        return tuple(" ".join(line) for line in words)

    return rewrite


def _cut(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    words = " \n ".join(paragraphs).split(" ")
    return tuple(part.strip() for part in " ".join(words[: int(len(words) * 0.6)]).split("\n") if part.strip())


def _paragraphs_dropped(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    gone = set(random.sample(range(len(paragraphs)), max(1, len(paragraphs) // 5)))
    return tuple(paragraph for place, paragraph in enumerate(paragraphs) if place not in gone)


def _dateline(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    city = random.choice(PLACES).city
    return (f"{city.upper()}, May {random.randint(1, 28)}, 2025 / Newsline / -- {paragraphs[0]}", *paragraphs[1:])


def _trailer(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    return (*paragraphs, _filled(_ABOUT, since=random.randint(1950, 2015), countries=random.randint(3, 40)))


_ABOUT = """
About the publisher: founded in {since}, it serves readers in {countries} countries and is listed nowhere. For further
questions write to the press office during its opening hours.
"""


def _filled(template: str, **figures: object) -> str:
    return " ".join(template.format(**figures).split())


_REWRITES: dict[str, Callable[[Paragraphs, Random], Paragraphs]] = {
    "same text": lambda paragraphs, random: paragraphs,
    "dateline": _dateline,
    "trailer": _trailer,
    "5 percent": _words_changed(0.05),
    "15 percent": _words_changed(0.15),
    "cut to 60 percent": _cut,
    "paragraphs dropped": _paragraphs_dropped,
    "two releases": lambda paragraphs, random: (*paragraphs, *_story(f"second {random.random()}", "press")),
}


def _story(seed: str, topic: str, language: str = "en") -> Paragraphs:
    random = Random(seed)
    places = [place for place in PLACES if place.arabic or language == "en"]
    actor, deed = pick_subject(random, topic, language)
    return compose(TextPlan(seed, topic, random.choice(places).city, actor, deed, language))


def _releases() -> Iterator[list[_Draft]]:
    for kind, rewrite in _REWRITES.items():
        for number in range(RELEASES):
            random = Random(f"{kind}/{number}")
            language = "ar" if number % 6 == 5 else "en"
            text = _story(f"release {kind}/{number}", _TOPICS[number % len(_TOPICS)], language)
            moment = START + timedelta(minutes=random.randint(0, DAYS * 1440))
            later = moment + timedelta(minutes=random.choice((7, 45, 180, 1440, 4 * 1440)))
            first, second = random.sample(_WIRES, 2)
            relation = "same_text" if kind == "same text" else "near_text"
            yield [
                _Draft(first, moment, text, kind),
                _Draft(second, later, rewrite(text, random), kind, 0, relation),
            ]


# --- series ----------------------------------------------------------------------------------------------------------


_DRONES = (
    """
    Air defence units shot down {down} of {sent} attack drones overnight into May {day}, 2025, the air force said on its
    channel in the morning.
    """,
    """
    Another {lost} did not reach their targets. The {one}, {two} and {three} regions were affected, and {fires} fires
    were put out. The units that took part were aviation, missile troops, electronic warfare and mobile fire groups.
    """,
    "As of nine in the morning the work of clearing the sites went on, and the figures may be corrected later.",
)
_MARKET = (
    """
    The main index of the exchange closed {turn} at {index:,.2f} points on May {day}, a change of {change:.2f} points
    against the close of the day before.
    """,
    """
    A total of {shares} million shares were traded in {deals:,} deals worth {worth:.1f} million dinars. The premier
    market moved by {premier:.2f} points and the main market by {main:.2f} points.
    """,
    """
    Banks and telecommunication companies led the trading of the day, brokers said, while smaller stocks were quiet. The
    exchange publishes the list of the most active companies on its site every evening.
    """,
)


def _drones(random: Random, day: datetime) -> Paragraphs:
    sent = random.randint(40, 180)
    one, two, three = random.sample(("eastern", "southern", "northern", "central", "coastal", "border"), 3)
    figures = {"down": sent - random.randint(2, 20), "lost": random.randint(3, 30), "fires": random.randint(1, 9)}
    regions = {"one": one, "two": two, "three": three}
    return tuple(_filled(part, sent=sent, day=day.day, **figures, **regions) for part in _DRONES)


def _market(random: Random, day: datetime) -> Paragraphs:
    figures = {
        "index": 7000 + random.random() * 900,
        "change": random.random() * 80,
        "shares": random.randint(90, 400),
        "deals": random.randint(9000, 30000),
        "worth": 20 + random.random() * 90,
        "premier": random.random() * 60,
        "main": random.random() * 40,
    }
    turn = random.choice(("higher", "lower"))
    return tuple(_filled(part, turn=turn, day=day.day, **figures) for part in _MARKET)


_SERIES: dict[str, Callable[[Random, datetime], Paragraphs]] = {
    "oil price": lambda random, day: _serial("oil_price", day),
    "weather": lambda random, day: _serial("weather", day),
    "daily history": lambda random, day: _serial("history", day),
    "N of M drones": _drones,
    "market close": _market,
}


def _serial(form: str, day: datetime) -> Paragraphs:
    return compose(TextPlan(f"{form} of {day:%Y-%m-%d}", "politics", "Kuwait", "", "", form=form))


def _series() -> Iterator[list[_Draft]]:
    """Each series by its own provider every day; every third day another one reprints the day's issue."""
    for place, (name, write) in enumerate(_SERIES.items()):
        for number in range(DAYS):
            day = START + timedelta(days=number, minutes=13 * place)
            text = write(Random(f"{name}/{number}"), day)
            issue = [_Draft(f"Series Wire {place}", day, text, name)]
            if number % 3 == 0:
                reprint = _dateline(text, Random(f"reprint {name}/{number}"))
                issue.append(_Draft("Reprint Times", day + timedelta(hours=3), reprint, name, 0, "near_text"))
            yield issue


# --- one event, several desks; takes ---------------------------------------------------------------------------------


def _same_event() -> Iterator[list[_Draft]]:
    """Desks that write of one event in their own words, with the same names, figures and one quotation."""
    for number in range(RELEASES):
        random = Random(f"event/{number}")
        topic = _TOPICS[number % len(_TOPICS)]
        actor, deed = pick_subject(random, topic)
        city = random.choice(PLACES).city
        quote = (
            f"“We have waited {random.randint(2, 30)} years for this, and {random.randint(100, 900)} families will "
            "see the difference before the winter comes,” the head of the office told reporters."
        )
        moment = START + timedelta(minutes=random.randint(0, DAYS * 1440))
        yield [
            _Draft(
                desk,
                moment + timedelta(minutes=50 * place),
                (*compose(TextPlan(f"event {number} by {desk}", topic, city, actor, deed)), quote),
                "same event",
            )
            for place, desk in enumerate(_DESKS)
        ]


def _takes() -> Iterator[list[_Draft]]:
    for number in range(RELEASES // 2):
        random = Random(f"take/{number}")
        text = _story(f"take {number}", _TOPICS[number % len(_TOPICS)])
        moment = START + timedelta(minutes=random.randint(0, DAYS * 1440))
        first = text[: max(3, len(text) // 2)]
        yield [
            _Draft("Wire of takes", moment, first, "takes"),
            _Draft("Wire of takes", moment + timedelta(minutes=90), text, "takes", 0, "update"),
        ]


def labelled_set() -> list[Labelled]:
    """All of them by rising number."""
    families = [*_releases(), *_series(), *_same_event(), *_takes()]
    drafts = sorted(
        ((draft.moment, family, place) for family, drafts in enumerate(families) for place, draft in enumerate(drafts))
    )
    numbers: dict[tuple[int, int], int] = {}
    last = FIRST_ID
    for moment, family, place in drafts:
        last = max(last + 1, FIRST_ID + int((moment - START) / timedelta(days=1) * _IDS_A_DAY))
        numbers[family, place] = last
    return [_label(families[family], family, place, numbers) for _, family, place in drafts]


def _label(family: Sequence[_Draft], of: int, place: int, numbers: dict[tuple[int, int], int]) -> Labelled:
    draft = family[place]
    made = Labelled(
        numbers[of, place], draft.provider, draft.moment, "\n\n".join(draft.paragraphs), draft.group, kind=draft.kind
    )
    return made if draft.source is None else replace(made, head=numbers[of, draft.source])
