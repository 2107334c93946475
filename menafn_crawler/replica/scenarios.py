"""Scenarios: changes of the site, one at a time; each can be switched on while the replica runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from .ids import EASTERN
from .scramble_classes import scramble_classes
from .story import Story
from .wires import BY_KEY


class Scenario(StrEnum):
    """How the newsroom answers."""

    KNOWN = "known"
    """As it is known."""
    REBUILT = "rebuilt"
    """No article can be read any more: other classes, other elements, none of the five texts that never changed."""
    HALF = "half"
    """The same for every second article, by its number."""
    EMPTY = "empty"
    """Lists and home page show no article; the menu is there."""
    REFUSING = "refusing"
    """Everything but robots.txt is answered with 403."""
    LINKS_LOST = "links-lost"
    """Half of every list's entries are no links any more."""
    SWAPPED = "swapped"
    """The Asia list answers with the page of the Sport list."""
    BUTTON = "button"
    """The pagination of lists is a button that a script handles."""
    RENAMED = "renamed"
    """The menu calls the Politics section "World Affairs"."""
    TEASERS = "teasers"
    """Articles end after their first paragraph."""
    ONE_PROVIDER = "one-provider"
    """Every article names the same provider."""
    UTC = "utc"
    """Printed times are UTC, without saying so."""
    FLOOD = "flood"
    """The first page of the Asia list shows 2,000 more links, of articles that do not exist."""


FLOOD_LINKS = 2000
_UNKNOWN_ID = 1_990_000_000

_TEXTS = (
    (re.compile(r"<(/?)h1\b"), r"<\1h4"),
    (re.compile(r"\(\s*MENAFN\b"), "[Newsdesk"),
    (re.compile(r"MENAFN\d{20}ID\d+"), "Reference on request"),
    (re.compile(r"Legal Disclaimer:"), "Terms:"),
    (re.compile(r"MENAFN provides the information"), "This page shows the information"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M"), "this week"),
    (re.compile(r"<meta property=\"og:[^>]*>"), ""),
)
_ENTRY = re.compile(r'(<a\b[^>]*\bhref=")[^"]*\b(1\d{9})\b[^"]*(")')
_PAGINATION = re.compile(r'<ul class="pagination">.*?</ul>', re.DOTALL)
_LATER_PARAGRAPHS = re.compile(r'(<div class="entry-summary (?:tit|entry-summary3)">.*?</p>).*?(</div>)', re.DOTALL)
_CLOCKS = (
    (re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b"), "%Y-%m-%d %H:%M:%S"),
    (re.compile(r"\b\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M\b"), "%m/%d/%Y %I:%M:%S %p"),
)


def is_rebuilt(scenario: Scenario, number: int) -> bool:
    """Return True if the page of an article is another one under *scenario*."""
    return scenario is Scenario.REBUILT or (scenario is Scenario.HALF and number % 2 == 0)


def changed_story(scenario: Scenario, story: Story) -> Story:
    """Return the story as the site shows it under *scenario*."""
    return replace(story, wire=BY_KEY["trend"]) if scenario is Scenario.ONE_PROVIDER else story


def changed_article(scenario: Scenario, number: int, page: bytes, seed: int) -> bytes:
    """Return an article's page as the site shows it under *scenario*."""
    if is_rebuilt(scenario, number):
        return _rebuilt(page.decode(), seed).encode()
    if scenario is Scenario.TEASERS:
        return _LATER_PARAGRAPHS.sub(r"\1\2", page.decode()).encode()
    if scenario is Scenario.UTC:
        return _in_utc(page.decode()).encode()
    return page


def changed_list(scenario: Scenario, page: bytes) -> bytes:
    """Return a list or home page as the site shows it under *scenario*."""
    change = _LISTS.get(scenario)
    return change(page.decode()).encode() if change is not None else page


def flooded(page: bytes) -> bytes:
    """Return a list page with thousands of links more."""
    unknown = range(_UNKNOWN_ID, _UNKNOWN_ID + FLOOD_LINKS)
    links = "".join(f'<h3 class="entry-title"><a href="/{number}/x">Item</a></h3>' for number in unknown)
    return page.replace(b'<p class="promo-line">', links.encode() + b'<p class="promo-line">', 1)


def _rebuilt(html: str, seed: int) -> str:
    """Return the same story without anything by which the page was known."""
    html = scramble_classes(html, seed)
    for known, other in _TEXTS:
        html = known.sub(other, html)
    return html


def _links_lost(html: str) -> str:
    return _ENTRY.sub(lambda link: f"{link[1]}#{link[3]}" if int(link[2]) % 2 else link[0], html)


_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_WESTERN = str.maketrans(_DIGITS, "0123456789")
_ARABIC = str.maketrans("0123456789", _DIGITS)


def _in_utc(html: str) -> str:
    """Return every printed time four or five hours later: UTC instead of Eastern."""
    for pattern, form in _CLOCKS:
        html = pattern.sub(partial(_later, form), html)
    return html


def _later(form: str, clock: re.Match[str]) -> str:
    western = clock[0].translate(_WESTERN)
    printed = datetime.strptime(western, form)  # noqa: DTZ007 - the page names no zone
    offset = printed.replace(tzinfo=EASTERN).utcoffset() or timedelta(0)
    later = (printed - offset).strftime(form)
    return later if western == clock[0] else later.translate(_ARABIC)


_LISTS: dict[Scenario, Callable[[str], str]] = {
    Scenario.EMPTY: lambda html: _ENTRY.sub(r"\1#\3", html),
    Scenario.LINKS_LOST: _links_lost,
    Scenario.BUTTON: lambda html: _PAGINATION.sub('<button class="more">More</button>', html),
    Scenario.RENAMED: lambda html: html.replace(">Politics<", ">World Affairs<"),
}
