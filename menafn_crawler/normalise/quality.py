"""Quality flags: what was wrong with an article's text as the site printed it, also where it was repaired."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from string import ascii_lowercase, ascii_uppercase

from menafn_crawler.normalise.boilerplate import MARKUP, may_hold_markup, without_markup
from menafn_crawler.normalise.characters import publishable
from menafn_crawler.normalise.mojibake import is_mojibake, repair_encoding
from menafn_crawler.normalise.strip_boilerplate import boilerplate_suspected

_POSSESSIVE = re.compile(r"[a-z]s–\s(?=[a-z])")
"""What stands for an apostrophe behind a plural (``the workers– rights``), or is a dash that lost a space."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_][^\W\d_])–(?=(?:s|t|re|ve|ll|d|m)(?![\w–]))|(?<=\bI)–(?=(?:m|ve|d|ll)(?![\w–]))")
_DASH_QUOTE = re.compile(r"\(–\s?[^()–]{1,60}\s?–\)|(?<![^\s(])–[^\W_][^–]{0,300}[\w%)][.,;:!?…]?–(?![^\s.,;:!?)])")

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
_GLUED_ARABIC = re.compile("[.!?؟۔](?<=[\u0621-\u064a]{3}.)[\u0621-\u064a]{3}")
"""Begins with what is rare, as is quicker."""
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

_MOST_ROUNDS = 4
"""Repairs that can uncover further damage: what was escaped or encoded twice."""

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


def repair_apostrophes(text: str) -> str:
    """Return *text* with apostrophes where en dashes stand for them for certain.

    >>> repair_apostrophes("the continent–s growth in 2024–25")
    "the continent's growth in 2024–25"
    """
    return _APOSTROPHE.sub("'", text) if "–" in text else text


def repair_text(printed: str) -> str:
    """Return a title, name or tag as its author wrote it, on one line; as it is where that is not certain.

    >>> repair_text("AT&amp;amp;T: â€œNoâ€ to the city–s offer")
    "AT&T: “No” to the city's offer"
    """
    text = printed
    for _ in range(_MOST_ROUNDS):
        before, text = text, publishable(repair_apostrophes(without_markup(repair_encoding(text))))
        if text == before:
            break
    return text


def _glued(text: str, names: str) -> bool:
    """Return True for words that stand glued once; a name with a capital in its middle is known, or comes again."""
    if not text.isascii() and _GLUED_ARABIC.search(text):
        return True
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
    """Return *text* as bytes, which are searched for what is rare in a tenth of an expression's time."""
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
)
"""Damage that shows in any paragraph, by flag."""


def damage(paragraphs: Sequence[str], lines: Sequence[str], names: str = "", title: str = "") -> list[str]:
    """Return the flags for what was wrong with the text, sorted.

    *paragraphs* are the story's before dashes were repaired, *lines* those of the page that it was taken from and
    *title* the headline, as printed, white space collapsed. In *names*, the provider's, capitals may stand inside a
    word.

    >>> damage(["Growth of the continent–s ports"], ["Growth of the continent–s ports"])
    ['dash_apostrophes']
    """
    text, source = "\n".join(paragraphs), "\n".join([*lines, title])
    flags = {flag for flag, seen in DAMAGE if seen(text) or seen(title)}
    if any(map(is_mojibake, (*lines, title))):
        flags.add("mojibake")
    if _glued(text, names):
        flags.add("glued_words")
    if may_hold_markup(source) and MARKUP.search(source) is not None:
        flags.add("stray_markup")
    if not paragraphs:
        flags.add("no_text")
    elif _lost_lead(paragraphs[0]):
        flags.add("missing_lead")
    if boilerplate_suspected(paragraphs):
        flags.add("boilerplate_suspected")
    return sorted(flags)
