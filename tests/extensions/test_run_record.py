"""What a crawl leaves for programs at its end: its record, metrics and a ping, also where it is refused."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from menafn_crawler.extensions.outcome import Exit
from menafn_crawler.store import RunLock
from tests.crawls import ASIA, crawl
from tests.report.test_metrics import samples
from tests.sites import Reply, SmallSite, Story, newsroom

PATH = "/6f1c2a90-hush"


@pytest.fixture
def service() -> Iterator[SmallSite]:
    with SmallSite({PATH: [Reply("OK")], f"{PATH}/fail": [Reply("OK")]}) as site:
        yield site


def told(service: SmallSite, metrics: Path) -> tuple[str, ...]:
    return ("-s", f"MENAFN_HEALTHCHECK_URL={service.url}{PATH}", "-s", f"MENAFN_METRICS_FILE={metrics}")


def test_a_run_that_is_done_is_told_everywhere(service: SmallSite, tmp_path: Path) -> None:
    metrics = tmp_path / "menafn.prom"
    with SmallSite(newsroom(Story(1109547045), Story(1109547046))) as site:
        run = crawl(site.url, tmp_path / "data", *ASIA, *told(service, metrics))
        assert run.summary["requests"] == len(site.requests)
    assert (run.code, service.requests) == (0, [PATH])
    assert run.summary["requests_per_new_article"] == run.summary["requests"] / 2
    found = samples(metrics.read_text())
    assert found["menafn_last_run_articles", 'spider="menafn",outcome="new"'] == 2
    assert found["menafn_last_run_exit_code", 'spider="menafn"'] == 0
    assert found["menafn_data_set_articles", 'state="unique"'] == 2


def test_a_run_with_nothing_new_has_no_requests_per_article(tmp_path: Path) -> None:
    with SmallSite(newsroom(Story(1109547045))) as site:
        crawl(site.url, tmp_path, *ASIA)
        again = crawl(site.url, tmp_path, *ASIA)
    assert again.summary["requests_per_new_article"] is None
    assert again.summary["requests"] > 0


def test_a_failed_run_pings_the_failure(service: SmallSite, tmp_path: Path) -> None:
    with SmallSite({}) as site:
        run = crawl(site.url, tmp_path / "data", *ASIA, *told(service, tmp_path / "menafn.prom"))
    assert (run.code, service.requests) == (4, [f"{PATH}/fail"])


def test_a_refused_crawl_is_told_beside_the_last_run(service: SmallSite, tmp_path: Path) -> None:
    metrics = tmp_path / "menafn.prom"
    with SmallSite(newsroom(Story(1109547045))) as site:
        crawl(site.url, tmp_path / "data", *ASIA, "-s", f"MENAFN_METRICS_FILE={metrics}")
        run = crawl(site.url, tmp_path / "data", "-a", "sections=asiaa", *told(service, metrics))
    assert (run.code, service.requests) == (2, [f"{PATH}/fail"])
    found = samples(metrics.read_text())
    assert found["menafn_last_attempt_exit_code", ""] == 2
    assert found["menafn_last_run_exit_code", 'spider="menafn"'] == 0
    attempt = json.loads((tmp_path / "data" / "last-attempt.json").read_text())
    assert attempt["exit_code"] == 2
    assert "asiaa" in attempt["reason"]


def test_a_busy_data_directory_is_left_to_the_run_that_holds_it(service: SmallSite, tmp_path: Path) -> None:
    lock = RunLock(tmp_path)
    lock.acquire()
    try:
        run = crawl("http://127.0.0.1:1", tmp_path, *ASIA, *told(service, tmp_path / "menafn.prom"))
    finally:
        lock.release()
    assert (run.code, service.requests) == (75, [])
    assert [path.name for path in tmp_path.iterdir()] == ["run.lock"]


def test_a_ping_that_fails_changes_no_exit_code_and_tells_no_address(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}{PATH}"
    with SmallSite(newsroom(Story(1109547045))) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-s", f"MENAFN_HEALTHCHECK_URL={url}")
    assert run.code == 0
    assert "could not be pinged: Connection refused" in run.err
    written = "".join(path.read_text("utf-8", "replace") for path in tmp_path.iterdir())
    assert "hush" not in run.err + run.out + written


def test_metrics_that_cannot_be_written_are_a_line_of_the_log(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with SmallSite(newsroom(Story(1109547045))) as site:
        run = crawl(site.url, tmp_path / "data", *ASIA, "-s", f"MENAFN_METRICS_FILE={tmp_path}/file/menafn.prom")
    assert run.code == 0
    assert "could not be written" in run.err


WRONG = {
    "no scheme": ("MENAFN_HEALTHCHECK_URL", "hc-ping.com/hush"),
    "a file": ("MENAFN_HEALTHCHECK_URL", "file:///etc/hush"),
    "no host": ("MENAFN_HEALTHCHECK_URL", "https:///hush"),
    "a line break": ("MENAFN_HEALTHCHECK_URL", "https://hc.example/hush\nHost: x"),
    "a port out of range": ("MENAFN_HEALTHCHECK_URL", "https://hc.example:99999/hush"),
    "a name that node_exporter does not read": ("MENAFN_METRICS_FILE", "metrics.txt"),
}


@pytest.mark.parametrize(("name", "value"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_setting_is_refused_without_the_secret(tmp_path: Path, name: str, value: str) -> None:
    run = crawl("http://127.0.0.1:1", tmp_path, "-s", f"{name}={value}")
    assert (run.code, run.err.count("\n")) == (Exit.BAD_ARGUMENT, 1)
    assert name in run.err
    assert "hush" not in run.err


def test_a_feed_that_cannot_be_written_counts_in_the_record_too(tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    stories = [Story(1109547000 + number) for number in range(3)]
    with SmallSite(newsroom(*stories)) as site:
        run = crawl(site.url, tmp_path / "data", *ASIA, "-O", f"ftp://127.0.0.1:1/{away.name}.csv")
    assert run.code == 3
    assert run.summary["exit_code"] == 3
    assert run.summary["reason"] == "1 feed could not be written"
