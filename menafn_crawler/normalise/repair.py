"""Damage that the site does to texts, and the part of it that can be undone for certain.

Each row of ``DAMAGE`` is a flag of ``Article.quality``: what was wrong with the source, also where it was repaired.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import ftfy

from menafn_crawler.normalise.furniture import MARKUP

_APOSTROPHE = re.compile(r"(?<=[^\W\d_][^\W\d_])–(?=(?:s|t|re|ve|ll|d|m)(?![\w–]))")
_DASH_QUOTE = re.compile(r"\(–\s?[^()–]{1,60}\s?–\)|(?<!\S)–[^\W_][^–]{0,80}[^\W_]–(?!\S)")
_MOJIBAKE = re.compile(r"[ÃÂâØÙ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd")
_GLUED = re.compile(r"(?<![\w@/.])[A-Za-z]?[a-z]{3,}[.!?]?(?:[A-Z][a-z]{3,})(?![\w@/])")
_LOST_LEAD = re.compile(r"(?:[a-z]{2,}|[,;)])")
_SECOND_PARAGRAPH = re.compile(
    r"(?:(?:he|she|it|they|the(?: \w+){1,2})\s+(?:also|further|added|went on)\b|(?:in addition|moreover|furthermore),)",
    re.IGNORECASE,
)

CAMEL_NAMES = frozenset(
    """AccuWeather AstraZeneca AzerNews BlackBerry BlackRock CoinDesk CrowdStrike DataBank DeepMind DeepSeek DreamWorks
    FaceTime FedEx GitHub GlobalData GlobeNewsWire GlobeNewswire HubSpot InfoSec InterContinental JetBlue LinkedIn
    MasterCard MediaTek MetaMask NewEdge OpenSea PayPal PetroChina PlayStation PowerPoint ProPublica
    SalesForce SharePoint SkyNews SnapChat SoftBank SoundCloud StarLink SunPower TechCrunch TikTok TotalEnergies
    TradingView TripAdvisor UkrinForm UnitedHealth UnionPay WarnerMedia WeChat WhatsApp WikiLeaks WordPress YouTube
    ZoomInfo""".split()
)
"""Names that are written with a capital in the middle: no words were glued there."""


def repair(text: str) -> str:
    """Undo what can be undone for certain: mojibake, and en dashes that stand for apostrophes.

    >>> repair("the continent–s growth â€” 2024–25")
    "the continent's growth — 2024–25"
    """
    if _MOJIBAKE.search(text):
        text = ftfy.fix_encoding(text)
    return _APOSTROPHE.sub("'", text) if "–" in text else text


def _glued(text: str) -> bool:
    return any(found.group() not in CAMEL_NAMES for found in _GLUED.finditer(text))


def _lost_lead(text: str) -> bool:
    return bool(_LOST_LEAD.match(text) or _SECOND_PARAGRAPH.match(text))


DAMAGE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("dash_apostrophes", lambda text: bool(_APOSTROPHE.search(text))),
    ("dash_quotes", lambda text: bool(_DASH_QUOTE.search(text))),
    ("glued_words", _glued),
    ("mojibake", lambda text: bool(_MOJIBAKE.search(text))),
    ("stray_markup", lambda text: bool(MARKUP.search(text))),
)
"""Damage that shows in any line, by flag."""


def damage(source: Sequence[str], paragraphs: Sequence[str]) -> list[str]:
    """Flags for what was wrong with the text, sorted.

    *source* are the lines as the page prints them, *paragraphs* the finished ones.

    >>> damage(["growth of the continent–s ports"], ["Growth of the continent's ports"])
    ['dash_apostrophes']
    """
    text = "\n".join(source)
    flags = {flag for flag, seen in DAMAGE if seen(text)}
    if not paragraphs:
        flags.add("no_text")
    elif _lost_lead(paragraphs[0]):
        flags.add("missing_lead")
    return sorted(flags)
