"""Pages that only a script shows, through a real Splash."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from menafn_crawler import settings as project
from menafn_crawler.configuration import SettingError
from menafn_crawler.middlewares.render import UNANSWERED, RenderMiddleware, load_splash, render_request
from menafn_crawler.replica import Newsroom, build_newsroom, copies, expected_records, serve, shell_ids
from menafn_crawler.replica.url_forms import article_number
from tests.crawls import ASIA, Run, crawl
from tests.servers import Splash, free_port, splash
from tests.sites import HOME, LIST, Manner, Pages, Reply, SmallSite, Story, newsroom, path

pytestmark = pytest.mark.slow

AUTO = ("-s", "MENAFN_RENDER=auto", "-s", "MENAFN_RENDER_WAIT=1")
READ = frozenset({"sport", "asia"})
PLAIN, SHELL, OTHER = Story(1109547045), Story(1109547046), Story(1109547047)


@pytest.fixture(scope="module")
def browser() -> Iterator[Splash]:
    with splash() as server:
        yield server


def at(address: str) -> tuple[str, ...]:
    return ("-s", f"SPLASH_URL={address}")


def shell(address: str, milliseconds: int = 0) -> Reply:
    """An empty page that a script fills, after a while, with the body of the page at *address*."""
    return Reply(
        '<!DOCTYPE html><html><head><title>MENAFN</title></head><body><div id="root"></div><script>'
        "setTimeout(function () { var asked = new XMLHttpRequest();"
        f'asked.open("GET", "{address}");'
        "asked.onload = function () { var text = asked.responseText;"
        'document.getElementById("root").innerHTML = text.split("<body>")[1].split("</body>")[0]; };'
        f"asked.send(); }}, {milliseconds});</script></body></html>"
    )


def shells(*stories: Story, milliseconds: int = 0) -> Pages:
    """Addresses of *stories* as shells, and what their scripts ask for."""
    hidden: Pages = {f"/data{path(story.number)}": [story.reply()] for story in stories}
    return hidden | {path(s.number): [shell(f"/data{path(s.number)}", milliseconds)] for s in stories}


def site_of_shells(milliseconds: int = 0) -> SmallSite:
    """One page, and two that only a script shows."""
    return SmallSite(newsroom(PLAIN, SHELL, OTHER, more=shells(SHELL, OTHER, milliseconds=milliseconds)))


# --- the replica's section -------------------------------------------------------------------------------------------


def test_every_field_of_a_rendered_story_is_right_and_only_shells_are_rendered(browser: Splash, tmp_path: Path) -> None:
    stories: Newsroom = build_newsroom(stories=120)
    hidden = shell_ids(stories, ["sport"])
    before = len(browser.asked)
    with serve(stories, shells=["sport"]) as site:
        run = crawl(site.url, tmp_path, "-a", f"sections={','.join(READ)}", *AUTO, *at(browser.url))
        sources = {record["source_url"].partition("/11")[0] for record in run.records.values()}
        robots = [address for address in site.requests if address == "/robots.txt"]
    assert run.code == 0, run.err
    truth = {record["article_id"]: record for record in expected_records(stories, read=READ, shells=hidden)}
    assert run.records.keys() == truth.keys() - copies(stories).keys()
    wrong = {(number, name) for number in run.records for name, value in truth[number].items()
             if run.records[number][name] != value}  # fmt: skip
    assert wrong == set()
    asked = {article_number(address.removeprefix(site.url)) for address in browser.asked[before:]}
    assert len(browser.asked[before:]) == len(hidden) == run.counters["render/asked"] == run.counters["render/shown"]
    assert asked == hidden
    assert sources <= {site.url, f"{site.url}/arabic"}
    assert len(robots) == 1


# --- which pages -----------------------------------------------------------------------------------------------------


def test_never_sets_shells_aside_and_a_later_run_with_a_browser_takes_them_up(browser: Splash, tmp_path: Path) -> None:
    before = len(browser.asked)
    with site_of_shells() as site:
        first = crawl(site.url, tmp_path, *ASIA, *at(browser.url))
        assert (first.code, first.found, first.census["set_aside"]) == (0, (PLAIN.number,), 2)
        assert len(browser.asked) == before
        second = crawl(site.url, tmp_path, *ASIA, *AUTO, *at(browser.url))
    assert (second.code, second.census["set_aside"]) == (0, 0)
    assert second.found == (PLAIN.number, SHELL.number, OTHER.number)
    assert second.counters["render/taken_up"] == 2
    assert second.records[SHELL.number]["source_url"] == site.url + path(SHELL.number)


def test_always_renders_every_article_and_no_list(browser: Splash, tmp_path: Path) -> None:
    before = len(browser.asked)
    with SmallSite(newsroom(PLAIN, SHELL, more=shells(SHELL))) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_RENDER=always", *at(browser.url))
        asked = sorted(site.asked(path(story.number)) for story in (PLAIN, SHELL))
    assert (run.code, run.found) == (0, (PLAIN.number, SHELL.number))
    assert sorted(browser.asked[before:]) == [site.url + path(PLAIN.number), site.url + path(SHELL.number)]
    assert asked == [1, 1]
    assert run.records[PLAIN.number]["extraction"] == "story-2025"


def test_a_browser_tells_what_the_site_answered(browser: Splash, tmp_path: Path) -> None:
    """The site's 404 is that of the site, and its 503 is asked again."""
    gone = replace(PLAIN, number=1109547001)
    more = {path(gone.number): [Reply("<html><body>Not found</body></html>", 404)],
            path(SHELL.number): [Reply("<html><body>Busy</body></html>", 503), SHELL.reply()]}  # fmt: skip
    with SmallSite(newsroom(PLAIN, SHELL, gone) | more) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_RENDER=always", *at(browser.url))
    assert (run.code, run.found) == (0, (PLAIN.number, SHELL.number))
    assert run.counters["article/gone_at_first_look"] == 1


def test_lists_and_the_home_page_may_be_shells_too(browser: Splash, tmp_path: Path) -> None:
    ordinary = newsroom(PLAIN, SHELL)
    more = {HOME: [shell("/data/home")], LIST: [shell("/data/list")], "/data/home": ordinary[HOME],
            "/data/list": ordinary[LIST]}  # fmt: skip
    with SmallSite(ordinary | more) as site:
        run = crawl(site.url, tmp_path, *ASIA, *AUTO, *at(browser.url))
    assert (run.code, run.found) == (0, (PLAIN.number, SHELL.number))
    assert run.counters["render/shown"] == 2
    assert run.records[SHELL.number]["sections"] == ["asia"]


# --- slow, large, empty, hostile -------------------------------------------------------------------------------------


def test_a_slow_script_gets_a_second_longer_look(browser: Splash, tmp_path: Path) -> None:
    with site_of_shells(milliseconds=2000) as site:
        run = crawl(site.url, tmp_path, *ASIA, *AUTO, *at(browser.url))
    assert (run.code, len(run.found), run.counters["render/asked"]) == (0, 3, 4)


def test_a_page_that_stays_a_shell_is_set_aside_with_that_reason(browser: Splash, tmp_path: Path) -> None:
    with SmallSite(newsroom(PLAIN, SHELL, more={path(SHELL.number): [shell("/nothing.json", 60_000)]})) as site:
        run = crawl(site.url, tmp_path, *ASIA, *AUTO, *at(browser.url))
        again = crawl(site.url, tmp_path, *ASIA, *AUTO, *at(browser.url))
    assert (run.code, run.found, run.counters["article/set_aside"]) == (0, (PLAIN.number,), 1)
    assert "also in a browser the text did not show" in run.err
    assert again.counters.get("render/asked", 0) == 0


def test_a_page_that_grows_beyond_the_bound_is_not_taken(browser: Splash, tmp_path: Path) -> None:
    grown = replace(SHELL, text="word " * 60_000)
    with SmallSite(newsroom(PLAIN, grown, more=shells(grown))) as site:
        run = crawl(site.url, tmp_path, *ASIA, *AUTO, *at(browser.url), "-s", "DOWNLOAD_MAXSIZE=100000",
                    "-s", "RETRY_TIMES=0")  # fmt: skip
    assert (run.code, run.found, run.census["open"]) == (3, (PLAIN.number,), 1)
    assert run.counters["article/put_back/rendering"] == 1


def test_the_browser_asks_no_other_host(browser: Splash, tmp_path: Path) -> None:
    with SmallSite({"/x": [OTHER.reply()]}) as elsewhere:
        foreign = elsewhere.url.replace("127.0.0.1", "localhost")
        leave = Reply(f'<html><body><div id="root"></div><script>location = "{foreign}/x"</script></body></html>')
        with SmallSite(newsroom(PLAIN, SHELL, more={path(SHELL.number): [leave]})) as site:
            run = crawl(site.url, tmp_path, *ASIA, *AUTO, *at(browser.url), "-s", "RETRY_TIMES=0")
        assert elsewhere.requests == []
    assert (run.code, run.found) == (3, (PLAIN.number,))


# --- a Splash that fails ---------------------------------------------------------------------------------------------


def test_a_splash_killed_in_the_middle_leaves_the_articles_open(tmp_path: Path) -> None:
    stories = tuple(Story(1109547100 + number) for number in range(UNANSWERED + 8))
    port = free_port()
    options = (*ASIA, *AUTO, *at(f"http://127.0.0.1:{port}"), "-s", "RETRY_TIMES=1")
    with SmallSite(newsroom(PLAIN, *stories, more=shells(*stories))) as site:
        with splash(port=port) as server, pytest.MonkeyPatch.context() as patch:
            answer = site.next_reply

            def kill_in_the_middle(address: str) -> Reply:
                if address == f"/data{path(stories[4].number)}":
                    server.process.kill()
                return answer(address)

            patch.setattr(site, "next_reply", kill_in_the_middle)
            run = crawl(site.url, tmp_path, *options)
        assert (run.code, run.census["open"] > 0) == (3, True), run.err
        assert run.census["open"] == run.counters["article/put_back/rendering"] == len(stories) + 1 - len(run.found)
        assert run.census["set_aside"] == run.census["gone"] == 0
        down = crawl(site.url, tmp_path, *options)
        assert (down.code, down.found, down.census["open"]) == (3, run.found, run.census["open"])
        with splash(port=port):
            done = crawl(site.url, tmp_path, *options)
    assert (done.code, done.census["open"], len(done.found)) == (0, 0, len(stories) + 1)


ANSWERS = {
    "bad request": Reply(json.dumps({"error": 400, "description": "Incorrect HTTP API arguments"}), 400),
    "timed out": Reply(json.dumps({"error": 504, "description": "Timeout exceeded rendering page"}), 504),
    "another server": Reply("<html><body>Not found</body></html>", 404),
    "forbidden": Reply("", 403),
    "no JSON": Reply(SHELL.reply().body),
    "no page": Reply("[]"),
    "no status": Reply(json.dumps({"html": SHELL.reply().body, "history": []})),
    "redirect": Reply("", 302, {"Location": "http://127.0.0.1:9/elsewhere"}),
    "redirect to the site": Reply("", 301, {"Location": "https://menafn.com/1109547046/"}),
    "silence": Reply(manner=Manner.DROP),
    "without end": Reply(manner=Manner.ENDLESS),
}


@pytest.fixture(scope="module", params=ANSWERS.values(), ids=list(ANSWERS))
def failed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, SmallSite]:
    with SmallSite({"/render.json": [request.param]}) as false, site_of_shells() as site:
        run = crawl(site.url, tmp_path_factory.mktemp("failed"), *ASIA, *AUTO, *at(false.url), "-s", "RETRY_TIMES=0")
        return run, false


def test_what_is_no_page_of_splash_leaves_the_articles_open(failed: tuple[Run, SmallSite]) -> None:
    run, false = failed
    assert (run.code, run.found) == (3, (PLAIN.number,)), run.err
    assert (run.census["open"], run.census["gone"], run.census["set_aside"]) == (2, 0, 0)
    assert run.counters["article/put_back/rendering"] == 2
    assert set(false.requests) == {"/render.json"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("MENAFN_RENDER=auto",), "SPLASH_URL is not set"),
        (("MENAFN_RENDER=always", "SPLASH_URL="), "SPLASH_URL is not set"),
        (("MENAFN_RENDER=auto", "SPLASH_URL=ftp://127.0.0.1:8050"), "http(s)://host[:port][/path]"),
        (("MENAFN_RENDER=auto", "SPLASH_URL=file:///etc/passwd"), "http(s)://host[:port][/path]"),
        (("MENAFN_RENDER=sometimes",), "allowed are never, auto, always"),
        (("MENAFN_RENDER_WAIT=99",), "allowed are 0 to 15 seconds"),
    ],
)
def test_what_cannot_be_right_ends_the_run_in_one_line(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    with SmallSite(newsroom(PLAIN)) as site:
        run = crawl(site.url, tmp_path, *(part for option in options for part in ("-s", option)))
    assert (run.code, run.err.count("\n"), site.requests) == (2, 1, [])
    assert said in run.err


def test_without_the_package_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scrapy_splash", None)
    with pytest.raises(SettingError, match="pip install scrapy-splash"):
        load_splash()


def test_without_the_package_the_plain_crawl_works(tmp_path: Path) -> None:
    (tmp_path / "scrapy_splash.py").write_text("raise ImportError('not installed')\n")
    environment = {"PYTHONPATH": str(tmp_path)}
    with SmallSite(newsroom(PLAIN)) as site:
        plain = crawl(site.url, tmp_path / "data", *ASIA, environment=environment)
        refused = crawl(site.url, tmp_path / "data", *ASIA, *AUTO, *at(site.url), environment=environment)
    assert (plain.code, plain.found, refused.code) == (0, (PLAIN.number,), 2)
    assert refused.err.startswith("scrapy crawl: MENAFN_RENDER needs the package scrapy-splash")


def test_no_story_is_lost_by_a_page_of_nothing(browser: Splash, tmp_path: Path) -> None:
    """A shell whose script asks for a story that the site no longer has."""
    sorry = Reply("<html><body><h2>Sorry!! Error!</h2>the page you were looking for doesn't exist</body></html>")
    more = shells(SHELL) | {f"/data{path(SHELL.number)}": [sorry]}
    with SmallSite(newsroom(PLAIN, SHELL, more=more)) as site:
        run = crawl(site.url, tmp_path, *ASIA, *AUTO, *at(browser.url))
    assert (run.code, run.counters["article/gone_at_first_look"]) == (0, 1)


# --- the request -----------------------------------------------------------------------------------------------------


def middleware(**settings: str) -> RenderMiddleware:
    ours = {name: value for name, value in vars(project).items() if name.startswith(("MENAFN_", "SPLASH_", "RETRY_"))}
    crawler = get_crawler(Spider, ours | settings)
    crawler.stats = crawler.stats or crawler._create_stats()  # type: ignore[attr-defined]
    crawler.spider = Spider("any")
    return RenderMiddleware.from_crawler(crawler)


def sent(mode: str, address: str = "http://www.example.org:81/1109547046/x", look: int = 1) -> Request:
    request = Request(address, headers={"User-Agent": "menafn_crawler/0.1"}, cb_kwargs={"task": 1})
    found = middleware(MENAFN_RENDER=mode, SPLASH_URL="http://splash:8050/below").process_request(
        render_request(request, look)
    )
    assert found is not None
    return found


def test_the_request_waits_among_those_to_the_site() -> None:
    request = sent("auto")
    assert (request.method, request.url) == ("POST", "http://splash:8050/below/render.json")
    assert request.meta["download_slot"] == "www.example.org"
    assert (request.meta["dont_obey_robotstxt"], request.meta["dont_redirect"]) == (True, True)
    assert request.cb_kwargs == {"task": 1}


@pytest.mark.parametrize(("mode", "kept"), [("auto", True), ("always", False)])
def test_our_own_wait_does_not_slow_the_plain_requests(mode: str, kept: bool) -> None:
    assert sent(mode).meta["autothrottle_dont_adjust_delay"] is kept


def test_the_site_sees_our_name_and_the_browser_stays_there() -> None:
    asked = json.loads(sent("auto").body)
    assert asked["headers"]["User-Agent"] == "menafn_crawler/0.1"
    assert (asked["url"], asked["allowed_domains"]) == ("http://www.example.org:81/1109547046/x", "example.org")


def test_the_second_look_is_longer_and_within_splashs_own_bound() -> None:
    first, second = (json.loads(sent("auto", look=look).body) for look in (1, 2))
    assert first["wait"] * 4 == second["wait"] < second["timeout"] <= 90
    assert second["timeout"] > first["timeout"]


def test_a_request_that_wants_no_browser_gets_none() -> None:
    auto = middleware(MENAFN_RENDER="auto", SPLASH_URL="http://splash:8050")
    assert auto.process_request(Request("http://example.org/1109547046/x")) is None


def test_never_is_no_middleware() -> None:
    with pytest.raises(NotConfigured):
        middleware()
