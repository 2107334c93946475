"""Archived pages into a store: as a crawl would have taken them, and again without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler.archive import FEED_FIELD, LIST_FIELD, REQUESTED_FIELD, HttpExchange
from menafn_crawler.archive import parse_segment as module
from menafn_crawler.archive.containers import Containers
from menafn_crawler.archive.parse_segment import parse_segment
from menafn_crawler.archive.reprocess import Reprocessor, ReprocessResult
from menafn_crawler.archive.responses import Skip
from menafn_crawler.archive.segments import read_segments
from menafn_crawler.items import Article, Candidate
from menafn_crawler.normalise import utc_text
from menafn_crawler.store import (
    Database,
    articles,
    captures,
    crawl_state,
    feed_dates,
    history,
    open_database,
    queue,
    writer,
)
from tests.archive.samples import AT, BASE, HTML, STORIES, exchange, ours, record, story_record, url
from tests.sites import NOT_THERE, Story, listing, path

ZONE = ZoneInfo("America/New_York")
FIRST = STORIES[0]
LATER = timedelta(hours=5)


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    database = open_database(store_url)
    yield database
    database.close()


def replay(database: Database, *paths: Path) -> ReprocessResult:
    reprocessor = Reprocessor(database, ZONE, 7)
    segments = (segment for found in paths for segment in read_segments(Containers(), found))
    reprocessor.store(parse_segment(segment, ZONE) for segment in segments)
    return reprocessor.finish("2025-05-16T00:00:00Z")


def get(database: Database, story: Story = FIRST) -> Article:
    with database.read() as connection:
        found = articles.get(connection, story.number)
    assert found is not None
    return found


def list_answer(*stories: Story, key: str = "en/asia", at: timedelta = -LATER) -> HttpExchange:
    body = listing(path(story.number) for story in stories).body.encode()
    return exchange(url=f"{BASE}/lists/asia.aspx", body=body, warc_fields={LIST_FIELD: key}, fetched_at=AT + at)


def test_sections_and_first_sight_come_from_the_lists(database: Database, tmp_path: Path) -> None:
    (archive,) = ours(tmp_path, list_answer(*STORIES[:2]), exchange(), exchange(STORIES[1]), exchange(STORIES[2]))
    result = replay(database, archive)
    assert (result.new, result.pages, result.lists) == (3, 3, 1)
    listed, alone = get(database), get(database, STORIES[2])
    assert (listed.sections, listed.first_seen_at) == (("asia",), "2025-05-15T03:00:00Z")
    assert (alone.sections, alone.first_seen_at) == ((), "2025-05-15T08:00:00Z")
    assert listed.fetched_at == "2025-05-15T08:00:00Z"
    assert listed.published_at == "2025-05-14T08:44:01Z"


def test_a_list_behind_the_page_does_not_say_when_the_article_was_first_seen(
    database: Database, tmp_path: Path
) -> None:
    (archive,) = ours(tmp_path, exchange(), list_answer(FIRST, at=LATER))
    replay(database, archive)
    found = get(database)
    assert (found.sections, found.first_seen_at) == (("asia",), "2025-05-15T08:00:00Z")
    with database.read() as connection:
        assert crawl_state.first_seen(connection, [FIRST.number]) == {FIRST.number: "2025-05-15T08:00:00Z"}


def test_each_article_knows_its_file_and_offset(database: Database, tmp_path: Path) -> None:
    (archive,) = ours(tmp_path)
    replay(database, archive)
    with database.read() as connection:
        (capture,) = captures.captures_of(connection, STORIES[3].number)
    assert capture.file == archive.name
    with archive.open("rb") as file:
        file.seek(capture.offset)
        assert file.read(3) == b"\x1f\x8b\x08"


def test_a_second_replay_changes_nothing(database: Database, tmp_path: Path) -> None:
    later = exchange(replace(FIRST, text="Another text stands here since noon."), fetched_at=AT + LATER)
    (archive,) = ours(tmp_path, list_answer(*STORIES), *(exchange(story) for story in STORIES), later)
    assert replay(database, archive).new == len(STORIES)
    before = [get(database, story) for story in STORIES]
    again = replay(database, archive)
    assert (again.new, again.changed, again.pages) == (0, 0, len(STORIES) + 1)
    assert [get(database, story) for story in STORIES] == before
    assert before[0].revision == 2


def test_a_better_reading_takes_the_place_of_the_first_and_is_no_revision(database: Database, tmp_path: Path) -> None:
    (archive,) = ours(tmp_path)
    replay(database, archive)
    right = get(database)
    with database.write() as connection:  # as a worse parser would have read it
        worse = replace(right, title="Share Share", body="Share", word_count=1, content_hash="0" * 64, provider=None)
        writer.reread(connection, worse, 7)
    assert get(database).title == "Share Share"
    assert replay(database, archive).changed == 1
    assert get(database) == right
    with database.read() as connection:
        assert history.revisions_of(connection, [FIRST.number]) == {}


def test_a_better_reading_also_repairs_what_is_kept_of_earlier_looks(database: Database, tmp_path: Path) -> None:
    second = exchange(replace(FIRST, text="Another text stands here since noon."), fetched_at=AT + LATER)
    (archive,) = ours(tmp_path, exchange(), second)
    replay(database, archive)

    def kept() -> list[str]:
        with database.read() as connection:
            return [revision.title for revision in history.revisions_of(connection, [FIRST.number])[FIRST.number]]

    right = kept()
    with database.write() as connection:
        first = replace(get(database), title="Wrong", fetched_at="2025-05-15T08:00:00Z")
        assert writer.reread(connection, first, 7) is True
    assert kept() == ["Wrong", right[1]]
    assert replay(database, archive).changed == 1
    assert kept() == right


def test_a_page_older_than_the_stores_is_passed_over(database: Database, tmp_path: Path) -> None:
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
    (new,) = ours(tmp_path / "new", exchange(fetched_at=AT + LATER))
    (old,) = ours(tmp_path / "old", exchange(replace(FIRST, title="An older title")))
    replay(database, new)
    before = get(database)
    result = replay(database, old)
    assert (result.changed, result.skipped[Skip.OLDER]) == (0, 1)
    assert get(database) == before


def test_a_page_that_vanished_later_is_noted_once(database: Database, tmp_path: Path) -> None:
    gone = exchange(body=NOT_THERE.body.encode(), fetched_at=AT + LATER)
    (archive,) = ours(tmp_path, exchange(), gone)
    assert [replay(database, archive).vanished for _ in range(2)] == [1, 0]
    with database.read() as connection:
        assert history.past_of(connection, [FIRST.number])[FIRST.number].last is history.Event.VANISHED


def test_a_page_of_another_article_is_no_page_of_the_one_that_was_asked_for(database: Database, tmp_path: Path) -> None:
    asked, shown = STORIES[:2]
    led = exchange(shown, warc_fields={REQUESTED_FIELD: url(asked)}, fetched_at=AT + LATER)
    (archive,) = ours(tmp_path, exchange(asked), led)
    result = replay(database, archive)
    assert (result.pages, result.vanished, result.skipped[Skip.GONE]) == (1, 1, 1)
    assert get(database, asked).title.endswith(str(asked.number))
    with database.write() as connection:
        (waiting,) = queue.take(connection, 1, 9, "2025-05-16T00:00:00Z")
    assert (waiting.article_id, waiting.url) == (shown.number, url(shown))


def test_a_redirect_to_another_address_of_the_article_is_its_page(database: Database, tmp_path: Path) -> None:
    (archive,) = ours(
        tmp_path, exchange(url=f"{BASE}/{FIRST.number}/Moved?x=1", warc_fields={REQUESTED_FIELD: url(FIRST)})
    )
    assert (replay(database, archive).new, get(database).url) == (1, url(FIRST))


def test_copies_are_told_as_in_a_crawl(database: Database, tmp_path: Path) -> None:
    text = "The company said on Monday that its board had approved the purchase of a smaller rival for cash."
    one = Story(1109547045, printed="2025-05-12 08:00:00", text=text)
    other = Story(1109547099, provider="Gulf Times", code="000063011095", printed="2025-05-12 09:00:00", text=text)
    (archive,) = ours(tmp_path, exchange(other), exchange(one))
    replay(database, archive)
    assert get(database, other).duplicate_of == one.number


def test_what_is_no_page_is_counted_by_its_kind(database: Database, tmp_path: Path) -> None:
    numbers = iter(range(1109547100, 1109547200))

    def answer(body: str, status: str = "200 OK") -> bytes:
        return record(f"{BASE}/{next(numbers)}/Slug", body.encode(), first=f"HTTP/1.1 {status}")

    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(
        story_record()
        + answer(NOT_THERE.body)
        + answer("<html><title>Just a moment...</title></html>")
        + answer('<html><body><div id="root"></div></body></html>')
        + answer(FIRST.reply().body[:600])
        + answer("<html><body>Nothing of an article</body></html>")
        + answer("<html><body><p>MENAFN14052025000071011013ID1109547045</p></body></html>")
        + answer("Moved", "301 Moved Permanently")
        + answer("{}")
        + record("https://example.org/1109547045/Slug", FIRST.reply().body.encode())
        + record(f"{BASE}/about.aspx", b"<html><body>About us</body></html>")
    )
    result = replay(database, archive)
    assert result.pages == 1
    once = {
        Skip.GONE,
        Skip.BLOCKED,
        Skip.SHELL,
        Skip.TRUNCATED,
        Skip.UNREADABLE,
        Skip.FOREIGN,
        Skip.STATUS,
        Skip.NOT_HTML,
    }
    assert {reason: count for reason, count in result.skipped.items() if count} == dict.fromkeys(
        once | {Skip.OTHER_HOST}, 1
    )


PAGE = FIRST.reply().body.encode()
WAYBACK = f"https://web.archive.org/web/20250515080000id_/{url(FIRST)}"
RECORDS = {
    "HTTP/2 without a reason": record(url(FIRST), PAGE, first="HTTP/2 200"),
    "HTTP/1.1 without a reason": record(url(FIRST), PAGE, first="HTTP/1.1 200"),
    "status 203": record(url(FIRST), PAGE, first="HTTP/1.1 203 Non-Authoritative Information"),
    "scheme and host in capitals": record(url(FIRST).replace("https://menafn.com", "HTTPS://MENAFN.COM"), PAGE),
    "a Wayback capture": record(WAYBACK, PAGE),
    "a resource": record(url(FIRST), PAGE, kind="resource", first="", fields={"Content-Type": "text/html"}),
    "a charset for an encoding": record(url(FIRST), PAGE, headers=(*HTML, ("Content-Encoding", "utf-8"))),
    "no encoding, by name": record(url(FIRST), PAGE, headers=(*HTML, ("Content-Encoding", "none"))),
    "a field of 40 kB": record(url(FIRST), PAGE, headers=(*HTML, ("X-Long", "x" * 40_000))),
}


@pytest.mark.parametrize("data", RECORDS.values(), ids=RECORDS.keys())
def test_an_article_is_read_from_every_form_of_record(database: Database, tmp_path: Path, data: bytes) -> None:
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(data)
    assert replay(database, archive).new == 1
    found = get(database)
    assert (found.url, found.source_url) == (url(FIRST), url(FIRST))
    assert (found.title, found.fetched_at) == (f"Ministers of the Gulf discuss matter {FIRST.number}", utc_text(AT))


def test_a_page_that_takes_too_long_is_counted(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(page: object) -> Article:
        while True:
            pass

    monkeypatch.setattr(module, "extract", slow)
    monkeypatch.setattr(module, "READ_SECONDS", 0.05)
    (archive,) = ours(tmp_path, exchange())
    assert replay(database, archive).skipped[Skip.SLOW] == 1


def test_a_mirror_below_a_path_is_read_with_its_base(database: Database, tmp_path: Path) -> None:
    base = "http://127.0.0.1:8025/mirror"
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(story_record(base=base))
    reprocessor = Reprocessor(database, ZONE, 7)
    reprocessor.store(parse_segment(segment, ZONE) for segment in read_segments(Containers(), archive, base))
    assert reprocessor.finish("2025-05-16T00:00:00Z").new == 1
    assert get(database).url == url(FIRST)
    assert get(database).source_url == url(FIRST, base)


def test_a_rehearsal_leaves_no_trace(database: Database, tmp_path: Path) -> None:
    (archive,) = ours(tmp_path)
    with database.rehearsal() as rehearsal:
        reprocessor = Reprocessor(rehearsal, ZONE, 7)
        reprocessor.store(parse_segment(segment, ZONE) for segment in read_segments(Containers(), archive))
        assert reprocessor.finish("2025-05-16T00:00:00Z").new == len(STORIES)
        with rehearsal.read() as connection:
            assert articles.get(connection, FIRST.number) is not None
    with database.read() as connection:
        assert articles.get(connection, FIRST.number) is None


def test_what_feeds_said_of_a_date_stays_among_its_witnesses(database: Database, tmp_path: Path) -> None:
    said = "Wed, 14 May 2025 04:44:01 GMT"
    with database.write() as connection:
        address = f"https://menafn.com{path(FIRST.number)}"
        queue.remember(connection, [Candidate(FIRST.number, address)], "2025-05-15T00:00:00Z")
        feed_dates.add(connection, {FIRST.number: said}, "2025-05-15T00:00:00Z")
    (archive,) = ours(tmp_path)
    replay(database, archive)
    witnesses = {evidence["source"]: evidence["raw"] for evidence in get(database).date_evidence}
    assert witnesses["feed"] == said
    assert get(database).date_source == "printed"
    again = replay(database, archive)
    assert (again.new, again.changed) == (0, 0)


def said_of(story: Story) -> str:
    return f"Wed, 14 May 2025 04:44:{story.number % 60:02} GMT"


def feed_answer(*stories: Story, at: timedelta = -LATER) -> HttpExchange:
    items = "".join(f"<item><link>{url(story)}</link><pubDate>{said_of(story)}</pubDate></item>" for story in stories)
    body = f"<rss><channel>{items}</channel></rss>".encode()
    about = {FEED_FIELD: "/rss/menafn_Kuwait.xml"}
    headers = (("Content-Type", "text/xml"),)
    return exchange(url=f"{BASE}/moved.xml", body=body, warc_fields=about, headers=headers, fetched_at=AT + at)


@pytest.mark.parametrize("at", [-LATER, LATER], ids=["before the pages", "behind them"])
def test_sections_and_dates_of_feeds_are_those_that_the_crawl_heard(
    database: Database, tmp_path: Path, at: timedelta
) -> None:
    asked = [feed_answer(*STORIES[:2], at=at), exchange(), exchange(STORIES[1]), exchange(STORIES[2])]
    (archive,) = ours(tmp_path, *sorted(asked, key=lambda one: one.fetched_at))
    result = replay(database, archive)
    assert (result.pages, result.lists, result.new) == (3, 1, 3)
    dated, alone = get(database, STORIES[1]), get(database, STORIES[2])
    assert (dated.sections, alone.sections) == (("kw",), ())
    assert [said["raw"] for said in dated.date_evidence if said["source"] == "feed"] == [said_of(STORIES[1])]
    assert "feed" not in {said["source"] for said in alone.date_evidence}
    again = replay(database, archive)
    assert (again.new, again.changed) == (0, 0)
    assert get(database, STORIES[1]) == dated


def test_an_article_that_only_a_feed_names_is_remembered_for_the_next_crawl(database: Database, tmp_path: Path) -> None:
    (archive,) = ours(tmp_path, feed_answer(FIRST))
    replay(database, archive)
    with database.write() as connection:
        (task,) = queue.take(connection, 1, 10, "2025-05-16T00:00:00Z")
    assert task.article_id == FIRST.number


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param({"status_line": "HTTP/1.1 304 Not Modified", "body": b""}, Skip.STATUS, id="not modified"),
        pytest.param({"body": NOT_THERE.body.encode()}, Skip.NOT_FEED, id="a page"),
        pytest.param({"warc_fields": {FEED_FIELD: "https://example.org/x"}}, Skip.OTHER_HOST, id="of another host"),
    ],
)
def test_what_is_no_feed_is_counted(
    database: Database, tmp_path: Path, values: dict[str, object], reason: Skip
) -> None:
    (archive,) = ours(tmp_path, replace(feed_answer(FIRST), **values))  # type: ignore[arg-type]
    result = replay(database, archive)
    assert (result.lists, result.skipped[reason]) == (0, 1)
