"""Reads and checks a record again and again: an event's file that is the same is neither parsed nor judged anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import fields
from hashlib import blake2b
from typing import Any, NamedTuple

from ..checks import of_event, of_rest, together
from ..collection import Collection, Registry, collect
from ..collection.entries import Entry, EventFile, event_of
from ..collection.outlines import Outline, outline
from ..model import Event
from ..problems import Problem, Report
from ..settings import Settings

Step = Callable[[str, int], None]
"""Hears of each event that is read: its id, and the number of all."""


class Reader:
    """Remembers what the events of a record were when it was last read."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, EventFile]] = {}
        self._seen: dict[str, tuple[bytes, EventFile]] = {}
        self._judged: dict[int, _Judged] = {}
        self._ground: object = None
        self._step: Step | None = None
        self._total = 0

    def read(self, settings: Settings, step: Step | None = None) -> tuple[Collection, Report]:
        """Give the record of a site as it is now, and its problems.

        Args:
            settings: those of the site.
            step: called for each event that is read, with its id and the number of all.
        """
        self._seen = {}
        self._step = step
        self._total = sum(1 for _ in (settings.record / "events").rglob("*.md")) if step else 0
        collection = collect(settings.record, read_event=self._event)
        self._files = self._seen
        return collection, together(collection, self._alone(collection), dt.date.today(), settings)

    def _event(self, data: bytes | None, path: str, name: str) -> EventFile:
        """Read a file of ``events/``, unless it holds what it held."""
        if self._step:
            self._step(name, self._total)
        if data is None:
            return event_of(data, path, name)
        digest = blake2b(data, digest_size=16).digest()
        known = self._files.get(path)
        found = known[1] if known is not None and known[0] == digest else event_of(data, path, name)
        self._seen[path] = digest, found
        return found

    def _alone(self, collection: Collection) -> list[Problem]:
        """What is wrong with each event beside the registry; a verdict stands until one of the two changes."""
        registry = collection.registry
        ground = _values(registry)
        known = self._judged if ground == self._ground else {}
        self._ground, self._judged = ground, {}
        for entry in collection.events.values():
            judged = known.get(id(entry)) or _Judged(entry, list(of_event(entry, registry)), outline(entry))
            self._judged[id(entry)] = judged
        collection.outlines = {judged.entry.id: judged.outline for judged in self._judged.values()}
        rests = (problem for rest in collection.rests.values() for problem in of_rest(rest, registry))
        return [*(problem for judged in self._judged.values() for problem in judged.problems), *rests]


class _Judged(NamedTuple):
    """An event, which stays the same object while its file does; what is wrong with it alone; its outline."""

    entry: Entry[Event]
    problems: list[Problem]
    outline: Outline


def _values(registry: Registry) -> dict[str, Any]:
    """What a registry says, without where it says it."""
    return {
        each.name: {name: entry.value for name, entry in part.items()} if each.name not in ("root", "faulty") else part
        for each in fields(registry)
        for part in [getattr(registry, each.name)]
    }
