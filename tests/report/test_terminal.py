"""Text for terminals and for what is none."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.report.terminal import NARROWEST, WIDEST, Terminal, isolated


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "colours"),
    [
        pytest.param(Tty(), {}, True, id="terminal"),
        pytest.param(io.StringIO(), {}, False, id="pipe"),
        pytest.param(Tty(), {"NO_COLOR": "1"}, False, id="no colours wanted"),
        pytest.param(Tty(), {"NO_COLOR": ""}, True, id="empty means nothing"),
        pytest.param(Tty(), {"TERM": "dumb"}, False, id="none to be had"),
    ],
)
def test_colours_only_where_they_are_wanted(stream: io.StringIO, environment: dict[str, str], colours: bool) -> None:
    terminal = Terminal.of(stream, environment, 80)
    assert (terminal.paint("x", "red") == "\x1b[31mx\x1b[0m") is colours


@pytest.mark.parametrize(("columns", "used"), [(1, NARROWEST), (80, 80), (500, WIDEST)])
def test_no_line_is_wider_than_the_terminal(columns: int, used: int) -> None:
    terminal = Terminal.of(io.StringIO(), {}, columns)
    lines = list(terminal.row("label", "word " * 200 + "x" * 400, 10))
    assert max(map(len, lines)) <= used
    assert all(line.startswith(" " * 13) for line in lines[1:])


def test_what_a_page_says_cannot_speak_to_the_terminal() -> None:
    (line,) = Terminal().row("title", "A\x1b]0;owned\x07 B\x1b[2J", 5)
    assert "\x1b" not in line
    assert "\\x1b]0;owned" in line
    assert "\x07" not in line


ARABIC = "وزارة الصحة الكويتية"


def test_right_to_left_text_leaves_what_follows_it_alone() -> None:
    assert isolated(ARABIC) == f"\u2068{ARABIC}\u2069"
    assert isolated("Kuwait") == "Kuwait"


@pytest.mark.parametrize("foreign", ["\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\x00", "\x7f", "\ud800"])
def test_foreign_controls_are_escaped(foreign: str) -> None:
    (line,) = Terminal(80).wrapped(f"a{foreign}b", 80)
    assert line.isprintable()
    assert line == isolated(f"a{foreign}b") != f"a{foreign}b"


def test_foreign_text_cannot_end_an_isolate() -> None:
    assert isolated(f"{ARABIC}\u2069 x\u2068") == f"\u2068{ARABIC} x\u2069"


@given(st.text(alphabet=st.sampled_from(["\u2068", "\u2069", "a", " ", "\u0643", "\u202e"]), max_size=120))
def test_every_line_closes_what_it_opens(foreign: str) -> None:
    for line in Terminal(40).wrapped(foreign, 20):
        depth = 0
        for character in line:
            depth += (character == "\u2068") - (character == "\u2069")
            assert depth >= 0
        assert depth == 0
