"""What of a text survives translation: weights, magnitudes, and where it stands."""

from __future__ import annotations

import pytest

from menafn_crawler.deduplicate import ReleaseFacts
from menafn_crawler.deduplicate.release_facts import weight_of


@pytest.mark.parametrize(
    ("value", "weight"),
    [
        ("7", 0.0), ("40", 0.6), ("45", 1.2), ("450", 1.2), ("456", 2.2), ("4567", 3.0), ("45678", 3.0), ("4.5", 1.5),
        ("1899", 3.0), ("1999", 0.3), ("2025", 0.3), ("20251", 3.0), ("0.5", 0.6), ("1e+15", 0.6), ("12e+15", 1.2),
    ],
)  # fmt: skip
def test_a_figure_tells_the_more_the_more_digits_it_has(value: str, weight: float) -> None:
    assert weight_of(value) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12 thousand, 3 million, 4 bn and 5 tn", {"12000", "3000000", "4000000000", "5e+12"}),
        ("3 وملايين", {"3000000"}),
        ("مليارين", {"2000000000"}),
        ("ألفين", {"2000"}),
        ("it was 12", {"12"}),
    ],
    ids=["units", "a unit with a particle", "two milliards", "two thousand", "the last word"],
)
def test_a_figure_is_multiplied_by_its_unit(text: str, values: set[str]) -> None:
    assert set(ReleaseFacts("", text).figures) == values


def test_only_figures_that_tell_something_are_distinctive() -> None:
    assert ReleaseFacts("", "in 2025, 7 of 40 paid 450 and 12,400").distinctive == {"450", "12400"}


@pytest.mark.parametrize(("words", "lead"), [(59, {"4567"}), (60, set())], ids=["among the first sixty", "behind them"])
def test_the_lead_has_sixty_words(words: int, lead: set[str]) -> None:
    assert ReleaseFacts("", f"{'word ' * words}4567{' word' * 100}").lead_figures == lead


@pytest.mark.parametrize(("behind", "lead"), [(6, {"4567"}), (5, set())], ids=["first half", "second half"])
def test_the_lead_is_at_most_half_of_the_text(behind: int, lead: set[str]) -> None:
    assert ReleaseFacts("", f"a b c d e 4567{' word' * behind}").lead_figures == lead


def test_a_text_starts_with_what_stands_among_its_first_words() -> None:
    facts = ReleaseFacts("", "it paid 4567 and again 4567 and 12400 to Weatherby of old")
    assert [facts.starts_with("4567", words) for words in (2, 3)] == [False, True]
    assert [facts.starts_with("weatherby", words) for words in (9, 10)] == [False, True]
    assert not facts.starts_with("8901", 99)


def test_names_of_the_headline_are_those_that_the_body_has_too() -> None:
    facts = ReleaseFacts(
        "Weatherby met Haddad", "the office of Weatherby in the town of Nizwa is open to Minister Rima Hassan"
    )
    assert facts.title_names == {"weatherby"}
    assert {"weatherby", "nizwa", "rima", "hassan"} == set(facts.names)
    assert facts.full_names == {("rm", "hsn")}
    assert facts.neighbours == frozenset()


def test_places_of_an_arabic_headline_are_told_and_those_of_the_body_are_not() -> None:
    facts = ReleaseFacts("افتتاح مكتب في الكويت", "قال المدير إن المكتب في قطر مفتوح")
    assert facts.title_places == {"الكويت"}
    assert facts.names == {}
    assert facts.full_names == frozenset()
