"""The ping at the end of a run: success, failure, and a service that does not answer."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from menafn_crawler.report.healthcheck import ping, ping_address
from tests.sites import Manner, Reply, SmallSite

SECRET = "6f1c2a90-hush"

ADDRESSES = {
    "success": ("https://hc.example/ab12", 0, "https://hc.example/ab12"),
    "failure": ("https://hc.example/ab12", 4, "https://hc.example/ab12/fail"),
    "refused": ("https://hc.example/ab12", 2, "https://hc.example/ab12/fail"),
    "slash at the end": ("https://hc.example/ab12/", 3, "https://hc.example/ab12/fail"),
    "query": ("http://kuma.local:3001/push/ab12?ping=1", 4, "http://kuma.local:3001/push/ab12/fail?ping=1"),
    "no path": ("http://hc.example", 4, "http://hc.example/fail"),
}


@pytest.mark.parametrize(("url", "code", "address"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_any_code_but_0_is_a_failure(url: str, code: int, address: str) -> None:
    assert ping_address(url, code) == address


def test_the_service_is_asked_once() -> None:
    with SmallSite({f"/{SECRET}": [Reply("OK")], f"/{SECRET}/fail": [Reply("OK")]}) as service:
        assert ping(f"{service.url}/{SECRET}", 0) is None
        assert ping(f"{service.url}/{SECRET}", 3) is None
        assert service.requests == [f"/{SECRET}", f"/{SECRET}/fail"]


@contextmanager
def silent_service() -> Iterator[str]:
    """A service that accepts connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_an_error_of_the_service_is_told_without_its_address() -> None:
    with SmallSite({}) as service:
        assert ping(f"{service.url}/{SECRET}", 0) == "status 404"
    closed = ping(f"{service.url}/{SECRET}", 0)
    assert closed == "Connection refused"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/a b" + SECRET, "http://no-such-host.invalid/" + SECRET])
def test_no_reason_names_the_address(url: str) -> None:
    reason = ping(url, 0)
    assert reason
    assert SECRET not in reason


def test_a_dropped_connection_is_a_failure() -> None:
    with SmallSite({"/x": [Reply(manner=Manner.DROP)]}) as service:
        assert ping(f"{service.url}/x", 0)


def test_a_service_that_hangs_is_left_in_time() -> None:
    began = time.monotonic()
    with silent_service() as url:
        assert ping(f"{url}/{SECRET}", 0, seconds=0.3) in ("no answer in time", "no answer")
    assert time.monotonic() - began < 5


def test_sigterm_ends_the_waiting_and_not_the_process() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with silent_service() as url:
        timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM))
        timer.start()
        assert ping(url, 0, seconds=30) == "no answer in time"
        timer.join()
    assert signal.getsignal(signal.SIGTERM) == before
