"""Feeds as parquet."""

from __future__ import annotations

from menafn_crawler.exporters.feed import FeedExporter


class ParquetExporter(FeedExporter):
    """Writes a feed as parquet."""

    suffix = "parquet"
