"""The crawl's second process: reads the pages and stores the articles that it is sent, in order, until the stream ends.

``python -m menafn_crawler.store.beside`` with a socket as its standard input; the crawl starts it, and says first where
the store is.
"""

from __future__ import annotations

from contextlib import closing

from menafn_crawler.extract import reader
from menafn_crawler.extract.collecting import collect_seldom
from menafn_crawler.reading import ArticlePage
from menafn_crawler.store.keeping import Keep, Keeper, Keeping, Kept


class Beside:
    """Does what the crawl asks for. What it cannot do, the crawl does itself: the answer is None then."""

    def __init__(self) -> None:
        self._keeping: Keeping | None = None
        self._keeper: Keeper | None = None

    def answer(self, asked: object) -> reader.Answer | Kept:
        """The article of a page, the article as it was stored. Raises nothing."""
        match asked:
            case ArticlePage():
                return reader.answer(asked)
            case Keep():
                return self._kept(asked)
            case Keeping():
                self._keeping = asked
        return None

    def _kept(self, keep: Keep) -> Kept | None:
        try:
            if self._keeper is None:
                assert self._keeping is not None
                self._keeper = self._keeping.open()
            return self._keeper.keep(keep)
        except Exception:  # noqa: BLE001 - whatever it is, the crawl meets it again, with the article at hand
            return None

    def close(self) -> None:
        """Close the store, if it was opened."""
        if self._keeper is not None:
            self._keeper.close()


if __name__ == "__main__":
    collect_seldom()
    with closing(Beside()) as beside:
        reader.main(beside.answer)
