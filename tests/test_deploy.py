"""deploy/compose.yaml is what it should be, as far as that can be seen without Docker."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from menafn_crawler.sharing.server import read_redis_url
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
    assert re.fullmatch(r"postgresql\+psycopg://menafn:\$\{MENAFN_PASSWORD:-menafn\}@postgres/menafn", store)
    assert SERVICES["postgres"]["environment"]["POSTGRES_DB"] == "menafn"


def test_what_is_mounted_is_declared_and_no_port_is_opened() -> None:
    named = {mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])}
    assert {name for name in named if "/" not in name and name != ".."} == COMPOSE["volumes"].keys()
    assert not any("ports" in service for service in SERVICES.values())


def test_each_worker_has_a_data_directory_of_its_own_and_exports_nothing() -> None:
    command = SERVICES["worker"]["command"][-1]
    assert "MENAFN_DATA_DIR=/data/$$(hostname)" in command
    assert command.endswith("-s MENAFN_EXPORTS=")
