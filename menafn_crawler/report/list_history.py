"""New articles of each list in the last runs, as a small chart per list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from menafn_crawler.report.figures import Run
from menafn_crawler.report.run_profile import PROFILE, RunProfile

WIDTH, HEIGHT = 160, 28
"""Size of a chart in pixels."""


@dataclass(frozen=True, slots=True)
class ListHistory:
    """One list over the last runs, oldest first. None stands for a run that did not read it."""

    key: str
    links: tuple[int | None, ...]
    """Articles on its first page."""
    new: tuple[int | None, ...]
    """Articles that it showed for the first time."""

    @property
    def points(self) -> str:
        """Return the line of new articles as the points of an SVG polyline.

        >>> ListHistory("en/us", (12, 12, 12), (0, 5, 10)).points
        '0,28 80,14 160,0'
        """
        most = max((value for value in self.new if value is not None), default=0) or 1
        step = WIDTH / max(len(self.new) - 1, 1)
        known = [(place, value) for place, value in enumerate(self.new) if value is not None]
        return " ".join(f"{place * step:g},{HEIGHT - value * HEIGHT / most:g}" for place, value in known)


def list_histories(runs: Sequence[Run]) -> list[ListHistory]:
    """Return the history of every list that one of *runs* (latest first) read, by key."""
    profiles = [RunProfile.from_json(_profile(run.counters)).lists for run in reversed(runs)]
    profiles = [lists for lists in profiles if lists]
    keys = sorted({key for lists in profiles for key in lists})
    return [
        ListHistory(
            key,
            tuple(lists[key].links if key in lists else None for lists in profiles),
            tuple(lists[key].new if key in lists else None for lists in profiles),
        )
        for key in keys
    ]


def _profile(counters: Mapping[str, object]) -> Mapping[str, Any]:
    kept = counters.get(PROFILE)
    return kept if isinstance(kept, dict) else {}
