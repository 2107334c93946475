"""Line breaks that a style keeps."""

from __future__ import annotations

import pytest

from menafn_crawler.parse import read_page
from menafn_crawler.parse.preserved_breaks import mark_preserved_breaks

STORY = "One ended.\n\nTwo <b>be\ngan</b> late.\n\nThree <i>went</i> on.\n<i>It</i>\nended."


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ('<div style="white-space: pre-wrap">{}</div>', True),
        ('<div style="color:red;white-space:pre-line">{}</div>', True),
        ("<style>.s, p.t {{ white-space: pre-line }}</style><div class='a s'>{}</div>", True),
        ('<div style="white-space: nowrap">{}</div>', False),
        ("<style>.s {{ white-space: pre }}</style><div class='a'>{}</div>", False),
    ],
)
def test_line_breaks_that_a_style_keeps_are_breaks(markup: str, wanted: bool) -> None:
    page = read_page(markup.format(STORY).encode(), "https://menafn.com/")
    mark_preserved_breaks(page)
    lines = ["One ended.", "Two be", "gan late.", "Three went on.", "It", "ended."]
    whole = [" ".join(STORY.replace("<b>", "").replace("</b>", "").replace("<i>", "").replace("</i>", "").split())]
    assert [line.text for line in page.lines(page.root)] == (lines if wanted else whole)


def test_only_so_many_kept_breaks_are_made() -> None:
    page = read_page(b'<div style="white-space:pre">' + b"a\n" * 9_000 + b"</div>", "https://menafn.com/")
    mark_preserved_breaks(page)
    assert len(page.root.findall(".//br")) == 5_000
