"""Parse the values of spider arguments: a base URL, sections, feeds, a span, ids.

Each function raises ArgumentError, which says what is allowed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from menafn_crawler.archive import cdx
from menafn_crawler.discover import ALL, SECTIONS, FeedAddress, find_feeds, read_date_bound, read_id_ranges
from menafn_crawler.discover.feeds import COUNTRIES
from menafn_crawler.store import Span

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[^\s/?#@<>\"]+")
_NUMBER = re.compile(r"[0-9]{1,12}")

LANGUAGES: dict[str, tuple[str, ...]] = {"en": ("en",), "ar": ("ar",), "all": ("en", "ar")}

LATEST, EVERY_CRAWL = "latest", "all"
STANDARD_INPUT = Path("-")
OLDEST = "2014-11-01"
"""First day of the archive: of no earlier article are both id and date known."""


class ArgumentError(ValueError):
    """An invalid argument; the message says in one line what is allowed."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint at the known name that is nearest to *name*; empty if none is near.

    >>> nearest("sectons", ["sections", "since"])
    '; did you mean sections?'
    """
    close = get_close_matches(name, list(known), 1, 0.75)
    return f"; did you mean {close[0]}?" if close else ""


def read_site(value: str, name: str = "site") -> str:
    """Return a base URL in normal form: scheme and host in lower case, no default port."""
    try:
        url = urlsplit(value.strip())
        port = url.port
    except ValueError:  # a port that is no number, half an IPv6 address
        port = 0
    if "@" in value:  # no request could be made of it; it is not printed, since it may hold a password
        raise ArgumentError(f"{name} names a user or a password, or has an @; allowed is http(s)://host[:port][/path]")
    if port == 0 or not _HOST.fullmatch(url.hostname or "") or url.scheme not in _PORTS or url.query or url.fragment:
        raise ArgumentError(f"{name}={value!r} is no base address; allowed is http(s)://host[:port][/path]")
    host = url.netloc.lower().removesuffix(f":{_PORTS[url.scheme]}")
    return f"{url.scheme}://{host}{url.path.rstrip('/')}"


def read_sections(value: str) -> tuple[tuple[str, ...], bool]:
    """Return the section keys, and whether the user named them one by one."""
    keys = tuple(dict.fromkeys(key for key in (part.strip().lower() for part in value.split(",")) if key))
    if keys == ("all",):
        return tuple(SECTIONS), False
    unknown = [key for key in keys if key not in SECTIONS]
    if unknown or not keys:
        named = f"unknown section {unknown[0]!r}{nearest(unknown[0], SECTIONS)}" if unknown else "no section is named"
        raise ArgumentError(f"{named} in sections={value!r}; allowed are {', '.join(SECTIONS)}, or all")
    return keys, True


def read_feeds(value: str, site: str) -> tuple[FeedAddress, ...]:
    """Return the feeds on *site* that a comma list of countries, codes and addresses names."""
    wanted = [part.strip() for part in value.split(",") if part.strip()]
    try:
        if wanted:
            return find_feeds(wanted, site)
        wrong = "no feed is named"
    except ValueError as error:
        wrong = str(error)
    codes = " ".join(COUNTRIES.values())
    allowed = f"{', '.join(COUNTRIES)}, their codes ({codes}), addresses of feeds on the site, or {ALL}"
    raise ArgumentError(f"{wrong} in feeds={value!r}; allowed are {allowed}")


def read_crawls(value: str) -> tuple[str, ...]:
    """Return the ids of Common Crawl's crawls, or ``LATEST`` or ``EVERY_CRAWL`` alone."""
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    alone = {name.lower() for name in names} & {LATEST, EVERY_CRAWL}
    if not names or (alone and len(names) > 1) or not all(map(cdx.CRAWL_ID.fullmatch, names)):
        raise ArgumentError(
            f"crawls={value!r} names no crawls; allowed are ids (CC-MAIN-2025-21, ...), {LATEST} or {EVERY_CRAWL}"
        )
    return tuple(alone) or names


def read_news(given: Mapping[str, str]) -> str:
    """Return the file or address of a list of CC-NEWS files."""
    if both := given.keys() & {"crawls", "index"}:
        raise ArgumentError(f"news reads files, {min(both)} names an index; allowed is one of them")
    value = given["news"].strip()
    if value.startswith(("http://", "https://")):
        return read_site(value, "news")
    if not os.access(value, os.R_OK) or Path(value).is_dir():
        raise ArgumentError(
            f"news={value!r} is no file that can be read; allowed is a list of paths (warc.paths, .gz) or its address"
        )
    return value


def read_languages(value: str) -> tuple[str, ...]:
    """Return the editions whose lists are read."""
    value = value.strip().lower()
    if value not in LANGUAGES:
        raise ArgumentError(f"language={value!r} is unknown; allowed are {', '.join(LANGUAGES)}")
    return LANGUAGES[value]


def read_span(since: str | None, until: str | None, now: datetime | None = None) -> Span:
    """Return the span between two UTC days, months, instants or relative dates, inclusive. Raises ArgumentError.

    *now* (aware) is what relative dates count from; the present if None.

    >>> read_span("yesterday", "2025-05", datetime(2025, 5, 14, 9, tzinfo=UTC))
    Span(since='2025-05-13T00:00:00Z', until='2025-05-31T23:59:59Z')
    >>> read_span("36h", None, datetime(2025, 5, 14, 9, tzinfo=UTC)).since
    '2025-05-12T21:00:00Z'
    """
    now = now or datetime.now(UTC).replace(microsecond=0)
    span = Span(
        _bound("since", since, now, last=False) if since is not None else None,
        _bound("until", until, now, last=True) if until is not None else None,
    )
    if span.since is not None and span.until is not None and span.since > span.until:
        raise ArgumentError(f"since={since} lies after until={until}; since must not be later than until")
    return span


def _bound(name: str, value: str, now: datetime, *, last: bool) -> str:
    try:
        return read_date_bound(value, now, last=last)
    except ValueError as error:
        raise ArgumentError(f"{name}={error}") from None


def read_ids_instead_of_span(given: Mapping[str, str]) -> tuple[range, ...]:
    """Return the ranges of ``ids``; empty if a span is given instead. One of them must be."""
    if ("ids" in given) == bool({"since", "until"} & given.keys()):
        raise ArgumentError(
            "name a span (since=2025-05-14, until=...) or numbers (ids=1109547000-1109547999), one of them"
        )
    if "ids" in given:
        try:
            return read_id_ranges(given["ids"])
        except ValueError as error:
            raise ArgumentError(f"ids {error}; allowed is e.g. 1109547000-1109547999,1109548010") from None
    if "since" not in given:
        raise ArgumentError("until without since would be the whole archive; say since when, e.g. since=2025-05-14")
    if (read_span(given["since"], given.get("until")).since or "") < OLDEST:
        raise ArgumentError(
            f"since={given['since']} is older than the numbers that are known; allowed is {OLDEST} or later"
        )
    return ()


def read_number(name: str, value: str, least: int) -> int:
    """Return a whole number of at least *least*."""
    if not _NUMBER.fullmatch(value) or int(value) < least:
        raise ArgumentError(f"{name}={value!r} is no number; allowed is a whole number from {least} on")
    return int(value)


def read_url_file(value: str) -> Path:
    """Return the file of URLs; ``STANDARD_INPUT`` for ``-``."""
    path = Path(value)
    if path == STANDARD_INPUT:
        return path
    if not value or path.is_dir() or not os.access(path, os.R_OK):
        raise ArgumentError(f"file={value!r} is no file that can be read; allowed is a list of addresses, - for stdin")
    return path
