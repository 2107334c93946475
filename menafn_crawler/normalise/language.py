"""Detect the language of an article by its letters and commonest words."""

from __future__ import annotations

import re
from collections import Counter

from menafn_crawler.normalise.folding import fold

EDITIONS = ("en", "ar")
"""Languages of the site's editions."""
_SAMPLE = 2_000
"""Characters that tell the language of a text."""
_LETTERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("arabic", re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\ufb50-\ufdff\ufe70-\ufefc]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
)
"""Scripts; those that one language of the site's sources writes bear its code."""

_WORDS: dict[str, dict[str, frozenset[str]]] = {
    "arabic": {
        "ar": frozenset(
            map(fold, "في من على إلى أن إن عن مع التي الذي هذا هذه قال بعد كما ما لا بين خلال ذلك".split())
        ),
        "fa": frozenset(map(fold, "در از که این است را با برای شد های می به و خود آن بود یک کرد نیز شده گفت".split())),
        "ur": frozenset(map(fold, "ہے کے میں کی اور سے کا نے کو پر کہ ہیں کیا اس نہیں ہوا گیا ایک تھا بھی".split())),
        "ku": frozenset(map(fold, "لە بۆ کە ئەو ئەم بە لەگەڵ دەکات کرد هەر بوو دەبێت نێوان یەک لەسەر".split())),
        "ps": frozenset(map(fold, "د په چې کې او له څخه دې ته دی شوي کړي هم یې وي سره".split())),
    },
    "latin": {
        "en": frozenset("the of and to in a is for that on with as by it was at from has said be are its an".split()),
        "fr": frozenset("le la les des et en du une un est pour que dans sur par au avec qui ne pas".split()),
        "es": frozenset("el la los las de y en que un una por con para del se es al como su".split()),
        "de": frozenset("der die und das den von mit ist des im für auf dem ein eine nicht sich auch".split()),
        "it": frozenset("il di che la e per un una del della con non sono dei nel alla le gli".split()),
        "pt": frozenset("o de que e do da em um uma para com os no na por dos não as".split()),
        "tr": frozenset("ve bir bu için ile da de olarak olan en daha çok gibi sonra kadar dedi".split()),
        "id": frozenset("yang dan di untuk dengan dari pada ini itu dalam tidak akan oleh adalah".split()),
        "nl": frozenset("de het een van en in is dat op te voor met zijn niet aan die".split()),
    },
}
_ONLY: dict[str, re.Pattern[str]] = {
    "ur": re.compile("[ٹڈڑںے]"),
    "ku": re.compile("[ەۆێڕڵ]"),
    "ps": re.compile("[ټډړږښې]"),
    "fa": re.compile("[پچژگ]"),
}
"""Letters that Arabic does not have."""
_FOREIGN = re.compile("[" + "".join(pattern.pattern.strip("[]") for pattern in _ONLY.values()) + "کی]")
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_ENGLISH = frozenset(map(str.encode, _WORDS["latin"]["en"]))
_DEFAULT = {"arabic": "ar", "latin": "en"}
_FIRST = 800
_ENOUGH = 30
_LEAST = 3
"""Known words without which a text is taken for the edition's language."""


def language_of(edition: str, text: str) -> str:
    """Return the ISO 639 code of the language of *text*; the edition's (``en`` or ``ar``) for text without letters.

    >>> language_of("en", "النفط يرتفع"), language_of("ar", "Oil prices rise in the markets of Asia")
    ('ar', 'en')
    >>> language_of("ar", "این کشور در حال توسعه است و از آن گفت که")
    'fa'
    """
    sample = text[:_SAMPLE]
    for language in sorted(_IS_PLAINLY, key=lambda language: language != edition):  # its own is the likeliest
        if _IS_PLAINLY[language](sample):
            return language
    script = _script(sample)
    if script is None:
        return edition
    if script not in _WORDS:
        return "uk" if script == "ru" and re.search("[іїєґ]", sample.lower()) else script
    return _by_words(script, sample)


def _is_plainly_english(text: str) -> bool:
    """Return True if every sixth of the first words is one of the commonest; of other languages few are."""
    words = text[:_FIRST].encode("utf-8", "replace").lower().split()
    return len(words) >= _ENOUGH and sum(map(_ENGLISH.__contains__, words)) * 6 > len(words)


def _is_plainly_arabic(text: str) -> bool:
    """Return True if every tenth of the first words is one of the commonest, and no letter is another language's."""
    words = fold(text[:_FIRST]).split()
    known = sum(map(_WORDS["arabic"]["ar"].__contains__, words))
    return len(words) >= _ENOUGH and known * 10 > len(words) and not _FOREIGN.search(text)


_IS_PLAINLY = {"en": _is_plainly_english, "ar": _is_plainly_arabic}


def _script(text: str) -> str | None:
    counts = {script: len(letter.findall(text)) for script, letter in _LETTERS}
    counts["ja"] += counts["zh"] * bool(counts["ja"])
    most = max(counts, key=lambda script: counts[script])
    return most if counts[most] else None


def _by_words(script: str, text: str) -> str:
    """Return the language whose commonest words stand in *text* most often; a tie is the site's own language."""
    default = _DEFAULT[script]
    words = Counter(_WORD.findall(fold(text)))
    known = {code: sum(words[word] for word in common) for code, common in _WORDS[script].items()}
    if script == "arabic":
        for code, letter in _ONLY.items():
            known[code] += len(letter.findall(text)) // 2
    best = max(known, key=lambda code: (known[code], code == default))
    return best if known[best] >= max(_LEAST, known[default] + 1) else default
