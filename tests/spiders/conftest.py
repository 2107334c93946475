"""A replica that serves captures of Common Crawl too, for the tests that read its index and its news files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, serve
from menafn_crawler.replica.common_crawl import CommonCrawl


@pytest.fixture(scope="module")
def served(newsroom: Newsroom) -> Iterator[ReplicaServer]:
    with serve(newsroom, faults=False) as site:
        yield site


@pytest.fixture
def captures(served: ReplicaServer) -> Iterator[CommonCrawl]:
    captures = served.site.common_crawl
    captures.log.clear()
    yield captures
    captures.failing = 0
