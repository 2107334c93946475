"""Real database servers, started for the tests and stopped after them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql


@dataclass(frozen=True)
class PostgreSQL:
    """A PostgreSQL cluster of its own on 127.0.0.1."""

    port: int
    control: tuple[str, ...]
    """Command that starts and stops it, without the verb."""

    def new_database(self) -> str:
        """SQLAlchemy address of an empty database."""
        name = f"menafn_{uuid4().hex[:12]}"
        with psycopg.connect(f"host=127.0.0.1 port={self.port} user=postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        """Stop at once, as a machine that fails."""
        subprocess.run([*self.control, "-m", "immediate", "stop"], check=True, capture_output=True)

    def start(self) -> None:
        """Start again."""
        subprocess.run([*self.control, "-w", "start"], check=True, capture_output=True)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A running cluster, gone after the block; the test is skipped where PostgreSQL is not installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (str(programs[-1]) if programs else None)
    if initdb is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="menafn-postgresql-"))
    server = _cluster(folder, Path(initdb).parent)
    try:
        server.start()
        yield server
    finally:
        subprocess.run([*server.control, "-m", "immediate", "stop"], check=False, capture_output=True)
        shutil.rmtree(folder)


def _cluster(folder: Path, programs: Path) -> PostgreSQL:
    user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        user = ["runuser", "-u", "postgres", "--"]
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    data = folder / "data"
    create = [*user, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync"]
    subprocess.run(create, check=True, capture_output=True)
    port = free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    control = (*user, str(programs / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-o", options)
    return PostgreSQL(port, control)
