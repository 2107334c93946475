"""Ping a health check service (healthchecks.io and its kind) at the end of a run.

A failed ping is logged in one line and changes nothing. The address is a secret: no message contains it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

from menafn_crawler.version import __version__

LONGEST = 10.0
"""Seconds that a ping may take, looking up the host's name included."""


def ping_address(url: str, exit_code: int) -> str:
    """Return the address to ask for: *url* for exit code 0, its path with ``/fail`` for any other.

    >>> ping_address("https://hc-ping.com/ab12?rid=7", 4)
    'https://hc-ping.com/ab12/fail?rid=7'
    """
    if exit_code == 0:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/fail"))


def ping(url: str, exit_code: int, seconds: float = LONGEST) -> str | None:
    """Ping the service with the result of a run. Return why that failed, without the address, or None.

    Returns after *seconds* at the latest, and at once when SIGTERM or SIGINT comes.
    """
    result = ["no answer in time"]
    over = threading.Event()

    def ask() -> None:
        result[0] = _ask(ping_address(url, exit_code), seconds)
        over.set()

    # A daemon thread: name look-ups obey no time-out, and a server may send one byte at a time.
    with _stopped_by_signals(over):
        threading.Thread(target=ask, name="healthcheck", daemon=True).start()
        over.wait(seconds)
    return result[0] or None


def _ask(address: str, seconds: float) -> str:
    """Return the reason of a failure; empty for an answer of the service."""
    try:
        with urlopen(Request(address, headers={"User-Agent": f"menafn_crawler/{__version__}"}), timeout=seconds):
            return ""
    except HTTPError as error:
        error.close()
        return f"status {error.code}"
    except OSError as error:
        cause = getattr(error, "reason", error)
        return (cause.strerror if isinstance(cause, OSError) else None) or "no answer"
    except Exception as error:  # noqa: BLE001 - http.client's errors have no common base, and name the address
        return type(error).__name__


@contextmanager
def _stopped_by_signals(over: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT end the waiting instead of the process: the run is over, and has its exit code."""

    def stop(number: int, frame: FrameType | None) -> None:
        over.set()

    names = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(name, stop) for name in names]
    try:
        yield
    finally:
        for name, handler in zip(names, before, strict=True):
            signal.signal(name, handler if handler is not None else signal.SIG_DFL)
