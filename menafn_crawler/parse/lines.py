"""The visible text of an element, line by line, as a reader sees it."""

from __future__ import annotations

from lxml import html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.characters import without_direction

UNSEEN = frozenset(
    "script style noscript template iframe svg select option textarea button head object math canvas".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


_UNSEEN_IN_LINES = " \u00a0\n\r\t\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"


def read_lines(element: html.HtmlElement) -> list[TextLine]:
    """Lines of *element* in page order.

    Blocks and double line breaks begin a paragraph, single ``<br>`` a line; inline elements are joined without a
    space, as a browser shows them. A headline is one line, whatever stands in it. Scripts, forms and comments are not
    seen.

    >>> doc = html.fragment_fromstring("<div><p>One<br>two <a href=x>three</a></p>four</div>")
    >>> [(line.text, line.linked, line.starts_block) for line in read_lines(doc)]
    [('One', '', True), ('two three', 'three', False), ('four', '', True)]
    """
    reader = _Reader()
    reader.walk(element)
    reader.end_line()
    return reader.lines


class _Reader:
    def __init__(self) -> None:
        self.lines: list[TextLine] = []
        self._text: list[str] = []
        self._links: list[list[str]] = []
        self._new_block = True
        self._in_links = 0
        self._in_h1 = 0

    def end_line(self) -> None:
        text = _collapsed(self._text)
        if text.strip(_UNSEEN_IN_LINES):
            linked = "\n".join(filter(None, map(_collapsed, self._links))) if self._links else ""
            self.lines.append(TextLine(text, linked, self._new_block, self._in_h1 > 0))
            self._new_block = False
        self._text = []
        self._links = [[]] if self._in_links else []

    def _end_block(self) -> None:
        self.end_line()
        self._new_block = True

    def _break(self) -> None:
        if "".join(self._text).strip(_UNSEEN_IN_LINES).strip():
            self.end_line()
        else:
            self._end_block()

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            if self._in_links:
                self._links[-1].append(text)

    def walk(self, element: html.HtmlElement) -> None:
        """Read *element* without recursion: pages with unclosed tags nest deeper than Python's stack."""
        todo: list[tuple[html.HtmlElement, bool]] = [(element, False)]
        while todo:
            node, left = todo.pop()
            if left:
                self._leave(node.tag)
            elif self._enter(node):
                todo.append((node, True))
                todo.extend((child, False) for child in reversed(node))
                continue
            if node is not element:
                self._add(node.tail)

    def _enter(self, element: html.HtmlElement) -> bool:
        """Begin an element; False if nothing in it is to be read."""
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            return False
        if tag == "br" or (tag in BLOCKS and self._in_h1):
            self._add(" ") if self._in_h1 else self._break()
        elif tag in BLOCKS:
            self._end_block()
        if tag == "a":
            self._in_links += 1
            self._links.append([])
        self._in_h1 += tag == "h1"
        self._add(element.text)
        return True

    def _leave(self, tag: str) -> None:
        if tag in BLOCKS and not (self._in_h1 > 1 or (self._in_h1 and tag != "h1")):
            self._end_block()
        elif tag in BLOCKS:
            self._add(" ")
        self._in_links -= tag == "a"
        self._in_h1 -= tag == "h1"


def _collapsed(parts: list[str]) -> str:
    return " ".join(without_direction("".join(parts)).split())
