"""Two states of a record → what changed between them. Only files that differ are read of the earlier state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from .. import strings
from ..bodies.citations import Body
from ..checks import check
from ..collection import Collection
from ..collection.entries import Entry
from ..links import Edge, edges
from ..markup import plain
from ..model import Event
from ..problems import Problem
from ..settings import DEFAULTS, Settings
from ..views.common import when
from .data import (
    Broken,
    ChangedEvent,
    Changes,
    ClaimChange,
    EntryChange,
    Field,
    GoneEvent,
    LinkChange,
    NewEvent,
    NewSource,
)
from .fields import compared
from .pages import pages


@dataclass(frozen=True, slots=True)
class State:
    """A record at one time.

    Attributes:
        name: what it is called.
        record: all of it; of the earlier state the registry, the seeds, and the events whose files differ.
        files: the contents of its files by path, as names that differ when the contents do.
    """

    name: str
    record: Collection
    files: Mapping[str, str]


def changes(base: State, head: State, settings: Settings = DEFAULTS) -> Changes:
    """Compare two states of a record, by settings that say how grave breaches are."""
    return _Comparison(base, head, settings).changes()


def paragraphs(body: Body) -> tuple[str, ...]:
    """The paragraphs of a text without marks; a reference without words says the id to which it leads."""
    parts = [part for part in body.text.split("\n\n") if part.strip()]
    return tuple(plain(Body(part), lambda reference: reference.id) for part in parts)


class _Comparison:
    """One comparison; each list of ``Changes`` has a method."""

    def __init__(self, base: State, head: State, settings: Settings) -> None:
        self.base, self.head = base, head
        self.old, self.new = base.record, head.record
        differing = {
            path for path in base.files.keys() | head.files.keys() if base.files.get(path) != head.files.get(path)
        }
        self.touched = sorted(differing)
        self.ids = sorted({_stem(path) for path in differing if path.startswith("events/") and path.endswith(".md")})
        self.problems: dict[str, list[Problem]] = {}
        for problem in check(self.new, settings).problems:
            self.problems.setdefault(problem.path, []).append(problem)

    def changes(self) -> Changes:
        """Everything that changed."""
        gained, lost = self._links()
        return Changes(
            self.base.name,
            self.head.name,
            tuple(self._new_event(self.new.events[name]) for name in self.ids if self._comes(name)),
            tuple(self._changed()),
            tuple(self._form()),
            tuple(self._gone()),
            tuple(self._broken()),
            tuple(_told(edge) for edge in gained),
            tuple(_told(edge) for edge in lost),
            tuple(self._claims()),
            tuple(self._sources()),
            tuple(self._entries()),
            tuple(path for path in self.touched if not path.startswith(("events/", "seeds/", "registry/"))),
            tuple(sorted(set(self._pages(gained, lost)))),
            sum(len(found) for path, found in self.problems.items() if path not in set(self.touched)),
        )

    def _comes(self, name: str) -> bool:
        """Whether an event stands now that was not there, or was in no state to be read."""
        return name in self.new.events and name not in self.old.events and name not in self.old.removed

    def _new_event(self, entry: Entry[Event]) -> NewEvent:
        event = entry.value
        place = self.new.places.get(event.place or "")
        hidden = place is not None and place.value.sensitivity == "withhold"
        where = "withheld" if hidden else place.value.name if place else event.place or event.placeless or ""
        if event.online:
            where = f"{event.online.platform}, {event.online.account}"
        return NewEvent(
            entry.id, entry.path, event.title, when(event.date).phrase, where, event.type, event.summary,
            paragraphs(entry.body), self._problems(entry.path),
        )  # fmt: skip

    def _changed(self) -> Iterator[ChangedEvent]:
        for name in self.ids:
            old, new = self.old.events.get(name), self.new.events.get(name)
            if old is None or new is None:
                continue
            before, after = paragraphs(old.body), paragraphs(new.body)
            gone, come = _paragraphs(before, after)
            fields = tuple(compared(old.document.data, new.document.data))
            if old.path != new.path:
                fields = (*fields, Field("file", old.path, new.path))
            if fields or gone or come:
                problems = self._problems(new.path)
                yield ChangedEvent(name, new.path, new.value.title, fields, tuple(gone), tuple(come), problems)

    def _form(self) -> Iterator[str]:
        """Files of events that are written otherwise and say the same."""
        for name in self.ids:
            old, new = self.old.events.get(name), self.new.events.get(name)
            if old and new and old.path == new.path:
                same = old.document.data == new.document.data and paragraphs(old.body) == paragraphs(new.body)
                yield from [new.path] if same else []

    def _gone(self) -> Iterator[GoneEvent]:
        for name in self.ids:
            old, new = self.old.events.get(name), self.new.events.get(name)
            if name in self.new.removed and name not in self.old.removed:
                yield GoneEvent(name, "removed for safety")
            elif new and new.value.withdrawn and not (old and old.value.withdrawn):
                yield GoneEvent(name, "withdrawn", new.value.title, new.value.withdrawn.reason)
            elif old and new is None and name not in self.new.broken and name not in self.new.removed:
                yield GoneEvent(name, "deleted", old.value.title)

    def _broken(self) -> Iterator[Broken]:
        stands = {entry.path for entry in self.new.events.values()} | {entry.path for entry in self.new.seeds.values()}
        for path in self.touched:
            if path.startswith(("events/", "seeds/")) and path in self.head.files and path not in stands:
                found = self._problems(path)
                if found:
                    yield Broken(path, found)

    def _links(self) -> tuple[list[Edge], list[Edge]]:
        """The links that came and those that went, of the events whose files differ."""
        before, after = (
            {
                (edge.tail, edge.rel, edge.head): edge
                for edge in edges({name: record.outlines[name] for name in self.ids if name in record.events})
            }
            for record in (self.old, self.new)
        )
        gained = [edge for key, edge in after.items() if key not in before]
        lost = [edge for key, edge in before.items() if key not in after and not self._hidden(key[0], key[2])]
        return gained, lost

    def _hidden(self, *names: str) -> bool:
        """Whether something of an event that was removed for safety would be told."""
        return any(name in self.new.removed for name in names)

    def _claims(self) -> Iterator[ClaimChange]:
        for name, seed in self.new.seeds.items():
            old = self.old.seeds.get(name)
            known = {claim.id for claim in old.value.claims if claim.events} if old else set()
            for claim in seed.value.claims:
                if claim.events and claim.id not in known:
                    yield ClaimChange(name, claim.id, claim.says, tuple(claim.events))

    def _sources(self) -> Iterator[NewSource]:
        """Sources that no event cited before: neither one that stayed as it was nor one that differs."""
        differing = set(self.ids)
        same = (outline for name, outline in self.new.outlines.items() if name not in differing)
        seen = {address for outline in same for _, address, _, _ in outline.sources}
        seen |= {address for outline in self.old.outlines.values() for _, address, _, _ in outline.sources}
        for name in self.ids:
            outline = self.new.outlines.get(name)
            for _, address, title, publisher in outline.sources if outline else ():
                if address not in seen:
                    seen.add(address)
                    yield NewSource(address, title or "", publisher or "", name)

    def _entries(self) -> Iterator[EntryChange]:
        for kind, name in (
            ("conflict", "conflicts"), ("actor", "actors"), ("place", "places"), ("family of types", "families"),
            ("tag", "tags"), ("loaded term", "wording"), ("seed", "seeds"),
        ):  # fmt: skip
            yield from _entries(kind, getattr(self.old, name), getattr(self.new, name))

    def _pages(self, gained: Iterable[Edge], lost: Iterable[Edge]) -> Iterator[str]:
        """The pages of what changed, of what it names, and of the events at the other ends of its links."""
        others = {end for edge in (*gained, *lost) for end in (edge.tail, edge.head)}
        for record in (self.old, self.new):
            for name in self.ids:
                if name in record.events and name not in self.new.removed:
                    yield from pages(record, record.events[name])
        tied = {name for name in self.ids if name in self.new.events}
        for edge in edges(self.new.outlines):
            others |= {edge.head} if edge.tail in tied else set()
            others |= {edge.tail} if edge.head in tied else set()
        yield from (f"events/{name}/" for name in others if name in self.new.events)

    def _problems(self, path: str) -> tuple[Problem, ...]:
        return tuple(self.problems.get(path, ()))


def _entries(kind: str, before: Mapping[str, Entry[Any]], after: Mapping[str, Entry[Any]]) -> Iterator[EntryChange]:
    for name, entry in after.items():
        if name not in before:
            yield EntryChange(kind, name, "added", _name(entry))
            continue
        old, new = _data(before[name]), _data(entry)
        if fields := tuple(compared(old, new) if old != new else ()):
            yield EntryChange(kind, name, "changed", _name(entry), fields)
    for name, entry in before.items():
        if name not in after:
            yield EntryChange(kind, name, "removed", _name(entry))


def _data(entry: Entry[Any]) -> Mapping[str, Any]:
    """The fields of an entry as its file has them."""
    data: Any = entry.document.data
    for step in entry.loc:
        data = data[step]
    return data if isinstance(data, dict) else {}


def _name(entry: Entry[Any]) -> str:
    value = entry.value
    return str(next((found for field in ("name", "label", "title") if (found := getattr(value, field, None))), ""))


def _told(edge: Edge) -> LinkChange:
    words = strings.text(f"rel.{edge.rel}")
    return LinkChange(edge.tail, edge.rel, words[:1].lower() + words[1:], edge.head)


def _paragraphs(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The paragraphs that went and those that came."""
    gone: list[str] = []
    come: list[str] = []
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how != "equal":
            gone += before[a:b]
            come += after[c:d]
    return gone, come


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
