"""Sections of the site: the key of each list, its labels in the menu, and its address if that is known.

Source: ``menafn-facts.md``, "Lists". The addresses of the topic sections are not known, so they are read from the menu.
The Arabic edition was not available: its labels are those that Arabic wires usually have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from menafn_crawler.normalise import article_address, on_site
from menafn_crawler.parse import Link


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the site. ``address`` is None if it has to be read from the menu."""

    key: str
    labels: tuple[str, ...]
    address: str | None = None


def _part(key: str, country: str | None, *labels: str) -> Section:
    address = f"/qn_news_sections.aspx?src=c&country={country}" if country else None
    return Section(key, labels, address)


MENU: tuple[Section, ...] = (
    _part(
        "us",
        "Americas",
        "US",
        "USA",
        "Americas",
        "الولايات المتحدة",
        "الولايات المتحدة الأمريكية",
        "أمريكا",
        "الأمريكتان",
    ),
    _part("europe", "Europe", "Europe", "أوروبا"),
    _part("arab", "ArabWorld", "Arab", "Arab World", "العالم العربي", "الوطن العربي", "عربي"),
    _part("asia", "Asia", "Asia", "آسيا"),
    _part("africa", "Africa", "Africa", "أفريقيا", "إفريقيا"),
    _part("politics", None, "Politics", "سياسة", "السياسة"),
    _part("economy", None, "Economy", "اقتصاد", "الاقتصاد"),
    _part(
        "energy",
        None,
        "Oil&Energy",
        "Oil & Energy",
        "Oil and Energy",
        "Energy",
        "النفط والطاقة",
        "نفط وطاقة",
        "الطاقة",
        "طاقة",
        "النفط والغاز",
    ),
    _part("entertainment", None, "Entertainment", "ترفيه", "الترفيه", "فن", "فنون"),
    _part("sport", None, "Sport", "Sports", "رياضة", "الرياضة"),
)
"""The ten sections of the menu, in its order. Crawled by default."""

PRESS = Section("press", ("Press Releases", "Press Release", "بيانات صحفية", "البيانات الصحفية"), "/pr/index.aspx")

COUNTRIES: tuple[Section, ...] = tuple(
    Section(code, (), f"/qn_country.aspx?country={code.upper()}&src=header")
    for code in "sa ae bh qa kw jo om eg lb iq ps sy tn dz ma ye".split()
)

SECTIONS: dict[str, Section] = {section.key: section for section in (*MENU, PRESS, *COUNTRIES)}

ARABIC_HOME = "/arabic/"
_FRONT_PAGES = frozenset({"", "/default.aspx", "/index.aspx", "/arabic", "/arabic/default.aspx", "/arabic/index.aspx"})
_UNLETTERED = re.compile(r"[\W_\u0640]+")
_ARABIC_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
"""Arabic letters with several spellings, and the one used for comparison."""


def _folded(label: str) -> str:
    """Return the letters of a label without case, spaces, hamza and vowel marks."""
    return _UNLETTERED.sub("", label).casefold().translate(_ARABIC_LETTERS)


_ARABIC_LABELS = frozenset(map(_folded, ("Arabic", "عربي", "العربية", "النسخة العربية", "الموقع العربي")))


def find_sections(menu: Iterable[Link], wanted: Iterable[str], base: str) -> dict[str, str | None]:
    """Return the address of each *wanted* section: the menu's link with its label, else the known one, else None.

    >>> find_sections([Link("/list.aspx?t=7", "Oil&Energy")], ["energy", "asia", "sport"], "https://menafn.com")
    {'energy': '/list.aspx?t=7', 'asia': '/qn_news_sections.aspx?src=c&country=Asia', 'sport': None}
    """
    wanted = list(wanted)
    named = named_sections(menu, wanted, base)
    return {key: named.get(key, SECTIONS[key].address) for key in wanted}


def named_sections(menu: Iterable[Link], wanted: Iterable[str], base: str) -> dict[str, str]:
    """Return the address of each *wanted* section that the menu links, by its label or the country in its address."""
    labelled: dict[str, str] = {}
    parts: dict[str, str] = {}
    countries: dict[str, str] = {}
    for link in menu:
        if link.text and may_lead_to_list(link.href, base):
            labelled.setdefault(_folded(link.text), link.href)
            for part in link.parts:
                parts.setdefault(_folded(part), link.href)
            if country := _country(link.href):
                countries.setdefault(country, link.href)
    labelled = parts | labelled
    named: dict[str, str] = {}
    for key in wanted:
        section = SECTIONS[key]
        found = [labelled.get(_folded(label)) for label in section.labels]
        found.append(countries.get(_country(section.address or "")))
        if (href := next(filter(None, found), None)) is not None:
            named[key] = href
    return named


def _country(address: str) -> str:
    """Return the value of ``country`` in the query of an address, in lower case; empty without one.

    >>> _country("/arabic/qn_news_sections.aspx?src=c&country=ArabWorld")
    'arabworld'
    """
    found = re.search(r"[?&]country=([A-Za-z]{1,40})(?![^&#])", address)
    return found[1].casefold() if found else ""


def find_arabic_home(menu: Iterable[Link], base: str) -> str:
    """Return the address of the Arabic edition: the menu's link to it, else the known one."""
    for link in menu:
        named = {_folded(text) for text in (link.text, *link.parts)}
        url = on_site(link.href, base)
        if named & _ARABIC_LABELS and url is not None and url.path.rstrip("/") and not article_address(link.href, base):
            return link.href
    return ARABIC_HOME


def may_lead_to_list(href: str, base: str) -> bool:
    """Return True if a menu link may be a list: on the site, not an article, not the front page of an edition."""
    if href.strip().startswith("#"):
        return False
    url = on_site(href, base)
    if url is None or article_address(href, base) is not None:
        return False
    return bool(url.query) or url.path.rstrip("/").casefold() not in _FRONT_PAGES
