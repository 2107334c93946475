"""What all pipelines share: a store that fails when the run ends."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest

from menafn_crawler.fetch import Fault
from menafn_crawler.pipelines.base import Pipeline
from menafn_crawler.store import StoreError

EARLIER = Fault("the site refused")


class Writing(Pipeline):
    """A pipeline whose last writing fails."""

    def close_spider(self) -> None:
        with self._last_writing():
            raise StoreError("canceling statement due to lock timeout")


@pytest.mark.parametrize("earlier", [None, EARLIER], ids=["nothing else", "an earlier fault"])
def test_a_store_that_fails_at_the_end_is_a_fault_of_the_run_and_keeps_nobody_from_closing(
    earlier: Fault | None, caplog: pytest.LogCaptureFixture
) -> None:
    session = SimpleNamespace(fault=earlier)
    crawler: Any = SimpleNamespace(get_extension=lambda _: session)
    with caplog.at_level(logging.ERROR):
        Writing(crawler).close_spider()
    assert caplog.messages == ["the store failed when the run ended: canceling statement due to lock timeout"]
    assert session.fault == (earlier or Fault(caplog.messages[0]))
