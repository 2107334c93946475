"""The tests' servers end with pytest, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psycopg
import pytest

from tests.crawls import PROJECT

STARTED = """
import time
from tests.servers import postgresql
with postgresql() as server:
    print(server.port, flush=True)
    time.sleep(600)
"""


def answers(port: int) -> bool:
    with suppress(psycopg.OperationalError):
        psycopg.connect(f"host=127.0.0.1 port={port} user=postgres", connect_timeout=2).close()
        return True
    return False


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
def test_a_killed_pytest_leaves_no_database_behind(by: signal.Signals) -> None:
    command = [sys.executable, "-c", STARTED]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
        port = int(line)
        assert answers(port)
        process.send_signal(by)
    until = time.monotonic() + 30
    while answers(port):
        assert time.monotonic() < until, "the server lives on"
        time.sleep(0.05)
