"""The data set as files: tables, formats, atomic publication, and a description of each directory."""

from menafn_crawler.export.formats import FORMATS, SUFFIXES, Format, MissingLibraryError, format_of, suffix_of
from menafn_crawler.export.guide import GUIDE
from menafn_crawler.export.package import PACKAGE, ForeignPackageError
from menafn_crawler.export.publication import commit, is_current, is_described, publish
from menafn_crawler.export.tables import ARTICLES, REVISIONS, Table
from menafn_crawler.export.write import EmptyExportError, ExportSpec, StagedExport, stage_export

__all__ = [
    "ARTICLES",
    "FORMATS",
    "GUIDE",
    "PACKAGE",
    "REVISIONS",
    "SUFFIXES",
    "EmptyExportError",
    "ExportSpec",
    "ForeignPackageError",
    "Format",
    "MissingLibraryError",
    "StagedExport",
    "Table",
    "commit",
    "format_of",
    "is_current",
    "is_described",
    "publish",
    "stage_export",
    "suffix_of",
]
