"""Feeds as csv."""

from __future__ import annotations

from typing import BinaryIO

from menafn_crawler.exporters.feed import FeedExporter


class CsvExporter(FeedExporter):
    """Writes a feed as csv."""

    suffix = "csv"

    def skip_head(self, whole: BinaryIO) -> None:
        """The names of the columns."""
        whole.readline()
