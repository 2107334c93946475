"""Local feed files: ``-O`` replaces the old file in one step when the crawl has ended, ``-o`` appends to it."""

from __future__ import annotations

import io
import tempfile
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import IO, Any, BinaryIO

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage

from menafn_crawler.export import SUFFIXES, format_of, suffix_of
from menafn_crawler.store import StagedFile, stage_file

_ALIASES = {"jsonlines": "jsonl", "jl": "jsonl"}
"""Scrapy's other names for a format."""
_PLACEHOLDER = "%("


class FeedError(Exception):
    """A feed that cannot be written; the message says why in one line."""


def feed_path(uri: str, feed_format: str) -> PurePath:
    """Return a name whose suffix is the feed's format: the one asked for, else that of the URI.

    >>> feed_path("asia.csv.gz", "gz").name, feed_path("stdout:", "jl").name
    ('asia.csv.gz', 'feed.jsonl')
    """
    wanted = _ALIASES.get(feed_format, feed_format)
    path = PurePath(uri)
    return PurePath(path.name) if wanted in ("gz", suffix_of(path)) else PurePath(f"feed.{wanted}")


class AtomicFileStorage(FileFeedStorage):
    """Scrapy's file storage; a file that is overwritten is replaced when it is complete."""

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        self._format = str((feed_options or {}).get("format"))
        self._postprocessed = "postprocessing" in (feed_options or {})
        self._open = ExitStack()
        self._staged: StagedFile | None = None
        self.stages = False
        """True once open if the file is written by ``stage`` and not by what ``open`` returned."""

    @property
    def replaces(self) -> bool:
        """False if the file is written to directly: to append to it, or because it is a device or a pipe."""
        path = Path(self.path)
        return self.write_mode == "wb" and (path.is_file() or not path.exists())

    def check(self) -> None:
        """Raise FeedError now, and not after hours, if the file cannot be written."""
        path, named = Path(self.path), feed_path(self.path, self._format)
        found = format_of(named)
        if found is None:
            allowed = ", ".join(f".{suffix}" for suffix in SUFFIXES)
            raise FeedError(f"the feed {path} ends in no known format; allowed are {allowed}")
        if (missing := found[0].missing_library()) is not None:
            raise FeedError(f"cannot write the feed {path}: {missing}")
        if not found[0].appendable and self.write_mode == "ab" and path.is_file() and path.stat().st_size:
            raise FeedError(
                f"{path} is there already, and {suffix_of(named)} cannot be appended to; allowed are -O, or -o to a"
                " .jsonl"
            )
        try:
            self._check_place(path)
        except OSError as error:
            raise FeedError(f"cannot write the feed {self.path}: {error.strerror}") from error

    def _check_place(self, path: Path) -> None:
        """Raise OSError if the place cannot be written to. Its name may hold ``%(time)s``, known only at the start."""
        if path.exists() and not self.replaces:
            path.open("ab").close()
            return
        parent = next(parent for parent in path.parents if _PLACEHOLDER not in str(parent))
        parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=parent).close()

    def open(self, spider: Spider) -> IO[bytes]:
        """Return the file to write to; of one that is replaced an empty stand-in, since ``stage`` gives the file.

        Scrapy's post-processing wraps the file now, so that file is staged now.
        """
        if not self.replaces:
            return super().open(spider)
        self.stages = not self._postprocessed
        return io.BytesIO() if self.stages else self.stage()

    def stage(self) -> BinaryIO:
        """Return the new file. Called when its articles are known, so that a crawl killed before leaves no part."""
        file, self._staged = self._open.enter_context(stage_file(Path(self.path).resolve()))
        return file

    def store(self, file: IO[bytes]) -> None:
        """Replace the old file, at the end of a symbolic link if it is one."""
        if self._staged is None:
            file.close()
            return
        self._open.close()
        self._staged.commit()
        self._staged = None

    def discard(self) -> None:
        """Leave the old file as it is."""
        if self._staged is not None:
            self._open.close()
            self._staged.discard()
            self._staged = None
