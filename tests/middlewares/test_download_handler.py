"""Headers without end, and a bound on them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from menafn_crawler.bounds import HEADER_BYTES, HEADER_LINES
from tests.crawls import ASIA, crawl


@contextmanager
def flooding() -> Iterator[tuple[str, list[int]]]:
    """A server whose header lines never end; it counts the bytes that each client took."""
    server, sent = socket.create_server(("127.0.0.1", 0)), []

    def serve() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            total = 0
            with client:
                client.settimeout(5)
                try:
                    client.recv(65_536)
                    client.sendall(b"HTTP/1.1 200 OK\r\n")
                    while total < 50_000_000:
                        client.sendall(b"X-Flood: " + b"a" * 500 + b"\r\n")
                        total += 511
                except OSError:
                    pass
            sent.append(total)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}", sent
    finally:
        server.close()


def test_headers_without_end_are_a_failed_answer(tmp_path: Path) -> None:
    with flooding() as (site, sent):
        run = crawl(site, tmp_path, *ASIA, "-s", "RETRY_TIMES=0")
    assert run.code == 4
    assert sent
    assert max(sent) < 20_000_000
    assert (HEADER_BYTES, HEADER_LINES) == (65_536, 100)
