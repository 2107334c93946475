"""What the answers of a site say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler.discover import MENU
from menafn_crawler.report.environment_checks import Check, Verdict
from menafn_crawler.report.site_checks import Probe, Probes, articles_to_probe, clock_of, diagnose, lists_to_probe
from tests.sites import NOT_THERE, Reply, Story, listing, page, path

SITE = "http://127.0.0.1:8000"
NOW = datetime.fromisoformat("2025-05-14T12:00:00Z")
LABELS = {section.labels[0]: f"/list/{section.key}" for section in MENU}
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><item/><item/></channel></rss>'
ONE = Story(1109547045)


def look(reply: Reply, address: str = "/") -> Probe:
    return Probe(SITE + address, reply.status, reply.body.encode(), "text/html; charset=utf-8")


def told(**looks: Probe) -> Check:
    """The only check that one look gives."""
    articles = [looks.pop("article")] if "article" in looks else []
    lists = {"asia": looks.pop("lists")} if "lists" in looks else {}
    checks = list(
        diagnose(
            Probes(**looks, articles=articles, lists=lists), SITE, "menafn_crawler", NOW, ZoneInfo("America/New_York")
        )
    )
    return checks[0]


CASES: dict[str, tuple[str, Reply, Verdict, str]] = {
    "robots that allow": ("robots", Reply("User-agent: *\nAllow: /\nCrawl-delay: 5\n"), Verdict.OK, "every 5 s"),
    "robots that forbid": (
        "robots",
        Reply("User-agent: *\nDisallow: /qn_"),
        Verdict.UNUSABLE,
        "forbids menafn_crawler",
    ),
    "robots for others": ("robots", Reply("User-agent: GoogleBot\nDisallow: /"), Verdict.OK, "allows"),
    "no robots": ("robots", Reply("", 404), Verdict.OK, "there is none"),
    "a whole menu": ("home", page("", LABELS), Verdict.OK, "all 10 sections"),
    "half a menu": (
        "home",
        page("", {label: href for label, href in LABELS.items() if label not in ("Asia", "Sport")}),
        Verdict.WRONG,
        "names 8 of the 10 sections; no link says Asia, Sport",
    ),
    "no menu": ("home", page(""), Verdict.WRONG, "names 0 of the 10"),
    "a home that refuses": ("home", Reply("no", 403), Verdict.WRONG, "blocked, status 403"),
    "a list": ("lists", listing([path(1109547045), path(1109547046)]), Verdict.OK, "shows 2 articles"),
    "an empty list": ("lists", listing([]), Verdict.UNUSABLE, "no link leads to an article"),
    "a list that is gone": ("lists", NOT_THERE, Verdict.UNUSABLE, "gone, status 200"),
    "a feed": ("feed", Reply(RSS), Verdict.OK, "has 2 items"),
    "an empty feed": ("feed", Reply("<rss><channel/></rss>"), Verdict.WARNING, "has no item"),
    "a feed that is a page": ("feed", Reply("<html><br></html>"), Verdict.WARNING, "is no XML"),
    "no feed": ("feed", Reply("", 404), Verdict.WARNING, "404"),
    "an article": (
        "article",
        ONE.reply(),
        Verdict.OK,
        "1109547045 by story-2025: Kuwait News Agency (KUNA), 2025-05-14T08:44:27Z (printed)",
    ),
    "an article with new classes": (
        "article",
        Reply(ONE.reply().body.replace("ContentPlaceHolder1_div_story", "k1")),
        Verdict.WRONG,
        "read by its texts alone, missing: selector #ContentPlaceHolder1_div_story",
    ),
    "an article that nobody reads": (
        "article",
        page("<h2>Nothing</h2>"),
        Verdict.WRONG,
        "no layout reads it (tried story-2025, story-2022, anchors, json-ld); missing: selector #Content",
    ),
    "a listed article that is gone": ("article", NOT_THERE, Verdict.WARNING, "the site says it is gone"),
    "an article that is refused": ("article", Reply("no", 403), Verdict.WRONG, "blocked, status 403"),
}


@pytest.mark.parametrize(("what", "reply", "verdict", "said"), CASES.values(), ids=CASES.keys())
def test_every_answer_has_its_words(what: str, reply: Reply, verdict: Verdict, said: str) -> None:
    address = path(ONE.number) if what == "article" else "/"
    check = told(**{what: look(reply, address)})
    assert check.verdict is verdict, check
    assert said in check.text


def test_a_site_that_does_not_answer_says_why() -> None:
    assert "Connection was refused" in told(home=Probe(SITE, error="Connection was refused")).text


def test_a_site_none_of_whose_articles_is_read_is_unusable() -> None:
    looks = Probes(articles=[look(page("x"), path(1109547045)), look(NOT_THERE, path(1109547046))])
    last = list(diagnose(looks, SITE, "menafn_crawler", NOW, ZoneInfo("UTC")))[-1]
    assert (last.verdict, last.text) == (Verdict.UNUSABLE, "none of 2 could be read")


def test_an_article_that_is_read_is_enough_for_a_site_to_be_usable() -> None:
    looks = Probes(articles=[look(page("x"), path(1109547046)), look(ONE.reply(), path(ONE.number))])
    checks = list(diagnose(looks, SITE, "menafn_crawler", NOW, ZoneInfo("UTC")))
    assert [check.verdict for check in checks] == [Verdict.WRONG, Verdict.OK]


def test_the_lists_are_those_of_the_menu_else_those_that_are_known() -> None:
    assert lists_to_probe(look(page("", {"Sport": "/list/sport"})), SITE)["sport"] == "/list/sport"
    known = {section.key: section.address for section in MENU if section.address}
    assert lists_to_probe(look(Reply("", 403)), SITE) == known


def test_a_list_shorter_than_in_the_last_run_is_wrong() -> None:
    probes = Probes(lists={"asia": look(listing([path(1109547045)]))})
    (check, *_) = diagnose(probes, SITE, "menafn_crawler", NOW, ZoneInfo("UTC"), {"asia": 12})
    assert (check.verdict, check.text.split(" shows ")[1]) == (Verdict.WRONG, "1 articles, 12 in the last run")


def test_the_newest_articles_of_the_list_are_looked_at() -> None:
    numbers = (1109547045, 1109547049, 1109547047, 1109547046)
    newest = articles_to_probe(look(listing(map(path, numbers))), SITE)
    assert [url.split("/")[3] for url in newest] == ["1109547049", "1109547047", "1109547046"]


def test_the_site_s_clock_is_the_latest_that_an_answer_carries() -> None:
    early, late = "Wed, 14 May 2025 08:44:27 GMT", "Wed, 14 May 2025 08:44:29 GMT"
    answer = look(page(""))
    looks = Probes(
        home=replace(answer, date=late), feed=replace(answer, date="soon"), robots=replace(answer, date=early)
    )
    assert clock_of(looks) == datetime.fromisoformat("2025-05-14T08:44:29Z")
    assert clock_of(Probes()) is None
