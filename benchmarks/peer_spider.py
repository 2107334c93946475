"""What a user would write instead: Scrapy finds the articles, trafilatura reads them, SQLite keeps them.

scrapy runspider peer_spider.py -a site=ADDRESS -a store=FILE
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.http import Response
from trafilatura import bare_extraction

SCHEMA = "CREATE TABLE articles (url TEXT PRIMARY KEY, title TEXT, day TEXT, body TEXT)"


class PeerSpider(scrapy.Spider):
    name = "peer"

    def __init__(self, site: str, store: str) -> None:
        super().__init__()
        self.site = site
        self.database = sqlite3.connect(store, isolation_level=None)
        self.database.execute(SCHEMA)

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(self.site + "/qn_news_sections.aspx?src=s", callback=self.parse_list)

    def parse_list(self, response: Response) -> Iterator[Any]:
        for href in response.css(".entry-title a::attr(href), ul.popular-news-list > li > a::attr(href)").getall():
            path = href.split("menafn.com")[-1].split("?")[0]
            if path.startswith("/1"):
                yield scrapy.Request(self.site + path, callback=self.parse_article)
        for href in response.css(".pagination a::attr(href)").getall():
            yield response.follow(href, callback=self.parse_list)

    def parse_article(self, response: Response) -> None:
        read = bare_extraction(response.text, url=response.url, with_metadata=True)
        row = (response.url, read.title, read.date, read.text) if read is not None else (response.url, None, None, None)
        self.database.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", row)

    def closed(self, reason: str) -> None:
        self.database.close()
