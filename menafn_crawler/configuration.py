"""The ``MENAFN_*`` settings, read once and checked: values instead of strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from menafn_crawler.deduplicate import Overrides, OverridesError, read_overrides
from menafn_crawler.export import SUFFIXES, directory_format_of, format_of
from menafn_crawler.fetch import LONGEST_WAIT, Rendering, RenderingError, read_rendering
from menafn_crawler.sharing.redis_connection import SharingError, read_redis_url
from menafn_crawler.store import StoreAddressError, Timeouts, read_address

_FLAGS = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off", ""), False)


_DIGITS = 5
"""A count of days, minutes or seconds with more digits is a slip, and no calendar holds it."""


class SettingError(ValueError):
    """A setting that cannot be right; the message says in one line what is allowed."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the ``MENAFN_*`` settings say."""

    data_dir: Path
    store: str
    timeouts: Timeouts
    redis_url: str | None
    exports: tuple[str, ...]
    keep_duplicates: bool
    zone: ZoneInfo
    duplicate_days: int
    overrides: Overrides | None
    """Pairs of articles in the file MENAFN_NEVER_MERGE; None without such a file."""
    second_look_minutes: int
    longest_wait: float
    quarantine_bytes: int
    export_minutes: int
    """Minutes of a crawl after which the exports are refreshed, again and again; 0 for at the end only."""
    breaker_failures: int
    """Useless answers in a row after which the run stops asking; 0 for never."""
    conditional_hours: int
    """Hours for which a list may be answered "not modified"; 0 for never."""
    gates: bool
    silent_days: int
    rendering: Rendering
    render_wait: int
    archive: Path | None
    """Directory of the WARC files; None where no page is kept."""
    metrics_file: Path | None
    """Text file for Prometheus; None where nobody asked for one."""

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Configuration:
        """Read the settings. Raises SettingError for the first that cannot be right."""
        data_dir = in_project(str(settings["MENAFN_DATA_DIR"]))
        read_healthcheck_url(settings)  # only checked: the address is a secret, and read when it is needed
        store = _store(str(settings["MENAFN_STORE"]), data_dir)
        return cls(
            data_dir=Path(data_dir),
            store=store,
            redis_url=_redis_url(settings["MENAFN_REDIS_URL"], store),
            timeouts=Timeouts(
                lock=_count("MENAFN_LOCK_TIMEOUT", settings["MENAFN_LOCK_TIMEOUT"]),
                statement=_count("MENAFN_STATEMENT_TIMEOUT", settings["MENAFN_STATEMENT_TIMEOUT"]),
            ),
            exports=_exports(str(settings["MENAFN_EXPORTS"] or "")),
            keep_duplicates=_flag("MENAFN_KEEP_DUPLICATES", settings["MENAFN_KEEP_DUPLICATES"]),
            zone=_zone(str(settings["MENAFN_TIMEZONE"])),
            duplicate_days=_count("MENAFN_DUPLICATE_DAYS", settings["MENAFN_DUPLICATE_DAYS"]),
            overrides=_overrides(str(settings.get("MENAFN_NEVER_MERGE") or ""), data_dir),
            second_look_minutes=_count("MENAFN_SECOND_LOOK_MINUTES", settings["MENAFN_SECOND_LOOK_MINUTES"]),
            longest_wait=_count("MENAFN_LONGEST_WAIT", settings["MENAFN_LONGEST_WAIT"]),
            quarantine_bytes=_count("MENAFN_QUARANTINE_MB", settings["MENAFN_QUARANTINE_MB"]) * 1024 * 1024,
            export_minutes=_count("MENAFN_EXPORT_MINUTES", settings["MENAFN_EXPORT_MINUTES"]),
            breaker_failures=_count("MENAFN_CIRCUIT_BREAKER", settings["MENAFN_CIRCUIT_BREAKER"]),
            conditional_hours=_count("MENAFN_CONDITIONAL_HOURS", settings["MENAFN_CONDITIONAL_HOURS"]),
            gates=_flag("MENAFN_GATES", settings["MENAFN_GATES"]),
            silent_days=_count("MENAFN_SILENT_DAYS", settings["MENAFN_SILENT_DAYS"]),
            rendering=_rendering(settings["MENAFN_RENDER"], settings["SPLASH_URL"]),
            render_wait=_render_wait(settings["MENAFN_RENDER_WAIT"]),
            archive=_archive(str(settings["MENAFN_ARCHIVE"] or ""), data_dir),
            metrics_file=read_metrics_file(settings),
        )


def read_metrics_file(settings: Mapping[str, Any]) -> Path | None:
    """Return MENAFN_METRICS_FILE. Raises SettingError; needs no other setting to be right but MENAFN_DATA_DIR."""
    value = str(settings["MENAFN_METRICS_FILE"] or "").strip()
    if not value:
        return None
    if not value.endswith(".prom"):
        raise SettingError(f"MENAFN_METRICS_FILE is {value!r}; allowed is a file whose name ends in .prom")
    return Path(in_project(value.replace("{MENAFN_DATA_DIR}", in_project(str(settings["MENAFN_DATA_DIR"])))))


def read_healthcheck_url(settings: Mapping[str, Any]) -> str | None:
    """Return MENAFN_HEALTHCHECK_URL. Raises SettingError, whose message leaves the address out: it is a secret."""
    value = str(settings["MENAFN_HEALTHCHECK_URL"] or "").strip()
    if not value:
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not value.isascii() or any(character <= " " for character in value):
        raise SettingError("MENAFN_HEALTHCHECK_URL is no address; allowed is one that begins with http:// or https://")
    return value


def _store(value: str, data_dir: str) -> str:
    """Return the address of the store. A data directory in it may hold characters that mean something in an address."""
    url = value.replace("{MENAFN_DATA_DIR}", quote(data_dir))
    try:
        read_address(url)
    except StoreAddressError as error:
        raise SettingError(f"MENAFN_STORE is {error}") from None
    return url


def in_project(place: str) -> str:
    """Return a place, a relative one counted from the project (where scrapy.cfg is), outside one from here."""
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / "scrapy.cfg").is_file()), here)
    return place if root == here or Path(place).is_absolute() else str(root / place)


def _exports(value: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    for name in names:
        path = PurePosixPath(name)
        found = directory_format_of(path) if name.endswith("/") else format_of(path)
        if found is None or path.is_absolute() or ".." in path.parts:
            allowed = ", ".join(f".{suffix}" for suffix in SUFFIXES)
            raise SettingError(
                f"MENAFN_EXPORTS names {name!r}; allowed are files under the data directory, {allowed}, and directories"
            )
        if (missing := found[0].missing_library()) is not None:
            raise SettingError(f"MENAFN_EXPORTS names {name!r}; {missing}")
    return names


def _archive(value: str, data_dir: str) -> Path | None:
    if _FLAGS.get(value.strip().lower(), True) is False:
        return None
    if _FLAGS.get(value.strip().lower()):
        raise SettingError(f"MENAFN_ARCHIVE is {value!r}; allowed is a directory for WARC files, or off")
    return Path(in_project(value.replace("{MENAFN_DATA_DIR}", data_dir)))


def _overrides(value: str, data_dir: str) -> Overrides | None:
    if not value.strip():
        return None
    path = Path(value.replace("{MENAFN_DATA_DIR}", data_dir))
    try:
        return read_overrides(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, OverridesError) as error:
        raise SettingError(f"MENAFN_NEVER_MERGE is {value!r}: {error}; see docs/duplicates.md") from None


def _flag(name: str, value: object) -> bool:
    try:
        return _FLAGS[str(value).strip().lower()]
    except KeyError:
        raise SettingError(f"{name} is {value!r}; allowed are 1 and 0") from None


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError(f"MENAFN_TIMEZONE is {value!r}; allowed is a zone such as America/New_York") from None


def _count(name: str, value: object) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise SettingError(f"{name} is {value!r}; allowed is a whole number from 0 to {10**_DIGITS - 1}")
    return int(text)


def _redis_url(value: object, store: str) -> str | None:
    try:
        return read_redis_url(value, store)
    except SharingError as error:
        raise SettingError(str(error)) from None


def _rendering(mode: object, splash_url: object) -> Rendering:
    try:
        return read_rendering(mode, splash_url)
    except RenderingError as error:
        raise SettingError(str(error)) from None


def _render_wait(value: object) -> int:
    seconds = _count("MENAFN_RENDER_WAIT", value)
    if seconds > LONGEST_WAIT:
        raise SettingError(f"MENAFN_RENDER_WAIT is {seconds}; allowed are 0 to {LONGEST_WAIT} seconds")
    return seconds
