"""One spelling for figures, for all that is compared."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import fold_figures, fold_with_offsets

ARABIC = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
        st.sampled_from("0123456789٠١٢۰۱,.،٫٬ر/% ٪$€\u200c\u200d\u200f\u00a0abkm"),
    )
)
ANY_TEXT = st.one_of(st.text(), ARABIC)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("15,5", "15.5", id="decimal comma"),
        pytest.param("15،5", "15.5", id="Arabic comma"),
        pytest.param("١٥٫٥", "15.5", id="Arabic decimal sign"),
        pytest.param("41ر20", "41.20", id="decimal letter"),
        pytest.param("15/5", "15.5", id="slash"),
        pytest.param("1,234", "1234", id="thousands"),
        pytest.param("1٬234", "1234", id="Arabic thousands sign"),
        pytest.param("1،234", "1234", id="Arabic comma as thousands sign"),
        pytest.param("1,234,567.89", "1234567.89", id="both signs"),
        pytest.param("1.234.567,89", "1234567.89", id="both signs, continental"),
        pytest.param("1.234.567", "1234567", id="thousands points"),
        pytest.param("0,125", "0.125", id="nothing before the comma"),
        pytest.param("1.234", "1.234", id="three decimals"),
        pytest.param("12345,678", "12345.678", id="too long for thousands"),
        pytest.param("14/05/2025", "14/05/2025", id="date with slashes"),
        pytest.param("24.05.2024", "24.05.2024", id="date with points"),
        pytest.param("08:44", "08:44", id="clock"),
        pytest.param("1.234,567,8", "1.234,567,8", id="no figure"),
        pytest.param("بـ62", "ب 62", id="prefix with tatweel"),
        pytest.param("الـ62", "ال 62", id="article"),
        pytest.param("و62", "و 62", id="conjunction"),
        pytest.param("62دولار", "62 دولار", id="glued unit"),
        pytest.param("$62", "$ 62", id="currency before"),
        pytest.param("62€", "62 €", id="currency behind"),
        pytest.param("US$62m", "us $ 62 m", id="currency letters"),
        pytest.param("AED62", "aed 62", id="currency code"),
        pytest.param("62km", "62 km", id="Latin unit"),
        pytest.param("G20 and 5G", "g20 and 5g", id="names with figures stay"),
        pytest.param("rose 62 units", "rose 62 units", id="plain"),
    ],
)
def test_figures_have_one_spelling(text: str, figures: str) -> None:
    assert fold_figures(text) == figures


@pytest.mark.parametrize(
    "printed",
    [
        "62%",
        "62 %",
        "٦٢٪",
        "٪62",
        "%62",
        "62 بالمئة",
        "62 بالمائة",
        "62بالمئة",
        "62 في المئة",
        "62 في المائة",
        "62 فى المائه",
        "62 per cent",
        "62 percent",
        "62 pct",
    ],
)
def test_per_cent_has_one_spelling(printed: str) -> None:
    assert " ".join(fold_figures(printed).split()) == "62 %"


@pytest.mark.parametrize("text", ["62 percentage points", "62 بالمئات", "في المائة الأولى"])
def test_other_words_are_no_per_cent(text: str) -> None:
    assert "%" not in fold_figures(text)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_figures(fold_figures(text)) == fold_figures(text)


@pytest.mark.parametrize("unit", ["1,", "1ر", "% 1", "1 % ", "ب1", "$1", "بال", "\u0654", "أ\u064b", "في   "])
def test_a_million_characters_are_folded_in_seconds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.perf_counter()
    fold_figures(text)
    fold_with_offsets(text[:200_000])
    assert time.perf_counter() - started < 30  # a quadratic search would take hours
