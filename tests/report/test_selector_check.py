"""What a page lacks by which it is known."""

from __future__ import annotations

from menafn_crawler.parse import read_page
from menafn_crawler.report.selector_check import missing_selectors
from tests.sites import Story


def missing(html: str) -> list[str]:
    return missing_selectors(read_page(html.encode(), "https://menafn.com/1109547045/x"))


def test_a_page_as_it_is_known_lacks_nothing() -> None:
    assert missing(Story(1109547045).reply().body) == []


def test_each_mark_is_named_as_it_is_looked_for() -> None:
    page = Story(1109547045).reply().body
    assert missing(page.replace("main-entry-title", "k1")) == ["selector h1.main-entry-title"]
    assert missing(page.replace("Legal Disclaimer:", "Terms")) == ["text 'Legal Disclaimer:'"]
    assert missing(page.replace("(MENAFN-", "[M-")) == ["text '(MENAFN- ...)'"]
    assert missing(page.replace("ID1109547045", "")) == ["text 'MENAFN<date><code>ID<number>'"]
    assert missing("<p>Nothing at all</p>")[0] == "selector #ContentPlaceHolder1_div_story"
