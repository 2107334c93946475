"""An explanation as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from menafn_crawler.items import ARTICLE_FIELDS, Article
from menafn_crawler.report.evidence import VERDICTS
from menafn_crawler.report.explanation import STATES, Change, Explanation
from menafn_crawler.report.terminal import Terminal, isolated
from menafn_crawler.store import history

_LINES = 12
"""Lines of a difference that are shown of each side of a change."""
_COLOURS = {"chosen": "green", "disagrees": "yellow", "stale": "dim", "unreadable": "yellow"}
_IN_OTHER_PARTS = frozenset(
    "article_id published_at published_on date_precision date_source date_conflict date_evidence sections duplicate_of"
    " duplicate_kind duplicate_share translation_of content_hash revision first_seen_at fetched_at source_url".split()
)
_FIELDS = tuple(name for name in ARTICLE_FIELDS if name not in _IN_OTHER_PARTS)
"""Fields of the record that no other part of the explanation shows; new fields are included automatically."""


def text(explanation: Explanation, terminal: Terminal) -> Iterator[str]:
    """Yield all that is known, in the order in which it happened."""
    yield terminal.paint(f"{explanation.article_id}  {explanation.candidate['url']}", "bold")
    yield f"  {STATES[explanation.candidate['state']]}"
    yield from _found(explanation, terminal)
    yield from _requests(explanation, terminal)
    if explanation.article is not None:
        yield from _record(explanation, explanation.article, terminal)
        yield from _dates(explanation, explanation.article, terminal)
        yield from _duplicates(explanation, explanation.article, terminal)
        yield from _translations(explanation, explanation.article, terminal)
        yield from _history(explanation, terminal)


def _found(explanation: Explanation, terminal: Terminal) -> Iterator[str]:
    yield from terminal.heading("Found")
    pairs = [("first", str(explanation.candidate["first_seen_at"]))]
    pairs += [(section, f"shown since {since}") for section, since in explanation.sightings]
    yield from terminal.rows(pairs if explanation.sightings else [*pairs, ("lists", "none has shown it")])


def _requests(explanation: Explanation, terminal: Terminal) -> Iterator[str]:
    candidate = explanation.candidate
    yield from terminal.heading("Requests")
    pairs = [("tried", "once" if candidate["attempts"] == 1 else f"{candidate['attempts']} times")]
    if candidate["last_error"]:
        later = f"; not again before {candidate['next_try_at']}" if candidate["next_try_at"] else ""
        pairs.append(("last", f"{candidate['last_error']}{later}"))
    for request in explanation.requests:
        came = f"status {request.status}" if request.kept else "a page came"
        pairs.append((request.fetched_at, f"{came}  {request.url}"))
        size = f", {request.length} bytes" if request.length is not None else ""
        pairs.append(("", f"kept in {request.file}, offset {request.offset}{size}" if request.kept else "not kept"))
    yield from terminal.rows(pairs)


def _record(explanation: Explanation, article: Article, terminal: Terminal) -> Iterator[str]:
    yield from terminal.heading("Record")
    if not explanation.page_is_kept:
        yield from terminal.row("", "(its page is not in MENAFN_ARCHIVE, so not every field has its text)", 0, "dim")
    width = max(map(len, _FIELDS))
    for name in _FIELDS:
        value = _shown(getattr(article, name))
        yield from terminal.row(name, value, width)
        origin = explanation.origins.get(name)
        if origin is not None and isolated(origin) != value:
            yield from terminal.row("", f"from {isolated(repr(origin))}", width, "dim")


def _shown(value: object) -> str:
    if value is None or value in ("", ()):
        return "none"
    shown = ", ".join(value) if isinstance(value, tuple) else str(value)
    return isolated(shown if len(shown) <= 300 else f"{shown[:300]}…")


def _dates(explanation: Explanation, article: Article, terminal: Terminal) -> Iterator[str]:
    yield from terminal.heading(f"Published {article.published_at or article.published_on or 'nobody knows when'}")
    yield from terminal.row("", explanation.verdict or "", 0)
    width = max((len(str(e["source"])) for e in article.date_evidence), default=0)
    for evidence in article.date_evidence:
        said = isolated(repr(evidence["raw"])) + (f" = {evidence['value']}" if evidence["value"] else "")
        kind = str(evidence["verdict"])
        colours = (_COLOURS[kind],) if kind in _COLOURS else ()
        yield from terminal.row(str(evidence["source"]), f"{VERDICTS[kind]}: {said}", width, *colours)
        if evidence.get("note"):
            yield from terminal.row("", str(evidence["note"]), width, "dim")


def _duplicates(explanation: Explanation, article: Article, terminal: Terminal) -> Iterator[str]:
    if article.duplicate_of is not None:
        yield from terminal.heading("Copy")
        yield from terminal.rows([("of", f"{article.duplicate_of} ({article.duplicate_kind})")])
    if explanation.like:
        yield from terminal.heading("Texts like it")
    for like in explanation.like[:_LINES]:
        said_by = f"{isolated(like.provider or 'no provider')}, {like.published or 'undated'}: {like.relation}"
        yield from terminal.row(str(like.article_id), said_by, 10)
        for line in like.lines():
            yield from terminal.row("", isolated(line), 10, "dim")
    if len(explanation.like) > _LINES:
        yield from terminal.row("", f"and {len(explanation.like) - _LINES} more; --json has all", 10, "dim")


def _translations(explanation: Explanation, article: Article, terminal: Terminal) -> Iterator[str]:
    if explanation.translations:
        yield from terminal.heading("The same release in the other language")
    for one in explanation.translations[:_LINES]:
        linked = "linked: this article is its translation" if one.article_id == article.translation_of else "it fits"
        yield from terminal.row(str(one.article_id), f"{linked}, score {one.evidence['score']}", 10)
        for label, name in (("both have the figures", "figures"), ("both name", "names"), ("both print", "latin"),
                            ("only the English text names", "names_missing")):  # fmt: skip
            if one.evidence[name]:
                yield from terminal.row("", f"{label} {', '.join(one.evidence[name][:_LINES])}", 10, "dim")
        if one.evidence["picture"]:
            yield from terminal.row("", "both have the same picture", 10, "dim")


def _history(explanation: Explanation, terminal: Terminal) -> Iterator[str]:
    if explanation.changes:
        yield from terminal.heading("History")
    for change in explanation.changes:
        yield from terminal.row(
            change.noted_at, f"{_event(change)}, revision {change.revision}: {isolated(change.title)}", 20
        )
        for line in (*change.dates, *change.difference[:_LINES]):
            yield from terminal.row("", line[:2] + isolated(line[2:]), 20, "red" if line.startswith("-") else "green")
        if len(change.difference) > _LINES:
            yield from terminal.row("", f"and {len(change.difference) - _LINES} lines more; --json has all", 20, "dim")


def _event(change: Change) -> str:
    """Return the history; of fetches that found the article unchanged, only the last one is listed."""
    return "first (last seen so)" if change.event == history.Event.FIRST else change.event
