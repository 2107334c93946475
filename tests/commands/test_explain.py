"""``scrapy explain`` as a user runs it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

from menafn_crawler.replica import Newsroom
from tests.conftest import Crawled
from tests.crawls import scrapy

Explain = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def explain(crawled: Crawled) -> Explain:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return scrapy("explain", *arguments, "-s", f"MENAFN_DATA_DIR={crawled.run.data_dir}")

    return run


@pytest.mark.parametrize("named", ["1109547045", "http://www.menafn.com/1109547045/Moscow?src=RSS"])
def test_an_article_by_number_or_any_address(explain: Explain, named: str) -> None:
    done = explain(named)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Published 2025-05-14T08:44:27Z" in done.stdout
    assert "europe" in done.stdout
    assert "\x1b" not in done.stdout


def test_an_article_by_the_address_it_was_fetched_from(explain: Explain, crawled: Crawled) -> None:
    fetched = crawled.run.records[1109547045]["source_url"]
    assert fetched.startswith("http://127.0.0.1:")
    assert "Published 2025-05-14T08:44:27Z" in explain(fetched).stdout
    assert "Published 2025-05-14T08:44:27Z" in explain("menafn.com/1109547045/Moscow").stdout


def test_json_is_the_record_and_more(explain: Explain, crawled: Crawled) -> None:
    found = json.loads(explain("1109547045", "--json").stdout)
    assert found["record"] == crawled.run.records[1109547045]
    assert found["verdict"].startswith("The time printed near the title decides")
    assert found["state"] == "stored"


def test_a_translation_and_what_it_has_in_common(explain: Explain, crawled: Crawled, newsroom: Newsroom) -> None:
    later, first = next(
        (one.article_id, one.translation_of) for one in newsroom.stories if one.twin == "water" and one.translation_of
    )
    assert crawled.run.records[later]["translation_of"] == first
    shown = explain(str(later)).stdout
    assert str(first) in shown
    assert "linked: this article is its translation, score " in shown
    assert "both have the figures 148200000, 1450" in shown
    found = json.loads(explain(str(first), "--json").stdout)["translations"]
    assert (found["of"], [one["article_id"] for one in found["candidates"]]) == (None, [later])
    assert {"acciona", "alzamel"} <= set(found["candidates"][0]["evidence"]["names"])


def test_without_an_article_the_quarantine_is_told(explain: Explain) -> None:
    assert explain().stdout.startswith("2 pages set aside\n")
    assert len(json.loads(explain("--json").stdout)) == 2


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (("1100000001",), "article 1100000001 is not known"),
        (("https://example.org/x",), "is no article"),
        (("99999999999999999999999",), "at most 12 digits"),
        (("9223372036854775808",), "at most 12 digits"),
        (("999999999999",), "article 999999999999 is not known"),
        (("http://[::1/1109547045/x",), "is no article"),
        (("1", "2"), "name one article"),
        (("1", "--nonsense"), "unknown option"),
    ],
)
def test_one_line_says_what_is_allowed(explain: Explain, given: tuple[str, ...], reason: str) -> None:
    done = explain(*given)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert reason in done.stderr
