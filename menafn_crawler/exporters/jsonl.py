"""Feeds as jsonl."""

from __future__ import annotations

from menafn_crawler.exporters.feed import FeedExporter


class JsonLinesExporter(FeedExporter):
    """Writes a feed as jsonl."""

    suffix = "jsonl"
