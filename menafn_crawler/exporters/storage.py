"""Feed files that are whole or not there: ``-O`` replaces the old file only when the crawl has ended."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage

from menafn_crawler.export import FORMATS
from menafn_crawler.store import atomic_write


class FeedError(Exception):
    """A feed that cannot be written; the message says why in one line."""


class AtomicFileStorage(FileFeedStorage):
    """Scrapy's file storage, but ``-O`` writes aside and replaces at the end; ``-o`` appends as ever."""

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        self._format = (feed_options or {}).get("format")

    @property
    def _in_place(self) -> bool:
        """Whether the file is written to directly: to append, or since it is a device or a pipe."""
        path = Path(self.path)
        return self.write_mode != "wb" or (path.exists() and not path.is_file())

    def check(self) -> None:
        """Try the place. Raises FeedError now, and not after hours, when it cannot be written to."""
        path = Path(self.path)
        kind = FORMATS.get(str(self._format))
        if kind is not None and (missing := kind.missing_library()) is not None:
            raise FeedError(f"cannot write the feed {path}: {missing}")
        grows = kind is None or kind.appendable
        if not grows and self.write_mode == "ab" and path.is_file() and path.stat().st_size:
            raise FeedError(
                f"{path} is there already, and {self._format} cannot be appended to; allowed are -O, or -o to a .jsonl"
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if self._in_place:
                path.open("ab").close()
            else:
                tempfile.TemporaryFile(dir=path.parent).close()
        except OSError as error:
            raise FeedError(f"cannot write the feed {self.path}: {error.strerror}") from error

    def open(self, spider: Spider) -> IO[bytes]:
        """The file to write to."""
        if self._in_place:
            return super().open(spider)
        path = Path(self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=path.parent)

    def store(self, file: IO[bytes]) -> None:
        """Put the finished feed in its place, behind a symbolic link if it stands behind one."""
        if self._in_place:
            file.close()
            return
        file.seek(0)
        with file, atomic_write(Path(self.path).resolve()) as target:
            shutil.copyfileobj(file, target)
