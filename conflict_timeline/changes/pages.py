"""An event → the addresses of the pages that say something of it."""

from __future__ import annotations

from collections.abc import Iterator

from ..collection import Collection
from ..collection.entries import Entry
from ..model import Event
from ..views import addresses
from ..views.library import work_id


def pages(record: Collection, entry: Entry[Event]) -> Iterator[str]:
    """Give the event's own page and those that list it: of its conflicts, actors, place, type, tags, years, sources."""
    event = entry.value
    yield addresses.event(entry.id)
    yield from (addresses.conflict(name) for name in event.conflicts if name in record.conflicts)
    named = {row.actor for row in event.actors}
    named |= {who for row in event.positions for who in (row.by, row.about) if who}
    named |= {row.by for row in event.figures}
    yield from (addresses.actor(name) for name in named if name in record.actors)
    place = record.places.get(event.place or "")
    if place and place.value.sensitivity != "withhold":
        yield addresses.place(place.id)
    if event.type in record.types:
        yield addresses.family(event.type.partition("/")[0])
        yield addresses.event_type(event.type)
    yield from (addresses.tag(name) for name in event.tags if name in record.tags)
    yield from (addresses.year(number) for number in event.date.years())
    for cited in event.sources.values():
        source = record.source(cited)
        if cited.seed and cited.seed in record.seeds:
            yield addresses.seed(cited.seed)
        if source:
            yield addresses.source(work_id(source))
