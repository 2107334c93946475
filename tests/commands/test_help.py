"""Every ``--help`` has examples that can be typed, and what is misspelt is told with the nearest name."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from scrapy import cmdline
from scrapy.cmdline import ScrapyArgumentParser
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from menafn_crawler.project_command import ExampleCommand
from tests.crawls import scrapy

SETTINGS = get_project_settings()
COMMANDS = cmdline._get_commands_dict(SETTINGS, inproject=True)
SPIDERS = SpiderLoader.from_settings(SETTINGS)


def parts_of(example: str, command: str) -> list[str]:
    """The words behind ``scrapy COMMAND`` in an example, which may have other commands of the shell around it."""
    lexer = shlex.shlex(example, posix=True, punctuation_chars="|;")
    lexer.whitespace_split = True
    words = list(lexer)
    start = next(at for at in range(len(words)) if words[at : at + 2] == ["scrapy", command])
    end = next((at for at in range(start, len(words)) if words[at] in ("|", ";")), len(words))
    return words[start + 2 : end]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_with_two_examples(name: str) -> None:
    shown = scrapy(name, "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.rstrip().split("\nExamples\n========\n")[-1].splitlines()
    assert len(lines) >= 2
    assert len(set(lines)) == len(lines)
    assert all(f"scrapy {name}" in line for line in lines)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "crawl"])
def test_every_option_of_an_example_is_one_of_the_command(name: str) -> None:
    command = COMMANDS[name]
    assert isinstance(command, ExampleCommand)
    command.settings = SETTINGS
    parser = ScrapyArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    for example in command.examples:
        _, rest = parser.parse_known_args(parts_of(example, name))
        assert not [word for word in rest if word.startswith("-")], example


@pytest.mark.parametrize("spider", SPIDERS.list())
def test_every_spider_has_two_examples_with_its_arguments(spider: str) -> None:
    command = COMMANDS["crawl"]
    assert isinstance(command, ExampleCommand)
    examples = [words for words in (parts_of(example, "crawl") for example in command.examples) if words[0] == spider]
    assert len(examples) >= 2
    for words in examples:
        given = {words[at + 1].partition("=")[0] for at, word in enumerate(words) if word == "-a"}
        assert given <= SPIDERS.load(spider).allowed_arguments  # type: ignore[attr-defined]


MISSPELT = {
    "spider": (("crawl", "menafm"), "did you mean menafn?"),
    "argument": (("crawl", "menafn", "-a", "secton=asia"), "did you mean sections?"),
    "section": (("crawl", "menafn", "-a", "sections=economi"), "did you mean economy?"),
    "setting of a crawl": (("crawl", "menafn", "-s", "DOWNLOAD_DELY=2"), "did you mean DOWNLOAD_DELAY?"),
    "setting of a command": (("summary", "-s", "MENAFN_STOR=x"), "did you mean MENAFN_STORE?"),
    "setting unlike any": (("report", "-s", "MENAFN_NONSENSE=x"), "unknown setting MENAFN_NONSENSE"),
    "argument of the doctor": (("doctor", "-a", "sit=http://127.0.0.1:1"), "did you mean site?"),
    "command": (("sumary",), "Did you mean summary?"),
    "command with a hyphen": (("copy_store", "a", "b"), "Did you mean copy-store?"),
}


@pytest.mark.parametrize(("words", "hint"), MISSPELT.values(), ids=MISSPELT.keys())
def test_the_nearest_name_is_suggested(tmp_path: Path, words: tuple[str, ...], hint: str) -> None:
    options = () if words[0] in ("sumary", "copy_store") else ("-s", f"MENAFN_DATA_DIR={tmp_path}")
    done = scrapy(*words, *options)
    assert done.returncode == 2
    assert hint in done.stderr + done.stdout
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "last-attempt.json"])


def test_a_command_unlike_any_is_suggested_nothing() -> None:
    done = scrapy("zzzzzz")
    assert done.returncode == 2
    assert "Did you mean" not in done.stdout
