"""Spider that fetches the articles of a URL list."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import IO, ClassVar

from scrapy import Request

from menafn_crawler.bounds import printable
from menafn_crawler.discover import ListedUrl, list_key, read_url_list
from menafn_crawler.items import Candidate
from menafn_crawler.spiders.argument_values import STANDARD_INPUT
from menafn_crawler.spiders.articles import ArticleSpider
from menafn_crawler.store import queue, selection_sql

_BATCH = 500
"""URLs that are stored in one transaction."""
_LONGEST_LINE = 8_192
_LONGEST_SHOWN = 200


class MenafnUrlsSpider(ArticleSpider):
    """Fetch the articles of a file or standard input: one URL a line, in any form the site has used."""

    name = "menafn_urls"
    allowed_arguments: ClassVar[frozenset[str]] = ArticleSpider.allowed_arguments | {"file"}

    @property
    def _key(self) -> str:
        return list_key("file", str(self.arguments.file))

    def list_keys(self) -> frozenset[str]:
        """Return the key of the file."""
        return frozenset({self._key})

    def prepare(self) -> None:
        """Forget the URLs that the file had in an earlier run."""
        super().prepare()
        with self.session.database.write() as connection:
            selection_sql.forget(connection, [self._key])

    async def discover(self) -> AsyncIterator[Request]:
        """Store the articles of the list as candidates; the queue requests those that are not stored."""
        try:
            with self._opened() as file:
                listed = read_url_list(_lines(file), self.site)
                while batch := list(islice(listed, _BATCH)):
                    self._remember(batch)
        except OSError as error:
            self.count("list/failed")
            self.logger.warning("%s could not be read to its end: %s", self.arguments.file, error.strerror)
        return
        yield  # it asks for nothing but articles

    def _opened(self) -> AbstractContextManager[IO[bytes]]:
        path = self.arguments.file
        assert path is not None
        return nullcontext(sys.stdin.buffer) if path == STANDARD_INPUT else path.open("rb")

    def _remember(self, listed: Sequence[ListedUrl]) -> None:
        for address in (address for address in listed if address.article is None):
            self.count("address/rejected")
            self.logger.warning(
                "line %d: %s %s", address.line, printable(repr(address.text), _LONGEST_SHOWN), address.reason
            )
        named = [address.article for address in listed if address.article is not None]
        with self.session.database.write() as connection:
            candidates = [Candidate(article.article_id, article.published) for article in named]
            brought = queue.remember(connection, candidates, self.session.now_text())
            ids = [candidate.article_id for candidate in candidates]
            self.note_shown(connection, self._key, ids)
            now = self.session.queue_now_text(connection)
            again = queue.ask_again(connection, self.session.run_id, ids, now)
        self.count("address/read", len(named))
        self.count("list/stored", brought.stored)
        self.count("candidate/new", brought.new)
        self.count("candidate/reopened", brought.reopened + len(again))
        self.resume()


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of *file*, each cut after ``_LONGEST_LINE`` bytes."""
    while line := file.readline(_LONGEST_LINE):
        rest = line
        while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST_LINE)
        yield line
