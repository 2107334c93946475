"""Drop boilerplate, links to other stories and trailers from the lines of an article body.

Each rule names a text that ``menafn-facts.md`` saw inside bodies, or its Arabic counterpart. A rule drops a line only
when the whole line is that text, or cuts it at a mark that no sentence holds (the wire ID, the disclaimer, the link
behind "Read Also:").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.boilerplate import (
    ADVERTISEMENT,
    COMMENTS,
    DISCLAIMER,
    DISCLAIMER_LABEL,
    NEWSLETTER,
    SHARE,
    SHARE_RUN,
    SPEAKS_OF_SITE,
    TAGS,
    disclaimer_inside,
    may_hold_markup,
    without_markup,
)
from menafn_crawler.normalise.byline import BYLINE_LINES, find_byline, provider_of
from menafn_crawler.normalise.characters import without_invisible
from menafn_crawler.normalise.closings import without_closings
from menafn_crawler.normalise.folding import FoldedPattern, fold, fold_line
from menafn_crawler.normalise.mojibake import repair_encoding
from menafn_crawler.normalise.related_links import without_related_links
from menafn_crawler.normalise.release_trailer import without_release_trailer
from menafn_crawler.normalise.wire_id import without_wire_ids

_PUNCTUATION = " \t.,;:|-–—•·/()[]»>"
_SENTENCE_END = re.compile(r"[.!?…؟۔][\"'”’»)]*$")
_BYLINES = 10
"""Bylines in a row that are cut. Pages print it twice at most, and each cut copies the line."""
_CAPTION_WORDS = 15
"""A line before the byline with more words, and the end of a sentence, is a paragraph."""
_CUT_OFF = re.compile(r"\s*(?:\.{3,}|…|\[(?:\.{3}|…)\])\s*$")
_TEASER_WORDS = 5
_LONGEST_SIGNATURE = 80
_WIRE_LABEL = re.compile(r"\s*(?:[^\W\d]+\s+){0,2}[^\W\d]+\s*[:：#]\s*")
"""What may stand before a wire ID on its line: "Ref:"."""
_LABEL_REACH = 2
"""Lines behind a disclaimer's label that may say what it is about."""
_SHARE_LETTERS = frozenset("sSｓＳشم\ufeb7\ufee3")
"""With one of these the first label of a share block begins."""
_TRAILERS = 3
"""Trailers behind each other: a closing, a source, a closing."""
_SITES_LABEL = re.compile(r"Legal Disclaimer:")
"""The English label in the site's own spelling: at the end of a text, whatever it says."""
_SUSPICIOUS = FoldedPattern(
    r"menafn|مينافن|all rights reserved|without (?:any )?(?:prior )?(?:written )?permission|views expressed"
    r"|no liability|not responsible for|as is\b|our (?:newsletter|app|website|channel)|terms of use|general information"
    r"|not constitute|(?:this|the) (?:article|content|material|page|website|text) (?:is|was|has been|comes|may)\b"
    r"|(?:publisher|provider)s? (?:accepts?|takes?|disclaims?|does not|do not|is not|are not)"
    r"|جميع الحقوق محفوظه|لا (?:تعبر|يعبر) (?:بالضروره )?عن (?:راي|وجهه)|لا (?:يتحمل|تتحمل) (?:الموقع|الناشر|الاداره)"
    r"|(?:named|given|stated|contained|provided) (?:above|herein|on this page)"
    r"|neither the (?:publisher|site|provider|author)"
    r"|غير مسءول(?:ه)?|نصيحه استثماريه|لاغراض اعلاميه|دون اذن|حقوق (?:النشر|الطبع)|(?:يمنع|يحظر) (?:نسخ|اعاده|نقل)"
    rf"|نشرتنا|موقعنا|تطبيقنا|^{DISCLAIMER_LABEL.pattern.pattern}",
    600,
)
"""Words of notices about the text, not of the text."""
_INVITATION = FoldedPattern(
    r"\s*(?:get|download|stay|watch|read|follow|join|subscribe|visit|click|tap|find|see|like|check out|catch|tune in"
    r"|listen|connect|for (?:more|the latest)|don['’]?t miss|be the first)\b"
    r"(?=.{0,150}?(?:\b(?:our|the|us on)\b.{0,40}?\b(?:newsletter|app|website|channel|page|feed)\b"
    r"|\b(?:tuned|updated|informed|connected)\b|\b(?:click|tap) here\b"
    r"|\bon (?:our|youtube|telegram|whatsapp|instagram|facebook|google news)\b))"
    r"|\s*(?:تابع(?:نا|ونا|وا)?|لمتابعه|للمزيد|للاشتراك|حمل(?:وا)?|كن|انضم(?:وا)?|اشترك(?:وا)?|زوروا|زر|فعل)\b"
    r"(?=.{0,80}?(?:اضغط|جوجل نيوز|غوغل نيوز|الاشعارات|تطبيق|قنا[هت]|موقع|صفح[هت]|نشر[هت]|حساب))",
    160,
)
"""The beginning of a line that asks the reader to do something with an app, a channel or a page."""
_OF_NOTICES = re.compile(
    r"\b(?:liab|responsib|accura|warrant|copyright|reproduc|third part|complain|guarant|disclaim|endors|errors?\b"
    r"|omission|supplied|syndicat|contents?\b|publisher|provider)"
    r"|مسءولي|دقه|ضمان|حقوق|الناشر|المزود|المعلومات الوارده|المحتوي"
)
_STEMS = (
    *"liab responsib accura warrant copyright reproduc complain guarant disclaim endors error errors omission".split(),
    *"supplied syndicat content contents publisher provider مسءولي دقه ضمان حقوق الناشر المزود المحتوي".split(),
    "third part",
    "المعلومات الوارده",
)
"""What ``_OF_NOTICES`` finds: looked for first, which takes a fraction of its time."""
_ENOUGH = 3
"""Different words of ``_OF_NOTICES`` that only a notice holds together."""
_SUSPICIOUS_WORDS = 90
_INVITATION_LENGTH = 160
_LABELS = (SHARE, ADVERTISEMENT, NEWSLETTER, COMMENTS, TAGS)
_LONGEST_LABEL = max(label.longest for label in _LABELS)
_OPENS_BYLINE = FoldedPattern(
    r"\s*(?:[(\[{﴾﴿)]\s*(?:menafn|مينافن|م ?ي ?ن ?ا ?ف ?ن)\b|(?:menafn|مينافن)\s*[-–—:/|])", 40
)


def strip_boilerplate(lines: Iterable[TextLine]) -> list[TextLine]:
    """Return the provider's own lines, in order, none empty."""
    printed = _close_gaps(map(_without_labels, map(_plain, lines)))
    kept = _close_gaps(_cut_at_disclaimer(_without_byline(printed)))
    kept = _without_teaser(_close_gaps(without_related_links(kept)))
    kept = _without_signature(kept, printed)
    for _ in range(_TRAILERS):
        before, kept = kept, _close_gaps(without_closings(_close_gaps(without_release_trailer(kept))))
        if kept == before:
            break
    return kept


def _without_teaser(lines: list[TextLine]) -> list[TextLine]:
    """Return *lines* without a first one that is the beginning of the second, cut off: "The board approved a ..."."""
    if len(lines) < 2 or (cut := _CUT_OFF.search(lines[0].text)) is None:
        return lines
    teaser = lines[0].text[: cut.start()].rstrip()
    return lines[1:] if len(teaser.split()) >= _TEASER_WORDS and lines[1].text.startswith(teaser) else lines


def _without_signature(lines: list[TextLine], printed: list[TextLine]) -> list[TextLine]:
    """Return *lines* without a last one that only names the provider of the byline: "-- Trend News Agency"."""
    if len(lines) < 2 or len(lines[-1].text) > _LONGEST_SIGNATURE:
        return lines
    signature = fold(lines[-1].text).strip(_PUNCTUATION + "*")
    bylines = (found[0] for line in printed[:BYLINE_LINES] if (found := find_byline(line.text)))
    provider = provider_of(byline) if (byline := next(bylines, None)) else None
    is_signed = provider is not None and fold(provider).strip(_PUNCTUATION) == signature
    return lines[:-1] if is_signed else lines


def boilerplate_suspected(paragraphs: Sequence[str]) -> bool:
    """Return True if the last paragraph reads like the site's or a provider's notice, or a byline opens the first."""
    if not paragraphs:
        return False
    notice = len(paragraphs) > 1 and _reads_like_notice(paragraphs[-1])
    return notice or _OPENS_BYLINE.match(paragraphs[0]) is not None


def _reads_like_notice(text: str) -> bool:
    if len(text.split()) > _SUSPICIOUS_WORDS:
        return False
    if _SUSPICIOUS.search(text) is not None or (len(text) <= _INVITATION_LENGTH and _INVITATION.match(text)):
        return True
    folded = fold_line(text)
    held = sum(map(folded.__contains__, _STEMS))
    return held >= _ENOUGH and len(set(_OF_NOTICES.findall(folded))) >= _ENOUGH


def _plain(line: TextLine) -> TextLine:
    """Remove what is invisible or was never text: zero-width characters, markup, wire IDs, glued share blocks."""
    text = line.text
    if not _is_plain_english(text):
        printed = without_markup(without_invisible(repair_encoding(text)))
        text = without_wire_ids(printed)
        if text is not printed and _WIRE_LABEL.fullmatch(text):
            text = ""
    if text is not line.text:
        text = " ".join(text.split())
    if not text.strip(_PUNCTUATION):  # the full stop behind a wire ID
        text = ""
    if text[:1] in _SHARE_LETTERS and (run := SHARE_RUN.match(text)):
        text = text[run.end() :]
    links = line.linked
    if links and text is not line.text:
        links = "\n".join(filter(None, map(_plain_link, links.split("\n"))))
    return line if text is line.text and links is line.linked else line._replace(text=text, linked=links)


def _is_plain_english(text: str) -> bool:
    """Return True for most lines of English stories, in which nothing can be invisible or no text."""
    if not text.isascii() or not text.isprintable() or may_hold_markup(text) or "\\u" in text:
        return False
    return "menafn" not in text.lower()


def _plain_link(link: str) -> str:
    return " ".join(without_markup(without_invisible(repair_encoding(link))).split())


def _without_labels(line: TextLine) -> TextLine:
    """Empty the line if it is nothing but share labels, tags, or asks to look at advertisements or newsletters."""
    if len(line.text) > _LONGEST_LABEL:  # most paragraphs
        return line
    folded = fold_line(line.text)
    is_label = any(label.fills(folded) for label in _LABELS)
    return line._replace(text="") if is_label else line


def _close_gaps(lines: Iterable[TextLine]) -> list[TextLine]:
    """Leave out empty lines; the line behind one begins a paragraph."""
    kept: list[TextLine] = []
    gap = False
    for line in lines:
        if line.text:
            kept.append(line._replace(starts_block=True) if gap else line)
        gap = not line.text
    return kept


def _without_byline(lines: list[TextLine]) -> list[TextLine]:
    """Cut the byline, which stands first, behind a caption at most; some pages print it once more with the text."""
    byline = next(
        ((n, found) for n, line in enumerate(lines[:BYLINE_LINES]) if (found := find_byline(line.text))), None
    )
    if byline is None:
        return lines[:-1] if lines and _is_only_byline(lines[-1].text) else lines
    first, found = byline
    if first and first + 1 == len(lines) and not found[1]:  # it signs the end
        return lines[:first]
    lines, above = lines[first:], [line for line in lines[:first] if _is_paragraph(line.text)]
    n = 0
    for _ in range(_BYLINES):
        if found is None:
            break
        lines[n] = lines[n]._replace(text=found[1], starts_block=True)
        n += not found[1]
        found = find_byline(lines[n].text) if n < len(lines) else None
    return [*above, *lines]


def _is_only_byline(text: str) -> bool:
    found = find_byline(text)
    return found is not None and not found[1]


def _is_paragraph(text: str) -> bool:
    """Return True if a line before the byline is a paragraph, not a caption or a label."""
    return len(text.split()) > _CAPTION_WORDS and _SENTENCE_END.search(text) is not None


def _cut_at_disclaimer(lines: list[TextLine]) -> list[TextLine]:
    if not DISCLAIMER.may_hold("\n".join([fold_line(line.text) for line in lines])):  # in most bodies
        return lines
    for n, line in enumerate(lines):
        if DISCLAIMER_LABEL.fullmatch(line.text):
            if _speaks_of_site(lines[n + 1 : n + 1 + _LABEL_REACH]):
                return lines[:n]
        elif DISCLAIMER.match(line.text) or (n + _LABEL_REACH >= len(lines) and _SITES_LABEL.match(line.text)):
            return lines[:n]
        elif inside := disclaimer_inside(line.text):
            return [*lines[:n], line._replace(text=line.text[: inside.start()].rstrip())]
    return lines


def _speaks_of_site(following: list[TextLine]) -> bool:
    """Return True if nothing follows a disclaimer's label, or a text about the site or the provider."""
    return not following or any(SPEAKS_OF_SITE.search(line.text) for line in following)
