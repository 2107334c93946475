"""Text that was decoded with the wrong encoding: undo it where the way back is certain, and tell where it is not.

The way back is certain where the whole text decodes and reads as Arabic afterwards, or where ``ftfy`` finds no other
reading. Nothing is made up: a text of which bytes were lost stays as it is and is flagged.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from menafn_crawler.normalise.byline import find_byline
from menafn_crawler.normalise.folding import fold

_HIGH = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What a byte from 0x80 to 0xBF looks like when it is read as Windows-1252."""
_SUSPECT = re.compile(rf"[Â-ô\ufffd](?:(?<=\ufffd)|[{_HIGH}]|(?<=[ÂÃ])\s)")
_CERTAIN = re.compile(rf"[ÃÂâØÙ][{_HIGH}]|\ufffd")
_CUT_QUOTE = re.compile(rf"(?<=â€œ)(?P<quoted>[^â]{{1,2000}})â€(?![{_HIGH}])")
"""A quotation whose closing mark lost its last byte, which no code page shows."""
_LOST_BYTE = re.compile(r"[ØÙ](?=\s|$)|[ØÙ]\u00ad?(?=[ØÙ])")
"""An Arabic letter of which a byte was lost as white space or a soft hyphen."""
_SOUP = re.compile(r"(?<!\w)(?:[À-ÿ]{2,50}\W{1,3}){3}")
"""Words all of accented letters, three in a row: no language has them, but Arabic has that is read as Windows-1252."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_QUESTION_MARKS = re.compile(r"\?{3,100}(?:\s\?{2,100}){2}")
"""Words of question marks: letters that no encoding could write."""
_BOX_DRAWING = re.compile("[\u2500-\u257f]\\w?[\u2500-\u257f]|[\u2500-\u257f]\\w{1,3}\\s?[\u2500-\u257f]")
_LEAD_BYTES = re.compile(r"(?:[ШЩ][^\sШЩ]){3}|(?:[ÿŸ]\S){3}")
"""Bytes 0xD8 and 0xD9, with which Arabic letters begin in UTF-8, read as Windows-1251 or MacRoman."""
_LATIN_IN_ARABIC = re.compile("[\u0620-\u064a][À-ÿ]|[À-ÿ][\u0620-\u064a]")
_ZAH = "ظ"
"""The rarest letter: half of them all where bytes of UTF-8 were read as ISO-8859-6."""
_REVERSED = re.compile("(?<!\\w)ة[\u0620-\u064a]{2}")
"""No word begins with ta marbuta: it stands at the end of words, and of lines that were reversed."""
_TANWIN_INSIDE = re.compile("[\u064c\u064d][\u0620-\u064a]")
"""It ends words; inside them it is another letter in the wrong encoding."""
_FEW = 3
_SAMPLE = 400
"""Characters of a text that tell whether it is Arabic."""
_MOST_ROUNDS = 4
"""Times that a text can have been encoded wrongly."""

_WRONG = "cp1252 latin-1 cp1256 cp1254 cp1251 cp720 cp437 mac_arabic mac_roman koi8_r iso8859_6".split()
_RIGHT = ("utf-8", "cp1256", "iso8859_6")
_WRONG_AND_RIGHT = tuple((wrong, right) for right in _RIGHT for wrong in _WRONG if wrong != right)
"""Encodings that Arabic was read in, and the one it was written in."""
_ARABIC_WORD = re.compile("[\u0620-\u064a]{1,40}")
_OTHER_LETTER = re.compile("[^\\W\\d_\u0620-\u064aa-zA-Z]")
_COMMON = frozenset(map(fold, "في من على إلى أن إن عن مع التي الذي هذا هذه بعد قال كما أو ما لا بين خلال".split()))
_USUAL = re.compile("[\x00-\x7f\u00a0‘’“”–—…•«»€£™®°·\u0600-\u06ff\u200c-\u200f]*+")
_KNOWN = re.compile(
    r"ا(?<!\w.)ل\w|[وب](?<!\w.)ال\w|(?:ف(?<!\w.)ي|م(?<!\w.)ن|ع(?<!\w.)لى|إ(?<!\w.)لى|ع(?<!\w.)ن|أ(?<!\w.)ن)(?!\w)",
    re.DOTALL,
)
"""The article, and the commonest words. Each form begins with a letter: that makes the search several times quicker."""
_ENOUGH = 8
"""Words of which one at least is a common one, where the text is Arabic."""
_ARTICLES = ("ال", "وال", "بال", "كال", "فال")


def repair_encoding(text: str) -> str:
    """Return *text* as it was before it was decoded wrongly; as it is where that is not certain.

    >>> repair_encoding("â€œOilâ€\u009d"), repair_encoding("ط§ظ„ظ†ظپط· ظپظٹ ط§ظ„ط£ط³ظˆط§ظ‚")
    ('“Oil”', 'النفط في الأسواق')
    """
    if "\\u" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if _is_sound(text):
        return text
    byline = find_byline(text)
    head = text[: len(text) - len(byline[1])] if byline else ""
    return _repaired(head) + _repaired(text[len(head) :])


def is_mojibake(text: str) -> bool:
    """Return True if *text* was decoded with the wrong encoding, repairable or not."""
    if ("???" in text and _QUESTION_MARKS.search(text)) or ("\\u" in text and _ESCAPE.search(text)):
        return True
    if _is_sound(text):
        return False
    if is_suspect(text) and (_CERTAIN.search(text) is not None or _fix_encoding(text) != text):
        return True
    return (
        _SOUP.search(text) is not None
        or _BOX_DRAWING.search(text) is not None
        or _LEAD_BYTES.search(text) is not None
        or any(len(pattern.findall(text)) >= _FEW for pattern in (_LATIN_IN_ARABIC, _REVERSED, _TANWIN_INSIDE))
        or text.count(_ZAH) * 5 > len(text) > _FEW
        or _arabic(text, "ignore") is not None
    )


@lru_cache(maxsize=256)  # each line is repaired and then looked at
def _is_sound(text: str) -> bool:
    """Return True for nearly all texts that were decoded rightly: English or Arabic with usual punctuation."""
    if text.isascii():
        return True
    if _USUAL.fullmatch(text) is None:
        return False
    spaces = text.count(" ")
    if text.count(" ال") * 8 > spaces or not _ARABIC_WORD.search(text):  # nearly all
        return True
    return len(_KNOWN.findall(text)) * 8 > spaces


def is_suspect(text: str) -> bool:
    """Return True if *text* holds letters that no English text has and that mojibake has."""
    return ("\ufffd" in text or not _is_below_accents(text)) and _SUSPECT.search(text) is not None


def _is_below_accents(text: str) -> bool:
    return b"\xc3" not in text.encode("utf-8", "replace")  # searched in bytes: a tenth of an expression's time


def _unescaped(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if letter.isprintable() else found.group()


def _repaired(text: str) -> str:
    if text.isascii():
        return text
    if (arabic := _arabic(text, "strict")) is not None:
        return arabic
    if _LOST_BYTE.search(text):
        return text
    for _ in range(_MOST_ROUNDS):
        if not is_suspect(text):
            break
        repaired = " ".join(_fix_encoding(_CUT_QUOTE.sub(r"\g<quoted>”", text)).split())
        if repaired == text:
            break
        text = repaired
    return text


def _fix_encoding(text: str) -> str:
    import ftfy  # on first use: few pages need it, and every start would wait for it

    return ftfy.fix_encoding(text)


def _arabic(text: str, errors: str) -> str | None:
    """Return *text* decoded rightly if it was Arabic before; None if it reads as Arabic already, or in no encoding."""
    octets_more = len(text.encode("utf-8", "replace")) - len(text)
    if octets_more < _FEW or octets_more * 3 < len(text):  # most of it is ASCII
        return None
    before = _arabic_words(text)
    if before.known or (before.all_arabic and before.words < _ENOUGH):
        return None
    for wrong, right in _WRONG_AND_RIGHT:
        try:
            found = text.encode(wrong, errors).decode(right, errors)
        except UnicodeError:
            continue
        words = _arabic_words(found)
        if words.all_arabic and words.known * 5 >= words.words and words.known > before.all_arabic:
            return found
    return None


class _Words(NamedTuple):
    """Words in Arabic letters at the beginning of a text."""

    words: int
    known: int
    """Those with the article, and the commonest."""
    all_arabic: bool
    """True if hardly any letter is neither Arabic nor ASCII."""


def _arabic_words(text: str) -> _Words:
    text = fold(text[:_SAMPLE])
    words = _ARABIC_WORD.findall(text)
    known = sum(word in _COMMON or (len(word) > _FEW and word.startswith(_ARTICLES)) for word in words)
    others = len(_OTHER_LETTER.findall(text))
    return _Words(len(words), known, bool(words) and others * 10 <= sum(map(len, words)))
