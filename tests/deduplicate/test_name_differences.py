"""From how many names on two texts are two stories: the boundaries of the rule."""

from __future__ import annotations

import pytest

from menafn_crawler.deduplicate.alignment import Gap, align
from menafn_crawler.deduplicate.facts import Facts
from menafn_crawler.deduplicate.name_differences import (
    NameConflicts,
    _same_name,
    common_names,
    compare_names,
    names_reason,
    repeated_words,
)


def conflicts(
    places: int = 1, names: int = 0, *, passages: int = 0, longest: int = 0, subject: bool = False, lead: bool = False
) -> NameConflicts:
    first = {f"one {n}" for n in range(names)}
    return NameConflicts([("a", "b")] * places, first, set(first), subject, lead, passages, longest)


CASES = {
    "no name": (conflicts(0), 0, 9, False),
    "subject, one place of fifteen": (conflicts(subject=True), 9, 15, True),
    "subject, one place of sixteen": (conflicts(subject=True), 9, 16, False),
    "lead, every other place": (conflicts(lead=True), 9, 2, True),
    "lead, every third place": (conflicts(lead=True), 9, 3, False),
    "two names of six": (conflicts(names=2), 4, 9, True),
    "two names of seven": (conflicts(names=2), 5, 9, False),
    "one name of three, every other place": (conflicts(names=1), 2, 2, True),
    "one name of three, every third place": (conflicts(names=1), 2, 3, False),
    "a passage of three tenths": (conflicts(passages=1, longest=30), 9, 9, True),
    "a shorter passage": (conflicts(passages=1, longest=29), 9, 9, False),
    "the only place": (conflicts(), 9, 1, True),
    "the only short place and a passage": (conflicts(2, passages=1), 9, 2, False),
    "lead, one short place of four and a passage": (conflicts(2, passages=1, lead=True), 9, 4, False),
    "lead, one short place of three and a passage": (conflicts(2, passages=1, lead=True), 9, 3, True),
    "one name of one, half of the places": (conflicts(names=1), 0, 2, True),
    "one name of one, a passage": (conflicts(passages=1, names=1), 0, 2, False),
    "one of two places": (conflicts(), 9, 2, False),
}


@pytest.mark.parametrize(("found", "common", "replaced", "two"), CASES.values(), ids=CASES.keys())
def test_names_make_two_stories(found: NameConflicts, common: int, replaced: int, two: bool) -> None:
    assert (names_reason(found, common, replaced, [], 100) == "names differ (a / b)") is two


def test_repeated_words_are_a_reason_if_names_are_none() -> None:
    assert names_reason(conflicts(0), 0, 9, [("gold", "silver")], 100) == "words differ throughout (gold / silver)"


@pytest.mark.parametrize(("dateline", "common"), [(0, 1), (2, 1), (3, 0)])
def test_a_name_in_the_dateline_is_not_one_that_both_texts_have(dateline: int, common: int) -> None:
    facts = Facts("", "He met Weatherby in the plant.")
    facts.dateline = dateline
    assert common_names(facts, facts, align(facts.words, facts.words)) == common


@pytest.mark.parametrize(("words", "found"), [(8, True), (9, False)])
def test_words_of_a_rewritten_sentence_replace_no_words(words: int, found: bool) -> None:
    one = Facts("", " ".join(f"silver{n}" for n in range(words)))
    other = Facts("", " ".join(f"copper{n}" for n in range(words)))
    gap = Gap(range(words), range(words))
    assert bool(repeated_words(one, other, [gap] * 3)) is found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Uae", "United Arab Emirates", True),
        ("Uae", "United Arab", False),
        ("U", "United", True),
        ("K Weatherby", "Karim Weatherby", True),
        ("K Weatherby", "Karim Haddad", False),
        ("Karim Weatherby", "Kamal Weatherby", False),
        ("K Weatherby", "Omar Weatherby", False),
    ],
)
def test_an_abbreviation_is_the_same_name(one: str, other: str, same: bool) -> None:
    first, second = Facts("", one), Facts("", other)
    mine, its = list(range(len(first.words))), list(range(len(second.words)))
    assert _same_name(first, mine, second, its) is _same_name(second, its, first, mine) is same


def names_in_place(before: int, words: int, *, title: str = "x") -> NameConflicts:
    """Names that stand in the place of each other, behind so many words, in a gap of so many words."""
    one, other = (
        Facts(title.format(name), " ".join(["we"] * before + [name] + ["met"] * (words - 1)))
        for name in ("Weatherby", "Haddad")
    )
    gap = Gap(range(before, before + words), range(before, before + words))
    return compare_names(one, other, [gap])


@pytest.mark.parametrize(("words", "passages", "longest"), [(15, 0, 0), (16, 1, 16)], ids=["a sentence", "a passage"])
def test_names_in_a_long_gap_are_a_passage(words: int, passages: int, longest: int) -> None:
    found = names_in_place(3, words)
    assert (found.pairs, found.passages, found.longest) == ([("weatherby", "haddad")], passages, longest)
    assert (found.first, found.second) == ((set(), set()) if passages else ({"weatherby"}, {"haddad"}))


@pytest.mark.parametrize(("before", "lead"), [(59, True), (60, False)], ids=["the last word of the lead", "behind it"])
def test_names_of_the_lead(before: int, lead: bool) -> None:
    assert names_in_place(before, 1).lead is lead


@pytest.mark.parametrize(("title", "subject"), [("x", False), ("{}", True)], ids=["once", "in the headline"])
def test_names_of_the_headlines_are_the_subject(title: str, subject: bool) -> None:
    assert names_in_place(3, 1, title=title).subject is subject


@pytest.mark.parametrize(("times", "found"), [(1, False), (2, True), (3, True)])
def test_a_word_that_stands_alone_in_the_place_of_another_twice(times: int, found: bool) -> None:
    one, other = (Facts("", f"We met {f'{metal} and ' * times}left.") for metal in ("copper", "silver"))
    gaps = [Gap(range(2 + 2 * n, 3 + 2 * n), range(2 + 2 * n, 3 + 2 * n)) for n in range(times)]
    assert repeated_words(one, other, gaps) == ([("copper", "silver")] if found else [])


@pytest.mark.parametrize(("times", "found"), [(2, False), (3, True)])
def test_a_word_in_the_place_of_another_three_times_is_throughout(times: int, found: bool) -> None:
    one, other = (
        Facts("", f"We met {f'{metal} and ' * times}{end}.") for metal, end in (("copper", "tin"), ("silver", "lead"))
    )
    places = [range(2 + 2 * n, 3 + 2 * n) for n in range(times + 1)]
    pairs = repeated_words(one, other, [Gap(place, place) for place in places])
    assert (("copper", "silver") in pairs) is found


@pytest.mark.parametrize(("one", "other", "found"), [("dollars", "euros", True), ("dollars", "usd", False)])
def test_another_currency_once_is_enough(one: str, other: str, found: bool) -> None:
    texts = [Facts("", f"We paid {currency} for {thing}.") for currency, thing in ((one, "copper"), (other, "silver"))]
    gaps = [Gap(range(2, 3), range(2, 3)), Gap(range(4, 5), range(4, 5))]
    assert ((one, other) in repeated_words(texts[0], texts[1], gaps)) is found


def test_a_name_in_the_place_of_a_passage_is_in_no_passage() -> None:
    one, other = Facts("", "we met Weatherby"), Facts("", "we met Haddad " + "so it went " * 9)
    found = compare_names(one, other, [Gap(range(2, 3), range(2, 24))])
    assert (found.pairs, found.passages) == ([("weatherby", "haddad")], 0)


@pytest.mark.parametrize(("dateline", "found"), [(2, True), (3, False)])
def test_names_of_the_dateline_are_not_compared(dateline: int, found: bool) -> None:
    one, other = Facts("", "we met Weatherby"), Facts("", "we met Haddad")
    one.dateline = dateline
    gap = Gap(range(2, 3), range(2, 3))
    assert bool(compare_names(one, other, [gap]).pairs) is found
    assert bool(compare_names(other, one, [gap]).pairs) is found
