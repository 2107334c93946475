"""Spider behind ``scrapy doctor``: fetch robots.txt, home page, the menu's lists, one feed and three articles.

The class has no ``name``, so that ``scrapy crawl`` does not offer it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from menafn_crawler.middlewares.same_site import ROBOTS
from menafn_crawler.normalise import rebase
from menafn_crawler.report.site_checks import FEED, Probe, Probes, articles_to_probe, lists_to_probe

Next = Callable[[Probe], Iterator[Request]]


class DoctorSpider(Spider):
    """Fetch robots.txt, the home page, its lists, one feed and a few articles."""

    handle_httpstatus_list = tuple(range(400, 600))

    def __init__(self, site: str, probes: Probes) -> None:
        super().__init__(name="doctor")
        self.site = site
        self._probes = probes

    async def start(self) -> AsyncIterator[Request]:
        """Yield the requests that depend on no other answer."""
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
        def keep(probe: Probe) -> Iterator[Request]:
            setattr(self._probes, name, probe)
            yield from ()

        return keep

    def _home(self, probe: Probe) -> Iterator[Request]:
        self._probes.home = probe
        lists = lists_to_probe(probe, self.site)
        for key, href in lists.items():
            address = rebase(urljoin(probe.address, href), self.site)
            if address is not None:
                yield self._ask(address, self._list(key, with_articles=key == next(iter(lists))))

    def _list(self, key: str, *, with_articles: bool) -> Next:
        def listed(probe: Probe) -> Iterator[Request]:
            self._probes.lists[key] = probe
            for published in articles_to_probe(probe, self.site) if with_articles else ():
                address = rebase(published, self.site)
                if address is not None:
                    yield self._ask(address, self._article)

        return listed

    def _article(self, probe: Probe) -> Iterator[Request]:
        self._probes.articles.append(probe)
        yield from ()
