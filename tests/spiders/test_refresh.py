"""Corrections seen from a shell: what the newsroom changed is in the revisions, and nothing is erased."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from menafn_crawler.replica import Amendment, Newsroom, ReplicaServer, copies, serve
from tests.crawls import ASIA, Run, crawl, read_lines, scrapy
from tests.sites import SmallSite, Story, path
from tests.sites import newsroom as newsroom_of

ADDED = "The harbour office later corrected the depth of the channel."
LAST = "1109588722"


def export(data_dir: Path, path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return scrapy("export", str(path), "-s", f"MENAFN_DATA_DIR={data_dir}", *options)


@pytest.fixture(scope="module")
def changed(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run, dict[str, int], Path]:
    """A crawl, three changes on the site, and a crawl that looks at known articles again."""
    data_dir = tmp_path_factory.mktemp("changed")
    with serve(newsroom, faults=False) as site:
        first = crawl(site.url, data_dir)
        updated = copies(newsroom).values()  # has the text of its latest take
        known = sorted(n for n, record in first.records.items() if record["published_at"] and n not in updated)
        corrected, redated, removed = known[-10], known[-20], known[-30]
        _amend(site, corrected, redated, removed)
        again = crawl(site.url, data_dir, "-a", "refresh=10000")
    return first, again, {"corrected": corrected, "redated": redated, "removed": removed}, data_dir


def _amend(site: ReplicaServer, corrected: int, redated: int, removed: int) -> None:
    site.amend(corrected, Amendment(added=ADDED))
    site.amend(redated, Amendment(printed="2025-05-22 18:00:00"))
    site.amend(removed, Amendment(removed=True))


def test_each_change_is_counted_and_the_rest_is_unchanged(changed: tuple[Run, Run, dict[str, int], Path]) -> None:
    first, again, _, _ = changed
    assert (first.code, again.code) == (0, 0)
    seen = {name: again.counters.get(f"article/{name}", 0) for name in ("corrected", "redated", "vanished", "stored")}
    assert seen == {"corrected": 1, "redated": 1, "vanished": 1, "stored": 0}
    assert again.counters["article/unchanged"] == first.counters["article/stored"] - 3


def test_the_data_set_has_the_correction_and_loses_nothing(changed: tuple[Run, Run, dict[str, int], Path]) -> None:
    _, again, numbers, _ = changed
    records = again.records
    assert records[numbers["corrected"]]["revision"] == 2
    assert records[numbers["corrected"]]["body"].endswith(ADDED)
    assert records[numbers["redated"]]["revision"] == 1
    assert numbers["removed"] in records


def test_the_first_date_stays(changed: tuple[Run, Run, dict[str, int], Path], tmp_path: Path) -> None:
    _, again, numbers, data_dir = changed
    export(data_dir, tmp_path / "r.jsonl", "--revisions")
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    first, redated = [row for row in rows if row["article_id"] == numbers["redated"]]
    assert again.records[numbers["redated"]]["published_at"] == first["published_at"] != redated["published_at"]


@pytest.mark.parametrize(
    ("what", "event"), [("corrected", "corrected"), ("redated", "redated"), ("removed", "vanished")], ids=str
)
def test_the_revisions_tell_it(
    changed: tuple[Run, Run, dict[str, int], Path], tmp_path: Path, what: str, event: str
) -> None:
    _, _, numbers, data_dir = changed
    done = export(data_dir, tmp_path / "r.csv", "--revisions", "--columns", "article_id,revision,event")
    assert done.returncode == 0
    rows = [line.split(",") for line in (tmp_path / "r.csv").read_text("utf-8-sig").splitlines()]
    assert [row[2] for row in rows if row[0] == str(numbers[what])] == ["first", event]


def test_a_new_date_that_stays_is_told_once(tmp_path: Path) -> None:
    story = Story(1109547045, printed="2025-05-14 10:00:00")
    with SmallSite(newsroom_of(story)) as site:
        crawl(site.url, tmp_path, *ASIA)
        site.pages[path(story.number)] = [replace(story, printed="2025-05-14 09:00:00").reply()]
        runs = []
        for number in range(2):
            found = tmp_path / f"{number}.jsonl"
            run = crawl(site.url, tmp_path, *ASIA, "-a", "refresh=10000", "-o", str(found))
            runs.append((run.counters.get("article/redated", 0), len(read_lines(found))))
    assert runs == [(1, 1), (0, 0)]
    assert run.records[story.number]["published_at"] == "2025-05-14T14:00:00Z", "the first date stays"


def test_without_refresh_known_articles_are_left_alone(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        crawl(site.url, tmp_path, "-a", "limit=5")
        site.reset()
        again = crawl(site.url, tmp_path, "-a", "limit=5", "-a", "refresh=0")
    assert again.counters["article/stored"] == 5
    assert len(read_lines(tmp_path / "articles.jsonl")) == 10
