"""Damage that the site does to texts, and the part of it that can be undone for certain.

Each row of ``DAMAGE`` is a flag of ``Article.quality``: what was wrong with the source, also where it was repaired.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from string import ascii_lowercase, ascii_uppercase

from menafn_crawler.normalise.boilerplate import MARKUP, may_hold_markup

_POSSESSIVE = re.compile(r"[a-z]s–\s(?=[a-z])")
"""What stands for an apostrophe behind a plural (``the workers– rights``), or is a dash that lost a space."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_][^\W\d_])–(?=(?:s|t|re|ve|ll|d|m)(?![\w–]))|(?<=\bI)–(?=(?:m|ve|d|ll)(?![\w–]))")
_DASH_QUOTE = re.compile(r"\(–\s?[^()–]{1,60}\s?–\)|(?<![^\s(])–[^\W_][^–]{0,300}[\w%)][.,;:!?…]?–(?![^\s.,;:!?)])")

_HIGH = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What a byte from 0x80 to 0xBF looks like when it is read in the wrong code page."""
_SUSPECT = re.compile(rf"[Â-ô\ufffd](?:(?<=\ufffd)|[{_HIGH}]|(?<=[ÂÃ])\s)")
_CERTAIN = re.compile(rf"[ÃÂâØÙ][{_HIGH}]|\ufffd")
_CUT_QUOTE = re.compile(rf"â€(?![{_HIGH}])")
"""A closing quotation mark whose last byte, which no code page shows, was dropped."""
_SOUP = re.compile(r"(?<!\w)(?:[À-ÿ]{2,}\W{1,3}){3}")
"""Words all of accented letters, three in a row: no language has them, but Arabic has that is read as Windows-1252."""

_SECOND_WORDS = "The|This|That|These|She|They|And|But|For|From|With|However|According|Meanwhile"
_SEAM = bytes.maketrans(
    (ascii_lowercase + ascii_uppercase + ".!?").encode(),
    b"a" * len(ascii_lowercase) + b"A" * len(ascii_uppercase) + b"aaa",
)
"""UTF-8 by kinds of letters: what every glued pair has in its middle becomes ``aA``."""
_GLUED = re.compile(r"(?<![\w@/.#-])[A-Z]?[a-z]{3,}[A-Z][a-z]{3,}(?![\w@/]|\.\w)")
_GLUED_SENTENCES = re.compile(
    rf"(?<![\w@/.#-])[A-Z]?[a-z]{{2,}}(?:(?:{_SECOND_WORDS})(?![\w@/.])|[.!?][A-Z][a-z]{{2,}}(?![\w@/.])"
    r"|[.!?](?:A|He|I|In|It|On|At|We)\s)"
)
_GAP = re.compile(r"[,.;](?<=\s.)|\(\s*\)")
"""What stands where every lost word was."""
_MISSED = bytes.maketrans(b"\n.;", b" ,,")
"""UTF-8 with a space for a line's end, and a comma for each of the marks before which a word is missed."""
_GAPS = (b" ,", b"()", b"( )", b"(  ")
"""What stands in UTF-8 by these kinds where a word may be missing."""
_LOST_WORDS = re.compile(r"\b(?:to|by|of|with|from|the|a|an|via|and|at|per)\s+[,.;](?!\w)|\(\s*\)")
_LOST_LEAD = re.compile(
    r"(?!(?:flydubai|flynas|flyadeal|stc|du|dnata|talabat|careem|adidas|etisalat|zain|ooredoo)\b)"
    r"(?!(?:(?:al|el|bin|ibn|abu|de|van|von|der|di|du|la|le|ul|ad|as|an|ar)[-\s])+[A-Z])(?:[a-z]{2,}+(?![A-Z.@])|[,;)])"
)
_SECOND_PARAGRAPH = re.compile(
    r"(?:(?:he|she|it|they|the(?: \w+){1,2})\s+(?:also|further|added|went on)\b|(?:in addition|moreover|furthermore),)",
    re.IGNORECASE,
)

CAMEL_NAMES = frozenset(
    """AccessWire AccuWeather AgriTech AstraZeneca AutoNation AzerNews BearingPoint BioTech BlackBerry BlackRock
    BusinessWire CenterPoint ChainLink CleanTech CoinDesk CoinGecko CoinMarketCap CoinShares CoinTelegraph
    ConocoPhillips CrowdStrike CryptoPotato DataBank DeepMind DeepSeek DoorDash DraftKings DreamWorks EchoStar
    EconoTimes ExxonMobil FaceTime FedEx FitzGerald ForexLive GameStop GitHub GlobalData GlobeNewsWire GlobeNewswire
    HarperCollins HealthCare HealthTech HubSpot InfoSec InsurTech InterContinental JavaScript JetBlue LinkedIn
    MarketWatch MarketsandMarkets MasterCard MediaTek MetaMask MicroStrategy MoneyGram NewEdge NewsVoir OpenSea PayPal
    PetroChina PlayStation PowerPoint PressTrust PricewaterhouseCoopers ProPublica PropTech QatarEnergy QuickBooks
    ReportLinker ResearchandMarkets RingCentral SalesForce SharePoint SkyNews SnapChat SoftBank SolarEdge SoundCloud
    StarLink SunPower TechCrunch TikTok TotalEnergies TradingView TransUnion TripAdvisor UkrinForm UnionPay
    UnitedHealth WarnerMedia WeChat WhatsApp WikiLeaks WordPress YouTube ZoomInfo""".split()
)
"""Names that are written with a capital in the middle: no words were glued there."""


def _fix_encoding(text: str) -> str:
    import ftfy  # on first use: few pages need it, and every start would wait for it

    return ftfy.fix_encoding(text)


def repair(text: str) -> str:
    """Undo what can be undone for certain: mojibake, and en dashes that stand for apostrophes.

    >>> repair("the continent–s growth â€” 2024–25")
    "the continent's growth — 2024–25"
    """
    before = None
    while text != before and _is_suspect(text):  # read in the wrong code page more than once
        before = text
        text = " ".join(_fix_encoding(_CUT_QUOTE.sub("”", text)).split())
    return _APOSTROPHE.sub("'", text) if "–" in text else text


def _is_suspect(text: str) -> bool:
    """Whether something in *text* looks read in the wrong code page: letters of which no text in English is."""
    if text.isascii():
        return False
    octets = _utf8(text)
    return (b"\xc3" in octets or b"\xef\xbf\xbd" in octets) and _SUSPECT.search(text) is not None


def _mojibake(text: str) -> bool:
    if not text.isascii() and b"\xc3" in _utf8(text) and _SOUP.search(text) is not None:
        return True
    if not _is_suspect(text):
        return False
    return _CERTAIN.search(text) is not None or _fix_encoding(text) != text


def _glued(text: str, names: str) -> bool:
    """Words that stand glued once; a name with a capital in its middle is known, or comes again."""
    if not _has_seam(text):
        return False
    text = "".join(filter(_has_seam, text.splitlines(keepends=True)))
    if _GLUED_SENTENCES.search(text):
        return True
    seen = Counter(found.group() for found in _GLUED.finditer(text))
    return any(times == 1 and word not in CAMEL_NAMES and word not in names for word, times in seen.items())


def _has_seam(text: str) -> bool:
    return b"aA" in _utf8(text).translate(_SEAM)


def _missing_words(text: str) -> bool:
    kinds = _utf8(text).translate(_MISSED)
    if not any(gap in kinds for gap in _GAPS):
        return False
    return _GAP.search(text) is not None and _LOST_WORDS.search(text) is not None


def _utf8(text: str) -> bytes:
    """*text* for a first look: for what is rare, bytes are searched in a tenth of an expression's time."""
    return text.encode("utf-8", "replace")


def _lost_lead(text: str) -> bool:
    return bool(_LOST_LEAD.match(text) or _SECOND_PARAGRAPH.match(text))


DAMAGE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (
        "dash_apostrophes",
        lambda text: "–" in text and (_APOSTROPHE.search(text) or _POSSESSIVE.search(text)) is not None,
    ),
    ("dash_quotes", lambda text: "–" in text and _DASH_QUOTE.search(text) is not None),
    ("missing_words", _missing_words),
    ("mojibake", _mojibake),
)
"""Damage that shows in any paragraph, by flag."""


def damage(paragraphs: Sequence[str], lines: Sequence[str], names: str = "") -> list[str]:
    """Flags for what was wrong with the text, sorted.

    *paragraphs* are the story's before they were repaired, *lines* those of the page that it was taken from, white
    space collapsed. In *names*, the provider's, capitals may stand inside a word.

    >>> damage(["Growth of the continent–s ports"], ["Growth of the continent–s ports"])
    ['dash_apostrophes']
    """
    text, source = "\n".join(paragraphs), "\n".join(lines)
    flags = {flag for flag, seen in DAMAGE if seen(text)}
    if _glued(text, names):
        flags.add("glued_words")
    if may_hold_markup(source) and MARKUP.search(source) is not None:
        flags.add("stray_markup")
    if not paragraphs:
        flags.add("no_text")
    elif _lost_lead(paragraphs[0]):
        flags.add("missing_lead")
    return sorted(flags)
