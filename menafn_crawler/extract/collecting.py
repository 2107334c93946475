"""How often Python looks for cycles in a process that reads many pages."""

from __future__ import annotations

import gc

SELDOM = 20_000
"""New objects after which it looks: a page leaves hardly any cycle, and looking costs a tenth of its time."""


def collect_seldom() -> None:
    """Look seldom from now on, and never at what is there already: modules and settings stay."""
    gc.freeze()
    gc.set_threshold(SELDOM, 20, 50)
