"""The rules, one small function each, a file per family.

A family says by what it looks at when it has to be asked again. ``of_event`` judges one event beside the registry, and
sees no other event: its verdict stands until one of the two changes. ``check`` judges the whole record by the
outlines of its events, each time anew, and takes an event into its hands only where something is wrong with it.
``of_registry`` judges the registry alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..model import Event
from ..problems import Problem, Report
from ..settings import DEFAULTS, Settings
from . import (
    asymmetry,
    bodies,
    countries,
    dates,
    docs,
    duplicates,
    emptiness,
    ignores,
    images,
    links,
    lists,
    namesakes,
    outside,
    people,
    places,
    references,
    rows,
    seeds,
    sources,
    texts,
    titles,
    wording,
)

ALONE = (
    references,
    rows,
    lists,
    links,
    sources,
    texts,
    bodies,
    images,
    people,
    titles,
    wording,
    asymmetry,
)
"""The families with rules about one event beside the registry."""
REGISTRY = (countries, outside, namesakes)
"""The families with rules about the registry alone."""
TOGETHER = (
    references,
    rows,
    lists,
    links,
    sources,
    texts,
    bodies,
    places,
    people,
    seeds,
    duplicates,
    emptiness,
    wording,
)
"""The families with rules about the record as a whole; they look at nothing on the disk, and at no event but by asking."""


def check(collection: Collection, settings: Settings = DEFAULTS, *, today: dt.date | None = None) -> Report:
    """Hold a record to every rule.

    Args:
        collection: the record; what reading it met becomes part of the report.
        settings: the site's: where its pages are that are written by hand, and how grave breaches are.
        today: the day after which nothing can have happened yet; the system's date unless given.

    Returns:
        All problems, without the warnings that events switch off and the rules that the site does.
    """
    registry = collection.registry
    problems = [problem for entry in collection.events.values() for problem in of_event(entry, registry)]
    problems += [problem for rest in collection.rests.values() for problem in of_rest(rest, registry)]
    return together(collection, problems, today or dt.date.today(), settings)


def of_event(entry: Entry[Event], registry: Registry) -> Iterator[Problem]:
    """Hold one event to the rules that need nothing but itself and the registry."""
    for family in ALONE:
        yield from family.of_event(entry, registry)


def of_rest(rest: Entry[Event], registry: Registry) -> Iterator[Problem]:
    """Hold what stands of an event that lacks required fields to the rules about the others."""
    for problem in (*of_event(rest, registry), *references.of_rest(rest, registry)):
        # What is said of a field that is not there has no place in the file but its beginning.
        if (problem.line, problem.column) != (1, 1) or problem.rule == "no-source":
            yield problem


def of_registry(registry: Registry) -> Iterator[Problem]:
    """Hold the registry to the rules that need nothing else."""
    for family in REGISTRY:
        yield from family.of_registry(registry)


def of_record(collection: Collection, today: dt.date) -> Iterator[Problem]:
    """Hold the record as a whole to the rules that look at the outlines of its events, and at some events themselves."""
    yield from dates.check(collection, today)
    for family in TOGETHER:
        yield from family.check(collection)


def together(
    collection: Collection,
    alone: Iterable[Problem],
    today: dt.date,
    settings: Settings = DEFAULTS,
    registry: Iterable[Problem] | None = None,
    record: Iterable[Problem] | None = None,
) -> Report:
    """Hold the record as a whole to the other rules, and report everything.

    Args:
        collection: the record.
        alone: what is wrong with each of its events, as ``of_event`` gives it.
        today: the day after which nothing can have happened yet.
        settings: as for ``check``.
        registry: what is wrong with its registry alone, as ``of_registry`` gives it; it is asked unless this is given.
        record: what is wrong with the record as a whole, as ``of_record`` gives it; likewise.
    """
    registry = of_registry(collection) if registry is None else registry
    record = of_record(collection, today) if record is None else record
    problems = [*collection.problems, *alone, *registry, *record]
    problems += [*images.check(collection), *docs.check(collection, settings.docs)]
    return Report(list(ignores.applied(collection, problems, settings)), collection.files)
