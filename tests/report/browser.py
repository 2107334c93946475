"""A real Chromium that looks at a page of this machine, over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
    " --disable-sync --disable-dev-shm-usage --remote-debugging-port=0"
).split()
_LONGEST = 60


@dataclass(frozen=True)
class Look:
    """How to look: size in CSS pixels, and the colours that the reader prefers."""

    width: int
    height: int = 900
    scheme: str = "light"


@dataclass(frozen=True)
class Seen:
    """What was seen."""

    complaints: tuple[str, ...]
    """Errors and warnings of the console."""
    requests: tuple[str, ...]
    """Addresses that the page asked for, itself first."""
    values: tuple[Any, ...]
    """What the expressions came to."""
    picture: bytes
    """PNG of the window."""


@contextmanager
def _chromium(home: Path) -> Iterator[str]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with subprocess.Popen(
        [program, *_OPTIONS, f"--user-data-dir={home}", "about:blank"], stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None
            line = next(line for line in process.stderr if line.startswith("DevTools listening on ws://"))
            yield line.split("ws://")[1].split("/")[0]
        finally:
            process.terminate()
            process.communicate(timeout=_LONGEST)


def look_at(path: Path, looks: Sequence[Look], expressions: Sequence[str]) -> list[Seen]:
    """Open the page once for each of the *looks*, and work the *expressions* (JavaScript) out in it."""
    home = Path(tempfile.mkdtemp(prefix="menafn-chromium-"))
    try:
        with _chromium(home) as address:
            return asyncio.run(_all(address, path, looks, expressions))
    finally:
        shutil.rmtree(home, ignore_errors=True)


async def _all(address: str, path: Path, looks: Sequence[Look], expressions: Sequence[str]) -> list[Seen]:
    async with asyncio.timeout(_LONGEST), aiohttp.ClientSession() as session:
        return [await _one(session, address, path, look, expressions) for look in looks]


class _Tab:
    """A tab: commands and their answers, and the events in between."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self.events: list[dict[str, Any]] = []

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a command."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while (message := await self._socket.receive_json()).get("id") != number:
            self.events.append(message)
        assert "error" not in message, message
        result: dict[str, Any] = message["result"]
        return result

    async def event(self, method: str) -> None:
        """Wait until an event has happened."""
        while not any(event["method"] == method for event in self.events):
            self.events.append(await self._socket.receive_json())

    def params_of(self, method: str) -> list[dict[str, Any]]:
        """What the events of a kind said."""
        return [event["params"] for event in self.events if event["method"] == method]


@asynccontextmanager
async def _tab(session: aiohttp.ClientSession, address: str) -> AsyncIterator[_Tab]:
    async with session.put(f"http://{address}/json/new?about:blank") as answer:
        target = await answer.json()
    async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
        yield _Tab(socket)
    async with session.get(f"http://{address}/json/close/{target['id']}"):
        pass


async def _one(
    session: aiohttp.ClientSession, address: str, path: Path, look: Look, expressions: Sequence[str]
) -> Seen:
    async with _tab(session, address) as tab:
        for domain in ("Page", "Runtime", "Log", "Network"):
            await tab.ask(f"{domain}.enable")
        size = {"width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": look.width < 500}
        await tab.ask("Emulation.setDeviceMetricsOverride", **size)
        await tab.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": look.scheme}])
        await tab.ask("Page.navigate", url=path.as_uri())
        await tab.event("Page.loadEventFired")
        values = [await tab.ask("Runtime.evaluate", expression=text, returnByValue=True) for text in expressions]
        picture = await tab.ask("Page.captureScreenshot", format="png")
        return Seen(
            complaints=tuple(_complaints(tab)),
            requests=tuple(asked["request"]["url"] for asked in tab.params_of("Network.requestWillBeSent")),
            values=tuple(value["result"].get("value") for value in values),
            picture=base64.b64decode(picture["data"]),
        )


def _complaints(tab: _Tab) -> Iterator[str]:
    for thrown in tab.params_of("Runtime.exceptionThrown"):
        yield str(thrown["exceptionDetails"])
    for called in tab.params_of("Runtime.consoleAPICalled"):
        yield str(called["args"])
    for entry in tab.params_of("Log.entryAdded"):
        yield str(entry["entry"])
