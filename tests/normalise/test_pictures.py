"""Pictures and provider links as published addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import image_url, is_placeholder, published_link
from tests.records import RECORDS

MIRROR = "http://127.0.0.1:8000"
PICTURE = "https://menafn.com/updates/pr/2025-05/23/TC_fa45aimage_story.jpg"


@pytest.mark.parametrize("record", [r for r in RECORDS if r["image"]], ids=lambda record: str(record["id"]))
def test_real_pictures(record: dict[str, str | None]) -> None:
    printed = record["image"] or ""
    wanted = None if "SmallLogo" in printed else printed.replace("_social.", ".")
    assert image_url(printed, MIRROR) == wanted


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("/updates/pr/2025-05/23/TC_fa45aimage_story.jpg", PICTURE),
        ("updates/pr/2025-05/23/TC_fa45aimage_story.jpg", PICTURE),
        ("//menafn.com/updates/pr/2025-05/23/TC_fa45aimage_story.jpg", PICTURE),
        ("http://www.menafn.com/updates/pr/2025-05/23/TC_fa45aimage_story_social.jpg", PICTURE),
        (f"{MIRROR}/updates/pr/2025-05/23/TC_fa45aimage_story.jpg", PICTURE),
        ("/updates/pr/2025-05/23/TC_fa45aimage_story_social.jpg?w=600", f"{PICTURE}?w=600"),
        (" /updates/pr/2025-05/23/TC_fa45aimage_story.jpg ", PICTURE),
        ("https://cdn.example/a_social.png", "https://cdn.example/a.png"),
        ("/updates/pr/Menafn_News_Images/logo_event.jpg", "https://menafn.com/updates/pr/Menafn_News_Images/logo_event.jpg"),
        ("/updates/pr/a b.jpg#x", "https://menafn.com/updates/pr/a%20b.jpg"),
        ("/images/Menafn_SmallLogo.jpg", None),
        ("https://www.menafn.com/Images/menafn_smalllogo.JPG?v=2", None),
        ("/includes/img/logo.jpg", None),
        ("data:image/gif;base64,R0lGOD", None),
        ("about:blank", None),
        ("http://[::1", None),
        ("/", None),
        ("#", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_pictures(printed: str | None, published: str | None) -> None:
    assert image_url(printed, MIRROR) == published


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("https://www.kuna.net.kw/", "https://www.kuna.net.kw/"),
        ("www.kuna.net.kw", "http://www.kuna.net.kw"),
        ("/provider/kuna?x=1", "https://menafn.com/provider/kuna?x=1"),
        ("javascript:void(0)", None),
        ("mailto:desk@example.org", None),
        ("#", None),
    ],
)
def test_provider_links(printed: str, published: str | None) -> None:
    assert published_link(printed, MIRROR) == published


@given(st.text(max_size=60))
def test_no_address_raises(printed: str) -> None:
    is_placeholder(printed)
    published = image_url(printed, MIRROR)
    assert published is None or image_url(published, MIRROR) == published


@pytest.mark.parametrize(
    "link",
    [
        "http://menafn.com@evil.example/x",
        "http://user:password@other.example/",
        "//user@other.example/",
        "http://other.example/\x1b[0m",
        "http://other.example/a\r\nb",
        "http://exa mple.org/",
        "http:///x",
        "http://" + "x" * 2_000 + ".example/",
    ],
)
def test_what_could_mislead_a_reader_is_no_address(link: str) -> None:
    assert published_link(link, "https://menafn.com") is None
