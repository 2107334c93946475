"""Text for terminals and for what is none."""

from __future__ import annotations

import io

import pytest

from menafn_crawler.report.terminal import NARROWEST, WIDEST, Terminal


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
    assert "\x07" not in line
