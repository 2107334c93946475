"""The store: articles and their history, the queue of candidates, list progress, runs; SQLite or PostgreSQL."""

from menafn_crawler.items import Capture
from menafn_crawler.store.address import StoreAddressError, read_address, shown_address
from menafn_crawler.store.article_filter import EVERY_STORY, EVERYTHING, Selection, Span
from menafn_crawler.store.article_updates import Change, WriteResult
from menafn_crawler.store.article_versions import (
    instant_of,
    iterate_as_of,
    iterate_changes,
    number_at,
    versions_kept_from,
)
from menafn_crawler.store.atomic import (
    Staged,
    StagedFile,
    atomic_write,
    remove_abandoned_parts,
    stage_directory,
    stage_file,
)
from menafn_crawler.store.captures import captures_of
from menafn_crawler.store.changes import change_number, change_number_before, lock_articles
from menafn_crawler.store.copies import Copy, Publication, copies_of, iterate_publications
from menafn_crawler.store.copying import backup, copy_store
from menafn_crawler.store.crawl_state import Absence, State, any_stored_by
from menafn_crawler.store.database import Database, database_now, open_database, open_existing
from menafn_crawler.store.delta_cursors import LONGEST_NAME, read_cursor, write_cursor
from menafn_crawler.store.engine import Timeouts
from menafn_crawler.store.errors import StoreError
from menafn_crawler.store.feed_validators import FeedAnswer
from menafn_crawler.store.inspection import StoreState, inspect_store, newest_sighting, store_id
from menafn_crawler.store.interrupted_runs import note_finished
from menafn_crawler.store.json_lines_log import LARGEST, append_line
from menafn_crawler.store.learned_text_rules import TextRules
from menafn_crawler.store.lock import LOCK_FILE, DataDirectoryBusy, RunLock
from menafn_crawler.store.partitions import (
    count_by_day,
    days_changed,
    ids_published,
    months,
    moves_since,
    provider_names,
)
from menafn_crawler.store.quarantine import Evidence, keep_foreign, read_quarantine, set_aside
from menafn_crawler.store.queue import Task
from menafn_crawler.store.rebuild_stories import Decision, DecisionChange, decide_again, overrule
from menafn_crawler.store.redating import Redating, apply_feed_dates, with_feed_dates
from menafn_crawler.store.runs import BegunRun, EndedRun, QueueBusy, begin_run
from menafn_crawler.store.schema import SCHEMA_VERSION, bands, candidates, likenesses, metadata, sightings, texts
from menafn_crawler.store.translations import Translation, translations_of
from menafn_crawler.store.upsert import insert_new_tuples
from menafn_crawler.store.writer import GROUP, Writer, WriteRequest

__all__ = [
    "EVERYTHING",
    "EVERY_STORY",
    "GROUP",
    "LARGEST",
    "LOCK_FILE",
    "LONGEST_NAME",
    "SCHEMA_VERSION",
    "Absence",
    "BegunRun",
    "Capture",
    "Change",
    "Copy",
    "DataDirectoryBusy",
    "Database",
    "Decision",
    "DecisionChange",
    "EndedRun",
    "Evidence",
    "FeedAnswer",
    "Publication",
    "QueueBusy",
    "Redating",
    "RunLock",
    "Selection",
    "Span",
    "Staged",
    "StagedFile",
    "State",
    "StoreAddressError",
    "StoreError",
    "StoreState",
    "Task",
    "TextRules",
    "Timeouts",
    "Translation",
    "WriteRequest",
    "WriteResult",
    "Writer",
    "any_stored_by",
    "append_line",
    "apply_feed_dates",
    "atomic_write",
    "backup",
    "bands",
    "begin_run",
    "candidates",
    "captures_of",
    "change_number",
    "change_number_before",
    "copies_of",
    "copy_store",
    "count_by_day",
    "database_now",
    "days_changed",
    "decide_again",
    "ids_published",
    "insert_new_tuples",
    "inspect_store",
    "instant_of",
    "iterate_as_of",
    "iterate_changes",
    "iterate_publications",
    "keep_foreign",
    "likenesses",
    "lock_articles",
    "metadata",
    "months",
    "moves_since",
    "newest_sighting",
    "note_finished",
    "number_at",
    "open_database",
    "open_existing",
    "overrule",
    "provider_names",
    "read_address",
    "read_cursor",
    "read_quarantine",
    "remove_abandoned_parts",
    "set_aside",
    "shown_address",
    "sightings",
    "stage_directory",
    "stage_file",
    "store_id",
    "texts",
    "translations_of",
    "versions_kept_from",
    "with_feed_dates",
    "write_cursor",
]
