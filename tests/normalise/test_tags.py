"""Hashtags below a story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import read_tags


@pytest.mark.parametrize(
    ("printed", "tags"),
    [
        ("#Oil #Gas", ("Oil", "Gas")),
        ("#Oil#Gas", ("Oil", "Gas")),
        ("#Oil, #Gulf Markets", ("Oil", "Gulf Markets")),
        ("Oil, Gas | Markets", ("Oil", "Gas", "Markets")),
        ("Tags: Oil, Gas", ("Oil", "Gas")),
        ("Hashtags: #Oil", ("Oil",)),
        ("#النفط، #الغاز", ("النفط", "الغاز")),
        ("#Oil #Oil", ("Oil",)),
        ("#U.S. Dollar", ("U.S. Dollar",)),
        (" Label ", ()),
        ("label", ()),
        ("#Label", ()),
        ("Tags:", ()),
        ("#", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_tags(printed: str | None, tags: tuple[str, ...]) -> None:
    assert read_tags(printed) == tags


@given(st.text(alphabet="ab#,|.: ؛", max_size=40) | st.text(max_size=80))
def test_tags_are_read_back_as_they_were(printed: str) -> None:
    tags = read_tags(printed)
    assert read_tags(" ".join(f"#{tag}" for tag in tags)) == tags
    assert len(set(tags)) == len(tags)
    assert all(tags)
