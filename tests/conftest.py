"""One newsroom and one crawl of it for all tests that only look."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, build_newsroom, serve
from tests.crawls import Run, crawl
from tests.servers import PostgreSQL, postgresql

# The same examples every time, and none judged by its time: a machine under load must not turn main red.
# `HYPOTHESIS_PROFILE=explore` looks for new examples.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_collection_finish() -> None:
    """Take the thousands of tests out of the garbage collector's sight: it would look at all of them every time."""
    gc.collect()
    gc.freeze()


@dataclass(frozen=True)
class Crawled:
    """A site, and a crawl of it."""

    site: ReplicaServer
    run: Run
    requests: tuple[str, ...]
    """What the crawl asked for."""


@pytest.fixture(scope="session")
def newsroom() -> Newsroom:
    return build_newsroom()


@pytest.fixture(scope="session")
def crawled(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The replica with all its faults, crawled once with a feed of each format."""
    folder = tmp_path_factory.mktemp("crawled")
    feeds = [part for suffix in ("csv", "json", "jsonl", "parquet") for part in ("-O", str(folder / f"feed.{suffix}"))]
    with serve(newsroom) as site:
        # A test that crawls once more may come so late that what was gone is looked at again.
        run = crawl(site.url, folder / "data", *feeds, "-s", "MENAFN_SECOND_LOOK_MINUTES=600")
        yield Crawled(site, run, tuple(site.requests))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """One PostgreSQL cluster for all tests that need one."""
    with postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty store, on each database that is supported."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'menafn.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    return server.emptied_database()
