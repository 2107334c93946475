"""Programs that are measured."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.processes import measure


def python(code: str) -> list[str]:
    return [sys.executable, "-S", "-c", code]


def test_memory_of_the_measuring_process_is_not_the_programs(tmp_path: Path) -> None:
    held = bytearray(200 * 2**20)
    measured = measure(python("print('done')"), tmp_path)
    assert len(held) > measured.megabytes * 2**20
    assert measured.output == "done\n"


def test_a_program_sees_the_environment_and_its_directory(tmp_path: Path) -> None:
    code = "import os; print(os.environ['OF_THE_TEST'], os.getcwd())"
    assert measure(python(code), tmp_path, {"OF_THE_TEST": "1"}).output == f"1 {tmp_path}\n"


def test_a_program_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        measure(python("raise SystemExit(3)"), tmp_path)
