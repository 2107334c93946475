"""What makes a page the page of an article, and what it is read from where no layout is known."""

from __future__ import annotations

import contextlib
import json

import pytest

from menafn_crawler import UnreadablePage, read_article
from menafn_crawler.items import TextLine
from menafn_crawler.parse.consensus import _without_ends, _words_shared, has_text

URL = "https://menafn.com/1109547045/Port-Opens"
OWN = f'<meta property="og:url" content="{URL}">'
TYPED = '<meta property="og:type" content="article">'
LEGAL = "<p>Legal Disclaimer: MENAFN provides the information as is.</p>"
TEXT = "(MENAFN- Port Wire) The port opened on Monday, and ships came at once from three seas."
DATE = "<p>2025-05-14 04:44:27</p>"


def page(body: str, head: str = OWN) -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def json_ld(**values: object) -> str:
    data = {"@type": "NewsArticle", "headline": "Port opens", "url": URL, **values}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "markup",
    [
        page(f"<h1>Asia</h1>{DATE}<p>News of the day from all of Asia.</p>{LEGAL}", ""),
        page(f"<h1>About us</h1><p>We bring the news of the region to you.</p>{LEGAL}", ""),
        page(
            "<h1>About us</h1><p>We bring the news of the region to you.</p>",
            '<meta property="og:type" content="article">',
        ),
        page("<h1>Port opens</h1><p>The port opened on Monday.</p>"),
        page(f"<h1>Sorry</h1><p>Please come back later.</p>{DATE}", ""),
    ],
    ids=["section", "about", "typed", "address alone", "date alone"],
)
def test_a_page_with_too_few_marks_is_no_article(markup: str) -> None:
    with pytest.raises(UnreadablePage, match="no layout"):
        read_article(markup, URL)


@pytest.mark.parametrize(
    "markup",
    [
        page(f"<h1>Port opens</h1>{DATE}<p>The port opened on Monday.</p>"),
        page(f"<h1>Port opens</h1><p>The port opened on Monday.</p>{LEGAL}"),
        page(
            "<h1>Port opens</h1><p>The port opened on Monday.</p>", OWN + '<meta property="og:type" content="article">'
        ),
        page(f"<h1>Port opens</h1><p>The port opened on Monday.</p>{json_ld()}"),
        page(f"<h1>Port opens</h1>{DATE}<p>(MENAFN- X) The port opened on Monday.</p>", ""),
    ],
    ids=["address and date", "address and disclaimer", "address and type", "address and JSON-LD", "byline and date"],
)
def test_two_marks_make_an_article(markup: str) -> None:
    assert read_article(markup, URL).body == "The port opened on Monday."


@pytest.mark.parametrize(
    "body", ["", "<p>Loading…</p>", "<p>Date</p>", "<p>(MENAFN- X)</p>", "<p>Three words only</p>"]
)
@pytest.mark.parametrize("layout", ["<div>", '<div id="ContentPlaceHolder1_div_story"><div class="tit">'])
def test_a_page_without_text_is_no_article(body: str, layout: str) -> None:
    with pytest.raises(UnreadablePage):
        read_article(page(f"<h1>Port opens</h1>{DATE}{layout}{body}</div></div>{LEGAL}"), URL)


@pytest.mark.parametrize(
    "form",
    [TEXT, f"<p>{TEXT}</p>", f"{TEXT}\n", f"&lt;p&gt;{TEXT}&lt;/p&gt;", f"&amp;lt;p&amp;gt;{TEXT}&amp;lt;/p&amp;gt;"],
)
@pytest.mark.parametrize("shown", ["", "<h1>Port opens</h1>", f"<h1>Port opens</h1>{DATE}{LEGAL}"])
def test_a_story_that_stands_in_json_ld_alone_is_read_from_it(form: str, shown: str) -> None:
    article = read_article(page(f"{shown}{json_ld(articleBody=form)}"), URL)
    assert (article.extraction, article.title, article.provider) == ("json-ld", "Port opens", "Port Wire")
    assert article.body == TEXT.partition(") ")[2]


@pytest.mark.parametrize("broken", [None, 5, [], {}, ["x"], "", "\ud800", "<p", "\x00"])
def test_json_ld_of_any_kind_raises_nothing_else(broken: object) -> None:
    for name in ("articleBody", "headline", "image", "keywords"):
        data = json_ld(**{"articleBody": TEXT, name: broken})
        with contextlib.suppress(UnreadablePage):
            read_article(page(f"<h1>Port opens</h1>{data}"), URL)


@pytest.mark.parametrize("hide", ["hidden", 'style="display:none"'])
def test_a_story_that_is_wholly_hidden_is_read_and_flagged(hide: str) -> None:
    article = read_article(page(f"<h1>Port opens</h1>{DATE}<div {hide}><p>{TEXT}</p></div>{LEGAL}"), URL)
    assert article.quality == ("hidden_text",)
    assert article.body == TEXT.partition(") ")[2]


def test_json_ld_of_another_article_is_not_read() -> None:
    other = json_ld(articleBody=TEXT, url="https://menafn.com/1109540001/Other")
    with pytest.raises(UnreadablePage):
        read_article(page(f"<h1>Port opens</h1>{DATE}{other}{LEGAL}"), URL)


def lines(*texts: str) -> list[TextLine]:
    return [TextLine(text, "", True) for text in texts]


def words(count: int, kind: str = "word") -> str:
    return " ".join(f"{kind}{n}" for n in range(count))


@pytest.mark.parametrize(
    ("texts", "has"),
    [
        (["x" * 400], True),
        (["x" * 399], False),
        (["one two three four"], True),
        (["one two three"], False),
        (["one two", "three four"], True),
        ([], False),
    ],
    ids=["certainly", "one word", "four words", "three words", "two lines", "nothing"],
)
def test_a_text_has_four_words(texts: list[str], has: bool) -> None:
    assert has_text(lines(*texts)) is has


@pytest.mark.parametrize(
    ("shown", "behind", "end", "kept"),
    [(12, 2, 12, 1), (12, 2, 4, 2)],
    ids=["the text is told to its end", "it is cut"],
)
def test_what_stands_behind_the_told_text_is_cut_off(shown: int, behind: int, end: int, kept: int) -> None:
    told = lines(words(shown)) if end == shown else lines(words(shown), words(end, "other"))
    assert len(_without_ends(lines(words(shown), words(behind, "x")), told)) == kept


@pytest.mark.parametrize(("shared", "held"), [(5, True), (4, False)], ids=["three fifths", "less"])
def test_a_line_is_held_if_three_fifths_of_it_are(shared: int, held: bool) -> None:
    """Seven words are five shingles; so many words are all but two."""
    assert (_words_shared(lines(words(7)), lines(words(shared))) == 1) is held
