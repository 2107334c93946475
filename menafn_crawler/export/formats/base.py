"""What a file format is: how to write it, and what its readers need to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, BinaryIO, Protocol

from menafn_crawler.export.schema import Column


class Writer(Protocol):
    """Writes rows to a file; returns the number of rows, leaves the file open."""

    def __call__(self, file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column], /) -> int:
        """Write *rows* with these *columns*."""


@dataclass(frozen=True, slots=True)
class RelatedTable:
    """Another table of a database whose main one is the articles."""

    name: str
    rows: Iterable[Any]
    columns: Sequence[Column]
    key: str | None = None


class DatabaseWriter(Protocol):
    """Writes a database: the rows, and other tables."""

    def __call__(
        self,
        file: BinaryIO,
        rows: Iterable[Any],
        columns: Sequence[Column],
        related: Sequence[RelatedTable],
        stop: Callable[[], bool],
        /,
    ) -> int:
        """Write *rows* and the *related* tables; return the number of rows of the first. Once *stop* is true, fail."""


Recipes = Callable[[str, Sequence[Mapping[str, Any]]], Mapping[str, str]]
"""Code that loads a file as ``articles``, by tool, from its quoted path and the fields of its Table Schema."""


class ExportStoppedError(Exception):
    """A signal ended an export before its file was complete."""


def never() -> bool:
    """Return False: nothing stops the export."""
    return False


class MissingLibraryError(Exception):
    """An optional library is not installed; the message names the line that installs it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format."""

    write: Writer
    mediatype: str
    recipes: Recipes
    """How to load a file, for DATA.md."""
    encoding: str | None = "utf-8"
    """None for a binary format."""
    tabular: bool = True
    """True if programs that check data packages read its rows."""
    compressible: bool = True
    """True if it is also written as ``.gz``."""
    appendable: bool = True
    """True if rows can be added to a complete file."""
    library: str | None = None
    """Optional library that writes it."""
    requirement: str = ""
    """How pip knows the library."""
    write_database: DatabaseWriter | None = None
    """For a format that holds several tables."""
    added: tuple[Column, ...] = ()
    """Columns that the format adds at the end."""

    def missing_library(self) -> str | None:
        """Return what to install before it can be written; None if nothing."""
        return None if self.library is None or find_spec(self.library) is not None else self.install

    @property
    def install(self) -> str:
        """Message for a user without the library."""
        return f"writing this format needs {self.library}, which is not installed: pip install '{self.requirement}'"
