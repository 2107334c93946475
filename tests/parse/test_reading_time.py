"""Reading time grows linearly with the page, whatever is repeated in it."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator

import pytest

from menafn_crawler import UnreadablePage, read_article, read_feed, read_list
from menafn_crawler.bounds import ARTICLE_ELEMENTS
from menafn_crawler.parse.lines import BLOCKS
from menafn_crawler.parse.visibility import UNSEEN

URL = "https://menafn.com/1109547045/Slug"
HEAD = f'<html><head><meta property="og:url" content="{URL}"><title>Port opens</title></head><body>'
LEGAL = "<p>MENAFN14052025000045015687ID1109547045</p><div>Legal Disclaimer:<br>MENAFN provides the information.</div>"
LEAD = "<p>(MENAFN- X) The port opened on Monday and was seen by all who came.</p>"
FRAMES = {
    "body": f'{HEAD}<div id="ContentPlaceHolder1_div_story"><h1>Port opens</h1><span class="entry-date">2025-05-14'
    f' 04:44:27</span><div class="entry-summary tit">{LEAD}%s</div>{LEGAL}</div></body></html>',
    "paragraph": f"{HEAD}<h1>Port opens</h1><p>2025-05-14 04:44:27</p>{LEAD}<p>He said %s</p>{LEGAL}</body></html>",
    "page": "%s",
}
TAGS = sorted(
    {*BLOCKS, *UNSEEN, *"a b i q sup sub h1 span strong table pre br ins math button li dd rt wbr time".split()}
)
PHRASES = (
    "More Story|Most popular stories|Related news|Read also:|Read Also: Oil Prices Rise|Share Facebook Twitter Email"
    "|Legal Disclaimer:|MENAFN provides the information|(MENAFN- X)|(MENAFN|MENAFN|GMT|(end)|Will be updated|Comments"
    "|MENAFN14052025000045015687ID1109547045|Tuesday, 02 January 2024 12:17 GMT|2025-05-14 04:44:27|Tags: #a|#a"
    "|10/26/2024 2:24:13 PM|Category: Date:|© 2000|Advertisement|SOURCE X|اقرأ أيضا|إخلاء المسؤولية|المزيد من الأخبار"
    "|مينافن|14 مايو 2025|â€œ|&amp;amp;|&lt;p&gt;|–s|Updated:|(|)|1.|«|http://x.y|a.b.c|????|Next|&nbsp;|\u200b|\u00ad"
    "|-->|<!---->|<!--|<![CDATA[|&#|<|</|]]>|<?x?>|display:none|{|}"
).split("|")
ATTRIBUTES = "class id style hidden itemprop rel href alt title datetime data-src".split()
VALUES = (
    "",
    "entry-title",
    "pagination",
    "tit",
    "div_mostPop",
    "display:none",
    "next",
    "articleBody",
    "related",
    "/110954704/x",
)


def units() -> Iterator[tuple[str, str]]:
    for tag in TAGS:
        yield f"open {tag}", f"<{tag}>"
        yield f"unclosed {tag}", f"<{tag} id=root "
        yield f"text {tag}", f"<{tag}>word</{tag}>"
        yield f"link {tag}", f'<{tag}><a href="/1109547046/a">t</a></{tag}>'
        yield f"label {tag}", f'<{tag}>More Story</{tag}><a href="/1109547046/a">t</a>'
    for phrase in PHRASES:
        yield f"phrase {phrase}", f"{phrase} "
        yield f"lines {phrase}", f"<p>{phrase}</p>"
        yield f"links {phrase}", f'<a href="/1109547046/x">{phrase}</a>'
    for name in ATTRIBUTES:
        for value in VALUES:
            yield f"attribute {name}={value}", f'<div {name}="{value}">x</div>'
    yield "style sheets", "<style>.a{display:none}</style>"
    yield "structured data", '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"x"}</script>'


UNITS = dict(units())


def seconds(page: str) -> float:
    started = time.process_time()
    with contextlib.suppress(UnreadablePage):
        read_article(page, URL)
    read_list(page, URL)
    read_feed(page)
    return time.process_time() - started


def grows_faster(frame: str, unit: str, times: int) -> bool:
    """Return True if twice as much takes over three times as long, in each of several rounds.

    A busy machine makes single readings slow, seldom the same one in every round; a square makes all of them four.
    """
    for _ in range(5):
        once, twice = seconds(frame % (unit * times)), seconds(frame % (unit * (2 * times)))
        if twice < max(3 * once, 0.05):
            return False
    return True


@pytest.mark.parametrize("name", sorted(UNITS)[::9])
def test_time_grows_linearly(name: str) -> None:
    unit = UNITS[name]
    assert not [place for place, frame in FRAMES.items() if grows_faster(frame, unit, 500)]


@pytest.mark.parametrize("unit", [" ", " |", "\n", "\u00a0"], ids=["space", "bar", "line", "no-break space"])
def test_time_grows_linearly_with_the_title_of_a_story_in_json_ld(unit: str) -> None:
    told = json.dumps({"@type": "NewsArticle", "headline": "Port opens", "articleBody": "The port opened.\n" * 9})
    head = f'<html><head><meta property="og:url" content="{URL}"><script type="application/ld+json">{told}</script>'
    frame = f"{head.replace('%', '%%')}<title>Port opens%sx</title></head><body><div></div></body></html>"
    assert read_article(frame % "", URL).title == "Port opens"
    assert not grows_faster(frame, unit, 5_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(UNITS)[::12])
def test_time_grows_linearly_with_anything_that_is_looked_for(name: str) -> None:
    unit = UNITS[name]
    assert not [place for place, frame in FRAMES.items() if grows_faster(frame, unit, 1_000)]


def test_a_page_of_more_elements_than_any_has_is_refused_at_once() -> None:
    with pytest.raises(UnreadablePage, match="elements"):
        read_article(FRAMES["body"] % ("<i></i>" * ARTICLE_ELEMENTS), URL)


def test_an_article_of_more_lines_than_any_has_is_refused() -> None:
    with pytest.raises(UnreadablePage, match="lines"):
        read_article(FRAMES["body"] % ("<p>word</p>" * 6_000), URL)
