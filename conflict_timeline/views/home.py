"""The home page: what this is, how much it holds, the conflicts side by side, what is central and what is latest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from .. import strings
from ..collection.entries import Entry
from ..model import Conflict, Event
from . import addresses
from .common import Anchor, Item, Page, item, years
from .library import Events, Library
from .still import Still, still

CENTRAL = 6
"""How many central events the page shows."""
LATEST = 6
"""How many of the latest events the page shows."""
SHOWN = 5
"""How many events of each conflict the page shows."""


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """A conflict on the home page: its events that are most linked, in order of time."""

    id: str
    anchor: Anchor
    text: str
    total: str
    years: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything that the home page shows."""

    counts: tuple[tuple[str, Anchor], ...]
    still: Still
    conflicts: tuple[ConflictCard, ...]
    central: tuple[Item, ...]
    latest: tuple[Item, ...]
    seeds: tuple[Anchor, ...]
    years: tuple[Anchor, ...]


def page(library: Library) -> Page:
    """Give the home page."""
    view = partial(_view, library)
    return Page("", "home.html", strings.text("home.title"), strings.text("home.text"), view, listed=True)


def _view(library: Library) -> HomeView:
    collection = library.collection
    central = _most_linked(library, library.events, CENTRAL)
    latest = [entry for entry in library.events if entry.value.withdrawn is None][-LATEST:][::-1]
    ordered = sorted(collection.conflicts.values(), key=lambda entry: (entry.value.lane.order, entry.id))
    return HomeView(
        _counts(library),
        still(library, library.events),
        tuple(_card(library, entry) for entry in ordered),
        tuple(item(library, entry, summary=True) for entry in central),
        tuple(item(library, entry, summary=True) for entry in latest),
        tuple(Anchor(seed.value.title or "", addresses.seed(seed.id)) for seed in collection.seeds.values()),
        tuple(Anchor(str(year), addresses.year(year)) for year in sorted(library.by_year)),
    )


def _counts(library: Library) -> tuple[tuple[str, Anchor], ...]:
    ties = sum(len(library.graph.ties(entry.id)) for entry in library.events) // 2
    return (
        (f"{len(library.events):,}", Anchor(strings.text("home.events"), "timeline/")),
        (f"{len(library.works):,}", Anchor(strings.text("home.sources"), "sources/")),
        (f"{ties:,}", Anchor(strings.text("home.links"))),
        (f"{len(library.by_actor):,}", Anchor(strings.text("home.actors"), "actors/")),
        (f"{len(library.by_place):,}", Anchor(strings.text("home.places"), "places/")),
    )


def _card(library: Library, entry: Entry[Conflict]) -> ConflictCard:
    events = library.by_conflict.get(entry.id, [])
    chosen = sorted(_most_linked(library, events, SHOWN), key=lambda event: (event.value.date.sort_key, event.id))
    return ConflictCard(
        entry.id,
        Anchor(entry.value.name, addresses.conflict(entry.id)),
        entry.value.description,
        strings.counted("events", len(events)),
        years(events),
        tuple(item(library, event) for event in chosen),
    )


def _most_linked(library: Library, entries: Events, number: int) -> list[Entry[Event]]:
    """The events tied to the most others, in that order; among equals the earlier first."""
    standing = [entry for entry in entries if entry.value.withdrawn is None]
    return sorted(standing, key=lambda entry: -len(library.graph.neighbours(entry.id)))[:number]
