"""The events of a generated record before they are written: their days, places, types and links.

Links lead from later to earlier events only, and only where the dates leave no doubt of the order, so that the
record breaks no rule of the graph. Some events draw many links, most few or none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from .dating import Dated, dated
from .words import slug
from .world import FIRST, LAST, Spot, World

_FAMILIES = {
    "explosions": 30,
    "violence-against-civilians": 16,
    "battles": 12,
    "protests": 6,
    "riots": 2,
    "strategic": 4,
    "diplomatic": 16,
    "legal": 14,
}
_DEEDS = {
    "follows": 30,
    "part-of": 25,
    "caused-by": 15,
    "compared-with": 12,
    "mentions": 10,
    "corroborates": 5,
    "contradicts": 3,
}
_ANSWERS = {
    "responds-to": 40,
    "investigates": 15,
    "mentions": 15,
    "rules-on": 8,
    "follows": 8,
    "compared-with": 6,
    "reverses": 3,
    "ends": 3,
    "denies": 2,
}
_INVERSES = {"follows": "followed-by", "part-of": "includes", "caused-by": "led-to"}
"""Relations that now and then are written by hand at their other end."""


@dataclass(slots=True)
class Sketch:
    """An event before it is written.

    Attributes:
        id: its id.
        day: the day on which or about which it happens.
        date: that day as the event gives it.
        conflicts: the ids of its conflicts, the main one first.
        spot: its main conflict.
        place: pair of an id and a name; None for one that has no place.
        family: its family of types.
        type: pair of an id and a label.
        withdrawn: whether it does not stand; nothing leads to it then.
        links: pairs of a relation and the other event's id, as the event's file writes them.
        earlier: ids of some events before it in its conflict, which its text may name.
    """

    id: str
    day: dt.date
    date: Dated
    conflicts: list[str]
    spot: Spot
    place: tuple[str, str] | None
    family: str
    type: tuple[str, str]
    withdrawn: bool
    links: list[tuple[str, str]] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)


def plan(rng: Random, world: World, events: int) -> list[Sketch]:
    """Plan so many events, in the order of their days."""
    spots = [world.spots.pick(rng) for _ in range(events)]
    days = sorted(((_day(rng, spot), n) for n, spot in enumerate(spots)))
    taken: set[str] = set()
    sketches = [_sketch(rng, world, spots[n], day, taken) for day, n in days]
    _tie(rng, sketches)
    return sketches


def _day(rng: Random, spot: Spot) -> dt.date:
    """A day of a conflict; its first years see more than its last."""
    days = (LAST - spot.begins).days
    return max(FIRST, spot.begins) + dt.timedelta(int(days * rng.betavariate(1.2, 1.8)))


def _sketch(rng: Random, world: World, spot: Spot, day: dt.date, taken: set[str]) -> Sketch:
    family = rng.choices(list(_FAMILIES), list(_FAMILIES.values()))[0]
    kind = world.types[family].pick(rng)
    place = None if family in ("diplomatic", "legal") and rng.random() < 0.3 else spot.places.pick(rng)
    conflicts = list(dict.fromkeys([spot.id, world.spots.pick(rng).id])) if rng.random() < 0.06 else [spot.id]
    name = f"{kind[0].partition('/')[2]}-{place[0] if place else 'at-large'}-{day.year}"[:70].strip("-")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    withdrawn = rng.random() < 0.002
    return Sketch(slug(free), day, dated(rng, day), conflicts, spot, place, family, kind, withdrawn)


def _tie(rng: Random, sketches: list[Sketch]) -> None:
    """Link events to earlier ones: to recent ones, and to those that many others lead to already."""
    before: dict[str, list[Sketch]] = {}
    drawn: dict[str, list[Sketch]] = {}
    for sketch in sketches:
        past, known = before.setdefault(sketch.spot.id, []), drawn.setdefault(sketch.spot.id, [])
        targets: list[Sketch] = []
        for _ in range(rng.choices((0, 1, 2, 3, 4), (30, 30, 22, 12, 6))[0] if past else 0):
            recent = past[-min(len(past), 1 + int(rng.expovariate(0.05)))]
            targets.append(rng.choice(known) if known and rng.random() < 0.4 else recent)
        for target in targets:
            if target.date.high <= sketch.date.low and not sketch.withdrawn:
                _link(rng, sketch, target)
                known.append(target)
        sketch.earlier = [past[-n].id for n in range(1, min(len(past), 4))]
        if not sketch.withdrawn:
            past.append(sketch)


def _link(rng: Random, sketch: Sketch, target: Sketch) -> None:
    relations = _ANSWERS if sketch.family in ("diplomatic", "legal") else _DEEDS
    rel = rng.choices(list(relations), list(relations.values()))[0]
    if (rel, target.id) in sketch.links or (_INVERSES.get(rel), sketch.id) in target.links:
        return
    if rel in _INVERSES and rng.random() < 0.05:
        target.links.append((_INVERSES[rel], sketch.id))
    else:
        sketch.links.append((rel, target.id))
