"""The data set as files: tables, formats, atomic publication, and a description of each directory."""

from menafn_crawler.export.file_writer import write_file
from menafn_crawler.export.formats import (
    FORMATS,
    SUFFIXES,
    ExportStoppedError,
    MissingLibraryError,
    format_of,
    suffix_of,
)
from menafn_crawler.export.guide import GUIDE
from menafn_crawler.export.months import directory_format_of
from menafn_crawler.export.package import PACKAGE, ForeignPackageError
from menafn_crawler.export.publication import commit, publish
from menafn_crawler.export.refresh import behind, configured, refresh
from menafn_crawler.export.stories import PROVIDERS, STORIES, TABLES
from menafn_crawler.export.tables import ARTICLES, REVISIONS, Table, as_of, changed_since
from menafn_crawler.export.write import EmptyExportError, ExportSpec, StagedExport, stage_export

__all__ = [
    "ARTICLES",
    "FORMATS",
    "GUIDE",
    "PACKAGE",
    "PROVIDERS",
    "REVISIONS",
    "STORIES",
    "SUFFIXES",
    "TABLES",
    "EmptyExportError",
    "ExportSpec",
    "ExportStoppedError",
    "ForeignPackageError",
    "MissingLibraryError",
    "StagedExport",
    "Table",
    "as_of",
    "behind",
    "changed_since",
    "commit",
    "configured",
    "directory_format_of",
    "format_of",
    "publish",
    "refresh",
    "stage_export",
    "suffix_of",
    "write_file",
]
