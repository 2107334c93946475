"""The exit code of a crawl, from what was counted."""

from __future__ import annotations

import pytest

from menafn_crawler.extensions.outcome import Exit, judge

LISTS = {"list/read": 10, "list/entries": 200}
KNOWN = LISTS | {"list/stored": 190}

JUDGED: dict[str, tuple[dict[str, int], str, Exit]] = {
    "all went well": (LISTS | {"article/stored": 200}, "finished", Exit.DONE),
    "nothing new": (KNOWN, "finished", Exit.DONE),
    "only corrections": (KNOWN | {"article/corrected": 2}, "finished", Exit.DONE),
    "some set aside": (LISTS | {"article/stored": 9, "article/set_aside": 2}, "finished", Exit.DONE),
    "some gone": (LISTS | {"article/stored": 9, "article/gone_at_first_look": 5}, "finished", Exit.DONE),
    "the second look at gone ones alone": (KNOWN | {"article/gone": 9}, "finished", Exit.DONE),
    "nothing in the span": (LISTS | {"article/outside_span": 40}, "finished", Exit.DONE),
    "an article is missing": (LISTS | {"article/stored": 9, "article/put_back": 1}, "finished", Exit.INCOMPLETE),
    "an article is missing, nothing else new": (KNOWN | {"article/put_back": 1}, "finished", Exit.INCOMPLETE),
    "a list is missing": (LISTS | {"article/stored": 9, "list/failed": 1}, "finished", Exit.INCOMPLETE),
    "a list is missing, nothing else new": (KNOWN | {"list/failed": 1}, "finished", Exit.INCOMPLETE),
    "an export is missing": (LISTS | {"article/stored": 9, "export/failed": 1}, "finished", Exit.INCOMPLETE),
    "Ctrl-C": (LISTS | {"article/stored": 9}, "shutdown", Exit.INCOMPLETE),
    "Ctrl-C before anything": ({}, "shutdown", Exit.INCOMPLETE),
    "stopped by a setting": (LISTS | {"article/stored": 9}, "closespider_timeout", Exit.INCOMPLETE),
    "stopped by a setting, nothing answered": ({}, "closespider_timeout", Exit.INCOMPLETE),
    "no list": ({"list/failed": 10}, "finished", Exit.NOTHING_USABLE),
    "no list, but open articles came": ({"list/failed": 10, "article/stored": 3}, "finished", Exit.INCOMPLETE),
    "empty lists": ({"list/read": 10, "list/entries": 0}, "finished", Exit.NOTHING_USABLE),
    "no article of a new site": (LISTS | {"article/put_back": 1}, "finished", Exit.NOTHING_USABLE),
    "all set aside on a new site": (LISTS | {"article/set_aside": 1}, "finished", Exit.NOTHING_USABLE),
    "all gone on a new site": (LISTS | {"article/gone_at_first_look": 3}, "finished", Exit.NOTHING_USABLE),
    "none of many new ones of a known site": (KNOWN | {"article/set_aside": 10}, "finished", Exit.NOTHING_USABLE),
    "none of five new ones of a known site": (KNOWN | {"article/put_back": 5}, "finished", Exit.NOTHING_USABLE),
    "none of four new ones of a known site": (KNOWN | {"article/put_back": 4}, "finished", Exit.INCOMPLETE),
    "a browser that is down": (
        LISTS | {"article/put_back": 9, "article/put_back/rendering": 9},
        "finished",
        Exit.INCOMPLETE,
    ),
    "a browser that is down, and nothing else can be read": (
        LISTS | {"article/put_back": 9, "article/put_back/rendering": 8},
        "finished",
        Exit.NOTHING_USABLE,
    ),
    "a list of addresses without one": ({"address/rejected": 3}, "finished", Exit.NOTHING_USABLE),
    "rubbish among addresses": ({"address/rejected": 3, "address/read": 1, "article/stored": 1}, "finished", Exit.DONE),
    "vacant numbers among articles": ({"number/vacant": 90, "article/stored": 9}, "finished", Exit.DONE),
    "vacant numbers of a known site": ({"number/vacant": 90, "number/site_known": 1}, "finished", Exit.DONE),
    "vacant numbers of a new site": ({"number/vacant": 90}, "finished", Exit.NOTHING_USABLE),
    "numbers that do not answer": ({"number/site_known": 1, "article/put_back": 9}, "finished", Exit.NOTHING_USABLE),
    "a worker met only what failed, others read": (
        {"list/read": 1, "article/put_back": 9, "workers/read": 1},
        "finished",
        Exit.INCOMPLETE,
    ),
    "an empty limit": ({}, "finished", Exit.DONE),
}


@pytest.mark.parametrize(("counted", "reason", "code"), JUDGED.values(), ids=JUDGED.keys())
def test_a_crawl_is_judged_by_what_was_counted(counted: dict[str, int], reason: str, code: Exit) -> None:
    judged, why = judge({f"menafn/{name}": value for name, value in counted.items()}, reason)
    assert judged is code
    assert why
    assert "\n" not in why


def test_robots_txt_is_named_as_the_reason() -> None:
    code, why = judge({"menafn/list/failed": 10, "robotstxt/forbidden": 11})
    assert code is Exit.NOTHING_USABLE
    assert "robots.txt forbids 11" in why


def test_the_codes_are_those_that_cron_was_promised() -> None:
    assert [code.value for code in Exit] == [0, 2, 3, 4, 75]


def test_articles_that_are_still_with_another_run_are_told() -> None:
    code, why = judge({"menafn/list/read": 1, "menafn/article/stored": 9, "menafn/candidate/left_open": 2})
    assert code is Exit.INCOMPLETE
    assert why.startswith("2 articles are still open")
