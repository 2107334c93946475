"""Every address of an article leads to one number and one canonical address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import PUBLISHED_BASE, ArticleAddress, article_address, named_article, on_site, rebase
from tests.records import pairs

MIRROR = "http://127.0.0.1:8000"


@pytest.mark.parametrize(("url", "number"), pairs("url", "id"))
def test_real_addresses_give_their_number(url: str, number: str) -> None:
    address = article_address(url)
    assert address is not None
    assert address.article_id == int(number)
    assert address.edition == ("ar" if "/arabic/" in url else "en")


@pytest.mark.parametrize("url", [url for (url,) in pairs("url")])
def test_the_canonical_form_of_a_real_address_is_its_own(url: str) -> None:
    address = article_address(url)
    assert address is not None
    assert address.published.startswith(f"{PUBLISHED_BASE}/")
    assert "?" not in address.published
    assert article_address(address.published) == address


CANONICAL = "https://menafn.com/1109547045/Moscow-claims"


@pytest.mark.parametrize(
    "link",
    [
        "https://menafn.com/1109547045/Moscow-claims",
        "http://menafn.com/1109547045/Moscow-claims",
        "https://www.menafn.com/1109547045/Moscow-claims",
        "HTTPS://WWW.MENAFN.COM/1109547045/Moscow-claims",
        "https://menafn.com:443/1109547045/Moscow-claims",
        "http://menafn.com:80/1109547045/Moscow-claims",
        "//menafn.com/1109547045/Moscow-claims",
        "/1109547045/Moscow-claims",
        "1109547045/Moscow-claims",
        "  /1109547045/Moscow-claims \n",
        "\u00a0/1109547045/Moscow-claims",
        "https://menafn.com//1109547045//Moscow-claims",
        "/1109547045/Moscow-claims/",
        "/1109547045/Moscow-claims?Social=on",
        "/1109547045/Moscow-claims?src=RSS",
        "/1109547045/Moscow-claims?src=RSS&utm_source=x#top",
        "/1109547045/Moscow-claims&source=29",
        "/1109547045/Moscow-claims&amp;source=29",
        "/1109547045/Moscow-claims&source=29?Social=on",
        "/1109547045/Moscow-claims#comments",
        "/1109547045/Moscow-claims/print",
        "/qn_news_story_s.aspx?storyid=1109547045&title=Moscow-claims",
        "/qn_news_story_s.aspx?StoryId=1109547045&Title=Moscow-claims&src=RSS",
        "/QN_News_Story.aspx?title=Moscow-claims&storyid=1109547045",
        "/qn_news_story_s.aspx?storyid=1109547045&amp;title=Moscow-claims",
        f"{MIRROR}/1109547045/Moscow-claims",
    ],
)
def test_every_form_is_the_same_article(link: str) -> None:
    address = article_address(link, MIRROR)
    assert address is not None
    assert address.published == CANONICAL


@pytest.mark.parametrize(
    ("link", "published"),
    [
        ("/1107481355/Oil-&-Gas&source=29", "/1107481355/Oil-&-Gas"),
        ("/1107481355/Oil-&amp;-Gas", "/1107481355/Oil-&-Gas"),
        ("/1107481355&source=29", "/1107481355/"),
        ("/1110858601", "/1110858601/"),
        ("/1110858601/", "/1110858601/"),
        ("/1110858601/?Social=on", "/1110858601/"),
        ("/1110858601/A%2dB%c3%a9", "/1110858601/A%2dB%C3%A9".replace("%2d", "%2D")),
        ("/1110858601/Today-In-Kuwait&#39;s-History", "/1110858601/Today-In-Kuwait's-History"),
        ("/arabic/1110696390/النفط", "/arabic/1110696390/%D8%A7%D9%84%D9%86%D9%81%D8%B7"),
        ("/Arabic/1110696390/%d8%a7%d9%84", "/arabic/1110696390/%D8%A7%D9%84"),
    ],
)
def test_slugs_are_kept_and_encoded_one_way(link: str, published: str) -> None:
    address = article_address(link)
    assert address is not None
    assert address.published == PUBLISHED_BASE + published


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/1109547045/Moscow-claims",
        "https://menafn.com.evil.example/1109547045/Moscow-claims",
        "https://notmenafn.com/1109547045/Moscow-claims",
        "https://www.facebook.com/sharer.php?u=https%3A%2F%2Fmenafn.com%2F1109547045%2FMoscow",
        "mailto:?body=https://menafn.com/1109547045/Moscow",
        "javascript:open('/1109547045/Moscow')",
        "ftp://menafn.com/1109547045/Moscow",
        "/menafn/6f0c1f5e-3c0b-4a52-9a57-0d8a4be6b1f3/Gulf-Bourses",
        "/updates/pr/2025-05/23/TC_fa45aimage_story.jpg",
        "/qn_country.aspx?country=SA&src=header",
        "/qn_news_story_s.aspx?title=No-Number",
        "/pr/index.aspx?id=1109547045",
        "/1234567/Too-Short",
        "/1234567890123/Too-Long",
        "http://[::1/1109547045/x",
        "http://menafn.com:port/1109547045/x",
        "",
        "#",
    ],
)
def test_other_links_are_no_articles(link: str) -> None:
    assert article_address(link, MIRROR) is None


SLUGS = st.text(max_size=40)
EDITIONS = st.sampled_from(["en", "ar"])


@given(st.integers(10_000_000, 999_999_999_999), EDITIONS, SLUGS)
def test_reading_what_was_published_changes_nothing(number: int, edition: str, slug: str) -> None:
    folder = "/arabic" if edition == "ar" else ""
    first = article_address(f"{folder}/{number}/{slug}")
    if first is not None:
        assert article_address(first.published) == first
        assert article_address(first.published, MIRROR) == first


@given(st.text(max_size=80), st.sampled_from([PUBLISHED_BASE, MIRROR, "http://127.0.0.1:8000/mirror"]))
def test_no_link_raises(link: str, base: str) -> None:
    on_site(link, base)
    article_address(link, base)
    rebase(link, base)


@pytest.mark.parametrize(
    ("link", "base", "fetched"),
    [
        ("https://www.menafn.com/pr/index.aspx?p=2", MIRROR, f"{MIRROR}/pr/index.aspx?p=2"),
        ("/pr/", "http://127.0.0.1:8000/mirror", "http://127.0.0.1:8000/mirror/pr/"),
        ("http://127.0.0.1:8000/mirror/pr/", "http://127.0.0.1:8000/mirror", "http://127.0.0.1:8000/mirror/pr/"),
        ("http://127.0.0.1:8000", MIRROR, f"{MIRROR}/"),
        ("https://mirror.example:443/a", "https://mirror.example", "https://mirror.example/a"),
        ("https://other.example/pr/", MIRROR, None),
        ("http://127.0.0.1:9000/pr/", MIRROR, None),
    ],
)
def test_what_is_fetched_lies_on_the_base(link: str, base: str, fetched: str | None) -> None:
    assert rebase(link, base) == fetched


def test_the_path_of_an_address_is_its_published_form_without_host() -> None:
    assert ArticleAddress(1110696390, "ar", "a").path == "/arabic/1110696390/a"


@pytest.mark.parametrize(
    "given",
    [
        CANONICAL,
        "/1109547045/Moscow-claims",
        "menafn.com/1109547045/Moscow-claims",
        " WWW.MENAFN.COM/1109547045/Moscow-claims ",
        "menafn.com:443/1109547045/Moscow-claims?src=RSS",
        "menafn.com/qn_news_story_s.aspx?storyid=1109547045&title=Moscow-claims",
        "http://127.0.0.1:8461/1109547045/Moscow-claims",
        "HTTP://mirror.example/menafn/en/1109547045/Moscow-claims?src=RSS",
        "http://mirror.example/menafn/qn_news_story_s.aspx?storyid=1109547045&title=Moscow-claims",
    ],
)
def test_a_person_names_an_article_by_any_address_that_has_its_form(given: str) -> None:
    address = named_article(given)
    assert address is not None
    assert address.published == CANONICAL


@pytest.mark.parametrize(
    "given",
    [
        "",
        "menafn.com",
        "menafn.com/",
        "https://example.org/x",
        "ftp://x/1109547045/x",
        "http://[::1/1109547045/x",
        "x y",
    ],
)
def test_what_has_not_an_articles_form_names_none(given: str) -> None:
    assert named_article(given) is None


@given(st.text() | st.text().map("http://".__add__))
def test_whatever_is_given_raises_nothing(given: str) -> None:
    named_article(given)


@pytest.mark.parametrize(
    "link", ["/00001109/x", "/000000000000/y", "/01109547045/x", "/qn_news_story_s.aspx?storyid=00001109"]
)
def test_a_number_that_cannot_be_read_back_is_none(link: str) -> None:
    assert article_address(link) is None
    assert named_article(f"https://menafn.com{link}") is None


@pytest.mark.parametrize(
    ("slug", "published"),
    [
        pytest.param("..", "", id="parent"),
        pytest.param("%2e%2E", "", id="parent encoded"),
        pytest.param(".", "", id="same"),
        pytest.param("a\x1b[31mb", "a%5B31mb", id="escape"),
        pytest.param("a%0d%0Ab", "ab", id="line end encoded"),
        pytest.param("a%1bb", "ab", id="escape encoded"),
        pytest.param("x" * 1_000, "x" * 1_000, id="longest"),
        pytest.param("x" * 1_001, "", id="too long"),
        pytest.param("ا" * 5_000, "", id="far too long"),
        pytest.param("...", "...", id="three dots are a name"),
    ],
)
def test_slugs_that_are_no_path_segment(slug: str, published: str) -> None:
    address = article_address(f"https://menafn.com/1109547045/{slug}")
    assert address is not None
    assert address.slug == published


@given(st.text(alphabet=st.sampled_from("a.%2eE/\\\x1b\x00é?#&;= \ud800"), max_size=30))
def test_a_published_address_is_read_back(slug: str) -> None:
    address = article_address(f"https://menafn.com/1109547045/{slug}")
    if address is not None:
        assert article_address(address.published) == address
        assert address.published.isprintable()
