"""The lists of the replica: keys, labels, addresses and how each one looks and pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

PAGE_SIZE = 12
"""Stories on one list page."""


@dataclass(frozen=True, slots=True)
class Section:
    """One list of stories."""

    key: str
    """The key under which the contract knows it; `arabic` and `all` are lists, not sections.

    A list of the Arabic edition has its section's key behind `ar/`.
    """
    label: str
    """Text of its link in the menu."""
    address: str
    """Path and query of its first page."""
    style: str = "title"
    """Markup of its items: `title`, `picture` or `plain` (see templates/list.html)."""
    has_next: bool = True
    """True if its pages carry a rel=next link besides the page numbers."""
    pager: str = "page"
    """Name of the query parameter that holds the page number."""

    def page_address(self, number: int) -> str:
        """Path and query of page `number`, counted from one."""
        if number == 1:
            return self.address
        joint = "&" if "?" in self.address else "?"
        return f"{self.address}{joint}{self.pager}={number}"


def _region(key: str, label: str, country: str, style: str, has_next: bool) -> Section:
    return Section(key, label, f"/qn_news_sections.aspx?src=c&country={country}", style, has_next)


MENU: tuple[Section, ...] = (
    _region("us", "US", "Americas", "title", True),
    _region("europe", "Europe", "Europe", "picture", False),
    _region("arab", "Arab", "ArabWorld", "plain", True),
    _region("asia", "Asia", "Asia", "title", False),
    _region("africa", "Africa", "Africa", "picture", True),
    Section("politics", "Politics", "/qn_desk_list.aspx?d=p17&v=2", "plain", False, "pg"),
    Section("economy", "Economy", "/channels/b204/front.aspx", "title", True),
    Section("energy", "Oil&Energy", "/cm_board.aspx?board=0x3f", "picture", False),
    Section("entertainment", "Entertainment", "/leisure/l9/default.aspx?grp=7e", "title", True, "pg"),
    Section("sport", "Sport", "/arena_main.aspx?k=551", "plain", False),
)
"""The ten sections of the menu. The addresses of the last five cannot be guessed from their labels."""

PRESS = Section("press", "Press Releases", "/pr/index.aspx", "title", True)
ARABIC = Section("arabic", "عربي", "/arabic/", "plain", True)
ALL = Section("all", "All News", "/qn_news_sections.aspx?src=s", "picture", False)
ARABIC_MENU: tuple[Section, ...] = (
    Section("ar/arab", "العالم العربي", "/arabic/qn_news_sections.aspx?src=c&country=ArabWorld", "title", True),
    Section("ar/politics", "سياسة", "/arabic/desk_a.aspx?n=41", "picture", False),
    Section("ar/economy", "الاقتصاد", "/arabic/desk_a.aspx?n=42", "plain", True, "pg"),
    Section("ar/energy", "النفط و الطاقة", "/arabic/taqa.aspx", "title", False),
    Section("ar/sport", "رياضه", "/arabic/arena.aspx?k=9", "plain", True),
)
"""The sections of the Arabic edition's own menu: fewer than ten, and spelled as newsrooms spell. An inference: none was
seen."""
COUNTRY_CODES = ("sa", "ae", "bh", "qa", "kw", "jo", "om", "eg", "lb", "iq", "ps", "sy", "tn", "dz", "ma", "ye")
COUNTRIES: tuple[Section, ...] = tuple(
    Section(code, code.upper(), f"/qn_country.aspx?country={code.upper()}&src=header", "plain", False)
    for code in COUNTRY_CODES
)

SECTIONS: dict[str, Section] = {
    section.key: section for section in (*MENU, PRESS, ARABIC, ALL, *COUNTRIES, *ARABIC_MENU)
}
"""Every list by key."""

MENU_KEYS: frozenset[str] = frozenset(section.key for section in MENU)
"""Keys of the ten sections a crawl reads unless told otherwise."""


def _route(address: str) -> tuple[str, frozenset[tuple[str, str]]]:
    parts = urlsplit(address)
    return parts.path.rstrip("/"), frozenset(parse_qsl(parts.query))


_ROUTES = {_route(section.address): section for section in SECTIONS.values()}


def find_list(address: str) -> tuple[Section, int] | None:
    """Return the list and page number that an address (path and query) asks for, or None for any other address.

    >>> found = find_list("/qn_desk_list.aspx?v=2&d=p17&pg=3")
    >>> found and (found[0].key, found[1])
    ('politics', 3)
    """
    path, query = _route(address)
    for pager in ("page", "pg"):
        numbers = [value for name, value in query if name == pager and value.isdigit()]
        rest = frozenset(pair for pair in query if pair[0] != pager)
        section = _ROUTES.get((path, rest))
        if section and section.pager == pager:
            return section, max(int(numbers[0]), 1) if numbers else 1
    return None
