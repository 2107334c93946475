"""Blocks beside the text, on pages of unknown layout."""

from __future__ import annotations

import pytest

from menafn_crawler import read_article

URL = "https://menafn.com/1109547045/Port-Opens"
LEAD = (
    "The port of Aden opened on Wednesday after nine years of work, officials said, and the first of three ships came."
)
LAST = "It sails on Friday."
LEGAL = "<p>MENAFN14052025000071011013ID1109547045</p><p>Legal Disclaimer: MENAFN provides the information as is.</p>"


@pytest.mark.parametrize("frame", ["<form action='./'>%s</form>", "<nav>%s</nav>", "<div class='ads'>%s</div>"])
@pytest.mark.parametrize("break_", ["<br><br>", "</p><p>"], ids=["br", "p"])
def test_a_block_around_the_whole_page_hides_no_paragraph(frame: str, break_: str) -> None:
    story = f"<h1>Port Opens</h1><i>2025-05-14 04:44:27</i><p>(MENAFN- X) {LEAD}{break_}{LAST}</p>{LEGAL}"
    assert read_article(frame % story, URL).body == f"{LEAD}\n\n{LAST}"


def test_a_block_beside_the_text_is_left_out() -> None:
    aside = f"<aside><p>{LAST} More of it is told in another story of ours.</p></aside>"
    page = f"<h1>Port Opens</h1><i>2025-05-14 04:44:27</i><p>(MENAFN- X) {LEAD}</p>{aside}{LEGAL}"
    assert read_article(page, URL).body == LEAD
