"""The collection arranged for pages: which events belong to which conflict, actor, place, type, tag and source."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .. import images
from ..collection import Collection
from ..collection.entries import Entry
from ..images import Picture
from ..links import Graph
from ..model import Event, Source

Events = list[Entry[Event]]


@dataclass(slots=True)
class Work:
    """One source across the record: everything cited from one address.

    Attributes:
        id: its page's name.
        source: its particulars, from where it is first cited.
        seed: the id of the seed that describes it, or an empty text.
        uses: for each event that cites it, the citation key and the locator.
    """

    id: str
    source: Source
    seed: str = ""
    uses: dict[str, tuple[str, str]] = field(default_factory=dict)


class Library:
    """A collection with every list that pages need; each is made once, in linear time.

    Args:
        collection: the record.
        pictures: whether to make its images anew, which only pages need, and which only clean ones survive.

    Attributes:
        collection: the record.
        graph: its links, both ways.
        events: all events that stand, in the order of their dates.
        pictures: the images that events show, made anew, by the path of their file.
        items: events as lists show them, by id and by whether with the summary; filled by ``common.item``.
    """

    def __init__(self, collection: Collection, *, pictures: bool = True) -> None:
        self.collection = collection
        self.graph = Graph(collection)
        self.events: Events = [entry for entry in collection.chronological if entry.value.withdrawn is None]
        self.pictures: dict[str, Picture] = dict(_pictures(collection, self.events)) if pictures else {}
        self.items: dict[tuple[str, bool], object] = {}
        self.by_conflict: dict[str, Events] = defaultdict(list)
        self.by_place: dict[str, Events] = defaultdict(list)
        self.by_type: dict[str, Events] = defaultdict(list)
        self.by_tag: dict[str, Events] = defaultdict(list)
        self.by_actor: dict[str, Events] = defaultdict(list)
        self.by_year: dict[int, Events] = defaultdict(list)
        for entry in self.events:
            self._arrange(entry)

    def _arrange(self, entry: Entry[Event]) -> None:
        event = entry.value
        for year in event.date.years():
            self.by_year[year].append(entry)
        for conflict in event.conflicts:
            self.by_conflict[conflict].append(entry)
        if event.place:
            self.by_place[event.place].append(entry)
        self.by_type[event.type].append(entry)
        for tag in event.tags:
            self.by_tag[tag].append(entry)
        for actor in self._actors(event):
            self.by_actor[actor].append(entry)

    def _actors(self, event: Event) -> Iterable[str]:
        """Ids of the actors that an event names: by taking part, by speaking, or by being spoken of."""
        names = [participant.actor for participant in event.actors]
        for position in event.positions:
            names += [position.by, position.about or ""]
        names += [figure.by for figure in event.figures]
        return dict.fromkeys(name for name in names if name in self.collection.actors)

    @cached_property
    def neighbours(self) -> dict[str, list[tuple[str, str | None, str | None]]]:
        """For each event and each of its conflicts: the conflict, and the ids before and after it there."""
        found: dict[str, list[tuple[str, str | None, str | None]]] = defaultdict(list)
        for conflict, entries in self.by_conflict.items():
            ids = [entry.id for entry in entries]
            for before, here, after in zip([None, *ids[:-1]], ids, [*ids[1:], None], strict=True):
                found[here].append((conflict, before, after))
        return found

    @cached_property
    def inside(self) -> dict[str, list[str]]:
        """For each place the ids of the places that are part of it."""
        shown = (entry for entry in self.collection.places.values() if entry.value.sensitivity != "withhold")
        return _children((entry.id, entry.value.part_of) for entry in shown)

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """For each actor the ids of the actors that are part of it."""
        return _children((entry.id, entry.value.part_of) for entry in self.collection.actors.values())

    @cached_property
    def works(self) -> dict[str, Work]:
        """All sources by address; each address is one source."""
        works: dict[str, Work] = {}
        for seed in self.collection.seeds.values():
            works[seed.value.address] = Work(work_id(seed.value), seed.value, seed.id)
        for entry in self.events:
            for key, cited in entry.value.sources.items():
                source = self.collection.source(cited)
                if source is None:
                    continue
                work = works.setdefault(source.address, Work(work_id(source), source))
                work.uses.setdefault(entry.id, (key, cited.locator or ""))
        return works

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Former ids of events, each with the present one."""
        return {alias: entry.id for entry in self.events for alias in entry.value.aliases}


def _pictures(collection: Collection, events: Events) -> Iterator[tuple[str, Picture]]:
    """The images that standing events show; the check has said which are not taken."""
    for entry in events:
        for image in entry.body.illustrations:
            path = images.beside(entry.path, image.file)
            if path in collection.images:
                yield path, images.read(collection.images[path])


def _children(pairs: Iterable[tuple[str, str | None]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for child, parent in pairs:
        if parent:
            found[parent].append(child)
    return found


def work_id(source: Source) -> str:
    """The name of a source's page: the publisher in ASCII, and a part of the SHA-256 of the address."""
    ascii_name = unicodedata.normalize("NFKD", source.publisher or "").encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:40].strip("-") or "source"
    return f"{name}-{hashlib.sha256(source.address.encode()).hexdigest()[:10]}"
