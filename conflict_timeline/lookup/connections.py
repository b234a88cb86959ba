"""How events hang together: one event's links and chains, and the record's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from ..collection.entries import Entry
from ..links import ANSWERS, RELATION_ORDER, Step, Tie, edges, inverse
from ..model import Event
from ..views import answers
from ..views.library import Library
from .shapes import Answer, Brief, Linked, Shape, brief, linked

_ANSWERED = frozenset(map(inverse, ANSWERS))

STEPS = 200
"""How many events of one event's chain are followed; of the record's chains as many as their page shows."""
MOST_LINKED = 10
"""How many of the events with the most links are named."""


class Followed(Shape):
    """One step of a chain. A chain lists its steps nearest first, so that each stands behind the one it starts from."""

    start: str
    """The id of the event that is left."""
    link: Linked
    """The link that is followed, as that event sees it."""


class EventGraph(Answer):
    """An event's links both ways and its chains: `graph EVENT`."""

    name: ClassVar[str] = "graph"
    version: ClassVar[int] = 1

    event: Brief
    """The event."""
    links: list[Linked]
    """Its links both ways, by relation and then by the other event's date."""
    answered_by: list[Followed]
    """What answers, investigates or judges it, what answers that, and so on."""
    answers: list[Followed]
    """What it answers, investigates or judges, what that answers, and so on."""


class Chain(Shape):
    """An act of violence and what answered it."""

    event: Brief
    """The act of violence."""
    answered_by: list[Followed]
    """What answers, investigates or judges it, what answers that, and so on."""


class Counted(Shape):
    """How many links are of one relation; a link counts once, under the name said by its later or smaller event."""

    rel: str
    """The relation."""
    inverse: str
    """The same relation read from its other end."""
    links: int
    """How many links there are."""


class Hub(Shape):
    """An event with many links."""

    event: Brief
    """The event."""
    links: int
    """How many events it is linked with."""


class RecordGraph(Answer):
    """The record's links and chains: `graph` without an event."""

    name: ClassVar[str] = "graph of the record"
    version: ClassVar[int] = 1

    events: int
    """How many events stand."""
    linked: int
    """How many of them are linked with another."""
    links: int
    """How many links there are."""
    across: int
    """How many links lead from one conflict to another: the two events share none."""
    relations: list[Counted]
    """Links by relation, the most frequent first."""
    hubs: list[Hub]
    """The events that are linked with the most others."""
    chains: list[Chain]
    """Every act of violence that something answers, in order of time."""
    unanswered: int
    """How many acts of violence have no answer in the record."""


def of_event(library: Library, entry: Entry[Event]) -> EventGraph:
    """Give an event's links and chains."""
    return EventGraph(
        event=brief(entry),
        links=[linked(library, tie) for tie in in_order(library.graph.ties(entry.id))],
        answered_by=_followed(library, library.graph.steps(entry.id, _ANSWERED, STEPS)),
        answers=_followed(library, library.graph.steps(entry.id, ANSWERS, STEPS)),
    )


def of_record(library: Library) -> RecordGraph:
    """Give the record's links and chains. Links of withdrawn events are left out."""
    events = {entry.id: entry.value for entry in library.events}
    standing = [edge for edge in edges(library.collection.outlines) if edge.tail in events and edge.head in events]
    counts = Counter(edge.rel for edge in standing)
    degrees = {name: sum(other in events for other in library.graph.neighbours(name)) for name in events}
    violent = [(entry, library.graph.steps(entry.id, _ANSWERED, answers.STEPS)) for entry in answers.violence(library)]
    return RecordGraph(
        events=len(events),
        linked=sum(degree > 0 for degree in degrees.values()),
        links=len(standing),
        across=sum(not set(events[edge.tail].conflicts) & set(events[edge.head].conflicts) for edge in standing),
        relations=[Counted(rel=rel, inverse=inverse(rel), links=count) for rel, count in counts.most_common()],
        hubs=[
            Hub(event=brief(library.collection.events[name]), links=degree)
            for name, degree in sorted(degrees.items(), key=lambda pair: -pair[1])[:MOST_LINKED]
            if degree
        ],
        chains=[Chain(event=brief(entry), answered_by=_followed(library, steps)) for entry, steps in violent if steps],
        unanswered=sum(not steps for _, steps in violent),
    )


def in_order(ties: Iterable[Tie]) -> list[Tie]:
    """Ties of one event by relation, in the order in which pages show relations, and then as they were."""
    return sorted(ties, key=lambda tie: RELATION_ORDER.index(tie.rel))


def _followed(library: Library, steps: Iterable[Step]) -> list[Followed]:
    return [Followed(start=step.start, link=linked(library, step.tie)) for step in steps]
