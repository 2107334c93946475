"""Evidence of a record: the page's string behind each field, and the choice of the date in words."""

from __future__ import annotations

from menafn_crawler.items import Article, RawArticle

WITNESSES = {
    "printed": "the time printed near the title",
    "footer": "the time printed below the story",
    "time": "the time element of the page",
    "json_ld": "the page's JSON-LD",
    "meta": "the page's meta data",
    "microdata": "the page's microdata",
    "wire_id": "the day in the wire ID",
    "feed": "the feed",
    "image": "the path of the picture",
    "neighbours": "the article's number between its neighbours'",
    "header": "the date in the page's header",
}
VERDICTS = {
    "chosen": "decides",
    "agrees": "agrees",
    "disagrees": "says otherwise",
    "updated": "tells when it was updated",
    "stale": "says nothing of this article: never believed",
    "unreadable": "cannot be read for certain",
}
_FLAGS = {
    "ambiguous_time": "The time can mean two instants, or another time on the page contradicts it.",
    "ambiguous_date": "Day and month can be read in either order; month first is the site's own.",
}
_PRECISION = {"second": "to the second", "minute": "to the minute", "day": "to the day; no time of day is known"}


def explain_date(article: Article) -> str:
    """Return one to four sentences: who decides, who agrees, who contradicts, and what remains uncertain."""
    by = {kind: [_named(e) for e in article.date_evidence if e["verdict"] == kind] for kind in VERDICTS}
    sentences = [_decision(article, by)]
    if by["updated"]:
        sentences.append(
            f"{_capital(' and '.join(by['updated']))} {_verb(by['updated'], 'tells', 'tell')} of an update."
        )
    sentences += [sentence for flag, sentence in _FLAGS.items() if flag in article.quality]
    return " ".join(sentences)


def _decision(article: Article, by: dict[str, list[str]]) -> str:
    if article.published_on is None:
        undecided = by["disagrees"] + by["agrees"]
        named = f"; {' and '.join(undecided)} {_verb(undecided, 'leaves', 'leave')} it open" if undecided else ""
        return f"No witness says for certain when it was published{named}."
    decided = by["chosen"] or [WITNESSES.get(article.date_source or "", str(article.date_source))]
    said = f"{_capital(' and '.join(decided))} decides, {_PRECISION[article.date_precision or 'day']}"
    if by["agrees"]:
        said += f"; {' and '.join(by['agrees'])} {_verb(by['agrees'], 'agrees', 'agree')}"
    if by["disagrees"]:
        said += f". Against it {_verb(by['disagrees'], 'stands', 'stand')} {' and '.join(by['disagrees'])}"
    if article.date_conflict:
        said += ": the date is marked as a conflict"
    return f"{said}."


def _named(evidence: dict[str, str | None]) -> str:
    return WITNESSES.get(str(evidence["source"]), str(evidence["source"]))


def _verb(subjects: list[str], one: str, several: str) -> str:
    return one if len(subjects) == 1 else several


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_SHOWN = 200
"""Characters of a body that are shown of it."""


def raw_values(article: Article, raw: RawArticle | None) -> dict[str, str | None]:
    """Return for each field the text it came from; None if the page has none.

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
