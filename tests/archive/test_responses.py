"""Every record is a response or is skipped for a reason."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menafn_crawler.archive.raw_records import split_records
from menafn_crawler.archive.responses import ArchivedResponse, Skip, read_responses
from menafn_crawler.bounds import PAGE_BYTES
from tests.archive.samples import HTML, STORIES, exchange, ours, read_file, record, story_record, url

ADDRESS = url(STORIES[0])
PAGE = STORIES[0].reply().body.encode()


def read(tmp_path: Path, *found: bytes) -> list[ArchivedResponse | Skip]:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(found))
    return read_file(path)


def test_an_answer_of_ours_says_what_was_asked_for(tmp_path: Path) -> None:
    about = {"MENAFN-Article": "https://menafn.com/1109547001/Old-Slug"}
    ours(tmp_path, exchange(warc_fields=about), exchange(warc_fields={"MENAFN-List": "en/asia"}))
    (path,) = tmp_path.iterdir()
    found = [answer for answer in read_file(path) if isinstance(answer, ArchivedResponse)]
    assert [(answer.requested, answer.list_key) for answer in found] == [
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
        pytest.param("HTTP/1.1 200", 200, id="without a reason"),
        pytest.param("HTTP/1.1 203 Non-Authoritative Information", 203, id="203"),
        pytest.param("HTTP/2.0 503 ", 503, id="HTTP/2.0"),
        pytest.param("HTTP/1.1 OK", 0, id="none"),
    ],
)
def test_the_status_in_every_form(tmp_path: Path, first: str, status: int) -> None:
    (found,) = read(tmp_path, record(ADDRESS, PAGE, first=first))
    assert isinstance(found, ArchivedResponse)
    assert (found.status, found.body) == (status, PAGE)


def test_an_encoded_body_is_decoded(tmp_path: Path) -> None:
    headers = (*HTML, ("content-encoding", "gzip"))
    (found,) = read(tmp_path, record(ADDRESS, gzip.compress(PAGE), headers=headers))
    assert isinstance(found, ArchivedResponse)
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
    assert (found.fetched_at.isoformat() if isinstance(found, ArchivedResponse) else None) == instant


SKIPPED = {
    "a request": (record(ADDRESS, b"", kind="request", first="GET /x HTTP/1.1"), Skip.REQUEST),
    "a revisit": (record(ADDRESS, b"", kind="revisit"), Skip.REVISIT),
    "metadata": (record(ADDRESS, b"via: x", kind="metadata", first=""), Skip.OTHER_RECORD),
    "dns": (record("dns:menafn.com", b"20250515 1.2.3.4", headers=(), first=""), Skip.NOT_HTML),
    "an unknown encoding": (record(ADDRESS, PAGE, headers=(*HTML, ("Content-Encoding", "compress"))), Skip.BODY),
    "too large": (record(ADDRESS, b"0" * (PAGE_BYTES + 1)), Skip.BODY),
    "a member that holds no header": (gzip.compress(b"WARC/1.0\r\n\r\n"), Skip.BROKEN),
    "a member that only begins like one": (gzip.compress(b"WARC/nonsense"), Skip.BROKEN),
}


@pytest.mark.parametrize(("data", "reason"), SKIPPED.values(), ids=SKIPPED.keys())
def test_what_is_passed_over_has_its_reason_and_the_rest_is_read(tmp_path: Path, data: bytes, reason: Skip) -> None:
    before, found, after = read(tmp_path, story_record(), data, story_record(STORIES[1]))
    assert found is reason
    assert isinstance(before, ArchivedResponse)
    assert isinstance(after, ArchivedResponse)


MANY_HEADERS = (*HTML, *((f"X-{number}", "x" * 1_000) for number in range(66)))
WAYBACK = "https://web.archive.org/web/20250515080000"

SKIPPED_2 = {
    "over 64 kB of headers": (record(ADDRESS, PAGE, headers=MANY_HEADERS), Skip.HEADERS),
    "over 64 kB of WARC fields": (record(ADDRESS, PAGE, fields={"X": "x" * 70_000}), Skip.BROKEN),
    "cut short by its crawler": (record(ADDRESS, PAGE, fields={"WARC-Truncated": "length"}), Skip.CUT_SHORT),
    "rewritten by the Wayback Machine": (record(f"{WAYBACK}/{ADDRESS}", PAGE), Skip.REWRITTEN),
    "a resource that is not HTML": (
        record(ADDRESS, b"\x89PNG", kind="resource", first="", fields={"Content-Type": "image/png"}), Skip.NOT_HTML),
    "a resource without an address on the web": (
        record("urn:text:1", PAGE, kind="resource", first="", fields={"Content-Type": "text/html"}),
        Skip.OTHER_RECORD),
    "an address with a control character": (record(f"{ADDRESS}\x00x", PAGE), Skip.BAD_ADDRESS),
    "an address without an end": (record(ADDRESS + "x" * 3_000, PAGE), Skip.BAD_ADDRESS),
    "a conversion": (record(ADDRESS, PAGE, kind="conversion", first=""), Skip.OTHER_RECORD),
    "four layers of gzip": (
        record(ADDRESS, PAGE, headers=(*HTML, *[("Content-Encoding", "gzip")] * 4)), Skip.BODY),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), SKIPPED_2.values(), ids=SKIPPED_2.keys())
@pytest.mark.parametrize("plain", [True, False], ids=["uncompressed", "compressed"])
def test_what_is_skipped_has_its_reason(tmp_path: Path, data: bytes, reason: Skip, plain: bool) -> None:
    data = gzip.decompress(data) if plain else data
    before, after = (story_record(story, packed=not plain) for story in STORIES[:2])
    found = read(tmp_path, before, data, after)
    assert [one for one in found if isinstance(one, Skip)] == [reason]
    assert len(found) == 3


URLS = {
    "scheme and host in capitals": ("HTTPS://WWW.MENAFN.COM/1109547001/Story?A=B", "https://www.menafn.com/1109547001/Story?A=B"),
    "an unmodified Wayback capture": (f"{WAYBACK}id_/{ADDRESS}", ADDRESS),
    "an unmodified Wayback capture, in capitals": (f"{WAYBACK}id_/HTTP://MENAFN.com/1/X", "http://menafn.com/1/X"),
}  # fmt: skip


@pytest.mark.parametrize(("target", "url_"), URLS.values(), ids=URLS.keys())
def test_the_url_is_that_of_the_page(tmp_path: Path, target: str, url_: str) -> None:
    (found,) = read(tmp_path, record(target, PAGE))
    assert isinstance(found, ArchivedResponse)
    assert (found.url, found.body) == (url_, PAGE)
    assert found.fetched_at == datetime(2025, 5, 15, 8, tzinfo=UTC)


def test_a_resource_with_html_is_a_page(tmp_path: Path) -> None:
    fields = {"Content-Type": "text/html; charset=utf-8"}
    (found,) = read(tmp_path, record(ADDRESS, PAGE, kind="resource", first="", fields=fields))
    assert isinstance(found, ArchivedResponse)
    assert (found.status, found.content_type, found.body) == (200, "text/html; charset=utf-8", PAGE)


@pytest.mark.parametrize("digest", ["sha1:AAAA", "sha1:zz!!", "nonsense", "blake9:AA", "sha256:" + "0" * 64])
def test_a_digest_in_any_form_is_read(tmp_path: Path, digest: str) -> None:
    data = record(ADDRESS, PAGE, packed=False, fields={"WARC-Block-Digest": digest})
    assert len(read(tmp_path, data, story_record(STORIES[1], packed=False))) == 2


FIXED = {packed: b"".join(story_record(story, packed=packed) for story in STORIES[:3]) for packed in (True, False)}
TOKENS = [b"\r\n\r\n", b"WARC/1.0\r\n", b"Content-Length: 9\r\n", b"gzip,", b"\x1f\x8b\x08\0", b"\0"]


@pytest.mark.slow
@settings(max_examples=1_500, deadline=5_000)
@given(data=st.data())
def test_whatever_is_changed_in_an_archive_it_is_read(data: st.DataObject) -> None:
    """The bound on the time of an example is generous: only a hang exceeds it."""
    packed = data.draw(st.booleans())
    warc = bytearray(FIXED[packed])
    for _ in range(data.draw(st.integers(1, 6))):
        at, size = data.draw(st.integers(0, len(warc))), data.draw(st.integers(0, 40))
        warc[at : at + size] = data.draw(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=40))) * data.draw(
            st.integers(1, 300)
        )
    for found in read_responses(split_records(bytes(warc), compressed=packed, last=True)):
        assert isinstance(found, ArchivedResponse | Skip)


def test_several_records_in_one_member_are_all_read(tmp_path: Path) -> None:
    plain = b"".join(story_record(story, packed=False) for story in STORIES)
    found = read(tmp_path, gzip.compress(plain))
    assert [answer.url for answer in found if isinstance(answer, ArchivedResponse)] == [url(story) for story in STORIES]


def test_an_address_in_brackets_is_that_address(tmp_path: Path) -> None:
    (found,) = read(tmp_path, record(f"<{ADDRESS}>", PAGE))
    assert isinstance(found, ArchivedResponse)
    assert found.url == ADDRESS
