"""Feeds as json."""

from __future__ import annotations

from menafn_crawler.exporters.feed import FeedExporter


class JsonExporter(FeedExporter):
    """Writes a feed as json."""

    suffix = "json"
