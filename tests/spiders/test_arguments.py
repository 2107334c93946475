"""What the spiders' arguments may say, and what they mean."""

from __future__ import annotations

import pytest

from menafn_crawler.discover import COUNTRY_FEEDS, MENU, SECTIONS
from menafn_crawler.spiders.argument_values import ArgumentError
from menafn_crawler.spiders.arguments import Arguments, read_arguments
from menafn_crawler.spiders.by_id import MenafnArchiveSpider
from menafn_crawler.spiders.feeds import MenafnFeedsSpider
from menafn_crawler.spiders.menafn import MenafnSpider
from menafn_crawler.store import Span

WRONG = [
    ({"site": "menafn.com"}, "site"),
    ({"site": "ftp://menafn.com"}, "site"),
    ({"site": "http://"}, "site"),
    ({"site": "http://a b"}, "site"),
    ({"site": "http://menafn.com:0"}, "site"),
    ({"site": "http://menafn.com:x"}, "site"),
    ({"site": "http://[::1"}, "site"),
    ({"site": "http://menafn.com/?a=1"}, "site"),
    ({"site": "http://user:secret@menafn.com"}, "site names a user"),
    ({"site": "http://user@menafn.com:8000/x"}, "site names a user"),
    ({"site": ""}, "site"),
    ({"sections": "bogus"}, "bogus"),
    ({"sections": "asia,bogus"}, "bogus"),
    ({"sections": ""}, "section"),
    ({"sections": ","}, "section"),
    ({"language": "fr"}, "language"),
    ({"language": ""}, "language"),
    ({"since": "14/05/2025"}, "since"),
    ({"since": "2025-5-14"}, "since"),
    ({"since": "2025-13-01"}, "since"),
    ({"since": "2025-02-30"}, "since"),
    ({"since": "20250514"}, "since"),
    ({"since": "2025-W20-3"}, "since"),
    ({"since": "tomorrow"}, "since"),
    ({"since": "0300-01-01"}, "since"),
    ({"since": ""}, "since"),
    ({"until": "2025-05-14T25:00:00Z"}, "until"),
    ({"until": "0001-01-01T00:00:00+14:00"}, "until"),
    ({"since": "2025-05-14", "until": "2025-05-13"}, "since"),
    ({"since": "2025-05-14T10:00:00Z", "until": "2025-05-14T09:59:59Z"}, "since"),
    ({"limit": "0"}, "limit"),
    ({"limit": "-1"}, "limit"),
    ({"limit": "x"}, "limit"),
    ({"limit": "1.5"}, "limit"),
    ({"limit": "١"}, "limit"),
    ({"limit": ""}, "limit"),
    ({"limit": "9" * 5000}, "limit"),
    ({"max_pages": "0"}, "max_pages"),
    ({"max_pages": "-3"}, "max_pages"),
    ({"refresh": "x"}, "refresh"),
    ({"section": "asia"}, "section"),
    ({"": "x"}, "unknown argument"),
]


def read(**given: str) -> Arguments:
    return read_arguments(given, MenafnSpider.allowed_arguments)


@pytest.mark.parametrize(("given", "named"), WRONG, ids=lambda value: str(value)[:60])
def test_what_cannot_be_right_is_refused_by_name_and_in_one_line(given: dict[str, str], named: str) -> None:
    with pytest.raises(ArgumentError, match=named) as refused:
        read(**given)
    assert "\n" not in str(refused.value)
    assert "allowed" in str(refused.value) or "must not" in str(refused.value)


def test_a_password_is_not_printed() -> None:
    with pytest.raises(ArgumentError) as refused:
        read(site="http://user:secret@menafn.com")
    assert "secret" not in str(refused.value)


def test_without_arguments_the_ten_sections_of_the_menu_are_read_in_english() -> None:
    arguments = read()
    assert arguments.site == "https://menafn.com"
    assert arguments.sections == tuple(section.key for section in MENU)
    assert (len(arguments.sections), arguments.sections_named) == (10, False)
    assert arguments.languages == ("en",)
    assert (arguments.span, arguments.limit, arguments.max_pages) == (Span(), None, None)


@pytest.mark.parametrize(
    ("given", "sections", "named"),
    [
        ("asia", ("asia",), True),
        ("asia, Sport ,asia", ("asia", "sport"), True),
        ("sa,ye,press", ("sa", "ye", "press"), True),
        (",".join(SECTIONS), tuple(SECTIONS), True),
        (" ALL ", tuple(SECTIONS), False),
    ],
)
def test_sections_are_named_by_their_keys_unless_all_are_wanted(
    given: str, sections: tuple[str, ...], named: bool
) -> None:
    arguments = read(sections=given)
    assert (arguments.sections, arguments.sections_named) == (sections, named)


SPANS = [
    ("2025-05-14", "2025-05-14", "2025-05-14T00:00:00Z", "2025-05-14T23:59:59Z"),
    ("2025-05-14T08:44:27Z", "2025-05-14T08:44:27Z", "2025-05-14T08:44:27Z", "2025-05-14T08:44:27Z"),
    ("2025-05-14T08:44:27", "2025-05-14 09:00", "2025-05-14T08:44:27Z", "2025-05-14T09:00:00Z"),
    ("2025-05-14T04:44:27-04:00", "2025-05-15", "2025-05-14T08:44:27Z", "2025-05-15T23:59:59Z"),
]


@pytest.mark.parametrize(("since", "until", "first", "last"), SPANS)
def test_days_and_instants_are_utc_and_inclusive(since: str, until: str, first: str, last: str) -> None:
    assert read(since=since, until=until).span == Span(first, last)


@pytest.mark.parametrize(
    ("given", "site"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        (" https://mirror.example/menafn/ ", "https://mirror.example/menafn"),
        ("HTTP://LocalHost:8000/Mirror", "http://localhost:8000/Mirror"),
        ("http://mirror.example:80", "http://mirror.example"),
        ("https://mirror.example:443/x", "https://mirror.example/x"),
    ],
)
def test_a_site_is_a_base_address(given: str, site: str) -> None:
    assert read(site=given).site == site


def test_the_name_that_scrapyd_gives_a_job_asks_for_nothing() -> None:
    assert read_arguments({"_job": "6f2e"}, frozenset({"site"})) == Arguments()


ARCHIVE_WRONG = [
    ({}, "since"),
    ({"until": "2025-05-14"}, "since"),
    ({"since": "2025-05-14", "ids": "1109547045"}, "one of them"),
    ({"until": "2025-05-14", "ids": "1109547045"}, "one of them"),
    ({"since": "1999-01-01"}, "2014-11-01"),
    ({"since": "2025-05-14", "until": "2025-05-13"}, "later"),
    ({"ids": ""}, "no number"),
    ({"ids": ", ,"}, "no number"),
    ({"ids": "12345"}, "12345"),
    ({"ids": "1109547045-"}, "1109547045-"),
    ({"ids": "-1109547045"}, "-1109547045"),
    ({"ids": "1109547045,abc"}, "abc"),
    ({"ids": "١١٠٩٥٤٧٠٤٥"}, "digits"),
    ({"ids": "1109547046-1109547045"}, "before it begins"),
    ({"ids": "10000000-999999999999"}, "20,000,000"),
    ({"ids": "1109547045", "max_pages": "3"}, "max_pages"),
]


@pytest.mark.parametrize(("given", "named"), ARCHIVE_WRONG, ids=lambda value: str(value)[:60])
def test_the_archive_says_what_it_allows(given: dict[str, str], named: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        read_arguments(given, MenafnArchiveSpider.allowed_arguments)
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_archive_takes_a_span_or_numbers() -> None:
    assert read_arguments({"since": "2025-05-14"}, MenafnArchiveSpider.allowed_arguments).numbers == ()
    read = read_arguments({"ids": "1109547045,1109547000-1109547009"}, MenafnArchiveSpider.allowed_arguments)
    assert read.numbers == (range(1109547000, 1109547010), range(1109547045, 1109547046))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("Atlantis", "unknown feed 'Atlantis'"),
        ("kw,https://example.org/rss.xml", "'https://example.org/rss.xml' is no feed's address"),
        ("kw,/1109547045/Slug", "'/1109547045/Slug' is no feed's address"),
        ("", "no feed is named"),
        (" ,", "no feed is named"),
    ],
)
def test_what_names_no_feed_of_the_site_is_refused_in_one_line(given: str, named: str) -> None:
    with pytest.raises(ArgumentError, match=named) as refused:
        read_arguments({"feeds": given}, MenafnFeedsSpider.allowed_arguments)
    assert "\n" not in str(refused.value)
    assert "allowed are Algeria, Bahrain" in str(refused.value)


def test_a_feeds_address_is_on_the_site_that_is_read() -> None:
    given = {"feeds": "http://127.0.0.1:8000/mirror/a.xml", "site": "http://127.0.0.1:8000/mirror"}
    (feed,) = read_arguments(given, MenafnFeedsSpider.allowed_arguments).feeds
    assert feed.path == "/a.xml"
    assert read_arguments({}, MenafnFeedsSpider.allowed_arguments).feeds == COUNTRY_FEEDS
