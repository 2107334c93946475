"""A job on a real Redis: who begins it, what is lost with a worker or with Redis, and when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from redis import RedisError

from menafn_crawler.sharing import job as job_module
from menafn_crawler.sharing import job_scripts
from menafn_crawler.sharing.job import Job, JobState, Verdict, job_name
from menafn_crawler.sharing.redis_connection import connect
from tests.servers import Redis, redis


def worker(server: Redis, name: str, job: str = "menafn:{test}") -> Job:
    return Job(connect(server.url), job, name)


@pytest.fixture
def one(server: Redis) -> Job:
    return worker(server, "one")


@pytest.fixture
def two(server: Redis) -> Job:
    return worker(server, "two")


def test_the_first_to_come_begins_the_job_and_the_others_take_under_its_number(one: Job, two: Job) -> None:
    assert one.join(7) == JobState(founded=True, number=7, done=False)
    assert two.join(8) == JobState(founded=False, number=7, done=False)


def test_it_is_not_done_while_somebody_is_busy_or_has_yet_to_say_what_there_is(one: Job, two: Job) -> None:
    one.join(7)
    two.join(8)
    assert not two.report_idle(holding=False), "the first has not rested yet"
    assert one.report_idle(holding=False)
    assert not two.report_idle(holding=False), "the first is looking whether that is the end"
    assert one.finish() is Verdict.DONE
    assert two.beat(7, busy=False, holding=False).done


def test_it_is_not_done_while_requests_wait(one: Job) -> None:
    one.join(7)
    one.push(0, b"a request")
    assert not one.report_idle(holding=False)
    assert one.pop() == b"a request"
    assert one.report_idle(holding=False)


def test_who_takes_a_request_is_busy_at_once(one: Job, two: Job) -> None:
    one.join(7)
    two.join(8)
    assert not two.report_idle(holding=False)
    one.push(0, b"a request")
    one.send()
    assert two.pop() == b"a request"
    assert not one.report_idle(holding=False)


def test_what_is_pushed_goes_to_redis_together_with_the_next_call(one: Job, two: Job) -> None:
    one.join(7)
    two.join(8)
    for number in range(3):
        one.push(0, b"request %d" % number)
    assert (one.unsent, one.last_waiting, two.waiting()) == (3, 3, 0)
    assert not one.report_idle(holding=False), "they wait"
    assert (one.unsent, one.last_waiting, two.waiting()) == (0, 3, 3)
    assert [two.pop() for _ in range(4)] == [b"request 0", b"request 1", b"request 2", None]


def test_what_is_pushed_while_redis_is_away_waits_for_it() -> None:
    with redis() as server:
        job = worker(server, "one")
        job.join(7)
        server.kill()
        job.push(0, b"a request")
        with pytest.raises(RedisError):
            job.pop()
        assert job.unsent == 1
        server.start()
        job.beat(7, busy=True, holding=False)
        assert (job.unsent, job.pop()) == (0, b"a request"), "the heartbeat begins the job anew, and then sends it"


def test_who_holds_something_looks_at_it_before_the_end(one: Job, two: Job) -> None:
    one.join(7)
    two.join(8)
    assert not one.report_idle(holding=True)
    assert two.report_idle(holding=False)
    assert two.finish() is Verdict.HELD
    assert one.report_idle(holding=False)
    assert one.finish() is Verdict.DONE


def test_higher_priorities_come_first_and_within_one_the_oldest(one: Job) -> None:
    one.join(7)
    for priority, request in [(0, b"b"), (0, b"a"), (10, b"list 2"), (10, b"list 1"), (-1, b"last")]:
        one.push(priority, request)
    assert [one.pop() for _ in range(6)] == [b"list 2", b"list 1", b"b", b"a", b"last", None]


def test_a_worker_that_gives_no_sign_of_life_may_have_lost_something(
    one: Job, two: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.join(7)
    two.join(8)
    one.push(0, b"a request")
    assert one.pop() is not None
    monkeypatch.setattr(job_module, "DEAD_AFTER", 0.0)
    assert two.beat(7, busy=False, holding=False).number == 7
    assert two.report_idle(holding=False), "the other one counts as killed"
    assert two.finish() is Verdict.LOST
    assert two.finish() is Verdict.DONE, "it is looked through again once"


@pytest.mark.parametrize(("lost", "verdict"), [(True, Verdict.LOST), (False, Verdict.DONE)])
def test_who_goes_tells_whether_something_was_left_behind(one: Job, two: Job, lost: bool, verdict: Verdict) -> None:
    one.join(7)
    two.join(8)
    one.leave(lost=lost)
    assert two.report_idle(holding=False)
    assert two.finish() is verdict


def test_a_request_that_a_worker_could_not_read_is_lost_for_the_job(one: Job, two: Job) -> None:
    one.join(7)
    two.join(8)
    assert not one.report_idle(holding=False, lost=True)
    assert two.report_idle(holding=False)
    assert two.finish() is Verdict.LOST


def test_what_could_not_be_had_is_told_unless_its_worker_was_killed(
    one: Job, two: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.join(7)
    two.join(8)
    one.report_idle(holding=False, failed=2)
    one.report_idle(holding=False, failed=3)
    two.report_idle(holding=False, failed=1)
    assert two.count_failed() == 4
    one.leave(lost=True)
    assert two.count_failed() == 4, "who leaves in good order has told it"
    killed = worker_of(one, "three")
    killed.join(9)
    killed.report_idle(holding=False, failed=5)
    assert two.count_failed() == 9
    monkeypatch.setattr(job_module, "DEAD_AFTER", 0.0)
    two.beat(7, busy=False, holding=False)
    two.report_idle(holding=False, failed=1)
    assert two.count_failed() == 4


def worker_of(job: Job, name: str) -> Job:
    return Job(job.server, "menafn:{test}", name)


@pytest.mark.parametrize("done", [True, False])
def test_the_last_to_leave_is_told_so(one: Job, two: Job, done: bool) -> None:
    one.join(7)
    two.join(8)
    if done:
        one.report_idle(holding=False)
        two.report_idle(holding=False)
        assert two.finish() is Verdict.DONE
    assert not one.leave(lost=not done)
    assert two.leave(lost=not done)


SILENT_ENDS: dict[str, tuple[Callable[[Job], object], bool]] = {
    "it was killed": (lambda silent: heard(silent, 10), True),
    "it was slow": (lambda silent: silent.beat(7, busy=False, holding=False), False),
    "it leaves": (lambda silent: silent.leave(lost=False), False),
}


def heard(worker: Job, seconds_ago: float) -> None:
    worker.server.zadd(worker.key("workers"), {worker.worker: time.time() - seconds_ago})


@pytest.mark.parametrize(("then", "last"), SILENT_ENDS.values(), ids=SILENT_ENDS.keys())
def test_who_leaves_waits_until_it_is_clear_whether_a_silent_worker_was_killed(
    one: Job, two: Job, monkeypatch: pytest.MonkeyPatch, then: Callable[[Job], object], last: bool
) -> None:
    one.join(7)
    two.join(8)
    heard(one, 5)
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        monkeypatch.undo()  # one that leaves does not wait
        then(one)

    monkeypatch.setattr(job_module, "time", SimpleNamespace(sleep=sleep))
    assert two.leave(lost=False) is last
    assert len(waited) == 1


@pytest.mark.parametrize(("seconds_ago", "last"), [(0, False), (2, False), (4, True), (11, True)])
def test_who_is_stopped_does_not_wait_for_a_silent_worker(one: Job, two: Job, seconds_ago: float, last: bool) -> None:
    one.join(7)
    two.join(8)
    heard(one, seconds_ago)
    assert two.leave(lost=True) is last


def test_one_living_worker_at_a_time_is_the_first(one: Job, two: Job) -> None:
    one.join(7)
    two.join(8)
    assert [one.is_first(), two.is_first()] == [True, False]
    one.leave(lost=False)
    assert two.is_first()


def test_who_comes_when_nobody_is_there_begins_anew(one: Job, two: Job) -> None:
    one.join(7)
    one.push(0, b"a request of a run that was broken off")
    one.leave(lost=True)
    assert two.join(8) == JobState(founded=True, number=8, done=False)
    assert two.waiting() == 0
    assert two.report_idle(holding=False)
    assert two.finish() is Verdict.DONE


def test_who_comes_when_it_is_done_begins_anew_and_the_last_one_cleans_up(one: Job, two: Job, server: Redis) -> None:
    one.join(7)
    assert one.report_idle(holding=False)
    assert one.finish() is Verdict.DONE
    assert two.join(8).founded
    assert two.report_idle(holding=False)
    assert two.finish() is Verdict.DONE
    one.leave(lost=False)
    two.leave(lost=False)
    assert connect(server.url).keys() == []


@pytest.mark.parametrize("kept", [(), ("--appendonly", "yes")], ids=["without its data", "with its data"])
def test_what_a_restarted_redis_knows_is_not_trusted(kept: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_module, "REJOIN_WITHIN", 0.0)
    with redis(*kept) as server:
        one, two = worker(server, "one"), worker(server, "two")
        one.join(7)
        two.join(8)
        one.push(0, b"a request that was answered since")
        one.send()
        server.kill()
        server.start()
        assert two.beat(7, busy=False, holding=False) == JobState(founded=False, number=7, done=False)
        assert one.beat(7, busy=False, holding=False).number == 7
        assert two.waiting() == 0
        assert two.report_idle(holding=False)
        assert two.finish() is Verdict.LOST


@pytest.mark.parametrize(
    ("site", "given", "store"),
    [
        ("https://menafn.com", {"since": "2025-05-14"}, "b"),
        ("https://menafn.com", {}, "a"),
        ("http://127.0.0.1", {"since": "2025-05-14"}, "a"),
    ],
    ids=["another store", "other arguments", "another site"],
)
def test_other_work_is_another_job(site: str, given: dict[str, str], store: str) -> None:
    name = job_name("menafn", "https://menafn.com", {"since": "2025-05-14", "site": "HTTPS://menafn.com/"}, "a")
    assert job_name("menafn", site, given, store) != name
    assert job_name("menafn", "https://menafn.com", {"since": "2025-05-14"}, "a") == name


def test_what_killed_workers_leave_in_redis_expires(one: Job) -> None:
    one.join(7)
    one.beat(7, busy=True, holding=False)
    one.push(0, b"a request")
    one.push(0, b"another one")
    assert one.pop() is not None
    one.report_idle(holding=True)
    keys = list(one.server.scan_iter("menafn:*"))
    assert len(keys) > 3
    assert all(0 < one.server.ttl(key) <= job_scripts.KEPT_FOR for key in keys)
