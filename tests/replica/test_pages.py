"""Pages: weight, frame, social twin, lists and menu."""

from __future__ import annotations

import re

import pytest

from menafn_crawler.replica import Newsroom, Story
from menafn_crawler.replica.labels import words_of
from menafn_crawler.replica.pages import HEADER_DATE, Pages, hashtags
from menafn_crawler.replica.sections import MENU, PAGE_SIZE, SECTIONS, find_list
from menafn_crawler.replica.url_forms import article_number

HREF = re.compile(r'href="([^"]+)"')


def test_articles_weigh_fifty_to_a_hundred_kilobytes(newsroom: Newsroom, pages: Pages) -> None:
    sizes = [len(pages.article(story)) for story in newsroom.stories]
    assert min(sizes) > 50_000
    assert max(sizes) < 100_000


def test_every_page_carries_the_false_date_and_the_menu(newsroom: Newsroom, pages: Pages) -> None:
    samples = (pages.home(), pages.listing(MENU[0], 1), pages.article(newsroom.stories[0]), pages.missing())
    for page in samples:
        text = page.decode()
        assert HEADER_DATE in text
        assert ">Oil&amp;Energy</a>" in text
        assert 'href="/arabic/"' in text


def test_the_menu_leads_to_the_lists(pages: Pages) -> None:
    text = pages.home().decode()
    for section in MENU:
        label = section.label.replace("&", "&amp;")
        found = re.search(rf'href="([^"]+)">{label}</a>', text)
        assert found
        assert find_list(found[1].replace("&amp;", "&")) == (section, 1)


def test_the_social_twin_adds_hashtags_and_another_picture(newsroom: Newsroom, pages: Pages) -> None:
    story = next(s for s in newsroom.stories if s.picture == "dated" and s.tags)
    twin = pages.article(story, social=True).decode()
    assert f"{story.slug}" in twin
    assert "image_story_social.jpg" in twin
    assert "image_story_social" not in pages.article(story).decode()
    heading = re.search(r'<h1 class="main-entry-title">(.*?)</h1>', twin)
    assert heading
    assert heading[1].endswith("#" + story.tags[-1])


def test_hashtags_repeat_words_of_the_title(newsroom: Newsroom) -> None:
    assert hashtags(newsroom.by_id[1109547045]) == "#Moscow #claims #Kiev #escalated #assaults #civilians"


def test_pages_of_a_list_hold_every_story_once(newsroom: Newsroom, pages: Pages) -> None:
    for section in MENU:
        found: list[int] = []
        for number in range(1, pages.page_count(section) + 1):
            block = pages.listing(section, number).decode().split('<ul class="pagination">')[0]
            block = block.split('id="ContentPlaceHolder1_div_list"')[1]
            links = [article_number(_local(href)) for href in HREF.findall(block)]
            numbers = list(dict.fromkeys(n for n in links if n))
            assert len(numbers) <= PAGE_SIZE
            found += numbers
        assert found == [story.article_id for story in newsroom.lists[section.key]]


def _local(href: str) -> str:
    return re.sub(r"^https?://(?:www\.)?menafn\.com", "", href.replace("&amp;", "&"))


@pytest.mark.parametrize("key", ["politics", "press", "arabic", "kw"])
def test_most_popular_shows_stories_of_other_lists(newsroom: Newsroom, pages: Pages, key: str) -> None:
    block = pages.listing(SECTIONS[key], 1).decode().split('id="div_mostPop"')[1].split("</ul>")[0]
    numbers = [article_number(_local(href)) for href in HREF.findall(block)]
    own = {story.article_id for story in newsroom.lists[key]}
    assert len(numbers) == 6
    assert "?Social=on" in block
    assert not own & set(numbers)


def test_a_page_past_the_end_has_no_items(pages: Pages) -> None:
    text = pages.listing(MENU[0], 99).decode()
    assert not re.search(r'class="news-entry"', text)


def test_the_missing_page_says_so(pages: Pages) -> None:
    text = pages.missing().decode()
    assert "We're sorry, but the page you were looking for doesn't exist." in text
    assert "Sorry!!" in text
    assert ">403<" in text


def test_the_promotion_has_no_text_of_an_article(pages: Pages) -> None:
    text = pages.promotion(1109547045).decode()
    assert len(text) > 5_000
    assert not re.search(r"<h1|\(MENAFN|MENAFN\d|Legal Disclaimer", text)


def test_read_also_blocks_name_other_stories(newsroom: Newsroom, pages: Pages) -> None:
    def has_block(story: Story) -> bool:
        return any(name.startswith("read_also") for name in story.damages)

    for story in filter(has_block, newsroom.stories):
        text = pages.article(story).decode()
        words = words_of(story.language)
        block = text[text.index(words.disclaimer) - 9000 : text.index(words.disclaimer)]
        assert any(label in block for label in (*words.read_also, words.read_also_line, words.read_more))
