"""Store articles: group by group, each group with everything that belongs to it in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import Connection

from menafn_crawler.deduplicate import Relation
from menafn_crawler.items import Article, Capture
from menafn_crawler.normalise import is_doubtful, with_date_of
from menafn_crawler.store import captures, crawl_state, duplicates, history, stories, translations
from menafn_crawler.store.article_updates import Change, WriteResult, look_again, replace_all
from menafn_crawler.store.articles import get, get_some, row_of, sections_of, texts_of
from menafn_crawler.store.changes import has_lock, lock_articles
from menafn_crawler.store.errors import DeadlockError
from menafn_crawler.store.history import Note
from menafn_crawler.store.near_duplicates import NearDuplicateSearch
from menafn_crawler.store.schema import articles
from menafn_crawler.store.upsert import insert_new

GROUP = 16
"""Articles in a full group. A kill loses one group at most; larger ones gain little more."""

_TRIES = 3
"""Times that a group is tried when the database finds a deadlock."""


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """An article to store, and where the responses to its requests are archived."""

    article: Article
    captures: tuple[Capture, ...] = ()


class Transactions(Protocol):
    """What a writer writes to: a database, or a rehearsal on one."""

    def write(self) -> AbstractContextManager[Connection]:
        """Begin a transaction that is committed when the block ends."""


def change_in_steps(
    store: Transactions, ids: Sequence[int], step: int, change: Callable[[Connection, Sequence[int]], int]
) -> int:
    """Change articles, *step* of *ids* in a transaction, so that no worker waits for long; return how many changed."""
    changed = 0
    for start in range(0, len(ids), step):
        with store.write() as connection:
            changed += change(connection, ids[start : start + step])
    return changed


class Writer:
    """Stores articles in groups. Crawl and replay use it alike."""

    def __init__(self, store: Transactions, duplicate_days: int) -> None:
        self._store, self._days = store, duplicate_days

    def write(self, requests: Sequence[WriteRequest]) -> list[WriteResult]:
        """Store a group in one transaction; return the results in order. Raises StoreError when the database fails.

        Article, date evidence, fingerprint, captures and the state of the candidate are stored together, or nothing is.
        A transaction that the database ends to resolve a deadlock is tried again.
        """
        for _ in range(_TRIES - 1):
            with suppress(DeadlockError):
                return self._write(requests)
        return self._write(requests)

    def _write(self, requests: Sequence[WriteRequest]) -> list[WriteResult]:
        with self._store.write() as connection:
            results = [one for part in _distinct(requests) for one in save_all(connection, part, self._days)]
            captures.note(connection, [(one.article.article_id, kept) for one in requests for kept in one.captures])
        return results


def _distinct(requests: Sequence[WriteRequest]) -> Iterable[list[Article]]:
    """Cut a group where an article comes again: its second look has to see the first."""
    part: dict[int, Article] = {}
    for request in requests:
        if request.article.article_id in part:
            yield list(part.values())
            part = {}
        part[request.article.article_id] = request.article
    yield list(part.values())


def save(connection: Connection, article: Article, duplicate_days: int) -> tuple[Article, Change]:
    """Store one article; see :func:`save_all`."""
    (result,) = save_all(connection, [article], duplicate_days)
    return result.article, result.change


def save_all(connection: Connection, seen: Sequence[Article], duplicate_days: int) -> list[WriteResult]:
    """Store articles with different ids and close their candidates; return each as the store has it now.

    Another title or text of a stored article makes a new revision. Its first date is kept unless that was in doubt.
    What was is never erased (see ``history``). The stories of all these articles are decided again (see
    ``duplicates``), so a copy that was crawled before the original becomes a copy.
    """
    ids = [article.article_id for article in seen]
    search = NearDuplicateSearch(connection, duplicate_days)
    if not has_lock(connection):
        _search_before_lock(connection, search, seen)
    lock_articles(connection)
    known = get_some(connection, ids)
    new = [article for article in seen if article.article_id not in known]
    insert_new(connection, articles, [row_of(article) for article in new])
    results = {article.article_id: WriteResult(article, Change.NEW) for article in new}
    results |= look_again(connection, [article for article in seen if article.article_id in known], known)
    crawl_state.close(connection, ids, crawl_state.State.STORED)
    moved = [one.article for one in results.values() if one.change is Change.NEW or _differs(one.article, known)]
    lost = {known[one.article_id].content_hash for one in moved if one.article_id in known}
    lost -= {one.content_hash for one in moved}
    relations = duplicates.relate_all(connection, moved, duplicate_days, lost, search)
    related = {one.article_id: relations.get(one.article_id) for one in moved}
    originals = translations.originals_of(connection, list(related))
    sections = sections_of(connection, ids)
    return [_as_stored(results[number], related, originals, sections.get(number, ())) for number in ids]


def _search_before_lock(connection: Connection, search: NearDuplicateSearch, seen: Sequence[Article]) -> None:
    """Look for the near duplicates of new texts. Those that other workers store until the lock is had come later."""
    known = texts_of(connection, [article.article_id for article in seen])
    new = [one for one in seen if known.get(one.article_id) != one.content_hash]
    search.similar(duplicates.comparable(new))


def _differs(article: Article, known: Mapping[int, Article]) -> bool:
    before = known[article.article_id]
    return article != replace(before, fetched_at=article.fetched_at)


def _as_stored(
    result: WriteResult,
    related: Mapping[int, Relation | None],
    originals: Mapping[int, int],
    sections: tuple[str, ...],
) -> WriteResult:
    article, number = replace(result.article, sections=sections), result.article.article_id
    if number in related:
        fields = stories.fields_of(related[number])
        article = replace(article, **fields, translation_of=originals.get(number))
    return replace(result, article=article)


# --- what a crawl does not fetch anew --------------------------------------------------------------------------------


def reread(connection: Connection, article: Article, duplicate_days: int) -> bool | None:
    """Replace what was read from the same response before; return True if the record changes by it.

    The site has not changed, so nothing is noted: the revision stays, and so do the dates of an article with a
    history, unless they are in doubt. None where neither record nor history is of this response.
    """
    lock_articles(connection)
    known = get(connection, article.article_id)
    assert known is not None
    kept = history.reread(connection, article)
    if known.fetched_at != article.fetched_at:
        return kept
    names = ["first_seen_at", "revision", "sections"]
    if known.content_hash == article.content_hash:
        names += ["duplicate_of", "duplicate_kind", "duplicate_share", "translation_of"]
    dates = known if kept is not None and not is_doubtful(known) else article
    now = replace(with_date_of(article, dates), **{name: getattr(known, name) for name in names})
    if now == known:
        return kept or False
    replace_all(connection, [(known, now)])
    lost = {known.content_hash} - {now.content_hash}
    duplicates.relate_all(connection, [now], duplicate_days, lost)
    return True


def note_vanished(connection: Connection, article_id: int, now: str) -> bool:
    """Note that the site no longer has a stored article (UTC text *now*); return True if that is new."""
    known = get(connection, article_id)
    past = history.past_of(connection, [article_id])[article_id]
    if known is None or past.last is history.Event.VANISHED:
        return False
    history.note_all(connection, [Note(known, known, history.Event.VANISHED, now, past.count)])
    return True
