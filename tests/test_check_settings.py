"""Scrapy's own settings: what passes, what is refused, and that Scrapy reads what passes."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from menafn_crawler.check_settings import (
    COUNT,
    HEADER,
    KINDS,
    LEVEL,
    NUMBER,
    POSITIVE,
    SOME,
    SWITCH,
    check_scrapy_settings,
)
from menafn_crawler.configuration import SettingError

READERS = {SOME: Settings.getint, COUNT: Settings.getint, NUMBER: Settings.getfloat, POSITIVE: Settings.getfloat,
           SWITCH: Settings.getbool, LEVEL: Settings.get, HEADER: Settings.get}  # fmt: skip
VALUES: tuple[Any, ...] = (
    *("0", "1", "2", "8", " 3 ", "0.5", "1e3", "-1", "-0.5", "nan", "inf", "x", "", "5s", "1,5"),
    *("True", "false", "yes", "on", "INFO", "info", "NOTSET", "10"),
    *(0, 1, 2, -1, 0.5, True, False, None, float("nan"), float("inf"), [], 20),
)


@pytest.mark.parametrize("settings", [Settings(), get_project_settings()], ids=["Scrapy's", "the project's"])
def test_what_stands_there_passes(settings: Settings) -> None:
    check_scrapy_settings(settings)


@pytest.mark.parametrize("name", KINDS)
def test_every_name_is_one_of_scrapys(name: str) -> None:
    assert name in Settings()


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_what_passes_can_be_read_by_scrapy(value: Any) -> None:
    for name, kind in KINDS.items():
        with suppress(SettingError):
            check_scrapy_settings({name: value})
            READERS[kind](Settings({name: value}), name)


def test_one_line_says_what_is_allowed() -> None:
    with pytest.raises(SettingError, match=r"^DOWNLOAD_DELAY is 'abc'; allowed is a number from 0 on$"):
        check_scrapy_settings({"DOWNLOAD_DELAY": "abc", "RETRY_TIMES": "0"})


@pytest.mark.parametrize(
    ("name", "passing", "refused"),
    [
        ("CONCURRENT_REQUESTS", ["1", 32], ["0", "x", "1.5", "-3", "", None]),
        ("RETRY_TIMES", ["0", 3], ["-1", "many"]),
        ("DOWNLOAD_DELAY", ["0", "0.25", 2], ["-1", "abc", "nan", "inf", "1,5"]),
        ("AUTOTHROTTLE_TARGET_CONCURRENCY", ["0.5", 1.0], ["0", "-1", "nan"]),
        ("ROBOTSTXT_OBEY", ["1", "0", "True", "false", True], ["yes", "2", "", None]),
        ("USER_AGENT", ["me/1.0 (x@example.org)", "", None], ["a\nX-Evil: 1", "a\r", "\x1b[0m", "é", 7]),
        ("LOG_LEVEL", ["DEBUG", "WARN", 10], ["debug", "10", "LOUD", "", None]),
    ],
)
def test_values(name: str, passing: list[Any], refused: list[Any]) -> None:
    for value in passing:
        check_scrapy_settings({name: value})
    for value in refused:
        with pytest.raises(SettingError, match=name):
            check_scrapy_settings({name: value})
