"""The charts over time, as SVG to stand inside a page: the page's fonts and colours, no address, no script.

The same figures always give the same text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from lxml import etree
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from menafn_crawler.report.time_bins import Bins

COLOURS = {
    "stories": "#000a01",
    "copies": "#000a02",
    "aside": "#000a03",
    "open": "#000a04",
    "gone": "#000a05",
    "unknown": "#000a06",
    "ink": "#000a07",
    "faint": "#000a08",
    "paper": "#000a09",
}
"""Colours that stand for the page's own, ``var(--stories)``: matplotlib knows none that a style sheet decides."""

WHOLE = ("stories", "copies")
FATES = ("stories", "copies", "aside", "open", "gone", "unknown")
"""What becomes of a number, from the axis up."""

_GAPS = 62
"""Bars up to which they stand apart."""
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "menafn",
    "font.family": "sans-serif",
    "text.color": COLOURS["ink"],
    "axes.edgecolor": COLOURS["faint"],
    "xtick.color": COLOURS["ink"],
    "ytick.color": COLOURS["ink"],
    "timezone": "UTC",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Size of a chart in CSS pixels, and how many ticks its axis of time may have."""

    name: str
    width: int
    height: int
    ticks: int


WIDE = Shape("wide", 960, 250, 9)
NARROW = Shape("narrow", 360, 210, 4)


def articles_chart(bins: Bins, shape: Shape) -> str:
    """Stories and copies of each period."""
    return _chart(bins, WHOLE, shape, shares=False)


def coverage_chart(bins: Bins, shape: Shape) -> str:
    """Return what became of the numbers of each period, in percent."""
    return _chart(bins, FATES, shape, shares=True)


def _chart(bins: Bins, series: Sequence[str], shape: Shape, *, shares: bool) -> str:
    with rc_context(_STYLE):
        figure = Figure(figsize=(shape.width / 72, shape.height / 72))
        axes = figure.add_axes((46 / shape.width, 0.14, 1 - 56 / shape.width, 0.8))
        _bars(axes, bins, series, shares=shares)
        _axes(axes, shares=shares)
        _time(axes, bins, shape)
        written = io.BytesIO()
        FigureCanvasSVG(figure)
        figure.savefig(written, format="svg", metadata={"Date": None})
    name = f"{'coverage' if shares else 'articles'}-{shape.name}"
    return _inline(written.getvalue(), name, shape)


def _bars(axes: Axes, bins: Bins, series: Sequence[str], *, shares: bool) -> None:
    edges = [_at(period.first) for period in bins.periods] + [_at(bins.periods[-1].last) + 1]
    divisors = [max(period.issued, 1) / 100 if shares else 1 for period in bins.periods]
    layers = [
        [getattr(period, name) / by for period, by in zip(bins.periods, divisors, strict=True)] for name in series
    ]
    tops = list(accumulate(layers, lambda below, layer: [low + high for low, high in zip(below, layer, strict=True)]))
    for name, top, bottom in zip(series, tops, [[0.0] * len(divisors), *tops], strict=False):
        axes.stairs(top, edges, baseline=bottom, fill=True, color=COLOURS[name], linewidth=0)
    if len(divisors) <= _GAPS:
        axes.vlines(edges[1:-1], 0, max(tops[-1]), color=COLOURS["paper"], linewidth=1.5)
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(0, 100 if shares else max([1, *tops[-1]]) * 1.05)


def _at(day: date) -> int:
    """Return where matplotlib's axis of time has the beginning of a day: days since 1970."""
    return (day - date(1970, 1, 1)).days


def _time(axes: Axes, bins: Bins, shape: Shape) -> None:
    """A few bars are named each, below its middle; of many, the turns of days, months or years."""
    if len(bins.periods) <= shape.ticks:
        middles = [(_at(period.first) + _at(period.last) + 1) / 2 for period in bins.periods]
        axes.set_xticks(middles, [period.first.strftime("%d %b") for period in bins.periods])
        return
    locator = AutoDateLocator(minticks=2, maxticks=shape.ticks)  # type: ignore[no-untyped-call]
    locator.intervald[3] = [1, 2, 4, 7, 14]
    axes.xaxis.set_major_locator(locator)
    shortest = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(shortest)


def _axes(axes: Axes, *, shares: bool) -> None:
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" + ("%" if shares else "")))
    axes.tick_params(length=0, labelsize=11, pad=5)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    axes.yaxis.grid(visible=True, color=COLOURS["faint"], linewidth=0.6)
    axes.patch.set_visible(False)
    axes.figure.patch.set_visible(False)


# --- matplotlib's file becomes a part of the page ---------------------------------------------------------------------

_SVG = "{http://www.w3.org/2000/svg}"
_FONT = re.compile(r"font(?:-family|-size)?: [^;]*; ?")
_HREF = "{http://www.w3.org/1999/xlink}href"


def _inline(written: bytes, name: str, shape: Shape) -> str:
    """Return the drawing without what only a file needs, its ids its own, hidden from readers that have the table."""
    root = etree.fromstring(written)
    for needless in [*root.iter(f"{_SVG}metadata", f"{_SVG}style", etree.Comment)]:
        needless.getparent().remove(needless)
    used = {reference for element in root.iter() for reference in _references(element)}
    for element in root.iter():
        _adapt(element, name, used)
    drawing = etree.Element("svg", {"class": shape.name, "viewBox": root.get("viewBox"), "aria-hidden": "true"})
    drawing.extend(list(root))
    text: str = etree.tostring(drawing, encoding="unicode")
    for colour, value in COLOURS.items():
        text = text.replace(value, f"var(--{colour})")
    return text


def _references(element: Any) -> Iterable[str]:
    if element.get(_HREF):
        yield element.get(_HREF).removeprefix("#")
    if element.get("clip-path"):
        yield element.get("clip-path").removeprefix("url(#").removesuffix(")")


def _adapt(element: Any, name: str, used: set[str]) -> None:
    """Take an element out of its name space, and give it an id of its own where it is referred to."""
    element.tag = etree.QName(element).localname
    if element.tag == "text":
        element.set("style", _FONT.sub("", element.get("style")))
    if (key := element.attrib.pop("id", None)) in used:
        element.set("id", f"{name}-{key}")
    if target := element.attrib.pop(_HREF, None):
        element.set("href", f"#{name}-{target.removeprefix('#')}")
    if target := element.get("clip-path"):
        element.set("clip-path", target.replace("url(#", f"url(#{name}-"))
