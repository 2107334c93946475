"""The articles that a list shows."""

from __future__ import annotations

from collections.abc import Iterable

from menafn_crawler.items import Candidate
from menafn_crawler.normalise import article_address


def read_candidates(hrefs: Iterable[str], section: str | None, base: str) -> list[Candidate]:
    """The articles that *hrefs* lead to, each once, in order; an address with a slug is preferred to one without."""
    found: dict[int, Candidate] = {}
    for href in hrefs:
        address = article_address(href, base)
        if address is None:
            continue
        known = found.get(address.article_id)
        if known is None or (known.url.endswith("/") and address.slug):
            found[address.article_id] = Candidate(address.article_id, address.published, section)
    return list(found.values())
