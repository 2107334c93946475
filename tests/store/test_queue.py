"""What was set aside for a reason that no longer holds."""

from __future__ import annotations

from menafn_crawler.items import Candidate
from menafn_crawler.store import queue
from menafn_crawler.store.database import open_database

NOW = "2025-05-14T08:44:27Z"


def test_only_what_was_set_aside_for_the_reason_is_open_again(store_url: str) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        listed = [Candidate(number, f"https://menafn.com/{number}/x") for number in (1, 2, 3, 4)]
        queue.remember(connection, listed, NOW)
        queue.settle(connection, 1, queue.State.ASIDE, "a shell")
        queue.settle(connection, 2, queue.State.ASIDE, "no layout")
        queue.settle(connection, 3, queue.State.GONE, "a shell")
        assert queue.reopen(connection, "a shell") == 1
        assert [task.article_id for task in queue.take(connection, 1, 9, NOW)] == [1, 4]
        assert queue.reopen(connection, "a shell") == 0
    database.close()
