"""Runs as the store remembers them."""

from __future__ import annotations

import pytest

from menafn_crawler.store import QueueBusy, open_database, runs

NOW = "2025-05-14T08:44:27Z"


def test_ended_runs_are_read_back_the_latest_first(store_url: str) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        for spider, code in (("menafn", 0), ("menafn_urls", 3), ("menafn", 4)):
            begun = runs.begin_run(connection, spider, {"limit": "1"}, NOW)
            runs.end_run(connection, begun, code, {"menafn/page/all": code}, NOW, f"reason {code}")
        assert runs.unended_run(connection) is None
        killed = runs.begin_run(connection, "menafn", {}, NOW)
        assert runs.unended_run(connection) == runs.BegunRun(killed, "menafn", NOW)
        every = runs.recent_runs(connection, 9)
        assert [(run.spider, run.exit_code, run.reason) for run in every] == [
            ("menafn", 4, "reason 4"),
            ("menafn_urls", 3, "reason 3"),
            ("menafn", 0, "reason 0"),
        ]
        assert every[0].counters == {"menafn/page/all": 4}
        assert [run.exit_code for run in runs.recent_runs(connection, 1, "menafn")] == [4]
        assert [run.exit_code for run in runs.recent_runs(connection, 9, "menafn")] == [4, 0]
        assert runs.ended_run(connection, every[1].run_id) == every[1]
    database.close()


@pytest.mark.parametrize("first", [True, False], ids=["with Redis", "without Redis"])
def test_two_kinds_of_queue_do_not_work_on_one_store(store_url: str, first: bool) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        run = runs.begin_run(connection, "menafn", {}, NOW, "here:/data/1", on_redis=first)
        runs.renew_lease(connection, [run], "2025-05-14T08:45:00Z")
    with database.write() as connection:
        runs.check_queue(connection, NOW, "here:/data/2", on_redis=first)
        runs.check_queue(connection, NOW, "here:/data/1", on_redis=not first)  # nobody else can be there
        runs.check_queue(connection, "2025-05-14T08:45:00Z", "there:/data/2", on_redis=not first)
        with pytest.raises(QueueBusy, match=rf"run {run} \(menafn\) .* until 2025-05-14T08:45:00Z"):
            runs.check_queue(connection, NOW, "there:/data/2", on_redis=not first)
        runs.begin_run(connection, "menafn", {}, NOW, "here:/data/1", on_redis=not first)
        runs.check_queue(connection, NOW, "there:/data/2", on_redis=not first)  # the lease ended with its place
    database.close()
