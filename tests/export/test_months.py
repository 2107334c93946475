"""A directory of Parquet files by month of publication."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from menafn_crawler.export import months
from menafn_crawler.export.months import PARTITION, UNDATED, is_ours, write_months
from menafn_crawler.items import ARTICLE_FIELDS, Article
from tests.export.samples import article

DAYS = ("2025-04-30", "2025-05-01", "2025-05-31", None, "2025-04-30", "1999-12-31")
MONTHS = {"1999-12": [6], "2025-04": [1, 5], "2025-05": [2, 3], UNDATED: [4]}


def some() -> list[Article]:
    return [article(article_id=number, published_on=day) for number, day in enumerate(DAYS, 1)]


def numbers(folder: Path) -> dict[str, list[int]]:
    """Article numbers by month, of all parts in their order."""
    found: dict[str, list[int]] = {}
    for file in sorted(folder.rglob("*.parquet")):
        month = file.parent.name.removeprefix(f"{PARTITION}=")
        found.setdefault(month, []).extend(pq.ParquetFile(file).read()["article_id"].to_pylist())
    return found


def test_each_month_has_its_directory_and_the_undated_have_one(tmp_path: Path) -> None:
    files = write_months(tmp_path, some(), ARTICLE_FIELDS)
    assert numbers(tmp_path) == MONTHS
    assert [file.path for file in files] == sorted(f"{PARTITION}={month}/part-0.parquet" for month in MONTHS)
    spans = {
        file.path.split("/")[0].removeprefix(f"{PARTITION}="): (file.rows, file.first, file.last) for file in files
    }
    assert spans["2025-05"] == (2, "2025-05-01", "2025-05-31")
    assert spans[UNDATED] == (1, None, None)


def test_the_facts_of_a_file_are_its_own(tmp_path: Path) -> None:
    for file in write_months(tmp_path, some(), ARTICLE_FIELDS):
        data = (tmp_path / file.path).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(("most_open", "chunk", "most_waiting"), [(1, 1, 0), (2, 2, 1), (32, 1, 2)])
def test_dates_all_over_the_place_need_no_more_files_and_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_open: int, chunk: int, most_waiting: int
) -> None:
    monkeypatch.setattr(months, "MOST_OPEN", most_open)
    monkeypatch.setattr(months, "CHUNK", chunk)
    monkeypatch.setattr(months, "MOST_WAITING", most_waiting)
    files = write_months(tmp_path, some(), ARTICLE_FIELDS)
    assert numbers(tmp_path) == MONTHS
    assert sum(file.rows for file in files) == len(DAYS)
    assert (len(files) > len(MONTHS)) is (most_open < 3)


def test_without_an_article_there_is_a_file_with_the_columns(tmp_path: Path) -> None:
    (file,) = write_months(tmp_path, [], ("article_id", "title"))
    assert pq.read_schema(tmp_path / file.path).names == ["article_id", "title"]
    assert file.rows == 0


def test_readers_see_the_month_as_a_column(tmp_path: Path) -> None:
    write_months(tmp_path, some(), ARTICLE_FIELDS)
    wanted = {month: len(found) for month, found in MONTHS.items()}
    arrow = ds.dataset(tmp_path, partitioning="hive").to_table()
    assert pd.Series(arrow[PARTITION].to_pylist()).value_counts().to_dict() == wanted
    assert pd.read_parquet(tmp_path)[PARTITION].value_counts().to_dict() == wanted
    assert dict(pl.read_parquet(tmp_path).group_by(PARTITION).len().iter_rows()) == wanted


def test_what_others_put_there_makes_it_not_ours(tmp_path: Path) -> None:
    write_months(tmp_path, some(), ARTICLE_FIELDS)
    assert is_ours(tmp_path)
    (tmp_path / "notes.txt").touch()
    assert not is_ours(tmp_path)
    (tmp_path / "notes.txt").rename(tmp_path / f"{PARTITION}=2025-05" / "notes.txt")
    assert not is_ours(tmp_path)


def test_an_error_on_the_way_leaves_no_file_that_looks_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "CHUNK", 1)
    with pytest.raises(ValueError, match="yesterday"):
        write_months(tmp_path, [*some(), article(fetched_at="yesterday")], ARTICLE_FIELDS)
    assert not [file for file in tmp_path.rglob("*.parquet") if file.read_bytes()[4:].endswith(b"PAR1")]
