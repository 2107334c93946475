"""The trailer of a press release."""

from __future__ import annotations

import pytest

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.release_trailer import without_release_trailer

TEXT = "The company has bought a quay in Sohar."
ABOUT = "About Example: the company owns quays in four countries."


def texts(*lines: str) -> list[str]:
    """What is left of *lines*, without empty ones."""
    kept = without_release_trailer([TextLine(line, "", starts_block=True) for line in lines])
    return [line.text for line in kept if line.text]


@pytest.mark.parametrize(
    "trailer",
    [
        ["SOURCE Example Holding"],
        ["SOURCE Example Holding Ltd."],
        ["SOURCE: Example Holding; Sohar Port, Oman"],
        ["Source: Example Holding"],
        ["Source Example Holding"],
        ["A photo accompanying this announcement is available at https://pictures.example/1"],
        ["Videos accompanying this release can be found at https://a.example/1 and https://a.example/2"],
        ["Photo(s): https://pictures.example/1.jpg"],
        ["Press Release Distributed by The Example Wire"],
        ["Cision View original content to download multimedia: https://www.prwire.example/1.html"],
        ["© 2025 Example Holding"],
        ["Copyright (c) 2025 - Example Holding. All rights reserved."],
        ["جميع الحقوق محفوظة © 2025"],
        ["View original content: https://www.prwire.example/releases/1.html"],
        ["View original content to download multimedia: https://www.prwire.example/1.html", "SOURCE Example"],
        ["View source version on wire.example: https://wire.example/1"],
        ["Logo - https://pictures.example/1.jpg"],
        ["Photo: https://pictures.example/1.jpg"],
        ["Photo 2 - https://pictures.example/2.jpg", "Video - https://pictures.example/3.mp4"],
        ["Media Contact:", "Jane Doe", "Example Holding", "jane@example.org", "+968 2412 3456"],
        ["Contact: Jane Doe, jane@example.org"],
        ["For media inquiries, please contact: press@example.org"],
        ["Press contacts", "Jane Doe, Tel: 2412 3456", "Logo - https://pictures.example/1.jpg", "SOURCE Example"],
    ],
    ids=lambda trailer: trailer[0][:20],
)
def test_the_trailer_goes_and_the_company_stays(trailer: list[str]) -> None:
    assert texts(TEXT, ABOUT, *trailer) == [TEXT, ABOUT]


@pytest.mark.parametrize(
    "line",
    [
        "SOURCE code of the program was published.",
        "Source: the minister spoke to reporters on Monday and said that it would take another year to agree on it.",
        "Photo albums sold well.",
        "Source of the river is a lake above the town",
        "Copyright law dates from 1911 and was changed in 1987.",
        "All rights reserved for residents will lapse, the court ruled.",
        "جميع الحقوق محفوظة لأهالي القرية بحكم المحكمة.",
        "View original paintings in the hall.",
        "Contact with the ship was lost.",
        "For more information, the reader has to wait.",
        "Logo design is taught at the school.",
        "Contact: Jane Doe",
    ],
)
def test_sentences_that_begin_alike_stay(line: str) -> None:
    assert texts(TEXT, line) == [TEXT, line]


def test_links_to_pictures_go_anywhere() -> None:
    assert texts(TEXT, "Photo - https://pictures.example/1.jpg", ABOUT) == [TEXT, ABOUT]


def test_a_trailer_with_paragraphs_behind_it_stays() -> None:
    assert texts(TEXT, "SOURCE Example", ABOUT) == [TEXT, "SOURCE Example", ABOUT]


def test_a_contact_among_paragraphs_stays() -> None:
    lines = [
        "Contact:",
        "jane@example.org",
        "The quay opens in June and the company will then hire forty people more for it.",
    ]
    assert texts(TEXT, *lines) == [TEXT, *lines]


def test_the_first_line_always_stays() -> None:
    assert texts("SOURCE Example") == ["SOURCE Example"]


@pytest.mark.parametrize(("names", "kept"), [(22, 1), (24, 26)], ids=["within reach", "too long"])
def test_the_trailer_stands_among_the_last_lines(names: int, kept: int) -> None:
    lines = ["Media contacts:", *(f"Person {n}, p{n}@example.org" for n in range(names))]
    assert len(texts(TEXT, *lines)) == kept
