"""The rule about lists of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..front_matter.strict_yaml import Loc
from ..model import Event, Record
from ..problems import Problem

Named = tuple[Loc, Sequence[str]]
"""The way to a list, and what it names."""


def check(collection: Collection) -> Iterator[Problem]:
    """Find what one list of the registry or of a seed names twice."""
    for conflict in collection.conflicts.values():
        for index, start in enumerate(conflict.value.starts):
            yield from _twice(conflict, ("starts", index, "sources"), start.sources)
    for seed in collection.seeds.values():
        for index, claim in enumerate(seed.value.claims):
            yield from _twice(seed, ("claims", index, "events"), claim.events)


def of_event(entry: Entry[Event], _registry: Registry) -> Iterator[Problem]:
    """Find what one list of an event names twice."""
    for at, names in _lists(entry.value):
        if len(names) > 1:
            yield from _twice(entry, at, names)


def _lists(event: Event) -> Iterator[Named]:
    """The lists of an event; former ids are held to another rule."""
    yield ("conflicts",), event.conflicts
    yield ("tags",), event.tags
    yield ("warnings",), event.warnings
    for name in ("figures", "positions", "links", "actors"):
        for index, row in enumerate(getattr(event, name)):
            yield (name, index, "sources"), row.sources


def _twice(entry: Entry[Record], at: Loc, names: Sequence[str]) -> Iterator[Problem]:
    if len(set(names)) == len(names):
        return
    seen = set()
    for index, name in enumerate(names):
        if name in seen:
            message = f"{name[:80]} stands in this list already"
            yield entry.problem("listed-twice", message, "delete one of the two", at=(*at, index), instead=None)
        seen.add(name)
