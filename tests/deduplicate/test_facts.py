"""Names and figures of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import Facts, skeleton


def names(text: str) -> list[str]:
    facts = Facts("", text)
    return [facts.words[place] for place in sorted(facts.names)]


def figures(text: str) -> list[str]:
    return [value for _, value in sorted(Facts("", text).figures.items())]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("shares of the bank rose when Karim Haddad left for Muscat on foot", ["karim", "haddad", "muscat"]),
        ("Alder Packaging has sold a unit to the managers of it", ["alder", "packaging"]),
        ("the unit is sold. Alder keeps the name. Alder is glad of the sum", ["alder", "alder"]),
        ("Officials said the road is open and that the bridge is closed", []),
        ("the Company told the Board of the Group that all is well", []),
        ("we met Gulf people and then saw the gulf at night from above", []),
        ("“Wonderful weather,” the mayor said of the day in old Nizwa", ["nizwa"]),
        ("ALL OF THIS IS SHOUTED BY NIZWA AND AQABA", []),
    ],
    ids=["inside", "at the start", "twice at the start", "usual start", "generic", "small too", "quoted", "shouted"],
)  # fmt: skip
def test_names_are_capitalised_words(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أعلنت شركة الريان بيع الوحدة", ["الريان"]),
        ("في مدينة نزوى وبمدينة صحار", ["نزوي", "صحار"]),
        ("التقى الدكتور خالد المنصوري وفدا", ["خالد"]),
        ("أعلنت الشركة بيع الوحدة في المدينة", []),
    ],
    ids=["company", "cities", "person", "no name"],
)
def test_arabic_names_follow_a_cue(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("rose 5pc to $200m, or Dh35m at 3:00pm in Q2, 1.5bn", ["5", "200", "35", "3:00", "2", "1.5"]),
        ("two per cent, forty-five million, the ninth", ["2", "45", "9"]),
        ("1,234,567 and 62.10 and 062.1", ["1234567", "62.1", "62.1"]),
        ("بلغ ١٬٢٣٤٫٥٠ دينار و٪٦٢ وبـ12 مليون و41ر20", ["1234.5", "62", "12", "41.2"]),
        ("ثلاثة ملايين وخمسون", ["3"]),
        ("on Monday in March; the march on a monday", ["monday", "march"]),
        ("one of the firsts", []),
    ],
    ids=["glued", "words", "signs", "Arabic", "Arabic words", "days", "no figures"],
)
def test_figures_are_read_by_value(text: str, wanted: list[str]) -> None:
    assert figures(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("DUBAI, May 14, 2025 (GLOBE NEWSWIRE) -- the bank rose", 6),
        ("Muscat: the port is open", 1),
        ("NEW YORK - shares rose", 2),
        ("the port of Muscat - the largest - is open", 0),
        ("عمان 14 أيار (بترا)- قالت الوزارة", 4),
        ("", 0),
    ],
    ids=["release", "colon", "dash", "none", "Arabic", "empty"],
)
def test_the_dateline_names_the_wire_not_the_story(text: str, wanted: int) -> None:
    assert Facts("", text).dateline == wanted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("mohammed", "muhammad", True),
        ("organisation", "organization", True),
        ("abdullah", "abdallah", True),
        ("marina", "moreno", True),
        ("nizwa", "nazwa", False),
        ("haddad", "farouk", False),
        ("ريان", "رين", False),
    ],
)
def test_the_skeleton_is_common_to_spellings_of_a_name(one: str, other: str, same: bool) -> None:
    assert (skeleton(one) == skeleton(other)) is same


@given(st.text(max_size=200), st.text(max_size=60))
def test_every_text_has_facts(body: str, title: str) -> None:
    facts = Facts(title, body)
    size = range(len(facts.words))
    assert set(facts.figures) | facts.names <= set(size)
    assert not facts.names & set(facts.figures)
    assert 0 <= facts.dateline <= len(facts.words)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("twenty two men", ["22"]),
        ("twenty nine men", ["29"]),
        ("twenty ten men", ["20", "10"]),
        ("twenty", ["20"]),
        ("nine twenty", ["9", "20"]),
        ("we met in May; May was hot. May is over", ["may"]),
        ("Class B and class Zed, phase IV, B", ["b", "iv"]),
        ("Monday monday", ["monday"]),
        ("5.50 and 007 and 0 and 10:30", ["5.5", "7", "0", "10:30"]),
    ],
)
def test_number_words_days_and_labels_are_figures(text: str, wanted: list[str]) -> None:
    assert figures(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("X is open. X it is", []),
        ("Alder is open to all of them.", []),
        ("Alder is open. we saw Alder", ["alder", "alder"]),
        ("Alder is open. the alder in town is Alder", []),
        ("The Alder is open to all of them", ["alder"]),
        ("we met Haddad", ["haddad"]),
    ],
    ids=["a letter", "once at the start", "inside too", "small too", "behind a starter", "the last word"],
)
def test_a_capital_at_the_start_proves_little(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(("capitals", "cased"), [(4, True), (5, False)], ids=["half", "more than half"])
def test_in_headline_case_capitals_mean_nothing(capitals: int, cased: bool) -> None:
    words = [*["Nizwa"] * capitals, *["town"] * (8 - capitals)]
    assert Facts("", f"we {' '.join(words)}").cased is cased


@pytest.mark.parametrize(
    ("title", "announced"),
    [
        ("harbour quarry zebra", True),
        ("harbour zebra", False),
        ("harbour quarry trams zebra llama", True),
        ("up on it", True),
        ("Digest: harbour quarry trams", False),
    ],
    ids=["two thirds", "half", "three fifths", "says nothing", "a round-up"],
)
def test_a_headline_announces_a_text_that_has_most_of_its_words(title: str, announced: bool) -> None:
    assert Facts(title, "").announces(Facts("other", "trams came to the harbour near the quarry")) is announced


@pytest.mark.parametrize(
    ("copied", "share"),
    [
        (frozenset[str](), 0.5),
        (frozenset({"weatherby"}), 0.0),
        (frozenset({"haddad"}), 1.0),
        (frozenset({"weatherby", "haddad"}), 0.5),
    ],
    ids=["none", "the common one", "the other", "all"],
)
def test_the_share_of_the_names_of_the_lead(copied: frozenset[str], share: float) -> None:
    one = Facts("", f"we met Weatherby and Haddad. {'so it was ' * 10}there with Farouk")
    assert one.lead_share(Facts("", "they saw Weatherby and Farouk"), copied) == share


@pytest.mark.parametrize(("words", "dateline"), [(14, 14), (15, 0)])
def test_a_dateline_is_no_longer_than_fourteen_words(words: int, dateline: int) -> None:
    assert Facts("", f"{'Muscat ' * words}-- the port is open").dateline == dateline


def test_a_text_without_capitals_is_compared_by_all_words_that_may_be_names() -> None:
    plain, cased = Facts("", "we met weatherby at the company in nizwa on 1204"), Facts("", "we met Weatherby in town")
    assert [plain.words[place] for place in sorted(plain.names_compared_with(cased))] == ["weatherby", "nizwa"]
    assert plain.names_compared_with(plain) == plain.names
    assert cased.names_compared_with(plain) == cased.names


@pytest.mark.parametrize("particle", ["", "و", "ب", "وب", "ول"])
def test_a_cue_is_known_behind_its_particles(particle: str) -> None:
    facts = Facts("", f"افتتحت {particle}شركة الريحان فرعا")
    assert [facts.words[place] for place in sorted(facts.names)] == ["الريحان"]
    assert names(f"افتتحت نون{particle}شركة الريحان فرعا") == []
