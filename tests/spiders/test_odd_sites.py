"""Sites that fail, lie, move or are half there: what is stored, what stays in the queue, and the exit code."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from menafn_crawler.store import candidates, open_database
from tests.crawls import ASIA, Run, crawl, in_parallel
from tests.sites import (
    DROPPED,
    HOME,
    LIST,
    NOT_THERE,
    UNAVAILABLE,
    Manner,
    Pages,
    Reply,
    SmallSite,
    Story,
    listing,
    newsroom,
    page,
    path,
)

ONE, TWO, THREE = Story(1109547045), Story(1109547046), Story(1109547047)


def moved(location: str, status: int = 301) -> Reply:
    return Reply("moved", status, {"Location": location})


def visit(pages: Pages, data_dir: Path, *options: str) -> tuple[Run, SmallSite]:
    with SmallSite(pages) as site:
        return crawl(site.url, data_dir, *ASIA, *options), site


def stories(count: int) -> list[Story]:
    return [Story(1109547050 + number) for number in range(count)]


# --- faults that pass ------------------------------------------------------------------------------------------------

HALF = Reply(ONE.reply().body[:300])
PASSING: dict[str, Sequence[Reply]] = {
    "503 with Retry-After": [Reply("", 503, {"Retry-After": "1"})],
    "429 with Retry-After": [Reply("", 429, {"Retry-After": "1"})],
    "503 without": [UNAVAILABLE, UNAVAILABLE],
    "dropped connection": [DROPPED, DROPPED],
    "half a page": [HALF],
}
WEATHERED = dict(zip(PASSING, stories(len(PASSING)), strict=True))


@pytest.fixture(scope="module")
def weathered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, SmallSite]:
    more: Pages = {path(story.number): [*PASSING[fault], story.reply()] for fault, story in WEATHERED.items()}
    return visit(newsroom(*WEATHERED.values(), more=more), tmp_path_factory.mktemp("weathered"))


@pytest.mark.parametrize("fault", PASSING)
def test_an_article_is_asked_for_again_until_it_comes(fault: str, weathered: tuple[Run, SmallSite]) -> None:
    run, site = weathered
    assert run.code == 0
    number = WEATHERED[fault].number
    assert number in run.records
    assert site.asked(path(number)) == len(PASSING[fault]) + 1


def test_a_list_is_asked_for_again_until_it_is_whole(tmp_path: Path) -> None:
    one, two, three, four, five, six = stories(6)
    lists = {"/us": (one, two), "/europe": (three, four), "/africa": (five, six)}
    pages = newsroom(*stories(6))
    pages[HOME] = [page("", {"US": "/us", "Europe": "/europe", "Africa": "/africa"})]
    for address, (first, second) in lists.items():
        whole = listing([path(first.number)], f"{address}?page=2")
        half = Reply(whole.body.partition('<ul class="pagination')[0])
        fault = {"/us": UNAVAILABLE, "/europe": DROPPED, "/africa": half}[address]
        pages |= {address: [fault, whole], f"{address}?page=2": [listing([path(second.number)])]}
    with SmallSite(pages) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=us,europe,africa")
    assert (run.code, len(run.found)) == (0, 6)
    assert [site.asked(address) for address in lists] == [2, 2, 2]


def test_a_list_that_always_breaks_off_is_told_and_not_taken_for_read_to_its_end(tmp_path: Path) -> None:
    half = Reply(listing([path(ONE.number)]).body.replace("</body></html>", ""))
    behind = f"{LIST}?page=2"
    pages = newsroom(ONE, TWO, more={LIST: [half], behind: [listing([path(TWO.number)])]})
    with SmallSite(pages) as site:
        run = crawl(site.url, tmp_path, *ASIA)
        assert (run.code, run.found) == (3, (ONE.number,))
        site.pages[LIST] = [listing([path(ONE.number)], behind)]
        again = crawl(site.url, tmp_path, *ASIA)
    assert (again.code, again.found) == (0, (ONE.number, TWO.number))


# --- faults that stay ------------------------------------------------------------------------------------------------

STAYING: dict[str, Reply] = {
    "503": UNAVAILABLE,
    "longer than is waited for": Reply("", 503, {"Retry-After": "86400"}),
    "forbidden": Reply("", 403),
    "dropped": DROPPED,
    "endless": Reply("<html>", manner=Manner.ENDLESS),
    "redirect to the home of another site": moved("https://example.org/"),
    "redirect without an address": Reply("moved", 302),
    "not HTML": Reply("%PDF-1.7", headers={"Content-Type": "application/pdf"}),
    "empty": Reply(""),
    "half a page": HALF,
}
MISSED = dict(zip(STAYING, stories(len(STAYING)), strict=True))


@pytest.fixture(scope="module")
def missed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run, SmallSite, dict[str, int]]:
    """Two crawls of a site whose articles fail in the first one, and how often they were asked for in that."""
    more: Pages = {path(story.number): [STAYING[fault]] for fault, story in MISSED.items()}
    folder = tmp_path_factory.mktemp("missed")
    with SmallSite(newsroom(ONE, *MISSED.values(), more=more)) as site:
        first = crawl(site.url, folder, *ASIA, "-s", "MEMUSAGE_CHECK_INTERVAL_SECONDS=0.1", "-s", "STATS_DUMP=1")
        asked = {fault: site.asked(path(story.number)) for fault, story in MISSED.items()}
        site.pages.update({path(story.number): [story.reply()] for story in MISSED.values()})
        return first, crawl(site.url, folder, *ASIA), site, asked


def test_what_does_not_come_is_told(missed: tuple[Run, Run, SmallSite, dict[str, int]]) -> None:
    first, again, _, _ = missed
    assert (first.code, first.found) == (3, (ONE.number,)), first.err
    assert first.census["open"] == len(STAYING)
    assert f"exit 3: {len(STAYING)} articles" in first.err
    assert (again.code, again.census["open"]) == (0, 0)


@pytest.mark.parametrize("fault", STAYING)
def test_an_article_that_does_not_come_is_had_by_the_next_run(
    fault: str, missed: tuple[Run, Run, SmallSite, dict[str, int]]
) -> None:
    _, again, site, asked = missed
    assert MISSED[fault].number in again.records
    assert 1 <= asked[fault] <= 4
    assert site.asked(path(MISSED[fault].number)) == asked[fault] + 1
    assert site.asked(path(ONE.number)) == 1


def test_a_longer_wait_than_is_borne_is_left_to_the_next_run(
    missed: tuple[Run, Run, SmallSite, dict[str, int]],
) -> None:
    assert missed[3]["longer than is waited for"] == 1


def test_an_endless_page_does_not_grow_the_process(missed: tuple[Run, Run, SmallSite, dict[str, int]]) -> None:
    stats = dict(re.findall(r"'(memusage/\w+)': (\d+)", missed[0].err))
    assert int(stats["memusage/max"]) - int(stats["memusage/startup"]) < 100_000_000


GONE = {"soft": NOT_THERE, "404": Reply("Not found", 404), "410": Reply("Gone", 410)}
NO_MORE = dict(zip(GONE, stories(len(GONE)), strict=True))


@pytest.fixture(scope="module")
def vanished(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Run], SmallSite]:
    """A first crawl, one within the time before the second look, and two with a new time of nothing."""
    more: Pages = {path(story.number): [GONE[kind]] for kind, story in NO_MORE.items()}
    folder, now = tmp_path_factory.mktemp("vanished"), ("-s", "MENAFN_SECOND_LOOK_MINUTES=0")
    pages = newsroom(ONE, *NO_MORE.values(), more=more)
    with SmallSite(pages) as site, SmallSite(pages) as other:
        chains = in_parallel(
            {
                "patient": lambda: [crawl(other.url, folder / "patient", *ASIA) for _ in range(2)],
                "hasty": lambda: [crawl(site.url, folder / "hasty", *ASIA, *now) for _ in range(3)],
            }
        )
        return [*chains["patient"], *chains["hasty"]], site


def test_no_such_article_is_looked_at_again_only_after_a_while(vanished: tuple[list[Run], SmallSite]) -> None:
    patient = vanished[0][:2]
    assert [run.code for run in patient] == [0, 0]
    assert [(run.census["gone_at_first_look"], run.census["gone"]) for run in patient] == [(3, 0), (3, 0)]
    assert "article/gone" not in patient[1].counters


def test_no_such_article_is_believed_at_the_second_look(vanished: tuple[list[Run], SmallSite]) -> None:
    hasty = vanished[0][2:]
    assert [run.code for run in hasty] == [0, 0, 0]
    assert [(run.census["gone_at_first_look"], run.census["gone"]) for run in hasty] == [(3, 0), (0, 3), (0, 3)]


@pytest.mark.parametrize("kind", GONE)
def test_a_believed_one_is_asked_for_no_more(kind: str, vanished: tuple[list[Run], SmallSite]) -> None:
    assert vanished[1].asked(path(NO_MORE[kind].number)) == 2


def test_an_article_that_comes_at_the_second_look_is_stored(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE, TWO, more={path(TWO.number): [NOT_THERE, TWO.reply()]})) as site:
        runs = [crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_SECOND_LOOK_MINUTES=0") for _ in range(2)]
    assert [run.found for run in runs] == [(ONE.number,), (ONE.number, TWO.number)]
    assert runs[1].census["gone_at_first_look"] == 0


def _a_day_passes(data_dir: Path) -> None:
    """What was closed for a day may be opened again."""
    database = open_database(f"sqlite:///{data_dir / 'menafn.db'}")
    with database.write() as connection:
        connection.execute(update(candidates).values(next_try_at="2000-01-01T00:00:00Z"))
    database.close()


def test_a_believed_one_that_the_list_shows_a_day_later_is_asked_for_again(tmp_path: Path) -> None:
    more: Pages = {path(TWO.number): [NOT_THERE] * 3 + [TWO.reply()]}
    asked = []
    with SmallSite(newsroom(ONE, TWO, more=more)) as site:
        for passes in (0, 0, 0, 1, 0, 1):
            if passes:
                _a_day_passes(tmp_path)
            run = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_SECOND_LOOK_MINUTES=0")
            asked.append(site.asked(path(TWO.number)))
    assert asked == [1, 2, 2, 3, 3, 4]
    assert (run.found, run.census["gone"]) == ((ONE.number, TWO.number), 0)


# --- sites that cannot be used ---------------------------------------------------------------------------------------

NO_STORY = page("<h1>Membership</h1><p>Choose a plan that suits your newsroom.</p>")
UNUSABLE: dict[str, tuple[Pages, str]] = {
    "robots.txt forbids all": (newsroom(ONE, robots="User-agent: *\nDisallow: /\n"), "robots.txt forbids"),
    "robots.txt forbids us": (newsroom(ONE, robots="User-agent: menafn_crawler\nDisallow: /\n"), "robots.txt forbids"),
    "robots.txt forbids articles": (newsroom(ONE, robots="User-agent: *\nDisallow: /11\n"), "robots.txt forbids"),
    "every page fails": ({"/robots.txt": [UNAVAILABLE], HOME: [UNAVAILABLE]}, "robots.txt of"),
    "the list is empty": (newsroom(), "no list showed an article"),
    "no article can be read": (newsroom(ONE, more={path(ONE.number): [NO_STORY]}), "none of 1 articles"),
    "no article is there": (newsroom(ONE, more={path(ONE.number): [NOT_THERE]}), "none of 1 articles"),
    "no article comes": (newsroom(ONE, more={path(ONE.number): [UNAVAILABLE]}), "none of 1 articles"),
}


@pytest.fixture(scope="module")
def unusable(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Run, SmallSite]]:
    folder = tmp_path_factory.mktemp("unusable")
    return in_parallel({name: partial(visit, pages, folder / name) for name, (pages, _) in UNUSABLE.items()})


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_site_of_which_nothing_can_be_read_ends_with_4_and_a_clear_line(
    name: str, unusable: dict[str, tuple[Run, SmallSite]]
) -> None:
    run, site = unusable[name]
    assert (run.code, run.records) == (4, {}), run.err
    line = next(line for line in run.err.splitlines() if "exit 4: " in line)
    assert UNUSABLE[name][1] in line
    if "robots" in name:
        assert site.asked(path(ONE.number)) == 0


def test_an_unreadable_page_among_others_is_set_aside_and_not_asked_for_again(tmp_path: Path) -> None:
    strange = Reply(Story(TWO.number, text="<br>").reply().body, headers={"X-Origin": "mirror 7"})
    with SmallSite(newsroom(ONE, TWO, more={path(TWO.number): [strange]})) as site:
        runs = [crawl(site.url, tmp_path, *ASIA) for _ in range(2)]
        source = site.url + path(TWO.number)
    assert [run.code for run in runs] == [0, 0]
    assert site.asked(path(TWO.number)) == 1
    kept = tmp_path / "quarantine" / f"{TWO.number}"
    assert kept.with_suffix(".html").read_text(encoding="utf-8") == strange.body
    told = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    assert (told["source_url"], told["status"], told["headers"]["X-Origin"]) == (source, 200, "mirror 7")
    assert told["reason"] == "no text below the headline (read by story-2025)"


# --- the menu --------------------------------------------------------------------------------------------------------


def test_a_section_that_the_menu_does_not_name_is_read_at_its_known_address(tmp_path: Path) -> None:
    known = "/qn_news_sections.aspx?src=c&country=Asia"
    homes = {"no label": page("no menu"), "503": UNAVAILABLE, "dropped": DROPPED}
    visits = {
        name: partial(visit, newsroom(ONE, more={HOME: [home], known: [listing([path(ONE.number)])]}), tmp_path / name)
        for name, home in homes.items()
    }
    for name, (run, site) in in_parallel(visits).items():
        assert (run.code, run.found) == (0, (ONE.number,)), name
        assert site.asked(LIST) == 0


def test_a_topic_that_the_menu_does_not_name_is_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia,sport")
    assert (run.code, run.found, run.counters["list/failed"]) == (3, (ONE.number,), 1)
    assert "section 'sport'" in run.err


def test_a_site_with_fewer_sections_is_whole_as_it_is(tmp_path: Path) -> None:
    """Only what was asked for by name, or what the menu names, can be missing."""
    with SmallSite(newsroom(ONE, TWO)) as site:
        runs = [crawl(site.url, tmp_path) for _ in range(2)]
    assert [(run.code, run.found) for run in runs] == [(0, (ONE.number, TWO.number))] * 2
    assert runs[0].counters["list/unnamed"] == 9
    assert "section 'sport': the menu does not name it" in runs[0].err


# --- other hosts, other bases ----------------------------------------------------------------------------------------


def test_no_other_host_is_ever_asked(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE, TWO, THREE)) as other:
        foreign = [f"{other.url}{path(TWO.number)}", f"//{other.url.removeprefix('http://')}{path(THREE.number)}"]
        more: Pages = {
            LIST: [listing([path(ONE.number), *foreign], f"{other.url}{LIST}?page=2")],
            HOME: [page("", {"Asia": LIST, "Sport": f"{other.url}/sport"})],
            path(ONE.number): [moved(f"{other.url}{path(ONE.number)}")],
        }
        with SmallSite(newsroom(ONE, more=more)) as site:
            run = crawl(site.url, tmp_path, "-a", "sections=asia,sport")
        assert other.requests == []
    assert (run.code, run.records) == (4, {})
    assert run.census["open"] == 1


PUBLISHED = ("https://menafn.com", "https://www.menafn.com", "http://menafn.com", "http://www.menafn.com")


def test_links_and_redirects_to_the_published_site_are_fetched_from_the_base(tmp_path: Path) -> None:
    listed, redirected = stories(8)[:4], stories(8)[4:]
    behind = f"{LIST}?page=2"
    more: Pages = {
        HOME: [page("", {"Asia": PUBLISHED[0] + LIST})],
        LIST: [
            listing(
                [h + path(s.number) + "?Social=on" for h, s in zip(PUBLISHED, listed, strict=True)],
                PUBLISHED[1] + behind,
            )
        ],
        behind: [moved(PUBLISHED[0] + "/lists/old.aspx")],
        "/lists/old.aspx": [listing(path(story.number) for story in redirected)],
    }
    for host, story in zip(PUBLISHED, redirected, strict=True):
        better = f"/{story.number}/A-Better-Slug"
        more |= {path(story.number): [moved(host + better, 302)], better: [story.reply()]}
    run, site = visit(newsroom(*listed, *redirected, more=more), tmp_path)
    assert (run.code, len(run.found)) == (0, 8), run.err
    for story in redirected:
        assert run.records[story.number]["source_url"] == f"{site.url}/{story.number}/A-Better-Slug"
        assert run.records[story.number]["url"].startswith(f"https://menafn.com/{story.number}/")


OTHER = f"/{TWO.number}/Other"
REDIRECTED: dict[str, tuple[Story, ...]] = {"that no list shows": (ONE,), "that the list shows too": (ONE, TWO)}


@pytest.mark.parametrize("listed", REDIRECTED.values(), ids=REDIRECTED.keys())
def test_a_redirect_to_another_article_is_no_article(listed: tuple[Story, ...], tmp_path: Path) -> None:
    """The site has none of the number that was asked for; the one that it leads to is had under its own."""
    more: Pages = {path(ONE.number): [moved(OTHER, 302)], OTHER: [TWO.reply()], path(TWO.number): [TWO.reply()]}
    with SmallSite(newsroom(*listed, THREE, more=more)) as site:
        runs = [crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_SECOND_LOOK_MINUTES=0") for _ in range(3)]
    assert [run.code for run in runs] == [0, 0, 0], runs[0].err
    assert [run.found for run in runs] == [(TWO.number, THREE.number)] * 3
    assert [(run.census["gone_at_first_look"], run.census["gone"]) for run in runs] == [(1, 0), (0, 1), (0, 1)]
    assert (runs[0].census["open"], runs[0].counters["article/elsewhere"]) == (1, 1)
    record = runs[0].records[TWO.number]
    assert (record["duplicate_of"], record["sections"]) == (None, ["asia"] if TWO in listed else [])
    assert site.asked(path(ONE.number)) == 2


def test_a_stored_article_that_is_redirected_to_another_has_vanished(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE, TWO)) as site:
        first = crawl(site.url, tmp_path, *ASIA)
        site.pages[path(ONE.number)] = [moved(path(TWO.number))]
        again = crawl(site.url, tmp_path, *ASIA, "-a", "refresh=10000")
    assert (again.code, again.counters["article/vanished"], again.counters["article/unchanged"]) == (0, 1, 1)
    assert again.records[ONE.number]["body"] == first.records[ONE.number]["body"]


@pytest.mark.parametrize("prefix", ["/mirror", "/a/b/"])
def test_a_base_with_a_path(prefix: str, tmp_path: Path) -> None:
    bare = prefix.rstrip("/")
    behind = f"{LIST}?page=2"
    inside: Pages = {
        HOME: [page("", {"Asia": LIST})],  # as the site itself writes it, from the root
        LIST: [listing([path(ONE.number), f"{bare}{path(TWO.number)}"], f"{bare}{behind}")],
        behind: [listing(["https://menafn.com" + path(THREE.number)])],
        path(ONE.number): [ONE.reply()],
        path(TWO.number): [moved(f"/{TWO.number}/Moved")],
        f"/{TWO.number}/Moved": [TWO.reply()],
        path(THREE.number): [THREE.reply()],
    }
    pages: Pages = {bare + address: replies for address, replies in inside.items()}
    pages["/robots.txt"] = [Reply("User-agent: *\nAllow: /\n")]
    with SmallSite(pages) as site:
        run = crawl(site.url + prefix, tmp_path, *ASIA)
    assert (run.code, run.found) == (
        0,
        (
            ONE.number,
            TWO.number,
            THREE.number,
        ),
    ), run.err
    assert all(asked == "/robots.txt" or asked.startswith(bare + "/") for asked in site.requests)
    assert site.asked("/robots.txt") == 1
    assert run.records[ONE.number]["url"] == "https://menafn.com" + path(ONE.number)


def test_one_number_under_many_addresses_is_one_article(tmp_path: Path) -> None:
    forms = [
        f"/{ONE.number}/",
        path(ONE.number),
        path(ONE.number) + "?Social=on",
        path(ONE.number) + "?src=RSS",
        path(ONE.number) + "&source=29",
        f"http://www.menafn.com/{ONE.number}/Another-Slug",
        f"/qn_news_story_s.aspx?storyid={ONE.number}&title=Story",
    ]
    run, site = visit(newsroom(ONE, more={LIST: [listing(forms)]}), tmp_path)
    assert (run.code, run.found) == (0, (ONE.number,))
    assert [asked for asked in site.requests if str(ONE.number) in asked] == [path(ONE.number)]


def test_a_list_that_repeats_its_last_page_for_ever_ends(tmp_path: Path) -> None:
    more: Pages = {f"{LIST}?page={n}": [listing([path(ONE.number)], f"{LIST}?page={n + 1}")] for n in range(2, 9)}
    more[LIST] = [listing([path(ONE.number)], f"{LIST}?page=2")]
    run, site = visit(newsroom(ONE, more=more), tmp_path)
    assert run.code == 0
    assert sum(asked.startswith(LIST) for asked in site.requests) == 3
