"""The memory limit counts what a crawl needs itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.crawls import PROJECT

STARTED_BY_A_LARGE_PROGRAM = """
import subprocess, sys
filled = bytearray(b"x" * 400_000_000)
code = '''
from scrapy.utils.test import get_crawler
from menafn_crawler.extensions.memory_usage import OwnMemoryUsage
print(OwnMemoryUsage.from_crawler(get_crawler(settings_dict={"MEMUSAGE_ENABLED": True})).get_virtual_size())
'''
sys.exit(subprocess.run([sys.executable, "-c", code]).returncode)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands the peak on")
def test_the_memory_of_the_program_that_starts_a_crawl_does_not_count() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTED_BY_A_LARGE_PROGRAM], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert 10_000_000 < int(done.stdout) < 300_000_000
