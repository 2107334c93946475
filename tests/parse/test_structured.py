"""What a page says machine-readably: JSON-LD objects and dates."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler import read_article
from menafn_crawler.items import RawDate
from menafn_crawler.parse import Page, own_article, read_page, structured_dates

URL = "https://menafn.com/1109547045/Slug"
OTHER = "https://menafn.com/1109540000/Other"
PUBLISHED = "2025-05-14T04:44:27-04:00"


def page(head: str = "", body: str = "<h1>T</h1>", url: str = URL) -> Page:
    return read_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), url)


def block(content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = {"@type": "NewsArticle", "datePublished": PUBLISHED}


@pytest.mark.parametrize(
    ("content", "types"),
    [
        pytest.param(ARTICLE, ["NewsArticle"], id="object"),
        pytest.param([ARTICLE, {"@type": "Person"}], ["NewsArticle", "Person"], id="list"),
        pytest.param({"@graph": [{"@type": "WebSite"}, ARTICLE]}, [None, "WebSite", "NewsArticle"], id="graph"),
        pytest.param({"@type": "WebPage", "mainEntity": ARTICLE}, ["WebPage", "NewsArticle"], id="main entity"),
        pytest.param(f"<!-- {json.dumps(ARTICLE)} -->", ["NewsArticle"], id="in a comment"),
        pytest.param(f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>", ["NewsArticle"], id="CDATA"),
        pytest.param(json.dumps(ARTICLE) + ";", ["NewsArticle"], id="semicolon"),
        pytest.param('{"@type": "NewsArticle", "articleBody": "one\ntwo"}', ["NewsArticle"], id="raw line break"),
        pytest.param("{broken", [], id="broken"),
        pytest.param("[" * 100_000, [], id="nested too deep"),
        pytest.param("1" * 10_000, [], id="a number too long"),
        pytest.param("", [], id="empty"),
    ],
)
def test_objects_of_a_block(content: object, types: list[str | None]) -> None:
    assert [found.get("@type") for found in page(block(content)).json_ld] == types


def test_a_broken_block_does_not_hide_the_next() -> None:
    assert page(block("{") + block(ARTICLE)).json_ld == (ARTICLE,)


def test_blocks_and_objects_are_bounded() -> None:
    assert len(page(block([{"a": 1}] * 5_000)).json_ld) == 200
    assert len(page(block(ARTICLE) * 100).json_ld) == 20


@pytest.mark.parametrize(
    ("objects", "place"),
    [
        pytest.param([ARTICLE], 0, id="one"),
        pytest.param([{"@type": "ItemList"}, ARTICLE], 1, id="among others"),
        pytest.param([{**ARTICLE, "url": OTHER}, {**ARTICLE, "mainEntityOfPage": URL}], 1, id="named by its address"),
        pytest.param([ARTICLE, {**ARTICLE, "mainEntityOfPage": {"@id": URL}}], 1, id="the named one before others"),
        pytest.param([{**ARTICLE, "@type": ["Thing", "schema:NewsArticle"]}], 0, id="several types"),
        pytest.param([{**ARTICLE, "url": OTHER}], None, id="another article"),
        pytest.param([{"@type": "WebPage"}], None, id="no article"),
    ],
)
def test_the_object_of_the_article_itself(objects: list[dict[str, object]], place: int | None) -> None:
    found = own_article(page(), tuple(objects))
    assert found == (None if place is None else objects[place])


@pytest.mark.parametrize(
    ("head", "body", "dates"),
    [
        pytest.param(block(ARTICLE), "<h1>T</h1>", [("json_ld", f"datePublished: {PUBLISHED}")], id="JSON-LD"),
        pytest.param(
            block({**ARTICLE, "dateModified": "2025-05-15"}),
            "<h1>T</h1>",
            [("json_ld", f"datePublished: {PUBLISHED}"), ("json_ld", "dateModified: 2025-05-15")],
            id="JSON-LD with an update",
        ),
        pytest.param(block({**ARTICLE, "datePublished": 5}), "<h1>T</h1>", [], id="JSON-LD number"),
        pytest.param(
            f'<meta property="article:published_time" content="{PUBLISHED}">',
            "<h1>T</h1>",
            [("meta", f"article:published_time: {PUBLISHED}")],
            id="meta property",
        ),
        pytest.param(
            f'<meta itemprop="dateModified" content="{PUBLISHED}"><meta name="PubDate" content="{PUBLISHED}">',
            "<h1>T</h1>",
            [("meta", f"dateModified: {PUBLISHED}"), ("meta", f"PubDate: {PUBLISHED}")],
            id="meta itemprop and name",
        ),
        pytest.param('<meta name="viewport" content="2025-05-14">', "<h1>T</h1>", [], id="other meta"),
        *(
            pytest.param(
                f'<meta name="{name}" content="{PUBLISHED}">', "<h1>T</h1>", [("meta", f"{name}: {PUBLISHED}")], id=name
            )
            for name in ("article:published", "bt:pubDate", "citation_publication_date", "dcterms.created", "date")
        ),
        pytest.param('<meta name="date" content="2025-05-14">', "<h1>T</h1>", [], id="day of an unsure meta"),
        pytest.param(
            "",
            f'<h1>T</h1><span itemprop="datePublished" content="{PUBLISHED}">May</span>',
            [("microdata", f"datePublished: {PUBLISHED}")],
            id="microdata",
        ),
        pytest.param("", f'<h1>T</h1><time datetime="{PUBLISHED}">May</time>', [("time", PUBLISHED)], id="time"),
        pytest.param(
            "",
            f'<h1>T</h1><p>Updated <time datetime="{PUBLISHED}">May</time></p>',
            [("time", f"dateModified: {PUBLISHED}")],
            id="time with a label",
        ),
        pytest.param(
            "",
            f'<h1>T</h1><time class="published" datetime="{PUBLISHED}">May</time>',
            [("time", f"datePublished: {PUBLISHED}")],
            id="time with a class",
        ),
        pytest.param(
            "",
            f'<main><time datetime="{PUBLISHED}">May</time><h1>T</h1></main>',
            [("time", PUBLISHED)],
            id="time above the headline in its container",
        ),
        pytest.param("", f'<time datetime="{PUBLISHED}">May</time><h1>T</h1>', [], id="time in the page's head"),
        pytest.param(
            "",
            f'<h1>T</h1><div><a href="{OTHER}">More</a><time datetime="{PUBLISHED}">May</time></div>',
            [],
            id="time of another story",
        ),
        pytest.param("", f'<h1>T</h1><aside><time datetime="{PUBLISHED}">May</time></aside>', [], id="time aside"),
        pytest.param(
            "",
            f'<h1>T</h1><p>{"The council met in the old hall. " * 4}<time datetime="{PUBLISHED}">May</time></p>',
            [],
            id="time in a sentence",
        ),
    ],
)
def test_dates(head: str, body: str, dates: list[tuple[str, str]]) -> None:
    assert structured_dates(page(head, body)) == [RawDate(*one) for one in dates]


@pytest.mark.parametrize(
    ("times", "printed"),
    [
        pytest.param('<time itemprop="dateModified" datetime="{0}">May 15, 2025</time>', None, id="itemprop"),
        pytest.param('<time class="updated" datetime="{0}">May 15, 2025</time>', None, id="class"),
        pytest.param('<time datetime="{0}">May 15, 2025</time>', "2025-05-15", id="no label"),
        pytest.param(
            '<time itemprop="datePublished" datetime="{0}">May 15, 2025</time>'
            '<time itemprop="dateModified" datetime="{0}">May 15, 2025</time>',
            "2025-05-15",
            id="published and updated on one day",
        ),
    ],
)
def test_what_the_time_of_an_update_shows_is_an_update(times: str, printed: str | None) -> None:
    story = (
        "<p>(MENAFN- X) The port opened on Wednesday, the board said.</p><p>MENAFN14052025000071011013ID1109547045</p>"
    )
    article = read_article(f"<h1>Port Opens</h1><div>{times.format('2025-05-15')}</div>{story}", URL)
    assert article.published_on == (printed or "2025-05-14")


def test_a_value_too_long_is_no_date() -> None:
    assert structured_dates(page(f'<meta name="pubdate" content="{"2" * 101}">')) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("NewsArticle"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["@type", "@graph", "mainEntityOfPage", "url", "datePublished"]), inner)
    ),
    max_leaves=20,
)


@given(JSON | st.text(max_size=60))
def test_nothing_raises(content: object) -> None:
    text = json.dumps(content)
    made = page(block(text.replace("<", "&lt;")))
    found = made.json_ld
    own_article(made, found)
    assert all(isinstance(one, dict) for one in found)
    assert all(date.source == "json_ld" for date in structured_dates(made))


def time_at(markup: str, count: int = 1) -> list[RawDate]:
    return structured_dates(page("", f"<h1>T</h1>{markup.format(f'<time datetime={PUBLISHED}>May</time>') * count}"))


@pytest.mark.parametrize(("length", "read"), [(100, True), (101, False)])
def test_a_date_has_at_most_a_hundred_characters(length: int, read: bool) -> None:
    assert bool(structured_dates(page(f'<meta name="pubdate" content="{"2" * length}">'))) is read


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        (f"<p>{'x' * 77}{{}}</p>", True),
        (f"<p>{'x' * 78}{{}}</p>", False),
        (f"<div>{'x' * 78}{{}}</div>", True),
        (f'<div><a href="{OTHER}">x</a><b><i>{{}}</i></b></div>', False),
        (f'<div><a href="{OTHER}">x</a><b><i><u>{{}}</u></i></b></div>', True),
        (f'<div><a href="{URL}">x</a>{{}}</div>', True),
        ("<footer><div><div><div><div>{}</div></div></div></div></footer>", False),
    ],
    ids=["a caption", "a sentence", "no paragraph", "a card", "a card far away", "its own link", "the footer"],
)
def test_where_a_time_belongs_to_the_article(markup: str, read: bool) -> None:
    assert bool(time_at(markup)) is read


@pytest.mark.parametrize(("before", "read"), [(19, True), (20, False)], ids=["the twentieth", "the next one"])
def test_so_many_times_are_read(before: int, read: bool) -> None:
    markup = f'<h1>T</h1>{"<time datetime=x>x</time>" * before}<time datetime="{PUBLISHED}">May</time>'
    assert (RawDate("time", PUBLISHED) in structured_dates(page("", markup))) is read
    others = f'<h1>T</h1>{"<time>x</time>" * 30}<time datetime="{PUBLISHED}">May</time>'
    assert structured_dates(page("", others)) == [RawDate("time", PUBLISHED)]


def test_a_list_of_dates_has_a_first_one() -> None:
    assert structured_dates(page(block({**ARTICLE, "datePublished": [PUBLISHED, "x"]}))) == [
        RawDate("json_ld", f"datePublished: {PUBLISHED}")
    ]
    assert structured_dates(page(block({**ARTICLE, "datePublished": []}))) == []


@pytest.mark.parametrize(("types", "found"), [(["Thing"] * 9, True), (["Thing"] * 10, False)])
def test_ten_types_are_read(types: list[str], found: bool) -> None:
    assert (own_article(page(), ({**ARTICLE, "@type": [*types, "NewsArticle"]},)) is not None) is found
