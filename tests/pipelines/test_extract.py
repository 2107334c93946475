"""Step 1: what becomes of a page that no layout reads, and of one that takes too long."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler.normalise import Fetched, article_address
from menafn_crawler.pipelines import extract
from menafn_crawler.pipelines.extract import ExtractPipeline, Unreadable
from menafn_crawler.reading import ArticlePage
from tests.sites import Story, page, path


def given(body: str) -> ArticlePage:
    address = article_address(path(1109547045))
    assert address is not None
    now = datetime(2025, 5, 14, 9, tzinfo=UTC)
    zone = ZoneInfo("America/New_York")
    return ArticlePage(
        body.encode(),
        "text/html",
        Fetched(address, address.published, "https://menafn.com", now, "2025-05-14T09:00:00Z", zone),
    )


def test_a_page_is_read() -> None:
    article = ExtractPipeline().process_item(given(Story(1109547045).reply().body))
    assert article.provider == "Kuwait News Agency (KUNA)"


def test_a_page_without_a_story_is_no_article_for_certain() -> None:
    with pytest.raises(Unreadable) as caught:
        ExtractPipeline().process_item(given(page("<p>Membership</p>").body))
    assert not caught.value.is_article


def test_a_page_that_takes_too_long_is_set_aside_with_that_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def never_ends(page: ArticlePage) -> None:
        while True:
            pass

    monkeypatch.setattr(extract, "READ_SECONDS", 0.05)
    monkeypatch.setattr(extract, "extract", never_ends)
    with pytest.raises(Unreadable, match=r"more than 0\.05 s") as caught:
        ExtractPipeline().process_item(given(Story(1109547045).reply().body))
    assert caught.value.is_article, "it is not asked for again at once"
