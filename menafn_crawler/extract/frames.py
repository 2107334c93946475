"""Objects on a stream of bytes between two processes of ours: each one pickled, its length before it."""

from __future__ import annotations

import pickle
import struct
from typing import Any

_LENGTH = struct.Struct("!I")
HEAD = _LENGTH.size
"""Bytes of the length before each object."""


def packed(value: object) -> bytes:
    """The frame of an object."""
    pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(pickled)) + pickled


def length(head: bytes) -> int:
    """How many bytes follow the head of a frame."""
    return int(_LENGTH.unpack(head)[0])


def unpacked(pickled: bytes) -> Any:
    """The object in a frame. Only for what a process of ours has sent."""
    return pickle.loads(pickled)
