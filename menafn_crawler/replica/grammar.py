"""A small template grammar: rules with `{slots}` that are expanded at random, fast and repeatably."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

Pieces = tuple[tuple[str, str], ...]
"""A compiled template: pairs of literal text and the slot that follows it ("" for none)."""

_SLOT = re.compile(r"\{(\w+)\}")

FIGURES: dict[str, Callable[[Random], str]] = {
    "digit": lambda random: str(2 + int(random.random() * 8)),
    "tens": lambda random: str(11 + int(random.random() * 88)),
    "hundreds": lambda random: str(101 + int(random.random() * 880)),
    "thousands": lambda random: f"{1001 + int(random.random() * 98000):,}",
    "percent": lambda random: f"{0.3 + random.random() * 38:.1f} percent",
    "money": lambda random: f"${1.1 + random.random() * 96:.1f} {'million' if random.random() < 0.6 else 'billion'}",
    "year": lambda random: str(2026 + int(random.random() * 14)),
}
"""Slots that are filled with numbers."""


def compile_template(template: str) -> Pieces:
    """Splits a template into literals and slots.

    >>> compile_template("a {b} c")
    (('a ', 'b'), (' c', ''))
    """
    parts = _SLOT.split(template)
    return tuple((parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2))


class Grammar:
    """Rules by name; every rule is a list of alternatives."""

    def __init__(self, *rule_sets: Mapping[str, Sequence[str]]) -> None:
        """Later sets replace rules of earlier ones."""
        self.rules: dict[str, tuple[Pieces, ...]] = {}
        for rules in rule_sets:
            for name, templates in rules.items():
                self.rules[name] = tuple(compile_template(template) for template in templates)

    def expand(self, name: str, random: Random, bound: Mapping[str, str]) -> str:
        """Return one random expansion of a rule; slots named in `bound` take the text given there."""
        alternatives = self.rules[name]
        return self.fill(alternatives[int(random.random() * len(alternatives))], random, bound)

    def fill(self, pieces: Pieces, random: Random, bound: Mapping[str, str]) -> str:
        """Return the text of one compiled template. Raises KeyError for a slot that nothing fills."""
        out: list[str] = []
        for literal, slot in pieces:
            out.append(literal)
            if not slot:
                continue
            if slot in bound:
                out.append(bound[slot])
            elif slot in FIGURES:
                out.append(FIGURES[slot](random))
            else:
                out.append(self.expand(slot, random, bound))
        return "".join(out)


def sentence_case(text: str) -> str:
    """Return the text with its first letter raised, leaving the rest alone."""
    return text[:1].upper() + text[1:]


def title_case(text: str) -> str:
    """Return every Word Raised, the way most providers print headlines.

    >>> title_case("oil & gas firms of the Gulf")
    'Oil & Gas Firms Of The Gulf'
    """
    return " ".join(sentence_case(word) for word in text.split(" "))
