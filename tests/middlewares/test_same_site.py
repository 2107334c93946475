"""Which requests may leave, and where they go."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.utils.test import get_crawler

from menafn_crawler.middlewares.same_site import OffSite, SameSiteMiddleware

BARE, MIRROR = "http://127.0.0.1:8000", "http://127.0.0.1:8000/mirror"

PASS = [
    (BARE, "http://127.0.0.1:8000/1109547045/Slug?a=1"),
    (BARE, "http://127.0.0.1:8000"),
    (BARE, "http://127.0.0.1:8000/robots.txt"),
    (MIRROR, "http://127.0.0.1:8000/mirror/1109547045/Slug"),
    (MIRROR, "http://127.0.0.1:8000/mirror"),
    (MIRROR, "http://127.0.0.1:8000/robots.txt"),
    ("https://menafn.com", "https://menafn.com/1109547045/Slug"),
]
TURNED = [
    (BARE, "https://menafn.com/1109547045/Slug?a=1", "http://127.0.0.1:8000/1109547045/Slug?a=1"),
    (BARE, "http://www.menafn.com/", "http://127.0.0.1:8000/"),
    (MIRROR, "https://MENAFN.com/1109547045/Slug", "http://127.0.0.1:8000/mirror/1109547045/Slug"),
    (MIRROR, "http://127.0.0.1:8000/1109547045/Slug", "http://127.0.0.1:8000/mirror/1109547045/Slug"),
    (MIRROR, "http://127.0.0.1:8000/mirrored/x", "http://127.0.0.1:8000/mirror/mirrored/x"),
    ("https://menafn.com", "https://www.menafn.com/1109547045/Slug", "https://menafn.com/1109547045/Slug"),
]
REFUSED = [
    (BARE, "http://127.0.0.1:8001/1109547045/Slug"),
    (BARE, "http://localhost:8000/1109547045/Slug"),
    (BARE, "https://example.org/"),
    (BARE, "https://menafn.com.example.org/1109547045/Slug"),
    (BARE, "https://notmenafn.com/1109547045/Slug"),
    (BARE, "https://menafn.com@example.org/1109547045/Slug"),
    (BARE, "ftp://menafn.com/1109547045/Slug"),
    (MIRROR, "https://example.org/mirror/1109547045/Slug"),
    (MIRROR, "https://example.org/robots.txt"),
]


SPLASH = "http://127.0.0.1:8050/render.json"


def through_splash(address: str, mode: str = "auto", meta: dict[str, object] | None = None) -> Request | None:
    crawler = get_crawler(Spider, {"MENAFN_RENDER": mode, "SPLASH_URL": "http://127.0.0.1:8050"})
    crawler.stats = crawler.stats or crawler._create_stats()  # type: ignore[attr-defined]
    crawler.spider = Spider("any", site=BARE)
    return SameSiteMiddleware.from_crawler(crawler).process_request(Request(address, meta=meta))


def test_a_request_for_a_browser_reaches_splash() -> None:
    assert through_splash(SPLASH, meta={"splash": {}}) is None


@pytest.mark.parametrize(
    ("address", "mode", "meta"),
    [
        (SPLASH, "auto", None),
        (SPLASH, "never", {"splash": {}}),
        ("http://127.0.0.1:8050/", "auto", {"splash": {}}),
        ("http://127.0.0.1:8050/render.html", "auto", {"splash": {}}),
        (f"{SPLASH}?url=http://example.org", "auto", {"splash": {}}),
        ("http://127.0.0.1:8051/render.json", "auto", {"splash": {}}),
        ("https://127.0.0.1:8050/render.json", "auto", {"splash": {}}),
    ],
)
def test_nothing_else_there_is_asked(address: str, mode: str, meta: dict[str, object] | None) -> None:
    with pytest.raises(OffSite):
        through_splash(address, mode, meta)


def send(site: str, address: str) -> Request | None:
    crawler = get_crawler(Spider)
    crawler.stats = crawler.stats or crawler._create_stats()  # type: ignore[attr-defined]
    crawler.spider = Spider("any", site=site)
    return SameSiteMiddleware.from_crawler(crawler).process_request(Request(address))


@pytest.mark.parametrize(("site", "address"), PASS)
def test_what_lies_below_the_base_passes(site: str, address: str) -> None:
    assert send(site, address) is None


@pytest.mark.parametrize(("site", "address", "turned"), TURNED)
def test_the_published_site_is_read_from_the_base(site: str, address: str, turned: str) -> None:
    request = send(site, address)
    assert request is not None
    assert request.url == turned
    assert send(site, request.url) is None  # and not turned round for ever


@pytest.mark.parametrize(("site", "address"), REFUSED)
def test_no_other_host_is_asked(site: str, address: str) -> None:
    with pytest.raises(OffSite, match="leads away"):
        send(site, address)
