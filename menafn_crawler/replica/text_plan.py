"""Everything that decides the text of a story."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPlan:
    """Input of the text composer. Two stories with equal plans are the same release, word for word."""

    seed: str
    """Source of every random choice."""
    topic: str
    city: str
    actor: str
    deed: str
    language: str = "en"
    form: str = "story"
    """`story`, `short` (about 25 words), `named`, `history`, `oil_price`, `weather` or `written`."""
    dateline: str = ""
    """Words before the lead, such as `KUWAIT, May 14 (KUNA) --`; they are part of the text."""
    quotes: str = "mixed"
    """`curly`, `straight`, or `mixed` (curly quotation marks, straight apostrophes)."""
    extras: tuple[str, ...] = ()
    """Names of grammar rules of which one sentence each is worked into the text."""
    lead: bool = True
    """False where the source lost the first paragraph."""
    paragraphs: tuple[str, ...] = ()
    """The whole text of the form `written`."""
    edits: tuple[str, ...] = ()
    """What another wire made of the text: `cut`, `dropped`, `closed` (see `EDITS`)."""
