"""A conflict's page: from when it is counted, what ties it to other conflicts, and its events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from .. import strings
from ..collection.entries import Entry
from ..evidence import sources_of
from ..model import Conflict
from . import addresses
from .common import Anchor, Item, Listing, Page, When, by_year, item, names, when
from .library import Library
from .still import still


@dataclass(frozen=True, slots=True)
class Start:
    """A day from which the conflict is counted: when, by whom, the event that says more, and the sources."""

    when: When
    event: Anchor | None
    basis: str
    sources: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """A link from an event of this conflict to one of another."""

    here: Item
    rel: str
    there: Item
    basis: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Everything that a conflict's page shows."""

    id: str
    listing: Listing
    starts: tuple[Start, ...]
    across: tuple[Across, ...]


def pages(library: Library) -> Iterator[Page]:
    """Give the pages of all conflicts."""
    for entry in library.collection.conflicts.values():
        yield _page(library, entry)


def _page(library: Library, entry: Entry[Conflict]) -> Page:
    value = entry.value
    words = " ".join(anchor.text for anchor in names(value.names))
    view = partial(_view, library, entry)
    return Page(addresses.conflict(entry.id), "conflict.html", value.name, value.description, view, words)


def _view(library: Library, entry: Entry[Conflict]) -> ConflictView:
    value = entry.value
    events = library.by_conflict.get(entry.id, [])
    listing = Listing(
        strings.text("kind.conflict"), value.name, value.description, len(events), by_year(library, events),
        narrow=f"conflict={entry.id}", still=still(library, events),
    )  # fmt: skip
    if value.end:
        listing.facts.append((strings.text("fact.end"), [Anchor(when(value.end).phrase)]))
    if value.names:
        listing.facts.append((strings.text("fact.names"), names(value.names)))
    return ConflictView(entry.id, listing, tuple(_starts(library, value)), tuple(_across(library, entry.id)))


def _starts(library: Library, conflict: Conflict) -> Iterator[Start]:
    events = library.collection.events
    for start in conflict.starts:
        entry = events.get(start.event or "")
        if entry is None:
            yield Start(when(start.date), None, start.basis, ())
            continue
        known = sources_of(library.collection, entry)
        sources = [known[key] for key in start.sources if key in known]
        anchors = (
            Anchor(source.publisher or "", addresses.source(library.works[source.address].id)) for source in sources
        )
        event = Anchor(entry.value.title, addresses.event(entry.id))
        yield Start(when(start.date), event, start.basis, tuple(anchors))


def _across(library: Library, conflict_id: str) -> Iterator[Across]:
    """Links that lead out of the conflict: the other event belongs to another conflict and not to this one."""
    events = library.collection.events
    for entry in library.by_conflict.get(conflict_id, []):
        for tie in library.graph.ties(entry.id):
            if conflict_id not in events[tie.other].value.conflicts:
                yield Across(item(library, entry), tie.rel, item(library, events[tie.other]), tie.basis)
