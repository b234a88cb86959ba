"""An event's page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from .. import markup, strings
from ..collection.entries import Entry
from ..evidence import origins, responsibility, sources_of
from ..links import RELATION_ORDER
from ..model import Event, Position, Source
from . import addresses, bodies, figures
from .common import (
    Anchor,
    Item,
    Page,
    When,
    actor,
    conflict,
    country,
    item,
    place_name,
    precision_note,
    type_label,
    when,
    where,
)
from .library import Library

Cites = tuple[tuple[str, int], ...]
"""Citation keys with their numbers on the page."""

EVENT_BOOST = 2.0
"""How much more an event counts in the search than a page that lists events."""
STRIP = 9
"""How many events the strip of linked events shows at most."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A position as the page shows it."""

    by: Anchor
    stance: str
    about: Anchor
    standard: str
    says: str
    when: When | None
    cites: Cites
    level: str = ""


@dataclass(frozen=True, slots=True)
class Tied:
    """A link as the page shows it. ``cites`` are numbers of this page's sources, where the link stands here."""

    item: Item
    basis: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class Listed:
    """A source in the page's list."""

    number: int
    key: str
    title: str
    bracketed: bool
    source: Source
    published: When | None
    url: str
    locator: str
    backs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The events before and after this one in one conflict."""

    conflict: Anchor
    conflict_id: str
    before: Item | None
    after: Item | None


@dataclass(frozen=True, slots=True)
class EventView:
    """Everything that an event's page shows."""

    id: str
    event: Event
    when: When
    precision: str
    reported: When | None
    type: Anchor
    family: Anchor
    conflicts: tuple[tuple[str, Anchor], ...]
    place: Anchor | None
    place_note: str
    participants: tuple[tuple[str, Anchor, Cites], ...]
    tags: tuple[Anchor, ...]
    online: str
    status_note: str
    warnings: tuple[str, ...]
    body: Markup
    origins: tuple[str, ...]
    held: tuple[Statement, ...]
    denied: tuple[Statement, ...]
    tables: list[figures.Table]
    positions: tuple[Statement, ...]
    links: tuple[tuple[str, tuple[Tied, ...]], ...]
    strip: tuple[Item, ...]
    neighbours: tuple[Neighbour, ...]
    sources: tuple[Listed, ...]
    corrections: tuple[tuple[When, str], ...]


def page(library: Library, entry: Entry[Event]) -> Page:
    """Give an event's page; a withdrawn event's is a tombstone with the reason."""
    event = entry.value
    url = addresses.event(entry.id)
    if event.withdrawn is not None:
        gone = event.title, when(event.withdrawn.date), event.withdrawn.reason
        return Page(url, "tombstone.html", event.title, strings.text("withdrawn.title"), lambda: gone, None, entry.path)
    words = [when(event.date).phrase, where(library, event), *(tag.replace("-", " ") for tag in event.tags)]
    words += _spellings(library, event)
    words.append(markup.plain(entry.body, lambda mark: bodies.named(library, mark)[0]))
    view = partial(_view, library, entry)
    return Page(url, "event.html", event.title, event.summary, view, " ".join(words), entry.path, EVENT_BOOST)


def _spellings(library: Library, event: Event) -> list[str]:
    """Other names of the event's place and of those who speak about it, by which search finds it."""
    found: list[str] = []
    place = library.collection.places.get(event.place or "")
    if place and place.value.sensitivity != "withhold":
        found += place.value.spellings
        found += [name for value in place.value.names.values() for name in value]
    for position in event.positions:
        found.append(actor(library, position.by).text)
        if (speaker := library.collection.actors.get(position.by)) is not None:
            found += [name for value in speaker.value.names.values() for name in value]
    return list(dict.fromkeys(found))


def _view(library: Library, entry: Entry[Event]) -> EventView:
    event = entry.value
    sources = sources_of(library.collection, entry)
    numbers = markup.numbered(entry.body, sources)
    body, backs = bodies.event_body(library, entry, numbers)
    family = event.type.partition("/")[0]
    evidence = responsibility(library.collection, event.positions)
    return EventView(
        id=entry.id,
        event=event,
        when=when(event.date),
        precision=strings.catalogue().get(f"precision.{event.date.precision}", ""),
        reported=when(event.reported) if event.reported else None,
        type=Anchor(type_label(library, event.type), addresses.event_type(event.type)),
        family=Anchor(library.collection.families[family].value.label, addresses.family(family)),
        conflicts=tuple((name, conflict(library, name)) for name in event.conflicts),
        place=_place(library, event),
        place_note=_place_note(library, event),
        participants=tuple(
            (strings.text(f"role.{row.role}"), actor(library, row.actor), _cites(row.sources, numbers))
            for row in event.actors
        ),
        tags=tuple(Anchor(library.collection.tags[tag].value.name, addresses.tag(tag)) for tag in event.tags),
        online=_online(event),
        status_note=event.status_note or strings.text(f"status_text.{event.status}"),
        warnings=tuple(strings.text(f"warning.{word}") for word in event.warnings),
        body=body,
        origins=tuple(origins(library.collection, event)),
        held=tuple(_statement(library, position, numbers, level) for level, position in evidence.held),
        denied=tuple(_statement(library, position, numbers) for position in evidence.denied),
        tables=figures.tables(library, event.figures, numbers),
        positions=tuple(_statement(library, position, numbers) for position in event.positions),
        links=_links(library, entry, numbers),
        strip=_strip(library, entry),
        neighbours=_neighbours(library, entry.id),
        sources=_sources(library, entry, sources, numbers, backs),
        corrections=tuple((when(row.date), row.note) for row in event.corrections),
    )


def _cites(keys: list[str], numbers: dict[str, int]) -> Cites:
    return tuple((key, numbers[key]) for key in keys if key in numbers)


def _statement(library: Library, position: Position, numbers: dict[str, int], level: str = "") -> Statement:
    return Statement(
        actor(library, position.by),
        position.stance,
        actor(library, position.about),
        strings.text(f"standard.{position.standard}") if position.standard else "",
        position.says or "",
        when(position.date) if position.date else None,
        _cites(position.sources, numbers),
        level,
    )


def _online(event: Event) -> str:
    if event.online is None:
        return ""
    return strings.text("event.online_text", account=event.online.account, platform=event.online.platform)


def _place(library: Library, event: Event) -> Anchor | None:
    entry = library.collection.places.get(event.place or "")
    if entry is None:
        return None
    url = "" if entry.value.sensitivity == "withhold" else addresses.place(entry.id)
    return Anchor(place_name(entry.value), url)


def _place_note(library: Library, event: Event) -> str:
    entry = library.collection.places.get(event.place or "")
    if entry is None or entry.value.sensitivity == "withhold":
        return ""
    return f"{country(entry.value.country)}; {precision_note(entry.value)}"


def _links(library: Library, entry: Entry[Event], numbers: dict[str, int]) -> tuple[tuple[str, tuple[Tied, ...]], ...]:
    ties = sorted(library.graph.ties(entry.id), key=lambda tie: RELATION_ORDER.index(tie.rel))
    events = library.collection.events
    return tuple(
        (
            rel,
            tuple(
                Tied(
                    item(library, events[tie.other]),
                    tie.basis,
                    _cites(list(tie.sources), numbers) if tie.writer == entry.id else (),
                )
                for tie in run
            ),
        )
        for rel, run in groupby(ties, lambda tie: tie.rel)
    )


def _strip(library: Library, entry: Entry[Event]) -> tuple[Item, ...]:
    """The event and those tied to it in order of time; of many, those nearest to it."""
    events = library.collection.events
    names = sorted(
        [*library.graph.neighbours(entry.id), entry.id], key=lambda name: (events[name].value.date.sort_key, name)
    )
    here = names.index(entry.id)
    first = max(0, min(here - STRIP // 2, len(names) - STRIP))
    return tuple(item(library, events[name]) for name in names[first : first + STRIP]) if len(names) > 1 else ()


def _neighbours(library: Library, event_id: str) -> tuple[Neighbour, ...]:
    events = library.collection.events
    return tuple(
        Neighbour(
            conflict(library, name),
            name,
            item(library, events[before]) if before else None,
            item(library, events[after]) if after else None,
        )
        for name, before, after in library.neighbours[event_id]
    )


def _sources(
    library: Library,
    entry: Entry[Event],
    sources: dict[str, Source],
    numbers: dict[str, int],
    backs: dict[str, list[str]],
) -> tuple[Listed, ...]:
    listed = []
    for key, number in numbers.items():
        source = sources[key]
        listed.append(
            Listed(
                number,
                key,
                source.title or "",
                source.title_kind != "printed",
                source,
                when(source.published) if source.published else None,
                addresses.source(library.works[source.address].id),
                entry.value.sources[key].locator or "",
                tuple(backs[key]),
            )
        )
    return tuple(listed)
