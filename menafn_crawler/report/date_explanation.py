"""Why an article has the date it has, in words."""

from __future__ import annotations

from menafn_crawler.items import Article

WITNESSES = {
    "printed": "the time printed near the title",
    "footer": "the time printed below the story",
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
    "stale": "stands on every page: never believed",
    "unreadable": "cannot be read for certain",
}
_PRECISION = {"second": "to the second", "minute": "to the minute", "day": "to the day; no time of day is known"}


def explain_date(article: Article) -> str:
    """The verdict in one or two sentences."""
    by = {kind: [_named(e) for e in article.date_evidence if e["verdict"] == kind] for kind in VERDICTS}
    if article.published_on is None:
        heard = " and ".join(by["disagrees"] + by["agrees"])
        return f"No witness says for certain when it was published{f'; heard were {heard}' if heard else ''}."
    decided = by["chosen"] or [WITNESSES.get(article.date_source or "", str(article.date_source))]
    said = f"{_sentence(' and '.join(decided))} decides, {_PRECISION[article.date_precision or 'day']}"
    if by["agrees"]:
        said += f"; {' and '.join(by['agrees'])} {'agrees' if len(by['agrees']) == 1 else 'agree'}"
    if by["disagrees"]:
        said += f". Against it {'stands' if len(by['disagrees']) == 1 else 'stand'} {' and '.join(by['disagrees'])}"
    if article.date_conflict:
        said += ": the date is marked as a conflict"
    return f"{said}."


def _named(evidence: dict[str, str | None]) -> str:
    return WITNESSES.get(str(evidence["source"]), str(evidence["source"]))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
