"""Cut what agencies print behind a text: "(end)" and initials, "/QNA/", "(more)", adverts of their channels.

The table of agencies is public knowledge of the region's wires. A closing is cut at the end of a text only, and only
behind a finished sentence or in a line of its own; a sentence that holds the same words stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.folding import FoldedPattern, any_of

_AGENCY = any_of(
    *"كونا قنا بترا وام واس بنا سونا وفا سانا واج وات ومع نينا واع سبأ معا صفا وال".split(),
    *"شينخوا رويترز العمانية الأناضول".split(),
    *"أ.ش.أ أ.ف.ب د.ب.أ kuna qna wam spa bna ona petra wafa sana mena aps tap ina saba xinhua".split(),
    "أ ش أ",
    "أ ف ب",
    "د ب أ",
    "ق ن ا",
)
_END = any_of("end", "ends", "انتهى", "انتهي", "النهاية", "تم", "ينتهي")
_OF_TEXT = r"(?: of (?:the )?(?:text|story|release|message))?"
_MORE = any_of(
    "more",
    "to be continued",
    "pickup previous",
    "pick up previous",
    "يتبع",
    "تتمة",
    "يتبع لاحقا",
    "للخبر بقية",
    "will be updated",
)
_ARABIC_INITIALS = r"[\u0621-\u064a]{1,3}(?:(?:\s?[./]\s?|\s)[\u0621-\u064a]{1,3}){0,5}\.?"
_INITIALS = rf"(?:[a-z]{{1,4}}(?:\s?[./]\s?[a-z]{{1,4}}){{0,5}}\.?|{_ARABIC_INITIALS})"
_CLOCK = r"(?:\s*[0-9]{1,2}[:.][0-9]{2}(?:\s*(?:gmt|utc|ت ?غ|ت ?م|جمت|غرينتش|بتوقيت غرينتش))?)?"

_FINISHED = r"(?:^\s*|(?<=[.!?…؟۔])\s*|(?<=[.!?…؟۔][\"”’»)\]])\s*)"
"""The beginning of the line, or the end of a sentence."""
_FOLLOW = any_of(*"تابع تابعوا تابعونا اشترك اشتركوا انضم انضموا".split())
_OURS = any_of(*"قناتنا قنواتنا صفحتنا نشرتنا تطبيقنا".split())
_TAKE_MARKS = (
    rf"(?:(?:^|\s+)[-–—]+)?\s*\(\s*(?:{_END}|{_MORE})\s*(?:/\s*[0-9]{{2,4}}\s*)?\)(?:\s*[-–—]{{0,3}}\s*{_INITIALS}|[.…]{{2,}})?",
    r"\s*\(\s*will be updated[.…]*\s*\)[.…]*",
    rf"{_FINISHED}(?:this (?:story|article|news) )?will be updated[.…]*",
    rf"{_FINISHED}stay up[- ]to[- ]date with more news (?:at|on) .{{0,80}}whatsapp channel[.!]?",
)
"""What tells that the text is a take; also printed where takes were put together."""
_CLOSINGS = (
    *_TAKE_MARKS,
    rf"{_FINISHED}(?:سيتم تحديث (?:هذا )?الخبر|سيتم التحديث|الخبر قيد التحديث|سيحدث الخبر)[.…]*",
    rf"{_FINISHED}[/*#\-–—]{{1,3}}\s*(?:{_END}{_OF_TEXT}|{_MORE})\s*[/*#\-–—]{{1,3}}{_CLOCK}(?:\s*{_INITIALS})?",
    rf"{_FINISHED}{_END}{_OF_TEXT}\s*/{{1,2}}",
    rf"{_FINISHED}{_END}(?: (?:of (?:the )?(?:text|story|release|message)|الخبر|النص|التقرير))\s*[.…]*",
    rf"{_FINISHED}(?:{_END}|{_MORE})\s*[.…]*{_CLOCK}",
    rf"{_FINISHED}(?:[#*]{{2,5}}|[-–—]{{1,2}}\s?(?:0|30)\s?[-–—]{{1,2}})",
    rf"{_FINISHED}[-–—]{{0,3}}\s*\(\s*{_AGENCY}\s*\)[.…]?(?:\s*{_INITIALS})?",
    rf"{_FINISHED}/{{1,2}}\s*{_AGENCY}\s*/{{1,2}}(?:\s*{_INITIALS})?",
    rf"{_FINISHED}[-–—]{{1,3}}\s*{_AGENCY}\s*[-–—]{{0,3}}",
    rf"{_FINISHED}{_AGENCY}\s*[/|]\s*[^\s.!?؟،,]{{1,20}}(?:[\s/]+[^\s.!?؟،,]{{1,20}}){{0,2}}",
    rf"{_FINISHED}\.{{2,3}}\s*{_AGENCY}",
    rf"{_FINISHED}[-–—]\s*{_INITIALS}\s*[-–—]",
    rf"{_FINISHED}{_FOLLOW}\b[^.!?؟۔]{{0,80}}{_OURS}[^.!?؟۔]{{0,40}}[.!]?",
)


_HINTS = tuple(
    "( / -- - – — .. … # * | end more updated channel انته نهاي يتبع تتم بقي تحديث تم تابع اشترك انضم".split()
)


_START = r"(?:^|(?=\s*[-–—(])|(?<=[.!?…؟۔])|(?<=[.!?…؟۔][\"”’»)\]]))"
"""Where a closing can begin: asked first, since to try every form at every letter takes several times as long."""


def _at_the_end(forms: tuple[str, ...]) -> FoldedPattern:
    return FoldedPattern(_START + "(?:" + "|".join(f"(?:{form})" for form in forms) + r")\s*$", hints=_HINTS)


_CLOSING = _at_the_end(_CLOSINGS)
_TAKE_MARK = _at_the_end(_TAKE_MARKS)
_UNFINISHED_TRAILER = re.compile(r"\s+(?:Will be updated[.…]*|Stay up[- ]to[- ]date with more news .{0,100})\s*$")
"""English trailers that begin with a capital behind a sentence without its full stop."""
_ARABIC = re.compile("[\u0620-\u064a]")
_ONLY_AGENCY = FoldedPattern(rf"\s*{_AGENCY}\s*\.?", 20)
_ONLY_INITIALS = FoldedPattern(_INITIALS, 40)
_LONGEST_CLOSING = 150
_MOST_CLOSINGS = 8
"""Closings behind each other at the end of one line."""


def without_closings(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return *lines* without the closings at the end of the text, and without "(end)" and "(more)" at lines' ends."""
    kept = list(lines)
    if len(kept) > 1 and _ONLY_INITIALS.fullmatch(kept[-1].text) and _start_of(_CLOSING, kept[-2].text) is not None:
        kept.pop()
    while kept:
        text = "" if _ONLY_AGENCY.fullmatch(kept[-1].text) else _without_closings(kept[-1].text)
        if text:
            kept[-1] = kept[-1]._replace(text=text)
            break
        kept.pop()
    return [_without_take_mark(line) if _may_end_take(line.text) else line for line in kept]


def _without_closings(text: str) -> str:
    for _ in range(_MOST_CLOSINGS):
        if (start := _start_of(_CLOSING, text)) is None:
            break
        text = text[:start].rstrip(" \u0640")
    return text


def _may_end_take(text: str) -> bool:
    tail = text[-_LONGEST_CLOSING:]
    return "(" in tail or "（" in tail or "updated" in tail.lower() or "channel" in tail


def _without_take_mark(line: TextLine) -> TextLine:
    """Return a line without the marks of a take at its end; in an Arabic sentence they are words."""
    text = line.text
    for _ in range(_MOST_CLOSINGS):
        start = _start_of(_TAKE_MARK, text)
        if start is None or (start > 0 and _ARABIC.search(text)):
            break
        text = text[:start].rstrip()
    return line._replace(text=text)


def _start_of(closing: FoldedPattern, text: str) -> int | None:
    """Return where the closing begins that ends *text*; None if none does."""
    cut = max(0, len(text) - _LONGEST_CLOSING)
    if unfinished := _UNFINISHED_TRAILER.search(text, cut):
        return unfinished.start()
    found = closing.search(text[cut:])
    if found is None or (cut and found.start() == 0):  # the beginning of the tail is not that of the line
        return None
    return cut + found.start()
