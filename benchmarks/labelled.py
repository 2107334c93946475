"""Labelled articles: who copied whom is known.

Releases and their rewrites, sibling releases made from one template, digests, daily series by one and by two wires, one
event by several desks, takes. Every draw has a fixed seed, so the set is the same on every machine. Article ids rise
with time, as the site's do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.siblings import KINDS, Template
from benchmarks.slots import CITIES, slots
from menafn_crawler.replica.lexicon import COMMON, TOPICS
from menafn_crawler.replica.places import PLACES
from menafn_crawler.replica.story_text import compose, pick_subject
from menafn_crawler.replica.text_plan import TextPlan

RELEASES = 60
"""Releases to which each kind of rewrite is done."""
SIBLINGS = 6
"""Families made from each template of sibling releases."""
DAYS = 14
"""Days that each series runs."""
START = datetime(2025, 5, 1, 6, tzinfo=UTC)
FIRST_ID = 1_109_500_000
_IDS_A_DAY = 4_100
_TOPICS = tuple(TOPICS)
_WIRES = tuple(f"Wire {letter}" for letter in "ABCDEFGH")
_DESKS = ("North Desk", "South Desk", "Harbour Desk")

Paragraphs = tuple[str, ...]
Text = tuple[str, Paragraphs]
"""A headline and the paragraphs of a body."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article and the truth about it."""

    number: int
    provider: str
    moment: datetime
    title: str
    body: str
    group: str
    """What it is an example of: ``5 percent``, ``oil price``, ``same event``..."""
    head: int | None = None
    """Number of the article that it copies; None for one that copies none."""
    kind: str | None = None
    held_out: bool = False
    """Whether it comes from a template that was not looked at while the rule was made."""


@dataclass(frozen=True, slots=True)
class _Draft:
    provider: str
    moment: datetime
    text: Text
    group: str
    source: int | None = None
    """Place, among the drafts of its family, of the one that it copies."""
    kind: str | None = None
    held_out: bool = False


# --- rewrites --------------------------------------------------------------------------------------------------------

Rewrite = Callable[[Text, Random], Text]


def _vocabulary() -> list[str]:
    rules = (*COMMON.values(), *(words for topic in TOPICS.values() for words in topic.values()))
    words = {word.strip("“”,.{}'") for rule in rules for text in rule for word in text.split()}
    return sorted(word for word in words if len(word) > 3 and word.isalpha())


_VOCABULARY = _vocabulary()
_ARABIC_VOCABULARY = sorted(
    {
        word.strip("،.")
        for kind, templates in KINDS.items()
        if kind.startswith("Arabic")
        for template in templates
        for word in template.body.split()
        if "{" not in word and len(word) > 3
    }
)


def _is_arabic(paragraphs: Paragraphs) -> bool:
    return any("\u0620" <= letter <= "\u064a" for letter in paragraphs[0])


def _words_changed(share: float) -> Rewrite:
    def rewrite(text: Text, random: Random) -> Text:
        title, paragraphs = text
        vocabulary = _ARABIC_VOCABULARY if _is_arabic(paragraphs) else _VOCABULARY
        words = [paragraph.split() for paragraph in paragraphs]
        places = [(row, column) for row, line in enumerate(words) for column in range(len(line))]
        for row, column in random.sample(places, int(len(places) * share)):
            words[row][column] = random.choice(vocabulary)
        return title, tuple(" ".join(line) for line in words)

    return rewrite


def _cut(text: Text, random: Random) -> Text:
    words = " \n ".join(text[1]).split(" ")
    parts = " ".join(words[: int(len(words) * 0.6)]).split("\n")
    return text[0], tuple(part.strip() for part in parts if part.strip())


def _paragraphs_dropped(text: Text, random: Random) -> Text:
    title, paragraphs = text
    if len(paragraphs) < 3:
        return text
    gone = set(random.sample(range(len(paragraphs)), max(1, len(paragraphs) // 5)))
    return title, tuple(paragraph for place, paragraph in enumerate(paragraphs) if place not in gone)


def _dateline(text: Text, random: Random) -> Text:
    city = random.choice(CITIES).upper()
    title, (first, *others) = text
    return title, (f"{city}, May {random.randint(1, 28)}, 2025 / Newsline / -- {first}", *others)


def _trailer(text: Text, random: Random) -> Text:
    about = _filled(_PUBLISHER, since=random.randint(1950, 2015), countries=random.randint(3, 40))
    return text[0], (*text[1], about)


_PUBLISHER = """
About the publisher: founded in {since}, it serves readers in {countries} countries and is listed nowhere. For further
questions write to the press office during its opening hours.
"""


def _filled(template: str, **figures: object) -> str:
    return " ".join(template.format(**figures).split())


def _retitled(text: Text, random: Random) -> Text:
    titles = ("News in brief from the region", "What you need to know today", "Business round: the details")
    return random.choice(titles), text[1]


def _other_quotes(text: Text, random: Random) -> Text:
    signs = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
    return text[0], tuple(paragraph.translate(signs) for paragraph in text[1])


def _other_quotation(text: Text, random: Random) -> Text:
    """Replace the last paragraph but one by a quotation that the desk asked for itself."""
    title, paragraphs = text
    if len(paragraphs) < 3 or _is_arabic(paragraphs):
        return text
    speaker = f"{random.choice(('Hugo', 'Clara', 'Anton'))} {random.choice(('Weatherby', 'Stanhope', 'Gilles'))}"
    quote = (
        f"“It is too early to judge,” {speaker} of the {random.choice(CITIES)} Institute told the paper on the phone."
    )
    return title, (*paragraphs[:-2], quote, paragraphs[-1])


def _lines_added(text: Text, random: Random) -> Text:
    paper = f"{random.choice(CITIES)} Courier"
    before = f"By Helen Strand, {paper}. The following text was sent to our desk this morning."
    behind = f"Readers of the {paper} know the matter from earlier reports. The {paper} will follow it up."
    return text[0], (before, *text[1], behind)


_HOUSE_STYLE = {"percent": "per cent", " said": " stated", "organis": "organiz", "programme": "program", "وقال": "وذكر"}


def _house_style(text: Text, random: Random) -> Text:
    title, body = text[0], "\n\n".join(text[1])
    for usual, other in _HOUSE_STYLE.items():
        body = body.replace(usual, other)
    return title, tuple(body.split("\n\n"))


_OTHER_SPELLING = str.maketrans({"أ": "ا", "إ": "ا", "ى": "ي", "ة": "ه", "ي": "ی", "ك": "ک"})


def _other_spelling(text: Text, random: Random) -> Text:
    """Spell Arabic as another desk does; leave out the commas of English."""
    if _is_arabic(text[1]):
        return text[0].translate(_OTHER_SPELLING), tuple(part.translate(_OTHER_SPELLING) for part in text[1])
    return text[0], tuple(part.replace(",", "") for part in text[1])


_REWRITES: dict[str, Rewrite] = {
    "same text": lambda text, random: text,
    "dateline": _dateline,
    "trailer": _trailer,
    "retitled": _retitled,
    "other quotation marks": _other_quotes,
    "lines added": _lines_added,
    "another quotation": _other_quotation,
    "house style": _house_style,
    "other spelling": _other_spelling,
    "5 percent": _words_changed(0.05),
    "15 percent": _words_changed(0.15),
    "cut to 60 percent": _cut,
    "paragraphs dropped": _paragraphs_dropped,
}
_EQUAL = frozenset({"same text", "other quotation marks", "other spelling", "retitled"})
"""Rewrites that change no word."""


def _story(seed: str, topic: str, language: str = "en") -> Text:
    random = Random(seed)
    places = [place for place in PLACES if place.arabic or language == "en"]
    actor, deed = pick_subject(random, topic, language)
    paragraphs = compose(TextPlan(seed, topic, random.choice(places).city, actor, deed, language))
    return f"{actor} {deed}", paragraphs


def _relation(rewrite: str, text: Text, copy: Text) -> str:
    return "same_text" if rewrite in _EQUAL or text[1] == copy[1] else "near_text"


def _releases() -> Iterator[list[_Draft]]:
    for kind, rewrite in _REWRITES.items():
        for number in range(RELEASES):
            random = Random(f"{kind}/{number}")
            language = "ar" if number % 6 == 5 else "en"
            text = _story(f"release {kind}/{number}", _TOPICS[number % len(_TOPICS)], language)
            yield _original_and_copy(random, text, kind, rewrite, kind)


def _original_and_copy(random: Random, text: Text, name: str, rewrite: Rewrite, group: str) -> list[_Draft]:
    moment = START + timedelta(minutes=random.randint(0, DAYS * 1440))
    later = moment + timedelta(minutes=random.choice((7, 45, 180, 1440, 4 * 1440)))
    first, second = random.sample(_WIRES, 2)
    copy = rewrite(text, random)
    return [_Draft(first, moment, text, group), _Draft(second, later, copy, group, 0, _relation(name, text, copy))]


# --- siblings and digests --------------------------------------------------------------------------------------------


def _siblings() -> Iterator[list[_Draft]]:
    """Releases from one template by different wires within a day, and a copy of the first one."""
    for kind, templates in KINDS.items():
        for place, template in enumerate(templates):
            for number in range(SIBLINGS):
                held_out = place >= len(templates) // 2
                random = Random(f"{kind}/{place}/{number}")
                family = _sibling_family(random, template, kind, number, f"{kind}/{place}")
                yield [replace(draft, held_out=held_out) for draft in family]


def _sibling_family(random: Random, template: Template, kind: str, number: int, seed: str) -> list[_Draft]:
    values, others = slots(random, seed, 2 * number), slots(random, seed, 2 * number + 1)
    others |= {slot: values[slot] for slot in template.fixed}
    name, rewrite = random.choice(list(_REWRITES.items()))
    drafts = _original_and_copy(random, _fill(template, values), name, rewrite, f"copies: {kind}")
    sibling = _Draft(
        random.choice([wire for wire in _WIRES if wire not in (drafts[0].provider, drafts[1].provider)]),
        drafts[0].moment + timedelta(minutes=random.randint(-600, 600)),
        _fill(template, others),
        kind,
    )
    return [*drafts, sibling]


def _fill(template: Template, values: dict[str, str]) -> Text:
    return template.title.format(**values), tuple(template.body.format(**values).split("\n\n"))


def _digests() -> Iterator[list[_Draft]]:
    """Two stories and a round-up of both and a third one, which came before them or after them."""
    for number in range(RELEASES // 2):
        random = Random(f"digest/{number}")
        language = "ar" if number % 5 == 4 else "en"
        texts = [
            _story(f"digest {number}/{part}", _TOPICS[(number + part) % len(_TOPICS)], language) for part in (0, 1, 2)
        ]
        moment = START + timedelta(minutes=random.randint(0, DAYS * 1440))
        wires = random.sample(_WIRES, 3)
        title = "موجز الأخبار لهذا اليوم" if language == "ar" else "Morning round-up: what happened"
        digest = title, tuple(paragraph for _, paragraphs in texts for paragraph in paragraphs)
        distance = timedelta(hours=random.choice((-5, 5)))
        yield [
            _Draft(wires[0], moment, texts[0], "digest"),
            _Draft(wires[1], moment, texts[1], "digest"),
            _Draft(wires[2], moment + distance, digest, "digest"),
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
    """Each series by its own provider, or by two in turn; every third day another one reprints the day's issue."""
    for place, (name, write) in enumerate(_SERIES.items()):
        for number in range(DAYS):
            day = START + timedelta(days=number, minutes=13 * place)
            text = name, write(Random(f"{name}/{number}"), day)
            issue = [_Draft(f"Series Wire {place} {number % 2}", day, text, name)]
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
                (f"{actor} {deed}", (*compose(TextPlan(f"event {number} by {desk}", topic, city, actor, deed)), quote)),
                "same event",
            )
            for place, desk in enumerate(_DESKS)
        ]


def _takes() -> Iterator[list[_Draft]]:
    for number in range(RELEASES // 2):
        random = Random(f"take/{number}")
        text = _story(f"take {number}", _TOPICS[number % len(_TOPICS)])
        moment = START + timedelta(minutes=random.randint(0, DAYS * 1440))
        first = text[0], text[1][: max(3, len(text[1]) // 2)]
        yield [
            _Draft("Wire of takes", moment, first, "takes"),
            _Draft("Wire of takes", moment + timedelta(minutes=90), text, "takes", 0, "update"),
        ]


def labelled_set(every: int = 1) -> list[Labelled]:
    """Return the articles by rising number; of every so many families one."""
    families = [*_releases(), *_siblings(), *_digests(), *_series(), *_same_event(), *_takes()][::every]
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
    title, paragraphs = draft.text
    made = Labelled(
        numbers[of, place],
        draft.provider,
        draft.moment,
        title,
        "\n\n".join(paragraphs),
        draft.group,
        kind=draft.kind,
        held_out=draft.held_out,
    )
    return made if draft.source is None else replace(made, head=numbers[of, draft.source])
