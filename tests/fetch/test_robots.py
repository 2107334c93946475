"""robots.txt: what an answer allows, and when it forbids everything."""

from __future__ import annotations

import gzip
import zlib

import pytest

from menafn_crawler.bounds import ROBOTS_BYTES, ROBOTS_WILDCARDS
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
