"""Tables of rows that say what was compared, what came out, and what was wanted."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the report."""

    what: str
    measured: str
    ratio: str = ""
    """To the line it is compared with, of the same run."""
    wanted: str = ""


def print_rows(title: str, rows: Sequence[Row]) -> list[Row]:
    """Print *rows* as a table; the rows, for the table of all."""
    print_table(title, Row._fields, rows)
    return list(rows)


def print_table(title: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print *rows* under *header*, columns aligned, as Markdown."""
    cells = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print(f"\n{title}\n\n" + "\n".join(lines), flush=True)


def print_versions(packages: Iterable[str]) -> None:
    """Print what was measured: Python, the machine's kind, and the versions of *packages*."""
    named = ", ".join(f"{package} {_version(package)}" for package in packages)
    print(f"Python {platform.python_version()} on {platform.machine()}; {named}", flush=True)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
