"""A table of rows that say what was compared, what came out, and what was wanted."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from importlib.metadata import version


def print_table(title: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print *rows* under *header*, columns aligned, as Markdown."""
    cells = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print(f"\n{title}\n\n" + "\n".join(lines), flush=True)


def print_versions(*packages: str) -> None:
    """Print what was measured: Python, the machine's kind, and the versions of *packages*."""
    named = ", ".join(f"{package} {version(package)}" for package in packages)
    print(f"Python {platform.python_version()} on {platform.machine()}; {named}")
