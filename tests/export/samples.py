"""Articles and stores to export."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import insert

from menafn_crawler.items import Article
from menafn_crawler.store import Database, candidates
from menafn_crawler.store import articles as stored
from menafn_crawler.store.schema import articles as table
from tests.articles import article_of

PAGE = b"""<html><h1>Title</h1><p>2025-05-14 04:44:27</p>
<p>(MENAFN- X) Dredgers have begun to widen the harbour mouth.</p>
<p>Larger grain ships can enter at low water from June on.</p>
<p>MENAFN14052025000045015687ID1109547045</p><p>Legal Disclaimer:</p></html>"""


def article(**changes: Any) -> Article:
    """A finished article with some fields changed."""
    return replace(article_of(PAGE), **changes)


def fill(database: Database, *articles: Article) -> None:
    """Put articles into the store as they are, relations and all."""
    known = {"url": "", "first_seen_at": "", "state": "stored", "attempts": 1, "gone_looks": 0}
    with database.write() as connection:
        connection.execute(insert(candidates), [known | {"article_id": one.article_id} for one in articles])
        connection.execute(insert(table), [stored.row_of(one) for one in articles])


def slow_export(seconds: float) -> str:
    """A program for ``python -c`` that is ``scrapy``, but takes so long for each row that it exports."""
    return f"""
import sys, time
from menafn_crawler.export import file_writer
count = file_writer._RowCounter.count
def slowly(self, rows):
    for row in count(self, rows):
        time.sleep({seconds})
        yield row
file_writer._RowCounter.count = slowly
from scrapy.cmdline import execute
execute(["scrapy", *sys.argv[1:]])
"""
