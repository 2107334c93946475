"""The doctor's look at the site: a handful of requests, made as a crawl makes them.

Its class has no name of its own, so that it is no door that ``scrapy crawl`` offers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.middlewares.same_site import ROBOTS
from menafn_crawler.normalise import rebase
from menafn_crawler.report.site_checks import FEED, Probe, Probes, articles_to_probe, list_to_probe

Next = Callable[[Probe], Iterator[Request]]


class DoctorSpider(Spider):
    """Fetch robots.txt, the home page, one list, one feed and a few articles."""

    handle_httpstatus_list = tuple(range(400, 600))

    def __init__(self, site: str, looks: Probes) -> None:
        super().__init__(name="doctor")
        self.site = site
        self._looks = looks

    async def start(self) -> AsyncIterator[Request]:
        """What does not depend on other answers."""
        url = urlsplit(self.site)
        robots = self._ask(f"{url.scheme}://{url.netloc}{ROBOTS}", self._keep("robots"))
        yield robots.replace(meta={"dont_obey_robotstxt": True})
        yield self._ask(f"{self.site}/", self._home)
        yield self._ask(self.site + FEED, self._keep("feed"))

    def _ask(self, address: str, then: Next) -> Request:
        def answered(response: Response) -> Iterator[Request]:
            header = response.headers.get
            content_type, date = ((header(name) or b"").decode("latin-1") for name in ("Content-Type", "Date"))
            return then(Probe(response.url, response.status, response.body, content_type, date))

        def failed(failure: Failure) -> Iterator[Request]:
            error = " ".join(failure.getErrorMessage().split()) or type(failure.value).__name__
            return then(Probe(address, error=error))

        return Request(address, callback=answered, errback=failed, dont_filter=True)

    def _keep(self, name: str) -> Next:
        def keep(look: Probe) -> Iterator[Request]:
            setattr(self._looks, name, look)
            yield from ()

        return keep

    def _home(self, look: Probe) -> Iterator[Request]:
        self._looks.home = look
        listed = list_to_probe(look, self.site)
        address = rebase(urljoin(look.address, listed), self.site) if listed is not None else None
        if address is not None:
            yield self._ask(address, self._list)

    def _list(self, look: Probe) -> Iterator[Request]:
        self._looks.listing = look
        for published in articles_to_probe(look, self.site):
            address = rebase(published, self.site)
            if address is not None:
                yield self._ask(address, self._article)

    def _article(self, look: Probe) -> Iterator[Request]:
        self._looks.articles.append(look)
        yield from ()
