"""One story, many wires: which article said it first."""

from menafn_crawler.deduplicate.fingerprints import comparable, content_hash
from menafn_crawler.deduplicate.likeness import COPIED, SHORTEST_NEAR, Likeness, compare, likely
from menafn_crawler.deduplicate.sketch import BANDS, ROWS, SCHEME, bands, resemblance
from menafn_crawler.deduplicate.verdict import (
    SHORTEST,
    USUAL_DAYS,
    Kind,
    Relation,
    Repeats,
    Telling,
    in_order,
    latest_takes,
    relations,
)
from menafn_crawler.deduplicate.wording import FIGURE, Wording

__all__ = [
    "BANDS",
    "COPIED",
    "FIGURE",
    "ROWS",
    "SCHEME",
    "SHORTEST",
    "SHORTEST_NEAR",
    "USUAL_DAYS",
    "Kind",
    "Likeness",
    "Relation",
    "Repeats",
    "Telling",
    "Wording",
    "bands",
    "comparable",
    "compare",
    "content_hash",
    "in_order",
    "latest_takes",
    "likely",
    "relations",
    "resemblance",
]
