"""What the stored articles can be divided by: months of publication in the site's zone, and providers."""

from __future__ import annotations

from sqlalchemy import JSON, Connection, cast, func, select, type_coerce

from menafn_crawler.store.article_filter import Selection
from menafn_crawler.store.schema import article_versions, articles


def months(connection: Connection) -> list[str | None]:
    """Return the months (``2025-05``) in which an article was published; None among them for undated articles."""
    month = func.substr(articles.c.published_on, 1, 7)  # an index alone answers it
    found: list[str | None] = sorted(connection.execute(select(month).distinct()).scalars(), key=lambda m: m or "~")
    return found


def count_by_day(connection: Connection, month: str) -> dict[str, int]:
    """Return how many articles of a month (``2025-05``) are stored, copies included, by day."""
    day = articles.c.published_on
    counted = select(day, func.count()).where(day.between(f"{month}-01", f"{month}-31")).group_by(day)
    return {row[0]: row[1] for row in connection.execute(counted)}  # an index alone answers it


def ids_published(connection: Connection, selection: Selection, period: str | None) -> list[int]:
    """Return the ids of the selected articles of a month or day, ascending; None for undated articles."""
    day = articles.c.published_on
    within = day.between(f"{period}-01"[:10], f"{period}-31"[:10]) if period is not None else day.is_(None)
    ids = select(articles.c.article_id).where(within, *selection.conditions())
    return sorted(connection.execute(ids).scalars())


def days_changed(connection: Connection, number: int) -> set[str | None]:
    """Return the days of publication whose records changed after change *number*; None for undated articles."""
    a = articles.c
    changed = select(a.published_on).where(a.changed > number)  # with DISTINCT, SQLite reads the whole index of days
    return {*connection.execute(changed).scalars(), *(old for old, _ in moves_since(connection, number))}


def moves_since(connection: Connection, number: int) -> set[tuple[str | None, str | None]]:
    """Return the changes of a day of publication after change *number*: a day that an article had, and has now."""
    a, v = articles.c, article_versions.c
    record = v.record if connection.dialect.name == "sqlite" else cast(v.record, JSON)
    old = type_coerce(record, JSON)["published_on"].as_string()
    before = select(old, a.published_on).join_from(articles, article_versions, v.article_id == a.article_id)
    moved = before.where(
        a.changed > number, v.until > number, v.record.is_not(None), old.is_distinct_from(a.published_on)
    )
    return {(row[0], row[1]) for row in connection.execute(moved.distinct())}


def provider_names(connection: Connection) -> list[str]:
    """Return the names of all providers, sorted."""
    names = select(articles.c.provider).where(articles.c.provider.is_not(None)).distinct()
    return sorted(connection.execute(names).scalars())
