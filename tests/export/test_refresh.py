"""An export that is behind the store is written again, whichever run changed the store, and no other one is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from menafn_crawler.export import (
    ARTICLES,
    GUIDE,
    PACKAGE,
    EmptyExportError,
    ExportSpec,
    Table,
    behind,
    changed_files,
    configured,
    months,
    package,
    refresh,
    stage_export,
)
from menafn_crawler.export.months import Months, Period
from menafn_crawler.items import Candidate
from menafn_crawler.store import Database, articles, date_queries, open_database, queue, writer
from tests.store.made import NOW, TEXT, article

NAMES = ["articles.csv", "articles.jsonl", "months/", "months.jsonl/"]


def save(database: Database, number: int, day: str | None = "2025-05-14", text: str = "", look: str = NOW) -> None:
    at = f"{day}T08:44:27Z" if day else None
    made = article(number, published_on=day, published_at=at, body=f"{TEXT} {number} {text}", fetched_at=look)
    with database.write() as connection:
        queue.remember(connection, [Candidate(number, f"https://menafn.com/{number}/x")], NOW)
        writer.save(connection, made, 7)


def redate(database: Database, number: int, day: str | None) -> None:
    at = f"{day}T08:00:00Z" if day else None
    with database.write() as connection:
        known = articles.get(connection, number)
        if known is not None:
            date_queries.save_date(connection, replace(known, published_on=day, published_at=at))


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database("sqlite://")
    for number, day in enumerate(("2025-04-30", "2025-05-01", "2025-05-31", None, "1999-12-31"), 1):
        save(opened, number, day)
    yield opened
    opened.close()


def specs(folder: Path, *names: str, copies: bool = False) -> list[ExportSpec]:
    return configured(folder, names or NAMES, copies=copies)


def bring_up_to_date(database: Database, folder: Path, *names: str) -> list[str]:
    """Refresh the exports; the names of those that were behind."""
    return [spec.path.name for spec in specs(folder, *names) if refresh(database, spec, NOW) is not None]


def stamps(folder: Path) -> dict[str, int]:
    """When each data file was written."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in (PACKAGE, GUIDE))
    return {str(path.relative_to(folder)): path.stat().st_ino for path in found}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in stamps(folder)}


def written_anew(database: Database, folder: Path) -> dict[str, bytes]:
    """What exports into an empty directory hold."""
    for spec in specs(folder):
        with stage_export(database, replace(spec, force=True)) as export:
            export.commit()
    return contents(folder)


def test_what_is_missing_is_written_and_then_left(database: Database, tmp_path: Path) -> None:
    assert bring_up_to_date(database, tmp_path) == ["articles.csv", "articles.jsonl", "months", "months.jsonl"]
    before = stamps(tmp_path)
    assert bring_up_to_date(database, tmp_path) == []
    assert behind(database, specs(tmp_path)) == []
    assert stamps(tmp_path) == before


def test_what_is_current_costs_one_look_at_the_description(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of a million articles by day takes a tenth of a second to read."""
    bring_up_to_date(database, tmp_path)
    looks: list[Path] = []
    read_package = package.read_package

    def counted(folder: Path) -> dict[str, Any] | None:
        looks.append(folder)
        return read_package(folder)

    monkeypatch.setattr(package, "read_package", counted)
    assert behind(database, specs(tmp_path)) == []
    assert looks == [tmp_path]
    assert refresh(database, specs(tmp_path)[-1], NOW) is None
    assert looks == [tmp_path, tmp_path]


def correct(database: Database) -> None:
    save(database, 2, "2025-05-01", "corrected", "2025-06-01T00:00:00Z")


def show_in_another_list(database: Database) -> None:
    with database.write() as connection:
        queue.remember(connection, [Candidate(2, "https://menafn.com/2/x", "asia")], NOW)


def add(database: Database) -> None:
    save(database, 9, "2025-05-09")


@pytest.mark.parametrize("change", [correct, show_in_another_list, add])
def test_a_change_makes_all_exports_be_behind(
    database: Database, tmp_path: Path, change: Callable[[Database], None]
) -> None:
    folder = tmp_path / "data"
    bring_up_to_date(database, folder)
    change(database)
    assert [spec.path.name for spec in behind(database, specs(folder))] == [name.strip("/") for name in NAMES]
    bring_up_to_date(database, folder)
    assert contents(folder) == written_anew(database, tmp_path / "anew")


def test_a_look_that_finds_nothing_new_makes_nothing_be_behind(database: Database, tmp_path: Path) -> None:
    bring_up_to_date(database, tmp_path)
    save(database, 2, "2025-05-01", "", "2025-06-01T00:00:00Z")
    assert behind(database, specs(tmp_path)) == []


def test_only_the_months_that_changed_are_written(database: Database, tmp_path: Path) -> None:
    bring_up_to_date(database, tmp_path, "months/")
    before = stamps(tmp_path)
    correct(database)
    (spec,) = specs(tmp_path, "months/")
    export = refresh(database, spec, NOW)
    assert export is not None
    assert export.rows == 2
    changed = {name for name, stamp in stamps(tmp_path).items() if before[name] != stamp}
    assert changed == {"months/published_month=2025-05/part-0.parquet"}
    package = json.loads((tmp_path / PACKAGE).read_text("utf-8"))
    assert len(package["resources"]) == 4
    assert len({json.dumps(resource["origin"]) for resource in package["resources"]}) == 1


def test_a_month_that_lost_its_last_article_is_removed(database: Database, tmp_path: Path) -> None:
    bring_up_to_date(database, tmp_path, "months/")
    redate(database, 5, "2000-01-01")
    bring_up_to_date(database, tmp_path, "months/")
    assert sorted(path.name for path in (tmp_path / "months").iterdir()) == [
        "published_month=2000-01",
        "published_month=2025-04",
        "published_month=2025-05",
        "published_month=undated",
    ]


@pytest.mark.parametrize("damage", ["edited", "removed"])
def test_a_month_that_somebody_changed_is_written_again(database: Database, tmp_path: Path, damage: str) -> None:
    bring_up_to_date(database, tmp_path, "months/")
    before = contents(tmp_path)
    stamp = stamps(tmp_path)
    victim = tmp_path / "months" / "published_month=2025-04" / "part-0.parquet"
    victim.write_bytes(b"x") if damage == "edited" else victim.unlink()
    assert bring_up_to_date(database, tmp_path, "months/") == ["months"]
    assert contents(tmp_path) == before
    assert sum(stamp[name] != now for name, now in stamps(tmp_path).items()) <= 1


@pytest.mark.parametrize("how", ["with copies", "another store", "an older store", "another column"])
def test_a_file_of_another_origin_is_behind(
    database: Database, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up_to_date(database, tmp_path)
    wanted, store = specs(tmp_path, copies=how == "with copies"), database
    if how == "another store":
        store = open_database("sqlite://")
        save(store, 1)
    elif how == "an older store":
        description = tmp_path / PACKAGE
        later = json.loads(description.read_text("utf-8"))
        for resource in later["resources"]:
            resource["origin"]["change"] += 7
        description.write_text(json.dumps(later))
    elif how == "another column":
        table = Table("articles", ARTICLES.columns[:-1], ARTICLES.read)
        wanted = [replace(spec, table=table) for spec in wanted]
    assert behind(store, wanted) == wanted
    for spec in wanted:
        refresh(store, spec, NOW)
    assert behind(store, wanted) == []
    if store is not database:
        store.close()


def test_an_export_of_nothing_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("yesterday")
    store = open_database("sqlite://")
    for spec in specs(tmp_path, "articles.csv"):
        with pytest.raises(EmptyExportError):
            refresh(store, spec, NOW)
    store.close()
    assert (tmp_path / "articles.csv").read_text() == "yesterday"


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.slow
@pytest.mark.parametrize(("largest", "staged"), [(10_000, 256_000_000), (1, 0)], ids=["by month", "by day"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6))
def test_whatever_run_was_killed_where_the_next_refresh_brings_all_up_to_date(
    tmp_path_factory: pytest.TempPathFactory, largest: int, staged: int, seed: int
) -> None:
    """Saves, moves and corrections, and refreshes of which some end between two steps of a publication."""
    chance, folder = Random(seed), tmp_path_factory.mktemp("killed")
    store = open_database("sqlite://")
    days = ("2025-04-30", "2025-05-01", "2025-05-02", "2025-06-02", None)
    with pytest.MonkeyPatch.context() as sizes:
        sizes.setattr(months, "LARGEST_MONTH", largest)
        sizes.setattr(changed_files, "STAGED_BYTES", staged)
        for _ in range(8):
            redate(store, chance.randint(1, 4), chance.choice(days))
            save(
                store,
                chance.randint(1, 4),
                chance.choice(days),
                str(chance.randint(1, 3)),  # one time for all looks: an unchanged one alone rewrites no file
            )
            with pytest.MonkeyPatch.context() as patched, suppress(Killed):
                _kill_at(chance.randint(0, 12), patched)
                bring_up_to_date(store, folder)
            assert_readable(folder)
        bring_up_to_date(store, folder)
        assert contents(folder) == written_anew(store, folder.parent / f"{folder.name}-anew")
        assert behind(store, specs(folder)) == []
    store.close()


def assert_readable(folder: Path) -> None:
    """Every file that is there is whole, whenever the export was killed."""
    for path in folder.rglob("*.parquet"):
        assert pq.read_table(path, partitioning=None).num_rows
    for path in (path for path in folder.rglob("*.jsonl") if path.is_file()):
        assert all(json.loads(line)["article_id"] for line in path.read_text("utf-8").splitlines())


def test_a_large_month_has_a_file_for_each_day_and_a_change_writes_one(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up_to_date(database, tmp_path, "months/")
    before = stamps(tmp_path)
    monkeypatch.setattr(months, "LARGEST_MONTH", 2)
    save(database, 6, "2025-05-01")
    bring_up_to_date(database, tmp_path, "months/")
    may = tmp_path / "months" / "published_month=2025-05"
    assert sorted(path.name for path in may.iterdir()) == ["part-01.parquet", "part-31.parquet"]
    divided = stamps(tmp_path)
    assert before.keys() - divided.keys() == {"months/published_month=2025-05/part-0.parquet"}
    save(database, 6, "2025-05-01", "corrected", "2025-06-01T00:00:00Z")
    bring_up_to_date(database, tmp_path, "months/")
    after = stamps(tmp_path)
    assert {name for name in after if after[name] != divided[name]} == {
        "months/published_month=2025-05/part-01.parquet"
    }


def test_an_article_that_moves_within_a_month_leaves_the_file_of_its_day(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months, "LARGEST_MONTH", 0)
    bring_up_to_date(database, tmp_path, "months/")
    redate(database, 3, "2025-05-01")
    bring_up_to_date(database, tmp_path, "months/")
    may = tmp_path / "months" / "published_month=2025-05"
    assert [path.name for path in may.iterdir()] == ["part-01.parquet"]
    assert pq.read_table(may / "part-01.parquet", partitioning=None)["article_id"].to_pylist() == [2, 3]


def test_files_are_put_in_place_one_after_the_other_where_none_moved(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a million re-read articles never stand on the disk twice."""
    monkeypatch.setattr(changed_files, "STAGED_BYTES", 0)
    bring_up_to_date(database, tmp_path, "months/")
    for number, day in ((1, "2025-04-30"), (2, "2025-05-01"), (5, "1999-12-31")):
        save(database, number, day, "corrected", "2025-06-01T00:00:00Z")
    waiting: list[int] = []
    stage = Months.stage

    def staged(self: Months, period: Period) -> Any:
        waiting.append(len(list(tmp_path.rglob("*.part"))))
        return stage(self, period)

    monkeypatch.setattr(Months, "stage", staged)
    bring_up_to_date(database, tmp_path, "months/")
    assert waiting == [0, 0, 0]


def _kill_at(step: int, patched: pytest.MonkeyPatch) -> None:
    """End the process at the so-manieth renaming; never for a high number."""
    left = [step]
    replace_file = os.replace

    def rename(source: Any, target: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        replace_file(source, target)

    patched.setattr(os, "replace", rename)


def test_a_file_without_a_row_goes_with_the_others_that_make_room(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed_files, "STAGED_BYTES", 0)
    bring_up_to_date(database, tmp_path, "months/")
    there: list[list[str]] = []
    stage = Months.stage

    def staged(self: Months, period: Period) -> Any:
        there.append(sorted(path.parent.name[-7:] for path in tmp_path.rglob("*.parquet")))
        return stage(self, period)

    monkeypatch.setattr(Months, "stage", staged)
    redate(database, 5, "2025-04-01")
    save(database, 2, "2025-05-01", "corrected", "2025-06-01T00:00:00Z")
    bring_up_to_date(database, tmp_path, "months/")
    gone = {month for month in there[0] if not (tmp_path / "months" / f"published_month={month}").exists()}
    assert gone
    assert gone.isdisjoint(there[-1])
