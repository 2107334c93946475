"""The visible text of an element, line by line, as a reader sees it."""

from __future__ import annotations

from lxml import html

from menafn_crawler.items import TextLine

UNSEEN = frozenset(
    "script style noscript template iframe svg select option textarea button head object math canvas".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


def read_lines(element: html.HtmlElement) -> list[TextLine]:
    """Lines of *element* in page order.

    Blocks and double line breaks begin a paragraph, single ``<br>`` a line; inline elements are joined without a
    space, as a browser shows them. Scripts, forms and comments are not seen.

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
        self._linked: list[str] = []
        self._new_block = True
        self._links = 0
        self._h1 = 0

    def end_line(self) -> None:
        text = " ".join("".join(self._text).split())
        if text:
            linked = " ".join("".join(self._linked).split()) if self._linked else ""
            self.lines.append(TextLine(text, linked, self._new_block, self._h1 > 0))
            self._new_block = False
        self._text = []
        self._linked = []

    def _end_block(self) -> None:
        self.end_line()
        self._new_block = True

    def _break(self) -> None:
        if self._has_text():
            self.end_line()
        else:
            self._new_block = True

    def _has_text(self) -> bool:
        return any(not part.isspace() for part in self._text)

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            if self._links:
                self._linked.append(text)

    def walk(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            return
        if tag == "br":
            self._break()
            return
        if tag in BLOCKS:
            self._end_block()
        self._links += tag == "a"
        self._h1 += tag == "h1"
        self._add(element.text)
        for child in element:
            self.walk(child)
            self._add(child.tail)
        if tag in BLOCKS:
            self._end_block()
        self._links -= tag == "a"
        self._h1 -= tag == "h1"
