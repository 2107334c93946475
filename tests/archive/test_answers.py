"""What a record is: an answer, or one of the reasons for which nothing is read from it."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from menafn_crawler.archive.answers import LARGEST_PAGE, Answered, Skip, answers
from tests.archive.samples import HTML, STORIES, exchange, ours, record, story_record, url, whole

ADDRESS = url(STORIES[0])
PAGE = STORIES[0].reply().body.encode()


def read(tmp_path: Path, *found: bytes) -> list[Answered | Skip]:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(found))
    return list(answers(whole(path)))


def test_an_answer_of_ours_says_what_was_asked_for(tmp_path: Path) -> None:
    about = {"MENAFN-Article": "https://menafn.com/1109547001/Old-Slug"}
    ours(tmp_path, exchange(about=about), exchange(about={"MENAFN-List": "en/asia"}))
    (path,) = tmp_path.iterdir()
    found = [answer for answer in answers(whole(path)) if isinstance(answer, Answered)]
    assert [(answer.article, answer.list_key) for answer in found] == [
        ("https://menafn.com/1109547001/Old-Slug", None),
        (None, "en/asia"),
    ]
    assert found[0].body == PAGE
    assert found[0].fetched_at == datetime(2025, 5, 15, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "status"),
    [
        pytest.param("HTTP/1.1 200 OK", 200, id="HTTP/1.1"),
        pytest.param("HTTP/1.0 404 Not Found", 404, id="HTTP/1.0"),
        pytest.param("HTTP/2 200", 200, id="HTTP/2"),
        pytest.param("HTTP/2.0 503 ", 503, id="HTTP/2.0"),
        pytest.param("HTTP/1.1 OK", 0, id="none"),
    ],
)
def test_the_status_in_every_form(tmp_path: Path, first: str, status: int) -> None:
    (found,) = read(tmp_path, record(ADDRESS, PAGE, first=first))
    assert isinstance(found, Answered)
    assert (found.status, found.body) == (status, PAGE)


def test_an_encoded_body_is_decoded(tmp_path: Path) -> None:
    headers = (*HTML, ("content-encoding", "gzip"))
    (found,) = read(tmp_path, record(ADDRESS, gzip.compress(PAGE), headers=headers))
    assert isinstance(found, Answered)
    assert found.body == PAGE


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("2025-05-15T08:00:00Z", "2025-05-15T08:00:00+00:00"),
        ("2025-05-15T08:00:00.987654Z", "2025-05-15T08:00:00+00:00"),
        ("2025-05-15T10:00:00+02:00", "2025-05-15T08:00:00+00:00"),
        ("2025-05-15T08:00:00", "2025-05-15T08:00:00+00:00"),
        ("yesterday", None),
        ("2025-13-15T08:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_the_date_of_an_answer_is_utc_to_the_second(tmp_path: Path, date: str, instant: str | None) -> None:
    (found,) = read(tmp_path, record(ADDRESS, PAGE, fields={"WARC-Date": date}))
    assert (found.fetched_at.isoformat() if isinstance(found, Answered) else None) == instant


SKIPPED = {
    "a request": (record(ADDRESS, b"", kind="request", first="GET /x HTTP/1.1"), Skip.REQUEST),
    "a revisit": (record(ADDRESS, b"", kind="revisit"), Skip.REVISIT),
    "metadata": (record(ADDRESS, b"via: x", kind="metadata", first=""), Skip.OTHER_RECORD),
    "dns": (record("dns:menafn.com", b"20250515 1.2.3.4", headers=(), first=""), Skip.NOT_HTML),
    "an unknown encoding": (record(ADDRESS, PAGE, headers=(*HTML, ("Content-Encoding", "compress"))), Skip.BODY),
    "too large": (record(ADDRESS, b"0" * (LARGEST_PAGE + 1)), Skip.BODY),
    "a member that holds no header": (gzip.compress(b"WARC/1.0\r\n\r\n"), Skip.OTHER_RECORD),
    "a member that only begins like one": (gzip.compress(b"WARC/nonsense"), Skip.BROKEN),
}


@pytest.mark.parametrize(("data", "reason"), SKIPPED.values(), ids=SKIPPED.keys())
def test_what_is_passed_over_has_its_reason_and_the_rest_is_read(tmp_path: Path, data: bytes, reason: Skip) -> None:
    before, found, after = read(tmp_path, story_record(), data, story_record(STORIES[1]))
    assert found is reason
    assert isinstance(before, Answered)
    assert isinstance(after, Answered)


def test_several_records_in_one_member_are_all_read(tmp_path: Path) -> None:
    plain = b"".join(story_record(story, packed=False) for story in STORIES)
    found = read(tmp_path, gzip.compress(plain))
    assert [answer.url for answer in found if isinstance(answer, Answered)] == [url(story) for story in STORIES]


def test_an_address_in_brackets_is_that_address(tmp_path: Path) -> None:
    (found,) = read(tmp_path, record(f"<{ADDRESS}>", PAGE))
    assert isinstance(found, Answered)
    assert found.url == ADDRESS
