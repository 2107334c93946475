"""WARC archives: pages written as a crawl fetches them, pages read back without a request.

Exported here is the writer. The reader needs warcio: import ``containers``, ``parse_segment``, ``process_pool``,
``reprocess`` and ``responses`` where they are used.
"""

from menafn_crawler.archive.http_exchange import (
    FEED_FIELD,
    LIST_FIELD,
    REQUESTED_FIELD,
    SITE_FIELD,
    SOFTWARE,
    HttpExchange,
)
from menafn_crawler.archive.recovery import finish_interrupted_files
from menafn_crawler.archive.writer import ArchiveError, WarcFileWriter, check_directory

__all__ = [
    "FEED_FIELD",
    "LIST_FIELD",
    "REQUESTED_FIELD",
    "SITE_FIELD",
    "SOFTWARE",
    "ArchiveError",
    "HttpExchange",
    "WarcFileWriter",
    "check_directory",
    "finish_interrupted_files",
]
