"""``python -m menafn_crawler.archive``: the process that reads parts of archives for another one; see ``workers``."""

from __future__ import annotations

import gc

from menafn_crawler.archive.reading import read_part
from menafn_crawler.extract.reader import main

SELDOM = 100_000
"""Objects after which cycles are looked for: a page leaves hardly any, and looking costs a tenth of its time."""

if __name__ == "__main__":
    gc.freeze()
    gc.set_threshold(SELDOM)
    main(read_part)
