"""What an event has to tell of itself so that it can be held against all others.

Rules about the whole record look at outlines; the event itself is asked for only where something is wrong with it.
An outline is plain data, so that it can be kept from one check to the next while the event's file stays unread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..bodies.citations import PAGES
from ..model import Event, is_id
from .entries import Entry


class Outline(NamedTuple):
    """The outline of one event. Days are ordinals of Python's calendar.

    Attributes:
        path: its file, relative to the record's root.
        title: its title.
        date: its date as written.
        begins: the first and the last day on which it may have begun.
        over: the last day that it may cover.
        latest: the latest of the days that have to have come: the first possible one of each date in the file.
        place: the id of its place, or None.
        withdrawn: whether it was withdrawn.
        links: pairs of a relation and an event's id, as the file writes them.
        names: everything that it names elsewhere in the record, each once, as ``kind:id``; its type comes first, then
            its conflicts.
        elsewhere: its ids in other datasets, as ``dataset:id``.
        aliases: its former ids.
        sources: of each source the key, address, title and publisher; of seeds and faulty ones the key, and empty texts.
        images: the image files that its text shows, as written.
        ignores: the rules that it switches off.
    """

    path: str
    title: str
    date: str
    begins: Sequence[int]
    over: int
    latest: int
    place: str | None
    withdrawn: bool
    links: Sequence[Sequence[str]]
    names: list[str]
    elsewhere: list[str]
    aliases: list[str]
    sources: Sequence[Sequence[str]]
    images: list[str]
    ignores: list[str]


def outline(entry: Entry[Event]) -> Outline:
    """Give an event's outline."""
    event = entry.value
    first, last = event.date.begins()
    return Outline(
        entry.path,
        event.title,
        event.date.text,
        [first.toordinal(), last.toordinal()],
        event.date.possible()[1].toordinal(),
        max((day.toordinal() for day in _days(event)), default=0),
        event.place,
        event.withdrawn is not None,
        [[link.rel, link.to] for link in event.links],
        list(dict.fromkeys(_names(entry))),
        [f"{dataset}:{name}" for dataset, name in event.external_ids.items()],
        event.aliases,
        list(_sources(entry)),
        [image.file for image in entry.body.illustrations],
        list(event.ignore),
    )


def _sources(entry: Entry[Event]) -> Iterator[Sequence[str]]:
    known = entry.value.sources
    for key, source in known.items():
        yield [key, source.address, source.title or "", source.publisher or ""]
    written = entry.written(("sources",)) if entry.faulty else None
    if isinstance(written, dict):
        yield from ([key, "", "", ""] for key in written if key not in known)


def _days(event: Event) -> Iterator[dt.date]:
    """The first possible day of every date that a file says has come; those of intervals may be open."""
    dates = [event.date, event.reported, event.withdrawn and event.withdrawn.date]
    dates += [position.date for position in event.positions]
    dates += [figure.as_of for figure in event.figures]
    dates += [correction.date for correction in event.corrections]
    for source in event.sources.values():
        dates += (source.published, source.accessed, source.captured)
    return (date.earliest for date in dates if date and date.earliest)


def _names(entry: Entry[Event]) -> list[str]:
    event = entry.value
    speakers = [name for position in event.positions for name in (position.by, position.about)]
    speakers += [figure.by for figure in event.figures]
    return [
        f"type:{event.type}",
        *[f"conflict:{name}" for name in event.conflicts],
        *([] if event.place is None else [f"place:{event.place}"]),
        *[f"tag:{name}" for name in event.tags],
        *[f"event:{link.to}" for link in event.links],
        *[f"seed:{source.seed}" for source in event.sources.values() if source.seed is not None],
        *[f"actor:{participant.actor}" for participant in event.actors],
        *[f"actor:{name}" for name in speakers if name is not None and is_id(name)],
        *[f"{mark.kind}:{mark.id}" for mark in entry.body.references if mark.kind in PAGES],
    ]
