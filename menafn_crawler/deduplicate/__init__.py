"""Find copies: MinHash candidates, the comparison of two texts, and stories made of publications."""

from menafn_crawler.deduplicate.alignment import Gap, align
from menafn_crawler.deduplicate.differences import Differences, only_figures
from menafn_crawler.deduplicate.facts import Facts
from menafn_crawler.deduplicate.minhash import (
    BANDS,
    ROWS,
    SCHEME,
    bands,
    jaccard,
    jaccard_of_numbers,
    signature,
    signature_number,
)
from menafn_crawler.deduplicate.overrides import Overrides, OverridesError, read_overrides
from menafn_crawler.deduplicate.publications import Publication, in_order
from menafn_crawler.deduplicate.release_facts import ReleaseFacts
from menafn_crawler.deduplicate.similarity import COPIED, SHORTEST_NEAR, Similarity, compare, worth_comparing
from menafn_crawler.deduplicate.spelling import skeleton
from menafn_crawler.deduplicate.stories import (
    SHORTEST,
    USUAL_DAYS,
    Kind,
    Pair,
    Relation,
    Shared,
    SharedText,
    latest_takes,
    relations,
    same_headline,
)
from menafn_crawler.deduplicate.tokens import TokenizedText
from menafn_crawler.deduplicate.translation import (
    LANGUAGES,
    NEAR_IDS,
    Release,
    TranslationEvidence,
    are_near,
    best_pairs,
    compare_releases,
    worth_translating,
)

__all__ = [
    "BANDS",
    "COPIED",
    "LANGUAGES",
    "NEAR_IDS",
    "ROWS",
    "SCHEME",
    "SHORTEST",
    "SHORTEST_NEAR",
    "USUAL_DAYS",
    "Differences",
    "Facts",
    "Gap",
    "Kind",
    "Overrides",
    "OverridesError",
    "Pair",
    "Publication",
    "Relation",
    "Release",
    "ReleaseFacts",
    "Shared",
    "SharedText",
    "Similarity",
    "TokenizedText",
    "TranslationEvidence",
    "align",
    "are_near",
    "bands",
    "best_pairs",
    "compare",
    "compare_releases",
    "in_order",
    "jaccard",
    "jaccard_of_numbers",
    "latest_takes",
    "only_figures",
    "read_overrides",
    "relations",
    "same_headline",
    "signature",
    "signature_number",
    "skeleton",
    "worth_comparing",
    "worth_translating",
]
