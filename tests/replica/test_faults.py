"""Faults happen once each, and not at all where they are turned off."""

from __future__ import annotations

from http.client import HTTPException

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer
from menafn_crawler.replica.faults import FAULTY_LIST, plan_faults
from menafn_crawler.replica.sections import SECTIONS

from .client import ask


def _address(newsroom: Newsroom, fault: str) -> str:
    planned = plan_faults(newsroom).planned
    number = next(target for target, kind in planned.items() if kind == fault and isinstance(target, int))
    return newsroom.by_id[number].path


@pytest.mark.parametrize("fault", ["503", "429"])
def test_an_article_is_refused_once_with_retry_after(newsroom: Newsroom, site: ReplicaServer, fault: str) -> None:
    address = _address(newsroom, fault)
    first = ask(site.url, address)
    assert (first.status, first.headers["retry-after"]) == (int(fault), "1")
    assert ask(site.url, address).status == 200


def test_a_connection_is_dropped_once(newsroom: Newsroom, site: ReplicaServer) -> None:
    address = _address(newsroom, "drop")
    with pytest.raises((ConnectionError, HTTPException)):
        ask(site.url, address)
    assert ask(site.url, address).status == 200


def test_a_list_page_is_refused_once(site: ReplicaServer) -> None:
    key, number = FAULTY_LIST
    address = SECTIONS[key].page_address(number)
    assert [ask(site.url, address).status for _ in range(2)] == [503, 200]


def test_reset_arms_the_faults_again(newsroom: Newsroom, site: ReplicaServer) -> None:
    address = _address(newsroom, "503")
    statuses = [ask(site.url, address).status]
    ask(site.url, "/__replica__/reset", "POST")
    statuses += [ask(site.url, address).status for _ in range(2)]
    assert statuses == [503, 503, 200]


@pytest.mark.parametrize("fault", ["503", "429", "drop"])
def test_faults_can_be_turned_off(newsroom: Newsroom, calm_site: ReplicaServer, fault: str) -> None:
    assert ask(calm_site.url, _address(newsroom, fault)).status == 200
