"""The entries of a record by every name that they have: in any language, in other spellings, or nearly so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from rapidfuzz import fuzz, process

from ..collection import Collection
from ..model import Actor, Conflict, Place
from ..text.spelling import folded

_NEAR = 75
"""How alike of 100 a name has to be to be offered for another."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entry with its names.

    Attributes:
        id: its id, as events write it.
        name: its name for people.
        names: all its names and spellings, the first one among them.
    """

    id: str
    name: str
    names: tuple[str, ...]


class Directory:
    """The entries of one kind by their names.

    Args:
        kind: what one of them is called: ``place``.
        entries: the entries.
    """

    def __init__(self, kind: str, entries: Iterable[Named]) -> None:
        self.kind = kind
        self.entries = {entry.id: entry for entry in entries}

    def find(self, text: str) -> list[Named]:
        """The entries that bear exactly this id, or else this name but for case, accents and signs."""
        if text in self.entries:
            return [self.entries[text]]
        return self._by_name.get(folded(text), []) if folded(text) else []

    def near(self, text: str, most: int = 5) -> list[Named]:
        """The entries with a name much like a text, the most alike first, then those with a name that goes on from it."""
        words = folded(text)
        close = process.extract(words, self._by_name.keys(), scorer=_likeness, score_cutoff=_NEAR, limit=2 * most)
        alike = chain.from_iterable(self._by_name[name] for name, *_ in close)
        longer = (entry for entry, _ in self.beginning(text)) if words else ()
        return list({entry.id: entry for entry in chain(alike, islice(longer, most))}.values())[:most]

    def beginning(self, text: str) -> Iterator[tuple[Named, str]]:
        """The entries of which a word of a name begins like a text, each with that name; for an empty text all."""
        words = f" {folded(text)}"
        told: set[str] = set()
        for entry, name, plain in self._names:
            if words in plain and entry.id not in told:
                told.add(entry.id)
                yield entry, name

    @cached_property
    def _names(self) -> list[tuple[Named, str, str]]:
        """Every name of every entry, as it is and, behind a space, folded; the id is the last one."""
        named = ((entry, name) for entry in self.entries.values() for name in (*entry.names, entry.id))
        return [(entry, name, f" {folded(name)}") for entry, name in named]

    @cached_property
    def _by_name(self) -> dict[str, list[Named]]:
        found: dict[str, dict[str, Named]] = defaultdict(dict)
        for entry, _, plain in self._names:
            found[plain[1:]][entry.id] = entry
        return {name: list(entries.values()) for name, entries in found.items()}


def _likeness(one: str, other: str, **_: object) -> float:
    """How alike two names are: letter by letter, or with their words in another order, or one the other's beginning."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))


def directories(collection: Collection) -> dict[str, Directory]:
    """The entries of a record that an event may name, by kind: conflict, actor, place, type, tag, seed."""
    return {
        "conflict": Directory("conflict", (_named(name, each.value) for name, each in collection.conflicts.items())),
        "actor": Directory("actor", (_named(name, each.value) for name, each in collection.actors.items())),
        "place": Directory("place", (_named(name, each.value) for name, each in collection.places.items())),
        "type": Directory("type", _types(collection)),
        "tag": Directory(
            "tag", (Named(name, each.value.name, (each.value.name,)) for name, each in collection.tags.items())
        ),
        "seed": Directory(
            "seed",
            (
                Named(name, each.value.title or name, (each.value.title or name,))
                for name, each in collection.seeds.items()
            ),
        ),
    }


def _named(name: str, value: Actor | Conflict | Place) -> Named:
    others = chain.from_iterable(value.names.values())
    if isinstance(value, Place):
        others = chain(value.spellings, others)
    elif isinstance(value, Conflict):
        others = chain([value.short], others)
    return Named(name, value.name, (value.name, *others))


def _types(collection: Collection) -> Iterator[Named]:
    """Types of event: ``explosions/air-strike`` by its label, and by its own part of the id."""
    for family, entry in collection.families.items():
        for name, subtype in entry.value.subtypes.items():
            yield Named(
                f"{family}/{name}", subtype.label, (subtype.label, name, f"{entry.value.label}: {subtype.label}")
            )
