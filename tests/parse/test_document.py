"""Bytes into a tree."""

from __future__ import annotations

import pytest

from menafn_crawler import read_list
from menafn_crawler.parse import UnreadablePage, read_page

URL = "https://menafn.com/"


@pytest.mark.parametrize("body", [b"", b" \n", b"\x00\x00", b"<!-- nothing -->"])
def test_an_answer_without_a_document_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePage):
        read_page(body, URL)


def test_nothing_is_lost_behind_tags_that_were_never_closed() -> None:
    page = read_page(b"<html><body>" + b"<b><i>" * 300 + b"deep</body></html>", URL)
    assert "deep" in page.root.xpath("string()")


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ('<meta property="og:url" content=" x ">', "x"),
        ('<meta name="og:url" content="x">', "x"),
        ('<meta property="og:url" content=""><meta property="og:url" content="y">', "y"),
        ('<meta property="og:title" content="x">', None),
    ],
)
def test_meta(head: str, value: str | None) -> None:
    assert read_page(f"<html><head>{head}</head></html>".encode(), URL).meta("og:url") == value


def test_a_flood_of_links_is_read_as_a_list_and_not_as_an_article() -> None:
    links = "".join(f'<h3 class="entry-title"><a href="/{1_109_000_000 + n}/x">x</a></h3>' for n in range(40_000))
    page = f"<html><body>{links}</body></html>".encode()
    with pytest.raises(UnreadablePage, match="elements"):
        read_page(page, "https://menafn.com/1109547045/x")
    assert len(read_list(page, "https://menafn.com/")) == 40_000


def test_what_a_terminal_would_run_is_no_bracket_of_a_byline() -> None:
    root = read_page(b"<p>(MENAFN- Trend\x1b[31m News)</p>", "https://menafn.com/").root
    assert "".join(root.itertext()) == "(MENAFN- Trend News)"
