"""The process beside the crawl: it answers as the crawl would, and nothing is lost with it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from menafn_crawler.extract.beside import BACKLOG, MANY, Pace, SecondProcess
from menafn_crawler.parse import UnreadablePage
from menafn_crawler.reading import extract
from tests.articles import page_of

MODULE = "menafn_crawler.store.beside"
PAGES = sorted((Path(__file__).parent.parent / "pages").glob("*/*/page.html"))
NO_ARTICLE = page_of(b"<html><body><h1>Archive</h1><p>Nothing here.</p></body></html>")


def with_second_process(test: Callable[[SecondProcess], Awaitable[None]]) -> None:
    async def run() -> None:
        second = SecondProcess(MODULE)
        try:
            while second.busy:
                await asyncio.sleep(0.01)
            await test(second)
        finally:
            await second.close()

    asyncio.run(run())


def test_it_reads_every_page_as_the_crawl_would() -> None:
    async def check(second: SecondProcess) -> None:
        pages = [page_of(path.read_bytes()) for path in PAGES]
        assert len(pages) > 10
        assert await asyncio.gather(*map(second.ask, pages)) == [extract(page) for page in pages]

    with_second_process(check)


def test_what_no_layout_reads_is_said_in_the_same_words() -> None:
    async def check(second: SecondProcess) -> None:
        answer = await second.ask(NO_ARTICLE)
        assert isinstance(answer, UnreadablePage)
        assert "tried story-2025" in str(answer)

    with_second_process(check)


def test_it_is_busy_with_as_many_pages_as_it_should_have() -> None:
    async def check(second: SecondProcess) -> None:
        asked = [asyncio.ensure_future(second.ask(page_of(PAGES[0].read_bytes()))) for _ in range(BACKLOG)]
        await asyncio.sleep(0)
        assert second.busy
        await asyncio.gather(*asked)
        assert not second.busy

    with_second_process(check)


def test_what_was_under_way_when_it_was_killed_is_left_to_the_crawl() -> None:
    async def check(second: SecondProcess) -> None:
        page = page_of(PAGES[0].read_bytes())
        os.kill(second.pid, signal.SIGSTOP)  # so that it has answered nothing
        asked = [asyncio.ensure_future(second.ask(page)) for _ in range(3)]
        await asyncio.sleep(0.05)
        os.kill(second.pid, signal.SIGKILL)
        assert await asyncio.gather(*asked) == [None] * 3
        assert second.busy, "a process that is gone is asked no more"

    with_second_process(check)


def test_it_ends_with_a_crawl_that_is_killed() -> None:
    program = (
        "import asyncio, os\n"
        "from menafn_crawler.extract.beside import SecondProcess\n"
        "async def main():\n"
        f"    second = SecondProcess({MODULE!r})\n"
        "    while second.busy: await asyncio.sleep(0.01)\n"
        "    print(second.pid, flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    crawl = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert crawl.stdout is not None
    second = int(crawl.stdout.readline())
    crawl.kill()
    crawl.communicate()
    until = time.monotonic() + 10
    while _runs(second):
        assert time.monotonic() < until, "it outlives its crawl"
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("per_second", "fast"), [pytest.param(1.0, False, id="polite"), pytest.param(50.0, True, id="undelayed")]
)
def test_it_is_worth_its_start_where_pages_come_fast(per_second: float, fast: bool) -> None:
    pace = Pace()
    assert any(pace.fast(n / per_second) for n in range(MANY * 3)) is fast


def test_a_pause_is_no_reason_to_judge_by_it_for_ever() -> None:
    pace = Pace()
    slow = [pace.fast(float(n)) for n in range(MANY + 1)]
    fast = [pace.fast(1_000 + n / 100) for n in range(MANY + 1)]
    assert not any(slow)
    assert any(fast)
