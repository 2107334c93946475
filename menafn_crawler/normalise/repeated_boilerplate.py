"""Recognise boilerplate by repetition: a paragraph that is the same under different stories is not their text.

Nothing is known of its words. A series of one provider (daily prices, weather) repeats its own sentences under titles
that are alike: those stay.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from menafn_crawler.items import Article
from menafn_crawler.normalise.content_hash import content_hash
from menafn_crawler.normalise.folding import fold

SITE_STORIES = 5
"""Different stories with a paragraph, by ``SITE_PROVIDERS`` or more, that show it to be the site's."""
SITE_PROVIDERS = 3
PROVIDER_STORIES = 6
"""Different stories of one provider with a paragraph that show it to be the provider's own notice."""
PROVIDER_SHARE = 0.6
"""Share of the provider's stories that end with it."""
SUSPECTED_STORIES = 3
CLOSING = 3
"""Paragraphs at the end of a text that may be a notice."""
_LONGEST = 120
"""Words of a notice."""
_SHORT = 40
"""Words of a notice between paragraphs."""
_REMEMBERED = 20_000
_STORIES = 40
"""Stories remembered of a paragraph."""
_RECENT = 50
"""Stories of a provider among which the share is counted."""
_ALIKE = 1 / 3
"""Share of words that titles of a series have in common, or more."""
_WORD = re.compile(r"[^\W\d_]+")


class Notice(NamedTuple):
    """A paragraph that is known to be no text: of a provider, or of the site where *provider* is empty."""

    layout: str
    provider: str
    digest: str


class _Story(NamedTuple):
    opening: bytes
    """Digest of its first paragraph: copies of one story share it."""
    provider: str
    title: str
    """Not its words: they take ten times the memory, and most are never compared."""


class RepeatedParagraphs:
    """Watches the paragraphs of articles. ``known`` grows as some turn out to be notices."""

    def __init__(self, known: Iterable[Notice] = ()) -> None:
        self.known: set[Notice] = set(known)
        self._seen: OrderedDict[bytes, tuple[_Story, ...]] = OrderedDict()
        """The different stories of each layout's paragraphs. Tens of thousands stay in memory, so they are small."""
        self._of_provider: dict[tuple[str, str], deque[bytes]] = {}

    def strip(self, article: Article) -> Article:
        """Note the paragraphs of *article*; return it without those known to be notices, flagged if one may be."""
        paragraphs = article.body.split("\n\n")
        digests = list(map(_digest, paragraphs))
        self._note(article, paragraphs, digests)
        return self._without_known(article, paragraphs, digests, flag=True)

    def without_known(self, article: Article) -> Article:
        """Return *article* without the paragraphs known to be notices; one paragraph is always left."""
        paragraphs = article.body.split("\n\n")
        return self._without_known(article, paragraphs, list(map(_digest, paragraphs)), flag=False)

    def _without_known(self, article: Article, paragraphs: list[str], digests: list[str], *, flag: bool) -> Article:
        kept = [n for n, digest in enumerate(digests) if not self._is_known(article, digest) or n == 0]
        quality = article.quality
        if flag and any(self._is_suspected(article, digests[n]) for n in kept[1:][-CLOSING:]):
            quality = tuple(sorted({*quality, "boilerplate_suspected"}))
        if len(kept) == len(paragraphs):
            return article if quality == article.quality else replace(article, quality=quality)
        body = "\n\n".join(paragraphs[n] for n in kept)
        return replace(
            article, body=body, word_count=len(body.split()), content_hash=content_hash(body), quality=quality
        )

    def _is_known(self, article: Article, digest: str) -> bool:
        layout, provider = article.extraction, article.provider or ""
        return Notice(layout, "", digest) in self.known or Notice(layout, provider, digest) in self.known

    def _is_suspected(self, article: Article, digest: str) -> bool:
        stories = self._seen.get(_key(article.extraction, digest), ())
        return len(stories) >= SUSPECTED_STORIES and not _are_a_series(stories)

    def _note(self, article: Article, paragraphs: list[str], digests: list[str]) -> None:
        layout, provider = article.extraction, article.provider or ""
        story = _Story(_key("", digests[0]), provider, article.title)
        recent = self._of_provider.setdefault((layout, provider), deque(maxlen=_RECENT))
        if story.opening not in recent:
            recent.append(story.opening)
        for n, paragraph in enumerate(paragraphs[1:], 1):
            closing = n >= len(paragraphs) - CLOSING
            if len(paragraph.split()) <= (_LONGEST if closing else _SHORT):
                self._note_paragraph(layout, digests[n], story, recent)

    def _note_paragraph(self, layout: str, digest: str, story: _Story, recent: deque[bytes]) -> None:
        key = _key(layout, digest)
        stories = self._seen.get(key, ())
        if len(stories) < _STORIES and all(each.opening != story.opening for each in stories):
            stories = (*stories, story)
        self._seen[key] = stories
        self._seen.move_to_end(key)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        providers = {each.provider for each in stories}
        if len(stories) >= SITE_STORIES and len(providers) >= SITE_PROVIDERS and not _are_a_series(stories):
            self.known.add(Notice(layout, "", digest))
        own = [each for each in stories if each.provider == story.provider]
        share = sum(each.opening in recent for each in own)
        if len(own) >= PROVIDER_STORIES and share >= PROVIDER_SHARE * len(recent) and not _are_a_series(own):
            self.known.add(Notice(layout, story.provider, digest))


def _are_a_series(stories: Sequence[_Story]) -> bool:
    """Return True if the titles of neighbouring stories are alike for the most part."""
    titles = (_words(story.title) for story in stories)
    alike = sum(len(one & other) >= _ALIKE * len(one | other) for one, other in pairwise(titles))
    return alike * 2 >= len(stories) - 1


@lru_cache(maxsize=1_000)
def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title)))


def _key(layout: str, digest: str) -> bytes:
    """Return a short name of a layout's paragraph."""
    return hashlib.sha256(f"{layout} {digest}".encode()).digest()[:12]


def _digest(paragraph: str) -> str:
    return hashlib.sha256(" ".join(fold(paragraph).split()).encode("utf-8", "replace")).hexdigest()
