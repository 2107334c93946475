"""The second process: reads the pages it is sent, in order, until the stream ends, which is when its crawl does.

``python -m menafn_crawler.extract.reader`` with a socket as its standard input; the crawl starts it.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from typing import BinaryIO

from menafn_crawler.extract import frames
from menafn_crawler.extract.page import ArticlePage, extract
from menafn_crawler.items import Article
from menafn_crawler.parse.page import UnreadablePage

Answer = Article | UnreadablePage | None
"""The article; why no layout reads the page; None for an error of ours, which shows when the crawl reads the page."""


def answer(page: ArticlePage) -> Answer:
    """Read a page. Raises nothing."""
    try:
        return extract(page)
    except UnreadablePage as error:
        return error
    except Exception:  # noqa: BLE001 - whatever it is, the crawl meets it again, with the page at hand
        return None


def serve(pages: BinaryIO, answers: BinaryIO) -> None:
    """Answer every page of one stream on the other."""
    while len(head := pages.read(frames.HEAD)) == frames.HEAD:
        size = frames.length(head)
        pickled = pages.read(size)
        if len(pickled) < size:
            return
        answers.write(frames.packed(answer(frames.unpacked(pickled))))
        answers.flush()


def main() -> None:
    """Serve the socket that is standard input."""
    with socket.socket(fileno=sys.stdin.fileno()) as stream, contextlib.suppress(ConnectionError):
        serve(stream.makefile("rb"), stream.makefile("wb"))


if __name__ == "__main__":
    main()
