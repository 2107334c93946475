"""The other end of a process of ours: does the work it is sent, in order, until the stream ends with its sender."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from menafn_crawler.extract import frames
from menafn_crawler.items import Article
from menafn_crawler.parse import UnreadablePage
from menafn_crawler.reading import ArticlePage, extract

Answer = Article | UnreadablePage | None
"""The article; why no layout reads the page; None for an error of ours, which shows when the sender reads the page."""


def answer(page: ArticlePage) -> Answer:
    """Read a page. Raises nothing."""
    try:
        return extract(page)
    except UnreadablePage as error:
        return error
    except Exception:  # noqa: BLE001 - whatever it is, the sender meets it again, with the page at hand
        return None


def serve(asked: BinaryIO, answers: BinaryIO, work: Callable[[Any], Any]) -> None:
    """Answer everything that comes on one stream on the other."""
    while len(head := asked.read(frames.HEAD)) == frames.HEAD:
        size = frames.length(head)
        pickled = asked.read(size)
        if len(pickled) < size:
            return
        answers.write(frames.packed(work(frames.unpacked(pickled))))
        answers.flush()


def main(work: Callable[[Any], Any]) -> None:
    """Serve the socket that is standard input."""
    with socket.socket(fileno=sys.stdin.fileno()) as stream, contextlib.suppress(ConnectionError):
        serve(stream.makefile("rb"), stream.makefile("wb"), work)
