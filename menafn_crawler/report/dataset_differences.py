"""Compare two states of the data set: how many records differ, in which fields, with examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from menafn_crawler.items import ARTICLE_FIELDS, StoredArticle
from menafn_crawler.store import Selection, articles

EXAMPLES = 3
_LONGEST = 90
_LEAD = 20
"""Characters before the first difference that are shown of long texts."""


@dataclass(frozen=True, slots=True)
class Example:
    """One record that differs in a field."""

    article_id: int
    before: str
    after: str


@dataclass(slots=True)
class Differences:
    """Differences between two states."""

    new: int = 0
    changed: int = 0
    """Records that differ in any field."""
    fields: dict[str, int] = field(default_factory=dict)
    """Number of records that differ, by field in output order."""
    examples: dict[str, list[Example]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Yield the differences for a person."""
        yield f"{self.new} new articles, {self.changed} changed"
        for name in (name for name in ARTICLE_FIELDS if name in self.fields):
            yield f"  {name}: {self.fields[name]} records"
            for example in self.examples[name]:
                yield f"    {example.article_id}  - {example.before}"
                yield f"    {'':{len(str(example.article_id))}}  + {example.after}"


def differences(before: Connection, after: Connection) -> Differences:
    """Compare the stores behind two connections, copies included. Memory use does not grow with the stores."""
    found = Differences()
    every = Selection(copies=True)
    old = articles.iterate_stored(before, every)
    known = next(old, None)
    for now in articles.iterate_stored(after, every):
        while known is not None and known.article_id < now.article_id:
            known = next(old, None)
        if known is None or known.article_id != now.article_id:
            found.new += 1
        else:
            _compare(found, known, now)
    return found


def _compare(found: Differences, known: StoredArticle, now: StoredArticle) -> None:
    differing = [name for name in ARTICLE_FIELDS if getattr(known, name) != getattr(now, name)]
    found.changed += bool(differing)
    for name in differing:
        found.fields[name] = found.fields.get(name, 0) + 1
        examples = found.examples.setdefault(name, [])
        if len(examples) < EXAMPLES:
            examples.append(Example(now.article_id, *_excerpts(getattr(known, name), getattr(now, name))))


def _excerpts(before: object, after: object) -> tuple[str, str]:
    """Return both values on one line each, long ones from a little before the place where they part."""
    texts = [_shown(value) for value in (before, after)]
    if max(map(len, texts)) <= _LONGEST:
        return texts[0], texts[1]
    parted = next((at for at, pair in enumerate(zip(*texts, strict=False)) if pair[0] != pair[1]), min(map(len, texts)))
    start = max(0, parted - _LEAD)
    first, second = (
        ("…" if start else "") + text[start : start + _LONGEST] + ("…" if len(text) > start + _LONGEST else "")
        for text in texts
    )
    return first, second


def _shown(value: object) -> str:
    if value is None or value == "":
        return "(none)"
    return " ".join(("|".join(map(str, value)) if isinstance(value, tuple) else str(value)).split())
