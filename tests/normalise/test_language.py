"""Language by edition and by letters."""

from __future__ import annotations

import pytest

from menafn_crawler.normalise import language_of


@pytest.mark.parametrize(
    ("edition", "text", "language"),
    [
        ("en", "Oil rises", "en"),
        ("en", "النفط يرتفع", "ar"),
        ("ar", "النفط يرتفع", "ar"),
        ("ar", "", "ar"),
        ("en", "", "en"),
        ("en", "123 – €", "en"),
        ("en", "OPEC وأسعار النفط في الأسواق العالمية", "ar"),
        ("en", "The word سلام means peace", "en"),
    ],
)
def test_language(edition: str, text: str, language: str) -> None:
    assert language_of(edition, text) == language
