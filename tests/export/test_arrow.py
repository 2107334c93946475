"""Arrow's arrays hold exactly the values of the rows, whatever is null, empty or odd in a column."""

from __future__ import annotations

import json
from collections import namedtuple
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.export.formats import arrow
from menafn_crawler.export.schema import Column, Kind

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
OBJECTS = st.lists(st.fixed_dictionaries({"raw": st.none() | TEXTS}, optional={"note": TEXTS}), max_size=3)
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC))
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXTS,
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.NUMBER: st.floats(allow_nan=False),
    Kind.BOOLEAN: st.booleans(),
    Kind.INSTANT: MOMENTS.map(lambda at: at.isoformat().replace("+00:00", "Z")),
    Kind.DAY: st.dates().map(date.isoformat),
    Kind.LIST: st.lists(TEXTS, max_size=3).map(tuple),
    Kind.OBJECTS: OBJECTS.map(tuple),
}
Row = namedtuple("Row", ["value"])


def expected(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind is Kind.INSTANT:
        return datetime.fromisoformat(value)
    if kind is Kind.DAY:
        return date.fromisoformat(value)
    if kind is Kind.OBJECTS:
        return [{"raw": one.get("raw"), "note": one.get("note")} for one in value]
    return list(value) if kind is Kind.LIST else value


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_every_value_is_read_back_from_the_array(kind: Kind, data: st.DataObject) -> None:
    column = Column("value", kind, True, "A value.", {}, ("raw", "note"))
    values = data.draw(st.lists(st.none() | VALUES[kind], min_size=1, max_size=20))
    table = arrow.table_of([Row(value) for value in values], arrow.schema_of([column]), [column])
    table.validate(full=True)
    assert table["value"].null_count == values.count(None)
    read = table["value"].cast(pa.timestamp("ms")) if kind is Kind.INSTANT else table["value"]
    found = [one.replace(tzinfo=UTC) if kind is Kind.INSTANT and one else one for one in read.to_pylist()]
    assert found == [expected(kind, value) for value in values]


@pytest.mark.parametrize("kind", [Kind.LIST, Kind.OBJECTS])
def test_lists_that_the_store_has_as_json_are_read(kind: Kind) -> None:
    column = Column("value", kind, False, "A value.", {}, ("raw", "note"))
    value: list[Any] = ["a", "ب"] if kind is Kind.LIST else [{"raw": "May 14", "note": None}]
    table = arrow.table_of([Row(json.dumps(value)), Row("[]")], arrow.schema_of([column]), [column])
    assert table["value"].to_pylist() == [value, []]
