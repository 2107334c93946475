"""Renders the pages of the replica. The frame around each page is made once; only the middle is made on demand."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from . import page_ballast
from .amendments import UNCHANGED, Amendment
from .body_markup import body_markup
from .labels import words_of
from .newsroom import Newsroom
from .scramble_classes import scramble_classes
from .sections import ARABIC, ARABIC_MENU, COUNTRIES, MENU, PAGE_SIZE, PRESS, Section
from .story import HOST, Story
from .url_forms import GUID_LINK, link

HEADER_DATE = "Tuesday, 02 January 2024 12:17 GMT"
"""The false date in the header of every page."""

SMALL_LOGO = "/images/Menafn_SmallLogo.jpg"
LOGO = "/includes/img/logo.jpg"


def hashtags(story: Story) -> str:
    """Return what the social twin appends to the title: words of the title, then the tags."""
    words = [word.strip(",.:;") for word in story.title.split() if len(word) > 3]
    return " ".join(f"#{word}" for word in (*words[:7], *story.tags))


def _picture(story: Story) -> str | None:
    placeholder = {"small_logo": SMALL_LOGO, "logo": LOGO}
    return story.image_path or placeholder.get(story.picture)


class Pages:
    """All pages of one newsroom, as bytes in UTF-8."""

    def __init__(self, newsroom: Newsroom, rename_classes: bool = False, constant_date: str | None = None) -> None:
        self.newsroom = newsroom
        self._constant_date = constant_date
        self._renamed = rename_classes
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._frames = {language: self._frame(language) for language in ("en", "ar")}

    def _finish(self, html: str) -> str:
        return scramble_classes(html, self.newsroom.seed) if self._renamed else html

    def _template(self, name: str) -> Template:
        return self._templates.get_template(name)

    def _frame(self, language: str) -> tuple[bytes, bytes, bytes]:
        """Return what stands before the meta data, between them and the content, and after the content."""
        html = self._template("frame.html").render(
            language=language,
            words=words_of(language),
            header_date=HEADER_DATE,
            menu=ARABIC_MENU if language == "ar" else MENU,
            countries=COUNTRIES,
            press=PRESS,
            arabic=ARABIC,
            style_sheet=page_ballast.style_sheet(),
            script=page_ballast.script(),
            side_menu=page_ballast.side_menu(),
        )
        before, between, after = self._finish(html).split("<!-- cut -->")
        return before.encode(), between.encode(), after.encode()

    def _page(self, template: str, title: str, language: str = "en", **values: Any) -> bytes:
        meta = {"title": title, "url": values.pop("url", None), "image": values.pop("image", None)}
        head = self._finish(self._template("meta.html").render(**meta))
        words = words_of(language)
        content = self._finish(self._template(template).render(title=title, words=words, **values))
        before, between, after = self._frames[language]
        return b"".join((before, head.encode(), between, content.encode(), after))

    def home(self) -> bytes:
        """Return the front page: newest stories of the menu's sections."""
        return self._page(
            "home.html",
            "MENAFN - Middle East North Africa Financial Network",
            stories=[(link(story, "home"), story) for story in self.newsroom.popular(None, count=10)],
        )

    def page_count(self, section: Section) -> int:
        """Pages of a list, at least one."""
        return max(-(-len(self.newsroom.lists[section.key]) // PAGE_SIZE), 1)

    def listing(self, section: Section, number: int) -> bytes:
        """Page `number` of a list, counted from one; a page past the end has no items."""
        last = self.page_count(section)
        stories = self.newsroom.lists[section.key][(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        window = sorted({1, last, *range(max(number - 2, 1), min(number + 2, last) + 1)})
        return self._page(
            "list.html",
            f"{section.label} News - MENAFN",
            language="ar" if section is ARABIC or section in ARABIC_MENU else "en",
            section=section,
            number=number,
            style=section.style,
            items=[self._item(story, section.key) for story in stories],
            guid_link=GUID_LINK if (section.key, number) == ("africa", 1) else None,
            numbers=window,
            following=section.page_address(number + 1) if section.has_next and number < last else None,
            popular=[(link(story, "popular"), story) for story in self.newsroom.popular(section.key, number * 7)],
        )

    def _item(self, story: Story, salt: str) -> dict[str, object]:
        return {
            "href": link(story, salt),
            "picture_href": link(story, f"{salt}/picture"),
            "picture": _picture(story) or SMALL_LOGO,
            "title": story.title,
            "printed": story.printed_date() if story.dates == "printed" else "",
        }

    def article(self, story: Story, social: bool = False, amended: Amendment = UNCHANGED) -> bytes:
        """Return the page of a story; with `social` the twin that has hashtags in its title; as it was `amended`."""
        title = f"{story.title} {hashtags(story)}" if social else story.title
        picture = _picture(story)
        shared = HOST + (picture or SMALL_LOGO)
        turn = story.article_id % max(len(self.newsroom.stories), 1)
        others = [other for other in self.newsroom.popular(None, turn, 9) if other.article_id != story.article_id]
        return self._page(
            f"{story.layout}.html",
            title,
            language=story.language,
            url=story.url,
            image=shared.replace("image_story.jpg", "image_story_social.jpg") if social else shared,
            story=story,
            picture=picture if picture is None or story.picture_relative else HOST + picture,
            body=body_markup(story, others[:2], amended.added),
            printed=self._printed(story, amended),
            footer=amended.printed or story.printed_date(),
            wire_ids=[story.wire_id] * (1 + story.wire_id_shape.startswith("twice")) if story.wire_id else [],
            share_url=quote(story.url, safe=""),
            popular=[(link(other, "popular"), other) for other in others[2:5]],
            more=[(link(other, "more"), other) for other in others[5:]],
        )

    def shell(self, story: Story) -> bytes:
        """Return the page of a story that only a script shows: no frame, no text."""
        return self._template("shell.html").render(number=story.article_id).encode()

    def _printed(self, story: Story, amended: Amendment) -> str:
        own = Markup("&nbsp;") if story.dates == "footer" else story.printed_date()
        return self._constant_date or amended.printed or own

    def missing(self) -> bytes:
        """Return the page of an article that is not there, served with status 200."""
        return self._page("missing.html", "MENAFN")

    def promotion(self, number: int) -> bytes:
        """Return a page at an article's address, with its number in a share link, that tells no story."""
        return self._page(
            "promotion.html", "MENAFN Membership", number=number, plans=("Starter", "Desk", "Newsroom", "Terminal")
        )
