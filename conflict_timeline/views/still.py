"""The timeline at a glance, as a page holds it before a script runs or where none does.

It shows how many events begin when, a lane a conflict. The reader's timeline takes its place, with the same lanes at
the same heights and the same days from end to end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..dates.days import EPOCH, Span, span
from .library import Events, Library

BARS = 240
"""How many bars the width holds: one for every four pixels of a page on a desk, as the timeline draws them."""
TICKS = 8
"""How many years are named at most, so that they keep apart on a telephone."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
"""Years from one tick to the next."""


@dataclass(frozen=True, slots=True)
class StillLane:
    """A conflict.

    Attributes:
        id: the conflict's.
        name: its short name.
        total: how many of the events belong to it.
        bars: for each bar with events, in order, its place from 0 and how many events begin in it.
        most: the most events of one bar.
    """

    id: str
    name: str
    total: int
    bars: tuple[tuple[int, int], ...]
    most: int


@dataclass(frozen=True, slots=True)
class Still:
    """The picture.

    Attributes:
        lanes: the conflicts in the order of their lanes.
        ticks: years, each with its place in percent of the width.
    """

    lanes: tuple[StillLane, ...]
    ticks: tuple[tuple[int, float], ...]


def still(library: Library, events: Events) -> Still:
    """Give the picture of some events; the same days from end to end as the timeline that takes its place."""
    days = {entry.id: span(entry.value.date) for entry in events}
    first, last = bounds(days.values())
    counts: dict[str, Counter[int]] = {name: Counter() for name in library.collection.conflicts}
    for entry in events:
        bar = (days[entry.id].start - first) * BARS // (last - first)
        for name in set(entry.value.conflicts) & counts.keys():
            counts[name][bar] += 1
    ordered = sorted(library.collection.conflicts.values(), key=lambda entry: (entry.value.lane.order, entry.id))
    lanes = (
        StillLane(
            entry.id,
            entry.value.short,
            counts[entry.id].total(),
            tuple(sorted(counts[entry.id].items())),
            max(counts[entry.id].values(), default=0),
        )
        for entry in ordered
    )
    return Still(tuple(lanes), tuple(_ticks(first, last)))


def bounds(spans: Iterable[Span]) -> tuple[int, int]:
    """The days from end to end: those of the events with some room at both sides, as ``bounds`` of ``element.js``."""
    found = [(each.start, each.start + each.length) for each in spans] or [(0, 365)]
    first, last = min(start for start, _ in found), max(end for _, end in found)
    room = max(20, (last - first) // 25)
    return first - room, last + room


def _ticks(first: int, last: int) -> Iterator[tuple[int, float]]:
    """Years that begin between two days, so many apart that there are ``TICKS`` at most."""
    from_year, to_year = (
        min(9999, max(1, 1970 + day // 366)) for day in (first, last)
    )  # never too late, or too late by one
    begins = {
        year: (date(year, 1, 1) - EPOCH).days for year in range(max(1, from_year - 1), min(9999, to_year + 8) + 1)
    }
    years = [year for year, day in begins.items() if first < day < last]
    step = STEPS[bisect_left(STEPS, len(years) / TICKS)]
    for year in years:
        if year % step == 0:
            yield year, round((begins[year] - first) * 100 / (last - first), 2)
