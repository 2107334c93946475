"""A Redis for the tests of what is shared, empty for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from menafn_crawler.sharing.redis_connection import connect
from tests.servers import Redis, redis


@pytest.fixture(scope="package")
def server() -> Iterator[Redis]:
    with redis() as running:
        yield running


@pytest.fixture(autouse=True)
def _empty(server: Redis) -> None:
    client = connect(server.url)
    client.flushall()
    client.close()
