"""Templates of sibling releases: texts that share most of their words and are different stories.

``siblings.json`` holds them by kind. The first half of each kind's templates was looked at while the rule was made, the
other half was held out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Template:
    """A release with slots in braces."""

    title: str
    body: str
    fixed: frozenset[str]
    """Slots that siblings have in common."""


def _read() -> dict[str, tuple[Template, ...]]:
    kinds = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return {
        kind: tuple(Template(one["title"], one["body"], frozenset(one["fixed"])) for one in templates)
        for kind, templates in kinds.items()
    }


KINDS = _read()
