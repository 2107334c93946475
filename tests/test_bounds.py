"""The one way foreign text enters a message."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.bounds import MESSAGE, has_controls, hide_secrets, printable

SECRETS = {
    "login": "https://reader:MARKER@menafn.com/1109547045/Slug",
    "password only": "redis://:MARKER@127.0.0.1:6379/0",
    "user only": "https://MARKER@menafn.com/",
    "query": "postgresql://h/d?user=x&password=MARKER",
    "query, other name": "https://h/rss?api_key=MARKER&x=1",
    "token": "https://h/rss?access_token=MARKER",
    "in a sentence": "cannot read https://a:MARKER@h/x: no such host",
    "twice": "https://a:MARKER@h/ https://b:MARKER@h/",
    "odd port": "postgresql+psycopg://u:MARKER@h:notaport/d",
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS.keys())
def test_no_secret_is_shown(text: str) -> None:
    assert "MARKER" not in printable(text)


@pytest.mark.parametrize("text", ["https://menafn.com/1109547045/Slug?src=RSS", "a@b.example", "x = 1"])
def test_other_text_stays(text: str) -> None:
    assert hide_secrets(text) == text


@given(st.text(max_size=500))
def test_a_message_is_one_line_without_controls(text: str) -> None:
    shown = printable(text)
    assert not has_controls(shown)
    assert len(shown) <= MESSAGE
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize("text", ["://" * 200_000, "?password" * 100_000, "a" * 1_000_000, "?" + "a." * 500_000])
def test_time_is_linear(text: str) -> None:
    began = time.perf_counter()
    hide_secrets(f"{text}@=")
    assert time.perf_counter() - began < 5
