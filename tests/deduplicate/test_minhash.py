"""Sketches: like texts are found by a key in common, and the estimate is near the truth."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import BANDS, ROWS, SCHEME, bands, jaccard
from menafn_crawler.deduplicate.minhash import signature

SETS = st.lists(st.text(min_size=1), min_size=1, max_size=30, unique=True)


def overlapping(common: float, seed: int, size: int = 300) -> tuple[list[str], list[str]]:
    """Two sets of which this share of all members is common."""
    both = int(size * 2 * common / (1 + common))
    names = [f"{seed} {n}" for n in range(2 * size)]
    return names[:size], names[size - both : 2 * size - both]


def test_a_sketch_has_the_same_bytes_on_every_machine() -> None:
    assert signature(["one two three", "two three four"])[:16].hex() == "c8cb1ab6f2832162eeb208b2ca92d796"
    assert SCHEME == "words3 rminhash2 64 seed 1109547045"


@given(SETS)
def test_the_order_means_nothing_and_a_set_resembles_itself(shingles: list[str]) -> None:
    one, other = signature(shingles), signature([*shingles[::-1], shingles[0]])
    assert one == other
    assert jaccard(one, other) == 1
    assert len(one) == 4 * BANDS * ROWS
    assert len(bands(one)) == BANDS


@given(st.binary(min_size=4 * BANDS * ROWS, max_size=4 * BANDS * ROWS), st.integers(0, BANDS * ROWS - 1))
def test_values_are_counted_one_by_one(one: bytes, place: int) -> None:
    changed = bytearray(one)
    changed[4 * place + 3] ^= 1
    assert jaccard(one, bytes(changed)) == pytest.approx(1 - 1 / (BANDS * ROWS))


@pytest.mark.parametrize("common", [0.1, 0.3, 0.5, 0.9])
def test_the_estimate_is_near_the_truth(common: float) -> None:
    pairs = [overlapping(common, seed) for seed in range(40)]
    found = [jaccard(signature(one), signature(other)) for one, other in pairs]
    assert sum(found) / len(found) == pytest.approx(common, abs=0.03)
    assert max(abs(estimate - common) for estimate in found) < 0.2


def share_with_a_key(common: float) -> float:
    pairs = [tuple(map(signature, overlapping(common, seed))) for seed in range(400)]
    return sum(bool(set(bands(one)) & set(bands(other))) for one, other in pairs) / len(pairs)


def test_like_texts_have_a_key_in_common_and_strangers_rarely() -> None:
    assert share_with_a_key(0.4) > 0.99
    assert share_with_a_key(0.3) > 0.93
    assert share_with_a_key(0.01) < 0.03


def test_a_pair_of_values_in_another_band_is_another_key() -> None:
    same = signature([str(Random(1).random())])
    assert len(set(bands(same[:8] * BANDS))) == BANDS
