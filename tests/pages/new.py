"""Make a test page of a page that was kept: ``python -m tests.pages.new LAYOUT/CASE SOURCE [ADDRESS OR NUMBER]``.

SOURCE is a page under quarantine/ or a WARC or WACZ file, of which the article is named. What is read now is written as
what is expected; what is not read stands there as ``???``, so that the test fails until a person has filled it in.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from menafn_crawler.archive.containers import Containers, UnreadableArchiveError
from menafn_crawler.archive.responses import ArchivedResponse, read_responses
from menafn_crawler.archive.segments import read_segments
from menafn_crawler.fetch.classify import Answer, classify
from menafn_crawler.normalise.addresses import PUBLISHED_BASE, article_address, named_article
from menafn_crawler.parse import UnreadablePage
from tests.articles import article_of

PAGES = Path(__file__).parent
EXPECTED = (
    "article_id url language title provider provider_code byline published_at published_on date_precision date_source"
    " date_conflict body tags image_url"
).split()
UNTOLD = "???"
_CASE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


class NoPageError(Exception):
    """No test page can be made; the message says why in one line."""


@dataclass(frozen=True)
class Kept:
    """A page and how it was had."""

    body: bytes
    asked: str
    """Published address of the article."""
    content_type: str


def main(arguments: Sequence[str], pages: Path = PAGES) -> int:
    """Make the folder; 2, with one line, where that cannot be."""
    if len(arguments) not in (2, 3) or not _CASE.fullmatch(arguments[0]):
        print("usage: python -m tests.pages.new LAYOUT/CASE SOURCE [ADDRESS OR NUMBER]", file=sys.stderr)
        return 2
    try:
        folder = make(pages / arguments[0], kept(Path(arguments[1]), *arguments[2:]))
    except (NoPageError, UnreadableArchiveError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{folder}: put sentences of your own in the place of the page's, and fill in expected.json")
    return 0


def kept(source: Path, wanted: str | None = None) -> Kept:
    """The page in a file. Raises NoPageError where it holds none, or more than one and none is named."""
    if source.suffix == ".html":
        return _from_quarantine(source)
    if wanted is None:
        raise NoPageError(f"{source} holds no page of an article, as long as none is named")
    number = _wanted(wanted)
    found = [
        response
        for segment in read_segments(Containers(), source)
        for response in read_responses(segment.records())
        if isinstance(response, ArchivedResponse) and _number(response.url, segment.base) == number
    ]
    pages = [response for response in found if classify(response.status, response.body) is Answer.PAGE] or found
    if not pages:
        raise NoPageError(f"{source} holds no page of {wanted}")
    asked = article_address(pages[-1].requested or f"{PUBLISHED_BASE}/{number}/")
    assert asked is not None
    return Kept(pages[-1].body, asked.published, pages[-1].content_type)


def make(folder: Path, page: Kept) -> Path:
    """Write the case. Raises NoPageError where it is there already."""
    if folder.exists():
        raise NoPageError(f"{folder} is there already")
    folder.mkdir(parents=True)
    (folder / "page.html").write_bytes(page.body)
    told = {"asked": page.asked, "content_type": page.content_type, "expected": _expected(page, folder.parent.name)}
    (folder / "expected.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return folder


def _expected(page: Kept, layout: str) -> dict[str, object]:
    try:
        article = article_of(page.body, page.asked, page.content_type)
    except UnreadablePage:
        return {**dict.fromkeys(EXPECTED, UNTOLD), "extraction": layout}
    return {name: getattr(article, name) for name in EXPECTED} | {"extraction": layout}


def _from_quarantine(page: Path) -> Kept:
    told = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    types = [value for name, value in told["headers"].items() if name.lower() == "content-type"]
    asked = article_address(f"{PUBLISHED_BASE}/{told['article_id']}/")
    assert asked is not None
    return Kept(page.read_bytes(), asked.published, types[0] if types else "")


def _number(link: str, base: str) -> int | None:
    address = article_address(link, base)
    return address.article_id if address is not None else None


def _wanted(given: str) -> int:
    address = named_article(f"{PUBLISHED_BASE}/{given}/" if given.isascii() and given.isdigit() else given)
    if address is None:
        raise NoPageError(f"{given!r} is no article; allowed are its number (8 to 12 digits) or its address")
    return address.article_id


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
