"""What ``from menafn_crawler import ...`` promises to somebody who has neither Scrapy nor a store."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler import ArticleLink, FeedArticle, UnreadablePage, read_article, read_feed, read_list
from tests.sites import Story

ADDRESS = "https://menafn.com/1109547045/Port-Opens"
NOON = datetime(2025, 5, 14, 16, tzinfo=UTC)
PAGE = Story(1109547045, "Port Opens").reply().body


def test_importing_loads_neither_scrapy_nor_the_store() -> None:
    code = (
        "import sys, menafn_crawler\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} & {'scrapy', 'sqlalchemy', 'twisted'}),"
        " *[name for name in sys.modules if name.startswith('menafn_crawler.store')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


@pytest.mark.parametrize("page", [PAGE, PAGE.encode(), PAGE.encode("utf-16")], ids=["text", "utf-8", "utf-16"])
def test_an_article_is_read_from_text_and_from_bytes(page: bytes | str) -> None:
    article = read_article(page, ADDRESS, fetched_at=NOON)
    assert (article.article_id, article.title) == (1109547045, "Port Opens")
    assert (article.fetched_at, article.first_seen_at) == ("2025-05-14T16:00:00Z", "2025-05-14T16:00:00Z")


def test_what_only_the_store_knows_has_its_initial_value() -> None:
    article = read_article(PAGE, ADDRESS)
    assert (article.sections, article.revision, article.duplicate_of, article.duplicate_kind) == ((), 1, None, None)


def test_without_an_instant_of_fetching_none_is_invented() -> None:
    article = read_article(PAGE, ADDRESS)
    assert (article.fetched_at, article.first_seen_at) == ("", "")


def test_a_date_after_the_fetch_is_not_believed() -> None:
    early = datetime(2020, 1, 1, tzinfo=UTC)
    assert read_article(PAGE, ADDRESS).published_at is not None
    assert read_article(PAGE, ADDRESS, fetched_at=early).published_at is None


def test_the_printed_clock_is_that_of_the_zone() -> None:
    there = read_article(PAGE, ADDRESS, timezone="UTC").published_at
    assert there is not None
    assert there != read_article(PAGE, ADDRESS).published_at


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000/1109547045/Port-Opens",
        "http://127.0.0.1:8000/mirror/1109547045/Port-Opens",
        "menafn.com/1109547045/Port-Opens?src=RSS",
    ],
)
def test_any_form_of_the_address_will_do(address: str) -> None:
    assert read_article(PAGE, address).url == ADDRESS


@pytest.mark.parametrize(
    "page", ["", " ", "<h1>Not found</h1>", "{}", "\x00", "\ud800", "<", b"\xff\xfe", b"\x1f\x8b\x08\x00"]
)
def test_what_is_no_article_is_unreadable(page: bytes | str) -> None:
    with pytest.raises(UnreadablePage):
        read_article(page, ADDRESS)


@pytest.mark.parametrize("address", ["", "https://menafn.com/", "http://[", "\x00", "https://example.org/about"])
def test_an_address_of_no_article_is_unreadable(address: str) -> None:
    with pytest.raises(UnreadablePage, match="address"):
        read_article(PAGE, address)


@pytest.mark.parametrize("zone", ["Nowhere/Town", "", "../etc", "America"])
def test_an_unknown_zone_is_the_callers_error(zone: str) -> None:
    with pytest.raises(ValueError, match="unknown time zone"):
        read_article(PAGE, ADDRESS, timezone=zone)


def test_a_naive_instant_is_the_callers_error() -> None:
    with pytest.raises(ValueError, match="zone"):
        read_article(PAGE, ADDRESS, fetched_at=datetime(2025, 5, 14))


LIST = """<nav><a href="/1100000001/Menu">Menu</a></nav>
<div class="item"><a href="/1109547045/Port-Opens"><img src=x></a>
<h3 class="entry-title"><a href="/1109547045/Port-Opens">Port Opens</a></h3></div>
<div class="item"><a href="/arabic/1109547046/x">رصيف جديد</a></div>
<a href="https://example.org/1109547047/Other">Other</a>
<h3>Most Popular</h3><ul><li><a href="/1100000002/A">A</a></li><li><a href="/1100000003/B">B</a></li></ul>"""


@pytest.mark.parametrize(
    "url", ["https://menafn.com/qn_country.aspx?country=SA", "http://127.0.0.1:8000/x", "http://["]
)
def test_a_list_gives_its_own_articles_in_order(url: str) -> None:
    assert read_list(LIST, url) == [
        ArticleLink(1109547045, ADDRESS, "Port Opens"),
        ArticleLink(1109547046, "https://menafn.com/arabic/1109547046/x", "رصيف جديد"),
    ]


FEED = """<rss version="2.0"><channel><title>t</title>
<item><title>Port Opens</title><link>https://menafn.com/1109547045/Port-Opens?src=RSS</link>
<pubDate>Wed, 14 May 2025 09:44:27 GMT</pubDate><description>(MENAFN - X) The port</description></item>
<item><title>Elsewhere</title><link>https://example.org/1</link></item>
<item><title>No zone</title><link>/1109547046/No-Zone</link><pubDate>14 May 2025 09:44:27</pubDate></item>
</channel></rss>"""


def test_a_feed_gives_its_articles_with_the_instants_that_name_a_zone() -> None:
    assert read_feed(FEED) == [
        FeedArticle(
            1109547045,
            ADDRESS,
            "Port Opens",
            "2025-05-14T09:44:27Z",
            "Wed, 14 May 2025 09:44:27 GMT",
            "(MENAFN - X) The port",
        ),
        FeedArticle(1109547046, "https://menafn.com/1109547046/No-Zone", "No zone", None, "14 May 2025 09:44:27", None),
    ]


@pytest.mark.parametrize("nothing", ["", "<html></html>", b"\x00\xff", "<rss>"])
def test_what_is_neither_list_nor_feed_has_no_entries(nothing: bytes | str) -> None:
    assert read_list(nothing, ADDRESS) == []
    assert read_feed(nothing) == []


@given(page=st.binary(max_size=400) | st.text(max_size=400), url=st.text(max_size=60), kind=st.text(max_size=40))
def test_nothing_but_unreadable_page_is_raised(page: bytes | str, url: str, kind: str) -> None:
    for address in (ADDRESS, url):
        with contextlib.suppress(UnreadablePage):
            read_article(page, address, content_type=kind)
        read_list(page, address)
    read_feed(page)


@pytest.mark.parametrize(
    "card",
    [
        "<h3>Port Opens</h3><p>The port opened on Monday.</p>",
        "<span>NEW</span><h4>Port Opens</h4>",
        "<img src=x alt=y><div><h2>Port\n Opens</h2></div>",
    ],
)
def test_the_heading_of_a_card_is_its_title(card: str) -> None:
    links = read_list(f'<a href="/1109547045/Port-Opens">{card}</a>', "https://menafn.com/")
    assert [link.title for link in links] == ["Port Opens"]
