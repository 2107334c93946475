"""Whole pages: what becomes of the hand-written ones, and what never becomes of junk and of half a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import menafn_crawler
from menafn_crawler.fetch import Answer, classify
from menafn_crawler.parse import LAYOUTS, UnreadablePage, read_article, read_links, read_list, read_next_page, read_page
from tests.articles import article_of

PAGES = Path(__file__).parent.parent / "pages"
CASES = sorted(path.parent for path in PAGES.glob("*/*/expected.json"))
WHOLE = (PAGES / "story-2025" / "read-also-list" / "page.html").read_bytes()
OLD = (PAGES / "anchors" / "table-2014" / "page.html").read_bytes()


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_page_becomes_the_article_expected(case: Path) -> None:
    told: dict[str, Any] = json.loads((case / "expected.json").read_text("utf-8"))
    body = (case / "page.html").read_bytes()
    assert classify(200, body) is Answer.PAGE
    article = article_of(body, told["asked"], told["content_type"])
    assert {name: plain(getattr(article, name)) for name in told["expected"]} == told["expected"]


def test_every_layout_has_its_pages() -> None:
    assert {case.parent.name for case in CASES} == set(LAYOUTS)


@pytest.mark.parametrize("page", [WHOLE, OLD], ids=["story-2025", "table-2014"])
def test_half_a_page_is_never_taken_for_an_article(page: bytes) -> None:
    whole = article_of(page)
    end = page.lower().rindex(b"</html")
    for cut in range(end):
        if classify(200, page[:cut]) is not Answer.PAGE:
            continue
        article = article_of(page[:cut])
        assert (article.body, article.published_at, article.wire_id) == (whole.body, whole.published_at, whole.wire_id)


@given(st.integers(0, len(WHOLE)))
def test_a_page_cut_anywhere_is_read_or_refused(cut: int) -> None:
    try:
        article = article_of(WHOLE[:cut])
    except UnreadablePage:
        return
    assert article.published_at in (None, "2025-08-06T05:30:00Z")


FRAGMENTS = (
    *("<h1>Title</h1>", "(MENAFN- X (Y)", ") ", "<p>", "</div>", "<br>", "<table><tr>", "2025-05-14 04:44:27"),
    *("Most popular", "MENAFN14052025000045015687ID1109547045", "Legal Disclaimer:", "Read Also", "(end) a.b", "\x00"),
    *('<a href="/1109547045/x">y', "<b>" * 400, "&#xD800;", "–s", "â€œ", "<a href='http://[::1'>z</a>", "<p></p>"),
    *('<a rel=next href="http://[">2</a>', "<base href='http://['>", "<h3>Related news</h3>"),
    '<a href="https://www.facebook.com/sharer.php?u=https%3A%2F%2Fmenafn.com%2F">s</a>',
    *('<div id="ContentPlaceHolder1_div_story"><div class="tit">', '<img src="http://[/updates/pr/">'),
)
JUNK = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
    st.lists(st.sampled_from(FRAGMENTS), max_size=25).map(lambda parts: "".join(parts).encode()),
)


@settings(deadline=None)
@given(JUNK, st.sampled_from([None, "text/html", "text/html; charset=utf-8", "text/html; charset=nonsense", "\xff"]))
@example(b"<h1>t</h1>(MENAFN- X) y" + b"<b><i>" * 400, None)
def test_junk_is_read_or_refused(body: bytes, content_type: str | None) -> None:
    classify(200, body)
    try:
        page = read_page(body, "https://menafn.com/list.aspx?a=1", content_type)
    except UnreadablePage:
        return
    read_list(page)
    read_links(page)
    read_next_page(page, 1)
    try:
        read_article(page)
        article_of(body)
    except UnreadablePage:
        return


LIST = b"""<html><body><h1>Asia</h1><div><h3><a href="/1109547045/A">A</a></h3>2025-05-14 04:44:27</div>
<div><h3><a href="/1109547046/B">B</a></h3>2025-05-14 04:40:00</div><p>Legal Disclaimer: as is</p></body></html>"""
FRONT = b"<html><body><h1>Membership</h1><p>Choose what suits you best.</p><p>2025-05-14 04:44:27</p></body></html>"
BARE = b"<html><body><p>(MENAFN- X) A text without any headline.</p></body></html>"


@pytest.mark.parametrize("body", [LIST, FRONT, BARE], ids=["list", "promotion", "no headline"])
def test_a_page_without_a_story_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePage, match="anchors"):
        read_article(read_page(body, "https://menafn.com/1109547045/Slug"))


@pytest.mark.parametrize("end", ["", "<p>MENAFN14052025000071011013ID1109547045</p>"])
def test_a_byline_at_the_end_signs_the_text_above_it(end: str) -> None:
    page = f"""<h1>Port Opens</h1><p>2025-05-14 04:44:27</p><p>The port opened.</p><p>Ships came at once.</p>
        <p>(MENAFN- KUNA)</p>{end}<p>Legal Disclaimer: MENAFN provides the information as is.</p>"""
    article = menafn_crawler.read_article(page, "https://menafn.com/1109547045/Port-Opens")
    assert (article.body, article.provider) == ("The port opened.\n\nShips came at once.", "KUNA")
