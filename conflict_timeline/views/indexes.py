"""The pages that list all pages of one kind: conflicts, actors, places, types, tags, sources, seeds."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from .. import strings
from . import addresses
from .common import Anchor, Index, Line, Page, country, place_name, years
from .library import Library

Groups = tuple[tuple[str, tuple[Line, ...]], ...]


def pages(library: Library) -> Iterator[Page]:
    """Give the index of each kind."""
    for kind, groups in (
        ("conflicts", _conflicts),
        ("actors", _actors),
        ("places", _places),
        ("types", _types),
        ("tags", _tags),
        ("sources", _sources),
        ("seeds", _seeds),
    ):
        title, text = strings.text(f"{kind}.title"), strings.text(f"{kind}.text")
        yield Page(f"{kind}/", "index.html", title, text, partial(_view, library, title, text, groups), listed=True)


def _view(library: Library, title: str, text: str, groups: Callable[[Library], Groups]) -> Index:
    found = groups(library)
    return Index(title, text, sum(len(lines) for _, lines in found), found)


def _grouped(pairs: Iterable[tuple[str, Line]]) -> Groups:
    """Lines under their headings, both in alphabetical order."""
    found: dict[str, list[Line]] = defaultdict(list)
    for heading, line in pairs:
        found[heading].append(line)
    return tuple((heading, tuple(sorted(found[heading], key=_by_name))) for heading in sorted(found, key=str.casefold))


def _by_name(line: Line) -> tuple[str, str]:
    return line.anchor.text.casefold(), line.anchor.url


def _conflicts(library: Library) -> Groups:
    return (("", tuple(_conflict_lines(library))),)


def _conflict_lines(library: Library) -> Iterator[Line]:
    entries = sorted(library.collection.conflicts.values(), key=lambda entry: (entry.value.lane.order, entry.id))
    for entry in entries:
        events = library.by_conflict.get(entry.id, [])
        yield Line(Anchor(entry.value.name, addresses.conflict(entry.id)), len(events), years(events))


def _actors(library: Library) -> Groups:
    return _grouped(
        (
            strings.text(f"actor_kinds.{entry.value.kind}"),
            Line(Anchor(entry.value.name, addresses.actor(entry.id)), len(library.by_actor.get(entry.id, []))),
        )
        for entry in library.collection.actors.values()
    )


def _places(library: Library) -> Groups:
    return _grouped(
        (
            country(entry.value.country),
            Line(Anchor(place_name(entry.value), addresses.place(entry.id)), len(library.by_place.get(entry.id, [])),
                 entry.value.kind.replace("-", " ")),
        )
        for entry in library.collection.places.values()
        if entry.value.sensitivity != "withhold"
    )  # fmt: skip


def _types(library: Library) -> Groups:
    groups = []
    for name, entry in library.collection.families.items():
        lines = tuple(
            Line(Anchor(sub.label, addresses.event_type(f"{name}/{sub_id}")),
                 len(library.by_type.get(f"{name}/{sub_id}", [])), sub.description)
            for sub_id, sub in entry.value.subtypes.items()
        )  # fmt: skip
        groups.append((entry.value.label, lines))
    return tuple(groups)


def _tags(library: Library) -> Groups:
    lines = (
        Line(
            Anchor(entry.value.name, addresses.tag(entry.id)),
            len(library.by_tag.get(entry.id, [])),
            entry.value.description,
        )
        for entry in library.collection.tags.values()
    )
    return (("", tuple(sorted(lines, key=_by_name))),)


def _sources(library: Library) -> Groups:
    """Sources under the first letter of their publisher, by publisher and then by title."""
    lines = [
        Line(Anchor(work.source.title or "", addresses.source(work.id), work.source.lang or ""), len(work.uses),
             work.source.publisher or "")
        for work in library.works.values()
    ]  # fmt: skip
    lines.sort(key=lambda line: (line.note.casefold(), *_by_name(line)))
    return tuple((letter, tuple(run)) for letter, run in groupby(lines, _initial))


def _initial(line: Line) -> str:
    """The letter under which a line stands; accents are left off, and what begins with no letter is under "#"."""
    first = unicodedata.normalize("NFKD", line.note.casefold())[:1].upper()
    return first if first.isalpha() else "#"


def _seeds(library: Library) -> Groups:
    return (("", tuple(_seed_lines(library))),)


def _seed_lines(library: Library) -> Iterator[Line]:
    for entry in library.collection.seeds.values():
        named = {event for claim in entry.value.claims for event in claim.events}
        note = strings.text("seeds.line", publisher=entry.value.publisher or "", claims=len(entry.value.claims))
        yield Line(Anchor(entry.value.title or "", addresses.seed(entry.id)), len(named), note)
