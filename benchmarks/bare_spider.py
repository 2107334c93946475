"""What one writes in ten minutes: title, date and text of every article, Scrapy's default settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    name = "bare"

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site = site

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(self.site + "/qn_news_sections.aspx?src=s", callback=self.parse_list)

    def parse_list(self, response: Response) -> Iterator[Any]:
        for href in response.css(".entry-title a::attr(href), ul.popular-news-list > li > a::attr(href)").getall():
            path = href.split("menafn.com")[-1].split("?")[0]
            if path.startswith("/1"):
                yield scrapy.Request(self.site + path, callback=self.parse_article)
        for href in response.css(".pagination a::attr(href)").getall():
            yield response.follow(href, callback=self.parse_list)

    def parse_article(self, response: Response) -> Iterator[Any]:
        yield {
            "url": response.url,
            "title": response.css("h1.main-entry-title::text").get(),
            "date": response.css("span.entry-date::text").get(),
            "text": "\n".join(response.css("#ContentPlaceHolder1_div_story div.entry-summary ::text").getall()),
        }
