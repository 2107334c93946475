"""The image and deploy/compose.yaml, as far as they can be tried without Docker."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from menafn_crawler.sharing.redis_connection import read_redis_url
from tests.crawls import PROJECT

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "deploy" / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]


def test_there_are_workers_a_queue_and_a_store() -> None:
    assert SERVICES.keys() == {"redis", "postgres", "worker", "export"}
    assert SERVICES["worker"]["deploy"]["replicas"] >= 2


@pytest.mark.parametrize("service", ["worker", "export"])
def test_a_crawler_waits_for_servers_that_answer(service: str) -> None:
    waited_for = SERVICES[service]["depends_on"]
    assert waited_for.keys() == {"redis", "postgres"}
    for name, how in waited_for.items():
        assert how == {"condition": "service_healthy"}
        assert "healthcheck" in SERVICES[name]


def test_the_addresses_name_the_services() -> None:
    environment = SERVICES["worker"]["environment"]
    store, queue = environment["MENAFN_STORE"], environment["MENAFN_REDIS_URL"]
    assert read_redis_url(queue, store) == "redis://redis:6379/0"
    assert re.fullmatch(r"postgresql\+psycopg://menafn:\$\{MENAFN_PASSWORD:\?[^}]+\}@postgres/menafn", store)
    assert SERVICES["postgres"]["environment"]["POSTGRES_DB"] == "menafn"


def test_what_is_mounted_is_declared_and_no_port_is_opened() -> None:
    named = {mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])}
    assert {name for name in named if "/" not in name and name != ".."} == COMPOSE["volumes"].keys()
    assert not any("ports" in service for service in SERVICES.values())


def test_each_worker_has_a_data_directory_of_its_own_and_exports_nothing() -> None:
    command = SERVICES["worker"]["command"][-1]
    assert "MENAFN_DATA_DIR=/data/$$(hostname)" in command
    assert command.endswith("-s MENAFN_EXPORTS=")


def test_no_password_has_a_default_and_no_crawler_is_root() -> None:
    text = (PROJECT / "deploy" / "compose.yaml").read_text("utf-8")
    assert "MENAFN_PASSWORD:-" not in text
    assert all(SERVICES[name]["user"] == "10001" for name in ("worker", "export"))
    assert re.search(r"^USER 10001$", (PROJECT / "Dockerfile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.slow
def test_the_steps_of_the_image_install_a_working_command(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    programs = tmp_path / "venv" / "bin"
    source = tmp_path / "source"
    subprocess.run(["git", "clone", "-q", str(PROJECT), str(source)], check=True)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    script = [str(source / "deploy" / "image.sh"), str(source), str(tmp_path / "data")]
    done = subprocess.run(["sh", *script], env=environment, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "menafn" in done.stdout.splitlines()
    assert (tmp_path / "data").is_dir()
