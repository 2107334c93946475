"""The direction of the house: items, then the core, then the Scrapy shell, then the commands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import menafn_crawler

ROOT = Path(menafn_crawler.__file__).parent
PACKAGE = "menafn_crawler"

CORE = frozenset(
    "discover fetch parse normalise deduplicate store archive export report configuration check_settings"
    " sharing reading bounds version".split()
)
SHELL = frozenset("spiders pipelines middlewares extensions exporters schedulers".split())
PURE = frozenset({"parse", "normalise", "reading"})
FOREIGN_TO_PURE = frozenset(
    "os io pathlib socket ssl shutil tempfile subprocess time random sqlite3 sqlalchemy requests aiohttp urllib.request"
    " http http.client logging threading asyncio".split()
)
CLOCKS_AND_FILES = frozenset(
    {"open", "input", "print", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
)
COMMANDS = frozenset({"commands", "project_command", "__main__"})
BESIDE = frozenset({"settings", "replica"})
"""Neither layer: Scrapy's settings import nothing, the replica is a program of its own."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package by dotted name."""
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join((PACKAGE, *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        yield name, ast.parse(path.read_text("utf-8"))


MODULES = dict(modules())


def part(name: str) -> str:
    """The first name below the package: ``parse`` of ``menafn_crawler.parse.lines``; empty for the package itself."""
    return name.removeprefix(PACKAGE).lstrip(".").split(".")[0]


def imports(name: str) -> set[str]:
    """Dotted names of what a module imports, also inside functions and for type checkers."""
    found: set[str] = set()
    base = name.split(".")
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = base[: len(base) - node.level + _is_package(name)] if node.level else []
            module = ".".join((*above, node.module or "")).rstrip(".")
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
    return found


def _is_package(name: str) -> bool:
    return (ROOT / Path(*name.split(".")[1:]) / "__init__.py").exists()


def own(name: str) -> set[str]:
    """Parts of the package that a module imports."""
    return {part(other) for other in imports(name) if other.split(".")[0] == PACKAGE} - {""}


def named(kind: frozenset[str]) -> list[str]:
    return [name for name in MODULES if part(name) in kind]


def test_every_module_has_its_place() -> None:
    places = {"", "items"} | COMMANDS | CORE | SHELL | BESIDE
    assert {part(name) for name in MODULES} <= places


def test_the_items_import_nothing_of_the_house() -> None:
    assert own(f"{PACKAGE}.items") == set()


@pytest.mark.parametrize("name", named(CORE))
def test_the_core_knows_neither_scrapy_nor_the_shell(name: str) -> None:
    assert not {other for other in imports(name) if other.split(".")[0] in ("scrapy", "twisted", "scrapy_splash")}
    assert own(name) <= CORE | {"items"}


@pytest.mark.parametrize("name", named(SHELL))
def test_the_shell_knows_no_command(name: str) -> None:
    assert own(name) <= CORE | SHELL | {"items"}


@pytest.mark.parametrize("name", list(MODULES))
def test_nothing_imports_the_commands(name: str) -> None:
    assert not own(name) & COMMANDS or part(name) in COMMANDS


@pytest.mark.parametrize("name", named(frozenset({"replica"})))
def test_the_replica_knows_nothing_of_the_core(name: str) -> None:
    beside = {f"{PACKAGE}.replica.demo"}  # runs the crawl as a user does, and reads its results
    assert name in beside or own(name) <= {"replica"}


@pytest.mark.parametrize("name", named(frozenset(MODULES) | CORE | SHELL))
def test_only_the_replica_and_its_demo_import_the_replica(name: str) -> None:
    assert "replica" not in own(name)


@pytest.mark.parametrize("name", named(PURE))
def test_parse_and_normalise_read_no_file_and_no_clock(name: str) -> None:
    assert not imports(name) & FOREIGN_TO_PURE
    called = {ast.unparse(node.func) for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call)}
    assert not called & CLOCKS_AND_FILES
    assert own(name) <= PURE | {"items", "bounds", "deduplicate"}


@pytest.mark.parametrize("name", named(frozenset({"normalise"})))
def test_normalise_does_not_know_where_its_strings_come_from(name: str) -> None:
    assert "parse" not in own(name)


@pytest.mark.parametrize(
    "source", ["import scrapy", "from scrapy import Spider", "from menafn_crawler.commands import x"]
)
def test_the_walk_sees_every_form_of_import(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODULES, "menafn_crawler.parse.bad", ast.parse(f"def f():\n    {source}"))
    found = {other.split(".")[0] for other in imports("menafn_crawler.parse.bad")} | own("menafn_crawler.parse.bad")
    assert found & {"scrapy", "commands"}


def packages() -> dict[str, set[str]]:
    """Which room of the core imports which other rooms."""
    found: dict[str, set[str]] = {}
    for name in named(CORE):
        found.setdefault(part(name), set()).update(own(name) - {part(name)})
    return found


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Names that import each other in a circle, sorted; empty where there is none."""
    left = {name: others & graph.keys() for name, others in graph.items()}
    while free := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in free}
    return sorted(left)


def imported_modules() -> dict[str, set[str]]:
    """Which module imports which others, those that only the type checker reads included."""
    return {name: (imports(name) & MODULES.keys()) - {name} - _ancestors(name) for name in MODULES}


def _ancestors(name: str) -> set[str]:
    """The packages of a module: importing a sibling names them too."""
    words = name.split(".")
    return {".".join(words[:size]) for size in range(1, len(words))}


def test_no_two_rooms_of_the_core_import_each_other() -> None:
    assert circle(packages()) == []


def test_no_two_modules_import_each_other() -> None:
    assert circle(imported_modules()) == []


def test_a_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]
