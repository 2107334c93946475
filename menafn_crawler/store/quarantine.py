"""Pages that could not be read, kept with the reason: ``quarantine/<article_id>.html`` and ``.json``."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from menafn_crawler.bounds import FOREIGN_KINDS
from menafn_crawler.store.atomic import atomic_write
from menafn_crawler.store.errors import StoreError

QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a page was had and why it was set aside. ``fetched_at`` is UTC text."""

    source_url: str
    status: int
    headers: Mapping[str, str]
    reason: str
    fetched_at: str


def set_aside(data_dir: Path, article_id: int, body: bytes, evidence: Evidence, most_bytes: int) -> Path:
    """Keep a page as it was answered; return its path.

    Of more than *most_bytes* in all files the oldest pages go first, then the oldest reasons.
    """
    return _keep(data_dir, str(article_id), article_id, body, evidence, most_bytes)


def keep_foreign(
    data_dir: Path, kind: str, article_id: int, body: bytes, evidence: Evidence, most_bytes: int
) -> Path | None:
    """Keep a page that came in the place of an article, once per *kind*; return its path, None if it is known."""
    name = f"foreign-{hashlib.sha256(kind.encode('utf-8', 'replace')).hexdigest()[:12]}"
    kept = list((data_dir / QUARANTINE).glob("foreign-*.json"))
    if len(kept) >= FOREIGN_KINDS or any(path.stem == name for path in kept):
        return None
    return _keep(data_dir, name, article_id, body, evidence, most_bytes)


def _keep(data_dir: Path, name: str, article_id: int, body: bytes, evidence: Evidence, most_bytes: int) -> Path:
    """Write a page and its evidence. Raises StoreError if the disk does not take them."""
    page = data_dir / QUARANTINE / f"{name}.html"
    try:
        with atomic_write(page) as file:
            file.write(body)
        with atomic_write(page.with_suffix(".json")) as file:
            text = json.dumps({"article_id": article_id, **asdict(evidence)}, ensure_ascii=False, indent=2)
            file.write(text.encode() + b"\n")
        _bound(page, most_bytes)
    except OSError as error:
        why = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror
        raise StoreError(f"{page} cannot be written: {why}") from error
    return page


def _bound(newest: Path, most_bytes: int) -> None:
    files = [
        (path.suffix == ".json", path.stat().st_mtime_ns, path.stat().st_size, path)
        for path in newest.parent.iterdir()
        if path.suffix in (".html", ".json")
    ]
    kept = sum(size for _, _, size, _ in files)
    for _, _, size, path in sorted(files):
        if kept <= most_bytes:
            return
        if path.stem != newest.stem:
            path.unlink()
            kept -= size


def read_quarantine(data_dir: Path) -> Iterator[dict[str, Any]]:
    """Yield what was set aside, by rising number: article_id, source_url, status, headers, reason, fetched_at, page."""
    for path in sorted((data_dir / QUARANTINE).glob("*.json")):
        page = path.with_suffix(".html")
        yield {**json.loads(path.read_text(encoding="utf-8")), "page": str(page) if page.exists() else None}
