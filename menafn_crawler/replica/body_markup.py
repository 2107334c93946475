"""The body of a story as its page prints it: byline, damage, read-also blocks and trailers put around the true text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from markupsafe import Markup, escape

from .labels import words_of
from .story import Story
from .url_forms import link

_SENTENCE_END = (".", "!", "?", "”", '"')


def hard_wrap(text: str, width: int = 65) -> list[str]:
    """Lines of about `width` characters; a line never ends where a sentence does.

    >>> hard_wrap("seven ships. They came", width=15)
    ['seven ships. They', 'came']
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        line = f"{line} {word}" if line else word
        if len(line) >= width - 5 and not word.endswith(_SENTENCE_END):
            lines.append(line)
            line = ""
    return [*lines, line] if line else lines


def mojibake(text: str) -> str:
    """Curly quotation marks read in the wrong code page, as some feeds deliver them.

    >>> mojibake("“a”") == "â€œaâ€" + chr(0x9D)
    True
    """

    def misread(found: re.Match[str]) -> str:
        data = found[0].encode()
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)

    return re.sub("[“”’]", misread, text)


def _nbsp(text: str) -> str:
    return re.sub(r"(\d) ", "\\1\u00a0", text).replace(", ", ",\u00a0 ", 1)


def _zero_width(text: str) -> str:
    first, _, rest = text.partition(" ")
    return f"{first}\u200b {rest[:9]}\ufeff{rest[9:]}"


_CHARACTER_DAMAGE: dict[str, Callable[[str], str]] = {
    "dash_apostrophes": lambda text: re.sub(r"(?<=\w)'(?=s\b)", "–", text),
    "mojibake": mojibake,
    "nbsp": _nbsp,
    "zero_width": _zero_width,
}
"""Damages that touch single characters, in the order in which they happen."""


def _paragraph(story: Story, number: int, text: str) -> Markup:
    """Return one paragraph of the page, without the tags around it."""
    for name, damage in _CHARACTER_DAMAGE.items():
        if name in story.damages:
            text = damage(text)
    if "literal_tags" in story.damages and number % 2 == 1:
        text = f"{text} <p></p>"
    if "arrow" in story.damages and number == 1:
        text = f"--> {text}"
    if "wrap_br" in story.damages:
        return Markup("<br>\n").join(hard_wrap(text))
    if "wrap_newline" in story.damages:
        return Markup("\n").join(hard_wrap(text))
    return escape(text)


def read_also(kind: str, story: Story, related: Sequence[Story]) -> Markup:
    """Return a block of other stories' headlines, in one of five markups."""
    first, second = related[0], related[1]
    one = Markup('<a href="{}">{}</a>').format(link(first, "also"), first.title)
    two = Markup('<a href="{}">{}</a>').format(link(second, "also"), second.title)
    words = words_of(story.language)
    label = words.read_also[story.article_id % 3]
    blocks = {
        "line": Markup("<p>{}: {}</p>").format(words.read_also_line, one),
        "list": Markup('<div class="read-also-box"><span>{}</span><ul><li>{}</li><li>{}</li></ul></div>').format(
            label, one, two
        ),
        "strong": Markup("<p><strong>{}</strong></p><p>{}</p>").format(label, one),
        "loose": Markup("<p>{}</p>\n<ul><li>{}</li><li>{}</li></ul>").format(label, one, two),
        "plain": Markup("<p><b>{}:</b> {}</p>").format(words.read_more, one),
    }
    return blocks[kind]


def byline_markup(story: Story) -> Markup:
    """Return the byline with its nodes; empty where the page has none."""
    text = story.byline
    if text is None:
        return Markup("")
    if story.byline_shape == "span":
        return Markup("<span>(</span>{}").format(text[1:])
    if story.byline_shape == "bold":
        return Markup("<b>(</b><i>{}</i>").format(text[1:])
    return escape(text)


def _blocks(story: Story) -> list[Markup]:
    """Paragraphs with byline and trailer in their places."""
    texts = [_paragraph(story, number, text) for number, text in enumerate(story.body())]
    byline = byline_markup(story)
    if byline and story.byline_inline:
        texts[0] = byline + " " + texts[0]
    elif byline:
        texts.insert(0, byline)
    if story.trailer and story.trailer_inline:
        texts[-1] = texts[-1] + " " + escape(story.trailer)
    elif story.trailer:
        texts.append(escape(story.trailer))
    return texts


def body_markup(story: Story, related: Sequence[Story], added: str | None = None) -> Markup:
    """Inner HTML of the body block. `related` are at least two other stories for read-also blocks.

    `added` is a paragraph that a correction put behind the others.
    """
    blocks = [*_blocks(story), *([escape(added)] if added else [])]
    kinds = sorted(name.removeprefix("read_also_") for name in story.damages if name.startswith("read_also_"))
    cut = Random(story.article_id).randint(2, len(blocks) - 1) if len(blocks) > 3 else len(blocks)
    inserted = Markup("\n").join(read_also(kind, story, related) for kind in kinds) if len(related) > 1 else ""
    if not inserted:
        return _join(story, blocks)
    return _join(story, blocks[:cut]) + Markup("\n") + inserted + Markup("\n") + _join(story, blocks[cut:])


def _join(story: Story, blocks: Sequence[Markup]) -> Markup:
    if story.paragraphs == "br":
        return Markup("<br><br>\n").join(blocks)
    tag = story.paragraphs
    return Markup("\n").join(Markup(f"<{tag}>{{}}</{tag}>").format(block) for block in blocks)
