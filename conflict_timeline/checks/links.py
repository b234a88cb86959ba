"""Rules about the links between events: their basis, their circles, and the order of the dates they join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..links import AFTER, SYMMETRIC, Edge, circles, edges, inverse
from ..model import Actor, Event, Place
from ..problems import Problem

_SHOWN = 6
"""How many members of a circle a message names."""


def check(collection: Collection) -> Iterator[Problem]:
    """Find links that are doubled, circular, or against the order of dates."""
    # A link to itself is reported as that and as nothing else.
    written = [edge for edge in edges(collection.outlines) if edge.tail != edge.head]
    yield from _to_withdrawn(collection)
    yield from _duplicates(collection, written)
    yield from _order(collection, written)
    yield from _circles(collection, written, "caused-by", "circular-causes", "is caused by")
    yield from _circles(collection, written, "part-of", "circular-parts", "is part of")
    yield from _circular_wholes(collection.actors)
    yield from _circular_wholes(collection.places)


def of_event(entry: Entry[Event], _registry: Registry) -> Iterator[Problem]:
    """Find links that are bare or lead nowhere else."""
    for index, link in enumerate(entry.value.links):
        if link.to == entry.id:
            hint = "write the id of the other event, or delete the link"
            yield entry.problem("self-link", f"{entry.id} is linked to itself", hint, at=("links", index, "to"))
        if link.basis is None and entry.written(("links", index, "basis")) is None:
            message = f"the link to {link.to} does not say what it rests on"
            yield entry.problem("link-without-basis", message, "add basis: one sentence", at=("links", index))


def _to_withdrawn(collection: Collection) -> Iterator[Problem]:
    withdrawn = {name for name, outline in collection.outlines.items() if outline.withdrawn}
    named = {f"event:{name}" for name in withdrawn}
    hint = "delete the link, or say in ignore: why it has to stay"
    for name, outline in collection.outlines.items():
        if outline.withdrawn or named.isdisjoint(outline.names):
            continue
        entry = collection.events[name]
        for index, link in enumerate(entry.value.links):
            if link.to in withdrawn:
                yield entry.problem("link-to-withdrawn", f"{link.to} was withdrawn", hint, at=("links", index, "to"))
        for reference in entry.body.references:
            if reference.kind == "event" and reference.id in withdrawn:
                message = f"{reference.id} was withdrawn"
                yield entry.body_problem("link-to-withdrawn", reference.span[0] + 2, message, hint)


def _duplicates(collection: Collection, written: Iterable[Edge]) -> Iterator[Problem]:
    """A link that is written twice, also when the second is the first one's way back."""
    seen: dict[tuple[str, str, str], Edge] = {}
    for edge in written:
        symmetric = edge.rel in SYMMETRIC and edge.head < edge.tail
        ends = (edge.head, edge.rel, edge.tail) if symmetric else (edge.tail, edge.rel, edge.head)
        first = seen.setdefault(ends, edge)
        if first is not edge:
            entry, other = collection.events[edge.writer], edge.head if edge.writer == edge.tail else edge.tail
            where = "above" if first.writer == edge.writer else f"in {collection.outlines[first.writer].path}"
            message = f"the link to {other} is already written {where}"
            hint = "delete one of the two; the way back is derived"
            yield entry.problem("duplicate-link", message, hint, at=("links", edge.index))


def _order(collection: Collection, written: Iterable[Edge]) -> Iterator[Problem]:
    """An effect that lies, or may lie, before its cause."""
    outlines = collection.outlines
    for edge in written:
        effect, cause = outlines.get(edge.tail), outlines.get(edge.head)
        if edge.rel not in AFTER or not effect or not cause or effect.begins[0] >= cause.begins[1]:
            continue
        certain = effect.over < cause.begins[0]
        entry = collection.events[edge.writer]
        told = f"{edge.tail} ({effect.date}) {edge.rel} {edge.head} ({cause.date})"
        at = ("links", edge.index, "rel")
        if certain:
            hint = f"correct a date, or turn the link round: rel: {inverse(entry.value.links[edge.index].rel)}"
            yield entry.problem("effect-before-cause", f"{told}, but lies before it", hint, at=at)
        else:
            hint = "give dates as precise as the sources allow, or say in ignore: how the order is known"
            yield entry.problem("effect-possibly-before-cause", f"{told}, but may have begun before it", hint, at=at)


def _circles(collection: Collection, written: Iterable[Edge], rel: str, rule: str, words: str) -> Iterator[Problem]:
    """Each circle of one relation, at one of the links that close it."""
    links = {(edge.tail, edge.head): edge for edge in written if edge.rel == rel}
    for path in _shortest(links):
        edge = links[path[0], path[1]]
        hint = "correct or delete one of these links"
        entry = collection.events[edge.writer]
        yield entry.problem(rule, _circle(path, words), hint, at=("links", edge.index))


def _circular_wholes(entries: Mapping[str, Entry[Actor]] | Mapping[str, Entry[Place]]) -> Iterator[Problem]:
    """Actors or places that are, by way of others, parts of themselves."""
    pairs = [(entry.id, entry.value.part_of) for entry in entries.values() if entry.value.part_of]
    alone = [[name, name] for name, whole in pairs if name == whole]
    for path in [*alone, *_shortest([(name, whole) for name, whole in pairs if name != whole])]:
        message = _circle(path, "is part of")
        yield entries[path[0]].problem("circular-parts", message, "correct or delete one of these", at=("part_of",))


def _circle(path: list[str], words: str) -> str:
    shown = path if len(path) <= _SHOWN else [*path[: _SHOWN - 1], "…", path[-1]]
    return f"{shown[0]} {words} " + f", which {words} ".join(shown[1:])


def _shortest(pairs: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """For each circle of a directed graph the shortest way from its first member back to it."""
    pairs = list(pairs)
    heads: dict[str, list[str]] = defaultdict(list)
    for tail, head in pairs:
        heads[tail].append(head)
    for members in circles(pairs):
        start, inside = min(members), set(members)
        came: dict[str, str] = {}
        queue = [start]
        for node in queue:
            for head in heads[node]:
                if head in inside and head not in came:
                    came[head] = node
                    queue.append(head)
            if start in came:
                break
        path = [start, came[start]]
        while path[-1] != start:
            path.append(came[path[-1]])
        yield path[::-1]
