"""Rules about single dates; the order of linked events is in ``links``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..collection import Collection
from ..dates import Date
from ..model import Event, Source
from ..problems import Problem
from ..strict_yaml import Loc


def check(collection: Collection, today: dt.date) -> Iterator[Problem]:
    """Find dates that lie after today."""
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
