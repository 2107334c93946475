"""Which English and Arabic articles tell one release."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.bilingual import LabelledRelease, bilingual_set, found_links, true_links
from menafn_crawler.deduplicate import (
    LANGUAGES,
    Release,
    ReleaseFacts,
    TranslationEvidence,
    are_near,
    best_pairs,
    compare_releases,
    worth_translating,
)
from menafn_crawler.deduplicate.facts import Facts
from menafn_crawler.deduplicate.translation import (
    MARGIN,
    _closeness,
    _figures_reason,
    _name_weight,
    _names_reason,
    _only,
    _reach,
    _same_picture,
)

LABELLED = bilingual_set()
BY_ID = {one.release.article_id: one for one in LABELLED}
STORIES = {(one.story, one.release.language): one for one in LABELLED}
TRUE = sorted(true_links(LABELLED))
OTHER_NAMES = (
    "Zurlan Beckford Tiverson Pelletier Moravec Lindholm Vasquez Ferrante Quimby Ostrander Hollis Drummond Wexford"
).split()


def compared(one: LabelledRelease, other: LabelledRelease) -> TranslationEvidence:
    facts = ReleaseFacts(one.title, one.body), ReleaseFacts(other.title, other.body)
    return compare_releases(one.release, other.release, facts)


def evidence(english: str, arabic: str) -> TranslationEvidence:
    return compared(STORIES[english, "en"], STORIES[arabic, "ar"])


def test_the_labelled_set_is_large_and_has_both_languages() -> None:
    assert len(LABELLED) >= 150
    assert {one.release.language for one in LABELLED} == set(LANGUAGES)
    assert len({one.genre for one in LABELLED}) >= 15
    assert len(LABELLED) - 2 * len(TRUE) >= 20  # texts without a translation


def test_precision_and_recall_on_the_labelled_set() -> None:
    found = found_links(LABELLED)
    right = found & set(TRUE)
    assert len(right) >= 0.99 * len(found)
    assert len(right) >= 0.85 * len(TRUE)
    held_out = {pair for pair in TRUE if BY_ID[pair[0]].held_out}
    assert len(found & held_out) >= 0.7 * len(held_out)


def test_no_pair_of_two_stories_is_linked_whoever_published_them() -> None:
    """Without the choice of the better partner, and across providers."""
    facts = {one.release.article_id: ReleaseFacts(one.title, one.body) for one in LABELLED}
    wrong = [
        (one.story, other.story)
        for one in LABELLED
        for other in LABELLED
        if one.release.language == "en" and other.release.language == "ar" and one.story != other.story
        if worth_translating(facts[one.release.article_id], facts[other.release.article_id])
        if compare_releases(
            one.release, other.release, (facts[one.release.article_id], facts[other.release.article_id])
        ).linked
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "arabic", "reason"),
    [
        ("drugs-2", "drugs", "figures differ"),
        ("oman-rail-2", "oman-rail", "figures differ"),
        ("bank-sukuk", "bank-q1", "figures differ"),
        ("bank-sukuk", "bank-app", "figures differ"),
        ("cb-rate", "digest-ar", "only one is a round-up"),
        ("digest-en", "quake", "figures differ"),
        ("oil-2", "oil-3", "figures differ"),
        ("amir-cable", "amir-cable-2", "too little is common"),
        ("appoint-2", "appoint-1", "too little is common"),
        ("gaza", "gaza-2", "figures differ"),
    ],
)
def test_why_two_stories_are_not_linked(english: str, arabic: str, reason: str) -> None:
    assert evidence(english, arabic).reason == reason


def test_the_evidence_says_what_is_common() -> None:
    found = evidence("tech", "tech")
    assert found.linked
    assert found.latin == ("blackwell", "microsoft", "nvidia", "oracle")
    assert {"hassan", "naqbi", "ajman", "khazna"} <= set(found.names)
    assert found.figures[0] == "1100000000"
    assert (found.figures_differing, found.picture) == (0, False)
    assert evidence("bank-q1", "bank-q1").picture


def test_the_order_of_the_two_does_not_matter() -> None:
    one, other = STORIES["quake", "en"], STORIES["quake", "ar"]
    assert compared(one, other) == compared(other, one)


@pytest.mark.parametrize("pair", TRUE[::4], ids=lambda pair: BY_ID[pair[0]].story)
def test_other_names_or_other_figures_are_another_story(pair: tuple[int, int]) -> None:
    one, other = (BY_ID[number] for number in pair)
    random = Random(pair[0])
    facts = Facts(one.title, one.body)
    names = {facts.words[place]: random.choice(OTHER_NAMES) for place in sorted(facts.names)}

    def renamed(text: str) -> str:
        return re.sub(r"\b[A-Z][A-Za-z]+", lambda word: names.get(word[0].lower(), word[0]), text)

    def refigured(text: str) -> str:
        return re.sub(r"\d", lambda digit: str((int(digit[0]) + random.randint(1, 8)) % 10), text)

    if len(names) > 2:
        assert not compared(replace(one, title=renamed(one.title), body=renamed(one.body)), other).linked
    if len(ReleaseFacts(one.title, one.body).lead_figures) > 2:
        assert not compared(replace(one, title=refigured(one.title), body=refigured(one.body)), other).linked


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("worth $1.5 billion", {"1500000000"}),
        ("worth 1500 million", {"1500000000"}),
        ("بقيمة 1.5 مليار دولار", {"1500000000"}),
        ("820 ألف دينار و٣٥ طنا", {"820000", "35"}),
        ("نحو مليوني حبة", {"2000000"}),
        ("at 12:30 on Monday", set()),
        ("three per cent", {"3"}),
    ],
)
def test_figures_have_their_magnitude(text: str, values: set[str]) -> None:
    assert set(ReleaseFacts("", text).figures) == values


def release(number: int, published_at: str | None) -> Release:
    return Release(number, "en", None, published_at)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (release(1, "2025-05-14T08:00:00Z"), release(90_000, "2025-05-15T14:00:00Z"), True),
        (release(1, "2025-05-14T08:00:00Z"), release(2, "2025-05-15T14:00:01Z"), False),
        (release(1, None), release(7_001, "2025-05-15T14:00:00Z"), True),
        (release(1, None), release(7_002, None), False),
    ],
    ids=["30 hours", "a second more", "7000 numbers", "one more"],
)
def test_how_far_apart_they_may_be(one: Release, other: Release, near: bool) -> None:
    assert (are_near(one, other), are_near(other, one)) == (near, near)


def test_two_equal_partners_are_none() -> None:
    assert best_pairs({(1, 10): 9.0, (1, 11): 9.0}) == set()
    assert best_pairs({(1, 10): 9.0, (1, 11): 9.0 - MARGIN}) == {(1, 10)}
    assert best_pairs({}) == set()


@given(st.dictionaries(st.tuples(st.integers(1, 4), st.integers(11, 14)), st.floats(6, 20)))
def test_links_are_one_to_one_and_between_best_partners(scores: dict[tuple[int, int], float]) -> None:
    found = best_pairs(scores)
    ends = [number for pair in found for number in pair]
    assert len(ends) == len(set(ends))
    for pair in found:
        others = [score for other, score in scores.items() if other != pair and set(other) & set(pair)]
        assert all(scores[pair] - score >= MARGIN for score in others)


# --- boundaries -------------------------------------------------------------------------------------------------------


def facts_of(**known: object) -> ReleaseFacts:
    """Facts of a text of 100 words that has nothing but what is given."""
    facts = object.__new__(ReleaseFacts)
    nothing: dict[str, object] = dict.fromkeys(
        ("distinctive", "lead_figures", "title_names", "title_places"), frozenset[str]()
    )
    for name, value in (nothing | {"word_count": 100, "round_up": False, "figures": {}, "places": {}} | known).items():
        setattr(facts, name, value)
    return facts


def figures(*values: str, lead: tuple[str, ...] = ()) -> ReleaseFacts:
    return facts_of(distinctive=frozenset(values), lead_figures=frozenset(lead))


FOUR = ("4567", "5678", "6789", "7891")
FIVE = (*FOUR, "8912")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (figures(), figures(), None),
        (figures(), figures("4567"), "figures differ"),
        (figures(*FIVE), figures(*FOUR), None),
        (figures(*FIVE), figures(*FOUR[:2]), None),
        (figures(*FIVE), figures("4567"), "figures differ"),
        (figures(*FOUR, "45"), figures(*FOUR, "54"), None),
        (figures(*FOUR, "45", "67"), figures(*FOUR, "54", "76"), None),
        (figures(*FOUR, "45", "67", "89"), figures(*FOUR, "54", "76", "98"), "figures differ"),
        (figures(*FOUR[:2], lead=FOUR[:2]), figures(*FOUR[1:2]), None),
        (figures(*FOUR[:3], lead=FOUR[:3]), figures(*FOUR[2:3], "123"), "figures differ"),
        (figures("4567"), figures("5678"), "figures differ"),
        (facts_of(round_up=True), facts_of(), "only one is a round-up"),
        (facts_of(round_up=True), facts_of(round_up=True), None),
    ],
    ids=[
        "none", "in one only", "four fifths", "two fifths", "one fifth", "few others", "a fifth others",
        "more than a fifth", "half of the lead", "a third of the lead", "nothing common", "one round-up", "two",
    ],
)  # fmt: skip
def test_figures_of_which_too_few_are_common_differ(one: ReleaseFacts, other: ReleaseFacts, reason: str | None) -> None:
    assert _figures_reason(one, other) == _figures_reason(other, one) == reason


SOME, CERTAIN = 2.4, 6.0


@pytest.mark.parametrize(
    ("words", "found", "missing", "names", "weight", "reason"),
    [
        (40, 1, 0, 4.0, CERTAIN, None),
        (39, 1, 0, 4.0, CERTAIN, "one is much longer"),
        (180, 1, 0, 4.0, CERTAIN, None),
        (181, 1, 0, 4.0, CERTAIN, "one is much longer"),
        (100, 7, 1, 4.0, 0.0, None),
        (100, 6, 1, 4.0, 0.0, "too little is common"),
        (100, 7, 1, 3.9, 0.0, "too little is common"),
        (100, 1, 1, 0.0, SOME, None),
        (100, 1, 1, 0.0, SOME - 0.1, "too little is common"),
        (100, 1, 2, 0.0, SOME, "names are missing"),
    ],
    ids=[
        "shortest", "too short", "longest", "too long", "one of eight missing", "one of seven missing",
        "names tell little", "as many missing", "figures tell little", "more missing",
    ],
)  # fmt: skip
def test_names_or_length_make_two_stories(
    words: int, found: int, missing: int, names: float, weight: float, reason: str | None
) -> None:
    common = {f"name {n}" for n in range(found)}
    assert _names_reason(facts_of(), facts_of(word_count=words), common, missing, names, weight) == reason


@pytest.mark.parametrize(
    ("weight", "common", "linked"),
    [
        (CERTAIN, 1, True), (CERTAIN, 0, False),
        (CERTAIN - 0.1, 2, True), (CERTAIN - 0.1, 1, False), (SOME, 2, True), (SOME, 1, False),
        (SOME - 0.1, 4, True), (SOME - 0.1, 3, False),
    ],
)  # fmt: skip
def test_the_less_the_figures_tell_the_more_names_of_the_headline_are_needed(
    weight: float, common: int, linked: bool
) -> None:
    heads = frozenset("abcd")
    reason = _names_reason(facts_of(title_names=heads), facts_of(), set("abcd"[:common] + "wxyz"), 0, 9.0, weight)
    assert reason == (None if linked else "a name of the headline is missing")


@pytest.mark.parametrize(("minutes", "points"), [(30, 1.0), (31, 0.5), (180, 0.5), (181, 0.0), (720, 0.0), (721, -1.0)])
def test_what_is_published_close_by_is_likelier(minutes: int, points: float) -> None:
    one, other = (
        release(1, "2025-05-14T08:00:00Z"),
        release(9999, f"2025-05-14T{8 + minutes // 60:02}:{minutes % 60:02}:00Z"),
    )
    assert _closeness(one, other) == _closeness(other, one) == points


@pytest.mark.parametrize(("ids", "points"), [(150, 1.0), (151, 0.0)])
def test_ids_tell_how_close_undated_articles_are(ids: int, points: float) -> None:
    assert _closeness(release(1, None), release(1 + ids, "2025-05-14T08:00:00Z")) == points


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/2025-05/14/a.jpg", "/2025-05/1/a.jpg", True),
        ("/2025-05/14/a.jpg", "/2025-05/14/b.jpg", False),
        ("/logo/a.jpg", "/logo/a.jpg", False),
        ("/2025-05/14/a.jpg", None, False),
        (None, None, False),
    ],
)
def test_a_picture_of_its_own_is_the_same_file(one: str | None, other: str | None, same: bool) -> None:
    assert _same_picture(one, other) is _same_picture(other, one) is same


def test_a_name_tells_the_more_the_more_consonants_it_has() -> None:
    assert [_name_weight(known) for known in ("مصر", "rm", "hsn", "hsnk")] == [0.4, 0.2, 0.8, 1.4]


def test_what_a_shorter_text_cannot_tell_is_not_missing() -> None:
    assert _reach(facts_of(word_count=100)) == 140
    one = facts_of(figures={"7": 3.0, "8": 0.5, "9": 3.0}, places={"7": 139, "8": 139, "9": 140})
    assert _only(one, facts_of()) == pytest.approx(1.7)
    assert _only(one, facts_of(figures={"7": 3.0})) == pytest.approx(0.5)
