"""What agencies print behind a text."""

from __future__ import annotations

import pytest

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.closings import without_closings

TEXT = "The port opened on Monday."


def texts(*lines: str) -> list[str]:
    """What is left of *lines*."""
    return [line.text for line in without_closings([TextLine(line, "", starts_block=True) for line in lines])]


@pytest.mark.parametrize(
    "closing",
    [
        "(end) mt.hb",
        "(KUNA)",
        "(End/2025)",
        "*** End of text ***",
        "--30--",
        "انتهى الخبر",
        "انتهى/",
        "(وال)",
        "--(PETRA)",
        "/QNA/",
        "//WAM//",
        "-- SPA --",
        "WAM/Ahmed Salem",
        "..BNA",
        "// End //",
        "// انتهى // 12:30 ت م",
        "سيتم تحديث الخبر",
        "More...",
        "(END) -- ZA",
        "(Pickup previous)",
        "(To be continued)",
        "###",
        "-30-",
        "ـ انتهى ـ",
        "تابعوا آخر الأخبار على قناتنا في تلغرام",
    ],
)
@pytest.mark.parametrize("place", ["{} {}", "{}\n{}", "{}\n{} (end)"])
def test_closings_go_at_the_end(closing: str, place: str) -> None:
    assert texts(*place.format(TEXT, closing).split("\n")) == [TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "The agency is called KUNA.",
        "He spoke to the agency (KUNA)",
        "The contract came to an end",
        "She wants more",
        "It was agreed (in the end).",
        "He wrote and/or signed it",
        "Trains run 24/7",
        "قال لوكالة الأنباء (كونا)",
        "وأكد أن العمل انتهى",
        "وأضاف أن المشروع يتبع",
    ],
)
def test_sentences_with_the_same_words_stay(line: str) -> None:
    assert texts(TEXT, line) == [TEXT, line]


def test_a_closing_of_an_agency_inside_the_text_stays() -> None:
    assert texts("/QNA/", TEXT) == ["/QNA/", TEXT]


def test_marks_of_takes_go_from_every_line() -> None:
    assert texts(f"{TEXT} (more) ab.c", "(more)", "It closed.") == [TEXT, "", "It closed."]


def test_eight_closings_behind_each_other_go() -> None:
    assert texts(TEXT + " (end)" * 8) == [TEXT]
    assert texts(TEXT + " (end)" * 17) == [TEXT + " (end)"]


def test_only_the_end_of_a_long_line_is_looked_at() -> None:
    sentence = "x" * 150
    assert texts(f"(end) {sentence}") == [f"(end) {sentence}"]
    assert texts(f"{sentence} (end)") == [sentence]
