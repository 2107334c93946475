"""The page in a real browser: quiet, alone, as wide as the window, dark where the reader prefers that."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from menafn_crawler.report.page import render
from tests.report.browser import Look, Seen, look_at
from tests.report.made import figures
from tests.report.test_page import MAKING

pytestmark = pytest.mark.slow

LOOKS = {
    "wide": Look(1200),
    "dark": Look(1200, scheme="dark"),
    "narrow": Look(400),
    "narrow and dark": Look(400, scheme="dark"),
    "smallest": Look(320),
}
SPANS = {"empty": 0, "one day": 1, "four months": 120, "twelve years": 4_380}
_LUMINANCE = """(() => {
    const [r, g, b] = getComputedStyle(document.SELECTOR).PROPERTY.match(/[0-9.]+/g).map(Number);
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
})()"""
EXPRESSIONS = {
    "hidden width": "document.querySelectorAll('details').forEach(one => one.open = true),"
    " document.documentElement.scrollWidth - document.documentElement.clientWidth",
    "paper": _LUMINANCE.replace("SELECTOR", "body").replace("PROPERTY", "backgroundColor"),
    "ink": _LUMINANCE.replace("SELECTOR", "body").replace("PROPERTY", "color"),
    "charts": "[...document.querySelectorAll('figure:has(svg[class])')]"
    ".map(figure => [...figure.querySelectorAll('svg')]"
    ".filter(svg => svg.getBoundingClientRect().width > 0).map(svg => svg.getAttribute('class')))",
    "smallest text of a chart": "Math.min(...[...document.querySelectorAll('svg text')]"
    ".map(text => text.getBoundingClientRect().height).filter(height => height > 0))",
    "bars": "[...document.querySelectorAll('td.bar')].filter(cell => getComputedStyle(cell).display !== 'none')"
    ".every(cell => cell.firstChild.getBoundingClientRect().width >= 1)",
}


@pytest.fixture(scope="module", params=list(SPANS.values()), ids=list(SPANS))
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(figures(request.param), MAKING), encoding="utf-8")
    return dict(zip(LOOKS, look_at(path, list(LOOKS.values()), list(EXPRESSIONS.values())), strict=True))


def value(one: Seen, name: str) -> object:
    return one.values[list(EXPRESSIONS).index(name)]


def test_it_asks_for_nothing_and_complains_of_nothing(seen: dict[str, Seen]) -> None:
    for one in seen.values():
        assert one.complaints == ()
        assert [address.rpartition("/")[2] for address in one.requests if address != "data:,"] == ["report.html"]


def test_nothing_is_wider_than_the_window(seen: dict[str, Seen]) -> None:
    assert {name: value(one, "hidden width") for name, one in seen.items()} == dict.fromkeys(LOOKS, 0)


def test_dark_is_dark_and_light_is_light(seen: dict[str, Seen]) -> None:
    for name, one in seen.items():
        paper, ink = value(one, "paper"), value(one, "ink")
        assert isinstance(paper, float)
        assert isinstance(ink, float)
        assert (paper < 0.15 and ink > 0.75) if LOOKS[name].scheme == "dark" else (paper > 0.9 and ink < 0.2)


def test_one_drawing_of_each_chart_is_shown_and_can_be_read(seen: dict[str, Seen]) -> None:
    for name, one in seen.items():
        shape = "narrow" if LOOKS[name].width < 640 else "wide"
        charts = value(one, "charts")
        assert charts in ([], [[shape], [shape]])
        assert value(one, "bars") is True
        if charts:
            height = value(one, "smallest text of a chart")
            assert isinstance(height, int | float)
            assert height > 9


def test_the_pictures_are_of_their_size_and_show_something(seen: dict[str, Seen]) -> None:
    sizes = {name: struct.unpack(">II", one.picture[16:24]) for name, one in seen.items()}
    assert sizes == {name: (look.width, look.height) for name, look in LOOKS.items()}
    assert seen["wide"].picture != seen["dark"].picture
    assert all(len(one.picture) > 10_000 for one in seen.values())


FILTER = {
    "shown": "!document.getElementById('filter').hidden",
    "all": "document.getElementById('filter-said').textContent",
    "choices": "[...document.querySelectorAll('#filter-provider option')].length",
    "one provider": "(() => { const one = document.getElementById('filter-provider'); one.value = '0';"
    " one.dispatchEvent(new Event('change')); return document.getElementById('filter-said').textContent; })()",
    "and a section": "(() => { const one = document.getElementById('filter-section'); one.value = '2';"
    " one.dispatchEvent(new Event('change')); return document.getElementById('filter-said').textContent; })()",
    "a bar": "(() => { const bars = document.querySelectorAll('#filter-chart .hit');"
    " bars[0].dispatchEvent(new Event('click')); return document.getElementById('filter-said').textContent; })()",
    "again all": "document.getElementById('filter-all').click(), document.getElementById('filter-said').textContent",
}


def test_the_filter_answers_by_click(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(render(figures(120), MAKING), encoding="utf-8")
    (seen,) = look_at(path, [Look(1200)], list(FILTER.values()))
    assert seen.complaints == ()
    found = dict(zip(FILTER, seen.values, strict=True))
    assert found["shown"] is True
    assert found["all"] == found["again all"] == "4,800 articles, at most 40 a day"
    assert found["choices"] == 1 + 30 + 2
    assert str(found["one provider"]).startswith("120 articles: <script>alert('1')</script>")
    assert str(found["and a section"]).startswith("61 articles: <script>")
    assert str(found["and a section"]).endswith(", asia, at most 1 a day")
    assert found["a bar"] == "2014-01-01: 1 articles"
