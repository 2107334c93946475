"""What each element of a page holds, collected in one pass: short texts and the articles that its links lead to."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree, html

from menafn_crawler.normalise import article_address, collapsed
from menafn_crawler.parse.document import Page

LONGEST_LABEL = 40
"""Characters; a longer text announces nothing."""
_OF_A_STORY = frozenset({"article", "li", "main"})
"""Elements that have a header and a footer of their own."""
_HEADS = frozenset({"header", "footer"})


@dataclass(slots=True)
class Content:
    """What stands in an element, at any depth."""

    text: str | None = ""
    """Its text, white space collapsed; None where that is longer than a label."""
    articles: tuple[int, ...] = ()
    """Numbers of the articles that its links lead to, in page order, two at the most."""
    heads: frozenset[str] = frozenset()
    """Which of ``header`` and ``footer`` it holds."""
    in_story: bool = False
    """Whether it stands in an entry or a story, which has a header and a footer of its own."""
    place: int = 0
    """Its number among the elements of the page, in page order."""
    last: int = 0
    """The number of the last element in it."""

    def add(self, other: Content, tag: str) -> None:
        """Take up what a child with this *tag* holds."""
        self.add_text(other.text)
        if len(self.articles) < 2 and other.articles:
            self.articles = tuple(dict.fromkeys((*self.articles, *other.articles)))[:2]
        if other.heads or tag in _HEADS:
            self.heads |= other.heads | ({tag} & _HEADS)

    def add_text(self, text: str | None) -> None:
        """Take up a piece of text; None for one that is too long for a label."""
        if text is None or self.text is None:
            self.text = None
        elif text:
            self.text = _at_most_a_label(f"{self.text}{text}")


def _at_most_a_label(text: str) -> str | None:
    if len(text) > 4 * LONGEST_LABEL:  # white space between words may take more than the words
        text = " ".join(text.split())
        return text if len(text) <= LONGEST_LABEL else None
    return text


def read_outline(page: Page) -> dict[html.HtmlElement, Content]:
    """Return what each element of *page* holds."""
    found: dict[html.HtmlElement, Content] = {}
    open_stories = 0
    for event, element in etree.iterwalk(page.root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            content = found[element] = Content(in_story=open_stories > 0, place=len(found))
            content.add_text(element.text or "")
            open_stories += tag in _OF_A_STORY
            continue
        content = found[element]
        content.last = len(found) - 1
        open_stories -= tag in _OF_A_STORY
        if tag == "a" and (address := article_address(element.get("href") or "", page.site)) is not None:
            content.articles = tuple(dict.fromkeys((address.article_id, *content.articles)))[:2]
        parent = element.getparent()
        if parent is not None and element is not page.root:
            above = found[parent]
            above.add(content, tag)
            above.add_text(element.tail or "")
        content.text = _label(content.text)
    return found


def _label(text: str | None) -> str | None:
    text = collapsed(text) if text is not None else None
    return text if text is not None and len(text) <= LONGEST_LABEL else None
