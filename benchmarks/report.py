"""What the report costs on a large store: many articles in a few months, and the same over twelve years."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from sqlalchemy import bindparam, update

from benchmarks.crawl import PROJECT
from benchmarks.processes import Measured, measure
from benchmarks.store import BEGIN, FIRST_ID, LARGE, fill
from benchmarks.table import print_table
from menafn_crawler.normalise.witnesses import utc_text
from menafn_crawler.store.database import Database, open_database
from menafn_crawler.store.schema import articles

YEARS = 12
_A = articles.c


def reported(data_dir: Path) -> Measured:
    """What ``scrapy report`` takes."""
    command = [sys.executable, "-m", "scrapy", "report", str(data_dir / "report.html")]
    return measure([*command, "-s", f"MENAFN_DATA_DIR={data_dir}"], PROJECT)


def spread(database: Database) -> None:
    """Date the articles anew, evenly over the years."""
    days = YEARS * 365
    move = (
        update(articles)
        .where(_A.article_id.between(bindparam("first"), bindparam("last")))
        .values(published_on=bindparam("on"), published_at=bindparam("at"))
    )
    bounds = [FIRST_ID + LARGE * day // days for day in range(days + 1)]
    with database.write() as connection:
        for day in range(days):
            on = utc_text(BEGIN + timedelta(days=day))[:10]
            connection.execute(
                move, {"first": bounds[day], "last": bounds[day + 1] - 1, "on": on, "at": f"{on}T16:00:00Z"}
            )


def main() -> None:
    """Print the rows."""
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as name:
        database = open_database(f"sqlite:///{Path(name) / 'menafn.db'}")
        fill(database, LARGE)
        for span in ("116 days", f"{YEARS} years"):
            if span != "116 days":
                spread(database)
            taken = reported(Path(name))
            rows.append((f"scrapy report of {LARGE:,} articles, {span}", f"{taken.seconds:.1f} s", "< 20 s"))
            rows.append(("its memory", f"{taken.megabytes:.0f} MB", "< 300 MB"))
        database.close()
    print_table("The report", ("what", "measured", "wanted"), rows)
