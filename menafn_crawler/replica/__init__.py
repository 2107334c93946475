"""A small newsroom with MENAFN's layouts and faults, served on loopback, that knows the truth about itself.

>>> from menafn_crawler.replica import build_newsroom, expected_record
>>> newsroom = build_newsroom()
>>> expected_record(newsroom.by_id[1109547045])["published_at"]
'2025-05-14T08:44:27Z'
"""

from .amendments import Amendment
from .newsroom import Newsroom, Story, build_newsroom
from .server import ReplicaServer, serve
from .shells import shell_ids
from .truth import (
    copies,
    data_set,
    each_story_once,
    expected_fed_record,
    expected_record,
    expected_records,
    expected_sections,
    gone_ids,
    reachable,
    unreadable_ids,
)

__all__ = [
    "Amendment",
    "Newsroom",
    "ReplicaServer",
    "Story",
    "build_newsroom",
    "copies",
    "data_set",
    "each_story_once",
    "expected_fed_record",
    "expected_record",
    "expected_records",
    "expected_sections",
    "gone_ids",
    "reachable",
    "serve",
    "shell_ids",
    "unreadable_ids",
]
