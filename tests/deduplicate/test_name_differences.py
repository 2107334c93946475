"""From how many names on two texts are two stories: the boundaries of the rule."""

from __future__ import annotations

import pytest

from menafn_crawler.deduplicate.alignment import Gap, align
from menafn_crawler.deduplicate.facts import Facts
from menafn_crawler.deduplicate.name_differences import NameConflicts, common_names, names_reason, repeated_words


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
