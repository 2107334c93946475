"""Serves a newsroom on 127.0.0.1, in a thread of its own or in the foreground."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Collection
from types import TracebackType
from typing import Self

from aiohttp import web

from .amendments import Amendment
from .newsroom import Newsroom
from .scenarios import Scenario
from .site import Site

HOST = "127.0.0.1"
"""The only address the replica ever listens on."""


async def start_site(site: Site, port: int = 0) -> tuple[web.AppRunner, str]:
    """Listens on 127.0.0.1 and gives the runner, to be cleaned up by the caller, and the base address."""
    runner = web.AppRunner(site.application(), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner, f"http://{HOST}:{runner.addresses[0][1]}"


class ReplicaServer:
    """A replica in a background thread; made by `serve`. Leaving its `with` block stops it."""

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        self.url = ""
        """Base address, without a slash at the end."""
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="replica newsroom", daemon=True)

    @property
    def newsroom(self) -> Newsroom:
        """What is served."""
        return self.site.newsroom

    @property
    def requests(self) -> list[str]:
        """A copy of the log: path and query of each request so far, in order."""
        return list(self.site.log)

    def amend(self, number: int, amendment: Amendment) -> None:
        """Changes what the site says of a story from now on."""
        self.site.amendments[number] = amendment

    def reset(self) -> None:
        """Empties the log and arms the faults again."""
        self.site.reset()

    def start(self) -> None:
        """Returns once the replica listens. Raises OSError if the port is taken."""
        self._thread.start()
        self._ready.wait()
        if self._failure:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """Closes the port and ends the thread; a second call does nothing."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            runner, self.url = self._loop.run_until_complete(start_site(self.site, self._port))
        except OSError as failure:
            self._failure = failure
            return
        else:
            self._ready.set()
            self._loop.run_forever()
            self._loop.run_until_complete(runner.cleanup())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()
            self._ready.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(
    newsroom: Newsroom,
    *,
    faults: bool = True,
    rename: bool = False,
    constant_date: str | None = None,
    shells: Collection[str] = (),
    scenario: Scenario = Scenario.KNOWN,
    validators: bool = False,
    port: int = 0,
) -> ReplicaServer:
    """Starts a replica in the background and returns it; use it in a `with` block, or call `stop()`.

    `faults=False` leaves out the faults that happen once; addresses without an article stay as they are.
    `rename` replaces every class and id. `constant_date` stands where the printed date of every story should, which
    then is in the footer only. `shells` are keys of lists whose stories only
    a script shows. `scenario` is what the site is like, and may be changed on `ReplicaServer.site`.
    `validators` gives home and list pages an ETag and answers 304 where it is asked with the same one.
    `port=0` takes a free one.
    """
    server = ReplicaServer(Site(newsroom, faults, rename, constant_date, shells, scenario, validators), port)
    server.start()
    return server
