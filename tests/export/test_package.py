"""The description of an export directory: what checks packages finds it valid, and it tells the truth."""

from __future__ import annotations

import csv
import gc
import hashlib
import json
import os
import shutil
import subprocess
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest

from menafn_crawler.export import (
    GUIDE,
    PACKAGE,
    REVISIONS,
    SUFFIXES,
    EmptyExportError,
    ExportSpec,
    ForeignPackageError,
    publication,
    publish,
    stage_export,
)
from menafn_crawler.export import package as packages
from menafn_crawler.export.file_writer import FileFacts
from menafn_crawler.export.guide import MARK
from menafn_crawler.export.origin import Origin
from menafn_crawler.export.publication import is_described
from menafn_crawler.export.tables import ARTICLES as TABLE
from menafn_crawler.items import ARTICLE_FIELDS
from menafn_crawler.store import EVERY_STORY, Database, open_database
from menafn_crawler.store.schema import articles as table
from menafn_crawler.version import __version__
from tests.crawls import PROJECT
from tests.export.samples import fill
from tests.store.made import article

NOW = "2026-11-24T12:00:00Z"
ODD = 'He said "oil, gas"; a\\b\n\nnext\tline – النفط 😀'
ARTICLES = (
    article(1, title="=1+1", body=ODD, tags=("Oil", "Gas"), published_on="2025-05-14"),
    article(2, title="", body="", provider=None, published_at=None, published_on=None, tags=(), quality=("no_text",)),
    article(3, published_at="2024-12-31T23:59:59Z", published_on="2024-12-31", date_evidence=()),
)


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
        with stage_export(database, ExportSpec(folder / name, **options)) as new:
            publish([new], folder, now)

    return run


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    return found


def listed(folder: Path) -> dict[str, dict[str, Any]]:
    return {resource["path"]: resource for resource in package(folder)["resources"]}


def is_current(path: Path) -> bool:
    """Whether the file is the one that its package describes; True where the package is somebody else's."""
    try:
        described = packages.read_package(path.parent)
    except ForeignPackageError:
        return path.exists()
    assert described is not None
    return path.name in {found["path"] for found in packages.unchanged_resources(path.parent, described)}


def problems(folder: Path) -> list[str]:
    """What is wrong with the package and its files, as frictionless sees it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves files open
        report = frictionless.validate(str(folder / PACKAGE))
        gc.collect()
    return [f"{place}: {note}" for place, note in report.flatten(["place", "note"])]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "options",
    [{}, {"table": REVISIONS}, {"column_names": ("title", "article_id")}],
    ids=["all", "revisions", "two columns"],
)
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
        assert [field["name"] for field in resource["schema"]["fields"]][: len(ARTICLE_FIELDS)] == list(ARTICLE_FIELDS)
        assert all(field["description"] for field in resource["schema"]["fields"])
    whole = package(folder)
    assert whole["created"] == NOW
    assert whole["generator"] == {"name": "menafn_crawler", "version": __version__}
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
    export("months.parquet", by_month=True, column_names=("article_id",))
    assert len(listed(folder)) == 3
    assert problems(folder) == []


def test_a_file_that_is_gone_is_dropped_and_foreign_ones_are_left_alone(export: Export, folder: Path) -> None:
    export("one.csv")
    export("two.csv")
    (folder / "notes.csv").write_text("mine")
    (folder / "one.csv").unlink()
    assert not is_described(folder, packages.described_files(folder))
    export("three.jsonl")
    assert sorted(listed(folder)) == ["three.jsonl", "two.csv"]
    assert (folder / "notes.csv").read_text() == "mine"
    assert is_described(folder, packages.described_files(folder))


def test_a_file_that_another_hand_changed_is_dropped(export: Export, folder: Path) -> None:
    export("one.csv")
    export("two.csv")
    (folder / "one.csv").write_text("edited")
    assert not is_current(folder / "one.csv")
    export("three.csv")
    assert sorted(listed(folder)) == ["three.csv", "two.csv"]


def test_a_change_of_the_same_size_is_seen_and_a_mere_touch_is_none(export: Export, folder: Path) -> None:
    export("one.csv")
    path = folder / "one.csv"
    later = path.stat().st_mtime_ns + 10**10
    os.utime(path, ns=(later, later))
    assert is_current(path)
    path.write_bytes(path.read_bytes().replace(b"Harbour", b"harbour"))
    os.utime(path, ns=(later + 1, later + 1))
    assert not is_current(path)


def test_a_newer_file_is_hashed_once(export: Export, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export("one.csv")
    later = (folder / PACKAGE).stat().st_mtime_ns + 10**10
    os.utime(folder / "one.csv", ns=(later, later))
    hashed: list[Path] = []
    has_hash = packages._has_hash

    def counted(path: Path, digest: str) -> bool:
        hashed.append(path)
        return has_hash(path, digest)

    monkeypatch.setattr(packages, "_has_hash", counted)
    assert is_current(folder / "one.csv")
    assert is_current(folder / "one.csv")
    assert hashed == [folder / "one.csv"]


@pytest.mark.parametrize("text", ['{"name": "mine", "resources": []}', "[]", '{"generator": "me"}', "no json"])
def test_a_package_of_another_hand_is_left_as_it_is(export: Export, folder: Path, text: str) -> None:
    (folder / PACKAGE).write_text(text)
    with pytest.raises(ForeignPackageError, match="left as it is"):
        export("one.csv")
    assert (folder / PACKAGE).read_text() == text
    assert (folder / "one.csv").exists()
    assert not (folder / GUIDE).exists()
    assert is_current(folder / "one.csv")
    assert is_described(folder, packages.described_files(folder))


def test_a_guide_of_another_hand_is_left_as_it_is(export: Export, folder: Path) -> None:
    (folder / GUIDE).write_text("# mine")
    with pytest.raises(ForeignPackageError, match="DATA"):
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

    monkeypatch.setattr(publication, "commit", killed)
    with pytest.raises(KeyboardInterrupt):
        export("one.csv")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_kill_between_the_files_and_the_package_is_seen_by_the_next_run(
    database: Database, folder: Path, export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    export("one.csv")
    fill(database, article(4))
    in_place = publication.commit

    def killed(staged: Any) -> None:
        in_place(staged)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(publication, "commit", killed)
        with pytest.raises(KeyboardInterrupt):
            export("one.csv")
    assert not is_current(folder / "one.csv")
    export("one.csv")
    assert listed(folder)["one.csv"]["count"] == 4
    assert problems(folder) == []


def test_two_publications_at_once_lose_neither_description(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The second one begins when the first one has read what it is going to replace."""
    opened = open_database(f"sqlite:///{tmp_path}/at-once.db")
    fill(opened, *ARTICLES)

    def export(name: str) -> None:
        with stage_export(opened, ExportSpec(folder / name)) as new:
            publish([new], folder, NOW)

    second = threading.Thread(target=export, args=["two.csv"])
    read = packages.read_package

    def read_and_wait(directory: Path) -> Any:
        found = read(directory)
        if not second.ident:
            second.start()
            second.join(0.5)  # without the lock it ends here, and is forgotten
        return found

    monkeypatch.setattr(publication, "read_package", read_and_wait)
    export("one.csv")
    second.join()
    opened.close()
    assert sorted(listed(folder)) == ["one.csv", "two.csv"]


@pytest.mark.parametrize("by_month", [False, True])
def test_what_is_not_published_leaves_no_trace(database: Database, folder: Path, by_month: bool) -> None:
    with stage_export(database, ExportSpec(folder / "some.parquet", by_month=by_month)) as new:
        assert new.rows == len(ARTICLES)
    assert list(folder.iterdir()) == []


def test_a_directory_is_replaced_whole_and_not_by_nothing(database: Database, export: Export, folder: Path) -> None:
    export("months", by_month=True)
    before = {path: path.read_bytes() for path in (folder / "months").rglob("*.parquet")}
    with database.write() as connection:
        connection.execute(table.delete())
    with pytest.raises(EmptyExportError):
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


def python_of(folder: Path, tool: str) -> str:
    text = (folder / GUIDE).read_text(encoding="utf-8")
    return text.split(f"### {tool}\n\n```python\n")[1].split("```")[0]


def test_the_guide_loads_what_it_describes(export: Export, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for suffix in SUFFIXES:
        export(f"articles.{suffix}")
    export("two.csv", column_names=("article_id", "title"))
    export("months", by_month=True)
    monkeypatch.chdir(folder)
    imported, *snippets = python_of(folder, "pandas").split("\n\n")
    assert len(snippets) == len(SUFFIXES) + 2
    for code in snippets:
        names: dict[str, Any] = {}
        exec(f"{imported}\n{code}", names)
        assert len(names["articles"]) == len(ARTICLES)


ODD_TEXTS = ("NA", "None", "null", "NULL", "NaN", "nan", "n/a", "-1.5", "'tis", "''", "=1+1", ";=1", "007", "true", "T")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of articles whose texts are what programs take for null, a number, a truth or a formula."""
    folder = tmp_path_factory.mktemp("odd")
    opened = open_database("sqlite://")
    rows = [
        article(number, title=text, provider=text, body=f"{text}\n\n{text}", provider_code="000063011095", tags=(text,))
        for number, text in enumerate(ODD_TEXTS, 1)
    ]
    bare = article(99, provider=None, provider_code=None, published_at=None, published_on=None, wire_number=None)
    fill(opened, *rows, bare)
    for suffix in ("csv", "csv.gz"):
        with stage_export(opened, ExportSpec(folder / f"articles.{suffix}")) as new:
            publish([new], folder, NOW)
    opened.close()
    return folder


def values(tool: str, articles: Any, name: str) -> list[Any]:
    if tool == "polars":
        return list(articles[name].to_list())
    return [None if pandas.isna(value) else value for value in articles[name]]


@pytest.mark.parametrize("tool", ["pandas", "polars", "DuckDB"])
def test_a_recipe_keeps_every_text(odd: Path, tool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(odd)
    imported, *snippets = python_of(odd, tool).split("\n\n")
    assert len(snippets) == 2
    for code in snippets:
        names: dict[str, Any] = {}
        exec(f"{imported}\n{code}", names)
        found = names["articles"]
        assert values(tool, found, "title")[:-1] == list(ODD_TEXTS)
        assert values(tool, found, "provider") == [*ODD_TEXTS, None]
        assert values(tool, found, "tags")[:-1] == list(ODD_TEXTS)
        assert values(tool, found, "body")[:-1] == [f"{text}\n\n{text}" for text in ODD_TEXTS]
        assert set(values(tool, found, "provider_code")) == {"000063011095", None}
        assert values(tool, found, "article_id") == [*range(1, len(ODD_TEXTS) + 1), 99]
        assert values(tool, found, "published_at")[-1] is None
        assert str(values(tool, found, "published_on")[0])[:10] == "2025-05-14"
        assert set(values(tool, found, "date_conflict")) == {False}


@pytest.mark.slow
def test_the_recipe_for_r_keeps_every_text(odd: Path) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed: apt-get install r-base-core")
    code = (odd / GUIDE).read_text(encoding="utf-8").split("### R\n\n```r\n")[1].split("```")[0]
    tell = "cat(articles$title, articles$provider_code, sum(is.na(articles$provider)), sep = '\\n')"
    done = subprocess.run(
        [program, "-e", code, "-e", tell],
        cwd=odd,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[: len(ODD_TEXTS)] == list(ODD_TEXTS)
    assert lines[len(ODD_TEXTS) + 1] == "000063011095"
    assert lines[-1] == "1"


def test_equal_fields_of_many_files_are_held_once(tmp_path: Path) -> None:
    field = {"name": "title", "type": "string", "description": "The headline."}
    resources = [{"path": name, "type": "table", "description": "x", "schema": {"fields": [field]}} for name in "ab"]
    written = {"generator": {"name": "menafn_crawler"}, "resources": resources}
    (tmp_path / PACKAGE).write_text(json.dumps(written), "utf-8")
    found = packages.read_package(tmp_path)
    assert found == written
    first, second = found["resources"]
    assert first is not second
    assert first["schema"]["fields"][0] is second["schema"]["fields"][0]


def test_the_files_of_an_export_share_the_description_of_their_columns(database: Database, folder: Path) -> None:
    with database.read() as connection:
        origin = Origin.now(connection, EVERY_STORY)
    facts = [FileFacts(f"months/{name}.csv", 1, 2, "", TABLE.columns, None, None) for name in "ab"]
    first, second = packages.resources_of(facts, origin)
    assert [first["path"], second["path"]] == ["months/a.csv", "months/b.csv"]
    assert first["schema"] is second["schema"]
    assert [field["name"] for field in first["schema"]["fields"]] == list(ARTICLE_FIELDS)
