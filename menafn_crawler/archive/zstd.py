"""Zstandard, from the standard library or the package ``backports.zstd``; optional."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


def zstd_module() -> Any:
    """Return the module; None if neither is installed."""
    try:
        return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    except ImportError:
        return None
