"""What a part of an archive says: the same reading of the same answers as in a crawl."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from menafn_crawler.archive.answers import Answered, Skip, answers
from menafn_crawler.archive.members import Part
from menafn_crawler.discover import SECTIONS, FeedListing, feed_at, named_sections, read_candidates, read_feed_listing
from menafn_crawler.extract import reader
from menafn_crawler.fetch import Answer, classify, shown_instead
from menafn_crawler.items import Article, Candidate
from menafn_crawler.normalise import ArticleAddress, Fetched, article_address, on_site, rebase, utc_text
from menafn_crawler.parse import NotAFeed, UnreadablePage, read_feed, read_links, read_list, read_page
from menafn_crawler.reading import ArticlePage
from menafn_crawler.store import Capture

_NO_PAGE = {
    Answer.BLOCKED: Skip.BLOCKED,
    Answer.SHELL: Skip.SHELL,
    Answer.TRUNCATED: Skip.TRUNCATED,
    Answer.GONE: Skip.GONE,
}


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article that was read, and where its page is kept (None in a copy made to be read)."""

    article: Article
    asked: ArticleAddress
    """The address that was asked for."""
    capture: Capture | None


@dataclass(frozen=True, slots=True)
class ReadGone:
    """The site said that there is no such article."""

    article_id: int
    fetched_at: str
    instead: ArticleAddress | None = None
    """The article that it led to."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """A page that may be of a list: what it shows, and the lists that its menu names."""

    path: str
    """Path and query on the site."""
    fetched_at: str
    key: str | None
    """Edition and section, where the archive says them."""
    shown: tuple[Candidate, ...]
    """Without the section."""
    menu: Mapping[str, str]
    """Path by section."""


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed in an archive of ours: what it shows, as far as it can be read."""

    fetched_at: str
    shown: FeedListing


Read = ReadArticle | ReadGone | ReadList | ReadFeed


@dataclass(frozen=True, slots=True)
class PartRead:
    """All that a part says, in its order, and how many records were passed over for which reason."""

    read: list[Read] = field(default_factory=list)
    skipped: Counter[Skip] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Order:
    """A part to be read, and the zone of the printed times."""

    part: Part
    zone: ZoneInfo


def read_part(order: Order) -> PartRead:
    """Read a part. Raises OSError for a file that is gone."""
    done = PartRead()
    for answer in answers(order.part):
        found = answer if isinstance(answer, Skip) else _read(answer, order)
        if isinstance(found, Skip):
            done.skipped[found] += 1
        else:
            done.read.append(found)
            done.skipped[Skip.GONE] += isinstance(found, ReadGone)
    return done


def _read(answer: Answered, order: Order) -> Read | Skip:
    base = order.part.base
    address = article_address(answer.article or answer.url, base)
    if on_site(answer.url, base) is None:
        return Skip.OTHER_HOST
    if answer.feed is not None:
        return _feed(answer, answer.feed, base)
    kind = classify(answer.status, answer.body)
    if address is not None:
        return _article(answer, address, kind, order)
    if kind not in (Answer.PAGE, Answer.TRUNCATED):
        return _why_no_page(answer, kind)
    return _list(answer, base, ours=order.part.ours)


def _why_no_page(answer: Answered, kind: Answer) -> Skip:
    return _NO_PAGE.get(kind, Skip.NOT_HTML if answer.status == 200 else Skip.STATUS)


def _article(answer: Answered, address: ArticleAddress, kind: Answer, order: Order) -> Read | Skip:
    at = utc_text(answer.fetched_at)
    instead = shown_instead(kind, address.article_id, answer.url, order.part.base)
    if kind is Answer.GONE or instead is not None:
        return ReadGone(address.article_id, at, instead)
    if kind is not Answer.PAGE:
        return _why_no_page(answer, kind)
    fetched = Fetched(address, answer.url, order.part.base, answer.fetched_at, at, order.zone)
    read = reader.answer(ArticlePage(answer.body, answer.content_type, fetched))
    if not isinstance(read, Article):
        return Skip.UNREADABLE if read is not None else Skip.FAILED
    return ReadArticle(read, address, _capture(answer, order.part.name))


def _capture(answer: Answered, name: str | None) -> Capture | None:
    if name is None or answer.offset is None:
        return None
    return Capture(name, answer.offset, utc_text(answer.fetched_at), answer.status, answer.url)


def _feed(answer: Answered, path: str, base: str) -> ReadFeed | Skip:
    feed = feed_at(path, base)
    if feed is None:
        return Skip.OTHER_HOST
    if answer.status != 200:
        return Skip.STATUS
    try:
        read = read_feed(answer.body, answer.content_type)
    except NotAFeed:
        return Skip.NOT_FEED
    return ReadFeed(utc_text(answer.fetched_at), read_feed_listing(read.entries, feed.section, base))


def _list(answer: Answered, base: str, *, ours: bool) -> ReadList | Skip:
    if ours and answer.list_key is None:
        return Skip.NO_ARTICLE
    try:
        page = read_page(answer.body, answer.url, answer.content_type, base)
    except UnreadablePage:
        return Skip.NOT_HTML
    menu = {} if ours else named_sections(read_links(page), SECTIONS, base)
    paths = {key: url.removeprefix(base) for key, href in menu.items() if (url := rebase(href, base)) is not None}
    shown = tuple(read_candidates(read_list(page).entries, None, base))
    path = (rebase(answer.url, base) or answer.url).removeprefix(base)
    return ReadList(path, utc_text(answer.fetched_at), answer.list_key, shown, paths)
