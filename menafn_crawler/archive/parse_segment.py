"""Extract articles, lists and feeds from one archive segment, exactly as a crawl would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from menafn_crawler.archive.responses import ArchivedResponse, Skip, read_responses
from menafn_crawler.archive.segments import Segment
from menafn_crawler.bounds import CAPTURE_FILE, LIST_ELEMENTS, READ_SECONDS
from menafn_crawler.discover import SECTIONS, FeedListing, feed_at, named_sections, read_candidates, read_feed_listing
from menafn_crawler.fetch import Answer, TooSlow, classify, is_article_page, shown_instead, time_bound
from menafn_crawler.items import Article, Candidate, Capture
from menafn_crawler.normalise import ArticleAddress, Fetched, article_address, on_site, rebase, utc_text
from menafn_crawler.parse import NotAFeed, UnreadablePage, read_feed, read_links, read_list, read_page
from menafn_crawler.reading import ArticlePage, extract

_SKIPPED_ANSWERS = {
    Answer.BLOCKED: Skip.BLOCKED,
    Answer.SHELL: Skip.SHELL,
    Answer.TRUNCATED: Skip.TRUNCATED,
    Answer.GONE: Skip.GONE,
}
_TRANSFORMED = 203
"""Status of a page that a proxy has passed on; for the site's own 200."""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article, and where its page is archived (None in a file that was decompressed to be read)."""

    article: Article
    requested: ArticleAddress
    capture: Capture | None


@dataclass(frozen=True, slots=True)
class MissingArticle:
    """The site answered that there is no such article."""

    article_id: int
    fetched_at: str
    redirected_to: ArticleAddress | None = None
    """The other article that the site showed instead."""


@dataclass(frozen=True, slots=True)
class ParsedList:
    """A page that may be a list: its articles, and the lists that its menu names."""

    path: str
    """Path and query on the site."""
    fetched_at: str
    key: str | None
    """Edition and section, if the archive names them."""
    candidates: tuple[Candidate, ...]
    """Without section."""
    menu: Mapping[str, str]
    """Path by section."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed in an archive of our own."""

    fetched_at: str
    listing: FeedListing


Parsed = ParsedArticle | MissingArticle | ParsedList | ParsedFeed


@dataclass(frozen=True, slots=True)
class SegmentContent:
    """What a segment contains, in its order, and how many records were skipped for which reason."""

    parsed: list[Parsed] = field(default_factory=list)
    skipped: Counter[Skip] = field(default_factory=Counter)
    end: int = 0
    """Bytes of the segment that were read; the others belong to a record that continues in the next segment."""


def parse_segment(segment: Segment, zone: ZoneInfo) -> SegmentContent:
    """Parse a segment; *zone* is that of printed dates. Raises nothing."""
    parsed: list[Parsed] = []
    skipped: Counter[Skip] = Counter()
    end = 0
    for record in segment.records():
        end = record.end
        for response in read_responses([record]):
            found = response if isinstance(response, Skip) else parse_response(response, segment, zone)
            if isinstance(found, Skip):
                skipped[found] += 1
            else:
                parsed.append(found)
                skipped[Skip.GONE] += isinstance(found, MissingArticle)
    return SegmentContent(parsed, skipped, end)


def parse_response(response: ArchivedResponse, segment: Segment, zone: ZoneInfo) -> Parsed | Skip:
    """Parse one response of *segment*."""
    base = segment.base
    if on_site(response.url, base) is None:
        return Skip.OTHER_HOST
    if response.feed is not None:
        return _feed(response, response.feed, base)
    answer = classify(200 if response.status == _TRANSFORMED else response.status, response.body)
    address = article_address(response.requested or response.url, base)
    if address is not None:
        return _article(response, address, answer, segment, zone)
    if answer not in (Answer.PAGE, Answer.TRUNCATED):
        return _skip(response, answer)
    return _list(response, base, ours=segment.ours)


def _skip(response: ArchivedResponse, answer: Answer) -> Skip:
    return _SKIPPED_ANSWERS.get(answer, Skip.NOT_HTML if response.status == 200 else Skip.STATUS)


def _article(
    response: ArchivedResponse, address: ArticleAddress, answer: Answer, segment: Segment, zone: ZoneInfo
) -> Parsed | Skip:
    at = utc_text(response.fetched_at)
    instead = shown_instead(answer, address.article_id, response.url, segment.base)
    if answer is Answer.GONE or instead is not None:
        return MissingArticle(address.article_id, at, instead)
    if answer is not Answer.PAGE:
        return _skip(response, answer)
    fetched = Fetched(address, response.url, segment.base, response.fetched_at, at, zone)
    try:
        with time_bound(READ_SECONDS):
            article = extract(ArticlePage(response.body, response.content_type, fetched))
    except UnreadablePage:
        return Skip.UNREADABLE if is_article_page(response.body, address.article_id) else Skip.FOREIGN
    except TooSlow:
        return Skip.SLOW
    except Exception:  # noqa: BLE001 - one page never ends a replay; it is counted
        return Skip.FAILED
    return ParsedArticle(article, address, _capture(response, segment))


def _capture(response: ArchivedResponse, segment: Segment) -> Capture | None:
    if segment.name is None or response.position is None or len(segment.name) > CAPTURE_FILE:
        return None
    at = utc_text(response.fetched_at)
    place = segment.offset + response.position
    return Capture(segment.name, place, at, response.status, response.url, response.length)


def _feed(response: ArchivedResponse, path: str, base: str) -> ParsedFeed | Skip:
    feed = feed_at(path, base)
    if feed is None:
        return Skip.OTHER_HOST
    if response.status != 200:
        return Skip.STATUS
    try:
        read = read_feed(response.body, response.content_type)
    except NotAFeed:
        return Skip.NOT_FEED
    return ParsedFeed(utc_text(response.fetched_at), read_feed_listing(read.entries, feed.section, base))


def _list(response: ArchivedResponse, base: str, *, ours: bool) -> ParsedList | Skip:
    if ours and response.list_key is None:
        return Skip.NO_ARTICLE
    try:
        page = read_page(response.body, response.url, response.content_type, base, LIST_ELEMENTS)
    except UnreadablePage:
        return Skip.NOT_HTML
    menu = {} if ours else named_sections(read_links(page), SECTIONS, base)
    paths = {key: url.removeprefix(base) for key, href in menu.items() if (url := rebase(href, base)) is not None}
    candidates = tuple(read_candidates(read_list(page).entries, None, base))
    path = (rebase(response.url, base) or response.url).removeprefix(base)
    return ParsedList(path, utc_text(response.fetched_at), response.list_key, candidates, paths)
