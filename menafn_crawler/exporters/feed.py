"""The part of a feed exporter that all formats share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, ClassVar, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exporters import BaseItemExporter

from menafn_crawler.export.formats import FORMATS
from menafn_crawler.extensions.session import Session
from menafn_crawler.items import ARTICLE_FIELDS
from menafn_crawler.store import articles


class FeedExporter(BaseItemExporter):
    """Collects the numbers of the articles that a run gives out, and writes them as the store knows them at the end."""

    suffix: ClassVar[str]
    """Name of the format in ``export.formats``."""

    def __init__(self, file: BinaryIO, crawler: Crawler, **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self._file = file
        self._crawler = crawler
        self._ids: list[int] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: BinaryIO, **options: Any) -> Self:
        """Scrapy's constructor."""
        return cls(file, crawler, **options)

    def export_item(self, item: Any) -> None:
        """Remember the article."""
        self._ids.append(ItemAdapter(item)["article_id"])

    def finish_exporting(self) -> None:
        """Write the articles by rising number."""
        session = Session.of(self._crawler)
        columns = self._columns()
        with session.database.read() as connection:
            found = articles.iterate_some(connection, self._ids, copies=session.configuration.keep_duplicates)
            FORMATS[self.suffix](self._file, found, columns)

    def _columns(self) -> tuple[str, ...]:
        chosen: Iterable[str] = self.fields_to_export or ARTICLE_FIELDS
        return tuple(name for name in chosen if name in ARTICLE_FIELDS)
