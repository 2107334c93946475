"""Segments of a file have all its records together, whatever the cuts; a file says where it was crawled from."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from menafn_crawler.archive import segments as module
from menafn_crawler.archive.containers import Containers
from menafn_crawler.archive.parse_segment import ParsedArticle, SegmentContent, parse_segment
from menafn_crawler.archive.process_pool import parse_segments
from menafn_crawler.archive.responses import Skip
from menafn_crawler.archive.segments import Segment, read_segments
from tests.archive.samples import STORIES, ours, record, story_record, url

ZONE = ZoneInfo("America/New_York")
MEMBERS = [story_record(story) for story in STORIES]
RECORDS = [story_record(story, packed=False) for story in STORIES]
NUMBERS = [story.number for story in STORIES]


def small_segments(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(module, "COMPRESSED_BYTES", size)
    monkeypatch.setattr(module, "PLAIN_BYTES", size)
    monkeypatch.setattr("menafn_crawler.archive.limited_file._BLOCK", size)


def numbers(contents: list[SegmentContent]) -> list[int]:
    return [found.article.article_id for one in contents for found in one.parsed if isinstance(found, ParsedArticle)]


@pytest.mark.parametrize("size", [500, 2_000, 5_000])
@pytest.mark.parametrize("compressed", [True, False])
def test_every_record_is_in_one_segment(
    tmp_path: Path, size: int, compressed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_segments(monkeypatch, size)
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(MEMBERS if compressed else RECORDS))
    found = list(read_segments(Containers(), path))
    assert len(found) > 1
    assert b"".join(segment.data for segment in found) == path.read_bytes()
    assert [segment.offset for segment in found] == [
        sum(len(before.data) for before in found[:number]) for number in range(len(found))
    ]
    assert numbers(list(parse_segments(found, ZONE, 1))) == NUMBERS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(data=st.data(), compressed=st.booleans())
def test_a_cut_inside_a_record_loses_nothing(data: st.DataObject, compressed: bool) -> None:
    whole = b"".join(MEMBERS if compressed else RECORDS)
    cuts = sorted({0, len(whole), *data.draw(st.lists(st.integers(0, len(whole)), max_size=5))})
    segments = [Segment(whole[a:b], compressed, "a", a, b == len(whole)) for a, b in pairwise(cuts)]
    contents = list(parse_segments(segments, ZONE, 1))
    assert numbers(contents) == NUMBERS
    captured = [one.capture for content in contents for one in content.parsed if isinstance(one, ParsedArticle)]
    starts = [sum(map(len, (MEMBERS if compressed else RECORDS)[:number])) for number in range(len(STORIES))]
    assert [capture.offset for capture in captured if capture is not None] == starts


@pytest.mark.parametrize("compressed", [True, False])
def test_a_record_inside_a_page_is_not_a_record(
    tmp_path: Path, compressed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_segments(monkeypatch, 300)
    forged = story_record(STORIES[1], packed=compressed)
    outer = record("http://example.org/", b"x" * 600 + forged + b"x" * 600, packed=False)
    path = tmp_path / "a.warc"
    path.write_bytes(gzip.compress(outer, 0) + MEMBERS[0] if compressed else outer + RECORDS[0])
    assert numbers(list(parse_segments(read_segments(Containers(), path), ZONE, 1))) == NUMBERS[:1]


@pytest.mark.parametrize("compressed", [True, False], ids=["compressed", "uncompressed"])
def test_damage_is_counted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compressed: bool) -> None:
    small_segments(monkeypatch, 1_000)
    found = [story_record(story, packed=compressed) for story in STORIES]
    found[3] = b"x" + found[3][1:]
    path = tmp_path / ("a.warc.gz" if compressed else "a.warc")
    path.write_bytes(b"".join(found))
    contents = list(parse_segments(read_segments(Containers(), path), ZONE, 1))
    assert len(contents) > 3
    assert sum(content.skipped[Skip.BROKEN] for content in contents) == 1
    assert numbers(contents) == [number for number in NUMBERS if number != STORIES[3].number]


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_order_from_any_number_of_processes(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_segments(monkeypatch, 1_000)
    (path,) = ours(tmp_path)
    segments = list(read_segments(Containers(), path))
    assert len(segments) > 3
    assert list(parse_segments(segments, ZONE, processes)) == [parse_segment(segment, ZONE) for segment in segments]


DIES = """
import os, sys
from pathlib import Path
from zoneinfo import ZoneInfo
from menafn_crawler.archive import parse_segment as module, process_pool
from menafn_crawler.archive.containers import Containers
from menafn_crawler.archive.segments import read_segments

parent, real = os.getpid(), process_pool.parse_segment
def killed(segment, zone):
    if os.getpid() != parent and b"second" in segment.data:
        os._exit(9)
    return real(segment, zone)
process_pool.parse_segment = killed
segments = [s for path in sys.argv[1:] for s in read_segments(Containers(), Path(path))]
found = process_pool.parse_segments(segments, ZoneInfo("America/New_York"), 2)
print(sum(len(content.parsed) for content in found))
"""


def test_segments_of_a_process_that_died_are_parsed_by_the_parent(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.warc" for name in ("first", "second", "third")]
    for path, story in zip(paths, STORIES, strict=False):
        path.write_bytes(story_record(replace(story, text=f"The {path.stem} port opened."), packed=False))
    done = subprocess.run([sys.executable, "-c", DIES, *map(str, paths)], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("3", 0), done.stderr


HANGS = """
import os, sys, time
from pathlib import Path
from zoneinfo import ZoneInfo
from menafn_crawler.archive import process_pool
from menafn_crawler.archive.containers import Containers
from menafn_crawler.archive.segments import read_segments

def hang(segment, zone):
    Path(sys.argv[1], str(os.getpid())).touch()
    while True:
        "a" * 1_000_000
process_pool.parse_segment = hang
segments = [s for path in sys.argv[2:] for s in read_segments(Containers(), Path(path))]
list(process_pool.parse_segments(segments, ZoneInfo("America/New_York"), 2))
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_processes_end_with_their_parent_in_the_middle_of_a_page(how: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "pids").mkdir()
    archives = [str(path) for name in "ab" for path in ours(_made(tmp_path / name))]
    with subprocess.Popen([sys.executable, "-c", HANGS, str(tmp_path / "pids"), *archives]) as parent:
        until = time.monotonic() + 60
        while len(children := [int(path.name) for path in (tmp_path / "pids").iterdir()]) < 2:
            assert time.monotonic() < until
            time.sleep(0.02)
        parent.send_signal(how)
        parent.wait(timeout=10)
    until = time.monotonic() + 10
    while any(_is_running(child) for child in children):
        assert time.monotonic() < until
        time.sleep(0.02)


def _made(directory: Path) -> Path:
    directory.mkdir()
    return directory


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


SITES = {
    "the published site": (story_record(), "https://menafn.com"),
    "a mirror": (story_record(base="http://127.0.0.1:8025"), "http://127.0.0.1:8025"),
    "a crawl of many hosts": (record("http://example.org/", b"x") + story_record(), "https://menafn.com"),
    "nothing": (b"", "https://menafn.com"),
}


@pytest.mark.parametrize(("data", "base"), SITES.values(), ids=SITES.keys())
def test_the_site_of_an_archive_of_another_program(tmp_path: Path, data: bytes, base: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data + record("dns:x", b"y", headers=(), first=""))
    assert [(segment.base, segment.ours) for segment in read_segments(Containers(), path)] == [(base, False)]
    mirror = "http://mirror.example/x"
    assert {segment.base for segment in read_segments(Containers(), path, mirror)} == {mirror}


@pytest.mark.parametrize("before", [b"", b"garbage"], ids=["whole", "behind damage"])
def test_an_archive_of_our_own_says_its_site(tmp_path: Path, before: bytes) -> None:
    (path,) = ours(tmp_path)
    path.write_bytes(before + path.read_bytes())
    assert {(segment.base, segment.ours) for segment in read_segments(Containers(), path)} == {
        (url(STORIES[0])[:18], True)
    }
