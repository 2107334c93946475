"""Which feeds are meant, and which articles a feed shows."""

from __future__ import annotations

import pytest

from menafn_crawler.bounds import KEY_BYTES
from menafn_crawler.discover import COUNTRY_FEEDS, SECTIONS, feed_at, find_feeds, read_feed_listing
from menafn_crawler.discover.feeds import COUNTRIES, FeedAddress
from menafn_crawler.parse import FeedEntry

BASE = "http://127.0.0.1:8000/mirror"


def test_each_country_of_the_facts_has_its_feed_and_its_sections_key() -> None:
    names = (
        "Algeria Bahrain Egypt Iraq Jordan Kuwait Lebanon Morocco Oman Palestine Qatar Saudi_Arabia Syria Tunisia"
        " Turkey UAE Yemen"
    )
    assert [feed.path for feed in COUNTRY_FEEDS] == [f"/rss/menafn_{name}.xml" for name in names.split()]
    assert {feed.section for feed in COUNTRY_FEEDS} - SECTIONS.keys() == {None}
    assert [feed.path for feed in COUNTRY_FEEDS if feed.section is None] == ["/rss/menafn_Turkey.xml"]
    assert len(set(COUNTRIES.values())) == len(COUNTRIES)


@pytest.mark.parametrize(
    ("text", "path", "section"),
    [
        ("Kuwait", "/rss/menafn_Kuwait.xml", "kw"),
        ("kw", "/rss/menafn_Kuwait.xml", "kw"),
        ("saudi arabia", "/rss/menafn_Saudi_Arabia.xml", "sa"),
        ("Saudi-Arabia", "/rss/menafn_Saudi_Arabia.xml", "sa"),
        ("uae", "/rss/menafn_UAE.xml", "ae"),
        ("tr", "/rss/menafn_Turkey.xml", None),
        ("http://www.menafn.com/rss/menafn_Kuwait.xml", "/rss/menafn_Kuwait.xml", "kw"),
        ("http://127.0.0.1:8000/mirror/rss/menafn_kuwait.xml", "/rss/menafn_Kuwait.xml", "kw"),
        ("rss/other.xml", "/rss/other.xml", None),
        ("/rss/other.aspx?c=1&d=2#x", "/rss/other.aspx?c=1&d=2", None),
    ],
)
def test_a_feed_is_meant_by_name_code_or_address(text: str, path: str, section: str | None) -> None:
    (feed,) = find_feeds([text], BASE)
    assert (feed.path, feed.section, feed.named) == (path, section, True)


@pytest.mark.parametrize(
    "text",
    [
        "Atlantis",
        "other.xml",
        "/",
        "https://menafn.com",
        "https://example.org/rss/menafn_Kuwait.xml",
        "https://menafn.com.example.org/rss.xml",
        "http://127.0.0.1:8001/rss.xml",
        "ftp://menafn.com/rss.xml",
        "http://[/rss.xml",
        "/1109547045/Slug",
        "/" + "x" * 2000,
    ],
    ids=lambda text: text[:30],
)
def test_what_means_no_feed_of_the_site_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"unknown feed|no feed's address"):
        find_feeds([text], BASE)


def test_all_are_the_countries_and_a_named_one_among_them_is_named() -> None:
    assert find_feeds(["ALL"], BASE) == COUNTRY_FEEDS
    both = find_feeds(["all", "/rss/other.xml", "kw"], BASE)
    assert {feed.path for feed in both if feed.named} == {"/rss/other.xml", "/rss/menafn_Kuwait.xml"}
    assert len(both) == len(COUNTRY_FEEDS) + 1
    assert {feed.path for feed in find_feeds(["kw", "all"], BASE) if feed.named} == {"/rss/menafn_Kuwait.xml"}


def test_an_announced_address_elsewhere_is_none() -> None:
    assert feed_at("https://feeds.example.org/menafn", BASE) is None


def entry(number: int, date: str | None = None, *before: str) -> FeedEntry:
    return FeedEntry((*before, f"https://menafn.com/{number}/Slug?src=RSS"), date=date)


def test_entries_become_candidates_with_the_feeds_section_and_their_dates() -> None:
    shown = read_feed_listing([entry(1109547045, "14 May 2025"), entry(1109547046)], "kw", BASE)
    assert [(c.article_id, c.url, c.section) for c in shown.candidates] == [
        (1109547045, "https://menafn.com/1109547045/Slug", "kw"),
        (1109547046, "https://menafn.com/1109547046/Slug", "kw"),
    ]
    assert shown.dates == {1109547045: "14 May 2025"}


def test_what_is_no_article_of_the_site_is_left_out() -> None:
    elsewhere = FeedEntry(("https://example.org/1109547045/Slug",), date="14 May 2025")
    shown = read_feed_listing([elsewhere, FeedEntry(()), entry(1109547046, None, "/about", "tag:1")], None, BASE)
    assert [candidate.article_id for candidate in shown.candidates] == [1109547046]
    assert shown.dates == {}


def test_one_article_twice_is_one_candidate_with_its_first_date() -> None:
    shown = read_feed_listing([entry(1109547045, "14 May 2025"), entry(1109547045, "15 May 2025")], None, BASE)
    assert len(shown.candidates) == 1
    assert shown.dates == {1109547045: "14 May 2025"}


def test_a_date_on_entry_after_entry_is_the_feeds_own() -> None:
    built = "Wed, 14 May 2025 04:44:27 GMT"
    assert read_feed_listing([entry(1109547040 + n, built) for n in range(4)], None, BASE).dates == {}
    own = [entry(1109547040 + n, f"Wed, 14 May 2025 04:44:2{n} GMT") for n in range(4)]
    assert len(read_feed_listing(own, None, BASE).dates) == 4


def test_a_date_that_goes_on_and_on_is_none() -> None:
    assert read_feed_listing([entry(1109547045, "14 May 2025 " + "x" * 5000)], None, BASE).dates == {}


@pytest.mark.parametrize(("length", "read"), [(100, True), (101, False)])
def test_a_date_has_at_most_a_hundred_characters(length: int, read: bool) -> None:
    date = "14 May 2025".ljust(length, "x")
    assert read_feed_listing([entry(1109547045, date)], None, BASE).dates == ({1109547045: date} if read else {})


def test_an_update_is_told_as_one_and_only_without_a_date() -> None:
    entries = [
        FeedEntry(("/1109547045/",), date="14 May 2025", updated="15 May 2025"),
        FeedEntry(("/1109547046/",), updated="16 May 2025"),
    ]
    assert read_feed_listing(entries, None, BASE).dates == {
        1109547045: "14 May 2025",
        1109547046: "Updated: 16 May 2025",
    }


@pytest.mark.parametrize(
    "link", ["/rss/a\nb.xml", "/rss/a%0ab.xml", "/rss/a.xml?x=%00", "/1109547045/Slug", "/"], ids=ascii
)
def test_what_cannot_be_a_feeds_address_is_none(link: str) -> None:
    assert feed_at(link, BASE) is None


def test_an_address_is_as_long_as_a_key_of_the_store() -> None:
    path = "/" + "x" * (KEY_BYTES - 1)
    assert feed_at(f"https://menafn.com{path}", BASE) == FeedAddress(path)
    assert feed_at(f"https://menafn.com{path}x", BASE) is None
