"""Article links of a list as candidates."""

from __future__ import annotations

from collections.abc import Iterable

from menafn_crawler.items import Candidate
from menafn_crawler.normalise import article_address


def read_candidates(hrefs: Iterable[str], section: str | None, base: str) -> list[Candidate]:
    """Return the articles that *hrefs* link to, in order, each once. A URL with a slug wins over one without."""
    found: dict[int, Candidate] = {}
    for href in hrefs:
        address = article_address(href, base)
        if address is None:
            continue
        known = found.get(address.article_id)
        if known is None or (known.url.endswith("/") and address.slug):
            found[address.article_id] = Candidate(address.article_id, address.published, section)
    return list(found.values())
