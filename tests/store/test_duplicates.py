"""Copies, near copies and takes in the store, on both databases, in whatever order the articles come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from menafn_crawler.deduplicate import BANDS, SCHEME
from menafn_crawler.items import Article
from menafn_crawler.store import (
    Change,
    Database,
    Selection,
    articles,
    bands,
    duplicates,
    history,
    likenesses,
    open_database,
    texts,
    writer,
)
from tests.store.made import article, listed

DAYS = 7
BASE = 1109547000
LEXICON = [f"{a}{b}{c}" for a in "brstm" for b in "aeiou" for c in ("nd", "rk", "lling", "ster", "p", "ght", "ve")]


def prose(seed: int, count: int = 120) -> str:
    return " ".join(Random(seed).choices(LEXICON, k=count))


def changed(text: str, every: int) -> str:
    return " ".join(f"changed{n}" if n % every == 0 else word for n, word in enumerate(text.split()))


def told(number: int, provider: str, body: str, hour: int = 8, day: int = 14) -> Article:
    at = f"2025-05-{day:02}T{hour:02}:00:00Z"
    return article(
        BASE + number, provider=provider, provider_code=None, body=body, published_at=at, published_on=at[:10],
        title=f"Headline {number}", source_url=f"https://menafn.com/{BASE + number}/", fetched_at=at,
    )  # fmt: skip


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    database = open_database(store_url)
    yield database
    database.close()


def save(database: Database, *publications: Article) -> None:
    for one in publications:
        listed(database, one.article_id)
        with database.write() as connection:
            writer.save(connection, one, DAYS)


def relations(database: Database) -> dict[int, tuple[int, str]]:
    """Of each copy, counted from BASE: the one that it copies, and how."""
    with database.read() as connection:
        rows = articles.iterate_stored(connection, Selection(copies=True))
        return {
            row.article_id - BASE: (row.duplicate_of - BASE, row.duplicate_kind or "")
            for row in rows
            if row.duplicate_of is not None
        }


ONE = prose(1)
NEAR = told(2, "Gulf Times", changed(ONE, 8), hour=9)
GROUP = [
    told(1, "KUNA", ONE),
    NEAR,
    told(3, "Trend", ONE, hour=10),
    told(4, "KUNA", f"{ONE} {prose(2)}", hour=11),
    told(5, "Khaama", prose(3), hour=11),
    told(6, "KUNA", ONE, day=15),
]
WANTED = {2: (1, "near_text"), 3: (1, "same_text"), 4: (1, "update")}


@pytest.mark.parametrize("order", [range(6), range(5, -1, -1), (3, 0, 5, 2, 4, 1), (1, 3, 2, 0, 5, 4)], ids=str)
def test_the_order_of_the_crawl_means_nothing(database: Database, order: Sequence[int]) -> None:
    save(database, *(GROUP[place] for place in order))
    assert relations(database) == WANTED


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_a_copy_agrees_with_the_head_not_only_with_one_of_its_copies(database: Database, order: Sequence[int]) -> None:
    second = changed(ONE, 7)
    third = " ".join(f"other{n}" if n % 7 == 3 else word for n, word in enumerate(second.split()))
    chain = [told(1, "A", ONE), told(2, "B", second, hour=9), told(3, "C", third, hour=10)]
    save(database, *(chain[place] for place in order))
    assert relations(database) == {2: (1, "near_text")}


def test_what_save_returns_is_what_the_store_has(database: Database) -> None:
    save(database, GROUP[0])
    listed(database, NEAR.article_id)
    with database.write() as connection:
        stored, change = writer.save(connection, NEAR, DAYS)
        assert stored == articles.get(connection, NEAR.article_id)
    assert (stored.duplicate_of, stored.duplicate_kind, change) == (BASE + 1, "near_text", Change.NEW)


def test_a_correction_that_makes_texts_differ_dissolves_the_relation(database: Database) -> None:
    save(database, GROUP[0], NEAR, GROUP[2])
    save(database, replace(told(1, "KUNA", prose(9)), fetched_at="2025-05-15T00:00:00Z"))
    assert relations(database) == {3: (2, "near_text")}
    save(database, told(1, "KUNA", ONE))
    assert relations(database) == {2: (1, "near_text"), 3: (1, "same_text")}


def test_a_correction_that_makes_texts_alike_relates_them(database: Database) -> None:
    save(database, GROUP[0], told(2, "Gulf Times", prose(9), hour=9))
    assert relations(database) == {}
    save(database, NEAR)
    assert relations(database) == {2: (1, "near_text")}


def test_a_text_that_nobody_told_for_a_while_still_finds_its_like(database: Database) -> None:
    save(database, GROUP[0])
    save(database, told(1, "KUNA", prose(9)))  # ONE is told by nobody now
    save(database, NEAR)
    save(database, told(1, "KUNA", ONE))
    assert relations(database) == {2: (1, "near_text")}


def test_a_correction_to_almost_nothing_leaves_the_story(database: Database) -> None:
    save(database, GROUP[0], GROUP[2], told(4, "KUNA", changed(ONE, 10), hour=11))
    save(database, told(1, "KUNA", "Two words"))
    assert relations(database) == {4: (3, "near_text")}


@pytest.mark.parametrize(
    ("body", "other", "wanted"),
    [
        (prose(1, 19), prose(1, 19), {2: (1, "same_text")}),
        (prose(1, 19), changed(prose(1, 19), 20), {}),
        (prose(1, 60), changed(prose(1, 60), 20), {2: (1, "near_text")}),
        ("Seven words are too few for this", "Seven words are too few for this", {}),
    ],
    ids=["short and equal", "short and nearly equal", "long enough", "too short for anything"],
)
def test_short_texts_have_to_be_equal(
    database: Database, body: str, other: str, wanted: dict[int, tuple[int, str]]
) -> None:
    save(database, told(1, "A", body), told(2, "B", other))
    assert relations(database) == wanted


def series(day: int, provider: str = "KUNA", number: int = 0) -> Article:
    body = (
        f"The price of a barrel fell by {day}.1 dollars to stand at {60 + day}.4 dollars in trading of the day, the "
        f"national company announced. Futures of the mixture were quoted at {63 + day} dollars a barrel while the "
        f"other grade closed at {50 + day} dollars. Traders spoke of {100 + day} thousand contracts and of stocks."
    )
    return told(number or day, provider, body, day=day)


def test_a_series_is_never_merged_and_its_reprints_are_copies_of_their_day(database: Database) -> None:
    save(database, *(series(day) for day in range(1, 8)), series(3, "Gulf Times", 30), series(5, "Gulf Times", 50))
    assert relations(database) == {30: (3, "same_text"), 50: (5, "same_text")}


def test_articles_too_far_apart_are_no_copies(database: Database) -> None:
    save(database, told(1, "A", ONE, day=1), told(2, "B", changed(ONE, 9), day=9))
    assert relations(database) == {}


@pytest.mark.parametrize("day", range(1, 16))
def test_like_texts_are_found_wherever_the_days_are_divided(database: Database, day: int) -> None:
    save(database, told(1, "A", ONE, day=day), told(2, "B", changed(ONE, 8), day=day + 7))
    assert relations(database) == {2: (1, "near_text")}


def test_undated_articles_are_looked_for_among_their_neighbours(database: Database) -> None:
    undated = replace(NEAR, published_at=None, published_on=None, first_seen_at="2026-01-01T00:00:00Z")
    save(database, GROUP[0], undated)
    assert relations(database) == {2: (1, "near_text")}


ARABIC = "قالت الوزارة ان الخطة الجديدة تهدف الى دعم الشركات الناشئة وتوفير فرص عمل للشباب في المدن البعيدة خلال العام "
ARABIC_MORE = (
    "وقال المتحدث ان الطلبات تقدم عبر موقع الكتروني حتى نهاية الشهر وان لجنة مستقلة تدرسها وتعلن اسماء الفائزين في"
    " حفل عام يحضره ممثلو القطاع الخاص والمصارف التي ستقدم قروضا ميسرة لاصحاب الافكار الجديدة في الزراعة"
    " والصناعة والسياحة"
)


def test_arabic_vowels_and_tatweel_make_no_other_text(database: Database) -> None:
    plain = f"{ARABIC}{ARABIC_MORE}"
    dressed = plain.replace("وزارة", "وِزَارَة").replace("الخطة", "الخـــطة")
    save(database, told(1, "A", plain), told(2, "B", dressed), told(3, "C", changed(dressed, 10), hour=9))
    assert relations(database) == {2: (1, "same_text"), 3: (1, "near_text")}


# --- takes -----------------------------------------------------------------------------------------------------------

FIRST_TAKE = told(1, "KUNA", ONE)
SECOND_TAKE = told(2, "KUNA", f"{ONE} {prose(2)}", hour=10)
LAST_TAKE = told(3, "KUNA", f"{ONE} {prose(2)} {prose(3)}", hour=12)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_the_data_set_reads_the_latest_take_under_the_number_of_the_first(
    database: Database, order: Sequence[int]
) -> None:
    takes = [FIRST_TAKE, SECOND_TAKE, LAST_TAKE]
    save(database, *(takes[place] for place in order))
    with database.read() as connection:
        (read,) = articles.iterate_stored(connection)
        (fed,) = articles.iterate_some(connection, [one.article_id for one in takes])
        own = articles.get(connection, FIRST_TAKE.article_id)
        every = [row.body for row in articles.iterate_stored(connection, Selection(copies=True))]
    for shown in (read, fed):
        assert (shown.article_id, shown.url) == (FIRST_TAKE.article_id, FIRST_TAKE.url)
        assert shown.published_at == FIRST_TAKE.published_at
        assert (shown.title, shown.body) == (LAST_TAKE.title, LAST_TAKE.body)
        assert (shown.word_count, shown.content_hash) == (LAST_TAKE.word_count, LAST_TAKE.content_hash)
        assert (shown.source_url, shown.fetched_at) == (LAST_TAKE.source_url, LAST_TAKE.fetched_at)
    assert own is not None
    assert own.body == FIRST_TAKE.body
    assert every == [one.body for one in takes]


def test_a_last_take_that_becomes_another_text_leaves_the_one_before(database: Database) -> None:
    save(database, FIRST_TAKE, SECOND_TAKE, LAST_TAKE)
    save(database, told(3, "KUNA", prose(7), hour=12))
    with database.read() as connection:
        assert [row.body for row in articles.iterate_stored(connection)] == [SECOND_TAKE.body, prose(7)]


def test_another_look_at_the_first_take_is_no_correction(database: Database) -> None:
    save(database, FIRST_TAKE, SECOND_TAKE)
    with database.write() as connection:
        _, change = writer.save(connection, FIRST_TAKE, DAYS)
        assert history.past_of(connection, [FIRST_TAKE.article_id])[FIRST_TAKE.article_id].last is None
        (read,) = articles.iterate_stored(connection)
    assert (change, read.body) == (Change.UNCHANGED, SECOND_TAKE.body)


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_a_text_is_kept_once_with_the_scheme_of_its_sketch(database: Database) -> None:
    save(database, GROUP[0], GROUP[2], told(9, "Trend", "Nine words that nobody else has said this week"))
    with database.read() as connection:
        kept = connection.execute(select(texts.c.scheme, texts.c.runs, func.length(texts.c.sketch))).all()
        keys = connection.execute(select(func.count()).select_from(bands)).scalar_one()
    assert set(map(tuple, kept)) == {(None, 0, None), (SCHEME, 118, 256)}
    assert keys == BANDS


def test_near_texts_are_kept_in_both_orders(database: Database) -> None:
    save(database, GROUP[0], GROUP[3])
    with database.read() as connection:
        kept = connection.execute(select(likenesses.c.share).order_by(likenesses.c.text_id)).scalars().all()
    assert kept == [1.0, pytest.approx(0.5, abs=0.01)]


def test_the_evidence_is_the_same_whichever_text_was_stored_first(tmp_path: Path) -> None:
    named = f"{ONE} and then Zubairi came to Kuwait"
    pair = told(1, "A", named), told(2, "B", named.replace("Zubairi", "zubairi") + " again", hour=9)
    found = []
    for order in (pair, pair[::-1]):
        database = open_database(f"sqlite:///{tmp_path}/{order[0].article_id}.db")
        save(database, *order)
        with database.read() as connection:
            (like,) = duplicates.similar_texts(connection, pair[0], DAYS)
            rows = connection.execute(select(likenesses.c.evidence)).scalars().all()
        database.close()
        found.append((like.similarity, set(rows)))
    assert found[0] == found[1]


def test_like_texts_are_told_with_their_figures_the_likest_first(database: Database) -> None:
    save(database, *GROUP)
    with database.read() as connection:
        like = duplicates.similar_texts(connection, GROUP[0], DAYS)
        none = duplicates.similar_texts(connection, told(8, "A", "Short"), DAYS)
    assert [round(one.similarity.contained, 1) for one in like] == [1.0, 0.6]
    assert none == []


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(8)), st.integers(0, 5))
def test_any_order_gives_the_same_heads(order: list[int], seed: int) -> None:
    """Releases, their copies and their parts, by a few wires in a few hours, on a store in memory."""
    random = Random(seed)
    base = [prose(seed, 80), prose(seed + 100, 80)]
    bodies = [random.choice(base) for _ in range(4)] + [changed(base[0], 9), base[0] + " " + base[1], base[1], base[0]]
    made = [told(n, random.choice("ABC"), body, hour=random.randint(0, 23)) for n, body in enumerate(bodies)]
    found = []
    for some in (range(8), order):
        database = open_database("sqlite:///:memory:")
        save(database, *(made[place] for place in some))
        found.append(relations(database))
        database.close()
    assert found[0] == found[1]


def test_a_corrected_figure_is_an_update_and_another_wires_figure_another_story(database: Database) -> None:
    body = f"The port handled {{}} tonnes of sand and 310 of stone. {prose(5)}"
    takes = (told(n, "KUNA", body.format(90 + n), hour=7 + n) for n in (1, 2, 3))
    first, corrected, other = (replace(take, title="A port handles sand and stone") for take in takes)
    save(database, first, corrected, replace(other, provider="Gulf Times"))
    assert relations(database) == {2: (1, "update")}
