"""The registry of a generated record: what its events refer to, with long tails."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml

from conflict_timeline.model import DECIMALS

from .words import LongTail, Words, slug

PROJECT = Path(__file__).parents[1]
"""The project itself; the generated record borrows its event types and its configuration."""

FIRST, LAST = dt.date(2004, 1, 1), dt.date(2024, 6, 30)
"""The days between which events happen."""

_CONFLICTS = (
    ("Northern valleys", dt.date(2009, 3, 1), "#9a4d00"),
    ("River provinces", dt.date(2014, 2, 1), "#5b3fa0"),
    ("Eastern coast", dt.date(2004, 1, 1), "#00695c"),
    ("Two plateaus", dt.date(2018, 9, 1), "#8e1b4f"),
    ("Salt islands", dt.date(2006, 5, 1), "#2f5d9b"),
)
_COUNTRIES = ("QM", "QN", "QP", "QQ", "QR")
"""Codes that ISO 3166-1 leaves to its users, one for each conflict: no real country is meant."""
_AROUND = {"town": "region", "hospital": "town"}
"""For a kind of place the kind of the larger place around it."""
_ACTOR_KINDS = (
    "state", "government", "armed-force", "armed-group", "igo", "ngo", "court", "inquiry", "media", "company", "movement",
    "person",
)  # fmt: skip
_SUBJECTS = (
    "hospitals", "schools", "water", "sieges", "detention", "displacement", "aid", "courts", "sanctions", "children",
    "evidence", "air-strikes", "ports", "elections", "embassies", "journalism", "roads", "harvest", "trials", "prisoners",
    "power", "bridges", "markets", "borders", "mines", "ceasefires",
)  # fmt: skip


@dataclass(slots=True)
class Spot:
    """A conflict of the generated record, with the places where its events happen.

    Attributes:
        id: the conflict.
        begins: its first day.
        places: pairs of an id and a name.
    """

    id: str
    begins: dt.date
    places: LongTail[tuple[str, str]]


@dataclass(slots=True)
class World:
    """Everything that events refer to.

    Attributes:
        spots: the conflicts, the largest first.
        actors: ids of actors.
        tags: ids of tags.
        publishers: pairs of a publisher and the kind of its sources.
        types: for each family its subtypes with their labels.
        files: the registry's content, by file name.
    """

    spots: LongTail[Spot]
    actors: LongTail[str]
    tags: LongTail[str]
    publishers: LongTail[tuple[str, str]]
    types: dict[str, LongTail[tuple[str, str]]]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)


def create(rng: Random, words: Words, events: int) -> World:
    """Create a world fit for so many events."""
    actors = _actors(words, rng, 40 + events // 25)
    places: dict[str, dict[str, Any]] = {}
    spots = [_spot(n, rng, words, places, 10 + events // 25) for n in range(len(_CONFLICTS))]
    families = yaml.safe_load((PROJECT / "registry" / "event-types.yml").read_text(encoding="utf-8"))
    return World(
        spots=LongTail(spots, 0.9),
        actors=LongTail(list(actors)),
        tags=LongTail(_SUBJECTS),
        publishers=LongTail(_publishers(words, rng, 60 + events // 40)),
        types={
            name: LongTail([(f"{name}/{sub}", kind["label"]) for sub, kind in family["subtypes"].items()])
            for name, family in families.items()
        },
        files={
            "conflicts": {spot.id: _conflict(n, words) for n, spot in enumerate(spots)},
            "actors": actors,
            "places": places,
            "tags": {name: {"name": name.capitalize(), "description": words.sentence(8)} for name in _SUBJECTS},
        },
    )


def _conflict(number: int, words: Words) -> dict[str, Any]:
    name, begins, colour = _CONFLICTS[number]
    return {
        "name": f"Armed conflict of the {name}",
        "short": name,
        "starts": [{"date": begins.isoformat(), "basis": words.sentence(12)}],
        "lane": {"order": number + 1, "colour": colour},
        "description": f"{words.sentence(20)} {words.sentence(15)}",
    }


def _spot(number: int, rng: Random, words: Words, places: dict[str, dict[str, Any]], size: int) -> Spot:
    """Invent a conflict's places: regions, the towns in them, and sites in the towns."""
    name, begins, _ = _CONFLICTS[number]
    centre = -30 + 9.0 * number, -35 + 4.0 * number  # in the Atlantic
    found: dict[str, list[tuple[str, str]]] = {"region": [], "town": [], "hospital": []}
    order: list[tuple[str, str]] = []
    for rank in range(size):
        kind = "region" if rank % 10 == 1 else "town" if rank % 3 else "hospital"
        title = words.name() + (" hospital" if kind == "hospital" else "")
        if slug(title) not in places:
            around = found[_AROUND[kind]] if kind in _AROUND else []
            whole = rng.choice(around)[0] if around else None
            places[slug(title)] = _place(rng, title, kind, _COUNTRIES[number], centre, whole)
            found[kind].append((slug(title), title))
            order.append((slug(title), title))
    return Spot(slug(name), begins, LongTail(order))


def _place(
    rng: Random, title: str, kind: str, country: str, centre: tuple[float, float], whole: str | None
) -> dict[str, Any]:
    precision = {"region": "region", "town": "locality"}.get(kind) or rng.choice(("exact", "vicinity"))
    digits = DECIMALS[precision]
    lat, lon = (f"{middle + rng.uniform(-3, 3):.{digits}f}" for middle in centre)
    place: dict[str, Any] = {"name": title, "kind": kind, "country": country}
    if rng.random() < 0.4:
        place["names"] = {"fr": f"{title}e"}
    if rng.random() < 0.9:
        place |= {"lat": lat, "lon": lon}
    place |= {"precision": precision, "part_of": whole, "basis": "Invented"}
    if rng.random() < 0.03:
        place["sensitivity"] = rng.choice(("coarsen", "withhold"))
    return place


def _actors(words: Words, rng: Random, number: int) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    while len(found) < number:
        kind = _ACTOR_KINDS[len(found) % len(_ACTOR_KINDS)]
        name = words.name()
        if slug(name) in found:
            continue
        found[slug(name)] = {
            "name": name,
            "kind": kind,
            "part_of": rng.choice(list(found)) if found and rng.random() < 0.15 else None,
            "country": rng.choice(_COUNTRIES) if rng.random() < 0.5 else None,
            "public_role": "office-holder" if kind == "person" else None,
            "description": words.sentence(10),
        }
    return found


def _publishers(words: Words, rng: Random, number: int) -> list[tuple[str, str]]:
    kinds = ("news", "news", "news", "agency", "ngo", "government", "un", "court", "social-post", "academic", "dataset")
    return [(f"{words.name()} {words.name()}", rng.choice(kinds)) for _ in range(number)]
