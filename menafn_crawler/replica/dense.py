"""A newsroom as dense as the site is: over some days, nearly every number has its article.

The ordinary newsroom has a dozen stories a day and gives them the numbers of their hours, so most numbers between them
are nobody's. Here the numbers come one after the other, as on the site, where about 4,100 are given out in a day.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import datetime
from random import Random

from .edge_cases import Role
from .ids import id_at
from .newsroom import Newsroom, lists_of
from .story import Story
from .story_factory import draft

VACANT = 0.03
"""Share of the numbers that have no public page."""


def build_dense_newsroom(
    first: datetime, last: datetime, seed: int = 2025, vacant: float = VACANT, taken: Container[int] = ()
) -> Newsroom:
    """Return a newsroom with a story for every id from `first` to `last`, except a share of vacant ids.

    Numbers in `taken` are vacant too. The stories know nothing of one another: no copies, no serials.
    """
    numbers = range(id_at(first), id_at(last) + 1)
    random = Random(f"{seed}/dense")
    stories = []
    for place, number in enumerate(numbers):
        public = random.random() >= vacant and number not in taken
        if public:
            stories.append(_story(number, first + (last - first) * (place / len(numbers)), seed))
    return Newsroom(
        seed=seed,
        stories=tuple(stories),
        gone=(),
        unreadable=(),
        by_id={story.article_id: story for story in stories},
        lists=lists_of(stories),
    )


def _story(number: int, moment: datetime, seed: int) -> Story:
    language = "ar" if number % 20 == 7 else "en"
    role = Role(moment=moment.replace(microsecond=0), language=language)
    return replace(draft(role, number, seed), article_id=number)


def published_between(newsroom: Newsroom, since: datetime, until: datetime) -> list[Story]:
    """Return the stories published in a span, inclusive, by number: the truth of an archive of it."""
    return [story for story in newsroom.stories if since <= story.moment <= until]
