"""Drawings that stand inside a page: its colours, its fonts, the same text every time."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from menafn_crawler.report.charts import COLOURS, NARROW, WIDE, Shape, articles_chart, coverage_chart
from menafn_crawler.report.time_bins import binned
from tests.report.made import figures

SPANS = {"a day": 1, "a week": 7, "four months": 120, "three years": 1_000, "twelve years": 4_380}


@pytest.fixture(scope="module", params=list(SPANS.values()), ids=list(SPANS))
def drawn(request: pytest.FixtureRequest) -> list[str]:
    bins = binned(figures(request.param).coverage.days)
    return [chart(bins, shape) for chart in (articles_chart, coverage_chart) for shape in (WIDE, NARROW)]


def test_nothing_points_outside_and_no_id_is_used_twice(drawn: list[str]) -> None:
    ids = re.findall(r'\bid="([^"]*)"', "".join(drawn))
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", "".join(drawn))) <= set(ids)
    assert "http" not in "".join(drawn)
    assert "<style" not in "".join(drawn)


def test_the_page_decides_colours_and_fonts(drawn: list[str]) -> None:
    for text in drawn:
        assert "#" not in re.sub(r'url\(#[^)]*\)|href="#[^"]*"', "", text), "a colour that no style sheet can change"
        assert set(re.findall(r"var\(--(\w+)\)", text)) <= COLOURS.keys()
        assert "font" not in text


def test_the_axis_has_a_few_marks_as_text(drawn: list[str]) -> None:
    for text in drawn:
        marks = ["".join(mark.itertext()) for mark in etree.fromstring(text).iter("text")]
        assert 3 <= len(marks) <= 17
        assert all(marks)


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=lambda shape: shape.name)
def test_the_same_figures_give_the_same_drawing(shape: Shape) -> None:
    bins = binned(figures(30).coverage.days)
    assert coverage_chart(bins, shape) == coverage_chart(bins, shape)
