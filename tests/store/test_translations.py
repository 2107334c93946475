"""Links between the languages in the store."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import text

from benchmarks.bilingual import LabelledRelease, bilingual_set
from menafn_crawler.items import Article
from menafn_crawler.store import Change, Database, Selection, articles, iterate_changes, open_database, writer
from menafn_crawler.store.rebuild_stories import decide_again
from menafn_crawler.store.translations import translations_of
from tests.store.made import article, listed

STORIES = {(one.story, one.release.language): one for one in bilingual_set()}
DAYS = 7


def made(one: LabelledRelease, **values: Any) -> Article:
    language = one.release.language
    return article(
        one.release.article_id,
        **{
            "url": f"https://menafn.com/{'arabic/' * (language == 'ar')}{one.release.article_id}/Slug",
            "language": language,
            "title": one.title,
            "body": one.body,
            "provider": one.provider,
            "provider_code": None,
            "image_url": one.release.image_url,
            "published_at": one.release.published_at,
            "published_on": (one.release.published_at or "")[:10],
        }
        | values,
    )


ENGLISH, ARABIC = made(STORIES["tech", "en"]), made(STORIES["tech", "ar"])
OTHER = made(STORIES["tech-2", "en"])


def copy_of(one: Article, number: int, **values: Any) -> Article:
    return replace(one, article_id=number, url=f"https://menafn.com/{number}/Slug", **values)


def store(database: Database, *some: Article) -> list[Article]:
    listed(database, *(one.article_id for one in some))
    with database.write() as connection:
        return [writer.save(connection, one, DAYS)[0] for one in some]


def links(database: Database) -> dict[int, int]:
    with database.read() as connection:
        rows = articles.iterate_stored(connection, Selection(copies=True))
        return {row.article_id: row.translation_of for row in rows if row.translation_of is not None}


@pytest.fixture
def database(store_url: str) -> Any:
    opened = open_database(store_url)
    yield opened
    opened.close()


def test_the_later_is_the_translation_whatever_comes_first() -> None:
    wanted = {ARABIC.article_id: ENGLISH.article_id}
    for order in permutations((ENGLISH, ARABIC, OTHER)):
        opened = open_database("sqlite://")
        results = store(opened, *order)
        assert links(opened) == wanted
        assert [one.translation_of for one in results if one.article_id == ARABIC.article_id][-1] in (
            None if order.index(ARABIC) < order.index(ENGLISH) else ENGLISH.article_id,
        )
        opened.close()


def test_both_databases_link_and_keep_the_evidence(database: Database) -> None:
    store(database, ENGLISH, OTHER, ARABIC)
    assert links(database) == {ARABIC.article_id: ENGLISH.article_id}
    with database.read() as connection:
        (found,) = translations_of(connection, ENGLISH.article_id)
        (back,) = translations_of(connection, ARABIC.article_id)
    assert (found.article_id, back.article_id) == (ARABIC.article_id, ENGLISH.article_id)
    assert found.evidence["latin"] == ["blackwell", "microsoft", "nvidia", "oracle"]


def test_equal_instants_are_ordered_by_number() -> None:
    opened = open_database("sqlite://")
    store(opened, ENGLISH, copy_of(ARABIC, ARABIC.article_id, published_at=ENGLISH.published_at))
    assert links(opened) == {ARABIC.article_id: ENGLISH.article_id}
    opened.close()


def test_a_story_with_copies_is_linked_by_its_first_article() -> None:
    copy = copy_of(ENGLISH, ENGLISH.article_id + 5, provider="Gulf Copy", published_at="2025-05-14T06:00:00Z")
    other = copy_of(ARABIC, ARABIC.article_id + 7, provider="Gulf Copy", published_at="2025-05-14T06:30:00Z")
    for order in permutations((ENGLISH, copy, ARABIC, other)):
        opened = open_database("sqlite://")
        store(opened, *order)
        assert links(opened) == {ARABIC.article_id: ENGLISH.article_id}
        opened.close()


def test_a_copy_lends_its_provider_to_the_story() -> None:
    """The Arabic text is by the provider that copied the English one."""
    copy = copy_of(ENGLISH, ENGLISH.article_id + 5, provider="Gulf Copy", published_at="2025-05-14T06:00:00Z")
    arabic = copy_of(ARABIC, ARABIC.article_id, provider="Gulf Copy")
    for order in permutations((ENGLISH, copy, arabic)):
        opened = open_database("sqlite://")
        store(opened, *order)
        assert links(opened) == {arabic.article_id: ENGLISH.article_id}
        opened.close()


def test_the_same_wire_code_is_enough() -> None:
    opened = open_database("sqlite://")
    coded = {"provider_code": "000251018211"}
    store(opened, copy_of(ENGLISH, ENGLISH.article_id, **coded),
          copy_of(ARABIC, ARABIC.article_id, provider="سوق الخليج", **coded))  # fmt: skip
    assert links(opened) == {ARABIC.article_id: ENGLISH.article_id}
    opened.close()


def test_other_providers_are_not_linked() -> None:
    opened = open_database("sqlite://")
    store(opened, ENGLISH, copy_of(ARABIC, ARABIC.article_id, provider="Another"))
    assert links(opened) == {}
    opened.close()


def test_a_correction_is_compared_again(database: Database) -> None:
    store(database, ENGLISH, ARABIC)
    wrong = made(STORIES["tech-2", "en"])
    changed = copy_of(ENGLISH, ENGLISH.article_id, title=wrong.title, body=wrong.body, content_hash=wrong.content_hash)
    with database.write() as connection:
        assert writer.save(connection, changed, DAYS)[1] is Change.CORRECTED
    assert links(database) == {}
    with database.write() as connection:
        writer.save(connection, ENGLISH, DAYS)
    assert links(database) == {ARABIC.article_id: ENGLISH.article_id}


def test_a_correction_stores_the_link_with_the_text() -> None:
    opened = open_database("sqlite://")
    store(opened, ENGLISH, ARABIC)
    with opened.write() as connection:
        stored, change = writer.save(
            connection, copy_of(ARABIC, ARABIC.article_id, title=f"{ARABIC.title} اليوم"), DAYS
        )
    assert (change, stored.translation_of) == (Change.CORRECTED, ENGLISH.article_id)
    opened.close()


def test_a_better_partner_takes_the_place() -> None:
    """The update of a release differs in one figure from the text that was translated."""
    opened = open_database("sqlite://")
    early = copy_of(
        ENGLISH, ENGLISH.article_id - 9, published_at="2025-05-13T08:00:00Z",
        body=ENGLISH.body.replace("$1.1 billion", "$1.3 billion").replace("Hassan", "Omar"),
    )  # fmt: skip
    store(opened, early, ARABIC)
    assert links(opened) == {}
    store(opened, ENGLISH)
    assert links(opened) == {ARABIC.article_id: ENGLISH.article_id}
    opened.close()


def test_a_delta_tells_a_new_link_as_an_update() -> None:
    opened = open_database("sqlite://")
    store(opened, ARABIC)
    with opened.read() as connection:
        number = connection.execute(text("SELECT max(number) FROM changes")).scalar_one()
    store(opened, copy_of(ENGLISH, ENGLISH.article_id))
    with opened.read() as connection:
        changes = {one.article.article_id: one for one in iterate_changes(connection, Selection(), number)}
    assert changes[ARABIC.article_id].change == "updated"
    assert changes[ARABIC.article_id].article.translation_of == ENGLISH.article_id
    opened.close()


def test_a_store_without_links_gets_them_when_it_is_decided_again(database: Database) -> None:
    store(database, ENGLISH, ARABIC, OTHER)
    with database.write() as connection:
        connection.execute(text("UPDATE articles SET translation_of = NULL"))
        connection.execute(text("DELETE FROM translations"))
    with database.write() as connection:
        decide_again(connection, DAYS)
    assert links(database) == {ARABIC.article_id: ENGLISH.article_id}
