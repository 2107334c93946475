"""Which small changes to the core do the tests notice? One operator or number is changed at a time.

    python -m benchmarks.mutants normalise parse --count 10 --seed 1

Each change is made in a copy of the checkout; the tests of the changed module run first, then those of its room.
A change that no test notices is printed with its line. Not part of ``make bench``: it takes minutes.
"""

from __future__ import annotations

import argparse
import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.table import print_table

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("normalise", "parse", "deduplicate", "store", "discover", "fetch", "export")
LONGEST = 300
"""Seconds after which a change counts as noticed: it hangs."""

_OPERATORS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the lines of one expression, as they are and as they become."""

    path: Path
    """Relative to the project."""
    line: int
    was: str
    becomes: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every change of one module, without those that only the type checker or a doctest would see."""
    source = (PROJECT / path).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        was = ast.get_source_segment(source, node)
        becomes = _changed(node)
        if was and becomes and "\n" not in was:
            assert isinstance(node, ast.expr)
            yield Mutant(path, node.lineno, was, becomes)


def _changed(node: ast.AST) -> str | None:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        other = _OPERATORS[type(node.ops[0])]()
        return ast.unparse(ast.Compare(node.left, [other], node.comparators))
    if isinstance(node, ast.BoolOp):
        other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return f"({ast.unparse(ast.BoolOp(other_op, node.values))})"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return f"bool({ast.unparse(node.operand)})"
    return None


def noticed(mutant: Mutant, checkout: Path) -> bool:
    """Return True if a test of the module or of its room fails with the change."""
    place = checkout / mutant.path
    lines = place.read_text(encoding="utf-8").splitlines(keepends=True)
    original = lines[mutant.line - 1]
    lines[mutant.line - 1] = original.replace(mutant.was, mutant.becomes, 1)
    place.write_text("".join(lines), encoding="utf-8")
    try:
        return any(_fails(target, checkout) for target in _tests(mutant.path, checkout))
    finally:
        lines[mutant.line - 1] = original
        place.write_text("".join(lines), encoding="utf-8")


def _tests(path: Path, checkout: Path) -> Iterator[str]:
    mirrored = Path("tests", *path.parts[1:-1], f"test_{path.name}")
    if (checkout / mirrored).exists():
        yield str(mirrored)
    yield str(path)
    yield str(Path("tests", path.parts[1]))


def _fails(target: str, checkout: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not slow", "-p", "no:cacheprovider", target]
    try:
        done = subprocess.run(command, cwd=checkout, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in (0, 5)


def main() -> None:
    """Print what was noticed in each room, and what was not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=ROOMS, help=f"of {', '.join(ROOMS)}; all if none is named")
    parser.add_argument("--count", type=int, default=10, help="changes a room (10)")
    parser.add_argument("--seed", type=int, default=1, help="which changes are drawn (1)")
    chosen = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        checkout = Path(name) / "checkout"
        shutil.copytree(PROJECT, checkout, ignore=shutil.ignore_patterns(".git", ".venv", "data", ".*_cache"))
        for room in chosen.rooms:
            modules = sorted((PROJECT / "menafn_crawler" / room).rglob("*.py"))
            every = [mutant for module in modules for mutant in mutants(module.relative_to(PROJECT))]
            drawn = Random(chosen.seed).sample(every, min(chosen.count, len(every)))
            missed = [mutant for mutant in drawn if not noticed(mutant, checkout)]
            for mutant in missed:
                print(f"{mutant.path}:{mutant.line}: {mutant.was}  ->  {mutant.becomes}", flush=True)
            rows.append((room, len(drawn), len(drawn) - len(missed), f"{1 - len(missed) / len(drawn):.0%}"))
    print_table("Changes that the tests notice", ("room", "changed", "noticed", "share"), rows)


if __name__ == "__main__":
    main()
