"""List pages: which links belong to the list, and where its next page is."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.discover import read_candidates
from menafn_crawler.parse import Page, names_pages, read_links, read_list, read_next_page, read_page

URL = "https://menafn.com/list.aspx?t=7"


def page(markup: str, url: str = URL) -> Page:
    return read_page(f"<html><body>{markup}</body></html>".encode(), url)


def shown(markup: str) -> list[int]:
    return [found.article_id for found in read_candidates(read_list(page(markup)).entries, "asia", URL)]


def links(*numbers: int, wrap: str = "{}") -> str:
    return "".join(wrap.format(f'<a href="/{number}/S">T</a>') for number in numbers)


A, B, C, D = 1109547045, 1109547046, 1109547047, 1109547048
LIST = f"<h1>Asia</h1><ul>{links(A, B, wrap='<li>{}</li>')}</ul>"
POPULAR = f"<ul>{links(C, D, wrap='<li>{}</li>')}</ul>"


@pytest.mark.parametrize(
    "markup",
    [
        LIST,
        f"<h1>Asia</h1>{links(A, B, wrap='<article><header><h2>{}</h2></header><p>x</p></article>')}",
        f"<h1>Asia</h1>{links(A, B, wrap='<div class=post><header><h2>{}</h2></header><p>x</p></div>')}",
        f"<h1>Asia</h1>{links(A, B, wrap='<div><div class=post><h2>x</h2><footer>{}</footer></div></div>')}",
        f"<h1>Asia</h1><section>{links(A, B, wrap='<header>{}</header><p>x</p>')}</section>",
        f"<header>{links(C, D)}</header>{links(A, B, wrap='<div><header>{}</header></div>')}",
        f"<div><header>{links(C)}</header></div><div>{links(A, B, wrap='<div><header>{}</header></div>')}</div>",
        f"<div><header>{links(C)}</header></div>{LIST}<div><footer>{links(D)}</footer></div>",
        f"<h1>Asia</h1><table>{links(A, B, wrap='<tr><td>{}</td></tr>')}</table>",
        f"{LIST}<h4>Most popular</h4>{POPULAR}",
        f"<h4>Most popular</h4>{POPULAR}{LIST}",
        f"<div><h4>Most popular</h4>{POPULAR}</div><div>{LIST}</div>",
        f"<div><h4>Most popular</h4></div><div>{POPULAR}</div><div>{LIST}</div>",
        f"<div>{LIST}</div><div><p>MOST READ</p><div>{POPULAR}</div></div>",
        f"{LIST}<div class=x><b>More Story</b>{links(C, D, wrap='<div class=y>{}</div>')}</div>",
        f"{LIST}<h4>More Stories</h4>{links(C, D, wrap='<div>{0}</div><h3>{0}</h3>')}",
        f"<h4>Most popular</h4>{links(C, D, wrap='<div class=i>{}</div>')}<h2>Latest</h2>"
        + links(A, B, wrap="<div class=i>{}</div>"),
        f"{LIST}<table><tr><td>Most Popular</td></tr>{links(C, D, wrap='<tr><td>{}</td></tr>')}</table>",
        f"{LIST}<h4>Most popular</h4> <a href='/all.aspx'>more »</a>{POPULAR}",
        f"{LIST}<div><span><b>Most Popular Stories</b></span></div>{POPULAR}",
        f"<nav>{links(C)}</nav><header>{links(D)}</header>{LIST}<footer>{links(C)}</footer><aside>{links(D)}</aside>",
        f"{LIST}<div id=div_mostPop>{links(C, D)}</div>",
        f"{LIST}<a href='https://ads.example/{C}/S'>ad</a><a href='https://t.example/?u=https://menafn.com/{D}/S'>ad</a>",
        f"{LIST}<h4>الأكثر قراءة</h4>{POPULAR}",
    ],
)
def test_only_the_lists_own_articles_are_shown(markup: str) -> None:
    assert shown(markup) == [A, B]


def test_a_lists_only_entry_is_known_by_its_title() -> None:
    entry = f'<div class="post"><header><h2 class="entry-title">{links(A)}</h2></header><p>x</p></div>'
    headlines = f'<header><div class="entry-title">{links(C)}</div><div class="entry-title">{links(D)}</div></header>'
    assert shown(headlines + entry) == [A]


def test_the_markup_of_the_popular_block_may_be_that_of_the_list() -> None:
    item = '<div class="e"><h3 class="t">{}</h3></div>'
    popular = f'<div class="box"><h4>Most popular</h4>{links(C, D, wrap=item)}</div>'
    main = f'<div class="box"><h4>Asia</h4>{links(A, B, wrap=item)}</div>'
    assert shown(popular + main) == shown(main + popular) == [A, B]


def test_one_article_is_one_entry_with_its_slug() -> None:
    hrefs = [f"/{A}/", f"/{A}/Slug?Social=on", f"/{B}/Slug&source=29"]
    markup = "".join(f'<a href="{href}"><img></a>' for href in hrefs)
    found = read_candidates(read_list(page(markup)).entries, None, URL)
    assert [candidate.url for candidate in found] == [f"https://menafn.com/{n}/Slug" for n in (A, B)]


P2 = "/list.aspx?t=7&p=2"


@pytest.mark.parametrize(
    "markup",
    [
        f'<a rel="next" href="{P2}">x</a>',
        f'<a rel="nofollow next" href="{P2}">x</a>',
        f'<link rel="next" href="{P2}">',
        f'<a rel="next" href="#">x</a><a href="{P2}">2</a>',
        f'<ul class="pagination"><li>1</li><li><a href="{P2}">2</a></li><li><a href="/p3">3</a></li></ul>',
        f'<ul class="pagination"><a href="/p1">1</a><a href="{P2}">2</a></ul>',
        f'<ul class="q"><li>1</li><li><a href="{P2}"> 2 </a></li><li><a href="/p9">Last</a></li></ul>',
        f'<span>1</span> <a href="{P2}">[2]</a>',
        f'<a href="{P2}">Page 2</a>',
        f'<a href="{P2}">٢</a>',
        f'<a href="/p0">«</a><a href="{P2}">»</a>',
        f'<a href="{P2}">›</a><a href="/last">»</a>',
        f'<a href="{P2}">Next</a>',
        f'<a href="{P2}">Next Page »</a>',
        f'<a href="{P2}"><span>Older news</span></a>',
        f'<a href="{P2}">التالي</a>',
        f'<a href="{P2}">« التالي</a>',
        f'<a href="{P2}" aria-label="Next"><i class="icon"></i></a>',
        f'<a href="{P2}" title="Next page"><img src="x.gif"></a>',
        f'<a href="{P2}"><img src="x.gif" alt="Next"></a>',
        f'<a href="/{A}/S#comments">2</a><a href="{P2}">2</a>',
        f'<a href="/calendar.aspx?d=2">2</a><a href="{P2}">2</a>',
        f'<a href="#slide">Next</a><a href="javascript:go()">2</a><a href="">»</a><a href="{P2}">Next</a>',
        f'<ul class="pagination"></ul><a href="{P2}">2</a>',
        f'<ol class="pagination"><li><a href="#slide-1">1</a></li></ol><a href="{P2}">2</a>',  # a slide show's
        f'<ul class="pagination"><a href="/p1">1</a></ul><a rel="next" href="{P2}">x</a>',
    ],
)
def test_the_way_to_the_second_page(markup: str) -> None:
    assert read_next_page(page(LIST + markup), 1) == P2


@pytest.mark.parametrize(
    "markup",
    [
        LIST,
        '<ul class="pagination"><a href="/p1">1</a><a href="/p2">2</a><a href="#">Next</a></ul>',
        '<a href="/p1">« Previous</a>',
        '<a href="/p1">First</a><a href="/x">More about oil</a><a href="/y">12 of 30</a>',
        f'<a href="/{A}/S">3</a>',
        *(
            f'<ul class="pagination"><li><a href="/list.aspx?t=7">1</a></li><li>2</li></ul>{beside}'
            for beside in (
                '<div><h4>Pictures</h4><a href="/gallery.aspx?p=2">Next</a></div>',
                '<a href="/gallery.aspx?p=2">»</a>',
                '<a href="/rounds.aspx?r=3">3</a>',
                '<a href="/list.aspx?t=7&day=3">3</a>',
            )
        ),
    ],
)
def test_a_list_without_a_third_page_ends(markup: str) -> None:
    assert read_next_page(page(markup), 2) is None


def test_an_address_is_put_behind_the_pages_base() -> None:
    markup = '<base href="https://menafn.com/sub/"><a rel=next href="list.aspx?p=2">x</a>'
    assert read_next_page(page(markup), 1) == "https://menafn.com/sub/list.aspx?p=2"


def test_links_tell_their_text_and_its_parts() -> None:
    (link,) = read_links(page('<a href="/x"><i>sports_soccer</i> <span>Sport</span></a>'))
    assert (link.href, link.text, link.parts) == ("/x", "sports_soccer Sport", ("sports_soccer", "Sport"))


@given(st.integers(0, 2**32))
def test_the_order_of_blocks_and_their_classes_mean_nothing(seed: int) -> None:
    random = Random(seed)
    name = "".join(random.choices("abcdef", k=4))
    tag = random.choice(["div", "li", "p", "article"])
    item = f'<{tag} class="{name}">{{}}</{tag}>'
    main = f'<section class="{name}1"><h1>Asia</h1>{links(A, B, wrap=item)}</section>'
    popular = f'<section class="{name}2"><h3 class="{name}">Most popular</h3>{links(C, D, wrap=item)}</section>'
    blocks = [main, popular]
    random.shuffle(blocks)
    assert shown("".join(blocks)) == [A, B]


@pytest.mark.parametrize("heading", ["Top Stories", "Latest News", "Latest Headlines", "آخر الأخبار"])
def test_what_heads_a_list_makes_it_no_block_of_other_stories(heading: str) -> None:
    assert shown(f"<h2>{heading}</h2>{LIST}") == [A, B]


@pytest.mark.parametrize(
    "markup",
    [
        f"{LIST}<h4>Most popular</h4>{POPULAR}",
        f"{LIST}<div id=div_mostPop>{links(C, D)}</div>",
        f"{LIST}<aside>{links(C, D)}</aside>",
        f"{LIST}<h4>More Story</h4>{links(C, D, wrap='<div>{}</div>')}<nav>{links(A)}</nav><footer>{links(B)}</footer>",
        f"{LIST}<h4>الأكثر قراءة</h4>{POPULAR}",
    ],
)
def test_the_blocks_of_other_stories_are_read_apart(markup: str) -> None:
    found = read_candidates(read_list(page(markup)).aside, None, URL)
    assert [(candidate.article_id, candidate.section) for candidate in found] == [(C, None), (D, None)]


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ('<ul class="pagination"><li><a href="?p=1">First</a></li></ul>', True),
        ('<a href="?p=1">1</a>', True),
        ('<a href="?p=1">« Previous</a>', True),
        ('<a href="?p=3">Next</a>', True),
        ('<a href="/1109547045/Slug">2</a>', False),
        ('<a href="#">1</a>', False),
        ('<h2>We are updating our site</h2><a href="/asia">Asia</a>', False),
    ],
)
def test_a_page_of_a_list_links_others(markup: str, named: bool) -> None:
    assert names_pages(page(markup)) is named
