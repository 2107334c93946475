"""Scrapy's memory limit for this process alone: on Linux, a child process inherits the peak of its parent."""

from __future__ import annotations

import re
from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_STATUS = Path("/proc/self/status")
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


class OwnMemoryUsage(MemoryUsage):
    """``MEMUSAGE_LIMIT_MB`` for a crawl that a large program starts, a notebook for instance."""

    def get_virtual_size(self) -> int:
        """Return the peak of resident memory in bytes; as Scrapy measures it if Linux does not say."""
        try:
            found = _PEAK.search(_STATUS.read_text("ascii"))
        except (OSError, UnicodeDecodeError):
            found = None
        return int(found[1]) * 1024 if found is not None else super().get_virtual_size()
