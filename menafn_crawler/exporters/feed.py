"""The part of a feed exporter that all formats share."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterable
from typing import Any, BinaryIO, ClassVar, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exporters import BaseItemExporter

from menafn_crawler.export import ARTICLES, FORMATS, MissingLibraryError
from menafn_crawler.extensions.session import Session
from menafn_crawler.items import ARTICLE_FIELDS
from menafn_crawler.store import StoreError, articles

logger = logging.getLogger(__name__)


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
        """Write the articles by rising number, also those that were dropped as copies and turned out to be none."""
        try:
            self._write()
        except (OSError, StoreError, MissingLibraryError) as error:  # Scrapy would not say a word
            self._crawler.stats.inc_value("menafn/feed/failed")
            logger.error("the %s feed could not be written: %s", self.suffix, error)  # noqa: TRY400
            raise

    def _write(self) -> None:
        session = Session.of(self._crawler)
        ids = [*self._ids, *session.dropped_copies]
        with session.database.read() as connection:
            found = articles.iterate_some(connection, ids, copies=session.configuration.keep_duplicates)
            with tempfile.TemporaryFile() as whole:  # a writer asks where it stands, which a pipe does not know
                FORMATS[self.suffix].write(whole, found, ARTICLES.select(self._columns()))
                whole.seek(0)
                if self._file.seekable() and self._file.tell() > 0:
                    self.skip_head(whole)
                shutil.copyfileobj(whole, self._file)

    def skip_head(self, whole: BinaryIO) -> None:
        """Pass over what stands once at the beginning of a file, since these articles are appended to one."""

    def _columns(self) -> tuple[str, ...]:
        chosen: Iterable[str] = self.fields_to_export or ARTICLE_FIELDS
        return tuple(name for name in chosen if name in ARTICLE_FIELDS)
