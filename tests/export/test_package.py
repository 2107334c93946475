"""The description of an export directory: what checks packages finds it valid, and it tells the truth."""

from __future__ import annotations

import csv
import gc
import hashlib
import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pytest
from sqlalchemy import insert

from menafn_crawler.export import publication
from menafn_crawler.export.dataset import NothingToExport, Order, staged
from menafn_crawler.export.formats import SUFFIXES
from menafn_crawler.export.guide import GUIDE, MARK
from menafn_crawler.export.package import PACKAGE, ForeignPackage
from menafn_crawler.export.publication import out_of_date, publish, up_to_date
from menafn_crawler.export.schema import VERSION
from menafn_crawler.items import ARTICLE_FIELDS, Article
from menafn_crawler.store import Database, candidates, open_database
from menafn_crawler.store import articles as stored
from menafn_crawler.store.schema import articles as table
from tests.crawls import PROJECT
from tests.store.made import article

NOW = "2026-11-24T12:00:00Z"
ODD = 'He said "oil, gas"; a\\b\n\nnext\tline – النفط 😀'
ARTICLES = (
    article(1, title="=1+1", body=ODD, tags=("Oil", "Gas"), published_on="2025-05-14"),
    article(2, title="", body="", provider=None, published_at=None, published_on=None, tags=(), quality=("no_text",)),
    article(3, published_at="2024-12-31T23:59:59Z", published_on="2024-12-31", date_evidence=()),
)


def fill(database: Database, *articles: Article) -> None:
    with database.write() as connection:
        known = {"url": "", "first_seen_at": "", "state": "stored", "attempts": 1, "gone_looks": 0}
        connection.execute(insert(candidates), [known | {"article_id": one.article_id} for one in articles])
        connection.execute(insert(table), [stored.row_of(one) for one in articles])


@pytest.fixture
def database(store_url: str) -> Any:
    opened = open_database(store_url)
    fill(opened, *ARTICLES)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    return made


Export = Callable[..., None]


@pytest.fixture
def export(database: Database, folder: Path) -> Export:
    def run(name: str, now: str = NOW, **options: Any) -> None:
        with staged(database, Order(folder / name, **options)) as new:
            publish([new], folder, now)

    return run


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    return found


def listed(folder: Path) -> dict[str, dict[str, Any]]:
    return {resource["path"]: resource for resource in package(folder)["resources"]}


def problems(folder: Path) -> list[str]:
    """What is wrong with the package and its files, as frictionless sees it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves files open
        report = frictionless.validate(str(folder / PACKAGE))
        gc.collect()
    return [f"{place}: {note}" for place, note in report.flatten(["place", "note"])]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("options", [{}, {"revisions": True}, {"columns": ("title", "article_id")}], ids=str)
def test_it_is_valid_for_every_format(export: Export, folder: Path, suffix: str, options: dict[str, Any]) -> None:
    export(f"articles.{suffix}", **options)
    assert problems(folder) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_it_is_valid_where_there_is_no_article(database: Database, folder: Path, export: Export, suffix: str) -> None:
    with database.write() as connection:
        connection.execute(table.delete())
    export(f"articles.{suffix}")
    assert problems(folder) == []
    assert listed(folder)[f"articles.{suffix}"]["count"] == 0


def test_it_tells_counts_hashes_sizes_and_spans(export: Export, folder: Path) -> None:
    for suffix in SUFFIXES:
        export(f"articles.{suffix}")
    assert sorted(listed(folder)) == sorted(f"articles.{suffix}" for suffix in SUFFIXES)
    for path, resource in listed(folder).items():
        data = (folder / path).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["count"] == len(ARTICLES)
        assert resource["span"] == {"first": "2024-12-31", "last": "2025-05-14"}
        assert [field["name"] for field in resource["schema"]["fields"]] == list(ARTICLE_FIELDS)
        assert all(field["description"] for field in resource["schema"]["fields"])
    whole = package(folder)
    assert whole["created"] == NOW
    assert whole["generator"] == {"name": "menafn_crawler", "version": VERSION}
    assert "licenses" not in whole
    assert "No licence is asserted" in whole["description"]


def test_a_table_is_as_its_dialect_says(export: Export, folder: Path) -> None:
    export("articles.csv")
    resource = listed(folder)["articles.csv"]
    dialect = resource["dialect"]
    with (folder / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(
            csv.reader(
                file,
                delimiter=dialect["delimiter"],
                quotechar=dialect["quoteChar"],
                doublequote=dialect["doubleQuote"],
                skipinitialspace=dialect["skipInitialSpace"],
                strict=True,
            )
        )
    assert rows[0] == list(ARTICLE_FIELDS)
    body, title = ARTICLE_FIELDS.index("body"), ARTICLE_FIELDS.index("title")
    assert (rows[1][body], rows[1][title]) == (ODD, "'=1+1")


@pytest.mark.parametrize(("suffix", "wrong"), [("csv", b"x"), ("jsonl", b" "), ("parquet", b"x")])
def test_a_file_that_was_changed_is_not_valid_any_more(export: Export, folder: Path, suffix: str, wrong: bytes) -> None:
    export(f"articles.{suffix}")
    with (folder / f"articles.{suffix}").open("ab") as file:
        file.write(wrong)
    assert problems(folder)


def test_a_value_of_another_type_is_not_valid(export: Export, folder: Path) -> None:
    export("articles.csv")
    path = folder / "articles.csv"
    path.write_bytes(path.read_bytes().replace(b"2025-05-14T08:44:27Z", b"2025-05-14T88:44:27Z", 1))
    assert any("datetime" in problem for problem in problems(folder))


def test_the_months_of_a_directory_are_files_of_the_package(export: Export, folder: Path) -> None:
    export("months.parquet", by_month=True)
    assert sorted(listed(folder)) == [
        f"months.parquet/published_month={month}/part-0.parquet" for month in ("2024-12", "2025-05", "undated")
    ]
    assert problems(folder) == []
    export("months.parquet", by_month=True, columns=("article_id",))
    assert len(listed(folder)) == 3
    assert problems(folder) == []


def test_a_file_that_is_gone_is_dropped_and_foreign_ones_are_left_alone(export: Export, folder: Path) -> None:
    export("one.csv")
    export("two.csv")
    (folder / "notes.csv").write_text("mine")
    (folder / "one.csv").unlink()
    assert out_of_date(folder)
    export("three.jsonl")
    assert sorted(listed(folder)) == ["three.jsonl", "two.csv"]
    assert (folder / "notes.csv").read_text() == "mine"
    assert not out_of_date(folder)


def test_a_file_that_another_hand_changed_is_dropped(export: Export, folder: Path) -> None:
    export("one.csv")
    export("two.csv")
    (folder / "one.csv").write_text("edited")
    assert not up_to_date(folder / "one.csv")
    export("three.csv")
    assert sorted(listed(folder)) == ["three.csv", "two.csv"]


def test_a_change_of_the_same_size_is_seen_and_a_mere_touch_is_none(export: Export, folder: Path) -> None:
    export("one.csv")
    path = folder / "one.csv"
    later = path.stat().st_mtime_ns + 10**10
    os.utime(path, ns=(later, later))
    assert up_to_date(path)
    path.write_bytes(path.read_bytes().replace(b"Harbour", b"harbour"))
    os.utime(path, ns=(later, later))
    assert not up_to_date(path)


@pytest.mark.parametrize("text", ['{"name": "mine", "resources": []}', "[]", '{"generator": "me"}', "no json"])
def test_a_package_of_another_hand_is_left_as_it_is(export: Export, folder: Path, text: str) -> None:
    (folder / PACKAGE).write_text(text)
    with pytest.raises(ForeignPackage, match="left as it is"):
        export("one.csv")
    assert (folder / PACKAGE).read_text() == text
    assert (folder / "one.csv").exists()
    assert not (folder / GUIDE).exists()
    assert up_to_date(folder / "one.csv")
    assert not out_of_date(folder)


def test_a_guide_of_another_hand_is_left_as_it_is(export: Export, folder: Path) -> None:
    (folder / GUIDE).write_text("# mine")
    with pytest.raises(ForeignPackage, match="DATA"):
        export("one.csv")
    assert (folder / GUIDE).read_text() == "# mine"
    assert (folder / "one.csv").exists()


def test_names_are_unique_and_plain(export: Export, folder: Path) -> None:
    for name in ("A b.csv", "a b.csv", "نفط.csv"):
        export(name)
    names = [resource["name"] for resource in package(folder)["resources"]]
    assert len(set(names)) == 3
    assert problems(folder) == []


def test_nothing_is_described_before_the_files_are_in_place(
    database: Database, folder: Path, export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    export("one.csv")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    fill(database, article(4))

    def killed(staged: object) -> None:
        assert {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".part"} == before
        raise KeyboardInterrupt

    monkeypatch.setattr(publication, "put_in_place", killed)
    with pytest.raises(KeyboardInterrupt):
        export("one.csv")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_kill_between_the_files_and_the_package_is_seen_by_the_next_run(
    database: Database, folder: Path, export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    export("one.csv")
    fill(database, article(4))
    in_place = publication.put_in_place

    def killed(staged: Any) -> None:
        in_place(staged)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(publication, "put_in_place", killed)
        with pytest.raises(KeyboardInterrupt):
            export("one.csv")
    assert not up_to_date(folder / "one.csv")
    export("one.csv")
    assert listed(folder)["one.csv"]["count"] == 4
    assert problems(folder) == []


@pytest.mark.parametrize("by_month", [False, True])
def test_what_is_not_published_leaves_no_trace(database: Database, folder: Path, by_month: bool) -> None:
    with staged(database, Order(folder / "some.parquet", by_month=by_month)) as new:
        assert new.rows == len(ARTICLES)
    assert list(folder.iterdir()) == []


def test_a_directory_is_replaced_whole_and_not_by_nothing(database: Database, export: Export, folder: Path) -> None:
    export("months", by_month=True)
    before = {path: path.read_bytes() for path in (folder / "months").rglob("*.parquet")}
    with database.write() as connection:
        connection.execute(table.delete())
    with pytest.raises(NothingToExport):
        export("months", by_month=True)
    assert {path: path.read_bytes() for path in (folder / "months").rglob("*.parquet")} == before
    export("months", by_month=True, force=True)
    assert [path.parent.name for path in (folder / "months").rglob("*.parquet")] == ["published_month=undated"]
    assert sorted(path.name for path in folder.iterdir()) == [GUIDE, PACKAGE, "months"]


@pytest.mark.parametrize(
    "what",
    ["notes.txt", "published_month=2025-05/notes.txt", "sub/part-0.parquet", "sub/published_month=1/part-0.parquet"],
)
def test_a_directory_with_other_files_is_never_replaced(export: Export, folder: Path, what: str) -> None:
    other = folder / "months" / what
    other.parent.mkdir(parents=True)
    other.write_text("mine")
    with pytest.raises(FileExistsError, match="other files"):
        export("months", by_month=True, force=True)
    assert other.read_text() == "mine"


def test_the_guide_tells_people_the_same(export: Export, folder: Path) -> None:
    export("articles.csv")
    export("articles.parquet")
    text = (folder / GUIDE).read_text(encoding="utf-8")
    assert text.startswith(MARK)
    for path, resource in listed(folder).items():
        digest = resource["hash"].removeprefix("sha256:")
        assert f"| `{path}` | 3 | 2024-12-31 to 2025-05-14 | {resource['bytes']:,} | `{digest}` |" in text
    fields = (PROJECT / "docs" / "fields.md").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("| `") and line.split("`")[1] in ARTICLE_FIELDS:
            name, _, meaning = line.strip("| ").split(" | ")
            assert any(row.startswith(f"| {name} |") and row.endswith(f"| {meaning} |") for row in fields.splitlines())
    assert NOW in text
    assert "No licence is asserted" in text


def test_the_guide_loads_what_it_describes(export: Export, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for suffix in SUFFIXES:
        export(f"articles.{suffix}")
    export("two.csv", columns=("article_id", "title"))
    export("months", by_month=True)
    monkeypatch.chdir(folder)
    code = (folder / GUIDE).read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec("import pandas", names)
    loads = [line for line in code.splitlines() if line.startswith("pandas.")]
    assert [len(eval(line, names)) for line in loads] == [len(ARTICLES)] * (len(SUFFIXES) + 2)
