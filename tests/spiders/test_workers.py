"""Several workers on one queue: a real Redis, a real PostgreSQL, processes that come, are killed, and go."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.replica import Newsroom, build_newsroom, serve
from menafn_crawler.replica.demo import compare
from menafn_crawler.replica.url_forms import article_number
from menafn_crawler.sharing.pace import Pace
from menafn_crawler.sharing.redis_connection import connect
from tests.crawls import ASIA, LONGEST, PROJECT, command, crawl, crawling, in_parallel, read_lines
from tests.servers import PostgreSQL, Redis, free_port, redis
from tests.sites import LIST, NOT_THERE, UNAVAILABLE, Reply, SmallSite, Story, listing, newsroom, path

pytestmark = pytest.mark.slow

WORKERS = 3
FIRST = 1_109_547_000
UNADJUSTED = ("-s", "AUTOTHROTTLE_ENABLED=0")


@pytest.fixture(scope="module")
def newspaper() -> Newsroom:
    """The replica, small."""
    return build_newsroom(stories=120)


@pytest.fixture
def queue() -> Iterator[Redis]:
    with redis() as server:
        yield server


@pytest.fixture
def shared(queue: Redis, postgresql_server: PostgreSQL) -> tuple[str, ...]:
    """Options that make a crawl one of several workers."""
    store = postgresql_server.new_database()
    return ("-s", f"MENAFN_STORE={store}", "-s", f"MENAFN_REDIS_URL={queue.url}")


@contextmanager
def workers(
    site: str, folder: Path, *options: str, count: int = WORKERS, more: int = 0
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Workers that begin together, also with so many *more* that the block starts."""
    with ExitStack() as stack:
        stack.enter_context(beginning_together(redis_url(options), count + more))
        yield [stack.enter_context(crawling(site, folder / str(number), *options)) for number in range(count)]


def redis_url(options: Sequence[str]) -> str:
    (url,) = (option.partition("=")[2] for option in options if option.startswith("MENAFN_REDIS_URL="))
    return url


@contextmanager
def beginning_together(url: str, count: int) -> Iterator[None]:
    """Pause all workers until there are so many: on a busy machine one would have done all before another is there."""
    client, ended = connect(url), threading.Event()
    pace = Pace(client, "127.0.0.1")
    pace.pause(1.0)

    def hold() -> None:
        until = time.monotonic() + LONGEST
        while not ended.wait(0.05) and time.monotonic() < until:
            keys: Any = client.keys("menafn:*:workers")
            if sum(client.zcard(key) for key in keys) >= count:
                return
            pace.pause(1.0)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        client.close()


def wait_until(true: Callable[[], bool], otherwise: str = "it did not come about") -> None:
    until = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < until, otherwise
        time.sleep(0.01)


def wait_for(requests: list[str], count: int) -> None:
    wait_until(lambda: len(requests) >= count, f"fewer than {count} requests came")


def codes(processes: list[subprocess.Popen[bytes]]) -> list[int]:
    return [process.wait(LONGEST) for process in processes]


def exported(folder: Path) -> Path:
    """The data set of a job, which the last of its workers has written, and nobody else."""
    (found,) = folder.glob("*/articles.jsonl")
    return found


def asked_again(requests: list[str]) -> int:
    return sum(times > 1 for times in Counter(filter(None, map(article_number, requests))).values())


# --- all of it, once -------------------------------------------------------------------------------------------------


def test_three_workers_do_the_whole_job_together(newspaper: Newsroom, shared: tuple[str, ...], tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    slower = (*shared, "-s", "DOWNLOAD_DELAY=0.03", *UNADJUSTED)
    with serve(newspaper) as site, workers(site.url, tmp_path, *slower, count=WORKERS - 1, more=1) as two_more:
        first = crawl(site.url, tmp_path / "first", *slower, "-O", str(feed))
        assert [first.code, *codes(two_more)] == [0] * WORKERS
        lists = Counter(address for address in site.requests if article_number(address) is None)
        asked = site.requests
    records = exported(tmp_path)
    assert compare(newspaper, records).wrong == ()
    assert lists["/"] == 1, "one worker says what there is to do"
    assert lists["/robots.txt"] == WORKERS
    assert max(times for address, times in lists.items() if address != "/robots.txt") <= 2, "once, and after a fault"
    assert asked_again(asked) <= 3, "what failed once"
    answered = first.counters["article/answered"]
    assert 0 < answered < len(asked), "the others did their part"
    told = read_lines(feed)
    assert told.keys() == read_lines(records).keys(), "-O holds what the arguments select, whoever read it"


def test_one_is_killed_and_redis_loses_everything_in_the_middle(
    newspaper: Newsroom, shared: tuple[str, ...], queue: Redis, tmp_path: Path
) -> None:
    slower = ("-s", "DOWNLOAD_DELAY=0.03", *UNADJUSTED)
    with serve(newspaper, faults=False) as site, workers(site.url, tmp_path, *shared, *slower) as processes:
        log = site.site.log
        wait_for(log, 60)
        processes[0].send_signal(signal.SIGKILL)
        wait_for(log, 90)
        queue.kill()
        time.sleep(1.5)
        queue.start()
        assert codes(processes) == [-signal.SIGKILL, 0, 0]
        assert asked_again(site.requests) <= 3 * 8, "only what was under way is asked for again"
    assert compare(newspaper, exported(tmp_path)).wrong == ()


def test_the_last_worker_was_killed_and_the_next_run_goes_on(
    newspaper: Newsroom, shared: tuple[str, ...], tmp_path: Path
) -> None:
    with serve(newspaper, faults=False) as site:
        with workers(site.url, tmp_path, *shared, "-s", "DOWNLOAD_DELAY=0.02", count=1) as processes:
            wait_for(site.site.log, 70)
            processes[0].send_signal(signal.SIGKILL)
        run = crawl(site.url, tmp_path / "next", *shared)
    assert run.code == 0, run.err[-800:]
    assert compare(newspaper, tmp_path / "next" / "articles.jsonl").wrong == ()


# --- what one worker leaves to the others ----------------------------------------------------------------------------


def stories(count: int, printed: str = "2025-05-14 04:44:27") -> list[Story]:
    return [Story(FIRST + number, printed=printed) for number in range(count)]


def test_ctrl_c_leaves_the_rest_to_the_others(shared: tuple[str, ...], tmp_path: Path) -> None:
    paced = (*ASIA, *shared, *UNADJUSTED, "-s", "DOWNLOAD_DELAY=0.05")
    with SmallSite(newsroom(*stories(100))) as site, workers(site.url, tmp_path, *paced, count=2) as processes:
        wait_for(site.requests, 40)
        processes[0].send_signal(signal.SIGINT)
        assert codes(processes) == [3, 0]
    assert len(read_lines(tmp_path / "1" / "articles.jsonl")) == 100


def test_what_could_not_be_had_is_told_by_who_asked_and_left_to_the_next_run(
    shared: tuple[str, ...], tmp_path: Path
) -> None:
    never = newsroom(*stories(6), more={path(FIRST): [UNAVAILABLE]})
    options = (*ASIA, *shared, "-s", "RETRY_TIMES=1")
    with SmallSite(never) as site:
        with workers(site.url, tmp_path, *options, count=2) as processes:
            assert sorted(codes(processes)) == [0, 3]
        assert site.asked(path(FIRST)) == 2
        site.pages[path(FIRST)] = [Story(FIRST).reply()]
        again = crawl(site.url, tmp_path / "again", *options)
    assert (again.code, len(again.found)) == (0, 6)


def test_a_list_is_read_back_only_as_far_as_is_wanted(shared: tuple[str, ...], tmp_path: Path) -> None:
    new, old, older = stories(40)[::2], stories(40, printed="2025-05-01 04:00:00")[1::2], stories(50)[40:]
    pages = newsroom(*new, *old, *older, more={LIST: [listing((path(s.number) for s in new), LIST + "?page=2")]})
    pages[LIST + "?page=2"] = [listing((path(s.number) for s in old), LIST + "?page=3")]
    pages[LIST + "?page=3"] = [listing(path(s.number) for s in older)]
    with SmallSite(pages) as site:
        since = ("-a", "since=2025-05-10")
        with workers(site.url, tmp_path, *ASIA, *shared, *since) as processes:
            assert codes(processes) == [0] * WORKERS
        assert (site.asked(LIST + "?page=2"), site.asked(LIST + "?page=3")) == (1, 0)
    assert read_lines(exported(tmp_path)).keys() == {story.number for story in new}


def test_the_archive_is_searched_by_one_and_fetched_by_all(shared: tuple[str, ...], tmp_path: Path) -> None:
    ids = ("-a", f"ids={FIRST}-{FIRST + 79}")
    pages = newsroom(more={f"/{FIRST + number}/": [NOT_THERE] for number in range(80)})
    pages.update({f"/{story.number}/": [story.reply()] for story in stories(80)[::2]})
    with SmallSite(pages) as site:
        paced = (*ids, *shared, *UNADJUSTED, "-s", "DOWNLOAD_DELAY=0.02")
        with beginning_together(redis_url(shared), 2):
            runs = in_parallel(
                {name: partial(crawl, site.url, tmp_path / name, *paced, spider="menafn_archive") for name in "ab"}
            )
    assert [run.code for run in runs.values()] == [0, 0]
    assert [run.counters.get("article/answered", 0) > 0 for run in runs.values()] == [True, True]
    assert sum(run.counters.get("number/asked", 0) for run in runs.values()) == 80
    assert len(read_lines(exported(tmp_path))) == 40
    assert asked_again(site.requests) == 0


def test_a_redis_that_does_not_come_back_ends_the_worker_and_the_next_run_goes_on(
    shared: tuple[str, ...], queue: Redis, tmp_path: Path
) -> None:
    paced = (*ASIA, *shared, *UNADJUSTED, "-s", "DOWNLOAD_DELAY=0.05")
    impatient = "import menafn_crawler.extensions.workers as w; w.GONE_FOR = 1.5; from scrapy.cmdline import execute"
    with SmallSite(newsroom(*stories(60))) as site:
        crawl_command = command(site.url, tmp_path / "one", *paced)
        program = [crawl_command[0], "-c", f"{impatient}; execute()", *crawl_command[3:]]
        with subprocess.Popen(program, cwd=PROJECT, stderr=subprocess.PIPE, text=True) as process:
            wait_for(site.requests, 30)
            queue.kill()
            _, log = process.communicate(timeout=LONGEST)
        assert process.returncode == 3
        assert log.count("the crawl ends here: Redis did not come back") == 1
        assert "Traceback" not in log
        queue.start()
        assert len(crawl(site.url, tmp_path / "next", *paced).found) == 60


# --- an end in good order --------------------------------------------------------------------------------------------


def test_sigterm_returns_what_a_worker_held_and_keeps_the_pace(shared: tuple[str, ...], tmp_path: Path) -> None:
    """Eight requests wait for their turns when the signal comes: others send them, and none goes before its turn."""
    delay, many = 0.4, stories(26)
    paced = (*ASIA, *shared, *UNADJUSTED, "-s", f"DOWNLOAD_DELAY={delay}")
    with SmallSite(newsroom(*many)) as site, workers(site.url, tmp_path, *paced, count=2) as processes:
        wait_for(site.requests, 14)
        processes[0].send_signal(signal.SIGTERM)
        assert codes(processes) == [3, 0]
        assert asked_again(site.requests) == 0
        late = [at - place * delay for place, at in enumerate(site.times)]
    assert len(read_lines(exported(tmp_path))) == len(many)
    assert min(late) > min(late[:14]) - delay, "all that are sent at the signal are up to eight delays early"


# --- two jobs on one store -------------------------------------------------------------------------------------------


def with_clock(hours: int, words: list[str]) -> list[str]:
    """The command line of a crawl on a machine whose clock is so many hours ahead."""
    wrong = (
        "import datetime as d, menafn_crawler.extensions.session as s; right = s.Session.now;"
        f"s.Session.now = lambda self: right(self) + d.timedelta(hours={hours})"
    )
    return [words[0], "-c", f"{wrong}; from scrapy.cmdline import execute; execute()", *words[3:]]


@pytest.mark.parametrize("hours", [0, 1, -1], ids=["right clocks", "one an hour ahead", "one an hour behind"])
def test_two_jobs_on_one_store_never_ask_for_each_others_articles(
    newspaper: Newsroom, postgresql_server: PostgreSQL, tmp_path: Path, hours: int
) -> None:
    store = ("-s", f"MENAFN_STORE={postgresql_server.new_database()}", "-s", "DOWNLOAD_DELAY=0.02", *UNADJUSTED)
    with serve(newspaper, faults=False) as site, ExitStack() as stack:
        jobs = {"all": (), "asia": ASIA}
        processes = []
        for name, arguments in jobs.items():
            words = command(site.url, tmp_path / name, *arguments, *store)
            processes.append(subprocess.Popen(with_clock(hours if arguments else 0, words), cwd=PROJECT))
            stack.callback(processes[-1].kill)
        assert codes(processes) == [0, 0]
        assert asked_again(site.requests) == 0
    assert compare(newspaper, tmp_path / "all" / "articles.jsonl").wrong == ()


def test_workers_with_other_arguments_are_another_job_beside(
    newspaper: Newsroom, shared: tuple[str, ...], tmp_path: Path
) -> None:
    paced = (*shared, "-s", "DOWNLOAD_DELAY=0.02", *UNADJUSTED)
    with serve(newspaper, faults=False) as site, ExitStack() as stack:
        jobs = [("1", ()), ("2", ()), ("3", ASIA), ("4", ASIA)]
        stack.enter_context(beginning_together(redis_url(shared), len(jobs)))
        processes = [stack.enter_context(crawling(site.url, tmp_path / n, *asked, *paced)) for n, asked in jobs]
        assert codes(processes) == [0] * len(jobs)
        asked = site.requests
        lists = Counter(address for address in asked if article_number(address) is None)
    assert asked_again(asked) == 0
    assert lists["/"] == 2, "each job discovers once"
    assert len(list(tmp_path.glob("*/articles.jsonl"))) == 2, "each job exports once"


@pytest.mark.parametrize("first_on_redis", [True, False], ids=["beside workers on Redis", "workers on Redis beside it"])
def test_the_other_kind_of_queue_is_refused_in_one_line(
    shared: tuple[str, ...], tmp_path: Path, first_on_redis: bool
) -> None:
    with_redis, without = (*ASIA, *shared), (*ASIA, *shared[:2])
    first, second = (with_redis, without) if first_on_redis else (without, with_redis)
    with SmallSite(newsroom(*stories(40))) as site:
        with crawling(site.url, tmp_path / "1", *first, "-s", "DOWNLOAD_DELAY=0.5"):
            wait_for(site.requests, 4)
            refused = crawl(site.url, tmp_path / "2", *second)
            same = crawl(site.url, tmp_path / "3", *first[2:], "-a", "sections=europe", "-s", "CLOSESPIDER_TIMEOUT=1")
        asked = len(site.requests)
        again = crawl(site.url, tmp_path / "1", *second)
    assert (refused.code, refused.err.count("\n")) == (75, 1), refused.err
    assert "MENAFN_REDIS_URL" in refused.err
    assert same.code != 75
    assert (again.code, len(again.found)) == (0, 40), "nobody else can be in the place of a killed run"
    assert asked < 40


# --- one pace for all ------------------------------------------------------------------------------------------------


def test_the_site_sees_one_pace_however_many_workers_there_are(shared: tuple[str, ...], tmp_path: Path) -> None:
    delay, measured = 0.05, 120
    paced = (*ASIA, *shared, *UNADJUSTED, "-s", f"DOWNLOAD_DELAY={delay}")
    with SmallSite(newsroom(*stories(200))) as site, workers(site.url, tmp_path, *paced):
        wait_for(site.requests, 60 + measured)  # all three are there by then
        times = site.times[60 : 60 + measured]
    rate = (measured - 1) / (times[-1] - times[0])
    assert rate <= 1.1 / delay, "how near it comes depends on the machine: the benchmark measures that"


def test_a_pause_that_the_site_asks_one_worker_for_is_kept_by_all(shared: tuple[str, ...], tmp_path: Path) -> None:
    busy = Reply("", 429, {"Retry-After": "2"})
    pages = newsroom(*stories(60), more={path(FIRST + 30): [busy, Story(FIRST + 30).reply()]})
    paced = (*ASIA, *shared, *UNADJUSTED, "-s", "DOWNLOAD_DELAY=0.02", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    with SmallSite(pages) as site:
        with workers(site.url, tmp_path, *paced, count=2) as processes:
            assert codes(processes) == [0, 0]
        told = site.times[site.requests.index(path(FIRST + 30))]
        during = [at for at in site.times if told < at < told + 1.9]
    assert len(during) <= 2, "what was on its way"


# --- what cannot be --------------------------------------------------------------------------------------------------

STORE = "MENAFN_STORE=postgresql+psycopg://menafn@127.0.0.1/menafn"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["MENAFN_REDIS_URL=redis://127.0.0.1"], "MENAFN_STORE=postgresql"),
        ([STORE, "MENAFN_REDIS_URL=http://127.0.0.1"], "allowed is redis://"),
        ([STORE, f"MENAFN_REDIS_URL=redis://127.0.0.1:{free_port()}"], "does not answer"),
    ],
    ids=["a store of one machine", "no Redis' address", "no Redis"],
)
def test_what_cannot_be_is_told_in_one_line(options: list[str], said: str, tmp_path: Path) -> None:
    run = crawl("http://127.0.0.1:9", tmp_path, *(part for one in options for part in ("-s", one)))
    assert (run.code, run.err.count("\n")) == (2, 1), run.err
    assert said in run.err


def test_a_limit_is_no_matter_of_one_worker(shared: tuple[str, ...], tmp_path: Path) -> None:
    run = crawl("http://127.0.0.1:9", tmp_path, *shared, "-a", "limit=5")
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "limit" in run.err
