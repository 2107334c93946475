"""Scrapy's own numbers and switches, checked before a crawl begins.

Scrapy reads each where it is needed, some only when the first request is under way: one that cannot be read ends the
run with a traceback there, and one out of range (no request at a time, a delay that is no number) lets it hang.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from menafn_crawler.configuration import SettingError


@dataclass(frozen=True, slots=True)
class Kind:
    """Values that a setting can have."""

    allowed: str
    holds: Callable[[Any], bool]
    """Whether a value is one of them. Raises TypeError, ValueError or OverflowError for what Scrapy cannot read."""


def _is_switch(value: Any) -> bool:
    return value in {"True", "true", "False", "false"} or int(value) in {0, 1}


def _is_level(value: Any) -> bool:
    return value in logging.getLevelNamesMapping() or isinstance(value, int)


def _is_header(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.isascii() and value.isprintable())


COUNT = Kind("a whole number from 0 on", lambda value: int(value) >= 0)
SOME = Kind("a whole number from 1 on", lambda value: int(value) >= 1)
NUMBER = Kind("a number from 0 on", lambda value: 0 <= float(value) < inf)
POSITIVE = Kind("a number above 0", lambda value: 0 < float(value) < inf)
SWITCH = Kind("1 or 0", _is_switch)
LEVEL = Kind("DEBUG, INFO, WARNING, ERROR or CRITICAL", _is_level)
HEADER = Kind("one line of printable ASCII", _is_header)

KINDS: dict[str, Kind] = {
    "CONCURRENT_REQUESTS": SOME,
    "CONCURRENT_REQUESTS_PER_DOMAIN": SOME,
    "CONCURRENT_ITEMS": SOME,
    "REACTOR_THREADPOOL_MAXSIZE": SOME,
    "DOWNLOAD_DELAY": NUMBER,
    "DOWNLOAD_DELAY_JITTER": NUMBER,
    "RANDOMIZE_DOWNLOAD_DELAY": SWITCH,
    "DOWNLOAD_TIMEOUT": NUMBER,
    "DOWNLOAD_MAXSIZE": COUNT,
    "DOWNLOAD_WARNSIZE": COUNT,
    "DOWNLOAD_VERIFY_CERTIFICATES": SWITCH,
    "DNS_TIMEOUT": POSITIVE,
    "AUTOTHROTTLE_ENABLED": SWITCH,
    "AUTOTHROTTLE_DEBUG": SWITCH,
    "AUTOTHROTTLE_START_DELAY": NUMBER,
    "AUTOTHROTTLE_MAX_DELAY": NUMBER,
    "AUTOTHROTTLE_TARGET_CONCURRENCY": POSITIVE,  # at 0 Scrapy leaves the throttle out, with a word in the log only
    "USER_AGENT": HEADER,
    "ROBOTSTXT_USER_AGENT": HEADER,
    "ROBOTSTXT_OBEY": SWITCH,
    "RETRY_ENABLED": SWITCH,
    "RETRY_TIMES": COUNT,
    "REDIRECT_ENABLED": SWITCH,
    "REDIRECT_MAX_TIMES": COUNT,
    "METAREFRESH_ENABLED": SWITCH,
    "COOKIES_ENABLED": SWITCH,
    "COMPRESSION_ENABLED": SWITCH,
    "HTTPCACHE_ENABLED": SWITCH,
    "HTTPCACHE_EXPIRATION_SECS": COUNT,
    "CLOSESPIDER_TIMEOUT": NUMBER,
    "CLOSESPIDER_ITEMCOUNT": COUNT,
    "CLOSESPIDER_PAGECOUNT": COUNT,
    "CLOSESPIDER_ERRORCOUNT": COUNT,
    "CLOSESPIDER_TIMEOUT_NO_ITEM": COUNT,
    "CLOSESPIDER_PAGECOUNT_NO_ITEM": COUNT,
    "MEMUSAGE_ENABLED": SWITCH,
    "MEMUSAGE_LIMIT_MB": COUNT,
    "MEMUSAGE_WARNING_MB": COUNT,
    "MEMUSAGE_CHECK_INTERVAL_SECONDS": POSITIVE,
    "LOG_ENABLED": SWITCH,
    "LOG_FILE_APPEND": SWITCH,
    "LOG_SHORT_NAMES": SWITCH,
    "LOG_LEVEL": LEVEL,
    "LOGSTATS_INTERVAL": NUMBER,
}
"""By name; as Scrapy reads them (getint, getfloat, getbool), those that somebody may want to change."""


def check_scrapy_settings(settings: Mapping[str, Any]) -> None:
    """Raise SettingError for the first that cannot be right."""
    for name, kind in KINDS.items():
        if name in settings and not _holds(kind, settings[name]):
            raise SettingError(f"{name} is {settings[name]!r}; allowed is {kind.allowed}")


def _holds(kind: Kind, value: Any) -> bool:
    try:
        return kind.holds(value)
    except (TypeError, ValueError, OverflowError):
        return False
