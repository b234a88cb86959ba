"""Reads the folders of a record into one ``Collection``, with the problems met on the way."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from ..bodies.deeds import DOERS, Deeds
from ..files.record_files import RecordFile, RecordFiles
from ..files.tracked import tracked
from ..front_matter import FILE_LIMIT, REGISTRY_LIMIT, read, read_yaml
from ..front_matter.strict_yaml import MOST_PROBLEMS
from ..model import REGISTRY, Actor, Conflict, Event, Family, LoadedTerm, Place, Record, Seed, Source, Tag, is_id
from ..problems import Problem
from .entries import Entry, EventFile, M_co, event_of, seed_of, validated
from .outlines import Outline, outline

ReadEvent = Callable[[bytes | None, str, str], EventFile]
"""``event_of``, or what stands in for it."""


GONE = "*gone"
"""Stands among the faulty ids of a file of the registry that is not there."""


@dataclass
class Registry:
    """What events refer to, and nothing of any event; mappings from id to entry.

    Attributes:
        root: the folder with ``events/``, ``registry/`` and ``seeds/``.
        faulty: ids of entries and seeds that exist but could not be read in full, by file of the registry or
            ``seeds``; ``*`` among them where a file of the registry could not be read at all, and ``GONE`` where
            it is not there.
    """

    root: Path
    conflicts: dict[str, Entry[Conflict]] = field(default_factory=dict)
    actors: dict[str, Entry[Actor]] = field(default_factory=dict)
    places: dict[str, Entry[Place]] = field(default_factory=dict)
    families: dict[str, Entry[Family]] = field(default_factory=dict)
    tags: dict[str, Entry[Tag]] = field(default_factory=dict)
    wording: dict[str, Entry[LoadedTerm]] = field(default_factory=dict)
    seeds: dict[str, Entry[Seed]] = field(default_factory=dict)
    faulty: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @cached_property
    def types(self) -> set[str]:
        """All event types, as ``family/subtype``."""
        return {f"{name}/{sub}" for name, family in self.families.items() for sub in family.value.subtypes}

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of all places, ISO 3166-1 alpha-2."""
        return frozenset(entry.value.country for entry in self.places.values())

    @cached_property
    def actors_by_name(self) -> Mapping[str, str]:
        """The ids of actors by their names, case-folded; without names that several have."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, entry in self.actors.items():
            for words in (entry.value.name, *(each for names in entry.value.names.values() for each in names)):
                found[words.casefold()].add(name)
        return {words: min(names) for words, names in found.items() if len(names) == 1}

    @cached_property
    def cited(self) -> Mapping[str, set[str]]:
        """For each event from which a conflict is counted, the keys of its sources that are cited for that."""
        found: dict[str, set[str]] = {}
        for entry in self.conflicts.values():
            for start in entry.value.starts:
                if start.event:
                    found.setdefault(start.event, set()).update(start.sources)
        return found

    @cached_property
    def parts(self) -> frozenset[tuple[str, str]]:
        """Pairs of actors of which the first is a part of the second, at whatever remove."""
        return frozenset(wholes(self.actors))

    @cached_property
    def deeds(self) -> Deeds:
        """What finds deeds in texts of those actors that can be told to have done any, by kind."""
        able = [entry for entry in self.actors.values() if entry.value.kind in DOERS]
        names = {entry.value.name: entry.id for entry in able}
        return Deeds({name: entry.id for entry in able for each in entry.value.names.values() for name in each} | names)

    def source(self, source: Source) -> Source | None:
        """The full particulars of a source: itself, or those of the seed that it names."""
        if source.seed is None:
            return source
        seed = self.seeds.get(source.seed)
        return seed.value if seed else None


@dataclass
class Collection(Registry):
    """Everything that a record holds; events and seeds in the order of ids.

    Attributes:
        events: the events by id.
        broken: ids of events whose file could not be read into an event; they exist all the same.
        removed: ids of events that were removed for safety; nothing else is known of them.
        images: the image files below ``events/`` by their path, relative to the root.
        rests: what stands of broken events that only lack required fields; see ``EventFile``.
        problems: what reading met.
        files: how many files were read.
    """

    events: Mapping[str, Entry[Event]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    rests: Mapping[str, Entry[Event]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    images: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """What every event has to tell of itself to be held against all others, by id in the order of ids."""
        return {name: outline(entry) for name, entry in self.events.items()}

    @cached_property
    def chronological(self) -> list[Entry[Event]]:
        """All events in the order of their dates, then ids."""
        return sorted(self.events.values(), key=lambda entry: (entry.value.date.sort_key, entry.id))

    @cached_property
    def registry(self) -> Registry:
        """The same record without its events: what a rule about one event may look at beside it."""
        return Registry(**{each.name: getattr(self, each.name) for each in fields(Registry)})


def collect(
    root: Path,
    files: RecordFiles | None = None,
    read_event: ReadEvent = event_of,
    done: Callable[[int, int], None] = lambda *_: None,
) -> Collection:
    """Read a record.

    Args:
        root: the folder that holds ``events/``, ``registry/`` and ``seeds/``; missing ones are empty.
        files: what finds and reads the files; those on the disk unless given.
        read_event: reads a file of ``events/``; another one may know the file from before.
        done: called now and then with how many events are read and how many there are.

    Returns:
        What could be read; ``Collection.problems`` names the rest. Neither what the files hold nor what they
        are makes this raise: one that cannot be opened is a problem like any other.
    """
    files = files or RecordFiles(root, [])
    collection = Collection(root, problems=files.problems)
    collection.images = files.images
    read_registry(collection, files)
    _events(collection, files, read_event, done)
    return collection


def read_registry(collection: Collection, files: RecordFiles) -> None:
    """Read ``registry/`` and ``seeds/``."""
    if files.registry(tuple(REGISTRY)):
        for name, model in REGISTRY.items():
            target = collection.families if name == "event-types" else getattr(collection, name)
            _registry(collection, files, name, target, model)
    elif collection.problems:  # it is there, and nobody knows what it holds
        for name in REGISTRY:
            collection.faulty[name].add("*")
    _seeds(collection, files)


def _registry(
    collection: Collection, files: RecordFiles, name: str, target: dict[str, Entry[Any]], model: type[Record]
) -> None:
    path = collection.root / "registry" / f"{name}.yml"
    before = len(collection.problems)
    data = files.read(path, REGISTRY_LIMIT)
    if data is None:
        # Nobody knows what it holds, or held.
        collection.faulty[name] |= {"*"} if len(collection.problems) > before else {"*", GONE}
        return
    document, problems = read_yaml(data, files.relative(path))
    collection.problems += problems
    collection.files += 1
    if document is None:
        collection.faulty[name].add("*")
        return
    for key, data in document.data.items():
        if len(collection.problems) - before >= MOST_PROBLEMS:
            collection.faulty[name].add("*")
            break
        if model is not LoadedTerm and not is_id(key):
            line, column = document.mark((key,), key=True)
            hint = "write lower-case letters and digits in words joined by single hyphens"
            collection.problems.append(
                Problem(document.path, line, column, "invalid-id", f"{key[:90]} is not an id", hint)
            )
        entry, problems = validated(model, key, data, document, (key,))
        collection.problems += problems
        if entry is not None:
            target[key] = entry
        if entry is None or entry.faulty:
            collection.faulty[name].add(key)


def _seeds(collection: Collection, files: RecordFiles) -> None:
    found: dict[str, Entry[Seed]] = {}
    for file, stem in listed(collection, files, "seeds"):
        entry, problems = seed_of(files.read(file.path, FILE_LIMIT), file.relative, stem)
        collection.problems += problems
        if entry:
            found[stem] = entry
        if not entry or entry.faulty:
            collection.faulty["seeds"].add(stem)
    collection.seeds = dict(sorted(found.items()))


def _events(
    collection: Collection, files: RecordFiles, read_event: ReadEvent, done: Callable[[int, int], None]
) -> None:
    found: dict[str, Entry[Event]] = {}
    rests: dict[str, Entry[Event]] = {}
    everything = list(listed(collection, files, "events"))
    for number, (file, stem) in enumerate(everything, 1):
        told = read_event(files.read(file.path, FILE_LIMIT), file.relative, stem)
        collection.problems += told.problems
        if told.entry:
            found[stem] = told.entry
        elif told.removed:
            collection.removed.add(stem)
        else:
            collection.broken.add(stem)
            if told.rest:
                rests[stem] = told.rest
        if number % 100 == 0:
            done(number, len(everything))
    collection.events = dict(sorted(found.items()))
    collection.rests = rests


def listed(collection: Collection, files: RecordFiles, folder: str) -> Iterator[tuple[RecordFile, str]]:
    """Give the files below ``events`` or ``seeds`` with their ids; tell ids that are none, or belong to two files.

    Of a file whose id is taken no more is told than what reading it meets.
    """
    seen: dict[str, str] = {}
    for file in files.texts(folder):
        collection.files += 1
        stem = file.relative.rpartition("/")[2].removesuffix(".md")
        if not is_id(stem) or stem == "index":
            hint = "name the file in lower-case letters and digits, words joined by single hyphens, and not index"
            collection.problems.append(Problem(file.relative, 1, 1, "invalid-id", f"{stem[:90]} is not an id", hint))
        if not _is_taken(collection, file.relative, stem, seen):
            yield file, stem
        elif (data := files.read(file.path, FILE_LIMIT)) is not None:
            collection.problems += read(data, file.relative)[1]


def _is_taken(collection: Collection, relative: str, stem: str, seen: dict[str, str]) -> bool:
    """Whether an id, however its letters are cased or encoded, belongs to an earlier file; reports that."""
    folded = stem if stem.islower() and stem.isascii() else unicodedata.normalize("NFC", stem).casefold()
    first = seen.setdefault(folded, relative)
    if first != relative:
        message = f"{stem} is already the id of {first}"
        hint = _newer(collection.root, first, relative)
        collection.problems.append(Problem(relative, 1, 1, "id-collision", message, hint))
    return first != relative


def _newer(root: Path, first: str, second: str) -> str:
    """Which of two files of one id to rename: the one that git has not seen, where it has seen the other."""
    known = tracked(root, (first, second))
    if len(known) == 1:
        old = known.pop()
        return f"rename {second if old == first else first}: git knows {old}, so the address is that one's"
    return f"rename {first} or {second}, whichever came later"


def named(entries: Mapping[str, Entry[M_co]], ids: Iterable[str]) -> list[Entry[M_co]]:
    """Give the entries of those ids that exist, in the order of ``ids``."""
    return [entries[name] for name in ids if name in entries]


def wholes(entries: Mapping[str, Entry[Actor]] | Mapping[str, Entry[Place]]) -> Iterator[tuple[str, str]]:
    """Give the id of each actor or place with the id of everything that it is a part of, at whatever remove."""
    for name, entry in entries.items():
        seen, whole = {name}, entry.value.part_of
        while whole and whole in entries and whole not in seen:
            yield name, whole
            seen.add(whole)
            whole = entries[whole].value.part_of
