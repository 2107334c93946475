"""Which small changes to the core do the tests notice? One operator, guard, limit or call is changed at a time.

    python -m benchmarks.mutants normalise parse --count 40 --seed 1

The quick tests of a room run once, and it is recorded which functions each test calls. Then a child process is forked
for each change; it runs the tests that call the changed function, the quickest first, until one fails. A change that
no test notices is printed with its line. Not part of ``make bench``: it takes minutes.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import functools
import gc
import io
import os
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import CodeType, FrameType, FunctionType

import pytest

from benchmarks.mutations import Mutation, mutations
from benchmarks.table import print_table

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("normalise", "parse", "deduplicate", "store", "discover", "fetch", "export")
READING = ("tests/test_page_cases.py", "tests/test_arabic_cases.py", "tests/test_reading.py", "tests/test_library.py")
OTHERS = {"normalise": READING, "parse": READING}
"""Tests outside the room's folder that are there for the room too."""
LONGEST = 20.0
"""Seconds of tests for one change, as recorded before it. The slower tests beyond that are left out."""
LONGEST_TEST = 2.0
"""Seconds of one test. Slower ones are left out."""
HANGS = 60
"""Seconds after which a change counts as noticed: it hangs."""


class Mutants:
    """A pytest plugin: record which functions each test calls, then run the tests that concern each change."""

    def __init__(self, room: str, drawn: list[Mutation]) -> None:
        self.drawn = drawn
        self.missed: list[str] = []
        self.skipped = 0
        self._folder = f"{os.sep}menafn_crawler{os.sep}{room}{os.sep}"
        self._calls: dict[tuple[str, int], set[int]] = {}
        self._seconds: dict[int, float] = {}
        self._failed: set[int] = set()
        self._test = -1

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests once, then those of each change."""
        self._record(session.items)
        self._leave_out_unrepeatable(session.items)
        for mutation in self.drawn:
            noticed = self._is_noticed(mutation, session.items)
            if noticed is None:
                self.skipped += 1
            elif not noticed:
                self.missed.append(str(mutation))
                print(mutation, file=sys.stderr, flush=True)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the test that fails."""
        if report.failed:
            self._failed.add(self._test)

    def _record(self, items: list[pytest.Item]) -> None:
        threading.settrace(self._trace)
        for self._test, item in enumerate(items):
            began = time.perf_counter()
            sys.settrace(self._trace)
            _run_test(item, items[self._test + 1 : self._test + 2])
            sys.settrace(None)
            self._seconds[self._test] = time.perf_counter() - began
        threading.settrace(None)
        for number in self._failed:
            print("fails without a change:", items[number].nodeid, file=sys.stderr)

    def _leave_out_unrepeatable(self, items: list[pytest.Item]) -> None:
        """Leave out the tests that take long, and those that fail in a child process without any change."""
        self._failed |= {number for number, seconds in self._seconds.items() if seconds > LONGEST_TEST}
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            for number in sorted(self._seconds.keys() - self._failed):
                self._test, before = number, len(self._failed)
                _run_test(items[number], [])
                if len(self._failed) > before:
                    os.write(writing, f"{number} ".encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            self._failed |= set(map(int, answer.read().split()))
        os.waitpid(child, 0)

    def _trace(self, frame: FrameType, _event: str, _arg: object) -> None:
        code = frame.f_code
        if self._folder in code.co_filename:
            place = code.co_filename[code.co_filename.rindex("menafn_crawler") :], code.co_firstlineno
            self._calls.setdefault(place, set()).add(self._test)

    def _is_noticed(self, mutation: Mutation, items: list[pytest.Item]) -> bool | None:
        """Return None if the change cannot be made in a module that is already imported."""
        path = str(mutation.path)
        if mutation.function is None:
            calling = set().union(*(tests for place, tests in self._calls.items() if place[0] == path))
        else:
            calling = self._calls.get((path, mutation.function), set())
        left, chosen = LONGEST, []
        for number in sorted(calling - self._failed, key=self._seconds.__getitem__):
            left -= self._seconds[number]
            if left > 0:
                chosen.append(number)
        child = os.fork()
        if not child:
            self._run(mutation, [items[number] for number in chosen])
        return self._outcome(child)

    def _run(self, mutation: Mutation, chosen: list[pytest.Item]) -> None:
        """Make the change in this process and run the tests. The process ends with 1 if one fails."""
        try:
            _apply(mutation)
        except Exception:  # noqa: BLE001 - a table that is defined twice, for example
            os._exit(2)
        self._failed.clear()
        with contextlib.suppress(BaseException):
            for place, item in enumerate(chosen):
                _run_test(item, chosen[place + 1 : place + 2])
                if self._failed:
                    break
            os._exit(bool(self._failed))
        os._exit(1)

    @staticmethod
    def _outcome(child: int) -> bool | None:
        ends = time.monotonic() + HANGS
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                break
            if time.monotonic() > ends:  # not by an alarm: tests of time bounds use the process's only one
                os.kill(child, signal.SIGKILL)
            time.sleep(0.01)
        return None if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 2 else status != 0


def _run_test(item: pytest.Item, following: list[pytest.Item]) -> None:
    """Run one test. The session comes after the last, so servers and other shared fixtures stay for the children."""
    doctest = getattr(item, "dtest", None)
    names = dict(doctest.globs) if doctest else {}  # a doctest loses its names when it has run
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following[0] if following else item.session)
    if doctest:
        doctest.globs.update(names)


def _apply(mutation: Mutation) -> None:
    gc.unfreeze()
    module = sys.modules[".".join(mutation.path.with_suffix("").parts).removesuffix(".__init__")]
    if mutation.function is None:
        _execute_again(mutation, str(module.__file__), module.__dict__)
    else:
        _exchange_code(mutation, str(module.__file__))
    for cached in gc.get_objects():
        if isinstance(cached, functools._lru_cache_wrapper) and str(cached.__module__).startswith("menafn_crawler"):
            cached.cache_clear()


def _exchange_code(mutation: Mutation, file: str) -> None:
    """Give every function made from the changed definition its changed code."""
    todo = [compile(mutation.tree(Path(file).read_text(encoding="utf-8")), file, "exec", dont_inherit=True)]
    codes: dict[str, CodeType] = {}
    while todo:
        code = todo.pop()
        if code.co_firstlineno == mutation.function and "<" not in code.co_name:
            codes[code.co_qualname] = code
        todo.extend(const for const in code.co_consts if isinstance(const, CodeType))
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == file:
            changed = codes.get(function.__code__.co_qualname)
            if changed and function.__code__.co_firstlineno == mutation.function:
                function.__code__ = changed


def _execute_again(mutation: Mutation, file: str, names: dict[str, object]) -> None:
    """Execute the changed assignment of a module, those that use its names, and change the names' copies elsewhere."""
    changed: set[str] = set()
    for statement in mutation.tree(Path(file).read_text(encoding="utf-8")).body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign):
            continue
        used = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        if used & changed or statement.lineno <= mutation.line <= (statement.end_lineno or 0):
            before = dict(names)
            exec(compile(ast.Module([statement], []), "changed", "exec", dont_inherit=True), names)
            for name in (name for name in names if name in before and names[name] is not before[name]):
                changed.add(name)
                _change_copies(name, before[name], names[name])
    if not changed:
        raise LookupError


def _change_copies(name: str, was: object, becomes: object) -> None:
    for other in list(sys.modules.values()):
        if getattr(other, "__name__", "").startswith("menafn_crawler") and other.__dict__.get(name) is was:
            setattr(other, name, becomes)


def measure(room: str, count: int, seed: int, only: str) -> tuple[int, list[str], int]:
    """Return the number of changes drawn in a room, those that no test noticed, and those that could not be made."""
    every = [
        mutation
        for module in sorted((PROJECT / "menafn_crawler" / room).rglob("*.py"))
        if module.name != "__init__.py" and only in str(module)
        for mutation in mutations(module.relative_to(PROJECT), module.read_text(encoding="utf-8"))
    ]
    drawn = Random(seed).sample(every, min(count, len(every)))
    plugin = Mutants(room, drawn)
    targets = [f"tests/{room}", f"menafn_crawler/{room}", *OTHERS.get(room, ())]
    with contextlib.redirect_stdout(io.StringIO()) as output:
        code = pytest.main(["-q", "-m", "not slow", "-p", "no:cacheprovider", *targets], [plugin])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(output.getvalue())
    return len(drawn) - plugin.skipped, plugin.missed, plugin.skipped


def main() -> None:
    """Print what was noticed in each room, and what was not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=ROOMS, help=f"of {', '.join(ROOMS)}; all if none is named")
    parser.add_argument("--count", type=int, default=40, help="changes a room (40)")
    parser.add_argument("--seed", type=int, default=1, help="which changes are drawn (1)")
    parser.add_argument("--only", default="", help="change only modules whose path contains this")
    chosen = parser.parse_args()
    rows = []
    for room in chosen.rooms:
        began = time.monotonic()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
            drawn, missed, _ = one.submit(measure, room, chosen.count, chosen.seed, chosen.only).result()
        noticed = drawn - len(missed)
        seconds = f"{time.monotonic() - began:.0f}"
        rows.append((room, drawn, noticed, f"{noticed / drawn:.0%}" if drawn else "-", seconds))
    print_table("Changes that the tests notice", ("room", "changed", "noticed", "share", "seconds"), rows)


if __name__ == "__main__":
    main()
