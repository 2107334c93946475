"""Names and figures that stand in the place of each other, on releases made from templates."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.siblings import KINDS, Template
from benchmarks.slots import slots
from menafn_crawler.deduplicate import Differences, Similarity, TokenizedText, compare

TEMPLATES = [(kind, place, template) for kind, templates in KINDS.items() for place, template in enumerate(templates)]
NAMES = ("Zanzibar", "Quentin Marlowe", "Weatherby Institute", "Ixworth plc", "ميسان")


def release(template: Template, seed: str, draw: int, fixed: dict[str, str] | None = None) -> tuple[str, str]:
    values = slots(Random(f"{seed} {draw}"), seed, draw) | (fixed or {})
    return template.title.format(**values), template.body.format(**values)


def siblings(kind: str, place: int, template: Template, draw: int) -> tuple[tuple[str, str], tuple[str, str]]:
    seed = f"{kind}/{place}"
    values = slots(Random(f"{seed} {draw}"), seed, draw)
    return release(template, seed, draw), release(
        template, seed, draw + 1, {slot: values[slot] for slot in template.fixed}
    )


def compared(one: tuple[str, str], other: tuple[str, str]) -> Similarity:
    return compare(TokenizedText(one[1], one[0]), TokenizedText(other[1], other[0]))


def merged(similarity: Similarity) -> bool:
    return similarity.near and not similarity.part


@pytest.mark.parametrize(
    ("kind", "place", "template"), TEMPLATES, ids=[f"{kind} {place}" for kind, place, _ in TEMPLATES]
)
def test_siblings_are_two_stories_in_both_orders(kind: str, place: int, template: Template) -> None:
    for draw in range(0, 8, 2):
        one, other = siblings(kind, place, template, draw)
        there, back = compared(one, other), compared(other, one)
        assert not merged(there)
        assert (there.difference is None) is (back.difference is None)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(TEMPLATES),
    st.integers(0, 5),
    st.lists(st.tuples(st.sampled_from(NAMES), st.floats(0, 1)), min_size=1, max_size=4),
)
def test_adding_a_name_never_merges(
    found: tuple[str, int, Template], draw: int, added: list[tuple[str, float]]
) -> None:
    one, other = siblings(*found, 2 * draw)
    words = one[1].split(" ")
    for name, place in added:
        words.insert(int(place * len(words)), name)
    assert not merged(compared((one[0], " ".join(words)), other))


RELEASE = (
    "The bank opened a branch in the old port, said {person}, who leads the {company} office there. Customers can open"
    " accounts, change money and ask for loans from morning to evening. {last} said that {count} people had been hired"
    " and that a second branch would open in the summer, once the building was ready. The bank wants to grow with small"
    " firms and craftsmen, and offers them help with their books. Its shares were traded at {price} on the exchange."
)
FACTS = {"person": "Dana Farouk", "company": "Alder", "last": "Farouk", "count": "40", "price": "12.50"}


def differ(**changes: str) -> Differences:
    found = compare(TokenizedText(RELEASE.format(**FACTS)), TokenizedText(RELEASE.format(**FACTS | changes)))
    assert found.differences is not None
    return found.differences


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"person": "Omar Haddad", "last": "Haddad"}, "names differ (dana farouk / omar haddad; farouk / haddad)"),
        ({"company": "Brightwell"}, "names differ (alder / brightwell)"),
        ({"person": "Dana Farook", "last": "Farook"}, None),
        ({"person": "Dana Farouk of the board"}, None),
        ({"count": "forty"}, None),
        ({"price": "12.5"}, None),
        ({"price": "12.500"}, None),
        ({"count": "41"}, "1 of 3 figures differ (40 / 41)"),
        ({"count": "many"}, None),
        ({"person": "the woman"}, None),
    ],
    ids=[
        "equal", "person", "company", "spelling", "words added", "in words", "a zero less", "a zero more", "figure",
        "figure lost", "name lost",
    ],
)  # fmt: skip
def test_what_makes_another_story(changes: dict[str, str], reason: str | None) -> None:
    assert differ(**changes).reason == reason


def test_what_differs_is_shown() -> None:
    found = differ(count="41", price="13", company="Brightwell")
    assert found.figures == (("40", "41"), ("12.5", "13"))
    assert found.names == (("alder", "brightwell"),)
    assert (found.agreeing, found.replaced) == (1, 1)


def test_a_lead_in_other_words_that_names_the_same_is_one_story() -> None:
    lead = (
        "An office of Alder has been set up near the quay, and Dana Farouk is in charge of it from now on, as we hear."
    )
    other = lead + RELEASE.format(**FACTS).partition("there.")[2]
    found = compare(TokenizedText(RELEASE.format(**FACTS)), TokenizedText(other))
    assert merged(found)


def test_another_quotation_is_no_other_story() -> None:
    quote = "“It is a good day for the port,” said Omar Haddad of the chamber of trade, who had come with two friends. "
    body = RELEASE.format(**FACTS)
    middle = body.partition("The bank wants")
    first = "“We are glad of it,” said Lena Brandt, a shopkeeper from next door who was there early. "
    one = f"{middle[0]}{first}{''.join(middle[1:])}"
    other = f"{middle[0]}{quote}{''.join(middle[1:])}"
    assert merged(compare(TokenizedText(one), TokenizedText(other)))


SIBLING = (
    "{person} received the ministers of both {place} banks at noon, and they spoke of the new rules for loans. The"
    " rules will be sent to every branch by the end of the week. Nobody asked for more time, and the clerks were told"
    " to read them with care, since the old forms will not be taken any more after the summer, in {place} or elsewhere."
)
ARABIC = (
    "ألقت الأجهزة الأمنية في {place} القبض على شخص بعد مطاردة فجر اليوم، وفق ما أفاد به مصدر من الشرطة. وأوضح المصدر أن"
    " غرفة العمليات تلقت بلاغا من أحد السكان يفيد بوجود تحركات مريبة، فتوجهت دورية على الفور وضبطت المتهم أثناء فراره."
    " وأحيل المتهم إلى المخفر ثم إلى النيابة العامة، وقال {person} إن الأمن {verb} على مدار الساعة."
)
ARABIC_FACTS = {"place": "حولي", "person": "سالم الحارثي", "verb": "يسهر"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("the", "broadly"), ("they", "all"), ("the", "at")],
)
def test_a_word_that_identifies_nothing_is_no_name_however_often_it_is_replaced(old: str, new: str) -> None:
    text = SIBLING.format(person="Rashid", place="Salalah")
    assert merged(compare(TokenizedText(text), TokenizedText(text.replace(f" {old} ", f" {new} "))))


@pytest.mark.parametrize(("old", "new"), [("على", "فوق"), ("من", "ضمن"), ("إلى", "نحو")])
def test_an_arabic_word_that_identifies_nothing_is_no_name_either(old: str, new: str) -> None:
    text = ARABIC.format(**ARABIC_FACTS)
    assert merged(compare(TokenizedText(text), TokenizedText(text.replace(f" {old} ", f" {new} "))))


@pytest.mark.parametrize(
    ("changes", "same"),
    [({}, True), ({"verb": "يقف"}, True), ({"place": "الزرقاء"}, False), ({"person": "ماهر الدليمي"}, False)],
    ids=["equal", "another verb", "another place", "another person"],
)
def test_an_arabic_place_or_person_that_is_named_once_makes_another_story(changes: dict[str, str], same: bool) -> None:
    one, other = (TokenizedText(ARABIC.format(**facts), "خبر") for facts in (ARABIC_FACTS, ARABIC_FACTS | changes))
    assert merged(compare(one, other)) is merged(compare(other, one)) is same


def test_a_name_that_looks_like_a_word_of_both_texts_is_no_spelling_of_it() -> None:
    text = "Russian crews came early. " + SIBLING
    one, other = (TokenizedText(text.format(person="Rashid", place=place)) for place in ("Ryazan", "Kaluga"))
    assert not merged(compare(one, other))


ABOUT = (
    "About Meridian Water\nMeridian Water owns plants for drinking water in several countries of the region and sells"
    " what they make to towns, farms and factories under long contracts. Its shareholders are funds and families from"
    " the Gulf. The company was the first of its kind to borrow from small savers, and it has kept all of its promises"
    " to them since then. For more, ask the press office by post or telephone on any working day from morning to noon."
)
NEWS = [
    (
        "Meridian Water has agreed with banks on a loan for its plant in Rabigh. Work starts after the summer and will"
        " be done by Sepco. The manager of its treasury, Karim Hadi, praised the patience of the lenders."
    ),
    (
        "Profit of Meridian Water rose in spring because money became cheaper and because two works in Morocco were"
        " no longer idle. The head of the board, Marco Bellini, expects more of the same and sees no dividend yet."
    ),
]


def test_releases_of_one_company_with_the_same_long_about_part_are_two_stories() -> None:
    one, other = (TokenizedText(f"{news}\n\n{ABOUT}", "Meridian Water") for news in NEWS)
    assert not merged(compare(one, other))


@pytest.mark.parametrize("form", [str.upper, str.lower], ids=["upper", "lower"])
def test_names_count_also_where_only_one_text_has_capitals(form: Callable[[str], str]) -> None:
    text, other = (SIBLING.format(person="Rashid", place=place) for place in ("Salalah", "Nizwa"))
    assert merged(compare(TokenizedText(text), TokenizedText(form(text))))
    assert not merged(compare(TokenizedText(text), TokenizedText(form(other))))
    edited = text.replace("spoke", "talked").replace("summer", "autumn")
    assert merged(compare(TokenizedText(text), TokenizedText(form(edited))))


REPORT = (
    "The port handled {} tonnes of sand, 310 of stone, 45 of salt and 77 of grain in May, its chief {} on Sunday. " * 2
)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (("120", "said"), ("150", "said"), True),
        (("120", "said"), ("120", "said"), False),
        (("120", "said"), ("120", "wrote"), False),
    ],
)
def test_only_figures_differ(one: tuple[str, str], other: tuple[str, str], wanted: bool) -> None:
    found = [compared(("Port", a), ("Port", b)) for a, b in permutations(REPORT.format(*x, *x) for x in (one, other))]
    assert [one.differences is not None and one.differences.only_figures for one in found] == [wanted, wanted]


BRIEF = (
    "The port handled {} tonnes of sand and 310 of stone then, and {} told reporters on Sunday that more is expected."
)


@pytest.mark.parametrize(
    ("one", "other", "corrected", "same"),
    [
        (("120", "Dana Farouk"), ("150", "Dana Farouk"), True, False),
        (("120", "Dana Farouk"), ("120", "Omar Farouk"), False, False),
        (("120", "Dana Farouk"), ("120", "Dana Farouk"), False, True),
        (("120", "the chief"), ("150", "a manager"), False, False),
    ],
)
def test_what_differs_alone(one: tuple[str, str], other: tuple[str, str], corrected: bool, same: bool) -> None:
    found = compared(("Port", BRIEF.format(*one)), ("Port", BRIEF.format(*other))).differences
    assert found is not None
    assert (found.corrected, found.reason is None) == (corrected, same)


@pytest.mark.parametrize(
    "title", ["Gold price on 4 May", "Port of Aden opens"], ids=["another day", "another headline"]
)
def test_a_correction_keeps_the_headline(title: str) -> None:
    texts = BRIEF.format("120", "Dana Farouk"), BRIEF.format("150", "Dana Farouk")
    found = compared(("Gold price on 3 May", texts[0]), (title, texts[1])).differences
    assert found is not None
    assert not found.corrected


NOTICE = (
    "The notice concerns {0} and was filed with the exchange on Friday after the close of trade, together with the"
    " annexes that the rules call for. Holders of {0} need take no step, as payments are made by the agent through the"
    " clearing houses on the due day. Questions are sent to the agent, which answers them within two working days."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("bitcoin", "ether", id="a word of no name, twice"),
        pytest.param("raised limits", "lowered limits", id="opposites"),
        pytest.param("Class A", "Class B", id="letters behind a label"),
        pytest.param("Series I", "Series II", id="Roman numbers"),
        pytest.param("lot A", "lot C", id="lots"),
        pytest.param("the first tranche", "the second tranche", id="first and second"),
        pytest.param("the May notes", "the June notes", id="May"),
        pytest.param("40 million dollars", "40 million euros", id="currencies"),
    ],
)
def test_one_thing_throughout_in_the_place_of_another_makes_two_stories(one: str, other: str) -> None:
    texts = [("Notice to holders", NOTICE.format(which)) for which in (one, other)]
    assert [merged(compared(a, b)) for a, b in permutations(texts)] == [False, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("grey harbours", "gray harbors", id="British and American"),
        pytest.param("Dana Farouk and her bonds", "D. Farouk and her bonds", id="an initial"),
        pytest.param("40 million dollars", "USD 40 million", id="code of a currency"),
    ],
)
def test_another_spelling_throughout_makes_no_other_story(one: str, other: str) -> None:
    texts = [("Notice to holders", NOTICE.format(which)) for which in (one, other)]
    assert [merged(compared(a, b)) for a, b in permutations(texts)] == [True, True]
