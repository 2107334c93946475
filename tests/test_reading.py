"""Bytes of an answer in, an article out: what becomes of a page in another encoding than its header says."""

from __future__ import annotations

import pytest

from menafn_crawler.items import Article
from tests.articles import article_of
from tests.sites import Story

TITLE, TEXT = "اتفاقية النفط", "أعلن وزير الطاقة اتفاقية النفط في اجتماع عقد أمس في العاصمة مع كبار المسؤولين."


def read_in_1256(head: str, asked: str) -> Article:
    """The article of an Arabic page in Windows-1256 that the header calls UTF-8."""
    body = Story(1109547045, TITLE, text=TEXT).reply().body.replace("<head>", f"<head>{head}")
    return article_of(body.encode("cp1256"), asked, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1256">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">',
    ],
)
def test_the_pages_own_word_counts_where_the_header_is_disproved(head: str) -> None:
    article = read_in_1256(head, "https://menafn.com/1109547045/Slug")
    assert (article.title, article.body, article.language, article.quality) == (TITLE, TEXT, "ar", ())


@pytest.mark.parametrize("asked", ["https://menafn.com/1109547045/Slug", "https://menafn.com/arabic/1109547045/x"])
@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">', '<meta charset="windows-1251">'])
def test_where_no_word_is_right_the_bytes_decide(head: str, asked: str) -> None:
    article = read_in_1256(head, asked)
    assert (article.title, article.body, article.language, article.quality) == (TITLE, TEXT, "ar", ())
