"""The report as one page of HTML that needs nothing else: no network, and no script but for one filter.

Raises ImportError where Jinja2 or matplotlib is not installed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from menafn_crawler.report.charts import FATES, NARROW, WIDE, articles_chart, coverage_chart
from menafn_crawler.report.figures import Figures, Provider
from menafn_crawler.report.formatting import (
    format_arguments,
    format_count,
    format_duration,
    format_elapsed,
    format_instant,
    format_share,
)
from menafn_crawler.report.key_findings import findings, replica_site, verdict
from menafn_crawler.report.list_history import list_histories
from menafn_crawler.report.time_bins import binned

PROVIDERS = 20
"""Providers that are listed; the others are added up."""
PAIRS = 15
"""Pairs of wires that are named."""

FATE_NAMES = {
    "stories": "stories",
    "copies": "copies",
    "aside": "set aside",
    "open": "open",
    "gone": "gone",
    "unknown": "unknown",
}
FATE_MEANINGS = {
    "stories": "stored, each text once",
    "copies": "stored, the same text by another wire",
    "aside": "the page could not be read",
    "open": "known, still to be fetched",
    "gone": "the site says there is no such article",
    "unknown": "issued, and no list has shown it",
}
_RUN_COUNTERS = {
    "new": "menafn/article/stored",
    "corrected": "menafn/article/corrected",
    "gone": "menafn/article/gone",
    "put back": "menafn/article/put_back",
    "set aside": "menafn/article/set_aside",
}


TEMPLATES = Path(__file__).parent / "templates"
SCRIPT = (TEMPLATES / "filter.js").read_text(encoding="utf-8")
"""The page's only script. The page's content security policy has its hash, so no other script runs."""


@dataclass(frozen=True, slots=True)
class Making:
    """When the report was made (UTC text), of which store, and the zone of its days."""

    now: str
    store: str
    zone: str


def render(figures: Figures, making: Making) -> str:
    """Return the page. The same figures and *making* give the same text."""
    return (
        _environment()
        .get_template("report.html")
        .render(
            figures=figures,
            making=making,
            findings=list(findings(figures)),
            lists=list_histories(figures.runs),
            replica=replica_site(figures),
            providers=_first(figures.providers),
            flows=figures.flows[:PROVIDERS],
            more_flows=len(figures.flows[PROVIDERS:]),
            pairs=figures.copying[:PAIRS],
            more_pairs=figures.copying[PAIRS:],
            fates=FATES,
            fate_names=FATE_NAMES,
            fate_meanings=FATE_MEANINGS,
            counts=_counts(figures),
            counts_unit=figures.counts.unit,
            script=Markup(SCRIPT),
            script_hash=base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode(),
            **_charts(figures),
        )
    )


def _counts(figures: Figures) -> Markup | None:
    """Return the counts that the filter shows; None where there is nothing to choose."""
    return Markup(figures.counts.as_json()) if figures.counts.periods else None


def _charts(figures: Figures) -> dict[str, Any]:
    """Return the charts and the periods that they show; none where no day is known."""
    if not figures.coverage.days:
        return {"bins": None, "articles_charts": (), "coverage_charts": ()}
    bins = binned(figures.coverage.days)
    return {
        "bins": bins,
        "articles_charts": [Markup(articles_chart(bins, shape)) for shape in (WIDE, NARROW)],
        "coverage_charts": [Markup(coverage_chart(bins, shape)) for shape in (WIDE, NARROW)],
    }


def _first(providers: tuple[Provider, ...]) -> tuple[Provider, ...]:
    """Return the largest providers, and the rest as one."""
    if len(providers) <= PROVIDERS + 1:
        return providers
    rest = providers[PROVIDERS:]
    counts = [field.name for field in fields(Provider) if field.name != "name"]
    sums = {name: sum(getattr(provider, name) for provider in rest) for name in counts}
    return (*providers[:PROVIDERS], Provider(f"{len(rest):,} others", **sums))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # titles and providers come from the network
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=format_count,
        share=format_share,
        when=format_instant,
        took=format_elapsed,
        lasting=format_duration,
        given=format_arguments,
        counts=run_counts,
    )
    environment.globals["verdict"] = verdict
    return environment


def run_counts(counters: Mapping[str, object]) -> str:
    """Return what a run did, in a few words."""
    told = [f"{counters[key]:,} {name}" for name, key in _RUN_COUNTERS.items() if counters.get(key)]
    return ", ".join(told) or "nothing new"
