"""Rules about one place or one actor that has two entries, known by their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from ..collection import Registry, wholes
from ..collection.entries import Entry
from ..distances import REACH, Spot
from ..model import Actor, Place
from ..problems import Problem
from ..text.spelling import folded, skeleton

_ALIKE = 80
"""How alike, of 100, two names with the same consonants have to be written."""
_CROWD = 40
"""With how many others of its name an entry is compared."""
_INITIALS = 6
"""Capital letters that may be the initials of several names."""
_FINE = REACH["district"]
"""A place that may lie further from its point, in kilometres, is held against others by its own name alone."""


def of_registry(registry: Registry) -> Iterator[Problem]:
    """Find places and actors that have two entries."""
    places, actors = registry.places, registry.actors
    spots = {name: Spot.of(entry.value) for name, entry in places.items()}
    named = [name for entry in places.values() for name in _of_place(entry)]
    for one, other, same in _alike(named, wholes(places), partial(_one_place, places, spots)):
        yield _problem("same-place-twice", places[max(one, other).id], one, other, same=same)
    named = [name for entry in actors.values() for name in _of_actor(entry)]
    for one, other, same in _alike(named, wholes(actors), partial(_one_actor, actors)):
        yield _problem("same-actor-twice", actors[max(one, other).id], one, other, same=same)


class Name(NamedTuple):
    """A name of an entry.

    Attributes:
        id: the entry's id.
        text: the name.
        own: whether it is what pages call it, and not another spelling.
        latitude: where it is; by it those are neighbours that may lie near each other.
    """

    id: str
    text: str
    own: bool
    latitude: float = 0.0


def _of_place(entry: Entry[Place]) -> Iterator[Name]:
    latitude = float(entry.value.lat or 0)
    yield Name(entry.id, entry.value.name, own=True, latitude=latitude)
    for text in (*entry.value.spellings, *(text for names in entry.value.names.values() for text in names)):
        yield Name(entry.id, text, own=False, latitude=latitude)


def _of_actor(entry: Entry[Actor]) -> Iterator[Name]:
    yield Name(entry.id, entry.value.name, own=True)
    for text in (text for names in entry.value.names.values() for text in names):
        if len(text) > _INITIALS or not text.isupper():
            yield Name(entry.id, text, own=False)


def _alike(
    names: list[Name], related: Iterable[tuple[str, str]], are_one: Callable[[Name, Name, bool], bool]
) -> Iterator[tuple[Name, Name, bool]]:
    """Find pairs of entries that share a name, or have names that differ as two spellings of one do.

    Args:
        names: the names of all entries.
        related: entries of which one is a part of the other; these may share a name.
        are_one: whether two entries may be one, given a name of each and whether these are the same.

    Yields:
        The two names, and whether they are the same; each pair of entries once.
    """
    passed = {frozenset(pair) for pair in related}
    for key, same in ((folded, True), (skeleton, False)):
        for one, other in _pairs(names, key):
            pair = frozenset((one.id, other.id))
            if pair in passed or not are_one(one, other, same):
                continue
            if same or fuzz.ratio(folded(one.text), folded(other.text)) >= _ALIKE:
                passed.add(pair)
                yield one, other, same


def _pairs(names: list[Name], key: Callable[[str], str]) -> Iterator[tuple[Name, Name]]:
    """Pairs of names of different entries with the same key."""
    blocks: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in names:
        if found := key(name.text):
            blocks[found].setdefault(name.id, name)
    for block in blocks.values():
        if len(block) > 1:
            yield from _neighbours(sorted(block.values(), key=lambda name: (name.latitude, name.id)))


def _neighbours(block: list[Name]) -> Iterable[tuple[Name, Name]]:
    if len(block) <= _CROWD:
        return combinations(block, 2)
    return ((name, other) for place, name in enumerate(block) for other in block[place + 1 : place + 1 + _CROWD])


def _one_place(
    places: Mapping[str, Entry[Place]], spots: Mapping[str, Spot | None], one: Name, other: Name, same: bool
) -> bool:
    """Whether two places of one name may be one: near each other, or in one country where one has no point."""
    here, there = spots[one.id], spots[other.id]
    if here and there:
        coarse = max(here.reach, there.reach) > _FINE
        return (not coarse or (same and one.own and other.own)) and here.may_meet(there)
    return same and places[one.id].value.country == places[other.id].value.country


def _one_actor(actors: Mapping[str, Entry[Actor]], one: Name, other: Name, _same: bool) -> bool:
    """Whether two actors of one name may be one: of one country, as far as both are said to have one."""
    first, second = actors[one.id].value, actors[other.id].value
    countries = {first.country, second.country} - {None}
    return len(countries) < 2 and (first.kind == "person") == (second.kind == "person")


def _problem(rule: str, entry: Entry[Actor] | Entry[Place], one: Name, other: Name, *, same: bool) -> Problem:
    first, second = sorted((one, other))
    called = f"both are called «{second.text}»" if same else f"«{second.text}» and «{first.text}» are spelt much alike"
    hint = "keep one of the two with the names of both; or let the names tell them apart, or say part_of:"
    return entry.problem(rule, f"{second.id} may be {first.id}: {called[:200]}", hint, key=True)
