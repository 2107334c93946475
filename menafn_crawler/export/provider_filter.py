"""Providers as a user names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy import Connection

from menafn_crawler.export.write import ExportSpec
from menafn_crawler.store import provider_names


class UnknownProviderError(Exception):
    """The store has no article by a provider; the message names the nearest ones."""


def spell_providers(connection: Connection, spec: ExportSpec) -> ExportSpec:
    """Spell the providers as the store does. Raises UnknownProviderError."""
    if not spec.selection.providers:
        return spec
    names = {name.casefold(): name for name in provider_names(connection)}
    spelled = []
    for asked in spec.selection.providers:
        if (name := names.get(asked.casefold())) is None:
            raise UnknownProviderError(f"no article is by {asked!r}; {_nearest(asked.casefold(), names)}")
        spelled.append(name)
    return replace(spec, selection=replace(spec.selection, providers=tuple(spelled)))


def _nearest(asked: str, names: Mapping[str, str]) -> str:
    """Name the providers most like *asked*: those that hold it, then those spelled nearly so."""
    holding = [key for key in names if asked in key]
    near = [*holding, *get_close_matches(asked, [key for key in names if key not in holding], cutoff=0.4)][:3]
    return f"the nearest are {', '.join(repr(names[key]) for key in near)}" if near else "no name is like it"
