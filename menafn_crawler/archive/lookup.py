"""One kept answer, by the file and offset that its article knows."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from menafn_crawler.archive.answers import Answered, answers
from menafn_crawler.archive.members import MAGIC, Part
from menafn_crawler.archive.writer import OPEN
from menafn_crawler.normalise import PUBLISHED_BASE
from menafn_crawler.store import Capture


def kept_answer(directory: Path, capture: Capture) -> Answered | None:
    """The answer of a capture; None where its file is not in *directory*, or holds another answer there."""
    name = Path(capture.file).name
    path = next((path for path in (directory / name, directory / f"{name}{OPEN}") if path.is_file()), None)
    if path is None:
        return None
    with path.open("rb") as file:
        file.seek(capture.offset)
        packed = file.read(len(MAGIC)) == MAGIC
    here = capture.offset, path.stat().st_size
    part = Part(path, capture.offset, capture.offset + 1, packed, name, PUBLISHED_BASE, ours=False, within=here)
    found = next(islice(answers(part), 1), None)
    return found if isinstance(found, Answered) and found.url == capture.url else None
