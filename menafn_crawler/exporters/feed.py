"""Write feeds at the end of a crawl, from the store.

``-O`` (overwrite) holds every article that the run's arguments select, known or new, if the spider is a
``SelectionSpider``. ``-o`` (append) holds what this run found. A failed or anomalous run leaves the files.
"""

from __future__ import annotations

import gzip
import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from itemadapter import ItemAdapter
from scrapy import Spider
from scrapy.exporters import BaseItemExporter
from scrapy.extensions.feedexport import FeedExporter, FeedSlot
from sqlalchemy import Connection

from menafn_crawler.export import ARTICLES, ExportStoppedError, MissingLibraryError, write_file
from menafn_crawler.exporters.storage import AtomicFileStorage, feed_path
from menafn_crawler.extensions.gates import Gates
from menafn_crawler.extensions.outcome import Exit, Outcome
from menafn_crawler.extensions.session import Session
from menafn_crawler.items import ARTICLE_FIELDS
from menafn_crawler.spiders.selection_base import SelectionSpider
from menafn_crawler.store import StoreError, articles

logger = logging.getLogger(__name__)


class ArticleIds(BaseItemExporter):
    """Scrapy's exporter of one feed: remembers which articles the run gave out."""

    def __init__(self, file: BinaryIO, **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self.ids: list[int] = []

    def export_item(self, item: Any) -> None:
        """Remember the article."""
        self.ids.append(ItemAdapter(item)["article_id"])


class StoreFeeds(FeedExporter):
    """Scrapy's feed extension, but a feed is written when it is closed, and only if the run may publish."""

    _closing = False

    async def close_spider(self, spider: Spider) -> None:
        """Write and store all feeds."""
        self._closing = True
        await super().close_spider(spider)

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        if self._closing and not self._may_publish():
            logger.warning("%s is left as it is: this run cannot be published", slot.uri)
            if isinstance(slot.storage, AtomicFileStorage):
                slot.storage.discard()
            return
        try:
            slot.start_exporting()
            with Session.of(self.crawler).stop_signal.noticed():
                self._write(slot, spider)
        except (ExportStoppedError, OSError, StoreError, MissingLibraryError) as error:
            self.crawler.stats.inc_value("menafn/feed/failed")
            reason = "a signal ended its export" if isinstance(error, ExportStoppedError) else error
            logger.error("%s could not be written: %s", slot.uri, reason)  # noqa: TRY400
            if isinstance(slot.storage, AtomicFileStorage):
                slot.storage.discard()
            return
        await super()._close_slot(slot, spider)

    def _may_publish(self) -> bool:
        """Return False for a failed run, and for one that a quality gate holds back, whatever its exit code."""
        outcome, gates = self.crawler.get_extension(Outcome), self.crawler.get_extension(Gates)
        failed = outcome is not None and outcome.exit is Exit.NOTHING_USABLE
        return not failed and not (gates is not None and gates.breaches)

    def _write(self, slot: FeedSlot, spider: Spider) -> None:
        """Write the articles by ascending id; the slot counts them for Scrapy's log."""
        path = feed_path(slot.uri, slot.format)
        file = cast(BinaryIO, slot.file)
        columns = ARTICLES.select(_columns(slot.feed_options["fields"]))
        stop = Session.of(self.crawler).stop_signal.is_due
        with Session.of(self.crawler).database.read() as connection:
            rows = self._rows(connection, slot, spider)
            if isinstance(slot.storage, AtomicFileStorage) and slot.storage.stages:
                slot.itemcount = write_file(slot.storage.stage(), path, rows, columns, stop=stop).rows
                return
            with tempfile.TemporaryFile() as whole:  # a writer asks for its position, which a pipe does not know
                plain = PurePath(path.name.removesuffix(".gz"))
                slot.itemcount = write_file(whole, plain, rows, columns, stop=stop).rows
                whole.seek(0)
                if file.seekable() and file.tell() > 0 and plain.suffix == ".csv":
                    whole.readline()  # the names of the columns are in the file already
                processed = "postprocessing" in slot.feed_options  # perhaps by Scrapy's own GzipPlugin
                _copy(whole, file, compressed=path.suffix == ".gz" and not processed)

    def _rows(self, connection: Connection, slot: FeedSlot, spider: Spider) -> Iterator[Any]:
        session = Session.of(self.crawler)
        if self._closing and slot.feed_options.get("overwrite") and isinstance(spider, SelectionSpider):
            chosen, copies = spider.selected_articles(connection), session.configuration.keep_duplicates
            return articles.iterate_representatives(connection, chosen, copies=copies)
        found = slot.exporter.ids if isinstance(slot.exporter, ArticleIds) else []
        ids = [*found, *session.dropped_copies]  # a copy that was dropped may be an original by now
        return articles.iterate_some(connection, ids, copies=session.configuration.keep_duplicates)


def _columns(chosen: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(name for name in chosen or ARTICLE_FIELDS if name in ARTICLE_FIELDS)


def _copy(source: BinaryIO, target: BinaryIO, *, compressed: bool) -> None:
    if compressed:
        with gzip.GzipFile("", "wb", 6, target, 0) as packed:
            shutil.copyfileobj(source, packed)
    else:
        shutil.copyfileobj(source, target)
