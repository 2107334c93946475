"""Lines joined into paragraphs."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import paragraphs

LONG = (
    "A company that nobody had heard of until this spring has bought two of the three old sugar mills on the river,"
    " and it says that sugar has nothing to do with it."
)
WRAPPED = textwrap.wrap(
    "The ministry of transport said that the line to the coast will open two years later than it was promised, since"
    " tunnels flooded in spring. It named no new day. Contractors blamed the weather, engineers blamed contractors.",
    65,
)


def block(*texts: str) -> list[TextLine]:
    """Lines of one block, divided by single line breaks."""
    return [TextLine(text, "", starts_block=number == 0) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([], []),
        (block("One.") + block("Two."), ["One.", "Two."]),
        (block("One sentence.", "Another one."), ["One sentence.", "Another one."]),
        (block(LONG, "Another one."), [LONG, "Another one."]),
        (block("The minister of", "trade spoke."), ["The minister of trade spoke."]),
        (block("KUWAIT, May 14 (KUNA) --", "The minister spoke."), ["KUWAIT, May 14 (KUNA) -- The minister spoke."]),
        (block("He went to Washington D.C.", "and came back."), ["He went to Washington D.C. and came back."]),
        (block("The list:", "• one", "• two"), ["The list:", "• one", "• two"]),
        (block("The list", "- one", "- two"), ["The list", "- one", "- two"]),
        (block(*WRAPPED), [" ".join(WRAPPED)]),
        (block(*WRAPPED, "A new paragraph begins."), [" ".join(WRAPPED), "A new paragraph begins."]),
        (block("قال الوزير إن", "العمل بدأ."), ["قال الوزير إن العمل بدأ."]),
        (block("بدأ العمل.", "انتهى العمل."), ["بدأ العمل.", "انتهى العمل."]),
    ],
    ids=lambda value: str(value[0])[:30] if value else "none",
)
def test_paragraphs(lines: list[TextLine], wanted: list[str]) -> None:
    assert paragraphs(lines) == wanted


@pytest.mark.parametrize("width", range(58, 76))
def test_a_text_wrapped_at_any_usual_width_is_one_paragraph(width: int) -> None:
    text = " ".join(WRAPPED)
    assert paragraphs(block(*textwrap.wrap(text, width))) == [text]


def test_one_wrapped_paragraph_tells_how_the_others_were_broken() -> None:
    sentence = "Sixty characters and a full stop at the very end of this line."
    assert paragraphs(block(*WRAPPED) + block(sentence, "More.")) == [" ".join(WRAPPED), f"{sentence} More."]


@given(st.lists(st.builds(TextLine, st.text(min_size=1, max_size=90), st.just(""), st.booleans()), max_size=12))
def test_no_word_is_lost_or_moved(lines: list[TextLine]) -> None:
    assert " ".join(paragraphs(lines)) == " ".join(line.text for line in lines)


def line_of(length: int, end: str = "") -> str:
    """A line of so many characters, which ends like this."""
    words = ("Words " * 20)[: length - len(end)].rstrip()
    return f"{words:x<{length - len(end)}}{end}"


@pytest.mark.parametrize(("length", "divided"), [(90, False), (91, True)])
def test_a_line_of_ninety_characters_can_be_wrapped_by_hand(length: int, divided: bool) -> None:
    lines = block(line_of(length), line_of(60, "."), "More of it.")
    assert (len(paragraphs(lines)) == 2) is divided


@pytest.mark.parametrize(("length", "divided"), [(49, True), (50, False)])
def test_a_line_of_fifty_characters_inside_a_sentence_was_wrapped(length: int, divided: bool) -> None:
    lines = block(line_of(length), line_of(45, "."), "Exports grew.")
    assert (len(paragraphs(lines)) == 2) is divided


@pytest.mark.parametrize(("length", "divided"), [(49, True), (50, False)])
def test_a_line_of_fifty_characters_that_ends_a_sentence_was_broken_for_its_length(length: int, divided: bool) -> None:
    lines = block(line_of(80), line_of(length, "."), "More of it.")
    assert (len(paragraphs(lines)) == 2) is divided


@pytest.mark.parametrize(("word", "divided"), [(19, True), (20, False)])
def test_a_break_before_a_word_that_would_fit_was_meant(word: int, divided: bool) -> None:
    lines = block(line_of(60), line_of(40, "."), "E" * word + " grew.")
    assert (len(paragraphs(lines)) == 2) is divided


@pytest.mark.parametrize(("count", "divided"), [(3, False), (4, True)])
def test_four_short_lines_are_verse(count: int, divided: bool) -> None:
    assert (len(paragraphs(block(*["Of ships and sails"] * count))) == count) is divided


@pytest.mark.parametrize(
    ("block", "divided"),
    [
        pytest.param(["Results:", "North 2-1 South", "East 0-0 West", "Table: North 21, East 18"], True, id="results"),
        pytest.param(["Exports of the", "Nile Delta, in", "Cairo, grew by", "Monday, he said"], True, id="capitals"),
        pytest.param(["Exports of the", "delta, in", "Cairo, grew by", "Monday, he said"], False, id="a sentence"),
    ],
)
def test_short_lines_that_all_begin_with_a_capital_are_lines(block: list[str], divided: bool) -> None:
    lines = [TextLine(text, "", not n) for n, text in enumerate(block)]
    assert (paragraphs(lines) == block) is divided
