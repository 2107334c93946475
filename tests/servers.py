"""Real servers: PostgreSQL, Redis and Splash, started for the tests and stopped after them."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

DIES_WITH_PARENT = ("setpriv", "--pdeathsig=QUIT") if shutil.which("setpriv") else ()
"""Starts a server so that it ends when pytest does, however that ends (util-linux)."""


@dataclass
class PostgreSQL:
    """A PostgreSQL cluster of its own on 127.0.0.1."""

    port: int
    command: tuple[str, ...]
    """Starts the server in the foreground."""
    log: Path
    _process: subprocess.Popen[bytes] | None = None
    _shared: str | None = None

    def emptied_database(self) -> str:
        """SQLAlchemy address of an empty database that tests share in turn. Ten times as fast as a new one."""
        self._shared = self._shared or self.new_database()
        name = self._shared.rpartition("/")[2]
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        with psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=postgres dbname={name}", autocommit=True
        ) as connection:
            connection.execute(others, (name,))
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self._shared

    def new_database(self) -> str:
        """SQLAlchemy address of an empty database."""
        name = f"menafn_{uuid4().hex[:12]}"
        with psycopg.connect(f"host=127.0.0.1 port={self.port} user=postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    @property
    def process_id(self) -> int:
        """Process of the running server."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        """Stop at once, as a machine that fails."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def start(self) -> None:
        """Start, or start again, and return once it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self.command, stdout=log, stderr=log, cwd="/")
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self._process.poll() is None:
            with suppress(psycopg.OperationalError):
                psycopg.connect(f"host=127.0.0.1 port={self.port} user=postgres", connect_timeout=2).close()
                return
            time.sleep(0.05)
        raise AssertionError(f"PostgreSQL does not start: {self.log.read_text('utf-8', 'replace')[-2000:]}")


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
    with tempfile.TemporaryDirectory(prefix="menafn-postgresql-") as folder:
        server = _cluster(Path(folder), Path(initdb).parent)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _cluster(folder: Path, programs: Path) -> PostgreSQL:
    user: tuple[str, ...] = ()
    if os.geteuid() == 0:  # the server refuses to run as root
        user = ("--reuid=postgres", "--regid=postgres", "--init-groups")
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    data = folder / "data"
    create = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync"]
    subprocess.run(["setpriv", *user, *create] if user else create, check=True, capture_output=True, cwd="/")
    port = free_port()
    options = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", "fsync=off")
    settings = [part for option in options for part in ("-c", option)]
    server = (str(programs / "postgres"), "-D", str(data), *settings)
    return PostgreSQL(port, (*DIES_WITH_PARENT, *user, *server), folder / "log")


class Redis:
    """A Redis of its own on 127.0.0.1. What it knows is gone when it is killed, unless it is told to keep it."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        listen = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(folder)]
        self._command = [*DIES_WITH_PARENT, REDIS, *listen, "--save", "", "--appendonly", "no", *options]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return once it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.sendall(b"PING\r\n")
                if connection.recv(16).startswith(b"+PONG"):  # it has read its data
                    return
            time.sleep(0.02)
        raise AssertionError("Redis does not start")

    def kill(self) -> None:
        """End it at once, as a machine that fails."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


REDIS = shutil.which("redis-server") or ""


@contextmanager
def redis(*options: str) -> Iterator[Redis]:
    """A running Redis, gone after the block; the test is skipped where it is not installed."""
    if not REDIS:
        pytest.skip("Redis is not installed: apt-get install redis-server")
    with tempfile.TemporaryDirectory(prefix="menafn-redis-") as folder:
        server = Redis(Path(folder), *options)
        try:
            server.start()
            yield server
        finally:
            server.kill()


LAUNCHER = Path(__file__).parent / "splash" / "launch.py"
SPLASH_PYTHON = LAUNCHER.parent.parent.parent / ".splash" / "bin" / "python"
"""Made by tests/splash/install."""
SPLASH_OPTIONS = ("--disable-lua", "--disable-xvfb", "--disable-ui", "--browser-engines=webkit", "--ip=127.0.0.1")
SPLASH_ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
STARTS_WITHIN = 30
"""Seconds after which a Splash that does not answer does not work."""


@dataclass(frozen=True)
class Splash:
    """A Splash of its own on 127.0.0.1."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def asked(self) -> list[str]:
        """Addresses of the pages that it was asked to show, in the order in which it ended."""
        events = [line.partition("[events] ")[2] for line in self.log.read_text("utf-8", "replace").splitlines()]
        args = [json.loads(event)["args"] for event in events if event]
        return [str(arg["url"]) for arg in args if "url" in arg]

    def kill(self) -> None:
        """End it at once, as a machine that fails."""
        self.process.kill()
        self.process.wait()


@contextmanager
def splash(*options: str, port: int | None = None) -> Iterator[Splash]:
    """A running Splash, gone after the block; the test is skipped where it is not installed."""
    if not SPLASH_PYTHON.exists():
        pytest.skip("Splash is not installed: tests/splash/install")
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="menafn-splash-") as folder:
        log = Path(folder) / "log"
        command = [*DIES_WITH_PARENT, str(SPLASH_PYTHON), str(LAUNCHER), *SPLASH_OPTIONS, f"--port={port}", *options]
        environment = {**os.environ, **SPLASH_ENVIRONMENT, "XDG_RUNTIME_DIR": folder}
        with log.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=file, env=environment) as process:
            server = Splash(f"http://127.0.0.1:{port}", process, log)
            try:
                _wait_for(server)
                yield server
            finally:
                server.kill()


def _wait_for(server: Splash) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while server.process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(f"{server.url}/_ping", timeout=STARTS_WITHIN):
                return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(f"Splash does not start: {server.log.read_text('utf-8', 'replace')[-2000:]}")
