"""Reads the folders of a record into one ``Collection``, with the problems met on the way."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from .citations import Body
from .faults import faulty_parts, problems_of, salvage, written
from .front_matter import FILE_LIMIT, REGISTRY_LIMIT, Document, read, read_yaml
from .model import (
    Actor,
    Conflict,
    Event,
    Family,
    LoadedTerm,
    Place,
    Record,
    Removal,
    Seed,
    Source,
    Tag,
    is_id,
)
from .problems import Problem
from .record_files import RecordFiles
from .strict_yaml import MOST_PROBLEMS, Loc

M_co = TypeVar("M_co", bound=Record, covariant=True)
N = TypeVar("N", bound=Record)


@dataclass(slots=True, weakref_slot=True)
class Entry(Generic[M_co]):
    """One record with its id and the place where it is written.

    Attributes:
        id: unique among the records of its kind.
        value: the record.
        document: the file.
        loc: the way to the record inside the file; empty where the file is the record.
        lost: the ways to items of lists that were faulty and are not in ``value``.
        faulty: whether anything was faulty and is not in ``value``.
    """

    id: str
    value: M_co
    document: Document
    loc: Loc = ()
    lost: frozenset[Loc] = frozenset()
    faulty: bool = False
    _body: Body | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        """The file, relative to the record's root."""
        return self.document.path

    @property
    def body(self) -> Body:
        """The text below the front matter, read once."""
        if self._body is None:
            self._body = Body(self.document.body)
        return self._body

    def problem(self, rule: str, message: str, hint: str = "", *, at: Loc = (), key: bool = False) -> Problem:
        """Make a problem at the value (or with ``key`` at the key) that ``at`` leads to."""
        line, column = self.document.mark((*self.loc, *self._written_at(at)), key=key)
        return Problem(self.path, line, column, rule, message, hint)

    def written(self, at: Loc) -> Any:
        """What the file says at a place, even where it is faulty and so not in ``value``; else None."""
        return written(self.document.data, (*self.loc, *self._written_at(at)))

    def _written_at(self, at: Loc) -> Loc:
        """Turn a place in ``value`` into the place in the file: lost items stand in between there."""
        steps: list[str | int] = []
        for kept in at:
            step = kept
            if isinstance(step, int):
                gone = {loc[-1] for loc in self.lost if loc[:-1] == tuple(steps)}
                # The place of an item is the one that has so many kept items before it.
                step = next(islice((place for place in count() if place not in gone), step, None))
            steps.append(step)
        return tuple(steps)

    def body_problem(self, rule: str, offset: int, message: str, hint: str = "") -> Problem:
        """Make a problem at a character of the body."""
        line, column = self.document.body_mark(offset)
        return Problem(self.path, line, column, rule, message, hint)


@dataclass
class Collection:
    """Everything that a record holds; mappings from id to entry, in the order of ids.

    Attributes:
        root: the folder with ``events/``, ``registry/`` and ``seeds/``.
        broken: ids of events whose file could not be read into an event; they exist all the same.
        removed: ids of events that were removed for safety; nothing else is known of them.
        faulty: ids of entries and seeds that exist but could not be read in full, by file of the registry or
            ``seeds``; ``*`` among them where a file of the registry could not be read at all.
        images: the image files below ``events/`` by their path, relative to the root.
        problems: what reading met.
        files: how many files were read.
    """

    root: Path
    events: dict[str, Entry[Event]] = field(default_factory=dict)
    conflicts: dict[str, Entry[Conflict]] = field(default_factory=dict)
    actors: dict[str, Entry[Actor]] = field(default_factory=dict)
    places: dict[str, Entry[Place]] = field(default_factory=dict)
    families: dict[str, Entry[Family]] = field(default_factory=dict)
    tags: dict[str, Entry[Tag]] = field(default_factory=dict)
    wording: dict[str, Entry[LoadedTerm]] = field(default_factory=dict)
    seeds: dict[str, Entry[Seed]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    faulty: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    images: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0

    @cached_property
    def types(self) -> set[str]:
        """All event types, as ``family/subtype``."""
        return {f"{name}/{sub}" for name, family in self.families.items() for sub in family.value.subtypes}

    @cached_property
    def chronological(self) -> list[Entry[Event]]:
        """All events in the order of their dates, then ids."""
        return sorted(self.events.values(), key=lambda entry: (entry.value.date.sort_key, entry.id))

    def source(self, source: Source) -> Source | None:
        """The full particulars of a source: itself, or those of the seed that it names."""
        if source.seed is None:
            return source
        seed = self.seeds.get(source.seed)
        return seed.value if seed else None


def collect(root: Path) -> Collection:
    """Read a record.

    Args:
        root: the folder that holds ``events/``, ``registry/`` and ``seeds/``; missing ones are empty.

    Returns:
        What could be read; ``Collection.problems`` names the rest. Neither what the files hold nor what they
        are makes this raise: one that cannot be opened is a problem like any other.
    """
    collection = Collection(root)
    files = RecordFiles(root, collection.problems)
    collection.images = files.images
    registry: dict[str, tuple[dict[str, Any], type[Record]]] = {
        "conflicts": (collection.conflicts, Conflict),
        "actors": (collection.actors, Actor),
        "places": (collection.places, Place),
        "event-types": (collection.families, Family),
        "tags": (collection.tags, Tag),
        "wording": (collection.wording, LoadedTerm),
    }
    if files.registry(tuple(registry)):
        for name, (target, model) in registry.items():
            _registry(collection, files, name, target, model)
    elif collection.problems:  # it is there, and nobody knows what it holds
        for name in registry:
            collection.faulty[name].add("*")
    _seeds(collection, files)
    _events(collection, files)
    return collection


def _registry(
    collection: Collection, files: RecordFiles, name: str, target: dict[str, Entry[Any]], model: type[Record]
) -> None:
    path = collection.root / "registry" / f"{name}.yml"
    before = len(collection.problems)
    data = files.read(path, REGISTRY_LIMIT)
    if data is None:
        if len(collection.problems) > before:  # it is there, and nobody knows what it holds
            collection.faulty[name].add("*")
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
        entry = _entry(collection, model, key, data, document, (key,))
        if entry is not None:
            target[key] = entry
        if entry is None or entry.faulty:
            collection.faulty[name].add(key)


def _seeds(collection: Collection, files: RecordFiles) -> None:
    seen: dict[str, str] = {}
    for path in files.texts("seeds"):
        document, stem = _document(collection, files, path)
        if _is_taken(collection, files.relative(path), stem, seen):
            continue
        entry = document and _entry(collection, Seed, stem, document.data, document)
        if entry:
            collection.seeds[stem] = entry
        if not entry or entry.faulty:
            collection.faulty["seeds"].add(stem)
    collection.seeds = dict(sorted(collection.seeds.items()))


def _events(collection: Collection, files: RecordFiles) -> None:
    seen: dict[str, str] = {}
    for path in files.texts("events"):
        document, stem = _document(collection, files, path)
        if _is_taken(collection, files.relative(path), stem, seen):
            continue
        if document is None:
            collection.broken.add(stem)
        elif "removed_for_safety" in document.data:
            _removed(collection, stem, document)
        elif entry := _entry(collection, Event, stem, document.data, document):
            collection.events[stem] = entry
        else:
            collection.broken.add(stem)
    collection.events = dict(sorted(collection.events.items()))


def _is_taken(collection: Collection, relative: str, stem: str, seen: dict[str, str]) -> bool:
    """Whether an id, however its letters are cased or encoded, belongs to an earlier file; reports that."""
    folded = unicodedata.normalize("NFC", stem).casefold()
    first = seen.setdefault(folded, relative)
    if first != relative:
        message = f"{stem} is already the id of {first}"
        collection.problems.append(Problem(relative, 1, 1, "id-collision", message, "rename one of the two files"))
    return first != relative


def _removed(collection: Collection, stem: str, document: Document) -> None:
    """Keep nothing but the id of an event that was removed for safety, and hold its file to that."""
    collection.removed.add(stem)
    entry = _entry(collection, Removal, stem, document.data, document)
    if document.body and entry:
        message, hint = (
            "an event that was removed for safety still has its text",
            "delete everything below the second ---",
        )
        collection.problems.append(entry.body_problem("unknown-field", 0, message, hint))


def _document(collection: Collection, files: RecordFiles, path: Path) -> tuple[Document | None, str]:
    relative = files.relative(path)
    collection.files += 1
    stem = relative.rpartition("/")[2].removesuffix(".md")
    if not is_id(stem) or stem == "index":
        hint = "name the file in lower-case letters and digits, words joined by single hyphens, and not index"
        collection.problems.append(Problem(relative, 1, 1, "invalid-id", f"{stem[:90]} is not an id", hint))
    data = files.read(path, FILE_LIMIT)
    if data is None:
        return None, stem
    document, problems = read(data, relative)
    collection.problems += problems
    return document, stem


def _entry(
    collection: Collection, model: type[N], name: str, data: Any, document: Document, loc: Loc = ()
) -> Entry[N] | None:
    """Validate one record; where it is faulty, report that and keep what stands without the faulty parts."""
    value, errors = salvage(model, data)
    if not errors:
        return None if value is None else Entry(name, value, document, loc)
    collection.problems += problems_of(errors, model, document, loc)
    if value is None:
        return None
    lost = frozenset(part for part in faulty_parts(errors) if isinstance(part[-1], int))
    return Entry(name, value, document, loc, lost, faulty=True)


def named(entries: Mapping[str, Entry[M_co]], ids: Iterable[str]) -> list[Entry[M_co]]:
    """Give the entries of those ids that exist, in the order of ``ids``."""
    return [entries[name] for name in ids if name in entries]
