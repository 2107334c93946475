"""Tables of the store. Instants are UTC texts (``2025-05-14T08:44:27Z``), which sort as time does."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from menafn_crawler.store.changes import next_change_of

SCHEMA_VERSION = 13

Number = BigInteger().with_variant(Integer, "sqlite")
"""An article's number. SQLite keeps a table in the order of an INTEGER key, and of no other type."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", Integer, primary_key=True, autoincrement=True),
    Column("spider", String(40), nullable=False),
    Column("arguments", Text, nullable=False),
    Column("started_at", String(20), nullable=False),
    Column("finished_at", String(20)),
    Column("exit_code", Integer),
    Column("counters", Text),
    Column("reason", Text),  # why it ended with its exit code; None in runs that did not record it
    Column("place", Text),  # host and data directory: another run there has to be over
    Column("alive_until", String(20)),  # lease on what it has in progress; renewed while it lives, None at its end
)

candidates = Table(
    "candidates",
    metadata,
    Column("article_id", Number, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("first_seen_at", String(20), nullable=False),
    Column("state", String(8), nullable=False),  # a value of crawl_state.State
    Column("taken_by", Integer),  # run_id of the run that took it last
    Column("attempts", Integer, nullable=False),
    Column("gone_looks", Integer, nullable=False),  # answers "no such article" in a row
    Column("last_error", Text),
    # Earliest next attempt, NULL for the next run. If the state is gone: from when a list may reopen it.
    Column("next_try_at", String(20)),
    # Publication bounds of an article that was read but lies outside the run's since and until.
    Column("published_first", String(20)),
    Column("published_last", String(20)),
    # run_id of the last attempt that has an outcome. If it is not taken_by, the present run has none yet.
    Column("answered_to", Integer),
    Column("guessed", Boolean),  # True while no list has shown it: there may be no such article
)
Index("candidates_open", candidates.c.state, candidates.c.first_seen_at, candidates.c.article_id)

sightings = Table(
    "sightings",
    metadata,
    Column("article_id", Number, ForeignKey("candidates.article_id"), primary_key=True),
    Column("section", String(20), primary_key=True),
    Column("first_seen_at", String(20), nullable=False),
    Column("changed", BigInteger, nullable=False, server_default=text("0")),  # change number as of which it counts
)

articles = Table(
    "articles",
    metadata,
    Column("article_id", Number, ForeignKey("candidates.article_id"), primary_key=True),
    Column("url", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("title", Text, nullable=False),
    Column("provider", Text),
    Column("provider_code", String(12)),
    Column("published_at", String(20)),
    Column("published_on", String(10)),
    Column("date_precision", String(6)),
    Column("date_source", String(10)),
    Column("date_conflict", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Column("word_count", Integer, nullable=False),
    Column("wire_id", Text),
    Column("wire_number", BigInteger),
    Column("byline", Text),
    Column("tags", Text, nullable=False),
    Column("image_url", Text),
    Column("provider_url", Text),
    Column("quality", Text, nullable=False),
    Column("duplicate_of", BigInteger),
    Column("duplicate_kind", String(9)),
    Column("duplicate_share", Float),
    Column("translation_of", BigInteger),
    Column("content_hash", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("first_seen_at", String(20), nullable=False),
    Column("fetched_at", String(20), nullable=False),
    Column("source_url", Text, nullable=False),
    Column("extraction", String(20), nullable=False),
    Column("date_evidence", Text, nullable=False),
    Column("date_in_doubt", Boolean, nullable=False),  # more neighbours could decide it otherwise
    Column("date_certain", Boolean, nullable=False),  # True if its date may decide those of its neighbours
    Column("latest_take", BigInteger),  # article with the latest take of this story: the text to read; None for its own
    # The published fetched_at: of the fetch that made the record as it is. NULL if that is the last one, fetched_at.
    Column("read_at", String(20)),
    # Number of the last change of the record, see changes.py. An update of nothing published sets it to itself.
    Column("changed", BigInteger, nullable=False, default=next_change_of, onupdate=next_change_of),
)
article_versions = Table(
    "article_versions",
    metadata,
    Column("article_id", Number, primary_key=True, autoincrement=False),
    Column("until", BigInteger, primary_key=True, autoincrement=False),  # number of the change that replaced it
    Column("record", Text),  # the row of articles before, as JSON; NULL if there was none
    sqlite_with_rowid=False,
)
"""What articles held before each change; triggers write it, see versions.py."""
Index("articles_same_text", articles.c.content_hash)

Index(
    "articles_in_doubt",
    articles.c.article_id,
    sqlite_where=articles.c.date_in_doubt,
    postgresql_where=articles.c.date_in_doubt,
)

Index(
    "articles_copies",
    articles.c.duplicate_of,
    sqlite_where=articles.c.duplicate_of.is_not(None),
    postgresql_where=articles.c.duplicate_of.is_not(None),
)
Index("articles_by_day", articles.c.published_on)
Index("articles_by_change", articles.c.changed)
Index("articles_by_code", articles.c.provider_code, articles.c.language, articles.c.article_id)
Index("articles_by_provider", articles.c.provider, articles.c.language, articles.c.article_id)
# A row of the table fills a page: to count the names of the newest articles without it takes a tenth of the time.
Index("articles_names", articles.c.article_id, articles.c.provider_code, articles.c.language, articles.c.provider)

changes = Table(
    "changes",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("changed_at", String(20), nullable=False),
    sqlite_with_rowid=False,
)
"""Transactions that changed published data, for exports; see changes.py."""
Index("changes_by_time", changes.c.changed_at)

history = Table(
    "history",
    metadata,
    Column("article_id", Number, ForeignKey("articles.article_id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("event", String(9), nullable=False),  # a value of history.Event
    Column("noted_at", String(20), nullable=False),
    Column("record", Text, nullable=False),  # the article after the event, as JSON
)

stale_dates = Table(
    "stale_dates",
    metadata,
    Column("raw", Text, primary_key=True),
    Column("found_at", String(20), nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("layout", String(20), primary_key=True),
    Column("provider", String(200), primary_key=True),  # empty for the site's own
    Column("digest", String(64), primary_key=True),  # sha256 of the folded paragraph
    Column("found_at", String(20), nullable=False),
)
"""Paragraphs that are no text: the same under many stories; see normalise/repeated_boilerplate.py."""

walks = Table(
    "walks",
    metadata,
    Column("list_key", String(40), primary_key=True),
    Column("finished", Boolean, nullable=False),
    # Depth to which the list was last read without a gap; both NULL if to its end. See discover.Depth.
    Column("pages", Integer),
    Column("since", String(20)),
)

shown = Table(
    "shown",
    metadata,
    Column("list_key", String(40), primary_key=True),  # as in walks; feeds are other lists than sections
    Column("article_id", Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Articles that the pages of each list have shown. ``sightings`` cannot replace this table: its key is the section,
which two editions share, which feeds also write, and which the Arabic home page lacks."""

texts = Table(
    "texts",
    metadata,
    Column("text_id", Integer, primary_key=True, autoincrement=True),
    Column("content_hash", String(64), nullable=False, unique=True),
    Column("runs", Integer, nullable=False),  # different runs of words; 0 for a text too short to be nearly another's
    Column("scheme", Text),  # what made the sketch: shingles, library, size, seed
    Column("sketch", LargeBinary),
)

bands = Table(
    "bands",
    metadata,
    Column("bucket", Integer, primary_key=True, autoincrement=False),  # the days of an article that tells the text
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("text_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,  # the key is the row: looked up by its beginning, written beside those of the same days
)

likenesses = Table(
    "likenesses",
    metadata,
    Column("text_id", Integer, primary_key=True, autoincrement=False),
    Column("other_id", Integer, primary_key=True, autoincrement=False),  # a text that is near, in both orders
    Column("share", Float, nullable=False),  # of this text's shingles that the other has
    Column("part", Boolean, nullable=False),  # the shorter is a part of the longer: near under the same headline only
    Column("evidence", Text),  # names and figures that agree and differ, as JSON
    Column("forced", Boolean, nullable=False),  # an analyst said so, see MENAFN_NEVER_MERGE
)

kept_apart = Table(
    "kept_apart",
    metadata,
    Column("article_id", Number, primary_key=True, autoincrement=False),
    Column("other_id", Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Pairs of articles that an analyst wants never to be merged, in both orders; see MENAFN_NEVER_MERGE."""

translations = Table(
    "translations",
    metadata,
    Column("english_id", Number, primary_key=True, autoincrement=False),
    Column("arabic_id", Number, primary_key=True, autoincrement=False),
    Column("score", Float, nullable=False),
    Column("evidence", Text, nullable=False),  # a deduplicate.TranslationEvidence as JSON
    sqlite_with_rowid=False,
)
"""Pairs of articles that tell one release, whether they are linked or another one is the better partner."""
Index("translations_by_arabic", translations.c.arabic_id)

captures = Table(
    "captures",
    metadata,
    Column("file", String(120), primary_key=True),  # name of a WARC or WACZ file, without its directory
    Column("offset", BigInteger, primary_key=True, autoincrement=False),  # of the record of the answer in it
    Column("article_id", Number, ForeignKey("candidates.article_id"), nullable=False),
    Column("fetched_at", String(20), nullable=False),
    Column("status", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("length", BigInteger),  # of the record in the file; NULL in rows of older versions
)
Index("captures_by_article", captures.c.article_id, captures.c.fetched_at)

feeds = Table(
    "feeds",
    metadata,
    Column("path", Text, primary_key=True),  # path and query on the site
    Column("site", Text, nullable=False),  # base from which it was read: validators are that server's own
    Column("etag", Text),
    Column("last_modified", Text),
    Column("entries", Integer, nullable=False),  # articles that the answer with these validators showed
    Column("changed_at", String(20), nullable=False),  # when the whole feed last came
)

feed_dates = Table(
    "feed_dates",
    metadata,
    Column("article_id", Number, ForeignKey("candidates.article_id"), primary_key=True, autoincrement=False),
    Column("raw", Text, primary_key=True),
    Column("first_seen_at", String(20), nullable=False),
)
