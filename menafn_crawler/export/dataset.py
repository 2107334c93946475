"""The data set's files, written from the store."""

from __future__ import annotations

from pathlib import Path

from menafn_crawler.export.atomic import replacing
from menafn_crawler.export.formats import FORMATS
from menafn_crawler.items import ARTICLE_FIELDS
from menafn_crawler.store import articles
from menafn_crawler.store.database import Database


def export(database: Database, path: Path, *, copies: bool = False) -> int:
    """Write every article to *path*, in the format that its suffix names; the number written."""
    write = FORMATS[path.suffix.lstrip(".")]
    with database.read() as connection, replacing(path) as file:
        return write(file, articles.iterate(connection, copies=copies), ARTICLE_FIELDS)
