"""What of a record with errors can be shown: each file as it is where that is possible, else as it last could be.

A page is better than none while somebody writes it. What is faulty is left out of it; what would lead nowhere or cannot
be rendered is taken as it stood before, and where it never stood, its address shows its problems.
"""

from __future__ import annotations

from collections.abc import Collection as Container
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ..collection import Collection
from ..collection.entries import Entry
from ..model import Event, Record
from ..problems import Problem, Report

R = TypeVar("R", bound=Record)

REGISTRY = {
    "conflicts": "conflicts",
    "actors": "actors",
    "places": "places",
    "families": "event-types",
    "tags": "tags",
    "wording": "wording",
}
"""The parts of a collection that come from the registry, each with its file."""
UNRENDERED = frozenset({"costly-markdown"})
"""The rules that keep a text from being rendered at all: it would take a minute, or all memory."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What pages are made from.

    Attributes:
        collection: a record whose every part can be shown.
        former: files that are shown as they last could be.
        missing: files of events and seeds that cannot be shown and never could, by the address of their page.
    """

    collection: Collection
    former: frozenset[str] = frozenset()
    missing: Mapping[str, str] = field(default_factory=dict)


def standing(collection: Collection, report: Report, before: Collection | None) -> Standing:
    """Give what can be shown of a record.

    Args:
        collection: the record.
        report: its problems.
        before: what was shown last, or None.
    """
    if not report.fails():
        return Standing(collection)
    return _Sifted(collection, report.problems, before or Collection(collection.root)).standing()


class _Sifted:
    """A record without what cannot be shown."""

    def __init__(self, collection: Collection, problems: Iterable[Problem], before: Collection) -> None:
        self._collection = collection
        self._before = before
        self._told = {problem.path for problem in problems}
        self._unrendered = {problem.path for problem in problems if problem.rule in UNRENDERED}
        self._bad_images = {problem.path for problem in problems if problem.rule == "invalid-image"}
        self._former: set[str] = set()

    def standing(self) -> Standing:
        now, before = self._collection, self._before
        parts: dict[str, Any] = {
            part: self._registry(getattr(now, part), getattr(before, part), now.faulty.get(file, ()))
            for part, file in REGISTRY.items()
        }
        types = {f"{name}/{sub}" for name, family in parts["families"].items() for sub in family.value.subtypes}
        known = _Known(parts["conflicts"].keys(), types, parts["tags"].keys())
        events = {name: known.fit(entry) for name, entry in self._rendered(now.events).items()}
        lost = {*now.broken, *(name for name in now.events if events.get(name) is None)}
        former = {name: known.fit(before.events[name]) for name in lost & before.events.keys()}
        parts["events"] = self._taken(events, former)
        lost_seeds = {*now.faulty.get("seeds", ()), *now.seeds} - self._rendered(now.seeds).keys()
        parts["seeds"] = self._taken(
            self._rendered(now.seeds), {name: before.seeds[name] for name in lost_seeds & before.seeds.keys()}
        )
        parts["images"] = {path: file for path, file in now.images.items() if path not in self._bad_images}
        collection = replace(now, **parts)
        return Standing(collection, frozenset(self._former), dict(self._missing(collection)))

    def _registry(
        self, now: Mapping[str, Entry[Any]], before: Mapping[str, Entry[Any]], lost: Container[str]
    ) -> dict[str, Entry[Any]]:
        """A file of the registry; its lost entries as they were. With ``*`` among them nobody knows which are."""
        former = {name: entry for name, entry in before.items() if "*" in lost or name in lost}
        return self._taken(now, {name: entry for name, entry in former.items() if name not in now})

    def _rendered(self, entries: Mapping[str, Entry[R]]) -> dict[str, Entry[R]]:
        return {name: entry for name, entry in entries.items() if entry.path not in self._unrendered}

    def _taken(self, now: Mapping[str, Entry[R] | None], former: Mapping[str, Entry[R] | None]) -> dict[str, Entry[R]]:
        """What there is now, and beside it what there was, in the order of ids."""
        kept = {name: entry for name, entry in former.items() if entry is not None}
        self._former.update(entry.path for entry in kept.values())
        taken = {name: entry for name, entry in now.items() if entry is not None} | kept
        return dict(sorted(taken.items())) if kept else taken

    def _missing(self, collection: Collection) -> Iterable[tuple[str, str]]:
        """Addresses of events and seeds with problems that are not shown."""
        kinds: dict[str, Mapping[str, object]] = {"events": collection.events, "seeds": collection.seeds}
        for path in sorted(self._told):
            folder, _, name = path.partition("/")
            stem = name.rpartition("/")[2].removesuffix(".md")
            shown = kinds.get(folder)
            if shown is not None and path.endswith(".md") and stem not in shown and stem not in collection.removed:
                yield f"{folder}/{stem}/", path


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids that an event's page cannot do without."""

    conflicts: Container[str]
    types: Container[str]
    tags: Container[str]

    def fit(self, entry: Entry[Event]) -> Entry[Event] | None:
        """An event without conflicts and tags that do not exist; None where its type or all its conflicts are such."""
        event = entry.value
        conflicts = [name for name in event.conflicts if name in self.conflicts]
        tags = [name for name in event.tags if name in self.tags]
        if event.type not in self.types or not conflicts:
            return None
        if (conflicts, tags) == (event.conflicts, event.tags):
            return entry
        return replace(entry, value=event.model_copy(update={"conflicts": conflicts, "tags": tags}))
