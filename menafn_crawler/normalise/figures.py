"""Fold text with one spelling for figures: digits, decimal and thousands signs, per cent, glued prefixes and units."""

from __future__ import annotations

import re
from itertools import groupby

from menafn_crawler.normalise.folding import fold_line

_SIGNS = "٫٬،,.ر/"
_SIGN = re.compile(rf"[{_SIGNS}]")
_DIGITS = rf"[0-9]++(?:[{_SIGNS}][0-9]++)*+"
_PER_CENT = r"%|(?:per\s?cent|pct)\b|(?:ب|في\s+)ال(?:م[ءا]|ماء|مي|ماي)ه(?!\w)"
"""Folded: بالمئة، بالمائة، في المئة، في المائة and their misspellings."""
_FIGURE = re.compile(
    rf"[0-9%](?:(?<=%)\s?(?P<behind>{_DIGITS})|(?<!%)[0-9]*+(?:[{_SIGNS}][0-9]++)*+(?P<percent>\s*(?:{_PER_CENT}))?)"
)
_UNITS = (
    "km|kg|cm|mm|ft|m|k|mn|bn|tn|mw|gw|kw|mwh|gwh|kwh|bpd|bcm|kph|mph"
    "|usd|eur|gbp|aed|sar|qar|kwd|omr|bhd|egp|jod|iqd|lbp|mad|dzd|tnd|inr|dh|dhs|kd|bd|jd|rs"
)
_BY_LENGTH = (
    rf"(?<=\b(?:{'|'.join(group)})[0-9$])" for _, group in groupby(sorted(("us", *_UNITS.split("|")), key=len), len)
)
_CURRENCY = "$¢£¤¥֏؋฿₠-₿"
_ARABIC_LETTER = r"\u0620-\u064a\u066e-\u06d3"
_BY_LETTERS = (  # each begins with what is rare: an expression that looks at every letter takes ten times as long
    (re.compile(rf"[0-9$](?:{'|'.join(_BY_LENGTH)})"), r" \g<0>"),
    (re.compile(rf"[0-9](?=(?:{_UNITS})\b)"), r"\g<0> "),
    (re.compile(rf"[0-9](?<=[{_ARABIC_LETTER}][0-9])"), r" \g<0>"),
    (re.compile(rf"[0-9](?=[{_ARABIC_LETTER}])"), r"\g<0> "),
)
_BY_SIGNS = (
    (re.compile(rf"[%{_CURRENCY}](?<=\S[%{_CURRENCY}])"), r" \g<0>"),
    (re.compile(rf"[%{_CURRENCY}](?=\S)"), r"\g<0> "),
)
_SEAMS = (
    (re.compile(rf"[0-9$](?:(?<=[a-z{_ARABIC_LETTER}].)|(?=[a-z{_ARABIC_LETTER}]))"), _BY_LETTERS),
    (re.compile(rf"[%{_CURRENCY}](?:(?<=\S.)|(?=\S))"), _BY_SIGNS),
)
"""What each group of seams needs, and the seams."""
_GROUP = 3
"""Digits between two thousands signs."""


def fold_figures(text: str) -> str:
    """Return the folded *text* with one spelling for figures: ``1234567.8`` and ``62 %``.

    Thousands signs go, the decimal sign is a point, per cent is a sign behind its figure; prefixes, units and
    currencies that are glued to a figure stand apart. A single sign with three digits behind it divides thousands,
    but for a point, a slash and the decimal letter ر.

    >>> fold_figures("بـ٦٢٫٥٪ من 1,234"), fold_figures("62 بالمئة و62 في المائة")
    ('ب 62.5 % من 1234', '62 % و 62 %')
    >>> fold_figures("$1,250.50 rose 3 per cent")
    '$ 1250.50 rose 3 %'
    """
    text = "\n".join(map(fold_line, text.split("\n")))  # most paragraphs were folded before, as lines
    if not any(map(text.__contains__, "0123456789")):
        return text
    text = _FIGURE.sub(_figure, text)
    for needed, seams in _SEAMS:
        if needed.search(text) is not None:
            for seam, apart in seams:
                text = seam.sub(apart, text)
    return text


def _figure(found: re.Match[str]) -> str:
    figure = _without_signs(found["behind"] or found.group().removesuffix(found["percent"] or ""))
    return f"{figure} %" if found["percent"] or found["behind"] else figure


def _without_signs(printed: str) -> str:
    """Return one figure without thousands signs and with a decimal point; *printed* where its signs tell neither."""
    signs = _SIGN.findall(printed)
    if not signs:
        return printed
    groups = _SIGN.split(printed)
    if len(signs) == 1:
        thousands = signs[0] in "٬،," and len(groups[0]) <= _GROUP == len(groups[1]) and groups[0] != "0"
        return "".join(groups) if thousands else ".".join(groups)
    *leading, last = signs
    grouped = all(len(group) == _GROUP for group in groups[1:-1]) and len(groups[0]) <= _GROUP
    if not grouped or len(set(leading)) > 1 or leading[0] in "/ر":
        return printed
    if last == leading[0]:
        return "".join(groups) if len(groups[-1]) == _GROUP else printed
    return "".join(groups[:-1]) + "." + groups[-1]
