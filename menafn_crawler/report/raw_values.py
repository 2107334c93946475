"""Raw page string behind each field of a record."""

from __future__ import annotations

from menafn_crawler.items import Article, RawArticle

_SHOWN = 200
"""Characters of a body that are shown of it."""


def raw_values(article: Article, raw: RawArticle | None) -> dict[str, str | None]:
    """By field, the text it came from; None where the page has none.

    *raw* is what the page says; without it only what the record itself keeps can be told.
    """
    found: dict[str, str | None] = {
        "provider": article.byline or article.wire_id,
        "provider_code": article.wire_id,
        "wire_number": article.wire_id,
        "byline": article.byline,
        "wire_id": article.wire_id,
        "published_at": _of_the_date(article),
        "url": article.source_url,
    }
    if raw is None:
        return found
    return found | {
        "url": next(iter(raw.addresses), None) or article.source_url,
        "title": raw.title,
        "body": _beginning(raw),
        "wire_id": " ".join(raw.wire_ids) or None,
        "tags": raw.tags,
        "image_url": raw.image,
        "provider_url": raw.provider_link,
    }


def _of_the_date(article: Article) -> str | None:
    return next((e["raw"] for e in article.date_evidence if e["verdict"] == "chosen"), None)


def _beginning(raw: RawArticle) -> str | None:
    text = " / ".join(line.text for line in raw.lines)
    return (text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")) or None
