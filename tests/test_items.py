"""Every field is described once, and the description is the one in the documentation."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from menafn_crawler.items import ARTICLE_FIELDS, Article
from menafn_crawler.normalise import DAMAGE, DATE_FLAGS

DOCUMENT = (Path(__file__).parent.parent / "docs" / "fields.md").read_text("utf-8")
ROWS = [line.split(" | ") for line in DOCUMENT.splitlines() if line.startswith("| `")]


def test_the_fields_are_those_promised_in_their_order() -> None:
    assert (
        tuple(
            "article_id url language title provider provider_code published_at published_on date_precision date_source"
            " date_conflict body word_count wire_id wire_number byline sections tags image_url provider_url quality"
            " duplicate_of duplicate_kind duplicate_share translation_of content_hash revision first_seen_at fetched_at"
            " source_url extraction date_evidence".split()
        )
        == ARTICLE_FIELDS
    )


def test_the_table_has_every_field_in_order() -> None:
    assert tuple(row[0].strip("| `") for row in ROWS[: len(ARTICLE_FIELDS)]) == ARTICLE_FIELDS


@pytest.mark.parametrize("field", fields(Article), ids=lambda field: field.name)
def test_a_field_is_described_as_in_the_class(field: object) -> None:
    described = {row[0].strip("| `"): row[2].removesuffix(" |") for row in ROWS[: len(ARTICLE_FIELDS)]}
    assert described[field.name].replace("\\<", "<") == field.metadata["description"]  # type: ignore[attr-defined]


def test_every_flag_is_documented() -> None:
    flags = {row[0].strip("| `") for row in ROWS[len(ARTICLE_FIELDS) :]}
    assert flags == {flag for flag, _ in DAMAGE} | set(DATE_FLAGS) | set(
        "boilerplate_suspected glued_words hidden_text missing_lead mojibake no_text no_title other_language"
        " stray_markup".split()
    )
