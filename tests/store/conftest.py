"""Stores that several of the store's tests begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from menafn_crawler.store import Database, open_database
from tests.store.made import listed


@pytest.fixture
def four_listed(store_url: str) -> Iterator[Database]:
    """A store that knows of the articles 1 to 4, none of them fetched, on each database that is supported."""
    opened = open_database(store_url)
    listed(opened, 1, 2, 3, 4)
    yield opened
    opened.close()
