"""``menafn-crawler`` and ``python -m menafn_crawler``: the ``scrapy`` command with the settings of this project.

It works in any directory; a relative data directory counts from there.
"""

from __future__ import annotations

import os
import sys

from scrapy.cmdline import execute

SETTINGS = "menafn_crawler.settings"


def main() -> None:
    """Run the Scrapy command that the program's arguments name, e.g. ``menafn-crawler crawl menafn``."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = SETTINGS
    execute(["menafn-crawler", *sys.argv[1:]])


if __name__ == "__main__":
    main()
