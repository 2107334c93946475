"""From what a page says to what it means: strings in, values out; no I/O, no clock."""

from menafn_crawler.normalise.addresses import (
    PUBLISHED_BASE,
    SITE_HOSTS,
    ArticleAddress,
    article_address,
    named_article,
    on_site,
    rebase,
)
from menafn_crawler.normalise.article import Fetched, Reading, normalise
from menafn_crawler.normalise.body import paragraphs
from menafn_crawler.normalise.boilerplate import (
    COMMENTS,
    DISCLAIMER,
    DISCLAIMER_INSIDE,
    LATEST_STORIES,
    OTHER_STORIES,
    READ_ALSO_LABEL,
    SHARE,
    SHARE_RUN,
    disclaimer_inside,
    is_share_block,
    without_markup,
)
from menafn_crawler.normalise.byline import BYLINE_LINES, find_byline, find_glued_byline, names_site, provider_of
from menafn_crawler.normalise.calibration import (
    SITE_ANCHORS,
    Anchor,
    Calibration,
    Interval,
    best_interval,
    between_neighbours,
    in_order,
    site_calibration,
)
from menafn_crawler.normalise.characters import collapsed, publishable, without_escape_sequences, without_invisible
from menafn_crawler.normalise.choose_date import DateVerdict, choose_date
from menafn_crawler.normalise.constant_dates import ConstantDates, PageClocks, at_midnight, midnight_is_a_day
from menafn_crawler.normalise.content_hash import comparable, content_hash
from menafn_crawler.normalise.doubled_hour import doubled_instants, resolve_doubled_hour
from menafn_crawler.normalise.figures import fold_figures
from menafn_crawler.normalise.folding import FoldedPattern, fold, fold_line, fold_with_offsets
from menafn_crawler.normalise.language import language_of
from menafn_crawler.normalise.mojibake import is_mojibake, repair_encoding
from menafn_crawler.normalise.pictures import image_url, is_placeholder, published_link
from menafn_crawler.normalise.printed_dates import date_label, find_printed_date, find_printed_dates, read_printed_date
from menafn_crawler.normalise.provider_names import ProviderNames, is_spelling
from menafn_crawler.normalise.publication_bounds import publication_bounds
from menafn_crawler.normalise.quality import DAMAGE, damage, repair_text
from menafn_crawler.normalise.redate import is_certain, is_doubtful, redate, with_date_of
from menafn_crawler.normalise.repeated_boilerplate import Notice, RepeatedParagraphs
from menafn_crawler.normalise.response_time import read_date_header, site_time
from menafn_crawler.normalise.strip_boilerplate import boilerplate_suspected, strip_boilerplate
from menafn_crawler.normalise.tags import read_tags
from menafn_crawler.normalise.title import clean_title
from menafn_crawler.normalise.wire_id import (
    PROVIDERS,
    WIRE_ID,
    choose_wire_id,
    read_wire_id,
    wire_ids,
    without_wire_ids,
)
from menafn_crawler.normalise.witnesses import (
    CLOCK_NOTE,
    DATE_FLAGS,
    FROM_PAGE,
    MIDNIGHT_NOTE,
    SOURCES,
    TIMED,
    Witness,
    clock_witness,
    feed_witness,
    header_witness,
    image_witness,
    neighbours_witness,
    utc_text,
    wire_witness,
    witness_from_evidence,
)
from menafn_crawler.normalise.zone_shift import PrintedTime, printed_time, printed_time_offset

__all__ = [
    "BYLINE_LINES",
    "CLOCK_NOTE",
    "COMMENTS",
    "DAMAGE",
    "DATE_FLAGS",
    "DISCLAIMER",
    "DISCLAIMER_INSIDE",
    "FROM_PAGE",
    "LATEST_STORIES",
    "MIDNIGHT_NOTE",
    "OTHER_STORIES",
    "PROVIDERS",
    "PUBLISHED_BASE",
    "READ_ALSO_LABEL",
    "SHARE",
    "SHARE_RUN",
    "SITE_ANCHORS",
    "SITE_HOSTS",
    "SOURCES",
    "TIMED",
    "WIRE_ID",
    "Anchor",
    "ArticleAddress",
    "Calibration",
    "ConstantDates",
    "DateVerdict",
    "Fetched",
    "FoldedPattern",
    "Interval",
    "Notice",
    "PageClocks",
    "PrintedTime",
    "ProviderNames",
    "Reading",
    "RepeatedParagraphs",
    "Witness",
    "article_address",
    "at_midnight",
    "best_interval",
    "between_neighbours",
    "boilerplate_suspected",
    "choose_date",
    "choose_wire_id",
    "clean_title",
    "clock_witness",
    "collapsed",
    "comparable",
    "content_hash",
    "damage",
    "date_label",
    "disclaimer_inside",
    "doubled_instants",
    "feed_witness",
    "find_byline",
    "find_glued_byline",
    "find_printed_date",
    "find_printed_dates",
    "fold",
    "fold_figures",
    "fold_line",
    "fold_with_offsets",
    "header_witness",
    "image_url",
    "image_witness",
    "in_order",
    "is_certain",
    "is_doubtful",
    "is_mojibake",
    "is_placeholder",
    "is_share_block",
    "is_spelling",
    "language_of",
    "midnight_is_a_day",
    "named_article",
    "names_site",
    "neighbours_witness",
    "normalise",
    "on_site",
    "paragraphs",
    "printed_time",
    "printed_time_offset",
    "provider_of",
    "publication_bounds",
    "publishable",
    "published_link",
    "read_date_header",
    "read_printed_date",
    "read_tags",
    "read_wire_id",
    "rebase",
    "redate",
    "repair_encoding",
    "repair_text",
    "resolve_doubled_hour",
    "site_calibration",
    "site_time",
    "strip_boilerplate",
    "utc_text",
    "wire_ids",
    "wire_witness",
    "with_date_of",
    "without_escape_sequences",
    "without_invisible",
    "without_markup",
    "without_wire_ids",
    "witness_from_evidence",
]
