"""What the stored articles can be divided by: months of publication in the site's zone, and providers."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from menafn_crawler.store.schema import articles
from menafn_crawler.store.selection import Selection


def months(connection: Connection) -> list[str | None]:
    """Return the months (``2025-05``) in which an article was published; None among them for undated articles."""
    month = func.substr(articles.c.published_on, 1, 7)  # an index alone answers it
    found: list[str | None] = sorted(connection.execute(select(month).distinct()).scalars(), key=lambda m: m or "~")
    return found


def ids_of_month(connection: Connection, selection: Selection, month: str | None) -> list[int]:
    """Return the ids of the selected articles of a month, ascending; None for undated articles."""
    day = articles.c.published_on
    of_month = day.is_(None) if month is None else day.between(f"{month}-01", f"{month}-31")
    ids = select(articles.c.article_id).where(of_month, *selection.conditions())
    return sorted(connection.execute(ids).scalars())


def provider_names(connection: Connection) -> list[str]:
    """Return the names of all providers, sorted."""
    names = select(articles.c.provider).where(articles.c.provider.is_not(None)).distinct()
    return sorted(connection.execute(names).scalars())
