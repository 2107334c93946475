"""Commands of ``scrapy``: one file each, found by Scrapy itself (``COMMANDS_MODULE``)."""

import gc
from difflib import get_close_matches

from scrapy import cmdline
from scrapy.settings import BaseSettings

OBJECTS_BETWEEN_COLLECTIONS = 20_000
gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 50)
"""Modules and pages leave few reference cycles. Looking for them as often as by default takes a tenth of the time that
the commands need to be imported, and of a crawl. Scrapy reads this package before it imports the commands."""

_tell_unknown = cmdline._print_unknown_command_msg


def _tell_nearest(settings: BaseSettings, cmdname: str, inproject: bool) -> None:
    """Say which command was perhaps meant. Scrapy has no hook for that, and reads this package before it says so."""
    _tell_unknown(settings, cmdname, inproject)
    near = get_close_matches(cmdname, cmdline._get_commands_dict(settings, inproject), 1, 0.6)
    if near:
        print(f"Did you mean {near[0]}?\n")


cmdline._print_unknown_command_msg = _tell_nearest
