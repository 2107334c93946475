"""`python -m menafn_crawler.replica`: serves a newsroom until SIGINT or SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import Sequence

from .newsroom import build_newsroom
from .scenarios import Scenario
from .sections import SECTIONS
from .server import start_site
from .site import Site


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Command line arguments; ends the process with code 2 where they make no sense."""
    parser = argparse.ArgumentParser(
        prog="python -m menafn_crawler.replica",
        description="A small newsroom with MENAFN's layouts and faults, served on 127.0.0.1.",
        epilog="example: python -m menafn_crawler.replica --port 8025 --stories 1000 --rename",
    )
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one (default)")
    parser.add_argument("--seed", type=int, default=2025, help="what every random choice starts from (2025)")
    parser.add_argument("--stories", type=int, default=320, help="readable stories (320)")
    parser.add_argument("--rename", action="store_true", help="replace every class and id by a random name")
    parser.add_argument("--constant-date", metavar="TEXT", help="print this where the date of every story should stand")
    parser.add_argument("--no-faults", action="store_true", help="leave out the faults that happen once")
    parser.add_argument("--shells", metavar="LIST", nargs="+", default=(), choices=sorted(SECTIONS),
                        help="lists whose stories only a script shows, e.g. sport")  # fmt: skip
    parser.add_argument("--scenario", type=Scenario, default=Scenario.KNOWN, choices=list(Scenario),
                        help="what the site is like: known (default), rebuilt, half, empty, refusing; while it runs,"
                             " a POST to /__replica__/scenario/NAME changes it")  # fmt: skip
    chosen = parser.parse_args(arguments)
    if chosen.stories < 1:
        parser.error("--stories must be at least 1")
    return chosen


async def run(chosen: argparse.Namespace) -> None:
    """Serves until a signal comes."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    newsroom = build_newsroom(chosen.seed, chosen.stories)
    site = Site(newsroom, not chosen.no_faults, chosen.rename, chosen.constant_date, chosen.shells, chosen.scenario)
    runner, url = await start_site(site, chosen.port)
    print(f"replica newsroom on {url}", flush=True)
    await stopped.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(run(parse_arguments()))
