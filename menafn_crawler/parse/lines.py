"""The visible text of an element, line by line, as a reader sees it."""

from __future__ import annotations

from lxml import html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise.characters import collapsed

UNSEEN = frozenset(
    "script style noscript template iframe svg select option textarea button head object math canvas".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


_IS_UNSEEN = None
_IN_UNSEEN = ""
_NOT_READ = (_IS_UNSEEN, _IN_UNSEEN)
"""What stands for the tag of an element that is not read: the text behind it is, unless it stands in another."""
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
        text = "".join(self._text)
        if text and not text.isspace():  # between most blocks stands nothing, or what indents the next
            text = collapsed(text)
            if text.strip(_UNSEEN_IN_LINES):
                links = [collapsed("".join(link)) for link in self._links]
                self.lines.append(TextLine(text, "\n".join(filter(None, links)), self._new_block, self._in_h1 > 0))
                self._new_block = False
        self._text.clear()
        if self._links:
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
        """Read *element* without recursion: pages with unclosed tags nest deeper than Python's stack.

        An element is left when a node comes that does not stand in it. (To ask each for its children costs the most.)
        """
        entered: list[tuple[html.HtmlElement, str | None]] = []
        for node in element.iter():
            if entered:
                parent = node.getparent()
                while entered[-1][0] is not parent:
                    self._leave(*entered.pop())
                if entered[-1][1] in _NOT_READ:
                    entered.append((node, _IN_UNSEEN))
                    continue
            tag = node.tag
            if isinstance(tag, str) and tag not in UNSEEN:
                self._enter(node, tag)
                entered.append((node, tag))
            else:
                entered.append((node, _IS_UNSEEN))
        while len(entered) > 1:
            self._leave(*entered.pop())

    def _enter(self, element: html.HtmlElement, tag: str) -> None:
        if tag in BLOCKS:
            if self._in_h1:
                self._add(" ")
            else:
                self._end_block()
            self._in_h1 += tag == "h1"
        elif tag == "br":
            if self._in_h1:
                self._add(" ")
            else:
                self._break()
        elif tag == "a":
            self._in_links += 1
            self._links.append([])
        self._add(element.text)

    def _leave(self, element: html.HtmlElement, tag: str | None) -> None:
        if tag in BLOCKS:
            if self._in_h1 > (tag == "h1"):
                self._add(" ")
            else:
                self._end_block()
            self._in_h1 -= tag == "h1"
        elif tag == "a":
            self._in_links -= 1
        if tag is not _IN_UNSEEN:
            self._add(element.tail)
