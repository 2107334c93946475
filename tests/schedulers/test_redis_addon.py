"""What the address of a Redis changes in Scrapy's settings, and that nothing changes without one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from menafn_crawler.schedulers.redis_addon import RedisAddon
from menafn_crawler.spiders.menafn import MenafnSpider
from tests.crawls import ASIA, PROJECT, command
from tests.sites import SmallSite, Story, newsroom

STORE = "postgresql+psycopg://menafn@localhost/menafn"


def settings_of(**given: str) -> Settings:
    settings = Settings()
    settings.setmodule("menafn_crawler.settings")
    settings.update(given, "cmdline")
    return settings


def test_without_an_address_nothing_is_shared() -> None:
    with pytest.raises(NotConfigured):
        RedisAddon.from_crawler(Crawler(MenafnSpider, settings_of()))


def test_with_one_queue_pace_and_signs_of_life_are() -> None:
    settings = settings_of(MENAFN_REDIS_URL="redis://localhost", MENAFN_STORE=STORE)
    before = settings.copy_to_dict()
    RedisAddon().update_settings(settings)
    changed = {name for name, value in settings.copy_to_dict().items() if value != before.get(name)}
    assert changed == {"SCHEDULER", "DOWNLOAD_DELAY_JITTER", "EXTENSIONS", "DOWNLOADER_MIDDLEWARES"}
    assert "menafn_crawler.extensions.workers.Workers" in settings["EXTENSIONS"]
    assert "menafn_crawler.middlewares.shared_pace.SharedPaceMiddleware" in settings["DOWNLOADER_MIDDLEWARES"]


def test_a_crawl_needs_no_redis_package(tmp_path: Path) -> None:
    without = (
        "import sys; sys.modules['redis'] = sys.modules['scrapy_redis'] = None; from scrapy.cmdline import execute"
    )
    with SmallSite(newsroom(Story(1109547045))) as site:
        arguments = command(site.url, tmp_path, *ASIA)[3:]
        done = subprocess.run(
            [sys.executable, "-c", f"{without}; execute()", *arguments], cwd=PROJECT, capture_output=True, check=False
        )
    assert done.returncode == 0, done.stderr[-800:]
    assert "1109547045" in (tmp_path / "articles.jsonl").read_text()
