"""Read the JSON-LD objects of a page. Bounded, and raises nothing: the page may be hostile."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from typing import Any

from lxml import html

from menafn_crawler.bounds import JSON_LD_BLOCK

JsonObject = dict[str, Any]

MOST_BLOCKS = 20
"""JSON-LD blocks of a page that are read; a page has one to three."""
MOST_OBJECTS = 200
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
"""Properties whose values describe the page itself."""
_WRAPPERS = (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"))


def read_json_ld(scripts: Iterable[html.HtmlElement]) -> tuple[JsonObject, ...]:
    """Return the JSON-LD objects in *scripts* in order, those in lists and ``@graph`` as well.

    Broken blocks are skipped.

    >>> block = '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle"}]}</script>'
    >>> [found.get("@type") for found in read_json_ld([html.fragment_fromstring(block)])]
    [None, 'NewsArticle']
    """
    blocks = (script.text or "" for script in scripts if "ld+json" in (script.get("type") or ""))
    found: list[JsonObject] = []
    for text in islice(blocks, MOST_BLOCKS):
        if len(text) <= JSON_LD_BLOCK:
            _collect(_parsed(text), found)
    return tuple(found)


def _parsed(text: str) -> Any:
    text = text.strip()
    for opening, closing in _WRAPPERS:
        text = text.removeprefix(opening).removesuffix(closing).strip()
    with suppress(ValueError, RecursionError):
        return json.loads(text.removesuffix(";"), strict=False)
    return None


def _collect(value: Any, found: list[JsonObject]) -> None:
    """Append the objects in *value* to *found*, without recursion."""
    waiting = deque([value])
    while waiting and len(found) < MOST_OBJECTS:
        one = waiting.popleft()
        if isinstance(one, list):
            waiting.extendleft(reversed(one))
        elif isinstance(one, dict):
            found.append(one)
            nested = [one[name] for name in _NESTED if isinstance(one.get(name), (dict, list))]
            waiting.extendleft(reversed(nested))
