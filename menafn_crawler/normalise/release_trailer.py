"""Cut the trailer of a press release: its source, links to the original and to pictures, contacts of the press office.

"About the company" is text and stays. A trailer stands at the end: a line of that form with paragraphs behind it stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from menafn_crawler.items import TextLine

_LINK = r"(?:https?://|www\.)\S{1,2000}"
_PICTURE = re.compile(
    rf"\s*(?:(?:company\s+)?logo|photos?(?:\(s\))?|pictures?|images?|videos?|infographics?|multimedia)(?:\s+\d{{1,2}})?(?:\s+available)?"
    rf"\s*(?:[-–—:]|at)+\s*{_LINK}\s*\.?\s*"
    r"|\s*(?:an?\s|the\s)?(?:photos?|pictures?|images?|videos?|infographics?|media\s+snippets?)\s+accompanying\s+th(?:is|e)\b"
    rf"[^.!?]{{0,80}}\b(?:available|found|viewed)\b[^.!?]{{0,40}}{_LINK}(?:\s+(?:and\s+)?{_LINK}){{0,9}}\s*",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"\s*(?:view|read|see)\s+(?:the\s+)?(?:original|source)\s+(?:content|version|release|press\s+release|story|article)\b.{0,300}"
    rf"|\s*(?:(?:original|source)\s+(?:content|link)|cision\s+view\s+original\s+content(?:\s+to\s+download\s+\w{{1,12}})?)\s*:?\s*{_LINK}\s*"
    r"|\s*(?:press\s+release\s+)?distributed\s+by\s+[A-Z][^.!?]{1,60}(?:\.com)?\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\s*(?:(?:SOURCES?\s*:?|Source\s*:)\s+(?![a-z])(?P<name>\S.{1,120})|Source(?:\s+(?:[A-Z][\w&.'’-]{0,30}|of|and|the)){1,6})"
)
_COPYRIGHT = re.compile(
    r"\s*(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}\b))[^.!?]{0,80}(?:\.\s*(?:all\s+rights\s+reserved|[^.!?]{0,40}\b(?:prohibited|forbidden))\b)?\.?\s*"
    r"|\s*all\s+rights\s+reserved\.?\s*|\s*(?:جميع\s+الحقوق|حقوق\s+(?:النشر|الطبع))\s+محفوظة[^.!?]{0,40}",
    re.IGNORECASE,
)
"""The line of a copyright, not a sentence about one."""
_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|LLC|plc|S\.A|S\.p\.A|N\.V|A\.S|Bhd)\.$")
_CONTACT_LABEL = re.compile(
    r"\s*(?:for\s+(?:more|further|additional)\s+information,?\s+(?:please\s+)?(?:contact|visit)"
    r"|for\s+(?:media|press)\s+(?:inquiries|enquiries|queries)(?:,?\s+(?:please\s+)?contact)?"
    r"|(?:(?:media|press|investor|company|pr|public\s+relations)\s+)*contacts?(?:\s+(?:information|details|person|us|info))?"
    r"|(?:media|press|investor)\s+(?:inquiries|enquiries|relations|office)"
    r"|(?:لل(?:مزيد\s+من\s+المعلومات|استفسارات)|جهات?\s+الاتصال|للتواصل|لل(?:إ|ا)ستفسار(?:ات)?\s+الإعلامية))\s*:?\s*(?P<rest>.{0,200})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\S@\S|https?://|\bwww\.|(?:\+|\b00|\()\d[\d\s().-]{5,30}\d|\b(?:tel|phone|mobile|fax|e-?mail)\b\s*[:.]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?؟…][\"'”’)]*$")

_TRAILER_LINES = 24
"""Lines at the end of a text among which its trailer stands."""
_CONTACT_WORDS = 14
"""A line of a block of contacts has no more words."""
_SOURCE_WORDS = 14


def without_release_trailer(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return *lines* without the trailer of a press release at their end; empty lines stand for links cut elsewhere."""
    kept = [line._replace(text="") if _is_picture(line.text) else line for line in lines]
    end = len(kept)
    first = max(1, end - _TRAILER_LINES)
    while end > first and _is_trailer(kept[end - 1].text):
        end -= 1
    contacts = next((n for n in range(first, end) if _CONTACT_LABEL.fullmatch(kept[n].text)), None)
    if contacts is not None and _are_contacts([line.text for line in kept[contacts:end]]):
        end = contacts
        while end > first and _is_trailer(kept[end - 1].text):
            end -= 1
    return kept[:end]


def _is_picture(text: str) -> bool:
    return ("//" in text or "www." in text) and _PICTURE.fullmatch(text) is not None


def _is_trailer(text: str) -> bool:
    return not text or any(form.fullmatch(text) for form in (_PICTURE, _ORIGINAL, _COPYRIGHT)) or _is_source(text)


def _is_source(text: str) -> bool:
    """Return True for "SOURCE Company Ltd."; a sentence that begins with the word is none."""
    found = _SOURCE.fullmatch(text)
    if found is None or len(text.split()) > _SOURCE_WORDS:
        return False
    return not _SENTENCE_END.search(text) or _ABBREVIATED.search(text) is not None


def _are_contacts(texts: list[str]) -> bool:
    """Return True if *texts*, the first of which is the label, are names, offices, addresses and trailer lines only."""
    label = _CONTACT_LABEL.fullmatch(texts[0])
    addresses = [text for text in texts if _ADDRESS.search(text)]
    if label is None or not addresses:
        return False
    return all(_is_trailer(text) or _is_contact(text) for text in [label["rest"], *texts[1:]])


def _is_contact(text: str) -> bool:
    short = len(text.split()) <= _CONTACT_WORDS
    return short and (not _SENTENCE_END.search(text) or _ADDRESS.search(text) is not None)
