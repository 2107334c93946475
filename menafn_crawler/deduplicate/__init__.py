"""One story, many wires: which article said it first."""

from menafn_crawler.deduplicate.content_hash import comparable, content_hash
from menafn_crawler.deduplicate.minhash import BANDS, ROWS, SCHEME, bands, jaccard
from menafn_crawler.deduplicate.similarity import COPIED, SHORTEST_NEAR, Similarity, compare, worth_comparing
from menafn_crawler.deduplicate.stories import (
    SHORTEST,
    USUAL_DAYS,
    Kind,
    Publication,
    Relation,
    SharedText,
    in_order,
    latest_takes,
    relations,
)
from menafn_crawler.deduplicate.tokens import FIGURE, TokenizedText

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
    "Publication",
    "Relation",
    "SharedText",
    "Similarity",
    "TokenizedText",
    "bands",
    "comparable",
    "compare",
    "content_hash",
    "in_order",
    "jaccard",
    "latest_takes",
    "relations",
    "worth_comparing",
]
