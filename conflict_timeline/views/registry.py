"""The pages of what events refer to: actors, places, types and tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from .. import strings
from ..collection.entries import Entry
from ..model import Actor, Family, Place, Subtype, Tag
from . import addresses
from .common import (
    Anchor,
    Item,
    Listing,
    Page,
    When,
    actor,
    by_year,
    country,
    first_year,
    item,
    names,
    place_name,
    precision_note,
    when,
)
from .library import Events, Library

UNGROUPED = 12
"""Up to how many positions stand on an actor's page without headings."""


@dataclass(frozen=True, slots=True)
class Said:
    """A position as an actor's page shows it: which event, who, what, about whom."""

    item: Item
    by: Anchor
    stance: str
    about: Anchor
    says: str
    when: When | None


@dataclass(frozen=True, slots=True)
class Statements:
    """Positions on an actor's page: how many, and in groups by year, or in one without a heading where they are few."""

    total: int
    groups: tuple[tuple[str, tuple[Said, ...]], ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor's page: what it says, what is said about it, kept apart, and where it took part.

    Nothing is summed up over an actor: numbers of casualties belong to events and their claimants.
    """

    listing: Listing
    by: Statements
    about: Statements


def pages(library: Library) -> Iterator[Page]:
    """Give the pages of all actors, places, types and tags."""
    for actor_entry in library.collection.actors.values():
        yield _actor(library, actor_entry)
    for place in library.collection.places.values():
        if place.value.sensitivity != "withhold":
            yield _place(library, place)
    for family in library.collection.families.values():
        yield from _types(library, family)
    for tag in library.collection.tags.values():
        yield _tag(library, tag)


def _listing(library: Library, kind: str, name: str, heading: str, text: str, events: Events) -> Listing:
    """A page of what events refer to; ``kind`` is a facet of the reader's timeline, and ``name`` an option of it."""
    groups = by_year(library, events)
    return Listing(strings.text(f"kind.{kind}"), heading, text, len(events), groups, narrow=f"{kind}={name}")


def _described(name: str, text: str, events: Events) -> str:
    return text or strings.text("listing.description", name=name, total=strings.counted("events", len(events)))


def _actor(library: Library, entry: Entry[Actor]) -> Page:
    value = entry.value
    description = _described(value.name, value.description or "", library.by_actor.get(entry.id, []))
    words = " ".join(name.text for name in names(value.names))
    view = partial(_actor_view, library, entry)
    return Page(addresses.actor(entry.id), "actor.html", value.name, description, view, words)


def _actor_view(library: Library, entry: Entry[Actor]) -> ActorView:
    value = entry.value
    events = library.by_actor.get(entry.id, [])
    listing = _listing(library, "actor", entry.id, value.name, value.description or "", events)
    listing.facts = [(strings.text("fact.kind"), [Anchor(strings.text(f"actor_kind.{value.kind}"))])]
    if value.public_role:
        listing.facts.append(
            (strings.text("fact.public_role"), [Anchor(strings.text(f"public_role.{value.public_role}"))])
        )
    if value.country:
        listing.facts.append((strings.text("fact.country"), [Anchor(country(value.country))]))
    if value.part_of:
        listing.facts.append((strings.text("fact.part_of"), [actor(library, value.part_of)]))
    if members := library.members.get(entry.id):
        listing.facts.append((strings.text("fact.members"), [actor(library, member) for member in members]))
    if value.names:
        listing.facts.append((strings.text("fact.names"), names(value.names)))
    if value.external_ids:
        ids = [Anchor(f"{strings.text(f'external.{name}')} {number}") for name, number in value.external_ids.items()]
        listing.facts.append((strings.text("fact.external_ids"), ids))
    by, about = _said(library, entry.id, events)
    return ActorView(listing, by, about)


def _said(library: Library, actor_id: str, events: Events) -> tuple[Statements, Statements]:
    by: list[tuple[int, Said]] = []
    about: list[tuple[int, Said]] = []
    for entry in events:
        for position in entry.value.positions:
            if actor_id not in (position.by, position.about):
                continue
            said = Said(
                item(library, entry),
                actor(library, position.by),
                position.stance,
                actor(library, position.about),
                position.says or "",
                when(position.date) if position.date else None,
            )
            (by if position.by == actor_id else about).append((first_year(entry), said))
    return _statements(by), _statements(about)


def _statements(dated: list[tuple[int, Said]]) -> Statements:
    if len(dated) <= UNGROUPED:
        return Statements(len(dated), (("", tuple(said for _, said in dated)),))
    groups = groupby(dated, lambda pair: str(pair[0]))
    return Statements(len(dated), tuple((year, tuple(said for _, said in run)) for year, run in groups))


def _place(library: Library, entry: Entry[Place]) -> Page:
    name = place_name(entry.value)
    description = _described(name, "", library.by_place.get(entry.id, []))
    words = " ".join(anchor.text for anchor in _other_names(entry.value))
    view = partial(_place_view, library, entry)
    return Page(addresses.place(entry.id), "listing.html", name, description, view, words)


def _other_names(place: Place) -> list[Anchor]:
    return [*(Anchor(spelling) for spelling in place.spellings), *names(place.names)]


def _place_view(library: Library, entry: Entry[Place]) -> Listing:
    value = entry.value
    listing = _listing(library, "place", entry.id, place_name(value), "", library.by_place.get(entry.id, []))
    facts = listing.facts
    facts.append((strings.text("fact.kind"), [Anchor(value.kind.replace("-", " "))]))
    facts.append((strings.text("fact.country"), [Anchor(country(value.country))]))
    if value.part_of and value.part_of in library.collection.places:
        facts.append((strings.text("fact.part_of"), [_place_anchor(library, value.part_of)]))
    if inside := library.inside.get(entry.id):
        facts.append((strings.text("fact.inside"), [_place_anchor(library, name) for name in inside]))
    facts.append((strings.text("fact.precision"), [Anchor(precision_note(value))]))
    if value.lat is not None and value.sensitivity == "none":
        facts.append((strings.text("fact.point"), [Anchor(f"{value.lat}, {value.lon}")]))
        if value.basis:
            facts.append((strings.text("fact.basis"), [Anchor(value.basis)]))
    if other := _other_names(value):
        facts.append((strings.text("fact.names"), other))
    for control in value.control:
        said = f"{when(control.date).phrase}: {actor(library, control.by).text} ({control.basis})"
        facts.append((strings.text("fact.control"), [Anchor(said)]))
    return listing


def _place_anchor(library: Library, place_id: str) -> Anchor:
    place = library.collection.places[place_id].value
    hidden = place.sensitivity == "withhold"
    return Anchor(place_name(place), "" if hidden else addresses.place(place_id))


def _types(library: Library, entry: Entry[Family]) -> Iterator[Page]:
    family = entry.value
    ids = [f"{entry.id}/{sub}" for sub in family.subtypes]
    events = [event for event in library.events if event.value.type in ids]
    description = _described(family.label, family.description or "", events)
    view: Callable[[], Listing] = partial(_family_view, library, entry, events)
    yield Page(addresses.family(entry.id), "listing.html", family.label, description, view, "")
    for type_id, sub in zip(ids, family.subtypes.values(), strict=True):
        view = partial(_type_view, library, entry, type_id, sub)
        yield Page(addresses.event_type(type_id), "listing.html", sub.label, sub.description, view, "")


def _family_view(library: Library, entry: Entry[Family], events: Events) -> Listing:
    family = entry.value
    listing = _listing(library, "family", entry.id, family.label, family.description or "", events)
    types = [Anchor(sub.label, addresses.event_type(f"{entry.id}/{name}")) for name, sub in family.subtypes.items()]
    listing.facts = [(strings.text("fact.types"), types)]
    return listing


def _type_view(library: Library, entry: Entry[Family], type_id: str, sub: Subtype) -> Listing:
    listing = _listing(library, "type", type_id, sub.label, sub.description, library.by_type.get(type_id, []))
    listing.facts = [
        (strings.text("fact.family"), [Anchor(entry.value.label, addresses.family(entry.id))]),
        (strings.text("fact.violence"), [Anchor(strings.text("answer.yes" if sub.violence else "answer.no"))]),
    ]
    if sub.acled:
        said = " / ".join(filter(None, (sub.acled.event, sub.acled.sub_event)))
        listing.facts.append((strings.text("fact.acled"), [Anchor(said)]))
    return listing


def _tag(library: Library, entry: Entry[Tag]) -> Page:
    value = entry.value
    view = partial(_listing, library, "tag", entry.id, value.name, value.description, library.by_tag.get(entry.id, []))
    return Page(addresses.tag(entry.id), "listing.html", value.name, value.description, view, "")
