"""Where the record names addresses: each address once, with every place at which it stands."""

from __future__ import annotations

from collections.abc import Collection as Chosen
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag

from ..collection import Collection
from ..collection.entries import Entry
from ..front_matter.strict_yaml import Loc
from ..model import Event, Seed, Source
from ..problems import Problem

Field = Literal["url", "archived"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A source where it is written out.

    Attributes:
        entry: the event, or the seed.
        at: the way to the source inside it.
        name: what the source is called there: its key, or the seed's id.
        source: the source.
    """

    entry: Entry[Event] | Entry[Seed]
    at: Loc
    name: str
    source: Source

    def address(self, field: Field) -> str:
        """The address in a field as it is visited, without a fragment; an empty text where there is none."""
        return urldefrag(getattr(self.source, field) or "").url

    def problem(self, rule: str, message: str, hint: str, field: Field) -> Problem:
        """Make a problem at the value of a field."""
        return self.entry.problem(rule, message, hint, at=(*self.at, field))


def mentions(collection: Collection, paths: Chosen[str] | None = None) -> Iterator[Mention]:
    """Give every source with an address, where it is written out.

    Args:
        collection: the record.
        paths: the files that are wanted, relative to the root; all unless given. A seed is wanted too where one of
            its events is.
    """
    rested_on: set[str] = set()
    for event in collection.events.values():
        if paths is not None and event.path not in paths:
            continue
        for key, source in event.value.sources.items():
            if source.seed is not None:
                rested_on.add(source.seed)
            elif source.url or source.archived:
                yield Mention(event, ("sources", key), key, source)
    for seed in collection.seeds.values():
        if (paths is None or seed.path in paths or seed.id in rested_on) and (seed.value.url or seed.value.archived):
            yield Mention(seed, (), seed.id, seed.value)
