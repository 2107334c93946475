"""The Redis of ``MENAFN_REDIS_URL``: check the address and connect, without retries of the client's own."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from redis import Redis

SCHEMES = ("redis", "rediss", "unix")
ANSWERS_WITHIN = 5.0
"""Seconds after which a Redis that does not answer counts as away; the crawl stands still meanwhile."""


class SharingError(ValueError):
    """Workers cannot share a queue this way; the message says in one line what is needed."""


def read_redis_url(value: object, store: str) -> str | None:
    """Return the URL of the shared queue; None without one. Raises SharingError for an invalid one.

    Workers on several machines need a *store* (SQLAlchemy URL) that all of them can reach.
    """
    url = str(value or "").strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in SCHEMES and (parts.port != 0) and bool(parts.hostname or parts.path)
    except ValueError:
        usable = False
    if not usable:
        raise SharingError(
            "MENAFN_REDIS_URL is no address of a Redis; allowed is redis://[:password@]host[:port][/number]"
        )
    if not store.startswith("postgresql"):
        raise SharingError(
            "MENAFN_REDIS_URL needs a store that all workers reach: MENAFN_STORE=postgresql+psycopg://..."
        )
    return url


def connect(url: str) -> Redis:
    """Connect to the Redis at *url*. Raises SharingError if it does not answer or a package is missing."""
    try:
        redis = importlib.import_module("redis")
        importlib.import_module("scrapy_redis")
        retry = importlib.import_module("redis.retry").Retry(importlib.import_module("redis.backoff").NoBackoff(), 0)
    except ImportError as error:
        raise SharingError(
            f"MENAFN_REDIS_URL needs the package scrapy-redis: pip install scrapy-redis ({error})"
        ) from None
    try:
        # Without retries of the client's own: it would sleep, and the crawl with it.
        server: Redis = redis.Redis.from_url(
            url, socket_timeout=ANSWERS_WITHIN, socket_connect_timeout=ANSWERS_WITHIN, retry=retry
        )
        server.ping()
    except (redis.RedisError, ValueError) as error:
        raise SharingError(f"the Redis of MENAFN_REDIS_URL does not answer: {error}") from None
    return server
