"""Pages that could not be read, kept with the reason: ``quarantine/<article_id>.html`` and ``.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from menafn_crawler.store.atomic import atomic_write

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
    """Keep a page as it was answered; the path of the page.

    Of more than *most_bytes* the oldest pages go; why they were set aside is kept.
    """
    page = data_dir / QUARANTINE / f"{article_id}.html"
    with atomic_write(page) as file:
        file.write(body)
    with atomic_write(page.with_suffix(".json")) as file:
        text = json.dumps({"article_id": article_id, **asdict(evidence)}, ensure_ascii=False, indent=2)
        file.write(text.encode() + b"\n")
    _bound(page, most_bytes)
    return page


def _bound(newest: Path, most_bytes: int) -> None:
    pages = [(path.stat().st_mtime_ns, path.stat().st_size, path) for path in newest.parent.glob("*.html")]
    kept = sum(size for _, size, _ in pages)
    for _, size, path in sorted(pages):
        if kept <= most_bytes or path == newest:
            return
        path.unlink()
        kept -= size


def read_quarantine(data_dir: Path) -> Iterator[dict[str, Any]]:
    """What was set aside, by rising number: article_id, source_url, status, headers, reason, fetched_at, page."""
    for path in sorted((data_dir / QUARANTINE).glob("*.json")):
        page = path.with_suffix(".html")
        yield {**json.loads(path.read_text(encoding="utf-8")), "page": str(page) if page.exists() else None}
