"""MinHash signatures: a few bytes per text from which similar texts are found.

``rensa`` gives the same estimates as ``datasketch`` in an eighth of the time (``python -m benchmarks duplicates``)
and has no dependencies.
"""

from __future__ import annotations

import struct
from collections.abc import Collection

from rensa import RMinHash

BANDS = 32
ROWS = 2
"""Values in a band. With two, texts that share 40 percent of all their shingles become candidates in 996 of 1,000
cases; unrelated texts, which share less than 1 percent, in three of 1,000."""
_SEED = 1109547045
_SIZE = BANDS * ROWS
SCHEME = f"words3 rminhash{RMinHash.ALGORITHM_VERSION} {_SIZE} seed {_SEED}"
"""How a signature was made. Signatures of different schemes cannot be compared."""
_PACKED = struct.Struct(f">{_SIZE}I")
_PAIRS = struct.Struct(f">{BANDS}q")
_LOW = int.from_bytes(b"\x7f\xff\xff\xff" * _SIZE)
_HIGH = int.from_bytes(b"\x80\x00\x00\x00" * _SIZE)
"""Bit masks: all bits of each value but the highest, and the highest. With them one operation compares all values."""
_GOLDEN = 0x9E3779B97F4A7C15


def signature(shingles: Collection[str]) -> bytes:
    """Return the MinHash signature. Order and repetition of *shingles* do not matter."""
    minhash = RMinHash(num_perm=_SIZE, seed=_SEED)
    minhash.update(list(shingles))
    return _PACKED.pack(*minhash.digest())


def bands(signed: bytes) -> tuple[int, ...]:
    """Return the LSH keys of a signature, 64 bits each. Similar texts have at least one in common."""
    return tuple((pair ^ salt) for pair, salt in zip(_PAIRS.unpack(signed), _SALTS, strict=True))


def jaccard(one: bytes, other: bytes) -> float:
    """Estimate the Jaccard similarity (0 to 1) of two texts' shingles from their signatures."""
    return jaccard_of_numbers(signature_number(one), signature_number(other))


def signature_number(signed: bytes) -> int:
    """Return a signature as the number that :func:`jaccard_of_numbers` takes."""
    return int.from_bytes(signed)


def jaccard_of_numbers(one: int, other: int) -> float:
    """Return the same estimate as :func:`jaccard`, for texts that are compared with many."""
    differing = one ^ other
    return 1 - ((((differing & _LOW) + _LOW) | differing) & _HIGH).bit_count() / _SIZE


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


_SALTS = tuple(_signed(number * _GOLDEN % (1 << 64)) for number in range(BANDS))
"""One per band, so that equal values in different bands give different keys."""
