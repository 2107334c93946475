"""The menu read by label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.discover import (
    ARABIC_HOME,
    COUNTRIES,
    MENU,
    SECTIONS,
    find_arabic_home,
    find_sections,
    may_lead_to_list,
)
from menafn_crawler.parse import Link, read_links, read_page

BASE = "http://127.0.0.1:8000"


def menu(markup: str) -> list[Link]:
    return read_links(read_page(f"<html><body>{markup}</body></html>".encode(), f"{BASE}/"))


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("US", "us"),
        ("Europe", "europe"),
        ("Arab", "arab"),
        ("ARAB WORLD", "arab"),
        ("Oil&amp;Energy", "energy"),
        ("Oil &amp; Energy", "energy"),
        ("Oil&nbsp;&amp;&nbsp;Energy »", "energy"),
        ("Oil and Energy", "energy"),
        ("<i class='icon'></i>\n  Sport  ", "sport"),
        ("<span>Spo<b>rt</b></span> ▼", "sport"),
        ("<i>sports_soccer</i><span>Sport</span>", "sport"),
        ("Sport<span>New</span>", "sport"),
        ("رياضة", "sport"),
        ("الاقتصاد", "economy"),
        ("\u200fالإقتصاد", "economy"),
        ("رياضه", "sport"),
        ("آسيـــا", "asia"),
        ("النفط و الطاقة", "energy"),
        ("البيانات الصحفية", "press"),
        ("Press Releases", "press"),
    ],
)
def test_a_label_is_known_however_it_is_printed(label: str, key: str) -> None:
    assert find_sections(menu(f'<a href="/l.aspx?t=7">{label}</a>'), [key], BASE) == {key: "/l.aspx?t=7"}


@pytest.mark.parametrize(
    "other",
    [
        '<a href="#">Sport</a>',
        '<a href=" #sport">Sport</a>',
        '<a href="">Sport</a>',
        '<a href="/">Sport</a>',
        '<a href="javascript:void(0)">Sport</a>',
        '<a href="https://sport.example/l.aspx">Sport</a>',
        '<a href="/1109547045/Sport">Sport</a>',
        '<a href="/x.aspx">Sports cars</a>',
        '<a href="/x.aspx"></a>',
        "<a>Sport</a>",
        '<a href="http://[::1">Sport</a>',
    ],
)
def test_a_link_that_leads_to_no_list_is_passed_over(other: str) -> None:
    assert find_sections(menu(other), ["sport"], BASE) == {"sport": None}
    assert find_sections(menu(f'{other}<a href="/l.aspx">Sport</a>'), ["sport"], BASE) == {"sport": "/l.aspx"}


def test_the_menu_wins_over_the_known_address() -> None:
    assert find_sections(menu('<a href="/new.aspx">Asia</a>'), ["asia"], BASE) == {"asia": "/new.aspx"}
    assert find_sections([], ["asia"], BASE) == {"asia": "/qn_news_sections.aspx?src=c&country=Asia"}


def test_a_part_of_the_world_is_known_by_its_address_under_any_label() -> None:
    other = "/arabic/qn_news_sections.aspx?src=c&country=ArabWorld"
    assert find_sections([Link(other, "العرب")], ["arab"], "https://menafn.com") == {"arab": other}
    assert find_sections([Link(other, "العرب")], ["asia"], "https://menafn.com") == {"asia": SECTIONS["asia"].address}


def test_the_whole_label_wins_over_a_part_of_another() -> None:
    links = menu('<a href="/a"><i>Sport</i><b>Cars</b></a><a href="/b">Sport</a>')
    assert find_sections(links, ["sport"], BASE) == {"sport": "/b"}


def test_the_arabic_edition_is_no_section() -> None:
    links = menu('<a href="/arabic/">عربي</a>')
    assert find_sections(links, ["arab"], BASE) == {"arab": "/qn_news_sections.aspx?src=c&country=ArabWorld"}


@pytest.mark.parametrize(
    ("markup", "home"),
    [
        ('<a href="/arabic/default.aspx">عربي</a>', "/arabic/default.aspx"),
        ('<a href="/ar"><span>العربية</span><img></a>', "/ar"),
        ('<a href="/ar">Arabic</a>', "/ar"),
        ('<a href="https://menafn.com/arabic/">النسخة العربية</a>', "https://menafn.com/arabic/"),
        ('<a href="#">عربي</a>', ARABIC_HOME),
        ('<a href="https://ar.example/">عربي</a>', ARABIC_HOME),
        ("", ARABIC_HOME),
    ],
)
def test_the_way_to_the_arabic_edition(markup: str, home: str) -> None:
    assert find_arabic_home(menu(markup), BASE) == home


def test_ten_sections_make_the_menu_and_sixteen_countries_follow() -> None:
    assert [section.key for section in MENU] == (
        "us europe arab asia africa politics economy energy entertainment sport".split()
    )
    assert len(COUNTRIES) == 16
    assert len(SECTIONS) == 27
    assert SECTIONS["sa"].address == "/qn_country.aspx?country=SA&src=header"


@given(st.lists(st.builds(Link, st.text(max_size=20), st.text(max_size=12), st.just(())), max_size=6))
def test_no_menu_raises(links: list[Link]) -> None:
    assert set(find_sections(links, SECTIONS, BASE)) == set(SECTIONS)
    find_arabic_home(links, BASE)


def test_of_two_links_with_one_label_the_first_is_meant() -> None:
    twice = [Link("/a", "Sport"), Link("/b", "Sport"), Link("/c?country=Asia", "x"), Link("/d?country=Asia", "y")]
    assert find_sections(twice, ["sport", "asia"], BASE) == {"sport": "/a", "asia": "/c?country=Asia"}
    parts = [Link("/a", "Sport A", ("Sport", "A")), Link("/b", "Sport B", ("Sport", "B"))]
    assert find_sections(parts, ["sport"], BASE) == {"sport": "/a"}


def test_a_label_wins_over_the_country_in_an_address() -> None:
    links = [Link("/l.aspx?country=Asia", "Elsewhere"), Link("/asia.aspx", "Asia")]
    assert find_sections(links, ["asia"], BASE) == {"asia": "/asia.aspx"}


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("/", False),
        ("/?t=7", True),
        ("/Default.aspx", False),
        ("/default.aspx?t=7", True),
        ("/arabic/", False),
        ("/Arabic/Index.aspx", False),
        ("/arabic/list.aspx", True),
        ("#", False),
    ],
)
def test_the_front_page_is_no_list_unless_it_is_asked_for_one(href: str, leads: bool) -> None:
    assert may_lead_to_list(href, BASE) is leads
