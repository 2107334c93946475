"""Directories change places in one step, and in two where the system has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from menafn_crawler.export import exchange as module
from menafn_crawler.export.exchange import exchange


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    new, old = tmp_path / ".new.part", tmp_path / "months"
    for path, text in ((new, "new"), (old, "old")):
        path.mkdir()
        (path / "file").write_text(text)
    return new, old


@pytest.mark.parametrize("one_step", [True, False])
def test_each_stands_where_the_other_was(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, one_step: bool
) -> None:
    if not one_step:
        monkeypatch.setattr(module, "_in_one_step", lambda new, old: False)
    new, old = places
    exchange(new, old)
    assert ((old / "file").read_text(), (new / "file").read_text()) == ("new", "old")
    assert sorted(path.name for path in old.parent.iterdir()) == [".new.part", "months"]


def test_where_there_is_none_it_is_a_renaming(places: tuple[Path, Path]) -> None:
    new, old = places
    exchange(new, old.with_name("other"))
    assert (old.with_name("other") / "file").read_text() == "new"
    assert not new.exists()


def test_a_second_step_that_fails_takes_the_first_back(places: tuple[Path, Path]) -> None:
    new, old = places
    (new / "file").unlink()
    new.rmdir()
    with pytest.raises(FileNotFoundError):
        module._in_two_steps(new, old)
    assert (old / "file").read_text() == "old"
