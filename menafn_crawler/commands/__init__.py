"""Commands of ``scrapy``: one file each, found by Scrapy itself (``COMMANDS_MODULE``)."""

from difflib import get_close_matches

from scrapy import cmdline
from scrapy.settings import BaseSettings

_tell_unknown = cmdline._print_unknown_command_msg


def _tell_nearest(settings: BaseSettings, cmdname: str, inproject: bool) -> None:
    """Say which command was perhaps meant. Scrapy has no hook for that, and reads this package before it says so."""
    _tell_unknown(settings, cmdname, inproject)
    near = get_close_matches(cmdname, cmdline._get_commands_dict(settings, inproject), 1, 0.6)
    if near:
        print(f"Did you mean {near[0]}?\n")


cmdline._print_unknown_command_msg = _tell_nearest
