"""Articles by RSS: what a poll finds, how little one with nothing new asks for, and feeds that are none."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.normalise import utc_text
from menafn_crawler.replica import (
    Newsroom,
    ReplicaServer,
    copies,
    each_story_once,
    expected_fed_record,
    expected_sections,
    serve,
)
from menafn_crawler.replica.feeds import COUNTRY_OF, feed_address, feed_date, feed_stories
from menafn_crawler.replica.story import Story as ReplicaStory
from menafn_crawler.replica.url_forms import article_number
from tests.crawls import LONGEST, Run, crawl, crawling
from tests.sites import DROPPED, HOME, LIST, NOT_THERE, Manner, Pages, Reply, SmallSite, Story, newsroom, page, path

FEEDS = sorted(map(feed_address, COUNTRY_OF))
COUNTRIES = frozenset(filter(None, COUNTRY_OF.values()))
KUWAIT, QATAR = feed_address("Kuwait"), feed_address("Qatar")
ONE, TWO = Story(1109547045), Story(1109547046, printed="2025-05-14 05:00:00")
SAID = "Wed, 14 May 2025 04:44:27 GMT"
ETAG, MODIFIED = 'W/"a1"', "Wed, 14 May 2025 09:00:00 GMT"
UNCHANGED = Reply(status=304)


def visit(site: str, data_dir: Path, *options: str) -> Run:
    return crawl(site, data_dir, *options, spider="menafn_feeds")


def asked(site: ReplicaServer) -> list[int]:
    return [number for number in map(article_number, site.requests) if number is not None]


def shown(newsroom: Newsroom, *names: str) -> dict[int, ReplicaStory]:
    """The articles that can be read of those that the feeds show, of all feeds unless some are named."""
    stories = [story for name in names or COUNTRY_OF for story in feed_stories(newsroom, name)]
    return {story.article_id: story for story in stories if story.fate == "served"}


# --- on the replica --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def polled(
    newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[ReplicaServer, Run, list[str]]]:
    """The replica with its broken feed, polled once."""
    with serve(newsroom) as site:
        run = visit(site.url, tmp_path_factory.mktemp("polled"))
        yield site, run, site.requests


def test_a_poll_finds_what_the_feeds_show_also_the_broken_one(
    polled: tuple[ReplicaServer, Run, list[str]], newsroom: Newsroom
) -> None:
    _, run, requests = polled
    assert run.code == 0, run.err
    truth = shown(newsroom)
    wanted = each_story_once(newsroom, {n: expected_fed_record(s, COUNTRIES) for n, s in truth.items()})
    assert run.records.keys() == wanted.keys()
    assert sorted(address for address in requests if article_number(address) is None) == ["/robots.txt", *FEEDS]
    for number, record in run.records.items():
        for name, value in wanted[number].items():
            assert record[name] == value, (number, name)


def test_each_record_has_the_feed_among_its_witnesses(polled: tuple[ReplicaServer, Run, list[str]]) -> None:
    _, run, _ = polled
    for number, record in run.records.items():
        story = polled[0].newsroom.by_id[number]
        said = [evidence["raw"] for evidence in record["date_evidence"] if evidence["source"] == "feed"]
        assert said == [feed_date(story)]


def test_a_poll_with_nothing_new_is_one_small_answer_for_each_feed(
    polled: tuple[ReplicaServer, Run, list[str]],
) -> None:
    site, run, _ = polled
    site.reset()
    again = visit(site.url, run.data_dir)
    assert again.code == 0
    assert sorted(site.requests) == ["/robots.txt", *FEEDS]
    assert again.counters["list/unchanged"] == again.counters["list/read"] == len(FEEDS)
    assert again.records == run.records


def test_only_the_feeds_that_are_named_are_asked_for(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        named = f"feeds=Kuwait, qa ,http://www.menafn.com{feed_address('Oman')}"
        run = visit(site.url, tmp_path, "-a", named)
        assert sum("/rss/" in address for address in site.requests) == 3
    wanted = shown(newsroom, "Kuwait", "Qatar", "Oman").keys()
    assert run.records.keys() == wanted - copies(newsroom).keys()
    assert {key for record in run.records.values() for key in record["sections"]} == {"kw", "qa", "om"}


def test_an_article_of_the_lists_gains_section_and_witness_and_is_not_asked_for_again(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    with serve(newsroom, faults=False) as site:
        lists = crawl(site.url, tmp_path, "-a", "sections=arab")
        site.reset()
        fed = visit(site.url, tmp_path)
        again = asked(site)
    both = lists.records.keys() & shown(newsroom).keys()
    assert both
    assert not both & set(again)
    for number in both:
        record, story = fed.records[number], newsroom.by_id[number]
        assert record["sections"] == expected_sections(story, COUNTRIES | {"arab"})
        assert record == lists.records[number] | {
            "sections": record["sections"],
            "date_evidence": record["date_evidence"],
            **{
                name: value
                for name, value in expected_fed_record(story, COUNTRIES | {"arab"}).items()
                if name.startswith(("published", "date_"))
            },
        }
        assert [e["raw"] for e in record["date_evidence"] if e["source"] == "feed"] == [feed_date(story)]


def test_a_limit_leaves_the_rest_to_the_next_run_which_feeds_that_did_not_change_do_not_hide(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    with serve(newsroom, faults=False) as site:
        few = visit(site.url, tmp_path, "-a", "limit=5")
        assert (few.code, few.counters["article/stored"]) == (0, 5)
        rest = visit(site.url, tmp_path)
    assert rest.counters["list/unchanged"] == len(FEEDS)
    assert rest.records.keys() == shown(newsroom).keys() - copies(newsroom).keys()


def test_what_lies_outside_the_span_is_left(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        run = visit(site.url, tmp_path, "-a", "since=2025-05-10", "-a", "until=2025-05-20")
    assert run.code == 0
    assert run.records
    assert all(
        "2025-05-09" <= record["published_on"] <= "2025-05-20"
        for record in run.records.values()
        if record["published_on"]
    )
    assert run.counters["article/outside_span"] > 0


@pytest.mark.slow
def test_a_poll_that_is_killed_loses_nothing_and_the_next_one_goes_on(newsroom: Newsroom, tmp_path: Path) -> None:
    slowly = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
    with serve(newsroom, faults=False) as site:
        for requests in (8, 30):
            with crawling(site.url, tmp_path, *slowly, spider="menafn_feeds") as process:
                until = time.monotonic() + LONGEST
                while len(site.requests) < requests and process.poll() is None and time.monotonic() < until:
                    time.sleep(0.002)
                process.send_signal(signal.SIGKILL)
                process.wait(LONGEST)
            site.reset()
        run = visit(site.url, tmp_path)
    assert run.code == 0, run.err
    truth = shown(newsroom)
    assert run.records.keys() == truth.keys() - copies(newsroom).keys()
    for number, record in run.records.items():
        assert record["sections"] == expected_sections(truth[number], COUNTRIES)
        assert [e["raw"] for e in record["date_evidence"] if e["source"] == "feed"] == [feed_date(truth[number])]


# --- on small sites --------------------------------------------------------------------------------------------------


def feed(*stories: Story, date: str | None = SAID, end: str = "</channel></rss>", **headers: str) -> Reply:
    """An RSS feed of these stories; headers are its validators and the like."""
    told = f"<pubDate>{date}</pubDate>" if date else ""
    items = "".join(
        f"<item><title>x</title><link>https://menafn.com{path(story.number)}?src=RSS</link>{told}</item>"
        for story in stories
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}{end}'
    return Reply(
        text, headers={"Content-Type": "text/xml"} | {name.replace("_", "-"): v for name, v in headers.items()}
    )


def pages(*stories: Story, **feeds: Any) -> Pages:
    """A newsroom with feeds by country; a reply or several in turn."""
    replies: Pages = {
        feed_address(name): reply if isinstance(reply, list) else [reply] for name, reply in feeds.items()
    }
    return newsroom(*stories, more=replies)


def evidence(run: Run, number: int = ONE.number) -> list[tuple[str, str]]:
    return [(e["raw"], e["verdict"]) for e in run.records[number]["date_evidence"] if e["source"] == "feed"]


def sent(site: SmallSite, address: str, header: str) -> list[str | None]:
    return [said.get(header) for asked, said in zip(site.requests, site.headers, strict=True) if asked == address]


KUWAIT_ONLY = ("-a", "feeds=kw")


def test_validators_are_sent_back_as_they_came(tmp_path: Path) -> None:
    first = feed(ONE, ETag=ETAG, Last_Modified=MODIFIED)
    more = feed(TWO, ONE, ETag='"b2"')
    with SmallSite(pages(ONE, TWO, Kuwait=[first, UNCHANGED, more, UNCHANGED])) as site:
        runs = [visit(site.url, tmp_path, *KUWAIT_ONLY) for _ in range(4)]
    assert [run.code for run in runs] == [0, 0, 0, 0]
    assert [len(run.records) for run in runs] == [1, 1, 2, 2]
    assert sent(site, KUWAIT, "if-none-match") == [None, ETAG, ETAG, '"b2"']
    assert sent(site, KUWAIT, "if-modified-since") == [None, MODIFIED, MODIFIED, None]
    assert (site.asked(path(ONE.number)), site.asked(path(TWO.number))) == (1, 1)


def test_wrong_validators_hide_articles_for_a_day_at_most(tmp_path: Path) -> None:
    with SmallSite(pages(ONE, TWO, Kuwait=[feed(ONE, ETag=ETAG), UNCHANGED, feed(TWO, ONE, ETag=ETAG)])) as site:
        visit(site.url, tmp_path, *KUWAIT_ONLY)
        hidden = visit(site.url, tmp_path, *KUWAIT_ONLY)
        with closing(sqlite3.connect(tmp_path / "menafn.db")) as store, store:
            day_before = utc_text(datetime.now(UTC) - timedelta(hours=25))
            store.execute("UPDATE feeds SET changed_at = ?", [day_before])
        shown = visit(site.url, tmp_path, *KUWAIT_ONLY)
    assert sent(site, KUWAIT, "if-none-match") == [None, ETAG, None]
    assert (len(hidden.records), len(shown.records)) == (1, 2)


def test_feeds_that_are_sent_whole_each_time_cost_no_article(tmp_path: Path) -> None:
    too_long = feed(ONE, ETag="x" * 5000)
    with SmallSite(pages(ONE, Kuwait=feed(ONE), Qatar=feed(ONE, ETag=ETAG), Oman=too_long)) as site:
        first, again = (visit(site.url, tmp_path, "-a", "feeds=kw,qa,om") for _ in range(2))
    assert (first.code, again.code) == (0, 0)
    assert (site.asked(KUWAIT), site.asked(QATAR), site.asked(path(ONE.number))) == (2, 2, 1)
    assert sent(site, feed_address("Oman"), "if-none-match") == [None, None]
    assert again.counters.get("date/decided_again", 0) == 0
    assert again.records == first.records


def test_validators_of_one_server_are_not_sent_to_another(tmp_path: Path) -> None:
    with SmallSite(pages(ONE, Kuwait=feed(ONE, ETag=ETAG))) as site:
        visit(site.url, tmp_path, *KUWAIT_ONLY)
    with SmallSite(pages(ONE, TWO, Kuwait=feed(TWO, ETag=ETAG))) as mirror:
        run = visit(mirror.url, tmp_path, *KUWAIT_ONLY)
    assert sent(mirror, KUWAIT, "if-none-match") == [None]
    assert run.found == (ONE.number, TWO.number)


def test_not_modified_without_being_asked_is_no_answer(tmp_path: Path) -> None:
    with SmallSite(pages(Kuwait=UNCHANGED)) as site:
        run = visit(site.url, tmp_path, *KUWAIT_ONLY)
    assert (run.code, run.counters["list/failed"]) == (4, 1)


def test_what_could_not_be_had_is_asked_for_again_though_the_feed_has_not_changed(tmp_path: Path) -> None:
    broken = pages(ONE, TWO, Kuwait=[feed(ONE, TWO, ETag=ETAG), UNCHANGED])
    broken[path(TWO.number)] = [Reply("no", 500)] * 4 + [TWO.reply()]
    with SmallSite(broken) as site:
        first, again = (visit(site.url, tmp_path, *KUWAIT_ONLY, "-s", "RETRY_TIMES=3") for _ in range(2))
    assert (first.code, first.found) == (3, (ONE.number,))
    assert (again.code, again.found) == (0, (ONE.number, TWO.number))
    assert evidence(again, TWO.number) == [(SAID, "agrees")]


def test_a_feed_is_read_whole_where_an_older_store_does_not_say_what_it_showed(tmp_path: Path) -> None:
    """Versions before the selection kept a feed's validators and nothing of what it showed."""
    with SmallSite(pages(ONE, TWO, Kuwait=feed(ONE, TWO, ETag=ETAG))) as site:
        visit(site.url, tmp_path, *KUWAIT_ONLY, "-a", "limit=1")
        with sqlite3.connect(tmp_path / "menafn.db") as store:
            store.execute("DELETE FROM shown")
        again, third = (visit(site.url, tmp_path, *KUWAIT_ONLY) for _ in range(2))
    assert (again.code, again.found) == (0, (ONE.number, TWO.number))
    assert sent(site, KUWAIT, "if-none-match") == [None, None, ETAG]
    assert third.found == again.found


NO_FEED = {
    "Algeria": page("<p>Welcome</p>"),
    "Bahrain": NOT_THERE,
    "Egypt": Reply(""),
    "Iraq": Reply('{"items": []}'),
    "Jordan": Reply("Try again", 500),
    "Lebanon": Reply("no", 403),
    "Morocco": Reply("gone", 410),
    "Oman": DROPPED,
    "Syria": Reply("<rss><channel>", manner=Manner.ENDLESS),
}
"""What stands in the place of feeds: also a page, the soft 404, nothing, JSON, no answer, one without end."""
QUICK = ("-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_MAXSIZE=2000000")


def test_feeds_that_are_none_are_missing_beside_one_that_is(tmp_path: Path) -> None:
    with SmallSite(pages(ONE, Kuwait=feed(ONE), Yemen=feed(), **NO_FEED)) as site:
        run = visit(site.url, tmp_path, "-a", f"feeds=kw,ye,{','.join(NO_FEED)}", *QUICK)
    assert (run.code, run.found) == (3, (ONE.number,))
    assert (run.counters["list/read"], run.counters["list/failed"]) == (2, len(NO_FEED))
    told = [line for line in run.err.splitlines() if "[menafn_feeds] WARNING: feed " in line]
    assert sorted(line.split("feed ")[1].split(" ")[0] for line in told) == sorted(map(feed_address, NO_FEED))
    assert "Traceback" not in run.err


@pytest.mark.parametrize("feeds", [NO_FEED, {"Yemen": feed()}], ids=["no feeds", "no article"])
def test_without_any_that_shows_an_article_the_site_is_not_usable(tmp_path: Path, feeds: dict[str, Reply]) -> None:
    with SmallSite(pages(ONE, **feeds)) as site:
        run = visit(site.url, tmp_path, "-a", f"feeds={','.join(feeds)}", *QUICK)
    assert (run.code, run.found) == (4, ())


def test_a_feed_that_nobody_named_may_be_missing_until_it_was_seen(tmp_path: Path) -> None:
    with SmallSite(pages(ONE, TWO, Kuwait=feed(ONE), Qatar=[feed(TWO), Reply("gone", 404)])) as site:
        first, again = (visit(site.url, tmp_path) for _ in range(2))
    assert (first.code, first.counters["list/unnamed"], first.found) == (0, 15, (ONE.number, TWO.number))
    assert (again.code, again.counters["list/failed"]) == (3, 1)
    assert f"feed {QATAR} could not be read" in again.err


def test_a_site_without_any_feed_is_not_usable(tmp_path: Path) -> None:
    with SmallSite(pages(ONE)) as site:
        run = visit(site.url, tmp_path)
    assert (run.code, run.counters["list/failed"]) == (4, 17)


def test_a_feed_that_breaks_off_is_asked_again_and_its_validators_are_not_believed(tmp_path: Path) -> None:
    cut = feed(ONE, end="<item><title>Min", ETag=ETAG)
    with SmallSite(pages(ONE, TWO, Kuwait=[cut, cut, feed(ONE, TWO, ETag=ETAG)])) as site:
        first, again = (visit(site.url, tmp_path, *KUWAIT_ONLY, "-s", "RETRY_TIMES=1") for _ in range(2))
    assert (first.code, first.found, first.counters["list/failed"]) == (3, (ONE.number,), 1)
    assert sent(site, KUWAIT, "if-none-match") == [None, None, None]
    assert (again.code, again.found) == (0, (ONE.number, TWO.number))


def test_a_feed_whose_entities_expand_harms_nobody(tmp_path: Path) -> None:
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">\n' for n in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "{"ha" * 500}">\n{declared}<!ENTITY x SYSTEM "{HOME}secret">]>'
    bad = feed(ONE).body.replace("<rss", f"{doctype}<rss").replace("<title>x", "<title>&e11;&x;")
    with SmallSite(pages(ONE, Kuwait=Reply(bad))) as site:
        run = visit(site.url, tmp_path, *KUWAIT_ONLY)
    assert (run.code, run.found) == (0, (ONE.number,))
    assert "/secret" not in site.requests


@pytest.mark.slow
def test_a_feed_of_two_thousand_entries_is_read_to_its_end(tmp_path: Path) -> None:
    many = [Story(1109000000 + n) for n in range(2000)]
    with SmallSite(pages(many[0], Kuwait=feed(*many))) as site:
        run = visit(site.url, tmp_path, *KUWAIT_ONLY, "-a", "limit=1")
    assert run.counters["list/entries"] == run.counters["candidate/new"] == 2000


def test_nothing_is_fetched_from_another_host(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE)) as other, SmallSite({}) as site:
        items = f"<item><link>{other.url}{path(ONE.number)}</link></item><item><link>{path(TWO.number)}</link></item>"
        site.pages.update(
            pages(
                TWO,
                Kuwait=Reply(feed(end=f"{items}</channel></rss>").body),
                Qatar=Reply("", 302, {"Location": f"{other.url}/rss.xml"}),
            )
        )
        run = visit(site.url, tmp_path, "-a", "feeds=kw,qa")
        refused = visit(site.url, tmp_path / "refused", "-a", f"feeds={other.url}/rss.xml")
    assert (run.code, run.found) == (3, (TWO.number,))
    assert refused.code == 2
    assert other.requests == []


def test_what_names_no_feed_is_refused_with_one_line(tmp_path: Path) -> None:
    with SmallSite(pages(ONE)) as site:
        run = visit(site.url, tmp_path, "-a", "feeds=kw,Atlantis")
    assert (run.code, site.requests, run.out, run.err.count("\n")) == (2, [], "", 1)
    assert "unknown feed 'Atlantis'" in run.err
    assert "allowed are Algeria" in run.err


# --- the feed as a witness -------------------------------------------------------------------------------------------


def test_a_date_waits_for_the_article_to_come_through_another_door(tmp_path: Path) -> None:
    late = pages(ONE, TWO, Kuwait=feed(ONE, TWO))
    late[path(ONE.number)] = [Reply("no", 500), ONE.reply()]
    with SmallSite(late) as site:
        first = visit(site.url, tmp_path, *KUWAIT_ONLY, "-s", "RETRY_TIMES=0")
        lists = crawl(site.url, tmp_path, "-a", "sections=asia")
    assert (first.code, first.found) == (3, (TWO.number,))
    assert evidence(lists) == [(SAID, "agrees")]
    assert lists.records[ONE.number]["sections"] == ["asia", "kw"]


def test_an_article_that_was_on_its_way_when_the_feed_spoke_hears_it_too(tmp_path: Path) -> None:
    site_pages = pages(ONE, Kuwait=feed(ONE))
    site_pages[path(ONE.number)] = [Reply("no", 500), Reply("no", 500), ONE.reply()]
    with SmallSite(site_pages) as site:
        crawl(site.url, tmp_path, "-a", "sections=asia", "-s", "RETRY_TIMES=0")
        run = visit(site.url, tmp_path, *KUWAIT_ONLY, "-s", "RETRY_TIMES=3", "-s", "DOWNLOAD_DELAY=0.3")
    assert site.requests.index(KUWAIT) > site.requests.index(path(ONE.number))
    assert (run.code, run.found) == (0, (ONE.number,))
    assert evidence(run) == [(SAID, "agrees")]


def test_the_feed_dates_what_the_page_does_not_and_no_more_than_its_day(tmp_path: Path) -> None:
    undated = Story(ONE.number, printed="          ", wire=False)
    with SmallSite({**pages(Kuwait=feed(undated)), path(ONE.number): [_without_date(undated)]}) as site:
        run = visit(site.url, tmp_path, *KUWAIT_ONLY)
    record = run.records[ONE.number]
    assert (record["published_on"], record["published_at"], record["date_precision"]) == ("2025-05-14", None, "day")
    assert record["date_source"] == "feed"


def _without_date(story: Story) -> Reply:
    dated = Story(story.number, printed="2025-05-14 04:44:27", wire=False).reply()
    return Reply(dated.body.replace("2025-05-14 04:44:27", ""))


# --- editions --------------------------------------------------------------------------------------------------------


def test_the_arabic_edition_is_read_by_the_feeds_that_it_announces(tmp_path: Path) -> None:
    announced = (
        '<link rel="alternate" type="application/rss+xml" href="/arabic/rss.xml">'
        '<link rel="alternate" type="application/rss+xml" href="https://example.org/rss.xml">'
    )
    home = Reply(page("<p>أخبار</p>").body.replace("</head>", f"{announced}</head>"))
    arabic = pages(ONE, TWO, Kuwait=feed(TWO)) | {"/arabic/": [home], "/arabic/rss.xml": [feed(ONE)]}
    with SmallSite(arabic) as site:
        one = visit(site.url, tmp_path / "ar", "-a", "language=ar")
        assert [address for address in site.requests if address in (KUWAIT, QATAR)] == []
        both = visit(site.url, tmp_path / "all", "-a", "language=all")
    assert (one.code, one.found, one.records[ONE.number]["sections"]) == (0, (ONE.number,), [])
    assert (both.code, both.found) == (0, (ONE.number, TWO.number))


def test_an_arabic_edition_that_announces_none_is_nothing_usable(tmp_path: Path) -> None:
    with SmallSite(pages(ONE, Kuwait=feed(ONE)) | {"/arabic/": [page("<p>أخبار</p>")]}) as site:
        alone = visit(site.url, tmp_path / "ar", "-a", "language=ar")
        both = visit(site.url, tmp_path / "all", "-a", "language=all")
        named = visit(site.url, tmp_path / "named", "-a", "language=ar", *KUWAIT_ONLY)
    assert (alone.code, both.code, named.code) == (4, 0, 0)
    assert both.found == named.found == (ONE.number,)
    assert LIST not in site.requests
