"""Texts of daily series, in which only the figures differ, and the text of one real article."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .text_plan import TextPlan

_EVENTS = (
    "A law on the supervision of harbours was issued by the council of the day.",
    "The first evening school for sailors opened near the old market.",
    "A cooperative society for fishermen held its founding assembly.",
    "Kuwait and a neighbouring state signed a protocol on postal parcels.",
    "A storm damaged dozens of wooden dhows that lay at anchor.",
    "The national football side won a friendly cup after extra time.",
    "A desalination unit with a daily output of {tens} thousand gallons was switched on.",
    "A public library with {hundreds} manuscripts received its first readers.",
    "The cabinet accepted the resignation of the minister of public works.",
    "A scientific club launched a balloon that reached the upper air.",
    "An agreement on a loan of {tens} million dinars was approved.",
    "A coastal road of {tens} kilometres was opened to traffic.",
    "The museum received a collection of pearls and diving weights.",
    "A charity sent {tens} tonnes of flour to drought-stricken villages.",
)

NAMED = tuple(
    " ".join(paragraph.split())
    for paragraph in """
    Moscow has claimed that Kiev stepped up its strikes on people far from the front during the first days of May,
    saying the number of drones sent across the border had roughly doubled within a week.

    A spokesperson told journalists at a morning briefing that houses, two clinics and a bus depot had been hit, and
    that emergency crews had worked through the night in three border districts.

    The figures could not be checked by outside observers. Officials on the other side have in the past denied that
    they aim at anything but military depots, and they gave no answer to the latest charge before noon.

    The exchange comes while envoys try to agree on a place and an agenda for direct talks. Diplomats from two
    countries offering their help said both capitals were still discussing who would sit at the table.

    Analysts who follow the conflict noted that each side had raised the pace of long-range attacks ahead of earlier
    rounds of negotiation as well, and that such waves had usually ebbed once a date was fixed.
    """.strip().split("\n\n")
)  # Own sentences; only title, time and numbers are those of the page known from the facts.


def _named(plan: TextPlan, random: Random) -> list[str]:
    return list(NAMED)


def _fill(template: str, **figures: object) -> list[str]:
    """Paragraphs of a template whose blank lines part them."""
    filled = template.format(**figures).strip()
    return [" ".join(paragraph.split()) for paragraph in filled.split("\n\n")]


def _history(plan: TextPlan, random: Random) -> list[str]:
    years = sorted(random.sample(range(1928, 2025), 8))
    paragraphs = ["The following entries from the record books concern this very day of the calendar."]
    for year, event in zip(years, random.sample(_EVENTS, 8), strict=True):
        text = event.format(tens=random.randint(11, 98), hundreds=random.randint(101, 980))
        paragraphs.append(f"{year} -- {text}")
    return [*paragraphs[:8], paragraphs[8] + " The list is drawn up by the archive every evening for the next morning."]


_OIL_PRICE = """
The price of a barrel of Kuwaiti crude {turn} by USD {change:.2f} to stand at USD {price:.2f} in trading on the
previous day, the national petroleum company announced.

On world markets the futures of the North Sea mixture were quoted at USD {brent:.2f} a barrel, while the West Texas
grade closed at USD {texas:.2f}.

Traders spoke of a volume of {volume} thousand contracts and named stocks in importing countries, refinery repairs and
the pace of tanker loadings as the reasons of the day.

The figure is published every working day and serves as the reference for long-term deliveries. A monthly average is
worked out from it and sent to buyers on the first day of the month that follows.
"""

_WEATHER = """
The meteorology office expects a hot day with some dust in open areas, a minimum of {low} and a maximum of {high}
degrees Celsius.

Wind on shore will blow from the northwest at {wind} to {fresh} knots, gusting to {gust} knots in the afternoon, and
visibility will lie between {near} and {far} kilometres.

At sea, waves of {wave} to {swell} feet are forecast. Owners of small boats are asked to heed the warnings and to stay
near the coast until the evening bulletin.

Drivers on desert roads should keep their distance while dust is in the air. The office reminds outdoor workers to
drink often and to rest in the shade at noon, and it will issue its next forecast at sunset.
"""


def _oil_price(plan: TextPlan, random: Random) -> list[str]:
    price = 58 + random.random() * 14
    return _fill(
        _OIL_PRICE,
        turn=random.choice(("rose", "fell")),
        change=0.1 + random.random() * 2,
        price=price,
        brent=price + 1 + random.random() * 2,
        texas=price - 1 - random.random() * 3,
        volume=random.randint(101, 980),
    )


def _weather(plan: TextPlan, random: Random) -> list[str]:
    wind, wave = random.randint(5, 28), random.randint(1, 4)
    return _fill(
        _WEATHER,
        low=random.randint(19, 29),
        high=random.randint(33, 46),
        wind=wind,
        fresh=wind + random.randint(5, 9),
        gust=wind + random.randint(12, 20),
        near=random.randint(2, 5),
        far=random.randint(6, 10),
        wave=wave,
        swell=wave + random.randint(2, 5),
    )


DAILY_SERIES: dict[str, Callable[[TextPlan, Random], list[str]]] = {
    "named": _named,
    "history": _history,
    "oil_price": _oil_price,
    "weather": _weather,
}
"""Composers by the form of a plan."""
