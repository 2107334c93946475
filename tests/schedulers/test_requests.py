"""Requests in Redis: ours come back as they were, and nothing else is made of what lies there."""

from __future__ import annotations

import os
import pickle
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.request import request_from_dict

from menafn_crawler.discover import Depth, EndReason, Pagination
from menafn_crawler.middlewares.circuit_breaker import answer_of
from menafn_crawler.middlewares.render import render_attempts, render_request
from menafn_crawler.schedulers import requests
from menafn_crawler.spiders.menafn import MenafnSpider
from menafn_crawler.store import Task, open_database


def there_and_back(request: Request) -> Request:
    spider = MenafnSpider()
    return request_from_dict(requests.loads(requests.dumps(requests.as_dict(request, spider))), spider=spider)


def test_a_list_goes_on_where_it_was() -> None:
    one = Pagination("asia", "en/asia", "/asia", Depth(None, "2025-05-14T00:00:00Z"), Depth(3))
    one.add_page([3, 2, 1], 3, "/asia?page=2")
    one.end, one.undecided = EndReason.OLD_ENOUGH, {2}
    spider = MenafnSpider()
    back = there_and_back(
        Request(
            "https://menafn.com/asia",
            spider.parse_list,
            errback=spider.list_failed,
            cb_kwargs={"pagination": one},
        )
    )
    assert back.cb_kwargs == {"pagination": one}
    assert back.callback is not None
    assert back.callback.__name__ == "parse_list"
    back.cb_kwargs["pagination"].add_page([1], 0, "/asia?page=3")
    back.cb_kwargs["pagination"].add_page([2], 0, "/asia?page=4")
    assert back.cb_kwargs["pagination"].end is EndReason.LAST_PAGE, "it knows what earlier pages showed"


def test_an_article_keeps_its_task_its_place_and_its_tries() -> None:
    task = Task(1109547045, "https://menafn.com/1109547045/x", "2025-05-14T08:44:27Z", known=True)
    asked = Request("https://menafn.com/1109547045/x", cb_kwargs={"task": task}, priority=3, dont_filter=True)
    asked.meta["retry_times"] = 2
    back = there_and_back(render_request(asked, 2))
    assert (back.cb_kwargs, back.priority, back.dont_filter) == ({"task": task}, 3, True)
    assert (back.meta["retry_times"], render_attempts(back)) == (2, 2)


def test_what_describes_one_attempt_stays_with_the_worker() -> None:
    asked = Request("https://menafn.com/1109547045/x", dont_filter=True)
    answer_of(HtmlResponse(asked.url, body=b"<html>busy</html>" * 1000, status=503, request=asked))
    asked.meta.update(answered_at=datetime.now(UTC), download_latency=0.5, retry_times=1)
    assert there_and_back(asked).meta == {"retry_times": 1}
    assert len(requests.dumps(asked.to_dict())) < 1_000, "the body of the answer is not carried along"


@pytest.mark.parametrize("value", [datetime(2025, 5, 14, tzinfo=UTC), Path("x"), lambda: None])
def test_a_request_that_no_worker_could_read_is_refused_before_it_is_queued(value: Any) -> None:
    asked = Request("https://menafn.com/1109547045/x", meta={"anything": value})
    with pytest.raises((pickle.PickleError, AttributeError, TypeError)):
        requests.dumps(asked.to_dict())


def test_a_request_is_described_as_scrapy_describes_it_without_a_look_at_all_members() -> None:
    class Busy(MenafnSpider):
        @property
        def costly(self) -> None:
            raise AssertionError("a property of the spider was asked for")

    spider = Busy()
    asked = Request(
        "https://menafn.com/1109547045/x", spider.parse_list, errback=spider.list_failed, headers={"A": "b"}, priority=3
    )
    assert requests.as_dict(asked, spider) == asked.to_dict(spider=MenafnSpider())


class Special(Request):
    """A class of its own."""


CLOSED: Any = MenafnSpider().closed


@pytest.mark.parametrize(
    "asked",
    [
        Request("https://menafn.com/", print),
        Request("https://menafn.com/", CLOSED),
        Special("https://menafn.com/"),
    ],
    ids=["no method of a spider", "no callback", "another class"],
)
def test_what_another_worker_could_not_make_is_refused(asked: Request) -> None:
    with pytest.raises(pickle.PicklingError):
        requests.as_dict(asked, MenafnSpider())


class Foreign:
    def __reduce__(self) -> Any:
        return os.system, ("echo anything",)


@pytest.mark.parametrize(
    "value",
    [Foreign(), Path, open_database, MenafnSpider],
    ids=["runs a program", "a class of Python's", "a function of ours", "another class of ours"],
)
def test_nothing_else_is_made(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="which no request of ours does"):
        requests.loads(pickle.dumps({"url": value}))


OURS = Request("https://menafn.com/1109547045/x").to_dict(spider=MenafnSpider())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"_class": "os.system"}, "the field '_class'"),
        ({"_class": "scrapy.http.request.Request"}, "the field '_class'"),
        ({"anything": 1}, "the field 'anything'"),
        ({"callback": "start"}, "names 'start'"),
        ({"callback": "crawler.stop"}, "names 'crawler.stop'"),
        ({"errback": "__init__"}, "names '__init__'"),
        ({"url": "file:///etc/passwd"}, "no http address"),
        ({"url": "data:,x"}, "no http address"),
    ],
)
def test_a_request_has_our_fields_and_callbacks_only(changed: dict[str, object], reason: str) -> None:
    assert requests.loads(requests.dumps(OURS)) == OURS
    with pytest.raises(pickle.UnpicklingError, match=reason):
        requests.loads(requests.dumps(OURS | changed))


@pytest.mark.parametrize("data", [pickle.dumps(["https://menafn.com"]), b"", b"GET /"], ids=["a list", "empty", "text"])
def test_what_is_no_request(data: bytes) -> None:
    with pytest.raises((pickle.UnpicklingError, EOFError)):
        requests.loads(data)
