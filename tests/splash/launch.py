"""Starts Splash 3.5 on a Python that is newer than it: ``.splash/bin/python tests/splash/launch.py --port 8050``."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

_loads: Callable[..., Any] = json.loads


def loads(text: str | bytes, *, encoding: str | None = None, **options: Any) -> Any:
    """``json.loads`` as Python 3.8 had it: *encoding* was without effect then, and is an error since."""
    return _loads(text, **options)


if __name__ == "__main__":
    vars(json)["loads"] = loads
    import_module("splash.server").main()
