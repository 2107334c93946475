"""One name for one provider, by its wire code."""

from __future__ import annotations

import pytest

from menafn_crawler.normalise import ProviderNames, is_spelling

KUNA = "000071011013"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kuwait News Agency (KUNA)", "KUNA"),
        ("Kuwait News Agency (KUNA)", "Kuwait News Agency"),
        ("Kuwait News Agency – KUNA", "KUNA - Kuwait News Agency"),
        ("Trend News Agency", "TREND NEWS AGENCY"),
        ("Trend News Agency", "Trend"),
        ("GlobeNewsWire - Nasdaq", "GlobeNewswire"),
        ("EIN Presswire", "EIN Press Wire"),
        ("Qatar News Agency", "QNA"),
        ("Kuwait News Agency", "KUNA"),
        ("Indo-Asian News Service", "IANS"),
        ("وكالة الأنباء القطرية", "وكاله الانباء القطريه"),
    ],
)
def test_spellings_of_one_provider(one: str, other: str) -> None:
    assert is_spelling(one, other)
    assert is_spelling(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jordan News Agency", "Kuwait News Agency"),
        ("Trend News Agency", "Khaama Press"),
        ("MENAFN", "Kuwait News Agency (KUNA)"),
        ("وكالة الأنباء القطرية", "وكالة الأنباء الأردنية"),
        ("", "KUNA"),
    ],
)
def test_names_of_two_providers(one: str, other: str) -> None:
    assert not is_spelling(one, other)
    assert not is_spelling(other, one)


def test_the_commonest_spelling_of_a_code_is_the_name() -> None:
    names = ProviderNames([(KUNA, "en", "Kuwait News Agency (KUNA)", 9), (KUNA, "en", "KUNA", 2)])
    assert names.usual(KUNA, "en", "Kuwait News Agency") == "Kuwait News Agency (KUNA)"
    assert names.usual(KUNA, "en", "KUNA") == "Kuwait News Agency (KUNA)"


def test_the_first_spelling_stands_until_another_is_commoner() -> None:
    names = ProviderNames()
    assert [names.usual(KUNA, "en", name) for name in ("KUNA", "Kuwait News Agency (KUNA)")] == ["KUNA", "KUNA"]


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        pytest.param("000187011040", "en", "KUNA", id="another code"),
        pytest.param(KUNA, "ar", "KUNA", id="another language"),
        pytest.param(KUNA, "en", "Khaama Press", id="another provider under the code"),
    ],
)
def test_other_names_stay_as_printed(code: str, language: str, name: str) -> None:
    names = ProviderNames([(KUNA, "en", "Kuwait News Agency (KUNA)", 9)])
    assert names.usual(code, language, name) == name
