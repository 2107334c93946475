"""robots.txt by RFC 9309, as a crawl obeys it and as its answers are read."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from menafn_crawler.fetch import RobotsUnreachable, read_robots
from tests.crawls import ASIA, Run, crawl
from tests.sites import DROPPED, Reply, SmallSite, Story, newsroom, path

STORIES = [Story(1109547045 + n) for n in range(4)]
TEXT = {"Content-Type": "text/plain"}
RULES = b"User-agent: *\nDisallow: /private\n"


def visit(tmp_path: Path, robots: Reply, *options: str) -> tuple[Run, SmallSite]:
    with SmallSite(newsroom(*STORIES, more={"/robots.txt": [robots]})) as site:
        return crawl(site.url, tmp_path, *ASIA, *options), site


UNREACHABLE = {
    "503": Reply("no", 503),
    "500": Reply("no", 500),
    "429": Reply("no", 429),
    "dropped": DROPPED,
    "garbled gzip": Reply("User-agent: *\nAllow: /\n", headers={**TEXT, "Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("robots", UNREACHABLE.values(), ids=UNREACHABLE.keys())
def test_an_unreachable_robots_txt_forbids_everything(robots: Reply, tmp_path: Path) -> None:
    run, site = visit(tmp_path, robots)
    assert (run.code, set(site.requests)) == (4, {"/robots.txt"})
    assert "robots.txt" in run.summary["reason"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_allows_everything(status: int, tmp_path: Path) -> None:
    run, site = visit(tmp_path, Reply("no", status))
    assert (run.code, len(run.found), site.requests[0]) == (0, len(STORIES), "/robots.txt")


def test_what_is_forbidden_is_not_asked_for_however_slowly_robots_txt_comes(tmp_path: Path) -> None:
    forbidden = STORIES[0].number
    pages = newsroom(*STORIES, robots=f"User-agent: *\nDisallow: /{forbidden}\n")
    with SmallSite(pages) as site:
        ordinary = site.next_reply

        def slowly(address: str) -> Reply:
            if address == "/robots.txt":
                time.sleep(1)
            return ordinary(address)

        site.next_reply = slowly  # type: ignore[method-assign]
        run = crawl(site.url, tmp_path, *ASIA)
    assert (run.code, site.asked(path(forbidden)), site.requests[0]) == (3, 0, "/robots.txt")


def test_crawl_delay_is_kept(tmp_path: Path) -> None:
    with SmallSite(newsroom(STORIES[0], robots="User-agent: *\nCrawl-delay: 1\n")) as site:
        crawl(site.url, tmp_path, *ASIA)
    assert len(site.times) >= 4
    assert site.times[-1] - site.times[0] > 0.5 * (len(site.times) - 1)  # a busy machine may shorten a single gap


@pytest.mark.parametrize("cut", [0, 10])
def test_a_cut_gzip_is_unreachable(cut: int) -> None:
    packed = gzip.compress(RULES * 20)
    whole = read_robots(200, packed, "gzip", "bot")
    assert not whole.allows("https://menafn.com/private/x")
    with pytest.raises(RobotsUnreachable):
        read_robots(200, packed[: len(packed) - 9 - cut], "gzip", "bot")


@pytest.mark.parametrize(
    ("body", "encodings"), [(b"\x00\x01\x02" * 50, ""), (RULES, "gzip, gzip, gzip, gzip")], ids=["binary", "layers"]
)
def test_what_is_no_text_is_unreachable(body: bytes, encodings: str) -> None:
    with pytest.raises(RobotsUnreachable):
        read_robots(200, body, encodings, "bot")


def test_many_wildcards_take_no_time() -> None:
    rules = read_robots(200, b"User-agent: *\nDisallow: /" + b"*a" * 60 + b"b\n", "", "bot")
    began = time.perf_counter()
    rules.allows("https://menafn.com/" + "a" * 1_500)
    assert time.perf_counter() - began < 5
