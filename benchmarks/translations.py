"""How well English and Arabic articles of one release are linked, and what it costs."""

from __future__ import annotations

import time
from collections import defaultdict

from benchmarks.bilingual import LabelledRelease, bilingual_set, found_links, true_links
from benchmarks.table import Row, print_rows, print_table
from menafn_crawler.deduplicate import ReleaseFacts, compare_releases, worth_translating

_ROUNDS = 5


def _quality(labelled: list[LabelledRelease]) -> list[Row]:
    true, found = true_links(labelled), found_links(labelled)
    genres = {one.release.article_id: one.genre for one in labelled}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for pair in true | found:
        for place, some in enumerate((true, found, true & found)):
            counts[genres[pair[0]]][place] += pair in some
    print_table(
        f"{len(labelled)} labelled articles by genre",
        ("genre", "translations", "links", "right"),
        [(genre, *numbers) for genre, numbers in sorted(counts.items())],
    )
    held_out = {one.release.article_id for one in labelled if one.held_out}
    rows = []
    for name, chosen in (("all", set(genres)), ("held out", held_out)):
        wanted, linked = ({pair for pair in pairs if pair[0] in chosen} for pairs in (true, found))
        right = len(wanted & linked)
        rows.append(Row(f"precision, {name}", f"{right / max(len(linked), 1):.3f}", "", ">= 0.990"))
        rows.append(Row(f"recall, {name} ({right} of {len(wanted)})", f"{right / max(len(wanted), 1):.3f}"))
    return rows


def _cost(labelled: list[LabelledRelease]) -> list[Row]:
    begun = time.process_time()
    for _ in range(_ROUNDS):
        facts = [(one.release, ReleaseFacts(one.title, one.body)) for one in labelled]
    reading = (time.process_time() - begun) / _ROUNDS / len(labelled)
    pairs = [(one, other) for one in facts for other in facts if one[0].language < other[0].language]
    begun = time.process_time()
    for (one, mine), (other, its) in pairs:
        if worth_translating(mine, its):
            compare_releases(one, other, (mine, its))
    comparing = (time.process_time() - begun) / len(pairs)
    return [
        Row("figures and names of an article", f"{reading * 1e3:.2f} ms"),
        Row("a comparison with a candidate", f"{comparing * 1e6:.1f} us"),
        Row("an article with 64 candidates", f"{(reading + 64 * comparing) * 1e3:.2f} ms", "", "< 1 ms"),
    ]


def main() -> list[Row]:
    """Print the tables."""
    labelled = bilingual_set()
    return print_rows("Links between the languages", [*_quality(labelled), *_cost(labelled)])
