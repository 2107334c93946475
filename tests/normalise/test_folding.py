"""One folding for all that is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import fold, fold_with_offsets

ARABIC = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
        st.sampled_from("0123456789٠١٢۰۱,.،٫٬ر/% ٪$€\u200c\u200d\u200f\u00a0abkm"),
    )
)
ANY_TEXT = st.one_of(st.text(), ARABIC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("إخلاء المسؤولية القانونية", "اخلاء المسئوليه القانونيه", id="hamza and ta marbuta"),
        pytest.param("آخر الأنباء", "اخر الانباء", id="madda"),
        pytest.param("مستشفى", "مستشفي", id="alef maqsura"),
        pytest.param("شركة الكهرباء في", "شرکة الکهرباء فی", id="Persian letters"),
        pytest.param("مـيـنـافـن", "مينافن", id="tatweel"),
        pytest.param("مِينَافِنّ", "مينافن", id="vowels"),
        pytest.param("ﻣﻴﻨﺎﻓﻦ", "مينافن", id="presentation forms"),
        pytest.param("ﻻ", "لا", id="ligature"),
        pytest.param("مي\u200cنا\u200dفن\u200f", "مينافن", id="joiners and direction marks"),
        pytest.param("أ", "ا\u0654", id="combining hamza"),
        pytest.param("ＭＥＮＡＦＮ", "menafn", id="full width"),
        pytest.param("١٤۰۵", "1405", id="digits"),
        pytest.param("Straße", "STRASSE", id="case"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("علي", "عالي", id="letters of their own"),
        pytest.param("كان", "گان", id="gaf is no kaf"),
        pytest.param("café", "cafe", id="accents"),
        pytest.param("مال", "مآل ", id="space stays"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_offsets_rise_and_lead_to_what_was_folded(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)


def test_offsets_cut_what_was_found() -> None:
    text = "قال: إخـلاء المسؤوليّة: نص"
    folded, offsets = fold_with_offsets(text)
    start = folded.index("اخلاء")
    assert text[offsets[start] :].startswith("إخـلاء")
