"""What the report costs on a large store: many articles in a few months, and the same over twelve years."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from sqlalchemy import bindparam, update

from benchmarks.filling import BEGIN, FIRST_ID, filled
from benchmarks.processes import Measured, scrapy
from benchmarks.store import LARGE
from benchmarks.table import Row, print_rows
from menafn_crawler.normalise import utc_text
from menafn_crawler.store import Database, open_database
from menafn_crawler.store.schema import articles

YEARS = 12
_A = articles.c


def reported(data_dir: Path) -> Measured:
    """What ``scrapy report`` takes."""
    return scrapy("report", str(data_dir / "report.html"), settings=[f"MENAFN_DATA_DIR={data_dir}"])


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


def main() -> list[Row]:
    """Print the rows."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "menafn.db"
        filled(store, 0, LARGE)
        for span in ("116 days", f"{YEARS} years"):
            if span != "116 days":
                database = open_database(f"sqlite:///{store}")
                spread(database)
                database.close()
            taken = reported(Path(name))
            rows.append(Row(f"scrapy report of {LARGE:,} articles, {span}", f"{taken.seconds:.1f} s", "", "< 20 s"))
            rows.append(Row("its memory", f"{taken.megabytes:.0f} MB", "", "< 300 MB"))
    return print_rows("The report", rows)
