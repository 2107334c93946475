"""What goes wrong while a file is written leaves the old file, byte for byte, and nothing else."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from menafn_crawler.export import (
    PACKAGE,
    SUFFIXES,
    TABLES,
    ExportSpec,
    ExportStoppedError,
    format_of,
    publish,
    refresh,
    stage_export,
)
from menafn_crawler.store import Database, Selection, open_database
from tests.crawls import PROJECT
from tests.export.samples import fill, slow_export
from tests.store.made import NOW, article

FILES = [*(f"articles.{suffix}" for suffix in SUFFIXES), *(f"{name}.{s}" for name in TABLES for s in SUFFIXES)]
DIRECTORIES = ["articles", *(f"articles.{suffix}" for suffix in SUFFIXES if suffix not in ("xlsx", "sqlite"))]
EVERY = [*FILES, *(f"{name}/" for name in DIRECTORIES)]


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """Articles of two months whose texts do not compress, so that each file takes some kilobytes."""
    opened = open_database("sqlite://")
    days = ("2025-04-30", "2025-05-01", "2025-05-31", None)
    texts = [" ".join(f"{number * place * 7919 % 99991:x}" for place in range(1, 4_000)) for number in range(1, 13)]
    fill(
        opened,
        *(
            article(number, title=text[:9_000], body=text, published_on=days[number % 4], provider=text[:9_000])
            for number, text in enumerate(texts, 1)
        ),
    )
    yield opened
    opened.close()


def spec_of(folder: Path, name: str) -> ExportSpec:
    path = folder / name
    return ExportSpec(path, table=TABLES.get(name.split(".")[0], ExportSpec(path).table), by_month=name.endswith("/"))


def write(database: Database, spec: ExportSpec) -> None:
    with stage_export(database, spec) as export:
        publish([export], spec.path.parent, NOW)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def no_more_than(size: int) -> Iterator[None]:
    """Let no file grow above *size* bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("name", EVERY)
def test_a_full_disk_leaves_the_old_file(database: Database, tmp_path: Path, name: str) -> None:
    spec = spec_of(tmp_path, name)
    write(database, spec)
    before = contents(tmp_path)
    with no_more_than(2_000), pytest.raises(OSError, match=r"File too large|SQLite"):
        write(database, spec)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("asked", [0, 3])
def test_a_signal_leaves_the_old_file(database: Database, tmp_path: Path, name: str, asked: int) -> None:
    spec = spec_of(tmp_path, name)
    write(database, spec)
    before, left = contents(tmp_path), [asked]

    def stop() -> bool:
        left[0] -= 1
        return left[0] < 0

    with pytest.raises(ExportStoppedError):
        write(database, replace(spec, stop=stop))
    assert contents(tmp_path) == before


def test_a_signal_ends_the_counting_of_providers(database: Database) -> None:
    """The first row comes when all articles are counted."""
    asked: list[None] = []

    def stop() -> bool:
        asked.append(None)
        return len(asked) == 2

    with database.read() as connection, pytest.raises(ExportStoppedError):
        list(TABLES["providers"].read(connection, Selection(), None, stop))
    assert len(asked) == 2


def test_a_signal_ends_the_work_of_sqlite_itself(database: Database, tmp_path: Path) -> None:
    """A full-text index of many articles takes minutes without a row or a byte being written."""
    from menafn_crawler.export.formats import sqlite

    with pytest.MonkeyPatch.context() as patched, pytest.raises(ExportStoppedError):
        patched.setattr(sqlite, "_STEPS", 10)
        rows = spec_of(tmp_path, "articles.sqlite").table
        with database.read() as connection, (tmp_path / "x").open("wb") as file:
            read = rows.read(connection, ExportSpec(tmp_path).selection, None)
            sqlite.write_database(file, read, rows.columns, (), lambda: True)


@pytest.mark.parametrize("name", EVERY)
def test_a_place_that_cannot_be_written_to_is_an_error_of_the_system(
    database: Database, tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        write(database, spec_of(tmp_path / "file", name))
    assert contents(tmp_path) == {"file": b""}


@pytest.mark.parametrize("name", EVERY)
def test_what_is_no_export_is_not_replaced(database: Database, tmp_path: Path, name: str) -> None:
    spec = spec_of(tmp_path, name)
    if spec.by_month:
        spec.path.write_text("mine")
    else:
        spec.path.mkdir()
        (spec.path / "mine").touch()
    before = contents(tmp_path)
    with pytest.raises(OSError, match=r"directory"):
        write(database, spec)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", FILES)
def test_a_link_stays_and_its_file_is_replaced(database: Database, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = tmp_path / "data" / name
    link.parent.mkdir()
    link.symlink_to(elsewhere / "the-file")
    write(database, spec_of(tmp_path / "data", name))
    write(database, spec_of(tmp_path / "plain", name))
    assert link.is_symlink()
    assert (elsewhere / "the-file").read_bytes() == (tmp_path / "plain" / name).read_bytes()
    assert [path.name for path in elsewhere.iterdir()] == ["the-file"]


@pytest.mark.parametrize("name", FILES)
def test_a_circle_of_links_is_an_error_of_the_system(database: Database, tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / name)
    with pytest.raises(OSError, match="symbolic links"):
        write(database, spec_of(tmp_path, name))


@pytest.mark.parametrize("name", FILES)
def test_a_reader_beside_reads_the_old_file_to_its_end(database: Database, tmp_path: Path, name: str) -> None:
    spec = spec_of(tmp_path, name)
    write(database, spec)
    before = spec.path.read_bytes()
    with spec.path.open("rb") as reader:
        begun = reader.read(100)
        write(database, replace(spec, column_names=[spec.table.columns[0].name]))
        assert begun + reader.read() == before
    assert spec.path.read_bytes() != before


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory of two hundred articles."""
    folder = tmp_path_factory.mktemp("data")
    opened = open_database(f"sqlite:///{folder / 'menafn.db'}")
    fill(opened, *(article(n, published_on=f"2025-0{n % 2 + 4}-02", provider=f"P{n}") for n in range(1, 201)))
    opened.close()
    return folder


def exporting(data_dir: Path, path: Path) -> subprocess.Popen[str]:
    """Start a slow export; return once it has begun."""
    choices = ["--partition"] if path.name in DIRECTORIES and path.is_dir() else []
    words = ["export", str(path), *choices, "-s", f"MENAFN_DATA_DIR={data_dir}"]
    command = [sys.executable, "-c", slow_export(0.05), *words]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(path.parent.rglob("*.part")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return process


def quick_export(data_dir: Path, spec: ExportSpec) -> None:
    opened = open_database(f"sqlite:///{data_dir / 'menafn.db'}")
    write(opened, spec)
    opened.close()


def is_whole(folder: Path) -> bool:
    package = json.loads((folder / PACKAGE).read_text("utf-8"))
    return all((folder / found["path"]).stat().st_size == found["bytes"] for found in package["resources"])


Ending = Callable[[subprocess.Popen[str]], None]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["articles.csv", "articles.json.gz", "articles.parquet", "articles.xlsx",
                                  "articles.sqlite", "stories.jsonl", "articles/", "articles.csv/"])  # fmt: skip
@pytest.mark.parametrize(("ending", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_process_that_is_ended_leaves_the_old_file(
    data_dir: Path, tmp_path: Path, name: str, ending: signal.Signals, code: int
) -> None:
    spec = spec_of(tmp_path, name)
    quick_export(data_dir, spec)
    before = contents(tmp_path)
    process = exporting(data_dir, spec.path)
    process.send_signal(ending)
    _, told = process.communicate(timeout=60)
    assert process.returncode == code, told
    assert "Traceback" not in told
    left = {name: data for name, data in contents(tmp_path).items() if ".part/" not in name and ".part" not in name}
    assert left == before
    if ending is not signal.SIGKILL:
        assert not list(tmp_path.rglob("*.part"))
    quick_export(data_dir, spec)
    assert contents(tmp_path).keys() == before.keys()
    assert is_whole(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["articles.csv", "articles.parquet", "articles.sqlite", "articles/"])
def test_two_exports_of_one_file_at_the_same_time_leave_one(data_dir: Path, tmp_path: Path, name: str) -> None:
    spec = spec_of(tmp_path, name)
    quick_export(data_dir, spec)
    before = {name: data for name, data in contents(tmp_path).items() if name.startswith("articles")}
    both = [exporting(data_dir, spec.path) for _ in range(2)]
    for process in both:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told
    after = contents(tmp_path)
    assert {name: data for name, data in after.items() if name.startswith("articles")} == before
    assert is_whole(tmp_path)


def test_every_format_is_in_the_table() -> None:
    assert all(format_of(Path(name)) for name in FILES)


def test_a_refresh_of_a_full_disk_leaves_a_readable_directory(database: Database, tmp_path: Path) -> None:
    spec = spec_of(tmp_path, "articles.jsonl/")
    assert refresh(database, spec, NOW) is not None
    before = contents(tmp_path)
    (tmp_path / "articles.jsonl" / "published_month=2025-04" / "part-0.jsonl").unlink()
    with no_more_than(2_000), pytest.raises(OSError, match="File too large"):
        refresh(database, spec, NOW)
    assert refresh(database, spec, NOW) is not None
    assert contents(tmp_path).keys() == before.keys()
