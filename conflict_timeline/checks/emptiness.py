"""The rule about entries of the registry to which nothing leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..collection import Collection
from ..collection.entries import Entry
from ..model import Record, is_id
from ..problems import Problem


def check(collection: Collection) -> Iterator[Problem]:
    """Find conflicts, actors, places and tags that nothing refers to."""
    if collection.problems:  # nobody knows what the files that could not be read in full refer to
        return
    named = _named(collection)
    registers: dict[str, Mapping[str, Entry[Record]]] = {
        "conflict": collection.conflicts,
        "actor": collection.actors,
        "place": collection.places,
        "tag": collection.tags,
    }
    for kind, entries in registers.items():
        known = {f"{kind}:{name}" for name in entries}
        if any(name.startswith(f"{kind}:") for name in named - known):
            continue  # one of these may be the misspelt id of an entry
        for name, entry in entries.items():
            if f"{kind}:{name}" not in named:
                message = f"nothing refers to the {kind} {name}"
                hint = "refer to it from an event, or delete the entry"
                yield entry.problem("empty-registry-entry", message, hint, key=True)


def _named(collection: Collection) -> set[str]:
    """Everything that anything refers to, as ``kind:id``."""
    named: set[str] = set().union(*(outline.names for outline in collection.outlines.values()))
    for seed in collection.seeds.values():
        named.update(f"{mark.kind}:{mark.id}" for mark in seed.body.references)
    named.update(f"actor:{entry.value.part_of}" for entry in collection.actors.values() if entry.value.part_of)
    for entry in collection.places.values():
        if entry.value.part_of:
            named.add(f"place:{entry.value.part_of}")
        named.update(f"actor:{control.by}" for control in entry.value.control if is_id(control.by))
    return named
