"""Names across scripts."""

from __future__ import annotations

import pytest

from menafn_crawler.deduplicate.transliteration import EXONYMS, consonants
from menafn_crawler.normalise import fold


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("Mohammed", "محمد"),
        ("Muhammad", "محمد"),
        ("Khalifa", "خليفة"),
        ("Bouteflika", "بوتفليقة"),
        ("Ghassan", "غسان"),
        ("Google", "غوغل"),
        ("Google", "جوجل"),
        ("Schneider", "شنايدر"),
        ("Churchill", "تشرشل"),
        ("Philip", "فيليب"),
        ("Nowais", "النويس"),
        ("Abdullah", "عبدالله"),
        ("Guedes", "غيديس"),
        ("Benzema", "بنزيما"),
        ("Salah", "صلاح"),
        ("Nuñez", "نونيز"),
    ],
)
def test_both_spellings_of_a_name_sound_alike(english: str, arabic: str) -> None:
    assert consonants(fold(english)) == consonants(fold(arabic).removeprefix("ال"))


@pytest.mark.parametrize(
    ("english", "arabic"),
    [("Haddad", "حامد"), ("Nasser", "منصور"), ("Benzema", "بنسودة"), ("Boeing", "بكين"), ("Salem", "سمير")],
)
def test_other_names_do_not(english: str, arabic: str) -> None:
    assert consonants(fold(english)) != consonants(fold(arabic))


def test_exonyms_are_folded_and_have_no_article() -> None:
    assert EXONYMS["egypt"] == "مصر"
    assert all(fold(word) == word and not word.startswith("ال") for word in EXONYMS.values())
    assert all(fold(word) == word for word in EXONYMS)
