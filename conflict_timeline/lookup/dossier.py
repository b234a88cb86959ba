"""Everything that the record holds about one event: `show EVENT`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from .. import strings
from ..collection import Collection
from ..collection.entries import Entry
from ..evidence import origins, responsibility, sources_of
from ..model import Event, Place
from ..problems import Problem
from ..views.common import conflict, country, place_name, precision_note, type_label
from ..views.library import Library
from .claims import Statement, Table, named, statement, tables
from .connections import in_order
from .shapes import Answer, Brief, Dated, Linked, Named, Shape, Told, brief, dated, linked, told


class Whereabouts(Shape):
    """Where an event happened. A place that is withheld gives its country alone."""

    id: str | None
    """The place's id."""
    name: str
    """Its name."""
    names: dict[str, list[str]]
    """Its names in other languages."""
    country: str
    """Its country by ISO 3166-1, legal status under resolutions of the United Nations."""
    country_name: str
    """The country's name."""
    precision: str
    """What its point stands for, in words; empty where the place is withheld."""


class Participation(Shape):
    """Somebody who took part as a matter of record."""

    role: str
    """In which role."""
    actor: Named
    """Who."""
    sources: list[str]
    """Citation keys."""


class Cited(Shape):
    """A source of the event."""

    key: str
    """Its citation key."""
    seed: str | None
    """The seed that it is."""
    title: str
    """Its title."""
    publisher: str
    """Who published it."""
    published: Dated | None
    """When."""
    kind: str | None
    """What kind of source it is."""
    lang: str | None
    """Its language."""
    address: str
    """Its address, or its document symbol."""
    locator: str | None
    """The page, paragraph or row."""
    archived: str | None
    """The address of a copy in an archive."""
    sha256: str | None
    """The SHA-256 of the captured text or file."""


class Change(Shape):
    """A correction, or the withdrawal."""

    date: Dated
    """When."""
    note: str
    """What was changed and why."""


class Dossier(Answer):
    """Everything that the record holds about an event."""

    name: ClassVar[str] = "show"
    version: ClassVar[int] = 1

    event: Brief
    """The event."""
    path: str
    """Its file, relative to the record's root."""
    summary: str
    """One sentence."""
    time_note: str | None
    """The time of day or what else to know of the date."""
    reported: Dated | None
    """When it became public."""
    type: Named
    """Its type."""
    conflicts: list[Named]
    """The conflicts it belongs to."""
    place: Whereabouts | None
    """Where it happened."""
    online: str | None
    """Where on the internet it happened."""
    placeless: str | None
    """Why it has no place."""
    status: str
    """Whether the event itself is established."""
    status_note: str | None
    """Why, unless it is confirmed."""
    tags: list[Named]
    """Its subjects."""
    warnings: list[str]
    """What a reader may not wish to meet unprepared."""
    origins: list[str]
    """Who reported first: the independent origins of its sources."""
    participants: list[Participation]
    """Who took part as a matter of record."""
    responsibility: list[Statement]
    """The positions about who is responsible, strongest first."""
    denials: list[Statement]
    """The positions that deny or explain otherwise; they stand beside the others always."""
    positions: list[Statement]
    """All positions, in the order of the file."""
    figures: list[Table]
    """Numbers of each kind side by side."""
    links: list[Linked]
    """Links both ways, by relation and then by the other event's date."""
    text: str
    """The text, as Markdown."""
    sources: list[Cited]
    """The sources, in the order of the file."""
    aliases: list[str]
    """Former ids."""
    external_ids: dict[str, str]
    """The same event in other datasets."""
    corrections: list[Change]
    """Changes after publication."""
    withdrawn: Change | None
    """Set where the event no longer stands."""
    problems: list[Told]
    """What the check says of its file."""


def of_event(library: Library, entry: Entry[Event], problems: Iterable[Problem]) -> Dossier:
    """Give everything about an event; ``problems`` are those of its file."""
    event, collection = entry.value, library.collection
    evidence = responsibility(collection, event.positions)
    gone = event.withdrawn
    return Dossier(
        event=brief(entry),
        path=entry.path,
        summary=event.summary,
        time_note=event.time_note,
        reported=dated(event.reported) if event.reported else None,
        type=Named(id=event.type, name=type_label(library, event.type)),
        conflicts=[Named(id=name, name=conflict(library, name).text) for name in event.conflicts],
        place=_place(collection, event.place),
        online=strings.text("event.online_text", **event.online.model_dump()) if event.online else None,
        placeless=event.placeless,
        status=event.status,
        status_note=event.status_note,
        tags=[_tag(collection, tag) for tag in event.tags],
        warnings=list(event.warnings),
        origins=origins(collection, event),
        participants=[
            Participation(role=row.role, actor=named(library, row.actor), sources=row.sources) for row in event.actors
        ],
        responsibility=[statement(library, position, level) for level, position in evidence.held],
        denials=[statement(library, position) for position in evidence.denied],
        positions=[statement(library, position) for position in event.positions],
        figures=tables(library, event.figures),
        links=[linked(library, tie) for tie in in_order(library.graph.ties(entry.id))],
        text=entry.document.body,
        sources=_sources(collection, entry),
        aliases=list(event.aliases),
        external_ids=dict(event.external_ids),
        corrections=[Change(date=dated(row.date), note=row.note) for row in event.corrections],
        withdrawn=Change(date=dated(gone.date), note=gone.reason) if gone else None,
        problems=[told(problem) for problem in problems],
    )


def _place(collection: Collection, name: str | None) -> Whereabouts | None:
    if name is None:
        return None
    if (entry := collection.places.get(name)) is None:
        return Whereabouts(id=name, name=name, names={}, country="", country_name="", precision="")
    place: Place = entry.value
    withheld = place.sensitivity == "withhold"
    return Whereabouts(
        id=None if withheld else name,
        name=place_name(place),
        names={} if withheld else place.names,
        country=place.country,
        country_name=country(place.country),
        precision="" if withheld else precision_note(place),
    )


def _tag(collection: Collection, name: str) -> Named:
    entry = collection.tags.get(name)
    return Named(id=name, name=entry.value.name if entry else name)


def _sources(collection: Collection, entry: Entry[Event]) -> list[Cited]:
    return [
        Cited(
            key=key,
            seed=entry.value.sources[key].seed,
            title=source.title or "",
            publisher=source.publisher or "",
            published=dated(source.published) if source.published else None,
            kind=source.kind,
            lang=source.lang,
            address=source.address,
            locator=entry.value.sources[key].locator,
            archived=source.archived,
            sha256=source.sha256,
        )
        for key, source in sources_of(collection, entry).items()
    ]
