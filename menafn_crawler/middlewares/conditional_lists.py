"""Ask for home pages and first list pages only if they have changed, where the site gives validators.

A page that has not changed is read again as it was, so the spider sees the same list as from a whole answer. A site
whose validators are wrong cannot hide articles for long: each page is asked for whole once in
``MENAFN_CONDITIONAL_HOURS``. Validators that stayed the same while the articles changed are not used any more.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from menafn_crawler.bounds import HEADER_VALUE, LIST_COPIES
from menafn_crawler.extensions.session import Session
from menafn_crawler.fetch import CONDITIONS, Answer, are_believed, classify, conditional_headers
from menafn_crawler.normalise import utc_text
from menafn_crawler.store import atomic_write

logger = logging.getLogger(__name__)

FIRST_PAGE = "menafn_first_page"
"""Key of the meta data of a request for a page of which a copy is kept."""
COPIES = "list-copies"
"""Directory under the data directory."""
_CONDITIONAL = "menafn_conditional"
_NOT_MODIFIED = 304
_ARTICLE = re.compile(rb"/(\d{6,12})/")


@dataclass(frozen=True, slots=True)
class ListCopy:
    """The last whole answer for a page."""

    url: str
    fetched_at: str
    """UTC text."""
    etag: str | None
    last_modified: str | None
    content_type: str
    trusted: bool = True
    """False once the validators stayed the same though the articles changed."""

    def conditions(self) -> dict[str, str]:
        """Return the headers of a conditional request."""
        return conditional_headers(self.etag, self.last_modified)


class ConditionalListsMiddleware:
    """Adds the conditions to requests marked ``FIRST_PAGE``, and puts the copy in the place of an empty answer."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._off = crawler.settings.getbool("HTTPCACHE_ENABLED")  # Scrapy's cache asks its own way

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add the conditions, if there is a copy that is young enough. A redirect or a retry brings old ones along."""
        if not request.meta.get(FIRST_PAGE):
            return
        for name in CONDITIONS:
            request.headers.pop(name, None)
        wanted = request.meta.get(_CONDITIONAL, True)
        copy = self._young_copy(request.url) if wanted else None
        request.meta[_CONDITIONAL] = copy is not None
        if copy is not None:
            request.headers.update(copy.conditions())

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Return the copy for a page that has not changed; keep a copy of one that has."""
        session = self._session()
        if session is None or not request.meta.get(FIRST_PAGE):
            return response
        if response.status == _NOT_MODIFIED and request.meta.get(_CONDITIONAL):
            return self._unchanged(session, request, response)
        if response.status == 200:
            self._keep(session, response)
        return response

    def _session(self) -> Session | None:
        """Return the session of a run; None where nothing may be kept."""
        return None if self._off else self._crawler.get_extension(Session)

    def _young_copy(self, url: str) -> ListCopy | None:
        session = self._session()
        if session is None or not session.configuration.conditional_hours:
            return None
        copy, _ = _read(_place(session.data_dir, url), url)
        if copy is None or not copy.trusted:
            return None
        young = are_believed(copy.fetched_at, session.now(), session.configuration.conditional_hours)
        return copy if young else None

    def _unchanged(self, session: Session, request: Request, response: Response) -> Response | Request:
        copy, body = _read(_place(session.data_dir, request.url), request.url)
        if copy is None:  # it was removed since the request was sent
            return request.replace(dont_filter=True, meta={**request.meta, _CONDITIONAL: False})
        self._crawler.stats.inc_value("menafn/list/not_modified")
        headers = {**response.headers, b"Content-Type": [copy.content_type.encode("latin-1")]}
        return HtmlResponse(response.url, 200, headers, body, flags=response.flags, request=request)

    def _keep(self, session: Session, response: Response) -> None:
        """Keep a copy of a list with articles. A failure costs a whole answer next time, and nothing else."""
        etag, modified = (_header(response, name) for name in ("ETag", "Last-Modified"))
        place = _place(session.data_dir, response.url)
        if not (etag or modified) or not _ARTICLE.search(response.body):
            place.unlink(missing_ok=True)
            return
        if classify(response.status, response.body) is not Answer.PAGE:
            return
        known, body = _read(place, response.url)
        same = known is not None and (known.etag, known.last_modified) == (etag, modified)
        lied = same and set(_ARTICLE.findall(body)) != set(_ARTICLE.findall(response.body))
        trusted = not lied and (known is None or known.trusted)
        if lied:
            logger.warning("%s changes and its validators do not: it is asked for whole from now on", response.url)
        content_type = _header(response, "Content-Type") or "text/html"
        copy = ListCopy(response.url, utc_text(session.now()), etag, modified, content_type, trusted)
        try:
            _write(place, copy, response.body)
        except OSError as error:
            logger.debug("no copy of %s is kept: %s", response.url, error)


def _header(response: Response, name: str) -> str | None:
    value = (response.headers.get(name) or b"").decode("latin-1")
    return value if 0 < len(value) <= HEADER_VALUE else None


def _place(data_dir: Path, url: str) -> Path:
    return data_dir / COPIES / hashlib.sha256(url.encode()).hexdigest()[:32]


def _read(place: Path, url: str) -> tuple[ListCopy | None, bytes]:
    """Return the copy and the page; None where there is none, or none that is whole."""
    try:
        described, _, body = place.read_bytes().partition(b"\n")
        copy = ListCopy(**json.loads(described))
    except (OSError, ValueError, TypeError):
        return None, b""
    return (copy, body) if copy.url == url else (None, b"")


def _write(place: Path, copy: ListCopy, body: bytes) -> None:
    if not place.exists() and place.parent.is_dir() and len(list(place.parent.iterdir())) >= LIST_COPIES:
        return
    with atomic_write(place) as file:
        file.write(json.dumps(asdict(copy)).encode() + b"\n" + body)
