"""Tags with more attributes than any page has."""

from __future__ import annotations

import pytest

from menafn_crawler.parse import read_page
from menafn_crawler.parse.attribute_limit import MOST_ATTRIBUTES, limit_attributes

MANY = range(20_000)
URL = "https://menafn.com/"


@pytest.mark.parametrize(
    "attribute",
    [
        "a{}=1",
        "a{}",
        'a{}=">"',
        "a{}='<>'",
        'a{} = "x y"',
        "a{}<",
        "a{}='\"",
        'a{}="\'>"',
        "a{}='\">'",
        "a{}=\"'>'\"",
        "a{}=" + " " * 20 + '">"',
        'a{}="' + "x" * 300 + '>"',
    ],
    ids=range(12),
)
@pytest.mark.parametrize("end", [">", "/>", ""])
def test_a_tag_keeps_its_first_attributes(attribute: str, end: str) -> None:
    page = f"<p class=first {' '.join(attribute.format(n) for n in MANY)}{end}"
    root = read_page(f"{page}<b>text".encode(), URL).root
    assert max(len(element.attrib) for element in root.iter()) <= MOST_ATTRIBUTES


@pytest.mark.parametrize("tag", ["script", "style", "title", "textarea"])
def test_what_looks_like_a_tag_in_a_script_is_left_alone(tag: str) -> None:
    page = f"<{tag}>if (a <b {'c ' * 2_000}</{tag}><p>text</p>"
    assert limit_attributes(page) == page


def test_text_is_never_lost() -> None:
    page = f"<p {' '.join(f'a{n}=1' for n in MANY)}>one</p><p {' '.join(f'b{n}' for n in MANY)}>two</p>"
    assert [line.text for line in read_page(page.encode(), URL).lines(read_page(page.encode(), URL).root)] == [
        "one",
        "two",
    ]


def test_one_end_of_a_tag_in_quotes_hides_no_long_tag() -> None:
    page = f"<p first='>' {' '.join(f'a{n}' for n in MANY)}>x"
    root = read_page(page.encode(), URL).root
    assert max(len(element.attrib) for element in root.iter()) <= MOST_ATTRIBUTES


def test_ends_of_tags_in_quotes_hide_no_long_tag() -> None:
    bits = " ".join(f'q{n}=">" {" ".join(f"a{n}-{m}" for m in range(200))}' for n in range(99))
    root = read_page(f"<p {bits}>x</p>".encode(), URL).root
    assert max(len(element.attrib) for element in root.iter()) <= MOST_ATTRIBUTES
