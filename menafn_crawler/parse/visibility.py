"""What a browser does not show: elements hidden by attribute, by style or by a plain rule of a style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lxml import html

from menafn_crawler.bounds import STYLE_SHEETS
from menafn_crawler.parse.xpath import elements

UNSEEN = frozenset(
    "head script style template noscript noframes noembed iframe object applet embed video audio canvas svg map"
    " select option optgroup datalist textarea progress meter figcaption del s strike"
    " amp-ad amp-embed amp-iframe amp-video amp-audio amp-social-share amp-sidebar amp-consent amp-analytics"
    " amp-sticky-ad amp-user-notification".split()
)
"""Elements whose content is no text of the page: fallbacks of players, forms, what was struck out, captions."""

_HIDING = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|(?:content-)?visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE
)
_SHOWING = re.compile(r"(?:^|[;{\s])(?:display|visibility)\s*:", re.IGNORECASE)
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|$)")
_DECLARATIONS = (
    re.compile(rb"display\s{0,9}:\s{0,9}([a-z-]{1,20})"),
    re.compile(rb"visibility\s{0,9}:\s{0,9}([a-z-]{1,20})"),
)
"""Each begins with its letters, in lower case: that makes the search many times quicker."""
_HIDDEN_VALUES = frozenset({b"none", b"hidden", b"collapse"})
_HIDDEN = elements("/descendant::*/@hidden/..")
_PLAIN = re.compile(r"[a-z]*([.#][\w-]{1,80})", re.IGNORECASE)
_MOST_DECLARATIONS = 300
_LONGEST_SELECTORS = 2_000


def hidden_elements(
    root: html.HtmlElement,
    styled: Iterable[html.HtmlElement],
    sheets: Sequence[html.HtmlElement],
    dialogs: Iterable[html.HtmlElement],
) -> frozenset[html.HtmlElement]:
    """Return the elements of a page that an attribute or a style sheet hides; not those that are never text.

    *styled* are its elements with a ``style``. *sheets* are its ``<style>`` elements, which count by their plain rules
    (``.x``, ``#x``, ``p.x``); *dialogs* its ``<dialog>`` elements, which are hidden unless they are open.
    """
    found = {element for element in styled if hides(element.get("style") or "")}
    found.update(_HIDDEN(root))
    found.update(dialog for dialog in dialogs if dialog.get("open") is None)
    if sheets and (names := _hidden_names(_text_of(sheets))):
        found.update(_hidden_by(names, root))
    return frozenset(found)


def hides(style: str) -> bool:
    """Return True if a ``style`` attribute hides its element."""
    return _HIDING.search(style[:2_000]) is not None


def _hidden_by(names: frozenset[str], root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    tests = [f"contains(@class, '{name[1:]}')" if name[0] == "." else f"@id='{name[1:]}'" for name in sorted(names)]
    for element in elements(f"//*[{' or '.join(tests[:_MOST_DECLARATIONS])}]")(root):
        own = {f".{name}" for name in (element.get("class") or "").split()[:30]}
        own.add(f"#{element.get('id') or ''}")
        if not names.isdisjoint(own) and not _SHOWING.search((element.get("style") or "")[:2_000]):
            yield element


def _text_of(sheets: Sequence[html.HtmlElement]) -> str:
    return "\n".join(sheet.text or "" for sheet in sheets if not _for_print(sheet))[:STYLE_SHEETS]


@lru_cache(maxsize=4)  # the same style sheet stands on page after page
def _hidden_names(text: str) -> frozenset[str]:
    """Return the classes (``.x``) and ids (``#x``) that style sheets hide; of several rules the last counts.

    Rules inside ``@media`` hold for other screens or for print and are left out.
    """
    hidden: set[str] = set()
    text = _COMMENT.sub(" ", text) if "/*" in text else text
    text = "".join(letter if letter < "\x80" else "x" for letter in text) if not text.isascii() else text
    lower = text.encode().lower()
    for declaration in _DECLARATIONS:
        if not any(found[1] in _HIDDEN_VALUES for found in declaration.finditer(lower)):
            continue
        for found in islice(declaration.finditer(lower), _MOST_DECLARATIONS):
            for name in plain_selectors(text, found.start()):
                (hidden.add if found[1] in _HIDDEN_VALUES else hidden.discard)(name)
    return frozenset(hidden)


def _for_print(sheet: html.HtmlElement) -> bool:
    return "print" in (sheet.get("media") or "").casefold()


def plain_selectors(text: str, place: int) -> list[str]:
    """Return the plain selectors of the rule around *place* in a style sheet; none for a rule inside another."""
    begin = text.rfind("{", 0, place)
    if begin < text.rfind("}", 0, place) or text.count("{", 0, begin) > text.count("}", 0, begin):
        return []
    before = text[max(0, begin - _LONGEST_SELECTORS) : begin]
    selectors = before[max(map(before.rfind, "};{")) + 1 :]
    plain = (_PLAIN.fullmatch(selector.strip()) for selector in selectors.split(","))
    return [found[1] for found in plain if found is not None]
