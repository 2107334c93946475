"""One default newsroom for all tests, and a server around it for those that ask over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, build_newsroom, serve
from menafn_crawler.replica.pages import Pages


@pytest.fixture(scope="session")
def newsroom() -> Newsroom:
    return build_newsroom()


@pytest.fixture(scope="session")
def pages(newsroom: Newsroom) -> Pages:
    return Pages(newsroom)


@pytest.fixture
def site(newsroom: Newsroom) -> Iterator[ReplicaServer]:
    with serve(newsroom) as server:
        yield server


@pytest.fixture
def calm_site(newsroom: Newsroom) -> Iterator[ReplicaServer]:
    with serve(newsroom, faults=False) as server:
        yield server
