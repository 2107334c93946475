"""Control endpoints ``/__replica__/...``: tests and benchmarks steer a replica that runs in another process."""

from __future__ import annotations

import json
from typing import Protocol

from aiohttp import web

from .amendments import Amendment, read_amendment
from .newsroom import Newsroom
from .scenarios import Scenario
from .truth import expected_records


class ControlledSite(Protocol):
    """The part of a site that the endpoints read and change."""

    newsroom: Newsroom
    scenario: Scenario
    renamed: bool
    shells: frozenset[int]
    amendments: dict[int, Amendment]
    log: list[str]

    def reset(self) -> None:
        """Empty the request log and arm the faults again."""


class Control:
    """Routes of the control endpoints of one site."""

    def __init__(self, site: ControlledSite) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses and what answers them."""
        return [
            web.get("/__replica__/requests", self._requests),
            web.get("/__replica__/truth.jsonl", self._truth),
            web.post("/__replica__/reset", self._reset),
            web.post("/__replica__/amend/{number:\\d+}", self._amend),
            web.post("/__replica__/scenario/{scenario}", self._change),
        ]

    async def _requests(self, request: web.Request) -> web.Response:
        return web.json_response(self._site.log)

    async def _reset(self, request: web.Request) -> web.Response:
        self._site.reset()
        return web.Response(status=204)

    async def _change(self, request: web.Request) -> web.Response:
        try:
            self._site.scenario = Scenario(request.match_info["scenario"])
        except ValueError:
            return web.Response(status=404, text=f"allowed are {', '.join(Scenario)}\n")
        return web.Response(status=204)

    async def _amend(self, request: web.Request) -> web.Response:
        self._site.amendments[int(request.match_info["number"])] = read_amendment(request.query)
        return web.Response(status=204)

    async def _truth(self, request: web.Request) -> web.StreamResponse:
        site = self._site
        response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson; charset=utf-8"})
        await response.prepare(request)
        for record in expected_records(site.newsroom, renamed=site.renamed, shells=site.shells):
            await response.write((json.dumps(record, ensure_ascii=False) + "\n").encode())
        await response.write_eof()
        return response
