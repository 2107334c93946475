"""Places stories come from, with the region and country list each one belongs to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A city with what a story needs to know about it."""

    city: str
    country: str
    people: str
    """Adjective of the country."""
    region: str
    """Key of its section: us, europe, arab, asia, africa."""
    code: str | None = None
    """Key of its country list, or None where the site has none."""
    arabic: str | None = None
    """The city in Arabic, for Arab places."""


PLACES: tuple[Place, ...] = (
    Place("Washington", "the United States", "American", "us"),
    Place("New York", "the United States", "American", "us"),
    Place("Houston", "the United States", "American", "us"),
    Place("Toronto", "Canada", "Canadian", "us"),
    Place("Sao Paulo", "Brazil", "Brazilian", "us"),
    Place("Mexico City", "Mexico", "Mexican", "us"),
    Place("London", "Britain", "British", "europe"),
    Place("Berlin", "Germany", "German", "europe"),
    Place("Geneva", "Switzerland", "Swiss", "europe"),
    Place("Kyiv", "Ukraine", "Ukrainian", "europe"),
    Place("Madrid", "Spain", "Spanish", "europe"),
    Place("Warsaw", "Poland", "Polish", "europe"),
    Place("Kuwait", "Kuwait", "Kuwaiti", "arab", "kw", "الكويت"),
    Place("Doha", "Qatar", "Qatari", "arab", "qa", "الدوحة"),
    Place("Dubai", "the UAE", "Emirati", "arab", "ae", "دبي"),
    Place("Riyadh", "Saudi Arabia", "Saudi", "arab", "sa", "الرياض"),
    Place("Amman", "Jordan", "Jordanian", "arab", "jo", "عمّان"),
    Place("Cairo", "Egypt", "Egyptian", "arab", "eg", "القاهرة"),
    Place("Muscat", "Oman", "Omani", "arab", "om", "مسقط"),
    Place("Manama", "Bahrain", "Bahraini", "arab", "bh", "المنامة"),
    Place("Tunis", "Tunisia", "Tunisian", "arab", "tn", "تونس"),
    Place("Rabat", "Morocco", "Moroccan", "arab", "ma", "الرباط"),
    Place("Baku", "Azerbaijan", "Azerbaijani", "asia"),
    Place("Astana", "Kazakhstan", "Kazakh", "asia"),
    Place("Kabul", "Afghanistan", "Afghan", "asia"),
    Place("New Delhi", "India", "Indian", "asia"),
    Place("Singapore", "Singapore", "Singaporean", "asia"),
    Place("Jakarta", "Indonesia", "Indonesian", "asia"),
    Place("Nairobi", "Kenya", "Kenyan", "africa"),
    Place("Lagos", "Nigeria", "Nigerian", "africa"),
    Place("Accra", "Ghana", "Ghanaian", "africa"),
    Place("Johannesburg", "South Africa", "South African", "africa"),
    Place("Kigali", "Rwanda", "Rwandan", "africa"),
    Place("Dakar", "Senegal", "Senegalese", "africa"),
)

BY_REGION: dict[str, tuple[Place, ...]] = {
    region: tuple(place for place in PLACES if place.region == region)
    for region in ("us", "europe", "arab", "asia", "africa")
}
"""The places of each region."""

BY_CITY: dict[str, Place] = {place.city: place for place in PLACES}
"""Places by city name."""
