"""Checks of ``scrapy doctor`` on the site: robots.txt, menu, lists, feed and articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import etree
from protego import Protego

from menafn_crawler.discover import MENU, find_sections, named_sections, read_candidates
from menafn_crawler.fetch import Answer, classify
from menafn_crawler.items import Article, Candidate
from menafn_crawler.normalise import Fetched, article_address, read_date_header, utc_text
from menafn_crawler.parse import FALLBACK, Page, UnreadablePage, read_links, read_list, read_page
from menafn_crawler.reading import ArticlePage, extract
from menafn_crawler.report.anomalies import FEW_LINKS
from menafn_crawler.report.environment_checks import Check, Verdict
from menafn_crawler.report.selector_check import missing_selectors

ARTICLES = 3
"""Number of articles fetched: the newest of the list."""
FEED = "/rss/menafn_Kuwait.xml"
KEYS = tuple(section.key for section in MENU)
_FIELDS = ("provider", "published_at", "wire_id", "byline", "image_url")


@dataclass(frozen=True, slots=True)
class Probe:
    """One request and its result."""

    address: str
    status: int | None = None
    """None where no answer came."""
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    date: str = ""
    """The header, as it came."""
    error: str = ""
    """Why no answer came, in one line."""

    @property
    def failed(self) -> str:
        """Why no page was received, for people; empty for a page."""
        if self.status is None:
            return f"no answer: {self.error}"
        answer = classify(self.status, self.body)
        return "" if answer in (Answer.PAGE, Answer.TRUNCATED) else f"{answer.value}, status {self.status}"

    @property
    def page(self) -> Page | None:
        """The parsed page; None where none came."""
        if self.failed:
            return None
        try:
            return read_page(self.body, self.address, self.content_type)
        except UnreadablePage:
            return None


@dataclass(slots=True)
class Probes:
    """All responses of one check of the site; None for what was not requested."""

    robots: Probe | None = None
    home: Probe | None = None
    lists: dict[str, Probe] = field(default_factory=dict)
    """By section: every list of the menu."""
    feed: Probe | None = None
    articles: list[Probe] = field(default_factory=list)


def lists_to_probe(home: Probe, site: str) -> dict[str, str]:
    """Return the addresses (as written) of the menu's lists by section; without a menu, those that are known."""
    menu = read_links(home.page) if home.page is not None else []
    found = find_sections(menu, KEYS, site)
    return {key: address for key, address in found.items() if address is not None}


def articles_to_probe(listing: Probe, site: str) -> list[str]:
    """Return the published addresses of the newest articles that a list shows."""
    newest = sorted(_shown(listing, site), key=lambda candidate: -candidate.article_id)
    return [candidate.url for candidate in newest[:ARTICLES]]


def _shown(listing: Probe, site: str) -> list[Candidate]:
    return read_candidates(read_list(listing.page).entries, None, site) if listing.page is not None else []


def diagnose(
    probes: Probes, site: str, agent: str, now: datetime, zone: ZoneInfo, usual: Mapping[str, int] | None = None
) -> Iterator[Check]:
    """Yield the checks in the order of the requests; *now* is aware, *zone* the site's.

    *usual* is the number of articles on each list's first page in the last run, by section.
    """
    if probes.robots is not None:
        yield _robots(probes.robots, site, agent)
    if probes.home is not None:
        yield _menu(probes.home, site)
    for key, probe in probes.lists.items():
        yield _listing(key, probe, site, (usual or {}).get(key))
    if probes.feed is not None:
        yield _feed(probes.feed)
    yield from _articles(probes.articles, site, now, zone)


def clock_of(probes: Probes) -> datetime | None:
    """Return the instant that the site's answers carry, the latest; None where none carries one."""
    every = (probes.robots, probes.home, *probes.lists.values(), probes.feed, *probes.articles)
    read = [instant for probe in every if probe is not None and (instant := read_date_header(probe.date)) is not None]
    return max(read, default=None)


def _robots(probe: Probe, site: str, agent: str) -> Check:
    if probe.status is None:
        return Check("robots.txt", Verdict.WARNING, probe.failed)
    if probe.status != 200:
        return Check("robots.txt", Verdict.OK, f"there is none (status {probe.status}): nothing is forbidden")
    rules = Protego.parse(probe.body.decode("utf-8", "replace"))
    paths = ("/", "/1109547045/Slug", *(section.address for section in MENU if section.address))
    forbidden = [path for path in paths if not rules.can_fetch(site + path, agent)]
    if forbidden:
        return Check("robots.txt", Verdict.UNUSABLE, f"forbids {agent} {forbidden[0]}, and it is obeyed")
    delay = rules.crawl_delay(agent)
    return Check("robots.txt", Verdict.OK, "allows what is asked for" + (f", every {delay:g} s" if delay else ""))


def _menu(probe: Probe, site: str) -> Check:
    if probe.page is None:
        return Check("home page", Verdict.WRONG, f"{probe.address}: {probe.failed or 'no document'}")
    named = named_sections(read_links(probe.page), KEYS, site)
    missing = [section.labels[0] for section in MENU if section.key not in named]
    if missing:
        text = f"its menu names {len(named)} of the {len(MENU)} sections; no link says {', '.join(missing)}"
        return Check("home page", Verdict.WRONG, text)
    return Check("home page", Verdict.OK, f"its menu names all {len(MENU)} sections")


def _listing(key: str, probe: Probe, site: str, usual: int | None) -> Check:
    if probe.page is None:
        return Check("list", Verdict.UNUSABLE, f"{key}: {probe.address}: {probe.failed or 'no document'}")
    shown = len(_shown(probe, site))
    if not shown:
        text = f"{key}: {probe.address}: no link leads to an article (/<number>/<Slug>) outside of menu and sidebars"
        return Check("list", Verdict.UNUSABLE, text)
    text = f"{key}: {probe.address} shows {shown} articles"
    if usual and shown < FEW_LINKS * usual:
        return Check("list", Verdict.WRONG, f"{text}, {usual} in the last run")
    return Check("list", Verdict.OK, text)


def _feed(probe: Probe) -> Check:
    if probe.status != 200:
        return Check("feed", Verdict.WARNING, f"{probe.address}: {probe.failed or f'status {probe.status}'}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    try:
        items = len(etree.fromstring(probe.body, parser).findall(".//{*}item"))
    except etree.XMLSyntaxError as error:
        return Check("feed", Verdict.WARNING, f"{probe.address} is no XML: {error.msg}")
    if not items:
        return Check("feed", Verdict.WARNING, f"{probe.address} has no item")
    return Check("feed", Verdict.OK, f"{probe.address} has {items} items")


def _articles(probes: Sequence[Probe], site: str, now: datetime, zone: ZoneInfo) -> Iterator[Check]:
    """Yield a check for each article; a last one where none could be read."""
    found = [_article(probe, site, now, zone) for probe in probes]
    yield from (check for check, _ in found)
    if not any(read for _, read in found):
        text = f"none of {len(probes)} could be read" if probes else "none to look at: no list showed one"
        yield Check("articles", Verdict.UNUSABLE, text)


def _article(probe: Probe, site: str, now: datetime, zone: ZoneInfo) -> tuple[Check, bool]:
    """Return the check of one article, and whether it could be read."""
    address = article_address(probe.address, site)
    if probe.failed.startswith(Answer.GONE):
        return Check("article", Verdict.WARNING, f"{probe.address}: listed, and the site says it is gone"), False
    if address is None or probe.failed:
        return Check("article", Verdict.WRONG, f"{probe.address}: {probe.failed or 'is at no article any more'}"), False
    fetched = Fetched(address, probe.address, site, now, utc_text(now), zone)
    try:
        article = extract(ArticlePage(probe.body, probe.content_type, fetched))
    except UnreadablePage as error:
        page = probe.page
        lacking = f"; missing: {', '.join(missing_selectors(page))}" if page is not None else ""
        return Check("article", Verdict.WRONG, f"{probe.address}: {error}{lacking}"), False
    return _read(article, probe), True


def _read(article: Article, probe: Probe) -> Check:
    empty = [name for name in _FIELDS if getattr(article, name) is None]
    told = (
        f"{article.article_id} by {article.extraction}: {article.provider or 'no provider'},"
        f" {article.published_at or article.published_on or 'no date'} ({article.date_source or 'no witness'}),"
        f" {article.word_count} words" + (f"; the page does not say {', '.join(empty)}" if empty else "")
    )
    unread = [str(one["raw"]) for one in article.date_evidence if one["verdict"] == "unreadable"]
    if unread:
        return Check("article", Verdict.WRONG, f"{told}; a date that could not be read: {unread[0][:100]!r}")
    if article.extraction == FALLBACK and probe.page is not None:
        text = f"{told}; read by its texts alone, missing: {', '.join(missing_selectors(probe.page))}"
        return Check("article", Verdict.WRONG, text)
    return Check("article", Verdict.OK if article.published_on else Verdict.WRONG, told)
