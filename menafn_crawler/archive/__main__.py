"""``python -m menafn_crawler.archive``: the process that reads parts of archives for another one; see ``workers``."""

from __future__ import annotations

from menafn_crawler.archive.reading import read_part
from menafn_crawler.extract.collecting import collect_seldom
from menafn_crawler.extract.reader import main

if __name__ == "__main__":
    collect_seldom()
    main(read_part)
