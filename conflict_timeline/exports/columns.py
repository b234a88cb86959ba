"""The timeline as columns: what its first view needs, what its filters and links need, and the words in blocks of events.

Events have numbers, from 0 in the order of ``Library.events``; each column has one value an event. What the columns
hold is described for other programs in ``docs/data-format.md``; ``FORMAT`` rises when a reader of it would break.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, TypeVar, get_args

from .. import strings
from ..collection.entries import Entry
from ..dates.days import span
from ..evidence import LEVELS, origins, responsibility
from ..links import inverse
from ..model import Event, vocabulary
from ..views.common import when, where
from ..views.data import COLUMNS
from ..views.library import Events, Library

Named = TypeVar("Named", str, tuple[int, ...])

FORMAT = 2
"""The version of the format."""
FACETS = "facets.json"
"""The file, beside the columns, of what the first view does without."""
BLOCK = 200
"""How many events a block holds."""
WARNINGS = 1
"""The flag of an event with content warnings."""
ACROSS = 2
"""The flag of an event that links conflicts: by a tie to an event of none of its own, or by belonging to several."""


def files(library: Library) -> Iterator[tuple[str, str]]:
    """Give the path from the site's root and the text of every file: the columns, the facets, then the blocks."""
    yield COLUMNS, _json(columns(library))
    yield _beside(FACETS), _json(facets(library))
    for number, block in enumerate(blocks(library)):
        yield _beside(_block_name(number)), _json(block)


def columns(library: Library) -> dict[str, Any]:
    """Give what the first view needs; the keys are in the order of the file."""
    tables, events = _Tables(library), library.events
    spans = [span(entry.value.date) for entry in events]
    return {
        "format": FORMAT,
        "count": len(events),
        **tables.first(),
        "ids": "\n".join(entry.id for entry in events),
        "start": _differences([found.start for found in spans]),
        "length": [found.length for found in spans],
        "shapes": {str(number): found.shape for number, found in enumerate(spans) if found.shape is not None},
        **tables.lanes(),
        "type": [tables.types[entry.value.type] for entry in events],
        "status": [tables.statuses[entry.value.status] for entry in events],
        "origins": [len(origins(library.collection, entry.value)) for entry in events],
        "level": [_level(library, entry.value) for entry in events],
        "flags": [_flags(library, entry) for entry in events],
        "facets": FACETS,
        "blocks": [[first, _block_name(number)] for number, first in enumerate(range(0, len(events), BLOCK))],
    }


def facets(library: Library) -> dict[str, Any]:
    """Give what filters by place, actor and tag need, and the links; the keys are in the order of the file."""
    tables = _Tables(library)
    return {
        "format": FORMAT,
        **tables.later(),
        "place": [tables.places.get(entry.value.place or "", -1) + 1 for entry in library.events],
        "actorsOf": tables.members(library.by_actor, tables.actors),
        "tagsOf": tables.members(library.by_tag, tables.tags),
        "links": tables.links(),
    }


def blocks(library: Library) -> list[dict[str, Any]]:
    """Give the words of all events, ``BLOCK`` in a row."""
    words = _Words(library)
    return [words.block(first, library.events[first : first + BLOCK]) for first in range(0, len(library.events), BLOCK)]


def _level(library: Library, event: Event) -> int:
    """The strongest level at which somebody is named, counted from 1; 0 where nobody is."""
    level = responsibility(library.collection, event.positions).strongest
    return 0 if level is None else LEVELS.index(level) + 1


def _flags(library: Library, entry: Entry[Event]) -> int:
    own, events = set(entry.value.conflicts), library.collection.events
    others = (events[name].value for name in library.graph.neighbours(entry.id))
    across = len(own) > 1 or any(own.isdisjoint(other.conflicts) for other in others if other.withdrawn is None)
    return WARNINGS * bool(entry.value.warnings) | ACROSS * across


class _Tables:
    """What columns refer to by number: each mapping leads from an id to its place in the list."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._collection = library.collection
        lanes = sorted(self._collection.conflicts.values(), key=lambda entry: (entry.value.lane.order, entry.id))
        self.conflicts = _numbered(entry.id for entry in lanes)
        self.families = _numbered(self._collection.families)
        self.types = _numbered(
            f"{name}/{sub}"
            for name, family in self._collection.families.items()
            for sub in family.value.subtypes
            if f"{name}/{sub}" in library.by_type
        )
        places = self._collection.places
        shown = (name for name in library.by_place if name in places and places[name].value.sensitivity != "withhold")
        self.places = _numbered(sorted(shown))
        self.actors = _numbered(sorted(library.by_actor))
        self.tags = _numbered(sorted(library.by_tag))
        self.statuses = _numbered(get_args(vocabulary.Status))
        self.events = _numbered(entry.id for entry in library.events)

    def first(self) -> dict[str, list[list[Any]]]:
        """The lists that the first view needs: ids and words with their names for people."""
        record = self._collection
        lanes = {name: record.conflicts[name].value for name in self.conflicts}
        return {
            "conflicts": [[name, lane.short, lane.lane.colour] for name, lane in lanes.items()],
            "families": [[name, record.families[name].value.label] for name in self.families],
            "types": [self._type(name) for name in self.types],
            "statuses": [[word, strings.text(f"status.{word}")] for word in self.statuses],
            "levels": [[word, strings.text(f"level.{word}")] for word in LEVELS],
        }

    def later(self) -> dict[str, list[list[Any]]]:
        """The lists that filters and links need."""
        record = self._collection
        return {
            "places": [[name, record.places[name].value.name] for name in self.places],
            "actors": [[name, record.actors[name].value.name] for name in self.actors],
            "tags": [[name, record.tags[name].value.name] for name in self.tags],
            "relations": [
                [word, strings.text(f"rel.{word}"), strings.text(f"rel.{inverse(word)}")] for word in self.relations
            ],
        }

    def lanes(self) -> dict[str, list[Any]]:
        """The sets of conflicts that occur, as rising numbers, and for each event the number of its set."""
        found = [
            tuple(sorted({self.conflicts[name] for name in entry.value.conflicts})) for entry in self._library.events
        ]
        sets = _numbered(sorted(set(found)))
        return {"laneSets": [list(lanes) for lanes in sets], "lanes": [sets[lanes] for lanes in found]}

    def _type(self, name: str) -> list[Any]:
        family, _, sub = name.partition("/")
        return [self.families[family], sub, self._collection.families[family].value.subtypes[sub].label]

    @cached_property
    def relations(self) -> dict[str, int]:
        """The relations that are used, in the order of the vocabulary."""
        used = {rel for _, _, rel in self._links()}
        return _numbered(word for word in get_args(vocabulary.Relation) if word in used)

    def links(self) -> dict[str, list[int]]:
        """Each link of the record once, as it is written, in the order of its events: as columns, the first as differences."""
        found = sorted({(tail, head, self.relations[rel]) for tail, head, rel in self._links()})
        return {
            "from": _differences([tail for tail, _, _ in found]),
            "to": [head for _, head, _ in found],
            "relation": [relation for _, _, relation in found],
        }

    def _links(self) -> Iterator[tuple[int, int, str]]:
        for number, entry in enumerate(self._library.events):
            for link in entry.value.links:
                if link.to in self.events and link.to != entry.id:
                    yield number, self.events[link.to], link.rel

    def members(self, groups: Mapping[str, Events], order: Mapping[str, int]) -> list[list[int]]:
        """For each event the numbers of the groups in which it is, rising."""
        found: list[list[int]] = [[] for _ in self.events]
        for name, number in order.items():
            for entry in groups[name]:
                found[self.events[entry.id]].append(number)
        return found


class _Words:
    """Gives the words of events."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._spoken: dict[str, list[str]] = {}
        for name, entries in sorted(library.by_actor.items()):
            actor = library.collection.actors[name].value
            names = [actor.name, *(other for found in actor.names.values() for other in found)]
            for entry in entries:
                self._spoken.setdefault(entry.id, []).extend(names)

    def block(self, first: int, events: Events) -> dict[str, Any]:
        """The words of a run of events."""
        found = [entry.value for entry in events]
        dates = [when(event.date) for event in found]
        return {
            "first": first,
            "titles": [event.title for event in found],
            "dates": [date.short for date in dates],
            "long": [date.phrase for date in dates],
            "where": [where(self._library, event) for event in found],
            "summaries": [event.summary for event in found],
            "words": ["\n".join(dict.fromkeys(self._names(entry))) for entry in events],
            "warnings": [", ".join(strings.text(f"warning.{word}") for word in event.warnings) for event in found],
        }

    def _names(self, entry: Entry[Event]) -> Iterator[str]:
        """Other names of the place, unless it is withheld, and every name of the actors."""
        place = self._library.collection.places.get(entry.value.place or "")
        if place and place.value.sensitivity != "withhold":
            yield from place.value.spellings
            for names in place.value.names.values():
                yield from names
        yield from self._spoken.get(entry.id, ())


def _beside(name: str) -> str:
    """The path of a file beside the columns."""
    return str(PurePosixPath(COLUMNS).with_name(name))


def _block_name(number: int) -> str:
    return f"block-{number}.json"


def _numbered(names: Iterable[Named]) -> dict[Named, int]:
    return {name: number for number, name in enumerate(names)}


def _differences(values: list[int]) -> list[int]:
    """The first value, then each value's difference from the one before it."""
    return [after - before for before, after in pairwise([0, *values])]


def _json(value: object) -> str:
    """JSON without spaces, keys in the order given, all letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
