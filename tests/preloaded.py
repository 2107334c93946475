"""What the tests' fork server imports once, so that a crawl in a test starts in a third of the time.

Scrapy's settings are left out: they read the environment, which each crawl brings with it.
"""

import importlib
import pkgutil

import menafn_crawler

_OF_SCRAPY = (
    "cmdline core.downloader.handlers.http11 core.engine crawler downloadermiddlewares.cookies"
    " downloadermiddlewares.httpcompression downloadermiddlewares.redirect downloadermiddlewares.retry"
    " downloadermiddlewares.robotstxt extensions.closespider extensions.feedexport extensions.memusage"
    " extensions.spiderstate statscollectors"
).split()
_LEFT_OUT = ("settings", "replica", "schedulers", "export.arrow", "report.charts")

for _name in _OF_SCRAPY:
    importlib.import_module(f"scrapy.{_name}")
for _module in pkgutil.walk_packages(menafn_crawler.__path__, "menafn_crawler."):
    _name = _module.name.removeprefix("menafn_crawler.")
    if not _name.startswith(_LEFT_OUT) and not _name.endswith("__main__"):
        importlib.import_module(_module.name)
