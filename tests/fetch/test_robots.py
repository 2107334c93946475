"""robots.txt: what an answer allows, and when it forbids everything."""

from __future__ import annotations

import gzip
import zlib

import pytest

from menafn_crawler.bounds import ENCODING_LAYERS, ROBOTS_BYTES, ROBOTS_WILDCARDS
from menafn_crawler.fetch import RobotsUnreachable, read_robots

RULES = b"User-agent: *\nDisallow: /pr/\nCrawl-delay: 3\n"
PRESS, NEWS = "https://menafn.com/pr/x", "https://menafn.com/1109547045/Slug"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 499])
def test_a_client_error_allows_everything(status: int) -> None:
    assert read_robots(status, RULES, "", "crawler").allows(PRESS)


@pytest.mark.parametrize("status", [204, 301, 429, 500, 503])
def test_any_other_status_forbids_everything(status: int) -> None:
    with pytest.raises(RobotsUnreachable):
        read_robots(status, RULES, "", "crawler")


@pytest.mark.parametrize(
    ("body", "encodings"),
    [(RULES, ""), (gzip.compress(RULES), "gzip"), (zlib.compress(gzip.compress(RULES)), "gzip, deflate")],
    ids=["plain", "gzip", "two layers"],
)
def test_the_rules_are_read(body: bytes, encodings: str) -> None:
    rules = read_robots(200, body, encodings, "crawler")
    assert (rules.allows(PRESS), rules.allows(NEWS), rules.crawl_delay) == (False, True, 3.0)


@pytest.mark.parametrize(
    ("body", "encodings"),
    [
        (gzip.compress(RULES)[:-9], "gzip"),
        (b"\x1f\x8bxxxxxxxxxxxx", "gzip"),
        (RULES, "gzip, gzip, gzip, gzip"),
        (RULES[:9] + b"\0" + RULES[9:], ""),
    ],
    ids=["broken off", "damaged", "too many layers", "binary"],
)
def test_what_cannot_be_read_forbids_everything(body: bytes, encodings: str) -> None:
    with pytest.raises(RobotsUnreachable):
        read_robots(200, body, encodings, "crawler")


@pytest.mark.parametrize("more", [0, 1, 1000])
def test_a_long_file_is_read_up_to_the_bound(more: int) -> None:
    body = RULES + b"#" * (ROBOTS_BYTES - len(RULES) + more)
    assert not read_robots(200, gzip.compress(body), "gzip", "crawler").allows(PRESS)


@pytest.mark.parametrize(("wildcards", "allowed"), [(ROBOTS_WILDCARDS, False), (ROBOTS_WILDCARDS + 1, False)])
def test_a_rule_with_many_wildcards_forbids_no_less(wildcards: int, allowed: bool) -> None:
    rule = b"User-agent: *\nDisallow: /" + b"*a" * wildcards
    assert read_robots(200, rule, "", "crawler").allows(f"https://menafn.com/{'a' * wildcards}") is allowed


def test_a_page_in_its_place_is_no_robots_txt() -> None:
    assert read_robots(200, b" <html>Disallow: /</html>", "", "crawler").allows(PRESS)


@pytest.mark.parametrize(("line", "delay"), [("-1", 0.0), ("0", 0.0), ("0.5", 0.5), ("soon", 0.0)])
def test_the_delay_is_a_number_above_zero(line: str, delay: float) -> None:
    assert read_robots(200, f"User-agent: *\nCrawl-delay: {line}".encode(), "", "crawler").crawl_delay == delay


@pytest.mark.parametrize(("odd", "read"), [(6, True), (7, False)], ids=["a tenth", "more"])
def test_more_than_a_tenth_of_odd_bytes_is_no_text(odd: int, read: bool) -> None:
    body = b"User-agent: *\nDisallow: /pr/\n#".ljust(60 - odd, b"x") + b"\xff" * odd
    if read:
        assert not read_robots(200, body, "", "crawler").allows(PRESS)
    else:
        with pytest.raises(RobotsUnreachable, match="no text"):
            read_robots(200, body, "", "crawler")


@pytest.mark.parametrize("layers", [ENCODING_LAYERS, ENCODING_LAYERS + 1], ids=["as many as allowed", "one more"])
def test_layers_of_encoding_are_counted(layers: int) -> None:
    body = RULES
    for _ in range(layers):
        body = gzip.compress(body)
    named = ", ".join(["gzip"] * layers)
    if layers > ENCODING_LAYERS:
        with pytest.raises(RobotsUnreachable, match="layers"):
            read_robots(200, body, named, "crawler")
    else:
        assert not read_robots(200, body, named, "crawler").allows(PRESS)


@pytest.mark.parametrize("end", [b"\0", b"\n\0\0"], ids=["one", "after a line"])
def test_zeros_at_the_end_are_no_binary(end: bytes) -> None:
    assert not read_robots(200, RULES + end, "", "crawler").allows(PRESS)


def test_an_allow_with_many_wildcards_is_dropped() -> None:
    rules = b"User-agent: *\nDisallow: /\nAllow: /" + b"*a" * (ROBOTS_WILDCARDS + 1)
    assert not read_robots(200, rules, "", "crawler").allows(f"https://menafn.com/{'a' * (ROBOTS_WILDCARDS + 1)}")
