"""Rules about ids that name something elsewhere in the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from ..bodies.citations import PAGES, Body
from ..collection import GONE, Collection, Registry
from ..collection.entries import Entry
from ..front_matter.strict_yaml import Loc
from ..model import Actor, Conflict, Event, Place, Record, Seed, is_id
from ..problems import Problem
from .names import KINDS, Names, Registers


def check(collection: Collection) -> Iterator[Problem]:
    """Find ids that name nothing, and ids that two things share."""
    registers = Registers(collection)
    known, pages = registers.all(), registers.pages()
    for name, outline in collection.outlines.items():
        if not known.issuperset(outline.names):
            entry = collection.events[name]
            yield from _event(entry, registers)
            yield from _parties(entry, registers)
            yield from _body(entry, entry.body, pages)
    for rest in collection.rests.values():
        yield from _links(rest, registers)
        yield from _body(rest, rest.body, {"event": registers.events})
    for conflict in collection.conflicts.values():
        yield from _beginnings(conflict, registers)
    for actor in collection.actors.values():
        yield from _whole(actor, actor.value.part_of, registers.actors)
    for place in collection.places.values():
        yield from _whole(place, place.value.part_of, registers.places)
        yield from _control(place, registers)
    for seed in collection.seeds.values():
        yield from _claims(seed, registers)
        yield from _body(seed, seed.body, pages)
        yield from _strange(seed)
    yield from _aliases(collection)
    yield from _gone(collection)


def of_event(entry: Entry[Event], _registry: Registry) -> Iterator[Problem]:
    """Find links in an event's text to what is no kind of page."""
    yield from _strange(entry)


def of_rest(rest: Entry[Event], registry: Registry) -> Iterator[Problem]:
    """Find what the registry lacks in what stands of an event; which events there are it does not say, ``check`` does."""
    registers = Registers(Collection(**{each.name: getattr(registry, each.name) for each in fields(Registry)}))
    registers.events.certain = False
    yield from _event(rest, registers)
    yield from _parties(rest, registers)
    yield from _body(rest, rest.body, registers.pages())


def _unknown(entry: Entry[Record], names: Names, name: str, at: Loc) -> Iterator[Problem]:
    """Report a name that stands for nothing."""
    if names.lacks(name):
        yield entry.problem(
            names.rule, f"there is no {names.kind} {name[:80]}", names.hint(name), at=at, instead=names.meant(name)
        )


def _event(entry: Entry[Event], registers: Registers) -> Iterator[Problem]:
    """The ids in an event's fields, but those of actors."""
    event = entry.value
    yield from _unknown(entry, registers.types, event.type, ("type",))
    for index, conflict in enumerate(event.conflicts):
        yield from _unknown(entry, registers.conflicts, conflict, ("conflicts", index))
    if event.place is not None:
        yield from _unknown(entry, registers.places, event.place, ("place",))
    for index, tag in enumerate(event.tags):
        yield from _unknown(entry, registers.tags, tag, ("tags", index))
    yield from _links(entry, registers)
    for key, source in event.sources.items():
        if source.seed is not None:
            yield from _unknown(entry, registers.seeds, source.seed, ("sources", key, "seed"))


def _links(entry: Entry[Event], registers: Registers) -> Iterator[Problem]:
    """The events to which an event is linked."""
    for index, link in enumerate(entry.value.links):
        yield from _unknown(entry, registers.events, link.to, ("links", index, "to"))


def _parties(entry: Entry[Event], registers: Registers) -> Iterator[Problem]:
    """The actors in an event's fields."""
    event = entry.value
    for index, participant in enumerate(event.actors):
        yield from _unknown(entry, registers.actors, participant.actor, ("actors", index, "actor"))
    for index, position in enumerate(event.positions):
        yield from _actor(entry, position.by, registers, ("positions", index, "by"))
        yield from _actor(entry, position.about, registers, ("positions", index, "about"))
    for index, figure in enumerate(event.figures):
        yield from _actor(entry, figure.by, registers, ("figures", index, "by"))


def _actor(entry: Entry[Record], text: str | None, registers: Registers, at: Loc) -> Iterator[Problem]:
    """An actor that may be given in plain words: what has the form of an id has to be one."""
    if text is None or not is_id(text) or not registers.actors.lacks(text):
        return
    hint = registers.actors.hint(text)
    if hint == registers.actors.where:
        hint = "write an id of registry/actors.yml, or plain words that begin with a capital letter"
    instead = registers.actors.meant(text)
    yield entry.problem("unknown-actor", f"there is no actor {text}", hint, at=at, instead=instead)


def _body(entry: Entry[Record], body: Body, kinds: Mapping[str, Names]) -> Iterator[Problem]:
    """The links in a text to pages of some kinds."""
    for reference in body.references:
        offset = reference.span[0] + 2
        names = kinds.get(reference.kind)
        if names is not None and names.lacks(reference.id):
            message = f"there is no {names.kind} {reference.id[:80]}"
            hint, instead = names.hint(reference.id), names.meant(reference.id)
            yield entry.body_problem(names.rule, offset, message, hint, old=reference.id, instead=instead)


def _strange(entry: Entry[Record]) -> Iterator[Problem]:
    """The links in a text to what is no kind of page."""
    for reference in entry.body.references:
        if reference.kind not in PAGES:
            hint = "write the id of an event, or actor:, place: or conflict: and an id; or put a backslash before [["
            message = f"{reference.kind[:40]}: is no kind of page that a text can link"
            yield entry.body_problem("unknown-event", reference.span[0] + 2, message, hint)


def _beginnings(entry: Entry[Conflict], registers: Registers) -> Iterator[Problem]:
    """The events from which a conflict is counted."""
    for index, start in enumerate(entry.value.starts):
        if start.event is not None:
            yield from _unknown(entry, registers.events, start.event, ("starts", index, "event"))


def _whole(entry: Entry[Actor] | Entry[Place], whole: str | None, names: Names) -> Iterator[Problem]:
    """What an actor or a place is a part of."""
    if whole is not None:
        yield from _unknown(entry, names, whole, ("part_of",))


def _control(entry: Entry[Place], registers: Registers) -> Iterator[Problem]:
    """Who held a place."""
    for index, control in enumerate(entry.value.control):
        yield from _actor(entry, control.by, registers, ("control", index, "by"))


def _claims(entry: Entry[Seed], registers: Registers) -> Iterator[Problem]:
    """The events that carry a seed's claims, and claims that share an id."""
    seen = set()
    for index, claim in enumerate(entry.value.claims):
        for position, event in enumerate(claim.events):
            yield from _unknown(entry, registers.events, event, ("claims", index, "events", position))
        if claim.id in seen:
            message, hint = f"{claim.id} is already the id of a claim above", "give one of the two another id"
            yield entry.problem("id-collision", message, hint, at=("claims", index, "id"))
        seen.add(claim.id)


def _gone(collection: Collection) -> Iterator[Problem]:
    """Files of the registry that are not there, though something is named that would stand in them."""
    gone = {kind: file for kind, file in KINDS.items() if GONE in collection.faulty.get(file, ())}
    if not gone:
        return
    named = Counter(kind for outline in collection.outlines.values() for kind in _kinds(outline.names))
    for kind, file in gone.items():
        if number := named[kind]:
            message = f"registry/{file}.yml is not there, and {number:,} {'event names' if number == 1 else 'events name'} {kind}s that stood in it"
            hint = f"put it back: git checkout -- registry/{file}.yml; or write it anew, an entry for each {kind}"
            yield Problem(f"registry/{file}.yml", 1, 1, "missing-registry-file", message, hint)


def _kinds(names: Iterable[str]) -> set[str]:
    return {name.partition(":")[0] for name in names}


def _aliases(collection: Collection) -> Iterator[Problem]:
    """Former ids that are the id, or a former id, of another event."""
    owners: dict[str, str] = {}
    for id_, outline in collection.outlines.items():
        for index, alias in enumerate(outline.aliases):
            taken = alias in collection.events or alias in collection.broken or alias in collection.removed
            other = alias if taken else owners.get(alias)
            if other is not None:
                message = f"{alias} is {'the id' if taken else 'already an alias'} of {other}"
                entry = collection.events[id_]
                yield entry.problem("id-collision", message, "delete the alias", at=("aliases", index))
            owners.setdefault(alias, id_)
