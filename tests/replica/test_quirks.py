"""Every quirk of the facts is present in the default newsroom, on the page and not only in the plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from menafn_crawler.replica import Newsroom, Story
from menafn_crawler.replica.labels import words_of
from menafn_crawler.replica.pages import Pages
from menafn_crawler.replica.sections import MENU, SECTIONS
from menafn_crawler.replica.url_forms import link, url_forms

BODY = re.compile(r'<div class="entry-summary (?:tit|entry-summary3)">(.*?)</div>\n<div class="entry-summary">', re.S)

ON_PAGE = {
    "byline tight with nested parentheses": r"\(MENAFN- Kuwait News Agency \(KUNA\)\)",
    "byline spaced with a dash": r"\(MENAFN - GlobeNewsWire - Nasdaq\)",
    "byline gap": r"\( MENAFN - ",
    "byline own desk": r"\(MENAFN\)",
    "byline split by span": r"<span>\(</span>MENAFN - ",
    "byline split by bold": r"<b>\(</b><i>MENAFN - [^<]+\)</i>",
    "dash for apostrophe": r"continent–s",
    "mojibake": "â€œ.+?â€\x9d",
    "literal tags": r"&lt;p&gt;&lt;/p&gt;",
    "arrow": r"--&gt; ",
    "nbsp": "\u00a0",
    "zero width space": "\u200b",
    "byte order mark": "\ufeff",
    "glued words": r"GuidanceArsenal|OutlookReserves",
    "EQS date": r"24\.05\.2024 /",
    "Swissinfo date": r"This content was published on December 5, 2025 - 15:31",
    "KUNA end": r"\(end\) \w+\.\w+",
    "KUNA more": r"\(more\) ",
    "Trend update": r"Will be updated",
    "Trend channel": r"Stay up-to-date with more news at Trend News Agency&#39;s WhatsApp channel",
    "hard break": r"\w<br>\n\w",
    "hard newline": r"[a-z,]\n[a-z]",
    "double breaks": r"<br><br>",
    "div paragraphs": r"</div>\n<div>",
    "read also line": r"<p>Read also: <a",
    "read also list": r'<div class="read-also-box"><span>Read',
    "read also strong": r"<p><strong>Read",
    "read also loose": r"<p>Read (?:Also|also:|more)</p>\n<ul>",
    "read more": r"<p><b>Read more:</b> <a",
    "bare 403": r"\n403\n",
    "bare 403 in a node": r"<span>403</span>\n<h1",
    "wire ID twice": r"(MENAFN\d{20}ID\d{10}) \1",
    "wire ID twice apart": r"(MENAFN\d{20}ID\d{10})</div>\n<div class=\"entry-summary\">\1",
    "day-only date": r'"entry-date">[A-Z][a-z]{2} \d{1,2}</span>',
    "footer date alone": r'"entry-date">&nbsp;</span>',
    "no date": r'lbl_date_story"></span>',
    "older date": r'"entry-date">\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M<',
    "newer date": r'"entry-date">\d{4}-\d\d-\d\d \d\d:\d\d:\d\d<',
    "tags": r"lbl_hashtags\">#\w+ #\w+",
    "no tags": r"lbl_hashtags\">Label<",
    "relative picture": r'id="ImgNews"[^>]* src="/updates/pr/\d{4}-\d\d/\d\d/',
    "absolute picture": r'id="ImgNews"[^>]* src="https://menafn.com/updates/pr/\d{4}',
    "own-desk picture": r"Menafn_News_Images/",
    "small logo": r'id="ImgNews"[^>]* src="[^"]*Menafn_SmallLogo',
    "logo placeholder": r'id="ImgNews"[^>]* src="[^"]*/includes/img/logo.jpg',
    "Arabic": r'property="og:url" content="https://menafn.com/arabic/\d+/%D[89]',
    "ampersand in a title": r"<h1 class=\"main-entry-title\">[^<]* &amp; ",
    "title prefix": r"<h1 class=\"main-entry-title\">UAE- ",
    "title suffix": r" PHOTO</h1>",
}


@pytest.fixture(scope="module")
def articles(newsroom: Newsroom, pages: Pages) -> list[str]:
    return [pages.article(story).decode() for story in newsroom.stories]


@pytest.mark.parametrize("pattern", ON_PAGE.values(), ids=ON_PAGE.keys())
def test_a_page_shows_it(articles: list[str], pattern: str) -> None:
    assert any(re.search(pattern, page) for page in articles)


IN_PLAN: dict[str, Callable[[Story], bool]] = {
    "wire ID off by one": lambda s: s.wire_number == s.article_id - 1,
    "wire ID absent": lambda s: s.wire_id is None and s.byline is not None,
    "no byline": lambda s: s.byline is None and s.wire_id is None and not s.wire.genuine,
    "lead lost": lambda s: not s.text.lead,
    "day from the picture": lambda s: s.dates == "image_only" and s.image_path is not None and s.wire_id is None,
    "byline in its own node": lambda s: not s.byline_inline and s.byline is not None,
    "trailer inside the last paragraph": lambda s: s.trailer_inline,
    "Arabic in an English list": lambda s: s.language == "ar" and "arab" in s.sections,
    "Arabic in its list alone": lambda s: s.language == "ar" and not s.sections,
    "press alone": lambda s: s.sections == {"press"},
}


@pytest.mark.parametrize("fact", IN_PLAN.values(), ids=IN_PLAN.keys())
def test_a_story_has_it(newsroom: Newsroom, fact: Callable[[Story], bool]) -> None:
    assert any(fact(story) for story in newsroom.stories)


def test_today_in_kuwaits_history_comes_on_seven_days_under_one_slug(newsroom: Newsroom) -> None:
    series = [story for story in newsroom.stories if story.slug == "Today-In-Kuwaits-History"]
    assert len({story.eastern.date() for story in series}) == 7
    assert len({story.body() for story in series}) == 7


def test_two_stories_share_a_title_and_no_text(newsroom: Newsroom) -> None:
    pair = [s for s in newsroom.stories if s.title == "Ministers Meet To Discuss Regional Trade"]
    assert len(pair) == 2
    assert pair[0].body() != pair[1].body()


def test_undamaged_pages_print_the_true_paragraphs(newsroom: Newsroom, pages: Pages) -> None:
    for story in newsroom.stories:
        if not story.damages:
            page = unescape(pages.article(story).decode())
            assert all(paragraph in page for paragraph in story.body())


def test_every_page_prints_the_byline_and_the_wire_id(newsroom: Newsroom, pages: Pages) -> None:
    for story in newsroom.stories:
        page = pages.article(story).decode()
        body = BODY.search(page)
        assert body
        visible = unescape(re.sub(r"<[^>]+>", "", body[1])).lstrip()
        assert visible.startswith(story.byline or story.body()[0][:5]) or "zero_width" in story.damages
        assert (story.wire_id or words_of(story.language).disclaimer) in page


def test_lists_use_every_form_of_address(newsroom: Newsroom) -> None:
    used = set()
    for section in MENU:
        for story in newsroom.lists[section.key]:
            forms = {address: name for name, address in url_forms(story).items()}
            used |= {forms[link(story, salt)] for salt in (section.key, f"{section.key}/picture")}
    assert used == {"canonical", "absolute", "slugless", "social", "rss", "glued_source", "www", "http", "old",
                    "ampersand", "plain_arabic"}  # fmt: skip


def test_lists_use_three_markups_and_two_kinds_of_paging(pages: Pages) -> None:
    lists = "".join(pages.listing(SECTIONS[section.key], 1).decode() for section in MENU)
    for pattern in (r'class="entry-title"><a', r'class="img-wrapper"><a', r'class="popular-news-list">\s*<li><a'):
        assert re.search(pattern, lists)
    nexts = ['rel="next"' in pages.listing(section, 1).decode() for section in MENU]
    assert set(nexts) == {True, False}
