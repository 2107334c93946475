"""When a browser is used, what it is asked, and what it answers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.fetch import (
    LONGEST_WAIT,
    PATIENCE,
    Mode,
    RenderedPage,
    Rendering,
    RenderingError,
    read_rendered_page,
    read_rendering,
    splash_arguments,
    splash_error,
)


def history(*statuses: object) -> list[dict[str, object]]:
    return [{"request": {}, "response": {"status": status}} for status in statuses]


@pytest.mark.parametrize(
    ("mode", "url", "endpoint"),
    [
        ("auto", "http://127.0.0.1:8050", "http://127.0.0.1:8050/render.json"),
        (" ALWAYS ", " http://Splash:8050/ ", "http://splash:8050/render.json"),
        ("auto", "https://example.org/behind/a/proxy", "https://example.org/behind/a/proxy/render.json"),
        ("auto", "http://[::1]:8050", "http://[::1]:8050/render.json"),
        ("never", "no address at all", None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_the_endpoint_is_one_address(mode: object, url: object, endpoint: str | None) -> None:
    assert read_rendering(mode, url).endpoint == endpoint


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (None, "SPLASH_URL is not set"),
        ("", "SPLASH_URL is not set"),
        ("127.0.0.1:8050", "allowed is the address of a Splash"),
        ("localhost", "allowed is the address of a Splash"),
        ("ftp://127.0.0.1", "allowed is the address of a Splash"),
        ("javascript:alert(1)", "allowed is the address of a Splash"),
        ("http://", "allowed is the address of a Splash"),
        ("http://:8050", "allowed is the address of a Splash"),
        ("http://host:port", "allowed is the address of a Splash"),
        ("http://host:0", "allowed is the address of a Splash"),
        ("http://[::1", "allowed is the address of a Splash"),
        ("http://host/?x=1", "allowed is the address of a Splash"),
        ("http://host/#x", "allowed is the address of a Splash"),
        ("http://ho st/", "allowed is the address of a Splash"),
        ("http://me:secret@host/", "SPLASH_USER and SPLASH_PASS"),
    ],
)
def test_an_address_that_cannot_be_right_is_refused(url: object, said: str) -> None:
    with pytest.raises(RenderingError, match=said) as refused:
        read_rendering("auto", url)
    assert "secret" not in str(refused.value)


def test_another_mode_is_refused() -> None:
    with pytest.raises(RenderingError, match="allowed are never, auto, always"):
        read_rendering("sometimes", "http://127.0.0.1:8050")


@given(st.sampled_from(Mode) | st.text(max_size=8), st.text(":/@[]?#.ahtps8050 ", max_size=30))
def test_every_setting_is_read_or_refused(mode: str, url: str) -> None:
    try:
        rendering = read_rendering(mode, url)
    except RenderingError:
        return
    assert (rendering == Rendering()) is (rendering.mode is Mode.NEVER)
    assert (rendering.endpoint is None) is (rendering.mode is Mode.NEVER)


@given(st.integers(0, LONGEST_WAIT), st.integers(1, len(PATIENCE)))
def test_no_look_is_longer_than_splash_bears(wait: int, look: int) -> None:
    asked = splash_arguments("https://menafn.com/1109547045/x", wait, look)
    assert asked["wait"] < asked["timeout"] <= 90  # type: ignore[operator]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [((200,), 200), ((302, 200), 200), ((200, 404), 404), ((503,), 503), ((100,), 100), ((599,), 599)],
)
def test_the_last_page_tells_how_the_site_answered(statuses: tuple[int, ...], status: int) -> None:
    answer = {"html": "<html>é</html>", "history": history(*statuses)}
    assert read_rendered_page(json.dumps(answer).encode()) == RenderedPage(status, "<html>é</html>")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"null",
        b"[]",
        b'{"html": null}',
        b'{"html": "<p>"}',
        b'{"html": "<p>", "history": {}}',
        b'{"html": "<p>", "history": [null]}',
        b'{"html": "<p>", "history": [{"response": null}]}',
        b'{"html": "<p>", "history": [{"response": {"status": "200"}}]}',
        b'{"html": "<p>", "history": [{"response": {"status": 0}}]}',
        b'{"html": 1, "history": [{"response": {"status": 200}}]}',
        b'{"html": "<p>", "history": [{"response": {"status": 99}}]}',
        b'{"html": "<p>", "history": [{"response": {"status": 600}}]}',
    ],
)
def test_what_is_no_page_is_an_error(body: bytes) -> None:
    with pytest.raises(RenderingError, match="Splash answered"):
        read_rendered_page(body)
    assert splash_error(body) == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["html", "history", "response", "status", "info", "text", "description"]), inner, max_size=4
    ),
    max_leaves=12,
)  # fmt: skip


@given(JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=40))
def test_any_answer_is_a_page_or_an_error_in_one_line(body: bytes) -> None:
    said = splash_error(body)
    assert "\n" not in said
    assert len(said) <= 200
    try:
        shown = read_rendered_page(body)
    except RenderingError:
        return
    assert 100 <= shown.status <= 599


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"description": "Timeout exceeded", "info": {"timeout": 30}}, "Timeout exceeded"),
        ({"description": "Incorrect HTTP API arguments", "info": {"description": "wait is too long"}},
         "Incorrect HTTP API arguments wait is too long"),
        ({"description": "Error rendering page", "info": {"text": "Connection\nclosed"}},
         "Error rendering page Connection closed"),
        ({"description": "Incorrect HTTP API arguments", "info": "engine"}, "Incorrect HTTP API arguments engine"),
    ],
)  # fmt: skip
def test_splash_says_why(answer: object, said: str) -> None:
    assert splash_error(json.dumps(answer).encode()) == said


@pytest.mark.parametrize(
    ("wait", "look", "seconds", "timeout"),
    [(2, 1, 2, 32), (2, 2, 8, 38), (LONGEST_WAIT, 1, 15, 45), (LONGEST_WAIT, 2, 60, 90), (LONGEST_WAIT + 1, 2, 64, 90)],
    ids=["first", "second", "longest first", "longest second", "longer than Splash accepts"],
)
def test_the_second_look_waits_longer(wait: int, look: int, seconds: int, timeout: int) -> None:
    asked = splash_arguments("https://www.menafn.com/1109547045/x", wait, look)
    assert (asked["wait"], asked["timeout"], asked["allowed_domains"]) == (seconds, timeout, "menafn.com")
    assert (asked["html"], asked["history"], asked["images"]) == (1, 1, 0)


def test_a_long_error_is_cut() -> None:
    assert splash_error(json.dumps({"description": "x" * 201}).encode()) == "x" * 200
