"""Rules about single dates; the order of linked events is in ``links``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..collection import Collection
from ..collection.outlines import Outline
from ..dates import Date
from ..front_matter.strict_yaml import Loc
from ..model import Event, Source
from ..problems import Problem

_OPEN = ("..", "..}", "..]")
"""How an interval or a set whose end is open is written."""
STALE = 365
"""For how many days an open end is believed after the newest date in an event's file."""


def check(collection: Collection, today: dt.date) -> Iterator[Problem]:
    """Find dates that lie after today, and ends that have been left open for long."""
    yield from _ahead(collection, today)
    yield from _stale(collection, today)


def _stale(collection: Collection, today: dt.date) -> Iterator[Problem]:
    """Events that are said to go on by files in which nothing is of the last year."""
    fresh = today.toordinal() - STALE
    for name, outline in collection.outlines.items():
        if outline.withdrawn or not outline.date.endswith(_OPEN) or outline.latest >= fresh:
            continue
        newest = max([outline.latest, *_of_seeds(collection, outline)])
        if newest < fresh:
            message = f"{outline.date} is open, and the newest date in this file is {dt.date.fromordinal(newest)}"
            hint = "look whether it has ended: write the end, or add a source of this year that says it goes on"
            yield collection.events[name].problem("stale-open-interval", message, hint, at=("date",))


def _of_seeds(collection: Collection, outline: Outline) -> Iterator[int]:
    """The days on which the seeds that an event rests on were published, read or captured, as ordinals."""
    for kind, _, name in (each.partition(":") for each in outline.names):
        seed = collection.seeds.get(name) if kind == "seed" else None
        for _, date in _of_source(seed.value) if seed else ():
            if date.earliest:
                yield date.earliest.toordinal()


def _ahead(collection: Collection, today: dt.date) -> Iterator[Problem]:
    """Dates that have not come yet."""
    ahead = today.toordinal()
    for name, outline in collection.outlines.items():
        if outline.latest <= ahead:
            continue
        entry = collection.events[name]
        for loc, date in _told(entry.value):
            if date.earliest and date.earliest > today and date.begins()[0] > today:
                message = f"{date.text} has not come yet"
                yield entry.problem(
                    "date-in-future", message, "check the year; what is only announced has no entry", at=loc
                )
        for loc, date in _kept(entry.value):
            if date.earliest and date.earliest > today:
                yield entry.problem("dated-ahead", f"{date.text} has not come yet", "check the year", at=loc)
    for seed in collection.seeds.values():
        for loc, date in _of_source(seed.value):
            if date.earliest and date.earliest > today:
                yield seed.problem("date-in-future", f"{date.text} has not come yet", "check the year", at=loc)


def _told(event: Event) -> Iterator[tuple[Loc, Date]]:
    """The dates of what an event's file says has happened."""
    yield ("date",), event.date
    if event.reported:
        yield ("reported",), event.reported
    for index, position in enumerate(event.positions):
        if position.date:
            yield ("positions", index, "date"), position.date
    for key, source in event.sources.items():
        for loc, date in _of_source(source):
            yield ("sources", key, *loc), date


def _kept(event: Event) -> Iterator[tuple[Loc, Date]]:
    """The dates on which something was done to the record, or for which a number holds."""
    if event.withdrawn:
        yield ("withdrawn", "date"), event.withdrawn.date
    for index, correction in enumerate(event.corrections):
        yield ("corrections", index, "date"), correction.date
    for index, figure in enumerate(event.figures):
        if figure.as_of:
            yield ("figures", index, "as_of"), figure.as_of


def _of_source(source: Source) -> Iterator[tuple[Loc, Date]]:
    if source.published:
        yield ("published",), source.published
    if source.accessed:
        yield ("accessed",), source.accessed
    if source.captured:
        yield ("captured",), source.captured
