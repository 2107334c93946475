"""Turns of several workers on one clock."""

from __future__ import annotations

import time

import pytest

from menafn_crawler.sharing.pace import Pace
from menafn_crawler.sharing.redis_connection import connect
from tests.servers import Redis

SITE = "menafn.com"


def test_turns_of_all_are_a_delay_apart(server: Redis) -> None:
    paces = [Pace(connect(server.url), SITE) for _ in range(3)]
    begun = time.monotonic()
    waits = [pace.turn(10.0) for pace in paces * 2]
    assert waits == pytest.approx([0, 10, 20, 30, 40, 50], abs=time.monotonic() - begun + 0.01)


def test_each_turn_leaves_the_delay_that_its_worker_wants(server: Redis) -> None:
    fast, slow = Pace(connect(server.url), SITE), Pace(connect(server.url), SITE)
    assert slow.turn(30.0) == 0
    assert fast.turn(1.0) == pytest.approx(30, abs=0.5)
    assert fast.turn(1.0) == pytest.approx(31, abs=0.5)


def test_no_delay_is_no_wait(server: Redis) -> None:
    pace = Pace(connect(server.url), SITE)
    assert [pace.turn(0.0) for _ in range(3)] == [0, 0, 0]


def test_time_that_nobody_used_is_not_saved_up(server: Redis) -> None:
    pace = Pace(connect(server.url), SITE)
    pace.turn(0.05)
    time.sleep(0.2)
    assert pace.turn(0.05) == 0
    assert pace.turn(0.05) > 0


def test_a_pause_holds_for_all_and_ends(server: Redis) -> None:
    one, two = Pace(connect(server.url), SITE), Pace(connect(server.url), SITE)
    one.pause(0.3)
    one.pause(0.1)  # a shorter one does not end it
    assert two.paused
    assert two.turn(0.0) == pytest.approx(0.3, abs=0.1)
    time.sleep(0.35)
    assert not two.paused


def test_sites_have_clocks_of_their_own(server: Redis) -> None:
    client = connect(server.url)
    Pace(client, SITE).turn(10.0)
    assert Pace(client, "127.0.0.1").turn(10.0) == 0
