"""What was set aside for a reason that no longer holds; what a run has taken and nobody answered for."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import Connection

from menafn_crawler.items import Candidate
from menafn_crawler.store import Database, crawl_state, guessed_ids, queue, set_aside_retries, writer
from tests.store.made import LATER, OTHER_RUN, RUN, article, taken


def test_only_what_was_set_aside_for_the_reason_is_open_again(four_listed: Database) -> None:
    with four_listed.write() as connection:
        crawl_state.close(connection, [1], crawl_state.State.ASIDE, "a shell")
        crawl_state.close(connection, [2], crawl_state.State.ASIDE, "no layout")
        crawl_state.close(connection, [3], crawl_state.State.GONE, "a shell")
        assert crawl_state.reopen_set_aside(connection, "a shell") == 1
    assert taken(four_listed, RUN) == [1, 4]
    with four_listed.write() as connection:
        assert crawl_state.reopen_set_aside(connection, "a shell") == 0


def test_what_is_opened_for_a_new_reason_waits_for_no_second_look(four_listed: Database) -> None:
    with four_listed.write() as connection:
        set_aside_retries.set_aside(connection, 1, "a shell", datetime.fromisoformat(LATER))
        assert set_aside_retries.reopen_due(connection, LATER, "1.0") == 1, "a new version looks again"
        set_aside_retries.set_aside(connection, 1, "a shell", datetime.fromisoformat(LATER))
        assert set_aside_retries.reopen_due(connection, LATER, "1.0") == 0, "it waits"
        assert crawl_state.reopen_set_aside(connection, "a shell") == 1
    assert taken(four_listed, RUN) == [1, 2, 3, 4]


DAYS = [f"2025-05-{day}T00:00:00Z" for day in range(15, 19)]


def say_gone(database: Database, run: int, number: int, now: int) -> crawl_state.Absence:
    """Let a run take what is open on the day *now*, and record that the site has no such article."""
    with database.write() as connection:
        taken_now = [task.article_id for task in queue.take(connection, run, 9, DAYS[now])]
        assert number in taken_now
        return crawl_state.look_again(connection, number, "no such article", DAYS[now], DAYS[now], DAYS[now + 1])


def show(database: Database, now: int) -> int:
    """Let a list show article 1 on the day *now*; how many it opened again."""
    with database.write() as connection:
        shown = Candidate(1, "https://menafn.com/1/Slug", "asia")
        return queue.remember(connection, [shown], DAYS[now]).reopened


def test_a_gone_article_that_a_list_shows_is_asked_for_once_a_day(four_listed: Database) -> None:
    answers = [say_gone(four_listed, run, 1, 0) for run in (1, 2)]
    assert [show(four_listed, now) for now in (0, 1, 1)] == [0, 1, 0]
    answers.append(say_gone(four_listed, 3, 1, 1))
    assert answers == list(crawl_state.Absence), "one look closes it again"
    assert [show(four_listed, now) for now in (1, 2)] == [0, 1]
    with four_listed.write() as connection:
        writer.save(connection, article(1), 7)
        assert crawl_state.census(connection)["gone"] == 0
    assert show(four_listed, 3) == 0


def test_a_second_look_that_comes_too_early_is_not_believed(four_listed: Database) -> None:
    """Of a request that was under way when the first look was recorded."""
    with four_listed.write() as connection:
        answers = [
            crawl_state.look_again(connection, 1, "no such article", now, later, DAYS[2])
            for now, later in [
                ("2025-05-15T00:00:00Z", "2025-05-15T00:10:00Z"),
                ("2025-05-15T00:01:20Z", "2025-05-15T00:11:20Z"),
                ("2025-05-15T00:09:59Z", "2025-05-15T00:19:59Z"),
                ("2025-05-15T00:10:00Z", "2025-05-15T00:20:00Z"),
            ]
        ]
    first, believed = crawl_state.Absence.FIRST_LOOK, crawl_state.Absence.BELIEVED
    assert answers == [first, first, first, believed]


def test_no_list_opens_what_was_set_aside(four_listed: Database) -> None:
    with four_listed.write() as connection:
        crawl_state.close(connection, [1], crawl_state.State.ASIDE, "no layout")
    assert show(four_listed, 3) == 0
    assert taken(four_listed, RUN) == [2, 3, 4]


def test_what_a_user_names_is_asked_for_once_by_a_run(four_listed: Database) -> None:
    with four_listed.write() as connection:
        crawl_state.close(connection, [1], crawl_state.State.ASIDE, "no layout")
        crawl_state.close(connection, [2], crawl_state.State.GONE, "no such article")
        writer.save(connection, article(3), 7)
        guessed_ids.guess(connection, [5], LATER)
        guessed_ids.close_vacant(connection, 5, "no such article", for_good=True)
        assert queue.ask_again(connection, RUN, [1, 2, 3, 4, 5, 6], LATER) == {1, 2}
    assert taken(four_listed, RUN) == [1, 2, 4]
    with four_listed.write() as connection:
        crawl_state.close(connection, [1], crawl_state.State.ASIDE, "no layout")
        assert queue.ask_again(connection, RUN, [1, 2], LATER) == set()
        assert queue.ask_again(connection, OTHER_RUN, [1, 2], LATER) == {1}


def test_what_was_taken_and_not_answered_can_be_taken_again(four_listed: Database) -> None:
    assert taken(four_listed, RUN) == [1, 2, 3, 4]
    with four_listed.write() as connection:
        crawl_state.put_back(connection, 1, "no answer")
        crawl_state.close(connection, [2], crawl_state.State.GONE, "no such article")
        assert crawl_state.unanswered(connection, RUN, [1, 2, 3]) == {3}
        assert crawl_state.release(connection, RUN, known=False) == 2
    assert taken(four_listed, RUN) == [3, 4]
    assert taken(four_listed, OTHER_RUN) == [1, 3, 4], "what is put back is the next run's"


@pytest.mark.parametrize(("known", "released"), [(True, 2), (False, 1)])
def test_another_look_that_nobody_took_is_taken_again_where_it_is_asked_for(
    four_listed: Database, known: bool, released: int
) -> None:
    with four_listed.write() as connection:
        for number in (1, 2):
            writer.save(connection, article(number, body=f"A text of its own about matter {number}."), 7)
        looked_at = queue.take_known(connection, RUN, 9, LATER, "2025-05-01", LATER)
        assert [task.article_id for task in looked_at] == [1, 2]
        crawl_state.note_look(connection, 1)
        assert taken_of(connection, 3) == [3]
        assert crawl_state.release(connection, RUN, known=known) == released


def taken_of(connection: Connection, number: int) -> list[int]:
    return [task.article_id for task in queue.take(connection, RUN, 1, LATER) if task.article_id == number]
