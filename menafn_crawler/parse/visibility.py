"""What a browser does not show: elements hidden by attribute, by style or by a plain rule of a style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from menafn_crawler.parse.xpath import elements

UNSEEN = frozenset(
    "head script style template noscript noframes noembed iframe object applet embed video audio canvas svg map"
    " select option optgroup datalist textarea progress meter figcaption del s strike"
    " amp-ad amp-embed amp-iframe amp-video amp-audio amp-social-share amp-sidebar amp-consent amp-analytics"
    " amp-sticky-ad amp-user-notification".split()
)
"""Elements whose content is no text of the page: fallbacks of players, forms, what was struck out, captions."""

_MAY_BE_HIDDEN = elements("//*[@hidden or @style or self::dialog[not(@open)]]")
_NAMED = elements("//*[@class or @id]")
_HIDING = re.compile(r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_SHOWING = re.compile(r"(?:^|[;{\s])(?:display|visibility)\s*:", re.IGNORECASE)
_STYLE_SHEETS = elements("//style")
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|$)")
_PLAIN = re.compile(r"[a-zA-Z]*([.#][\w-]{1,80})")
_LONGEST_SHEET = 1 << 18
"""Characters of style sheets that are read."""


def hidden_elements(root: html.HtmlElement) -> frozenset[html.HtmlElement]:
    """Return the elements of a page that a browser hides, without those that are never text.

    Style sheets count by their plain rules (``.x``, ``#x``, ``p.x``).
    """
    found = {element for element in _MAY_BE_HIDDEN(root) if _is_hidden(element)}
    if names := _hidden_names(root):
        found.update(_hidden_by(names, root))
    return frozenset(found)


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.get("hidden") is not None or element.tag == "dialog":
        return True
    return _HIDING.search((element.get("style") or "")[:2_000]) is not None


def _hidden_by(names: set[str], root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in _NAMED(root):
        own = {f".{name}" for name in (element.get("class") or "").split()[:30]}
        own.add(f"#{element.get('id') or ''}")
        if not names.isdisjoint(own) and not _SHOWING.search((element.get("style") or "")[:2_000]):
            yield element


def _hidden_names(root: html.HtmlElement) -> set[str]:
    """Return the classes (``.x``) and ids (``#x``) that the page's style sheets hide; of several rules the last counts.

    Rules inside ``@media`` hold for other screens or for print and are left out.
    """
    hidden: set[str] = set()
    text = "\n".join(sheet.text or "" for sheet in _STYLE_SHEETS(root) if not _for_print(sheet))[:_LONGEST_SHEET]
    if not _HIDING.search(text):
        return hidden
    for selectors, declarations in _rules(_COMMENT.sub(" ", text)):
        hides = _HIDING.search(declarations) is not None
        if not hides and not _SHOWING.search(declarations):
            continue
        for selector in selectors.split(","):
            if (plain := _PLAIN.fullmatch(selector.strip())) is not None:
                (hidden.add if hides else hidden.discard)(plain[1])
    return hidden


def _for_print(sheet: html.HtmlElement) -> bool:
    return "print" in (sheet.get("media") or "").casefold()


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold on every screen."""
    depth = 0
    for part in re.split(r"([{}])", text):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            selectors = part.rpartition(";")[2]
        elif depth == 1:
            yield selectors, part
