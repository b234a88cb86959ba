"""How much the record holds and how well it is supported: `stats`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar, get_args

from ..evidence import origins
from ..links import ANSWERS
from ..model.vocabulary import PlacePrecision, Status
from ..views import answers
from ..views.common import first_year
from ..views.library import Library
from .shapes import Answer, Named, Shape

MANY_ORIGINS = 3
"""So many independent origins and more are counted together."""


class ConflictCount(Shape):
    """The events of one conflict."""

    conflict: Named
    """The conflict."""
    events: int
    """Its events; one that belongs to several counts in each."""
    first_year: int | None
    """The year in which the first of them began."""
    last_year: int | None
    """The year in which the last of them began."""
    violence: int
    """Its acts of violence."""
    unanswered: int
    """Those of them with no answer in the record."""


class YearCount(Shape):
    """The events that began in one year."""

    year: int
    """The year."""
    events: int
    """How many events began in it."""
    conflicts: dict[str, int]
    """The same by conflict; an event that belongs to several counts in each."""


class Captures(Shape):
    """How many of the record's sources are kept."""

    sources: int
    """All sources; one address is one source."""
    archived: int
    """Those with the address of a copy in an archive."""
    captured: int
    """Those with the day of that copy."""
    hashed: int
    """Those with the hash of what was captured."""
    kinds: dict[str, int]
    """All sources by kind, the most frequent first."""


class Places(Shape):
    """How precisely events are placed."""

    precision: dict[str, int]
    """Events by the precision of their place, the most precise first."""
    online: int
    """Events that happened on the internet."""
    placeless: int
    """Events without a place."""
    withheld: int
    """Events whose place is not shown; they are in no other number here."""


class Counts(Answer):
    """Counts over the events that stand."""

    name: ClassVar[str] = "stats"
    version: ClassVar[int] = 1

    events: int
    """How many events stand."""
    withdrawn: int
    """How many were withdrawn; they are in no other number."""
    conflicts: list[ConflictCount]
    """Events by conflict, in the order of their lanes."""
    years: list[YearCount]
    """Events by the year in which they began."""
    status: dict[str, int]
    """Events by status."""
    origins: dict[str, int]
    """Events by how many independent origins they have: 0, 1, 2, and 3 for three or more."""
    captures: Captures
    """How many sources are kept."""
    places: Places
    """How precisely events are placed."""
    violence: int
    """How many events are acts of violence."""
    unanswered: int
    """How many of those have no answer in the record: nothing responds to them, investigates them or rules on them."""


def of_record(library: Library) -> Counts:
    """Count the record."""
    events = [entry.value for entry in library.events]
    violent = {entry.id for entry in answers.violence(library)}
    unanswered = {name for name in violent if not library.graph.chain(name, ANSWERS, 1)}
    found = Counter(min(len(origins(library.collection, event)), MANY_ORIGINS) for event in events)
    statuses = Counter(event.status for event in events)
    return Counts(
        events=len(events),
        withdrawn=len(library.collection.events) - len(events),
        conflicts=list(_conflicts(library, violent, unanswered)),
        years=_years(library),
        status={status: statuses[status] for status in get_args(Status)},
        origins={str(number): found[number] for number in range(MANY_ORIGINS + 1)},
        captures=_captures(library),
        places=_places(library),
        violence=len(violent),
        unanswered=len(unanswered),
    )


def _conflicts(library: Library, violent: set[str], unanswered: set[str]) -> Iterable[ConflictCount]:
    for entry in sorted(library.collection.conflicts.values(), key=lambda entry: (entry.value.lane.order, entry.id)):
        events = library.by_conflict.get(entry.id, [])
        years = [first_year(event) for event in events]
        yield ConflictCount(
            conflict=Named(id=entry.id, name=entry.value.short),
            events=len(events),
            first_year=min(years, default=None),
            last_year=max(years, default=None),
            violence=sum(event.id in violent for event in events),
            unanswered=sum(event.id in unanswered for event in events),
        )


def _years(library: Library) -> list[YearCount]:
    years = Counter(first_year(entry) for entry in library.events)
    each = Counter((first_year(entry), name) for entry in library.events for name in entry.value.conflicts)
    names = sorted({name for _, name in each})
    return [
        YearCount(year=year, events=count, conflicts={name: each[year, name] for name in names if (year, name) in each})
        for year, count in sorted(years.items())
    ]


def _captures(library: Library) -> Captures:
    sources = [work.source for work in library.works.values()]
    return Captures(
        sources=len(sources),
        archived=sum(source.archived is not None for source in sources),
        captured=sum(source.captured is not None for source in sources),
        hashed=sum(source.sha256 is not None for source in sources),
        kinds=dict(Counter(source.kind or "" for source in sources).most_common()),
    )


def _places(library: Library) -> Places:
    known = library.collection.places
    given = [known[event.place].value for entry in library.events if (event := entry.value).place in known]
    precision = Counter(place.precision for place in given if place.sensitivity != "withhold")
    return Places(
        precision={word: precision[word] for word in get_args(PlacePrecision)},
        online=sum(entry.value.online is not None for entry in library.events),
        placeless=sum(entry.value.placeless is not None for entry in library.events),
        withheld=sum(place.sensitivity == "withhold" for place in given),
    )
