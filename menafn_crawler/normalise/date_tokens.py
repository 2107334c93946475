"""Cut a line into words and numbers of dates, and divide these into statements that say one date each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from menafn_crawler.normalise.date_words import (
    AFTERNOON_OR_ERA,
    ANY_ZONE,
    LONGEST_PHRASE,
    WORDS,
    Kind,
    Role,
    Word,
)
from menafn_crawler.normalise.folding import fold, fold_with_offsets

_TOKEN = re.compile(
    r"(?P<date>\d{1,4}(?P<gap>\s?)(?P<sign>[-/.])(?P=gap)\d{1,2}(?P=gap)(?P=sign)(?P=gap)\d{1,4}(?![\d/:])"
    r"|(?<!\d)(?:19|20)\d{2}[01]\d[0-3]\d(?=[ t]\d{2}:?\d{2}))"
    r"|(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?![\d:])"
    r"|(?<=\d{8}t)[0-2]\d[0-5]\d(?:[0-5]\d)?(?!\d)|(?<!\d)[0-2]\d[0-5]\d\s?(?:hrs|hours)\b"
    r"|(?<!\d)\d{1,2}\s:\s\d{2}(?=\s?[ap]\.?m\b)|\d{1,2}h\d{2}(?![\w:])|\d{1,2}\.\d{2}(?=\s?(?:[ap]\.?m\b|[صم]\b|صباح|مساء)))"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+(?:\.[^\W\d_]+)*\.?)"
    r"|(?P<sign_of_offset>[+\u2212-](?=\d))"
    r"|(?P<space>[\s_]+)"
    r"|(?P<other>.)"
)
_SEPARATORS = frozenset(",،;؛:|•·()[]{}<>-–—−~/\\.\"'»«*!=")
_STRONG = frozenset("|•·–—»«")
"""Separators that divide a line into parts with nothing to do with one another."""
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_TIMES = frozenset({"time", Kind.HALF.name})
_ZONE_LETTERS = re.compile(r"[A-Z]{2,5}")


class Token(NamedTuple):
    """A word, a number or a sign of a line, and where it stands in the folded line."""

    kind: str
    """date, time, number, era, offset, separator, strong, unknown, or a ``Kind`` by name."""
    text: str
    start: int
    end: int
    value: object = None


def _tokens(folded: str, printed: str, offsets: Sequence[int]) -> list[Token]:
    """Cut a folded line into tokens; white space is dropped, phrases of several words are joined."""
    raw = [(str(found.lastgroup), found.group(), found.start(), found.end()) for found in _TOKEN.finditer(folded)]
    tokens: list[Token] = []
    place = 0
    while place < len(raw):
        kind, text, start, end = raw[place]
        place += 1
        if kind == "word":
            word, length = _longest_phrase(raw, place - 1)
            place += length - 1
            end = raw[place - 1][3]
            tokens.append(_word(word, folded[start:end], start, end, printed[offsets[start] : offsets[end]], tokens))
        elif kind == "sign_of_offset":
            tokens.append(Token("sign", text, start, end))
        elif kind == "other":
            known = "strong" if text in _STRONG else "separator" if text in _SEPARATORS else "unknown"
            tokens.append(Token(known, text, start, end))
        elif kind != "space":
            tokens.append(Token(kind, text, start, end))
    return tokens


def _longest_phrase(raw: Sequence[tuple[str, str, int, int]], place: int) -> tuple[Word | None, int]:
    """Return the meaning of the longest known phrase that begins at *place*, and how many raw tokens it takes."""
    words: list[str] = []
    best: tuple[Word | None, int] = (None, 1)
    for n in range(place, min(len(raw), place + 2 * LONGEST_PHRASE - 1)):
        kind, text = raw[n][:2]
        if kind == "word":
            words.append(text.replace(".", ""))
            if (found := WORDS.get(" ".join(words))) is not None:
                best = (found, n - place + 1)
        elif kind != "space":
            break
    return best


def _word(word: Word | None, text: str, start: int, end: int, printed: str, before: list[Token]) -> Token:
    plain = text.replace(".", "")
    last = before[-1] if before else None
    beside_number = last is not None and last.end == start
    if plain == "t" and last is not None and last.kind == "date":
        return Token(Kind.NEUTRAL.name, text, start, end)
    if plain in _ORDINALS and last is not None and last.kind == "number" and beside_number:
        return Token(Kind.NEUTRAL.name, text, start, end)
    if word is None:
        after_time = last is not None and last.kind in _TIMES
        if after_time and _ZONE_LETTERS.fullmatch(printed.strip(" .")):
            return Token(Kind.ZONE.name, text, start, end, ANY_ZONE)
        return Token("unknown", text, start, end)
    if plain == AFTERNOON_OR_ERA and last is not None and last.kind in ("number", "date"):
        return Token(Kind.COMMON_ERA.name, text, start, end)
    if word.kind is Kind.PLACE:
        return _place(word, text, start, end, before)
    return Token(word.kind.name, text, start, end, word.value)


def _place(word: Word, text: str, start: int, end: int, before: list[Token]) -> Token:
    """Return the zone of a place in brackets after a time. Without brackets it may be the place of the news."""
    last = [token for token in before if token.text != "("][-1:]
    if not last or last[0].kind not in _TIMES:
        return Token(Kind.NEUTRAL.name, text, start, end)
    zones = word.value if before[-1].text == "(" else ANY_ZONE
    return Token(Kind.ZONE.name, text, start, end, zones)


class Statement(NamedTuple):
    """Neighbouring tokens that say one date."""

    tokens: list[Token]
    role: Role | None

    @property
    def dated(self) -> bool:
        """Return True if a day is among the tokens."""
        return _has_day(self.tokens)


def _has_day(tokens: Iterable[Token]) -> bool:
    kinds = {token.kind for token in tokens}
    return "date" in kinds or {"number", Kind.MONTH.name} <= kinds


def statements(tokens: Sequence[Token]) -> list[Statement]:
    """Divide known tokens into statements: a label or a second date begins a new one."""
    found: list[Statement] = []
    current: list[Token] = []
    role: Role | None = None
    for n, token in enumerate(tokens):
        label = token.value if token.kind == Kind.LABEL.name else None
        second = _begins_second_date(token, current) or _divides(tokens, n, current)
        labelled = isinstance(label, Role) and not _labels_date_before(tokens, n, current)
        if _has_day(current) and (second or labelled or _names_next_date(tokens, n)):
            found.append(Statement(current, role))
            current, role = [], None
        if isinstance(label, Role) and (role is None or label is Role.UPDATED):
            role = label
        current.append(token)
    return [*found, Statement(current, role)] if current else found


_DATE_NAMES = frozenset(map(fold, ("date", "التاريخ", "تاريخ")))
_BETWEEN = frozenset("|•·;؛–—-")
"""Signs that divide a line where a whole date stands on either side."""


def _divides(tokens: Sequence[Token], place: int, current: Sequence[Token]) -> bool:
    """Return True for a sign with a whole date before it, and the next one behind it: its day, or its time first."""
    if tokens[place].text not in _BETWEEN or not _has_day(current):
        return False
    rest = tokens[place + 1 :]
    following = list(takewhile(lambda token: token.text not in _BETWEEN, rest))
    timed = all(any(token.kind == "time" for token in part) for part in (current, following))
    return _has_day(following) or (timed and _has_day(rest))


def _names_next_date(tokens: Sequence[Token], place: int) -> bool:
    """Return True for the word "date" before a date."""
    return tokens[place].text in _DATE_NAMES and _has_day(tokens[place + 1 :])


def _labels_date_before(tokens: Sequence[Token], place: int, current: Sequence[Token]) -> bool:
    """Return True for a label in a bracket without a date in or behind it: it belongs to the date before it."""
    opened = [token for token in current if token.kind == "separator" and token.text in "()"]
    if not opened or opened[-1].text != "(":
        return False
    inside = list(takewhile(lambda token: token.text != ")", tokens[place:]))
    return not _has_day(tokens[place:]) and all(token.kind != "time" for token in inside)


def _begins_second_date(token: Token, current: Sequence[Token]) -> bool:
    if token.kind == "date":
        return any(one.kind == "date" and not is_hijri(one) for one in current) and not is_hijri(token)
    if token.kind != Kind.MONTH.name:
        return False
    months = [one for one in current if one.kind == Kind.MONTH.name]
    return bool(months) and months[-1].value != token.value


def segments(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], bool]]:
    """Yield runs of known tokens, and whether each fills the line or a part of it between strong separators."""
    run: list[Token] = []
    whole = True
    for n, token in enumerate(tokens):
        if token.kind == "unknown":
            behind = tokens[n - 1] if n else None
            if run:
                yield run, whole and behind is not None and behind.kind == "strong"
            run, whole = [], False
        elif token.kind == "strong" and not run:
            whole = True
        else:
            run.append(token)
    if run:
        yield run, whole


def parts(run: Sequence[Token], *, whole: bool) -> Iterator[tuple[list[Token], bool]]:
    """Divide a run of known tokens at its strong separators; the last part ends the line only if the run does."""
    begins = 0
    for n, token in enumerate(run):
        if token.kind == "strong":
            yield list(run[begins:n]), whole or begins > 0
            begins = n + 1
    yield list(run[begins:]), whole


def tokenize(line: str) -> tuple[list[Token], Sequence[int]]:
    """Return the tokens of the folded line, and for each of its characters the index in *line*."""
    folded, offsets = fold_with_offsets(line)
    folded = folded.replace("\u2010", "-").replace("\u2011", "-")
    return _tokens(folded, line, offsets), offsets


ISLAMIC_YEARS = range(1300, 1500)


def is_hijri(token: Token) -> bool:
    """Return True for a date in numbers whose year is one of the Islamic calendar."""
    return any(int(part) in ISLAMIC_YEARS for part in re.split(r"[\s/.-]+", token.text))
