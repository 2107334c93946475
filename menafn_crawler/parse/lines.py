"""The visible text of an element, line by line, as a reader sees it."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree, html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import collapsed
from menafn_crawler.parse.inline import formula, list_number, subscript, superscript
from menafn_crawler.parse.visibility import UNSEEN

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figure footer form h2"
    " h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p section summary table tbody td tfoot th thead tr"
    " ul amp-accordion amp-lightbox".split()
)

(_INSIDE_UNSEEN, _UNSEEN, _INLINE, _BLOCK, _HEADLINE, _TABLE, _ROW, _PRE, _BREAK, _LINK, _BOLD) = range(11)
"""What an element is to the text. Of an unseen one the text behind it is read, unless it stands in another."""
(_RAISED, _LOWERED, _QUOTE, _READING, _FORMULA, _BUTTON, _ITEM, _TERM, _DEFINITION) = range(11, 20)
"""Those whose text is written in another way, or that depend on what stands around them."""
_ROLES: dict[object, int] = {
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys((*UNSEEN, etree.Comment, etree.ProcessingInstruction, etree.Entity), _UNSEEN),
    "h1": _HEADLINE,
    "table": _TABLE,
    **dict.fromkeys(("tr", "tbody", "thead", "tfoot", "caption"), _ROW),
    "pre": _PRE,
    "br": _BREAK,
    "a": _LINK,
    "b": _BOLD,
    "strong": _BOLD,
    "sup": _RAISED,
    "sub": _LOWERED,
    "q": _QUOTE,
    "rt": _READING,
    "math": _FORMULA,
    "button": _BUTTON,
    "li": _ITEM,
    "dt": _TERM,
    "dd": _DEFINITION,
}
"""By tag; every other is inline."""
_LONGEST_CELL = 120
"""Characters; a cell with more holds text of its own."""
_UNSEEN_IN_LINES = " \u00a0\n\r\t\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_SOFT_HYPHEN = "\u00ad"
_QUOTES = (("“", "”"), ("‘", "’"))
_OPENED = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
"""Attributes of a button that opens the text below it, so that it is this text's heading."""
_HEADINGS = frozenset("h2 h3 h4 h5 h6 dt summary".split())

NONE: frozenset[html.HtmlElement] = frozenset()


def read_lines(
    element: html.HtmlElement, hidden: Collection[html.HtmlElement] = NONE, *, everything: bool = False
) -> list[TextLine]:
    """Return the lines of *element* in page order, without what stands in *hidden* elements.

    Blocks and double line breaks begin a paragraph, single ``<br>`` a line; inline elements are joined without a
    space, as a browser shows them. A headline is one line, whatever stands in it, and so is a row of a table of
    figures, and a term with its definition. Scripts, forms, captions and what was struck out are left out; with
    *everything*, ``noscript`` and ``template`` are read.

    >>> doc = html.fragment_fromstring("<div><p>One<br>two <a href=x>three</a></p>four<sup>2</sup></div>")
    >>> [(line.text, line.linked, line.starts_block) for line in read_lines(doc)]
    [('One', '', True), ('two three', 'three', False), ('four²', '', True)]
    """
    return _reader(hidden, everything).read(element)


def read_lines_and_blocks(
    element: html.HtmlElement,
    blocks: Collection[html.HtmlElement],
    hidden: Collection[html.HtmlElement] = NONE,
    *,
    everything: bool = False,
) -> tuple[list[TextLine], dict[html.HtmlElement, list[TextLine]]]:
    """Return the lines of *element*, and of each of *blocks* in it those that it would have if it were read alone.

    Each text is read once. Of links and paragraphs the block's lines say what those of *element* say. Without the
    blocks whose text depends on what stands around them: in headlines, rows of figures, quotations.
    """
    reader = _reader(hidden, everything)
    lines = reader.read(element, blocks)
    return lines, {block: lines[first:end] for block, (first, end) in reader.ranges.items()}


def _reader(hidden: Collection[html.HtmlElement], everything: bool) -> _Reader:
    return _Reader(hidden, _ALL_ROLES if everything else _ROLES)


_ALL_ROLES = {**_ROLES, "noscript": _BLOCK, "template": _BLOCK}


class _Reader:
    def __init__(self, hidden: Collection[html.HtmlElement], roles: dict[object, int]) -> None:
        self.lines: list[TextLine] = []
        self._hidden = hidden
        self._roles = roles
        self._text: list[str] = []
        self._links: list[list[str]] = []
        self._new_block = True
        self._in_links = 0
        self._in_h1 = 0
        self._in_pre = 0
        self._in_bold = 0
        self._all_bold = True
        """Whether no text of the line stands outside of bold elements."""
        self._after_bold = False
        """Whether the line before is bold, and so the heading of a text that is not."""
        self._tables: list[bool] = []
        """Those that are open, and whether each shows figures."""
        self._raised: list[int] = []
        """How many pieces the line had where the open superscripts and subscripts begin."""
        self._quotes = 0
        self._items: dict[html.HtmlElement, int] = {}
        """How many items of an ordered list were read."""
        self._begun: dict[html.HtmlElement, int] = {}
        """How many lines stand before the open ones of the blocks that are asked for."""
        self.ranges: dict[html.HtmlElement, tuple[int, int]] = {}
        """The first line of each of these blocks, and the one behind its last."""

    def read(self, element: html.HtmlElement, blocks: Collection[html.HtmlElement] = NONE) -> list[TextLine]:
        """Read *element* without recursion: pages with unclosed tags nest deeper than Python's stack.

        An element is left when a node comes that does not stand in it. (To ask each for its children costs the most.)
        """
        roles, hidden = self._roles, self._hidden
        entered: list[tuple[html.HtmlElement, int]] = []
        for node in element.iter():
            if entered:
                parent = node.getparent()
                while entered[-1][0] is not parent:
                    self._leave(*entered.pop())
                if entered[-1][1] <= _UNSEEN:
                    entered.append((node, _INSIDE_UNSEEN))
                    continue
            role = roles.get(node.tag, _INLINE)
            if hidden and node in hidden:
                role = _UNSEEN
            elif role >= _RAISED:
                role = self._enter(node, role)
            elif role > _INLINE:
                if role == _TABLE:
                    self._tables.append(_shows_figures(node))
                self._begin(role)
            if blocks and _BLOCK <= role <= _TABLE and node in blocks and self._begins_anew():
                self._begun[node] = len(self.lines)
            if role >= _INLINE and (text := node.text):
                self._add(text)
            entered.append((node, role))
        while len(entered) > 1:
            self._leave(*entered.pop())
        self.end_line()
        return self.lines

    def _begins_anew(self) -> bool:
        """Return True if nothing that was read before changes the text of what follows."""
        return not (self._in_h1 or self._in_pre or self._raised or self._quotes or any(self._tables))

    def end_line(self) -> None:
        """End the line, if there is text in it."""
        if not self._text:
            return
        text = collapsed("".join(self._text))
        if text and (text.isascii() or text.strip(_UNSEEN_IN_LINES)):
            linked = self._linked(text) if self._links else ""
            if _SOFT_HYPHEN in text:
                text, linked = text.replace(_SOFT_HYPHEN, ""), linked.replace(_SOFT_HYPHEN, "")
            begins = self._new_block or (self._after_bold and not self._all_bold)
            self.lines.append(TextLine(text, linked, begins, self._in_h1 > 0))
            self._new_block = False
            self._after_bold = self._all_bold
        self._text.clear()
        self._raised = [0] * len(self._raised)
        self._all_bold = True
        if self._links:
            self._links = [[]] if self._in_links else []

    def _linked(self, text: str) -> str:
        if len(self._links) == 1 and len(self._links[0]) == len(self._text):  # most lines of menus and lists
            return text
        return "\n".join(filter(None, [collapsed("".join(link)) for link in self._links]))

    def _end_block(self) -> None:
        if self._text:
            self.end_line()
        self._new_block = True
        self._after_bold = False

    def _add(self, text: str) -> None:
        if self._in_pre and "\n" in text:
            first, *others = text.split("\n")
            self._add(first)
            for line in others:
                self._end_block()
                self._add(line)
            return
        if not self._text and text.isspace():  # what indents the next block, mostly
            return
        self._text.append(text)
        if not self._in_bold and not text.isspace():
            self._all_bold = False
        if self._in_links:
            self._links[-1].append(text)

    def _begin(self, role: int) -> None:
        if role == _LINK:
            self._in_links += 1
            self._links.append([])
        elif role == _BOLD:
            self._in_bold += 1
        elif self._in_h1:
            self._add(" ")
            self._in_h1 += role == _HEADLINE
        elif self._tables and self._in_row(role):
            self._add(" ")
        elif role == _BREAK:
            self._break()
        else:
            self._end_block()
            self._in_h1 += role == _HEADLINE
            self._in_pre += role == _PRE

    def _in_row(self, role: int) -> bool:
        """Return True if the element is a cell of a row of figures, or divides one: there it begins no line.

        Asked inside of tables only.
        """
        return role in (_BLOCK, _BREAK) and self._tables[-1]

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
        elif role == _BOLD:
            self._in_bold -= 1
        elif _BLOCK <= role <= _PRE:
            if self._in_h1 > (role == _HEADLINE) or (self._tables and self._in_row(role)):
                self._add(" ")
            else:
                self._end_block()
            self._in_h1 -= role == _HEADLINE
            self._in_pre -= role == _PRE and self._in_pre > 0
            if role == _TABLE:
                self._tables.pop()
            if element in self._begun:
                self.ranges[element] = (self._begun.pop(element), len(self.lines))
        elif role >= _RAISED:
            self._leave_special(element, role)
        if tail := element.tail:
            self._add(tail)

    # --- elements that are written in another way ----------------------------------------------------------------

    def _enter(self, node: html.HtmlElement, role: int) -> int:
        """Begin a special element; return what it is to the text that follows."""
        if role == _ITEM:  # many of a page
            self._begin(_BLOCK)
            self._add_number(node)
            return _BLOCK
        if role in (_RAISED, _LOWERED):
            self._raised.append(len(self._text))
        elif role == _QUOTE:
            self._add(_QUOTES[self._quotes % 2][0])
            self._quotes += 1
        elif role == _READING:
            self._add("" if _has_bracket(node.getprevious()) else "(")
        elif role == _FORMULA:
            self._add(formula(node))
            return _UNSEEN
        elif role == _BUTTON:
            role = _BLOCK if _heads_text(node) else _UNSEEN
        elif role == _DEFINITION and self._text and _is(node.getprevious(), "dt"):
            self._add(" ")
            return _BLOCK
        if role in (_BLOCK, _TERM, _DEFINITION):
            self._begin(_BLOCK)
            return _TERM if role == _TERM else _BLOCK
        return role

    def _leave_special(self, element: html.HtmlElement, role: int) -> None:
        if role in (_RAISED, _LOWERED):
            start = self._raised.pop()
            text = "".join(self._text[start:])
            written = (superscript if role == _RAISED else subscript)(text)
            if written != text:
                if self._in_links:
                    self._links[-1][start - len(self._text) :] = [written]
                self._text[start:] = [written]
        elif role == _QUOTE:
            self._quotes -= 1
            self._add(_QUOTES[self._quotes % 2][1])
        elif role == _READING:
            self._add("" if _has_bracket(element.getnext()) else ")")
        elif role == _TERM and not _is(element.getnext(), "dd"):
            self._end_block()

    def _add_number(self, item: html.HtmlElement) -> None:
        """Write the number of an item whose list counts from another number than 1."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return
        place = self._items.get(parent, 0)
        self._items[parent] = place + 1
        if number := list_number(item, place):
            self._add(number)


def _is(element: html.HtmlElement | None, tag: str) -> bool:
    return element is not None and element.tag == tag


def _has_bracket(beside: html.HtmlElement | None) -> bool:
    return _is(beside, "rp")


def _heads_text(button: html.HtmlElement) -> bool:
    """Return True if a button is the heading of the text that it opens, rather than one that does something."""
    parent = button.getparent()
    return any(button.get(name) is not None for name in _OPENED) or (parent is not None and parent.tag in _HEADINGS)


def _shows_figures(table: html.HtmlElement) -> bool:
    """Return True if a table shows figures, and does not place the parts of a page: short cells, several in a row."""
    if next(table.iterdescendants("table", "h1", "img"), None) is not None:
        return False
    rows = [[collapsed("".join(cell.itertext())) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    if any(len(text) > _LONGEST_CELL or "MENAFN" in text for row in rows for text in row):
        return False
    return sum(len(row) > 1 for row in rows) > 1
