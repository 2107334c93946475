"""Log filters and formatter: one line per database failure, no set-up messages, no forged lines, no secrets."""

from __future__ import annotations

import copy
import logging
from collections.abc import Mapping
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.utils.log import get_scrapy_root_handler

from menafn_crawler.bounds import escape_controls, has_controls, hide_secrets
from menafn_crawler.store import StoreError

QUIET = (
    "scrapy.utils.log",
    "scrapy.addons",
    "scrapy.middleware",
    "scrapy.crawler",
    "scrapy.core.engine",
    "scrapy.extensions.memusage",
)
"""Scrapy's loggers that describe its set-up at INFO; shown with LOG_LEVEL=DEBUG."""
_MANY_LINES = frozenset({"scrapy.crawler", "scrapy.middleware", "scrapy.addons", "scrapy.utils.log"})
"""Loggers whose messages have several lines of their own."""
LOGGERS = ("scrapy.core.scraper", "scrapy.core.engine", "scrapy.utils.signal")
"""Loggers of errors in callbacks, pipelines and signal handlers."""


def _warnings_only(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


class SafeFormatter(logging.Formatter):
    """Formats as another formatter does, but foreign text forges no line, moves no cursor and holds no secret."""

    def __init__(self, formatter: logging.Formatter | None) -> None:
        super().__init__()
        self._formatter = formatter or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        if record.args and record.name not in _MANY_LINES:
            record = copy.copy(record)
            record.args = _escaped(record.args)
        return hide_secrets(self._formatter.format(record))


def _escaped(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: _escaped_value(value) for name, value in args.items()}
    return tuple(map(_escaped_value, args))


def _escaped_value(value: object) -> object:
    if isinstance(value, (int, float)) or value is None:
        return value
    text = str(value)
    return escape_controls(text) if has_controls(text) else value


class PlainErrors(logging.Filter):
    """Drops tracebacks of store failures: the message says all that is known."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        plain = cls()
        for name in LOGGERS:
            logging.getLogger(name).addFilter(plain)
        handler = get_scrapy_root_handler()
        if handler is not None and not isinstance(handler.formatter, SafeFormatter):
            handler.setFormatter(SafeFormatter(handler.formatter))
        return plain

    @classmethod
    def quiet(cls, level: object) -> None:
        """Leave Scrapy's description of its set-up out of a log of *level* INFO or above."""
        if str(level) not in ("DEBUG", "10", "NOTSET", "0"):
            for name in QUIET:
                logging.getLogger(name).addFilter(_warnings_only)  # levels are reset when Scrapy sets its log up

    def filter(self, record: logging.LogRecord) -> bool:
        """Return False for records of a failed store: it ends the crawl with a line of its own."""
        return record.exc_info is None or not isinstance(record.exc_info[1], StoreError)
