"""The providers of the replica: who they are, how they sign, and what they leave behind in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wire:
    """One provider of stories, as MENAFN knows it."""

    key: str
    """Short name used inside the replica."""
    name: str
    """The name in the byline, which may hold parentheses and dashes."""
    code: str
    """Twelve digits that stand in every wire ID of this provider."""
    image_code: str | None
    """Prefix of the provider's picture files; None for the own desk, whose pictures carry no date."""
    url: str | None
    """Where the logo links to; None when the page shows no logo."""
    byline: str
    """Spelling on newer pages: tight, spaced, gap, own, span, bold (see `story.byline_markup`)."""
    topics: tuple[str, ...]
    """Topics this provider writes about."""
    regions: tuple[str, ...] = ("us", "europe", "arab", "asia", "africa")
    """Regions this provider writes from."""
    wrap: str | None = None
    """Hard line breaks inside sentences: `br`, `newline`, or None."""
    trailers: tuple[str, ...] = ()
    """Closing marks of the provider that are no part of the text."""
    dateline: str | None = None
    """Pattern of the dateline (`KUWAIT, May 14 (KUNA) --`), or None for stories without one."""
    arabic: bool = False
    """True if the provider also issues Arabic stories."""
    genuine: bool = False
    """True if name and code are those seen on menafn.com, so that a code alone names the provider."""


_GENERAL = ("politics", "economy", "energy", "entertainment", "sport")
_KUNA_TRAILERS = ("(end) abc.mb", "(end) h.ss", "(end) nd.gta", "(more) ahm.rk", "(end) mdm")
_TREND_TRAILERS = (
    "Will be updated",
    "Stay up-to-date with more news at Trend News Agency's WhatsApp channel",
)

WIRES: tuple[Wire, ...] = (
    Wire("kuna", "Kuwait News Agency (KUNA)", "000071011013", "KUNA", "https://www.kuna.net.kw/", "tight",
         _GENERAL, ("arab", "europe", "us"), trailers=_KUNA_TRAILERS, dateline="{CITY}, {day} (KUNA) --", arabic=True,
         genuine=True),
    Wire("trend", "Trend News Agency", "000187011040", "TNA", "https://en.trend.az/", "spaced",
         ("economy", "energy", "politics"), ("asia", "europe"), wrap="br", trailers=_TREND_TRAILERS,
         dateline="{CITY}, {country}, {day}. Trend:", genuine=True),
    Wire("khaama", "Khaama Press", "000228011069", "KP", "https://www.khaama.com/", "gap",
         ("politics", "economy", "sport"), ("asia",), genuine=True),
    Wire("menafn", "MENAFN", "000045015687", None, None, "own", _GENERAL, genuine=True),
    Wire("ukrinform", "UkrinForm", "000193018200", "UKR", "https://www.ukrinform.net/", "span",
         ("politics", "economy"), ("europe",)),
    Wire("peninsula", "The Peninsula", "000063018201", "PEN", "https://thepeninsulaqatar.com/", "tight",
         ("politics", "sport", "entertainment", "economy"), ("arab", "asia"), dateline="{city}, {country}:",
         arabic=True),
    Wire("azernews", "AzerNews", "000195018202", "AZN", "https://www.azernews.az/", "bold",
         ("economy", "energy", "politics"), ("asia", "europe"), wrap="newline"),
    Wire("conversation", "The Conversation", "000199018203", "TC", "https://theconversation.com/", "spaced",
         ("politics", "economy", "energy"), ("us", "europe", "africa")),
    Wire("globenewswire", "GlobeNewsWire - Nasdaq", "000240018204", "GNW", "https://www.globenewswire.com/",
         "spaced", ("press",), ("us", "europe", "asia")),
    Wire("prnewswire", "PR Newswire", "000244018205", "PN", "https://www.prnewswire.com/", "span",
         ("press",), ("us", "asia", "arab")),
    Wire("ians", "IANS", "000231018206", "I", "https://ians.in/", "bold",
         ("politics", "sport", "entertainment"), ("asia",)),
    Wire("khaleej", "Khaleej Times", "000049018207", "KT", "https://www.khaleejtimes.com/", "gap",
         ("economy", "entertainment", "sport"), ("arab",)),
    Wire("anba", "Brazil-Arab News Agency (ANBA)", "000213018208", "ANBA", "https://anba.com.br/", "tight",
         ("economy", "energy"), ("us", "arab", "africa")),
    Wire("eqs", "EQS Group", "000200018209", "EQS", "https://www.eqs-news.com/", "spaced",
         ("press",), ("europe",)),
    Wire("swissinfo", "Swissinfo", "000210018210", "SI", "https://www.swissinfo.ch/", "span",
         ("politics", "economy"), ("europe",)),
    Wire("meridian", "Meridian Ledger", "000251018211", "ML", "https://meridian-ledger.example/", "tight",
         ("economy", "press", "entertainment"), ("africa", "us", "arab")),
    Wire("baobab", "Baobab Wire", "000252018212", "BW", "https://baobab-wire.example/", "gap",
         _GENERAL, ("africa",)),
    Wire("courier", "Gulf Courier", "000253018213", "GC", None, "spaced",
         ("press", "economy", "sport"), ("arab", "africa", "us"), arabic=True),
)  # fmt: skip

BY_KEY: dict[str, Wire] = {wire.key: wire for wire in WIRES}
"""The same table by short name."""
