"""Choose what an ambiguous date means: its other readings are ruled out by the other witnesses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from menafn_crawler.normalise.date_words import Role
from menafn_crawler.normalise.witnesses import MACHINE_READABLE, Witness, distance, within_a_day

_Allows = Callable[[Witness], bool]


def choose_readings(witnesses: list[Witness]) -> list[Witness]:
    """Return the witnesses, each ambiguous one with the reading that the others leave, if they leave only one."""
    if not any(w.readings for w in witnesses):
        return witnesses
    certain = [w for w in witnesses if not w.readings and not w.stale and w.readable]
    tests = list(_tests(certain))
    return [_chosen(w, tests) if w.readings and not w.stale else w for w in witnesses]


def _chosen(witness: Witness, tests: list[_Allows]) -> Witness:
    left = list(witness.readings)
    for allows in tests:
        left = [reading for reading in left if allows(reading)] or left
    if len({(one.instant, one.first_day) for one in left}) > 1:
        return witness
    return left[0]._replace(role=witness.role)


def _tests(certain: list[Witness]) -> Iterator[_Allows]:
    """Yield what each certain witness allows, the most precise first."""
    published = [w for w in certain if w.role is not Role.UPDATED]
    yield from (_at_same_time(w) for w in published if w.source in MACHINE_READABLE and w.instant is not None)
    yield from (_in_window(w) for w in published if w.window is not None and not w.rough)
    yield from (_not_after(w) for w in certain if w.role is Role.UPDATED and w.instant is not None)
    order = (*MACHINE_READABLE, "wire_id", "image", "feed")
    days = sorted((w for w in published if w.source in order), key=lambda w: order.index(w.source))
    yield from (_on_day(w) for w in days)
    yield from (_near(w) for w in published if w.source == "neighbours")


def _at_same_time(other: Witness) -> _Allows:
    return lambda one: one.instant is None or one.instant == other.instant


def _in_window(other: Witness) -> _Allows:
    assert other.window is not None
    first, last = other.window
    return lambda one: one.instant is None or first <= one.instant <= last


def _not_after(update: Witness) -> _Allows:
    assert update.instant is not None
    latest = update.instant
    return lambda one: one.instant is None or one.instant <= latest


def _on_day(other: Witness) -> _Allows:
    return lambda one: within_a_day(one, other)


def _near(other: Witness) -> _Allows:
    """Allow readings within *other*, an estimate that may be wrong by days."""
    return lambda one: distance(one, other).days == 0
