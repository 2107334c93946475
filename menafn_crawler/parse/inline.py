"""Inline elements whose meaning a plain text must keep: superscripts, formulas, numbers of lists."""

from __future__ import annotations

import re

from lxml import html

_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_FIGURES = re.compile(r"[0-9+\-−=()]+")
_EXPONENT = re.compile(r"[0-9+\-−=()n]+")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|e|o|a|ème|tm|sm|mc|[®™©ªº*†‡]|\[?\d{1,3}\]?)", re.IGNORECASE)
"""What is set high for its looks only; a number in brackets is a note."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERED = ("a", "A", "i", "I")
_MOST_NODES = 300
_OPERATORS = {"mfrac": "/", "msup": "^", "msub": "_", "munder": "_", "mover": "^"}
_NOT_SHOWN = frozenset({"annotation", "annotation-xml"})


def superscript(text: str) -> str:
    """Return what a superscript reads as in a line: Unicode superscripts for figures, ``^`` before other exponents.

    >>> superscript("9"), superscript("th"), superscript("kt")
    ('⁹', 'th', '^kt')
    """
    if _EXPONENT.fullmatch(text):
        return text.translate(_SUPERSCRIPTS)
    return text if not text.strip() or len(text) > 12 or _ORDINAL.fullmatch(text.strip()) else f"^{text}"


def subscript(text: str) -> str:
    """Return what a subscript reads as in a line: Unicode subscripts for figures, else the text.

    >>> f"H{subscript('2')}O"
    'H₂O'
    """
    return text.translate(_SUBSCRIPTS) if _FIGURES.fullmatch(text) else text


def formula(math: html.HtmlElement) -> str:
    """Return a MathML formula as a line of text: ``3/8``, ``x^2``, ``√(2)``. Of a large one the beginning.

    >>> from lxml.html import fragment_fromstring
    >>> formula(fragment_fromstring("<math><mfrac><mn>3</mn><mn>8</mn></mfrac><mo>+</mo><mi>x</mi></math>"))
    '3/8+x'
    """
    done: dict[html.HtmlElement, str] = {}
    nodes = [node for node, _ in zip(math.iter(), range(_MOST_NODES), strict=False) if isinstance(node.tag, str)]
    for node in reversed(nodes):  # children before their parents
        parts = [done[child] for child in node if child in done and child.tag not in _NOT_SHOWN]
        done[node] = _written(node.tag, (node.text or "").strip(), parts)
    return done[math]


def _written(tag: str, text: str, parts: list[str]) -> str:
    if tag in _OPERATORS and len(parts) == 2:
        return _OPERATORS[tag].join(part if len(part) == 1 or part.isalnum() else f"({part})" for part in parts)
    joined = text + "".join(parts)
    return f"√({joined})" if tag in ("msqrt", "mroot") else joined


def list_number(item: html.HtmlElement, place: int) -> str:
    """Return the number that an ordered list shows before its item at *place* (from 0); nothing if it counts from 1."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    start, own = parent.get("start"), item.get("value")
    number = _integer(own) if own is not None else None
    if number is None:
        is_reversed = parent.get("reversed") is not None
        first = _integer(start)
        if first is None and is_reversed:
            first = sum(child.tag == "li" for child in parent)
        if first is None and parent.get("type") not in _LETTERED:
            return ""
        number = (first or 1) + (-place if is_reversed else place)
    return f"{_numeral(number, parent.get('type') or '1')}. "


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", text) else None


def _numeral(number: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 1 <= number < 4000:
        text = ""
        for value, letters in (*_ROMAN, *_ROMAN_ONES):
            text += letters * (number // value)
            number %= value
        return text.upper() if kind == "I" else text
    return str(number)
