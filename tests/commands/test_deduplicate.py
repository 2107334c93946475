"""``scrapy deduplicate`` as a user runs it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from menafn_crawler.store import open_database
from tests.crawls import scrapy
from tests.store.test_duplicates import BASE, GROUP, relations, save
from tests.store.test_translations import ARABIC, ENGLISH, links, store


def deduplicate(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return scrapy("deduplicate", *arguments, "-s", f"MENAFN_DATA_DIR={data_dir}")


@pytest.mark.slow
def test_what_would_change_and_what_changes(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/menafn.db")
    save(database, GROUP[0], GROUP[2])
    overrides = tmp_path / "pairs.txt"
    overrides.write_text(f"{BASE + 1} {BASE + 3}\n", "utf-8")
    setting = ("-s", f"MENAFN_NEVER_MERGE={overrides}")
    line = f"{BASE + 3}: copy of {BASE + 1} (same_text) -> a story of its own\n1 decisions "
    done = deduplicate(tmp_path, "--dry-run", *setting)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout == f"{line}would change: 1 are no copies any more, 0 are copies now\n"
    assert 3 in relations(database)
    done = deduplicate(tmp_path, *setting)
    assert done.stdout == f"{line}changed: 1 are no copies any more, 0 are copies now\n"
    assert 3 not in relations(database)
    assert deduplicate(tmp_path, "--overrides-only").stdout.endswith("0 are no copies any more, 1 are copies now\n")
    assert 3 in relations(database)
    database.close()


def test_links_between_the_languages_of_an_older_store(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/menafn.db")
    store(database, ENGLISH, ARABIC)
    with database.write() as connection:
        connection.execute(text("UPDATE articles SET translation_of = NULL"))
    done = deduplicate(tmp_path)
    assert done.stdout == (
        f"{ARABIC.article_id}: a story of its own -> a story of its own, translation of {ENGLISH.article_id}\n"
        "1 decisions changed: 0 are no copies any more, 0 are copies now, 1 are linked as translations\n"
    )
    assert links(database) == {ARABIC.article_id: ENGLISH.article_id}
    database.close()


def test_a_file_that_cannot_be_read_ends_it(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/menafn.db").close()
    (tmp_path / "pairs.txt").write_text("1 2\nthree\n", "utf-8")
    done = deduplicate(tmp_path, "-s", f"MENAFN_NEVER_MERGE={tmp_path}/pairs.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "line 2 cannot be read; allowed are two article ids, and 'same' behind them" in done.stderr
