"""Why an article's record says what it says, and what became of what is no article."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, select

from menafn_crawler.items import Article
from menafn_crawler.store import articles, history
from menafn_crawler.store.schema import candidates, sightings

_STATES = {
    "open": "known, and still to be fetched",
    "stored": "in the data set",
    "gone": "the site has said twice that there is no such article",
    "aside": "its page could not be read and was set aside under quarantine/",
}
_VERDICTS = {
    "chosen": "decides",
    "agrees": "agrees",
    "disagrees": "says otherwise",
    "stale": "stands on every page: never believed",
    "unreadable": "cannot be read for certain",
}


def explain(connection: Connection, article_id: int) -> Iterator[str]:
    """Lines that tell all the store knows of an article; none if it has never heard of it."""
    found = connection.execute(select(candidates).where(candidates.c.article_id == article_id)).mappings().one_or_none()
    if found is None:
        return
    yield f"{article_id}  {found['url']}"
    yield f"  {_STATES[found['state']]}"
    yield from _queue(found)
    yield from _sightings(connection, article_id)
    article = articles.get(connection, article_id)
    if article is not None:
        yield from _record(article)
        yield from _dates(article)
        yield from _history(connection, article_id)


def _queue(found: RowMapping) -> Iterator[str]:
    yield f"  fetched or tried {found['attempts']} times; first heard of {found['first_seen_at']}"
    if found["last_error"]:
        later = f"; not again before {found['next_try_at']}" if found["next_try_at"] else ""
        yield f"  last: {found['last_error']}{later}"


def _sightings(connection: Connection, article_id: int) -> Iterator[str]:
    s = sightings.c
    for row in connection.execute(select(s.section, s.first_seen_at).where(s.article_id == article_id)):
        yield f"  shown by {row.section} since {row.first_seen_at}"


def _record(article: Article) -> Iterator[str]:
    yield "Record"
    yield f"  title     {article.title}"
    yield f"  provider  {article.provider or 'not named'} (byline {article.byline or 'none'})"
    yield f"  wire ID   {article.wire_id or 'none'}"
    yield f"  read by   {article.extraction}, {article.word_count} words, from {article.source_url}"
    if article.quality:
        yield f"  damage    {', '.join(article.quality)}"
    if article.duplicate_of is not None:
        yield f"  copy      of {article.duplicate_of} ({article.duplicate_kind})"


def _dates(article: Article) -> Iterator[str]:
    when = article.published_at or article.published_on or "unknown"
    conflict = ", against other witnesses" if article.date_conflict else ""
    yield f"Published {when}, exact to the {article.date_precision or 'nothing'}{conflict}"
    for evidence in article.date_evidence:
        said = f"{evidence['raw']!r}" + (f" = {evidence['value']}" if evidence["value"] else "")
        yield f"  {evidence['source']:10} {_VERDICTS[str(evidence['verdict'])]}: {said}"
        if "note" in evidence:
            yield f"  {'':10} {evidence['note']}"


def _history(connection: Connection, article_id: int) -> Iterator[str]:
    happened = history.revisions_of(connection, [article_id]).get(article_id, [])
    if happened:
        yield "History"
    for revision in happened:
        yield f"  {revision.noted_at}  {revision.event}, revision {revision.revision}: {revision.title}"
