"""A style sheet, scripts and a long menu that give pages the weight of real ones. Made once, without meaning."""

from __future__ import annotations

from random import Random

from markupsafe import Markup, escape

_PARTS = ("panel", "strip", "badge", "tile", "ribbon", "drawer", "sheet", "crumb", "chip", "gauge")


def style_sheet(size: int = 17_000) -> Markup:
    """About `size` characters of CSS. Colours are written rgb(), so that a `#` always starts an id."""
    random = Random("style")
    rules: list[str] = []
    while sum(map(len, rules)) < size:
        name = f"{random.choice(_PARTS)}-{random.randint(1, 999)}"
        colour = ",".join(str(random.randint(0, 255)) for _ in range(3))
        rules.append(
            f".{name} {{margin:{random.randint(0, 24)}px auto;padding:0 {random.randint(0, 9)}px;color:rgb({colour})}}"
        )
    return Markup("\n".join(rules))


def script(size: int = 24_000) -> Markup:
    """About `size` characters of inert JavaScript with numbers and dates that mean nothing."""
    random = Random("script")
    lines = ["var siteClock = 'Tuesday, 02 January 2024 12:17 GMT';", "var slots = [];"]
    while sum(map(len, lines)) < size:
        name = f"{random.choice(_PARTS)}{random.randint(1, 9999)}"
        day = f"20{random.randint(10, 24)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        lines.append(f"slots.push({{name: '{name}', since: '{day}', width: {random.randint(60, 970)}, lazy: true}});")
    return Markup("\n".join(lines))


_DESKS = ("Currencies", "Commodities", "Indices", "Weather", "Events", "Research", "Directory", "Calendar", "Jobs",
          "Archive")  # fmt: skip


def side_menu(count: int = 90) -> Markup:
    """Links to tools of the site that are no news."""
    random = Random("menu")
    items = []
    for number in range(count):
        label = f"{random.choice(_DESKS)} {random.choice(_PARTS).title()} {number + 1}"
        items.append(Markup('<li class="nav-item"><a class="nav-link" href="/tools/t{}.aspx?id={}">{}</a></li>').format(
            number, random.randint(100, 999), escape(label)))  # fmt: skip
    return Markup("\n").join(items)
