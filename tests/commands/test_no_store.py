"""Commands that read where there is no store: they say so, make nothing, and end with 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawls import scrapy

COMMANDS = {
    "explain": ("explain", "1109547045"),
    "quarantine": ("explain",),
    "summary": ("summary", "--trouble"),
    "report": ("report",),
    "export": ("export", "a.csv"),
    "refresh": ("export",),
}


@pytest.mark.parametrize("there", [True, False], ids=["empty directory", "no directory"])
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS.keys())
def test_nothing_is_made_where_there_is_no_store(tmp_path: Path, words: tuple[str, ...], there: bool) -> None:
    data_dir = tmp_path / "mistyped"
    if there:
        data_dir.mkdir()
    words = tuple(str(tmp_path / word) if word == "a.csv" else word for word in words)
    done = scrapy(*words, "-s", f"MENAFN_DATA_DIR={data_dir}")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"no store in {data_dir}" in done.stderr
    assert [str(path) for path in tmp_path.rglob("*")] == ([str(data_dir)] if there else [])


def test_a_store_elsewhere_is_named_without_its_password(tmp_path: Path, postgresql_server: object) -> None:
    address = postgresql_server.new_database().replace("postgres@", "postgres:secret@")  # type: ignore[attr-defined]
    done = scrapy("summary", "-s", f"MENAFN_DATA_DIR={tmp_path}", "-s", f"MENAFN_STORE={address}")
    assert (done.returncode, "secret" in done.stderr) == (2, False)
    assert "no store in postgresql+psycopg://postgres:***@" in done.stderr
