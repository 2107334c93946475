"""Small pairs that were decided wrongly once: the reported ones, in both orders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.deduplicate import TokenizedText, compare
from menafn_crawler.normalise import content_hash

CASES = [
    case
    for language in ("english", "arabic")
    for case in json.loads((Path(__file__).parent / "cases" / f"{language}.json").read_text("utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=[case["kind"] for case in CASES])
def test_a_pair_is_one_story_or_two(case: dict[str, Any]) -> None:
    for one, other in ((case["first"], case["other"]), (case["other"], case["first"])):
        similarity = compare(TokenizedText(one), TokenizedText(other))
        same = content_hash(one) == content_hash(other) or (similarity.near and not similarity.part)
        assert same is case["same_story"]
