"""What is compared in the table of sizes."""

from __future__ import annotations

from benchmarks.scale import LINES, ratio


def test_a_cost_is_compared_as_it_is() -> None:
    assert ratio(LINES["storing"], {1_000: 1.0, 10_000: 1.25, 1_000_000: 1.5}, 10_000) == "1.20"


def test_a_rate_that_falls_is_a_cost_that_grows() -> None:
    assert ratio(LINES["csv"], {10_000: 30_000.0, 1_000_000: 20_000.0}, 10_000) == "1.50"


def test_what_reads_every_article_is_compared_by_the_article() -> None:
    assert ratio(LINES["report"], {10_000: 1.0, 1_000_000: 50.0}, 10_000) == "0.50"


def test_a_size_that_was_not_measured_has_no_ratio() -> None:
    assert ratio(LINES["storing"], {1_000: 1.0, 3_000: 1.0}, 10_000) == ""
    assert ratio(LINES["storing"], {1_000: 1.0, 3_000: 1.0}, 3_000) == ""
