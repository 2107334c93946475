"""The file formats, read back by what users read them with."""

from __future__ import annotations

import csv
import io
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.export import ARTICLES
from menafn_crawler.export.formats import write_csv, write_json, write_jsonl
from menafn_crawler.export.serialize import escape_formula
from menafn_crawler.items import ARTICLE_FIELDS, Article
from tests.export.samples import article

ODD = 'He said "oil, gas"; a\\b | c\n\nnext\tline – النفط 😀 \u2028 end'
HALF = "half \ud800 of a pair"


def as_csv(*articles: Article) -> bytes:
    file = io.BytesIO()
    assert write_csv(file, articles, ARTICLES.columns) == len(articles)
    return file.getvalue()


def test_a_table_begins_with_a_byte_order_mark_and_a_header() -> None:
    text = as_csv().decode()
    assert text == "\ufeff" + ",".join(ARTICLE_FIELDS) + "\r\n"


@pytest.mark.parametrize("odd", [ODD, HALF.replace("\ud800", "?"), "=1+1", "", "\r\n", "a\rb"])
def test_a_table_is_read_back_as_it_was(odd: str) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(article(title=odd, body=odd)).decode("utf-8-sig"), newline="")))
    assert [row["body"] for row in rows] == [escape_formula(odd)]


def test_a_table_is_what_pandas_expects() -> None:
    table = pd.read_csv(io.BytesIO(as_csv(article(body=ODD, image_url=None), article(article_id=2))))
    assert list(table.columns) == list(ARTICLE_FIELDS)
    assert table["body"][0] == ODD
    assert table["article_id"].tolist() == [1109547045, 2]
    assert table["image_url"].isna().all()


@given(st.text(max_size=60))
def test_json_lines_are_read_back_as_they_were(text: str) -> None:
    file = io.BytesIO()
    assert write_jsonl(file, [article(body=text), article(body=ODD)], ARTICLES.columns) == 2
    lines = file.getvalue().decode().removesuffix("\n").split("\n")
    assert [json.loads(line)["body"] for line in lines] == [text, ODD]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_json_file_is_one_array(count: int) -> None:
    file = io.BytesIO()
    assert write_json(file, [article(body=ODD)] * count, ARTICLES.columns) == count
    assert [row["body"] for row in json.loads(file.getvalue())] == [ODD] * count


@pytest.mark.parametrize("write", [write_csv, write_json, write_jsonl], ids=["csv", "json", "jsonl"])
def test_half_a_character_stops_no_export(write: object) -> None:
    file = io.BytesIO()
    assert callable(write)
    assert write(file, [article(body=HALF)], ARTICLES.columns) == 1
    assert "half ? of a pair" in file.getvalue().decode()
