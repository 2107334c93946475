"""Feed files that are whole or not there: ``-O`` replaces the old file only when the crawl has ended."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage

from menafn_crawler.export.atomic import replacing


class AtomicFileStorage(FileFeedStorage):
    """Scrapy's file storage, but ``-O`` writes aside and replaces at the end; ``-o`` appends as ever."""

    def open(self, spider: Spider) -> IO[bytes]:
        """The file to write to. Raises OSError now, not after hours, when the place cannot be written to."""
        if self.write_mode != "wb":
            return super().open(spider)
        path = Path(self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(f"{path} is a directory")
        return tempfile.TemporaryFile(dir=path.parent)

    def store(self, file: IO[bytes]) -> None:
        """Put the finished feed in its place."""
        if self.write_mode != "wb":
            file.close()
            return
        file.seek(0)
        with file, replacing(Path(self.path)) as target:
            shutil.copyfileobj(file, target)
