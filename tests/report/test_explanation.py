"""What is known of an article: from the store, and from its page where that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from menafn_crawler.report.explanation import Explanation, explain
from menafn_crawler.report.explanation_text import text
from menafn_crawler.report.terminal import Terminal
from menafn_crawler.store import Database, open_database
from menafn_crawler.store.schema import captures
from tests.archive.samples import AT, STORIES, exchange, ours
from tests.archive.test_reprocess import list_answer, replay

FIRST = STORIES[0]


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    database = open_database(store_url)
    yield database
    database.close()


@pytest.fixture
def archive(database: Database, tmp_path: Path) -> Path:
    """An archive of two looks at an article, which the store has replayed."""
    directory = tmp_path / "warc"
    directory.mkdir()
    later = replace(FIRST, title="Another title", text="The ministers met again. Nobody came.")
    (path,) = ours(directory, list_answer(FIRST), exchange(), exchange(later, fetched_at=AT + timedelta(hours=5)))
    replay(database, path)
    return directory


def explained(database: Database, archive: Path | None) -> Explanation:
    with database.read() as connection:
        found = explain(connection, FIRST.number, archive)
    assert found is not None
    return found


def test_every_kept_answer_and_every_list(database: Database, archive: Path) -> None:
    found = explained(database, archive)
    assert [request.fetched_at for request in found.requests] == ["2025-05-15T08:00:00Z", "2025-05-15T13:00:00Z"]
    assert all(request.kept and request.status == 200 for request in found.requests)
    assert found.sightings == (("asia", "2025-05-15T03:00:00Z"),)


def test_each_field_has_the_text_it_came_from(database: Database, archive: Path) -> None:
    found = explained(database, archive)
    assert found.page_is_kept
    assert found.origins["title"] == "Another title"
    assert found.origins["provider"] == "(MENAFN- Kuwait News Agency (KUNA))"
    assert found.origins["published_at"] == "2025-05-14 04:44:01"
    assert str(found.origins["body"]).startswith("(MENAFN- Kuwait News Agency (KUNA)) The ministers met again.")


@pytest.mark.parametrize("kept", [False, True], ids=["no archive", "the file is gone"])
def test_without_the_page_what_the_record_keeps_is_told(
    database: Database, archive: Path, tmp_path: Path, kept: bool
) -> None:
    found = explained(database, tmp_path if kept else None)
    assert not found.page_is_kept
    assert "title" not in found.origins
    assert found.origins["provider"] == "(MENAFN- Kuwait News Agency (KUNA))"


def test_a_revision_shows_what_went_and_what_came(database: Database, archive: Path) -> None:
    changes = explained(database, archive).changes
    assert [change.event for change in changes] == ["first", "corrected"]
    assert changes[1].difference[:2] == (f"- Ministers of the Gulf discuss matter {FIRST.number}", "+ Another title")
    assert "+ Nobody came." in changes[1].difference


def test_a_redating_shows_both_dates(database: Database, tmp_path: Path) -> None:
    later = replace(FIRST, printed="2025-05-14 06:44:01")
    (path,) = ours(tmp_path, exchange(), exchange(later, fetched_at=AT + timedelta(hours=5)))
    replay(database, path)
    found = explained(database, None)
    assert [change.event for change in found.changes] == ["first", "redated"]
    dates = found.changes[1].dates
    assert dates[0] == "- published 2025-05-14T08:44:01Z"
    assert "- printed '2025-05-14 04:44:01'" in dates
    assert "+ published 2025-05-14T10:44:01Z" in dates
    assert "+ printed '2025-05-14 06:44:01'" in dates
    shown = "\n".join(text(found, Terminal(100)))
    assert "- published 2025-05-14T08:44:01Z" in shown
    assert "+ published 2025-05-14T10:44:01Z" in shown
    assert found.as_dict()["history"][1]["dates"] == list(dates)


def test_a_date_that_is_taken_back_after_a_correction_is_shown(database: Database, tmp_path: Path) -> None:
    other, title = "2025-05-14 06:44:01", "Another title"
    looks = [FIRST, replace(FIRST, printed=other), replace(FIRST, printed=other, title=title)]
    looks.append(replace(FIRST, title=title))
    (path,) = ours(tmp_path, *(exchange(look, fetched_at=AT + timedelta(hours=n)) for n, look in enumerate(looks)))
    replay(database, path)
    changes = explained(database, None).changes
    assert [change.event for change in changes] == ["first", "redated", "corrected", "redated"]
    assert not changes[2].dates
    assert changes[3].dates[0] == "- published 2025-05-14T10:44:01Z"
    assert "+ published 2025-05-14T08:44:01Z" in changes[3].dates


def test_a_request_that_is_not_kept_is_told_by_the_record_that_was_read_from_it(
    database: Database, archive: Path
) -> None:
    with database.write() as connection:
        connection.execute(delete(captures))
    found = explained(database, None)
    address = f"https://menafn.com/{FIRST.number}/Story-{FIRST.number}"
    unkept = {"url": address, "status": None, "file": None, "offset": None, "kept": False, "length": None}
    assert found.as_dict()["requests"] == [
        {"fetched_at": instant, **unkept} for instant in ("2025-05-15T08:00:00Z", "2025-05-15T13:00:00Z")
    ]
    lines = list(text(found, Terminal(110)))
    assert f"  2025-05-15T13:00:00Z a page came  {address}" in lines
    assert lines.count("                       not kept") == 2


def test_an_article_nobody_has_shown_is_not_known(database: Database) -> None:
    with database.read() as connection:
        assert explain(connection, 1100000000) is None


def test_the_text_for_a_person(database: Database, archive: Path) -> None:
    found = explained(database, archive)
    lines = list(text(found, Terminal(80)))
    assert max(map(len, lines)) <= 80
    for wanted in ("Found", "Requests", "Record", "Published 2025-05-14T08:44:01Z", "History"):
        assert wanted in lines
    assert not [line for line in lines if "\x1b" in line]
    assert any("\x1b[32m+ Another title" in line for line in text(found, Terminal(80, colours=True)))
