"""Feeds as csv."""

from __future__ import annotations

from menafn_crawler.exporters.feed import FeedExporter


class CsvExporter(FeedExporter):
    """Writes a feed as csv."""

    suffix = "csv"
