"""Rules about rows of an event whose fields do not go together, or that name an actor in words that has an entry."""

from __future__ import annotations

from collections.abc import Iterator

from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..front_matter.strict_yaml import Loc
from ..model import Event, Record, is_id
from ..problems import Problem

_PROVEN = ("finds", "convicts")
"""The stances that apply a standard of proof."""


def check(collection: Collection) -> Iterator[Problem]:
    """Find who held a place and is named in words, though an actor has that name."""
    registry = collection.registry
    for place in collection.places.values():
        for index, control in enumerate(place.value.control):
            yield from _named(place, control.by, registry, ("control", index, "by"))


def of_event(entry: Entry[Event], registry: Registry) -> Iterator[Problem]:
    """Find fields out of place, and actors that are named in words."""
    for index, position in enumerate(entry.value.positions):
        at: Loc = ("positions", index)
        if position.standard is not None and position.stance not in _PROVEN:
            message = f"standard goes with {' and '.join(_PROVEN)}, and the stance is {position.stance}"
            hint = f"delete standard, or write stance: {_PROVEN[0]}"
            yield entry.problem("misplaced-field", message, hint, at=(*at, "standard"), key=True)
        yield from _named(entry, position.by, registry, (*at, "by"))
        yield from _named(entry, position.about, registry, (*at, "about"))
    for index, figure in enumerate(entry.value.figures):
        at = ("figures", index)
        if figure.unit is not None and figure.measure != "other":
            message = f"unit goes with measure other, and the measure is {figure.measure}"
            hint = "delete unit, or write measure: other"
            yield entry.problem("misplaced-field", message, hint, at=(*at, "unit"), key=True)
        yield from _named(entry, figure.by, registry, (*at, "by"))


def _named(entry: Entry[Record], words: str | None, registry: Registry, at: Loc) -> Iterator[Problem]:
    """An actor's name in the place of its id."""
    if words is None or is_id(words):
        return
    actor = registry.actors_by_name.get(words.casefold())
    if actor is not None:
        message = f"{words[:80]} is the name of the actor {actor}"
        yield entry.problem("named-actor", message, f"write its id: {actor}", at=at, instead=actor)
