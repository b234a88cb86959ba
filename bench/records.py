"""Generates realistic records of any size: ``python -m bench.records DIR --events 1000 --seed 1`` writes one.

The same number of events and the same seed give the same bytes. A record passes ``check`` without an error; of thousands
of events a few pairs, left to chance, warn that they may be one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from .plan import Sketch, plan
from .prose import Library, Prose
from .words import LongTail, Words
from .world import PROJECT, World, create
from .yaml_text import dump

_NAMED = re.compile(
    r"^[ -]*(?:actor|place|by|about): ([a-z0-9-]+)$|\[\[[a-z]+:([a-z0-9-]+)|^(?:conflicts|tags): \[([^\]]*)\]$",
    re.MULTILINE,
)
"""Where an event names an entry of the registry."""
_VIOLENT = ("explosions", "violence-against-civilians", "battles", "riots", "protests")
_STATUSES = {"confirmed": 74, "likely": 12, "disputed": 6, "possible": 6, "unknown": 2}
_MEASURES = LongTail(("killed", "injured", "displaced", "detained", "missing", "facilities-hit", "munitions-fired"))
_GROUPS = LongTail(("all", "civilians", "children", "women", "soldiers", "medical-staff", "journalists"), 1.3)
_STANCES = LongTail(
    ("accuses", "denies", "condemns", "finds", "acknowledges", "gives-other-explanation", "calls-for-accountability",
     "supports", "warns", "criticises", "announces", "admits", "convicts"), 0.6,
)  # fmt: skip
_STANDARDS = ("beyond-reasonable-doubt", "balance-of-probabilities", "reasonable-grounds", "probable", "unspecified")
_ROLES = {True: ("party", "party", "target", "investigator"), False: ("speaker", "addressee", "court", "host")}
_CLAIMANTS = ("The regional health office", "A hospital's director", "Residents of the town", "The civil rescue corps")


def write(folder: Path, events: int, seed: int) -> None:
    """Write a record with its registry, its configuration and the pages that its navigation names.

    Args:
        folder: where to; its ``events`` and ``registry`` must not exist yet.
        events: how many events.
        seed: the seed of everything that is left to chance.
    """
    rng = Random(seed)
    words = Words(rng)
    world = create(rng, words, events)
    (folder / "registry").mkdir(parents=True)
    _configuration(folder)
    author = Author(rng, words, world, events)
    named: set[str] = set()
    for sketch in plan(rng, world, events):
        path = folder / "events" / sketch.spot.id / str(sketch.day.year) / f"{sketch.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = author.event(sketch)
        path.write_text(text, encoding="utf-8", newline="\n")
        named.update(name for found in _NAMED.findall(text) for names in found for name in names.split(", "))
    _registry(folder / "registry", world, named)


def _registry(folder: Path, world: World, named: set[str]) -> None:
    """Write what the events name; an entry that nothing names is told as such."""
    for name, entries in world.files.items():
        kept = {key: entry for key, entry in entries.items() if key in named}
        while wholes := {entry["part_of"] for entry in kept.values() if entry.get("part_of")} - kept.keys():
            kept |= {key: entries[key] for key in wholes}
        (folder / f"{name}.yml").write_text(
            dump({key: entry for key, entry in entries.items() if key in kept}), encoding="utf-8", newline="\n"
        )
    for name in ("event-types.yml", "wording.yml"):
        shutil.copyfile(PROJECT / "registry" / name, folder / name)


def _configuration(folder: Path) -> None:
    """The project's own configuration, and a short page for each one that the project writes by hand."""
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    # The plain build packs no zip of the site, so ours does not either.
    settings = settings.replace("  - timeline\n", "  - timeline:\n      archive: false\n")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for page in sorted((PROJECT / "docs").glob("**/*.md")):
        copy = folder / page.relative_to(PROJECT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = f"# {page.stem.capitalize()}\n\nA page of a generated record.\n"
        copy.write_text(text, encoding="utf-8", newline="\n")


class Author:
    """Writes the files of events.

    Args:
        rng: the source of chance.
        words: writes names and sentences.
        world: what events refer to.
        events: how many events will be written.
    """

    def __init__(self, rng: Random, words: Words, world: World, events: int) -> None:
        self._rng, self._words, self._world = rng, words, world
        self._library = Library(rng, words, world, events)
        self._prose = Prose(rng, words, world)

    def event(self, sketch: Sketch) -> str:
        """Write an event's file."""
        sources = self._library.sources(sketch.day)
        keys = list(sources)
        fields = self._head(sketch) | {
            "actors": self._actors(sketch, keys),
            "figures": self._figures(sketch, keys),
            "positions": list(self._positions(sketch, keys)),
            "links": [self._link(rel, other, keys) for rel, other in sketch.links],
            "sources": sources,
            "tags": self._world.tags.several(self._rng, self._rng.randint(0, 3)),
        }
        return f"---\n{dump(fields | self._tail(sketch))}---\n{self._prose.body(sketch, keys)}"

    def _head(self, sketch: Sketch) -> dict[str, Any]:
        rng, words = self._rng, self._words
        status = rng.choices(list(_STATUSES), list(_STATUSES.values()))[0]
        where = sketch.place[1] if sketch.place else words.name()
        return {
            "title": f"{sketch.type[1]} {rng.choice(('in', 'at', 'near'))} {where}: {words.phrase(rng.randint(2, 5))}",
            "date": sketch.date.text,
            "time_note": words.phrase(4) if rng.random() < 0.1 else None,
            "reported": str(sketch.day + dt.timedelta(9)) if rng.random() < 0.05 else None,
            "summary": words.sentence(rng.randint(12, 25)),
            "type": sketch.type[0],
            "conflicts": sketch.conflicts,
            "place": sketch.place[0] if sketch.place else None,
            "placeless": None if sketch.place else words.sentence(6),
            "status": status,
            "status_note": words.sentence(10) if status != "confirmed" else None,
        }

    def _tail(self, sketch: Sketch) -> dict[str, Any]:
        """What few events have."""
        rng, later = self._rng, str(sketch.day + dt.timedelta(120))
        fields: dict[str, Any] = {}
        if sketch.family in _VIOLENT and rng.random() < 0.15:
            fields["warnings"] = [rng.choice(("graphic", "child-victims", "torture"))]
        if rng.random() < 0.02:
            fields["aliases"] = [f"former-{sketch.id}"]
        if rng.random() < 0.2:
            fields["external_ids"] = {"ucdp_ged": str(rng.randrange(10**6))}
        if rng.random() < 0.03:
            fields["corrections"] = [{"date": later, "note": self._words.sentence(12)}]
        if sketch.withdrawn:
            fields["withdrawn"] = {"date": later, "reason": self._words.sentence(12)}
        return fields

    def _some(self, keys: list[str]) -> list[str]:
        """One or two of an event's citation keys."""
        return sorted(self._rng.sample(keys, min(len(keys), 1 + (self._rng.random() < 0.25))))

    def _speaker(self) -> str:
        """An actor's id, or plain words."""
        return self._world.actors.pick(self._rng) if self._rng.random() < 0.75 else self._rng.choice(_CLAIMANTS)

    def _actors(self, sketch: Sketch, keys: list[str]) -> list[dict[str, Any]]:
        rng, roles = self._rng, _ROLES[sketch.family in _VIOLENT]
        return [
            {"actor": actor, "role": rng.choice(roles), "sources": self._some(keys)}
            for actor in self._world.actors.several(rng, rng.choices((0, 1, 2, 3), (30, 35, 25, 10))[0])
        ]

    def _figures(self, sketch: Sketch, keys: list[str]) -> list[dict[str, Any]]:
        """Rows of a few measures, each with the numbers of one to four claimants."""
        rng = self._rng
        rows: list[dict[str, Any]] = []
        if sketch.family not in _VIOLENT or rng.random() < 0.3:
            return []
        for measure in _MEASURES.several(rng, rng.choices((1, 2, 3), (60, 30, 10))[0]):
            group, size = _GROUPS.pick(rng), int(rng.lognormvariate(2.5, 1.3))
            claims = range(rng.choices((1, 2, 3, 4), (45, 30, 15, 10))[0])
            rows += [{"measure": measure} | self._figure(sketch.day, group, size, keys) for _ in claims]
        return rows

    def _figure(self, day: dt.date, group: str, size: int, keys: list[str]) -> dict[str, Any]:
        rng = self._rng
        least = int(size * rng.uniform(0.6, 1.2))
        form = rng.choices(("best", "low", "range", "all"), (50, 20, 20, 10))[0]
        numbers = {"low": least} if form != "best" else {}
        if form in ("best", "all"):
            numbers["best"] = least + size // 8
        if form in ("range", "all"):
            numbers["high"] = least + size // 4 + 1
        return {
            "group": group if group != "all" else None,
            "scope": self._words.phrase(3) if rng.random() < 0.08 else None,
            **numbers,
            "basis": "minimum" if form == "low" else rng.choice(("reported", "documented", "estimate")),
            "superseded": "yes" if rng.random() < 0.06 else None,
            "by": self._speaker(),
            "as_of": str(day + dt.timedelta(rng.randint(0, 30))) if rng.random() < 0.7 else None,
            "sources": self._some(keys),
            "note": self._words.sentence(8) if rng.random() < 0.15 else None,
        }

    def _positions(self, sketch: Sketch, keys: list[str]) -> Iterator[dict[str, Any]]:
        rng = self._rng
        for _ in range(rng.choices((0, 1, 2, 3, 5), (35, 25, 22, 13, 5))[0]):
            stance = _STANCES.pick(rng)
            yield {
                "by": self._speaker(),
                "stance": stance,
                "about": self._world.actors.pick(rng) if rng.random() < 0.5 else f"The {self._words.phrase(3)}",
                "standard": rng.choice(_STANDARDS) if stance in ("finds", "convicts") else None,
                "says": self._words.sentence(rng.randint(8, 20)),
                "date": str(sketch.day + dt.timedelta(rng.randint(0, 90))) if rng.random() < 0.7 else None,
                "sources": self._some(keys),
            }

    def _link(self, rel: str, other: str, keys: list[str]) -> dict[str, Any]:
        sources = self._some(keys) if self._rng.random() < 0.7 else None
        return {"rel": rel, "to": other, "basis": self._words.sentence(self._rng.randint(6, 14)), "sources": sources}


def main() -> None:
    """Write the record that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.records", description="Write a generated record.")
    parser.add_argument("folder", type=Path, help="where to; a folder without events/ and registry/")
    parser.add_argument("--events", type=int, default=1000, help="how many events (1000)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of everything left to chance (1)")
    options = parser.parse_args()
    write(options.folder, options.events, options.seed)


if __name__ == "__main__":
    main()
