"""Addresses of a Redis, and one that is not there."""

from __future__ import annotations

import sys

import pytest

from menafn_crawler.sharing.redis_connection import SharingError, connect, read_redis_url
from tests.servers import free_port

STORE = "postgresql+psycopg://menafn@localhost/menafn"


@pytest.mark.parametrize(
    "url",
    ["redis://127.0.0.1:6379/0", "redis://:secret@redis", "rediss://redis.example:6380/2", "unix:///run/redis.sock"],
)
def test_an_address_is_taken_as_it_is(url: str) -> None:
    assert read_redis_url(f" {url} ", STORE) == url


@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_nothing_means_that_nothing_is_shared(nothing: object) -> None:
    assert read_redis_url(nothing, "sqlite:///menafn.db") is None


@pytest.mark.parametrize("url", ["127.0.0.1:6379", "http://127.0.0.1", "redis://", "redis://host:port", "redis://a:0"])
def test_another_address_is_refused_with_what_is_allowed(url: str) -> None:
    with pytest.raises(SharingError, match=r"allowed is redis://"):
        read_redis_url(url, STORE)


def test_the_password_is_not_repeated() -> None:
    with pytest.raises(SharingError) as refused:
        read_redis_url("http://:secret@host", STORE)
    assert "secret" not in str(refused.value)


def test_a_store_that_only_one_machine_has_is_refused() -> None:
    with pytest.raises(SharingError, match="MENAFN_STORE=postgresql"):
        read_redis_url("redis://127.0.0.1", "sqlite:///data/menafn.db")


def test_a_redis_that_does_not_answer() -> None:
    with pytest.raises(SharingError, match="does not answer"):
        connect(f"redis://127.0.0.1:{free_port()}")


@pytest.mark.parametrize("package", ["redis", "scrapy_redis"])
def test_without_the_package_it_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SharingError, match="pip install scrapy-redis"):
        connect("redis://127.0.0.1")
