"""What is asked is what is given: ``-O`` and the queue hold what the arguments select, whatever the store holds."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.crawls import crawl, read_lines
from tests.sites import Pages, SmallSite, Story, listing, newsroom, page, path

HOME_MENU = {
    "US": "/lists/us", "Europe": "/lists/europe", "Arab": "/lists/arab", "Asia": "/lists/asia.aspx",
    "Africa": "/lists/africa", "Politics": "/lists/politics", "Economy": "/lists/economy",
    "Oil&Energy": "/lists/energy", "Entertainment": "/lists/fun", "Sport": "/lists/sport", "عربي": "/arabic/",
}  # fmt: skip


def story(number: int, day: int, text: str = "", provider: str = "Kuwait News Agency (KUNA)") -> Story:
    words = text or (
        f"The council of town {number % 97} met on matter {number} and agreed after {number % 13} hours to spend "
        f"{number % 1000} million on {number % 17} bridges over the river {number % 31} before winter."
    )
    return Story(
        number,
        "A fleet has a new chief" if text else "",
        printed=f"2025-05-{day:02d} 08:{number % 60:02d}:00",
        text=words,
        provider=provider,
    )


RELEASE = (
    "A company of ships named its new chief officer on Monday and said that he will lead the fleet of forty vessels "
    "from the first of May on."
)
ASIA = [story(1109530000 + 4100 * n, 10 + n) for n in range(8)]
SPORT = [story(1109530100 + 4100 * n, 10 + n) for n in range(8)]
PRESS = [story(1109546600 + n, 14, RELEASE, f"Wire {n}") for n in range(2)]
TWIN = story(1109546590, 14, RELEASE, "Zawya")
ARABIC = [story(1109538300 + n, 12) for n in range(3)]


def pages() -> Pages:
    """Sections that share one release, and an Arabic home."""
    every = [*ASIA, *SPORT, *PRESS, TWIN, *ARABIC]
    lists: Pages = {address: [listing([])] for address in HOME_MENU.values()}
    lists["/"] = [page("<h2>Top</h2>", HOME_MENU)]
    lists["/lists/asia.aspx"] = [
        listing([path(s.number) for s in [TWIN, *reversed(ASIA[4:])]], "/lists/asia.aspx?page=2")
    ]
    lists["/lists/asia.aspx?page=2"] = [listing([path(s.number) for s in reversed(ASIA[:4])])]
    lists["/lists/sport"] = [listing([path(s.number) for s in reversed([*SPORT, ASIA[2]])])]
    lists["/pr/index.aspx"] = [listing([path(s.number) for s in reversed(PRESS)])]
    entries = "".join(f'<h3 class="entry-title"><a href="{path(s.number)}">A headline</a></h3>' for s in ARABIC)
    lists["/arabic/"] = [page(entries, dict.fromkeys(HOME_MENU, "/arabic/none"))]
    lists["/arabic/none"] = [listing([])]
    return newsroom(*every, more=lists)


COMMANDS: dict[str, tuple[str, ...]] = {
    "all": (),
    "asia": ("sections=asia",),
    "asia of a span": ("sections=asia", "since=2025-05-13", "until=2025-05-16"),
    "press": ("sections=press",),
    "sport, asia since": ("sections=sport,asia", "since=2025-05-15"),
    "arabic": ("language=ar",),
    "limit": ("sections=asia", "limit=3"),
    "one page": ("sections=asia", "max_pages=1"),
}


def given_by(name: str) -> list[str]:
    return [part for argument in COMMANDS[name] for part in ("-a", argument)]


def run(site: SmallSite, data_dir: Path, name: str, *options: str) -> dict[int, dict[str, object]]:
    """The records of ``-O`` of a command that ends well."""
    feed = data_dir / "feed.jsonl"
    done = crawl(site.url, data_dir, *given_by(name), "-O", str(feed), *options)
    assert done.code == 0, done.err[-2000:]
    return read_lines(feed)


def comparable(records: dict[int, dict[str, object]]) -> dict[int, dict[str, object]]:
    """Records without what tells of the run: instants of fetching, and sections, which grow."""
    left_out = {"fetched_at", "first_seen_at", "sections", "source_url"}
    return {number: {k: v for k, v in record.items() if k not in left_out} for number, record in records.items()}


@pytest.fixture(scope="module")
def site() -> Iterator[SmallSite]:
    with SmallSite(pages()) as served:
        yield served


class Fresh(dict[str, dict[int, dict[str, object]]]):
    """What each command gives on a fresh store; run when it is asked for."""

    def __init__(self, site: SmallSite, folder: Path) -> None:
        super().__init__()
        self._site, self._folder = site, folder

    def __missing__(self, name: str) -> dict[int, dict[str, object]]:
        self[name] = comparable(run(self._site, self._folder / name, name))
        return self[name]

    def __repr__(self) -> str:
        return "the records of fresh stores"


@pytest.fixture(scope="module")
def fresh(site: SmallSite, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    return Fresh(site, tmp_path_factory.mktemp("fresh"))


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in ("all", "asia of a span") else pytest.mark.slow) for name in COMMANDS],
)
def test_a_used_store_gives_what_a_fresh_one_gives(name: str, site: SmallSite, fresh: Fresh, tmp_path: Path) -> None:
    """After a full run, and twice."""
    run(site, tmp_path, "all")
    run(site, tmp_path, "press")
    assert comparable(run(site, tmp_path, name)) == fresh[name]
    assert comparable(run(site, tmp_path, name)) == fresh[name]


def test_what_a_span_left_is_not_fetched_by_another_question(site: SmallSite, tmp_path: Path) -> None:
    run(site, tmp_path, "sport, asia since")
    before = len(site.requests)
    assert sorted(run(site, tmp_path, "arabic")) == [story.number for story in ARABIC]
    asked = {request for request in site.requests[before:] if request.startswith("/1109")}
    assert asked == {path(story.number) for story in ARABIC}


def test_a_copy_of_what_another_list_showed_is_the_original_of_this_one(site: SmallSite, tmp_path: Path) -> None:
    run(site, tmp_path, "asia")
    records = run(site, tmp_path, "press")
    assert len(records) == 1
    assert {record["duplicate_of"] for record in records.values()} == {None}


def test_append_holds_what_the_run_found(site: SmallSite, tmp_path: Path) -> None:
    run(site, tmp_path, "asia")
    feed = tmp_path / "feed-o.jsonl"
    for name, wanted in (("sport, asia since", [s.number for s in SPORT[5:]]), ("asia", [])):
        feed.unlink(missing_ok=True)
        crawl(site.url, tmp_path, *given_by(name), "-o", str(feed))
        assert sorted(read_lines(feed)) == wanted


def test_a_limited_run_takes_what_an_interrupted_one_left_in_the_order_of_the_list(
    site: SmallSite, fresh: Fresh, tmp_path: Path
) -> None:
    crawl(site.url, tmp_path, "-s", "CLOSESPIDER_PAGECOUNT=4")
    assert comparable(run(site, tmp_path, "limit")) == fresh["limit"]


def test_what_a_run_that_ended_early_had_taken_comes_in_its_place(site: SmallSite, tmp_path: Path) -> None:
    """Not behind the rest, as after a kill."""
    ended = crawl(site.url, tmp_path, "-a", "sections=asia", "-s", "CLOSESPIDER_PAGECOUNT=5")
    with closing(sqlite3.connect(tmp_path / "menafn.db")) as store:
        query = "SELECT count(*) FROM candidates WHERE taken_by IS NOT NULL AND taken_by IS NOT answered_to"
        assert store.execute(query).fetchone() == (0,)
    assert (ended.code, "CLOSESPIDER_PAGECOUNT" in ended.summary["reason"]) == (3, True)
    assert sorted(run(site, tmp_path, "asia")) == sorted([*(s.number for s in ASIA), TWIN.number])


STEPS = st.lists(st.tuples(st.sampled_from(sorted(COMMANDS)), st.sampled_from([0, 4, 9])), max_size=3)


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STEPS, name=st.sampled_from(sorted(COMMANDS)))
def test_any_history_and_then_a_command(
    before: list[tuple[str, int]], name: str, site: SmallSite, fresh: Fresh
) -> None:
    """Narrowed runs, cut short or not, and then a command gives what it gives on a fresh store."""
    with tempfile.TemporaryDirectory() as folder:
        for earlier, cut in before:
            short = ("-s", f"CLOSESPIDER_PAGECOUNT={cut}") if cut else ()
            crawl(site.url, Path(folder), *given_by(earlier), *short)
        assert comparable(run(site, Path(folder), name)) == fresh[name]
