"""Captures to fetch from Common Crawl, in a SQLite file: memory stays flat, and a killed run resumes.

The file only repeats Common Crawl's index and may be deleted. The store alone knows which articles are stored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple
from pathlib import Path

from menafn_crawler.archive.cdx import IndexedCapture

FILE = "commoncrawl.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (source TEXT, crawl TEXT, page INTEGER, PRIMARY KEY (source, crawl, page));
CREATE TABLE IF NOT EXISTS captures (
    source TEXT, article_id INTEGER, captured_at TEXT, url TEXT, filename TEXT, offset INTEGER, length INTEGER,
    social INTEGER, crawl TEXT, outcome TEXT, first TEXT, last TEXT,
    PRIMARY KEY (source, article_id, captured_at, filename, offset)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (source TEXT, filename TEXT, read INTEGER, complete INTEGER,
    PRIMARY KEY (source, filename));
CREATE TABLE IF NOT EXISTS file_articles (source TEXT, filename TEXT, article_id INTEGER,
    PRIMARY KEY (source, filename, article_id)) WITHOUT ROWID;
"""
_COLUMNS = "article_id, captured_at, url, filename, offset, length, social"
_NEWEST_FIRST = "ORDER BY captured_at DESC, social, filename, offset"
_KEY = "source = ? AND article_id = ? AND captured_at = ? AND filename = ? AND offset = ?"
_ANY_ID = 1 << 62


class CaptureQueue:
    """Captures of one index and site. Used by one process at a time: the data directory's lock sees to that."""

    def __init__(self, directory: Path, source: str) -> None:
        """*source* names the index and the site, so that those of a mirror do not mix with Common Crawl's."""
        self._source = source
        self._connection = sqlite3.connect(directory / FILE)
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def has_page(self, crawl: str, page: int) -> bool:
        """Return True if an index page was read before."""
        query = "SELECT 1 FROM pages WHERE source = ? AND crawl = ? AND page = ?"
        return self._connection.execute(query, (self._source, crawl, page)).fetchone() is not None

    def add_page(self, crawl: str, page: int, captures: Iterable[IndexedCapture]) -> int:
        """Add the captures of an index page in one transaction; return how many are new."""
        rows = [(self._source, *astuple(capture), crawl) for capture in captures]
        with self._connection:
            before = self._connection.total_changes
            self._connection.executemany(
                f"INSERT OR IGNORE INTO captures (source, {_COLUMNS}, crawl) VALUES ({', '.join('?' * 9)})", rows
            )
            added = self._connection.total_changes - before
            self._connection.execute("INSERT OR IGNORE INTO pages VALUES (?, ?, ?)", (self._source, crawl, page))
        return added

    def articles(
        self, crawls: Iterable[str], first: int = 0, last: int = _ANY_ID, batch: int = 200
    ) -> Iterator[list[int]]:
        """Yield the ids of the captured articles from *first* to *last*, highest first, in batches."""
        names = tuple(crawls)
        query = (
            "SELECT DISTINCT article_id FROM captures WHERE source = ? AND article_id BETWEEN ? AND ?"
            f" AND crawl IN ({', '.join('?' * len(names))}) ORDER BY article_id DESC LIMIT ?"
        )
        while found := [row[0] for row in self._connection.execute(query, (self._source, first, last, *names, batch))]:
            yield found
            last = found[-1] - 1

    def captures(self, article_id: int, crawls: Iterable[str]) -> list[IndexedCapture]:
        """Return the captures of an article that may be good, newest first, the page itself before its social twin."""
        names = tuple(crawls)
        query = (
            f"SELECT {_COLUMNS} FROM captures WHERE source = ? AND article_id = ? AND outcome IS NULL"
            f" AND crawl IN ({', '.join('?' * len(names))}) {_NEWEST_FIRST}"
        )
        rows = self._connection.execute(query, (self._source, article_id, *names))
        return [IndexedCapture(*row) for row in rows]

    def reject(self, capture: IndexedCapture, reason: str) -> None:
        """Note that a capture is not a page of its article, so that no run fetches it again."""
        with self._connection:
            self._connection.execute(f"UPDATE captures SET outcome = ? WHERE {_KEY}", (reason, *self._key(capture)))

    def note_publication(self, capture: IndexedCapture, first: str, last: str) -> None:
        """Note between which instants (UTC text) an article was published that no run wanted so far."""
        with self._connection:
            self._connection.execute(
                f"UPDATE captures SET first = ?, last = ? WHERE {_KEY}", (first, last, *self._key(capture))
            )

    def publication(self, article_id: int) -> tuple[str, str] | None:
        """Return between which instants an article was published; None if that was not noted."""
        query = "SELECT first, last FROM captures WHERE source = ? AND article_id = ? AND first IS NOT NULL LIMIT 1"
        with closing(self._connection.execute(query, (self._source, article_id))) as rows:
            found: tuple[str, str] | None = rows.fetchone()
        return found

    def file_progress(self, filename: str) -> tuple[int, bool]:
        """Return how many bytes of a CC-NEWS file were read, and whether that is all of it."""
        query = "SELECT read, complete FROM files WHERE source = ? AND filename = ?"
        row = self._connection.execute(query, (self._source, filename)).fetchone()
        return (row[0], bool(row[1])) if row is not None else (0, False)

    def note_file(self, filename: str, read: int, ids: Iterable[int], *, complete: bool) -> None:
        """Note that the first *read* bytes of a CC-NEWS file are done, and which articles the last of them had."""
        rows = [(self._source, filename, article_id) for article_id in ids]
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (self._source, filename, read, complete)
            )
            self._connection.executemany("INSERT OR IGNORE INTO file_articles VALUES (?, ?, ?)", rows)

    def file_articles(self, filename: str) -> list[int]:
        """Return the ids of the articles that a CC-NEWS file was seen to have, lowest first."""
        query = "SELECT article_id FROM file_articles WHERE source = ? AND filename = ? ORDER BY article_id"
        return [row[0] for row in self._connection.execute(query, (self._source, filename))]

    def _key(self, capture: IndexedCapture) -> tuple[object, ...]:
        return self._source, capture.article_id, capture.captured_at, capture.filename, capture.offset
