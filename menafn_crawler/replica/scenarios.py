"""Scenarios: the site changes its pages, empties its lists, or refuses. One at a time."""

from __future__ import annotations

import re
from enum import StrEnum

from .scramble_classes import scramble_classes


class Scenario(StrEnum):
    """How the newsroom answers."""

    KNOWN = "known"
    """As it is known."""
    REBUILT = "rebuilt"
    """No article can be read any more: other classes, other elements, none of the five texts that never changed."""
    HALF = "half"
    """So with every second article, by its number; the others are as they were."""
    EMPTY = "empty"
    """Lists and home page show no article; the menu is there."""
    REFUSING = "refusing"
    """Everything but robots.txt is answered with 403."""


_TEXTS = (
    (re.compile(r"<(/?)h1\b"), r"<\1h4"),
    (re.compile(r"\(\s*MENAFN\b"), "[Newsdesk"),
    (re.compile(r"MENAFN\d{20}ID\d+"), "Reference on request"),
    (re.compile(r"Legal Disclaimer:"), "Terms:"),
    (re.compile(r"MENAFN provides the information"), "This page shows the information"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M"), "this week"),
    (re.compile(r"<meta property=\"og:[^>]*>"), ""),
)
_ENTRY = re.compile(r'(<a\b[^>]*\bhref=")[^"]*\b1\d{9}\b[^"]*(")')


def rebuilt(page: bytes, seed: int) -> bytes:
    """An article's page after the site was rebuilt: the same story, and nothing by which it was known."""
    html = scramble_classes(page.decode(), seed)
    for known, other in _TEXTS:
        html = known.sub(other, html)
    return html.encode()


def is_rebuilt(scenario: Scenario, number: int) -> bool:
    """Whether the page of an article is another one under *scenario*."""
    return scenario is Scenario.REBUILT or (scenario is Scenario.HALF and number % 2 == 0)


def emptied(page: bytes) -> bytes:
    """A list or a home page without its articles: their links lead nowhere."""
    return _ENTRY.sub(r"\1#\2", page.decode()).encode()
