"""A directory with a file for each month of publication."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from menafn_crawler.export import ExportSpec, StagedExport, stage_export
from menafn_crawler.export.file_writer import FileFacts
from menafn_crawler.export.months import (
    LARGEST_MONTH,
    PARTITION,
    UNDATED,
    Months,
    directory_of_months,
    is_months_directory,
    part_path,
    period_of,
)
from menafn_crawler.export.origin import Origin
from menafn_crawler.export.tables import ARTICLES
from menafn_crawler.store import Database, Selection, open_database
from tests.export.samples import fill
from tests.store.made import article

DAYS = ("2025-04-30", "2025-05-01", "2025-05-31", None, "2025-04-01", "1999-12-31")
MONTHS = {"1999-12": [6], "2025-04": [1, 5], "2025-05": [2, 3], UNDATED: [4]}


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    opened = open_database("sqlite://")
    fill(opened, *(article(number, published_on=day) for number, day in enumerate(DAYS, 1)))
    fill(opened, article(7, published_on="2001-01-01", duplicate_of=1, duplicate_kind="same_text"))
    yield opened
    opened.close()


def export(database: Database, path: Path, selection: Selection = Selection()) -> list[FileFacts]:  # noqa: B008
    with stage_export(database, ExportSpec(path, selection, by_month=True, force=True)) as new:
        new.commit()
    return list(new.files)


def numbers(folder: Path) -> dict[str, list[int]]:
    """Article numbers by month, in the order of the file."""
    return {
        file.parent.name.removeprefix(f"{PARTITION}="): pq.ParquetFile(file).read()["article_id"].to_pylist()
        for file in folder.rglob("*.parquet")
    }


def test_each_month_has_its_directory_and_the_undated_have_one(database: Database, tmp_path: Path) -> None:
    files = export(database, tmp_path / "all")
    assert numbers(tmp_path / "all") == MONTHS
    assert [file.path for file in files] == sorted(f"all/{PARTITION}={month}/part-0.parquet" for month in MONTHS)
    spans = {PurePosixPath(file.path).parent.name: (file.rows, file.first, file.last) for file in files}
    assert spans[f"{PARTITION}=2025-05"] == (2, "2025-05-01", "2025-05-31")
    assert spans[f"{PARTITION}={UNDATED}"] == (1, None, None)


def test_copies_are_where_they_are_selected(database: Database, tmp_path: Path) -> None:
    export(database, tmp_path / "all", Selection(copies=True))
    assert numbers(tmp_path / "all") == MONTHS | {"2001-01": [7]}


def test_the_facts_of_a_file_are_its_own(database: Database, tmp_path: Path) -> None:
    for file in export(database, tmp_path / "all"):
        data = (tmp_path / file.path).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(("name", "suffix"), [("all", "parquet"), ("all.csv", "csv"), ("all.jsonl", "jsonl")])
def test_the_name_of_the_directory_names_the_format(database: Database, tmp_path: Path, name: str, suffix: str) -> None:
    files = export(database, tmp_path / name)
    assert {PurePosixPath(file.path).name for file in files} == {f"part-0.{suffix}"}
    if suffix == "jsonl":
        lines = (tmp_path / name / f"{PARTITION}=2025-05" / "part-0.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["article_id"] for line in lines] == [2, 3]


def test_without_an_article_there_is_a_file_with_the_columns(database: Database, tmp_path: Path) -> None:
    (file,) = export(database, tmp_path / "none", Selection(providers=("nobody",)))
    assert pq.read_schema(tmp_path / file.path).names[0] == "article_id"
    assert file.rows == 0


def test_readers_see_the_month_as_a_column(database: Database, tmp_path: Path) -> None:
    export(database, tmp_path / "all")
    wanted = {month: len(found) for month, found in MONTHS.items()}
    arrow = ds.dataset(tmp_path / "all", partitioning="hive").to_table()
    assert pd.Series(arrow[PARTITION].to_pylist()).value_counts().to_dict() == wanted
    assert pd.read_parquet(tmp_path / "all")[PARTITION].value_counts().to_dict() == wanted
    assert dict(pl.read_parquet(tmp_path / "all").group_by(PARTITION).len().iter_rows()) == wanted


def test_what_others_put_there_makes_it_not_ours(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    export(database, folder)
    assert is_months_directory(folder)
    (folder / "notes.txt").touch()
    assert not is_months_directory(folder)
    (folder / "notes.txt").rename(folder / f"{PARTITION}=2025-05" / "notes.txt")
    assert not is_months_directory(folder)


@pytest.mark.parametrize(
    ("path", "directory"),
    [("all/published_month=2025-05/part-0.csv", "all"), ("sub/a.csv", None), ("a.csv", None)],
)
def test_a_file_knows_its_directory_of_months(path: str, directory: str | None) -> None:
    found = directory_of_months(PurePosixPath(path))
    assert (None if found is None else str(found)) == directory


def test_an_error_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    opened = open_database("sqlite://")
    fill(opened, article(1), article(2, published_on="2025-06-01", fetched_at="yesterday"))
    with pytest.raises(ValueError, match="yesterday"):
        export(opened, tmp_path / "all")
    opened.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["all", "all.csv", "all.jsonl.gz"])
@pytest.mark.parametrize("period", ["2025-05", "2025-05-14", None], ids=str)
def test_a_path_tells_its_period(name: str, period: str | None) -> None:
    path = part_path(Path(name), period)
    assert period_of(PurePosixPath(name) / path) == period
    assert path.parent.name == f"{PARTITION}={period[:7] if period else UNDATED}"
    assert path.name == f"part-{period[8:] if period and period[8:] else '0'}.{name.partition('.')[2] or 'parquet'}"


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        ({"2025-05-01": LARGEST_MONTH}, ["2025-05"]),
        ({"2025-05-02": LARGEST_MONTH, "2025-05-01": 1}, ["2025-05-01", "2025-05-02"]),
    ],
    ids=["the largest month", "one more"],
)
def test_a_larger_month_has_a_file_for_each_day(
    database: Database, monkeypatch: pytest.MonkeyPatch, days: dict[str, int], periods: list[str]
) -> None:
    monkeypatch.setattr("menafn_crawler.export.months.count_by_day", lambda *_: days)
    with database.read() as connection:
        written = Months(connection, Path("all"), Selection(), ARTICLES, ARTICLES.columns)
        assert written.periods("2025-05") == periods
        assert written.periods(None) == [None]


@pytest.mark.parametrize("foreign", [True, False], ids=["with a file of somebody else", "empty"])
def test_a_month_without_an_article_goes_but_not_what_others_put_there(tmp_path: Path, foreign: bool) -> None:
    month = tmp_path / "all" / f"{PARTITION}=2025-05"
    month.mkdir(parents=True)
    gone = [month / "part-0.csv", month / "part-14.csv"]
    gone[0].touch()
    if foreign:
        (month / "notes.txt").touch()
    StagedExport(tmp_path / "all", (), (), Origin("here", 1, {}), removed=tuple(gone)).commit()
    assert [path.name for path in tmp_path.rglob("*.*")] == (["notes.txt"] if foreign else [])
    assert month.exists() is foreign
