"""What exists under a name, and what was perhaps meant by a name under which nothing exists."""

from __future__ import annotations

from collections.abc import Collection as Sized
from dataclasses import dataclass, field

from ..collection import Collection
from ..problems import nearest
from ..text import slips

_GUESSES = 50
"""For how many unknown names of a kind a near one is looked for: among 10,000 ids that takes some 50 ms each."""


@dataclass(slots=True)
class Names:
    """The names of one kind of thing.

    Attributes:
        rule: the rule that an unknown name breaks.
        kind: what such a thing is called in messages.
        where: what to do about an unknown name that is near no other.
        known: the names that can be offered.
        others: names that exist but are not offered, since what they stand for could not be read.
        certain: whether all names are known; where a file could not be read, none is called unknown.
    """

    rule: str
    kind: str
    where: str
    known: Sized[str]
    others: Sized[str] = ()
    certain: bool = True
    _guesses: dict[str, str] = field(default_factory=dict)
    _meant: dict[str, str] = field(default_factory=dict)

    def lacks(self, name: str) -> bool:
        """Whether nothing exists under this name."""
        return name not in self.known and self.certain and name not in self.others

    def hint(self, name: str) -> str:
        """What to write instead of an unknown name."""
        if name not in self._guesses:
            if len(self._guesses) >= _GUESSES:
                return self.where
            self._guesses[name] = nearest(name, self.known)
        return self._guesses[name] or self.where

    def meant(self, name: str) -> str:
        """What an unknown name certainly stands for, or an empty text."""
        if name not in self._meant:
            is_asked = len(self._meant) < _GUESSES
            self._meant[name] = slips.meant(name, [*self.known, *self.others]) if is_asked else ""
        return self._meant[name]


KINDS = {
    "conflict": "conflicts",
    "actor": "actors",
    "place": "places",
    "tag": "tags",
    "type": "event-types",
}
"""What events name in the registry, each with its file there."""


class Registers:
    """The names of every kind of thing that events refer to."""

    def __init__(self, collection: Collection) -> None:
        def register(kind: str, known: Sized[str]) -> Names:
            file = KINDS[kind]
            faulty = collection.faulty.get(file, set())
            where = f"add it to registry/{file}.yml, or write the id of one that is there"
            return Names(f"unknown-{kind}", kind, where, known, faulty, certain="*" not in faulty)

        self.conflicts = register("conflict", collection.conflicts)
        self.actors = register("actor", collection.actors)
        self.places = register("place", collection.places)
        self.tags = register("tag", collection.tags)
        self.types = register("type", collection.types)
        # A faulty family may have lost any of its subtypes.
        self.types.certain = not collection.faulty.get("event-types")
        # Events removed for safety are as unknown as if they had never been there.
        where = "write the id of an event: its file's name without .md"
        self.events = Names("unknown-event", "event", where, collection.events, collection.broken)
        where = "add its file to seeds/, or give the source's particulars here"
        self.seeds = Names("unknown-seed", "seed", where, collection.seeds, collection.faulty.get("seeds", set()))

    def pages(self) -> dict[str, Names]:
        """The kinds of page that a text can link."""
        kinds = (self.events, self.actors, self.places, self.conflicts)
        return {names.kind: names for names in kinds}

    def all(self) -> set[str]:
        """Every name under which something exists, as ``kind:id``."""
        kinds = (self.conflicts, self.actors, self.places, self.tags, self.types, self.events, self.seeds)
        return {f"{names.kind}:{name}" for names in kinds for name in (*names.known, *names.others)}
