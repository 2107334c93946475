"""Everything known about one article, for people (``explanation_text``) and programs (``as_dict``).

Sources are the store and, where the page is kept, the page itself.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from menafn_crawler.deduplicate import USUAL_DAYS
from menafn_crawler.items import Article, RawArticle, Revision, record
from menafn_crawler.normalise import FROM_PAGE
from menafn_crawler.parse import UnreadablePage, read_article, read_page
from menafn_crawler.report.evidence import explain_date, raw_values
from menafn_crawler.report.near_duplicates import NearDuplicate, near_duplicates
from menafn_crawler.store import (
    Capture,
    Translation,
    articles,
    candidates,
    captures_of,
    history,
    sightings,
    translations_of,
)

STATES = {
    "open": "known, and still to be fetched",
    "stored": "in the data set",
    "gone": "the site has said twice that there is no such article",
    "aside": "its page could not be read and was set aside under quarantine/",
}
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to an article. ``difference`` has the lines of title and text that went and came."""

    noted_at: str
    event: str
    revision: int
    title: str
    published_at: str | None
    difference: tuple[str, ...]
    dates: tuple[str, ...] = ()
    """Lines of the date and of what the page says of it that went and came, where they did."""


@dataclass(frozen=True, slots=True)
class Request:
    """An answered request. Without an archived response, only the record's own fields are known."""

    fetched_at: str
    url: str
    status: int | None
    """None without an archived response: it was a page."""
    file: str | None
    offset: int | None
    kept: bool
    length: int | None = None
    """Bytes of the record in the file; None if they are not known."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of an article."""

    article_id: int
    candidate: dict[str, Any]
    """How it was found and fetched: url, state, first_seen_at, attempts, last_error, next_try_at."""
    sightings: tuple[tuple[str, str], ...]
    """Sections that showed it, and since when."""
    requests: tuple[Request, ...]
    """The answers that are kept, and those that records were read from, first to last."""
    article: Article | None
    page_is_kept: bool
    """True if the origins were read from the page itself."""
    origins: dict[str, str | None]
    """By field, the text that it came from."""
    verdict: str | None
    like: tuple[NearDuplicate, ...]
    """The articles whose texts were compared with this one, the most similar first."""
    changes: tuple[Change, ...]
    translations: tuple[Translation, ...] = ()
    """Articles in the other language that tell the same release, the likeliest first."""

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation as JSON can have it."""
        article = self.article
        return {
            "article_id": self.article_id,
            **self.candidate,
            "sightings": [{"section": section, "since": since} for section, since in self.sightings],
            "requests": [asdict(request) for request in self.requests],
            "record": record(article) if article is not None else None,
            "page_is_kept": self.page_is_kept,
            "origins": self.origins,
            "verdict": self.verdict,
            "duplicates": {
                "of": article.duplicate_of if article is not None else None,
                "kind": article.duplicate_kind if article is not None else None,
                "candidates": [one.as_dict() for one in self.like],
            },
            "translations": {
                "of": article.translation_of if article is not None else None,
                "candidates": [asdict(one) for one in self.translations],
            },
            "history": [_change_as_dict(change) for change in self.changes],
        }


def explain(
    connection: Connection, article_id: int, archive: Path | None = None, duplicate_days: int = USUAL_DAYS
) -> Explanation | None:
    """Return what store and archive know of an article; None if no list has ever shown it."""
    found = connection.execute(select(candidates).where(candidates.c.article_id == article_id)).mappings().one_or_none()
    if found is None:
        return None
    article, kept = articles.get(connection, article_id), captures_of(connection, article_id)
    revisions = history.revisions_of(connection, [article_id]).get(article_id, [])
    raw = _read_archived_page(article, kept, archive) if article is not None and archive is not None else None
    return Explanation(
        article_id,
        _candidate(found),
        _sightings(connection, article_id),
        tuple(_requests(kept, [*revisions, article] if article is not None else revisions)),
        article,
        raw is not None,
        raw_values(article, raw) if article is not None else {},
        explain_date(article) if article is not None else None,
        tuple(near_duplicates(connection, article, duplicate_days)) if article is not None else (),
        tuple(_changes(revisions)),
        tuple(translations_of(connection, article_id)),
    )


def _candidate(found: RowMapping) -> dict[str, Any]:
    names = ("url", "state", "first_seen_at", "attempts", "last_error", "next_try_at")
    return {name: found[name] for name in names}


def _sightings(connection: Connection, article_id: int) -> tuple[tuple[str, str], ...]:
    s = sightings.c
    rows = select(s.section, s.first_seen_at).where(s.article_id == article_id).order_by(s.first_seen_at, s.section)
    return tuple((row.section, row.first_seen_at) for row in connection.execute(rows))


def _requests(kept: Sequence[Capture], records: Sequence[Article]) -> list[Request]:
    """Return the kept answers, and those that the *records* were read from."""
    found = [
        Request(one.fetched_at, one.url, one.status, one.file, one.offset, kept=True, length=one.length) for one in kept
    ]
    known = {one.fetched_at for one in kept if one.status == 200}
    read = {one.fetched_at: one.source_url for one in records if one.fetched_at not in known}
    found += [Request(fetched_at, url, None, None, None, kept=False) for fetched_at, url in read.items()]
    return sorted(found, key=lambda one: one.fetched_at)


def _read_archived_page(article: Article, kept: Sequence[Capture], archive: Path) -> RawArticle | None:
    """Return what the page says that the record was read from; None where it is not kept."""
    capture = next((one for one in reversed(kept) if one.fetched_at == article.fetched_at and one.status == 200), None)
    try:
        from menafn_crawler.archive.responses import read_response_at  # needs warcio
    except ModuleNotFoundError:
        return None
    answer = read_response_at(archive, capture) if capture is not None else None
    try:
        return read_article(read_page(answer.body, answer.url, answer.content_type)) if answer is not None else None
    except UnreadablePage:
        return None


def _changes(revisions: Sequence[Revision]) -> Iterator[Change]:
    before: Revision | None = None
    dated: Revision | None = None  # the last that was kept with the date its page had
    for now in revisions:
        shows_date = dated is None or now.event in history.SHOWS_ITS_DATE
        difference = tuple(_difference(before, now)) if before is not None else ()
        dates = tuple(_dates(dated, now)) if dated is not None and shows_date else ()
        yield Change(now.noted_at, now.event, now.revision, now.title, now.published_at, difference, dates)
        before, dated = now, now if shows_date else dated


def _change_as_dict(change: Change) -> dict[str, Any]:
    return asdict(change) | {"difference": list(change.difference), "dates": list(change.dates)}


def _dates(before: Revision, now: Revision) -> Iterator[str]:
    """Yield the date, and what the page says of it, that went (``- ``) and came (``+ ``)."""
    old, new = (_date_lines(one) for one in (before, now))
    yield from (f"- {line}" for line in old if line not in new)
    yield from (f"+ {line}" for line in new if line not in old)


def _date_lines(article: Article) -> list[str]:
    page = [e for e in article.date_evidence if e["source"] in FROM_PAGE]
    published = article.published_at or article.published_on or "on no day that is known"
    return [f"published {published}", *(f"{e['source']} {e['raw']!r}" for e in page)]


def _difference(before: Revision, now: Revision) -> Iterator[str]:
    """Yield the sentences that went (``- ``) and came (``+ ``), those of the title first."""
    for old, new in ((before.title, now.title), (before.body, now.body)):
        lines = difflib.ndiff(_SENTENCE.split(old), _SENTENCE.split(new)) if old != new else ()
        yield from (line for line in lines if line.startswith(("- ", "+ ")))
