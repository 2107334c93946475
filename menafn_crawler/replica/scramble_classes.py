"""Replace every class and id of a page by a random name; the same name and seed give the same replacement."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

_ATTRIBUTE = re.compile(r'(?<=\s)(class|id)="([^"]*)"')
_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style>)", re.DOTALL)
_SELECTOR = re.compile(r"([.#])([A-Za-z_][\w-]*)(?=[\s,{:>.])")


@lru_cache(maxsize=4096)
def new_name(name: str, seed: int) -> str:
    """Return the name that stands for `name` under `seed`: a letter and seven hex digits."""
    return "k" + blake2b(f"{seed}/{name}".encode(), digest_size=4).hexdigest()[:7]


def scramble_classes(html: str, seed: int) -> str:
    """Return the page with all classes and ids replaced, in attributes and in style sheets.

    >>> scrambled = f'<p class="{new_name("a", 1)} {new_name("b", 1)}" title="a">'
    >>> scramble_classes('<p class="a b" title="a">', 1) == scrambled
    True
    """

    def attribute(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(new_name(name, seed) for name in found[2].split())}"'

    def style(found: re.Match[str]) -> str:
        return found[1] + _SELECTOR.sub(lambda s: s[1] + new_name(s[2], seed), found[2]) + found[3]

    return _ATTRIBUTE.sub(attribute, _STYLE.sub(style, html))
