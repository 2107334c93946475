"""The headline without the hashtags of the social twin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import clean_title
from tests.records import RECORDS, pairs


def test_the_real_social_twin_has_the_title_of_its_article() -> None:
    twins = {clean_title(record["title"] or "") for record in RECORDS if record["id"] == "1109588722"}
    assert twins == {"How The UK Could Monetise 'Citizen Data' And Turn It Into A National Asset"}


@pytest.mark.parametrize("title", [title for url, title in pairs("url", "title") if "Social" not in url])
def test_real_titles_stay_as_they_are(title: str) -> None:
    assert clean_title(title) == title


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("  Oil \n rises\u00a0again ", "Oil rises again"),
        ("Oil\u200b rises\ufeff", "Oil rises"),
        ("UAE- Banks grow PHOTO", "UAE- Banks grow PHOTO"),
        ("Oil rises #Oil", "Oil rises"),
        ("Oil rises #Oil #OPEC", "Oil rises"),
        ("Oil rises #OPEC #Brent #rises", "Oil rises"),
        ("Oil rises #AI #GPT #Cyber #Security", "Oil rises"),
        ("النفط يرتفع #النفط #يرتفع", "النفط يرتفع"),
        ("Telcos meet at #GITEX #Dubai", "Telcos meet at #GITEX #Dubai"),
        ("Stars join #BlackoutTuesday", "Stars join #BlackoutTuesday"),
        ("Why #MeToo lasts", "Why #MeToo lasts"),
        ("Ranked #1", "Ranked #1"),
        ("#Oil #Gas", "#Oil #Gas"),
        ("", ""),
    ],
)
def test_titles(printed: str, title: str) -> None:
    assert clean_title(printed) == title


@given(st.text(alphabet="ab #'\u200b\u00a0é", max_size=60) | st.text(max_size=100))
def test_cleaning_twice_changes_nothing_more(printed: str) -> None:
    once = clean_title(printed)
    assert clean_title(once) == once
    assert once == " ".join(once.split())
