"""What a bad day of the site does to a run: a newsroom of 120 articles of its own, one kind of bad answer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing as closing_at_end
from pathlib import Path

import pytest

from tests.crawls import Run, crawl
from tests.sites import HOME, LIST, Pages, Reply, SmallSite, Story, listing, newsroom, page, path

COUNT = 120
STORIES = [
    Story(1109547000 + n, printed=f"2025-05-14 {4 + n // 60:02d}:{n % 60:02d}:27", text=f"Matter {n} of the agenda was "
          f"settled by the council number {n * 7} after {n + 3} hours of talks in the hall of town {n * 13}.")
    for n in range(COUNT)
]  # fmt: skip
NUMBERS = tuple(story.number for story in STORIES)
MAINTENANCE = page("<h1>We will be back soon</h1><p>Scheduled maintenance.</p>")
CONSENT = Reply(
    "<!DOCTYPE html><html><head><title>Your privacy</title></head><body><form>Accept all</form></body></html>"
)
CAPTCHA = Reply(
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><div>Checking</div></body></html>"
)
EMPTY = Reply("<!DOCTYPE html><html><head></head><body></body></html>")
MISSING = Reply("<html><body>Not found</body></html>", 404)
SOFT = Reply(
    "<html><body><h1>Sorry!! Error!</h1>We're sorry, but the page you were looking for doesn't exist.</body></html>"
)
TEMPLATE = page(
    '<div id="ContentPlaceHolder1_div_story"><h1 class="main-entry-title"></h1><div class="entry-summary tit"></div>'
    '<div class="entry-summary">Legal Disclaimer: MENAFN provides the information as is</div></div>'
)
NOTICE = page(
    "<h2>Service unavailable</h2><p>Please come back later.</p>", {"Asia": LIST, "US": "/us", "Europe": "/eu"}
)
"""A page of the site, with its menu, that says nothing of an article."""


def bad(reply: Reply, which: Callable[[int], bool] = lambda n: True) -> Pages:
    """The newsroom with *reply* in the place of some articles."""
    spoilt: Pages = {path(number): [reply] for n, number in enumerate(NUMBERS) if which(n)}
    return newsroom(*STORIES, more=spoilt)


def asked(site: SmallSite) -> int:
    """Requests for articles."""
    return sum(request.startswith("/11095") for request in site.requests)


def healthy_run(site: SmallSite, data_dir: Path) -> Run:
    site.pages = newsroom(*STORIES)
    return crawl(site.url, data_dir, "-a", "sections=asia")


ALL_DAY = {
    "maintenance": MAINTENANCE,
    "captcha": CAPTCHA,
    "consent": CONSENT,
    "empty": EMPTY,
    "empty template": TEMPLATE,
    "the site's own notice": NOTICE,
    "403": Reply("no", 403),
    "429": Reply("slow down", 429),
    "304 that nobody asked for": Reply("", 304),
    "redirected to itself": Reply("", 302, {"Location": ""}),
    "redirected to another host": Reply("", 302, {"Location": "http://planet.example/"}),
    "damaged gzip": Reply("no gzip", headers={"Content-Encoding": "gzip"}),
}


QUICK = ("maintenance", "403")
"""The others take the same ways through the code, and half a minute."""


@pytest.mark.parametrize(
    "reply", [pytest.param(r, id=n, marks=() if n in QUICK else pytest.mark.slow) for n, r in ALL_DAY.items()]
)
def test_a_day_without_an_article_loses_none(reply: Reply, tmp_path: Path) -> None:
    with SmallSite(bad(reply)) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
        assert (run.code, asked(site) <= 40) == (4, True), (asked(site), run.err[-1500:])
        assert "blocked or out of order" in run.summary["reason"]
        again = healthy_run(site, tmp_path)
    assert (again.code, again.found) == (0, NUMBERS)


@pytest.mark.parametrize(
    "reply", [pytest.param(MISSING, id="404"), pytest.param(SOFT, id="soft 404", marks=pytest.mark.slow)]
)
def test_mass_disappearance_is_not_believed(reply: Reply, tmp_path: Path) -> None:
    with SmallSite(bad(reply)) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
        assert (run.code, run.census["gone"]) == (4, 0)
        assert "missing" in run.summary["reason"]
        again = healthy_run(site, tmp_path)
    assert (again.code, again.found) == (0, NUMBERS)


def test_a_missing_article_among_other_useless_answers_is_neither_believed_nor_the_reason(tmp_path: Path) -> None:
    pages = bad(MAINTENANCE)
    pages[path(NUMBERS[-2])] = [MISSING]
    with SmallSite(pages) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
        assert (run.code, run.census["gone"], run.census["gone_at_first_look"]) == (4, 0, 0)
        assert "answers in a row were useless" in run.summary["reason"]
        again = healthy_run(site, tmp_path)
    assert (again.code, again.found) == (0, NUMBERS)


SENT_HOME = Reply("", 302, {"Location": HOME})


def test_a_list_that_leads_to_the_front_page_has_failed(tmp_path: Path) -> None:
    home = Reply(page("", {"Asia": LIST}).body.replace("<main>", f"<main>{listing([path(NUMBERS[0])]).body}"))
    with SmallSite(newsroom(STORIES[0], more={HOME: [home], LIST: [SENT_HOME]})) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
    assert (run.code, run.records) == (4, {})
    assert "it leads to the front page" in run.err


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(MAINTENANCE, id="maintenance"),
        pytest.param(NOTICE, id="the site's notice", marks=pytest.mark.slow),
        pytest.param(MISSING, id="404", marks=pytest.mark.slow),
    ],
)
def test_a_third_of_the_articles_stays_open(reply: Reply, tmp_path: Path) -> None:
    with SmallSite(bad(reply, lambda n: n % 3 == 0)) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
        assert run.code == (4 if reply is MISSING else 3)
        assert run.census["open"] == COUNT // 3
        again = healthy_run(site, tmp_path)
    assert (again.code, again.found) == (0, NUMBERS)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(CAPTCHA, id="captcha", marks=pytest.mark.slow),
        pytest.param(CONSENT, id="consent"),
        pytest.param(Reply("no", 403), id="403", marks=pytest.mark.slow),
        pytest.param(Reply("slow", 429), id="429", marks=pytest.mark.slow),
    ],
)
def test_a_site_that_closes_in_mid_run_is_left_alone(reply: Reply, tmp_path: Path) -> None:
    with SmallSite(newsroom(*STORIES)) as site:
        site.next_reply = closing(site, reply)  # type: ignore[assignment,method-assign]
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
        assert (run.code, asked(site) <= 20 + 40) == (3, True), (asked(site), run.err[-1500:])
        assert "blocked" in run.summary["reason"]
        del site.next_reply
        again = healthy_run(site, tmp_path)
    assert (again.code, again.found) == (0, NUMBERS)


@pytest.mark.parametrize("reply", [TEMPLATE, CONSENT], ids=["set aside", "foreign"])
def test_evidence_that_cannot_be_written_ends_the_run_in_one_line(reply: Reply, tmp_path: Path) -> None:
    (tmp_path / "quarantine").write_text("in the way")
    with SmallSite(bad(reply, lambda n: n == 7)) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
        assert (run.code, "Traceback" in run.err) == (3, False), run.err
        assert "quarantine" in run.summary["reason"]
        (tmp_path / "quarantine").unlink()
        again = healthy_run(site, tmp_path)
    assert (again.code, again.found) == (0, NUMBERS)


def closing(site: SmallSite, reply: Reply) -> Callable[[str], Reply]:
    """The site as it is for twenty articles; then *reply* for each."""
    ordinary = site.next_reply

    def answer(address: str) -> Reply:
        if address.startswith("/11095") and asked(site) >= 20:
            site.requests.append(address)
            return reply
        return ordinary(address)

    return answer


@pytest.mark.parametrize("flooded", ["/lists/flood-first.aspx", "/lists/flood-last.aspx"])
def test_a_list_flooded_with_dead_links_keeps_no_article_of_the_day_waiting(flooded: str, tmp_path: Path) -> None:
    dead = listing(path(1108000000 + number) for number in range(4_000))
    menu = {"Asia": LIST, "Sport": flooded} if "last" in flooded else {"Sport": flooded, "Asia": LIST}
    with SmallSite(newsroom(*STORIES[:30], more={HOME: [page("", menu)], flooded: [dead]})) as site:
        usual = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
        run = crawl(site.url, tmp_path, "-a", "sections=asia,sport", *usual)
    assert (run.code, asked(site), run.census["articles"]) == (4, 30, 30), run.err[-1500:]
    assert "missing" in run.summary["reason"]
    assert len(site.requests) < 30 + 3 + 40


def test_a_foreign_page_is_kept_once(tmp_path: Path) -> None:
    with SmallSite(bad(MAINTENANCE, lambda n: n % 3 == 0)) as site:
        crawl(site.url, tmp_path, "-a", "sections=asia")
    assert len(list((tmp_path / "quarantine").glob("*.html"))) == 1


def test_a_page_of_the_site_that_stays_for_a_day_is_a_promotion(tmp_path: Path) -> None:
    with SmallSite(bad(NOTICE, lambda n: n < 2)) as site:
        first = crawl(site.url, tmp_path, "-a", "sections=asia")
        with closing_at_end(sqlite3.connect(tmp_path / "menafn.db")) as store, store:
            store.execute("UPDATE candidates SET first_seen_at = '2025-05-14T08:44:27Z'")
        second = crawl(site.url, tmp_path, "-a", "sections=asia")
    assert (first.code, first.census["open"]) == (3, 2)
    assert (second.code, second.census["open"], second.census["set_aside"]) == (0, 0, 2)


def test_one_redirect_after_the_other_ends(tmp_path: Path) -> None:
    """Each article leads to the next number, for ever."""
    with SmallSite(newsroom(STORIES[0])) as site:
        site.next_reply = chain(site)  # type: ignore[assignment,method-assign]
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
    assert asked(site) < 40
    assert run.code in (3, 4)


def chain(site: SmallSite) -> Callable[[str], Reply]:
    ordinary = site.next_reply

    def reply(address: str) -> Reply:
        number = address.split("/")[1]
        if not number.isdigit():
            return ordinary(address)
        site.requests.append(address)
        return Reply("", 302, {"Location": path(int(number) + 1)})

    return reply


def test_dead_links_stay_ordinary(tmp_path: Path) -> None:
    with SmallSite(bad(MISSING, lambda n: n < 5)) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
    assert (run.code, run.census["gone_at_first_look"]) == (0, 5)


def test_a_list_shows_impossible_numbers(tmp_path: Path) -> None:
    odd = ["/00001109/x", "/000000000000/y", "/0000000000/z"]
    pages = newsroom(STORIES[0], more={LIST: [listing([*odd, path(NUMBERS[0])])]})
    with SmallSite(pages) as site:
        runs = [crawl(site.url, tmp_path, "-a", "sections=asia") for _ in range(2)]
    assert [run.code for run in runs] == [0, 0]
    assert runs[1].found == (NUMBERS[0],)
