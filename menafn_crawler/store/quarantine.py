"""Pages that could not be read, kept with the reason: ``quarantine/<article_id>.html`` and ``.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from menafn_crawler.export.atomic import replacing

QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a page was had and why it was set aside. ``fetched_at`` is UTC text."""

    source_url: str
    status: int
    headers: Mapping[str, str]
    reason: str
    fetched_at: str


def set_aside(data_dir: Path, article_id: int, body: bytes, evidence: Evidence) -> Path:
    """Keep a page as it was answered; the path of the page."""
    page = data_dir / QUARANTINE / f"{article_id}.html"
    with replacing(page) as file:
        file.write(body)
    with replacing(page.with_suffix(".json")) as file:
        text = json.dumps({"article_id": article_id, **asdict(evidence)}, ensure_ascii=False, indent=2)
        file.write(text.encode() + b"\n")
    return page
