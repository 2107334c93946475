"""The visible text of an element, line by line, as a reader sees it."""

from __future__ import annotations

from lxml import etree, html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import collapsed

UNSEEN = frozenset(
    "script style noscript template iframe svg select option textarea button head object math canvas".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)

_UNSEEN, _INSIDE_UNSEEN, _INLINE, _BLOCK, _HEADLINE, _TABLE, _ROW, _BREAK, _LINK = range(9)
"""What an element is to the text. Of an unseen one the text behind it is read, unless it stands in another."""
_ROLES: dict[object, int] = {
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys((*UNSEEN, etree.Comment, etree.ProcessingInstruction, etree.Entity), _UNSEEN),
    "h1": _HEADLINE,
    "table": _TABLE,
    **dict.fromkeys(("tr", "tbody", "thead", "tfoot", "caption"), _ROW),
    "br": _BREAK,
    "a": _LINK,
}
"""By tag; every other is inline."""
_LONGEST_CELL = 120
"""Characters; a cell with more holds text of its own."""
_UNSEEN_IN_LINES = " \u00a0\n\r\t\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"


def read_lines(element: html.HtmlElement) -> list[TextLine]:
    """Lines of *element* in page order.

    Blocks and double line breaks begin a paragraph, single ``<br>`` a line; inline elements are joined without a
    space, as a browser shows them. A headline is one line, whatever stands in it, and so is a row of a table of
    figures. Scripts, forms and comments are not seen.

    >>> doc = html.fragment_fromstring("<div><p>One<br>two <a href=x>three</a></p>four</div>")
    >>> [(line.text, line.linked, line.starts_block) for line in read_lines(doc)]
    [('One', '', True), ('two three', 'three', False), ('four', '', True)]
    """
    reader = _Reader()
    reader.walk(element)
    return reader.lines


class _Reader:
    def __init__(self) -> None:
        self.lines: list[TextLine] = []
        self._text: list[str] = []
        self._links: list[list[str]] = []
        self._new_block = True
        self._in_links = 0
        self._in_h1 = 0
        self._tables: list[bool] = []
        """Those that are open, and whether each shows figures."""

    def walk(self, element: html.HtmlElement) -> None:
        """Read *element* without recursion: pages with unclosed tags nest deeper than Python's stack.

        An element is left when a node comes that does not stand in it. (To ask each for its children costs the most.)
        """
        entered: list[tuple[html.HtmlElement, int]] = []
        for node in element.iter():
            if entered:
                parent = node.getparent()
                while entered[-1][0] is not parent:
                    self._leave(*entered.pop())
                if entered[-1][1] <= _INSIDE_UNSEEN:
                    entered.append((node, _INSIDE_UNSEEN))
                    continue
            role = _ROLES.get(node.tag, _INLINE)
            if role == _TABLE:
                self._tables.append(_shows_figures(node))
            if role > _INLINE:
                self._begin(role)
            if role >= _INLINE and node.text:
                self._add(node.text)
            entered.append((node, role))
        while len(entered) > 1:
            self._leave(*entered.pop())
        self.end_line()

    def end_line(self) -> None:
        """End the line, if there is text in it."""
        if not self._text:
            return
        text = collapsed("".join(self._text))
        if text.strip(_UNSEEN_IN_LINES):
            linked = self._linked(text) if self._links else ""
            self.lines.append(TextLine(text, linked, self._new_block, self._in_h1 > 0))
            self._new_block = False
        self._text.clear()
        if self._links:
            self._links = [[]] if self._in_links else []

    def _linked(self, text: str) -> str:
        if len(self._links) == 1 and len(self._links[0]) == len(self._text):  # most lines of menus and lists
            return text
        return "\n".join(filter(None, [collapsed("".join(link)) for link in self._links]))

    def _end_block(self) -> None:
        self.end_line()
        self._new_block = True

    def _add(self, text: str) -> None:
        if not self._text and text.isspace():  # what indents the next block, mostly
            return
        self._text.append(text)
        if self._in_links:
            self._links[-1].append(text)

    def _begin(self, role: int) -> None:
        if role == _LINK:
            self._in_links += 1
            self._links.append([])
        elif self._in_h1:
            self._add(" ")
            self._in_h1 += role == _HEADLINE
        elif self._in_row(role):
            self._add(" ")
        elif role == _BREAK:
            self._break()
        else:
            self._end_block()
            self._in_h1 += role == _HEADLINE

    def _in_row(self, role: int) -> bool:
        """Whether the element stands in a row of figures, where it begins no line: a cell, and what divides it."""
        return role in (_BLOCK, _BREAK) and bool(self._tables) and self._tables[-1]

    def _break(self) -> None:
        if "".join(self._text).strip(_UNSEEN_IN_LINES).strip():
            self.end_line()
        else:
            self._end_block()

    def _leave(self, element: html.HtmlElement, role: int) -> None:
        if role == _INSIDE_UNSEEN:
            return
        if role == _LINK:
            self._in_links -= 1
        elif _BLOCK <= role <= _ROW:
            if self._in_h1 > (role == _HEADLINE) or self._in_row(role):
                self._add(" ")
            else:
                self._end_block()
            self._in_h1 -= role == _HEADLINE
            if role == _TABLE:
                self._tables.pop()
        if element.tail:
            self._add(element.tail)


def _shows_figures(table: html.HtmlElement) -> bool:
    """Whether a table shows figures, and does not place the parts of a page: short cells, several in a row."""
    if next(table.iterdescendants("table", "h1", "img"), None) is not None:
        return False
    rows = [[collapsed("".join(cell.itertext())) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    if any(len(text) > _LONGEST_CELL or "MENAFN" in text for row in rows for text in row):
        return False
    return sum(len(row) > 1 for row in rows) > 1
