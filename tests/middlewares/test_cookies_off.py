from __future__ import annotations

import pytest
from scrapy.settings import Settings

from menafn_crawler.middlewares.cookies_off import CookiesOff

COOKIES = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"


@pytest.mark.parametrize("enabled", [False, True])
def test_the_cookie_middleware_is_loaded_only_where_cookies_are_on(enabled: bool) -> None:
    settings = Settings({"COOKIES_ENABLED": enabled})
    CookiesOff().update_settings(settings)
    assert (COOKIES in settings["DOWNLOADER_MIDDLEWARES_BASE"]) is enabled
