"""The relations between events, their inverses, and the graph of the whole record with every way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .collection import Collection
from .collection.outlines import Outline

INVERSES: dict[str, str] = {
    "part-of": "includes",
    "caused-by": "led-to",
    "responds-to": "answered-by",
    "follows": "followed-by",
    "investigates": "investigated-by",
    "rules-on": "ruled-on-by",
    "denies": "denied-by",
    "corroborates": "corroborated-by",
    "mentions": "mentioned-by",
    "reverses": "reversed-by",
    "ends": "ended-by",
    "contradicts": "contradicts",
    "compared-with": "compared-with",
}
"""Each relation with its inverse; a symmetric one is its own."""

_BACK = {inverse: rel for rel, inverse in INVERSES.items() if inverse != rel}

SYMMETRIC = frozenset(rel for rel, inverse in INVERSES.items() if rel == inverse)
"""The relations that read the same both ways."""

RELATION_ORDER = [name for pair in INVERSES.items() for name in dict.fromkeys(pair)]
"""The order in which an event's links are grouped."""

AFTER = frozenset({"caused-by", "responds-to", "follows", "investigates", "rules-on", "reverses", "ends"})
"""The relations whose first event comes after the second: an effect, an answer, an inquiry, a ruling."""

ANSWERS = frozenset({"responds-to", "investigates", "rules-on"})
"""The relations that count as an answer to a deed."""


def inverse(rel: str) -> str:
    """The name of a relation read from its other end."""
    return INVERSES.get(rel) or _BACK[rel]


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as it is written, turned so that its relation is one of ``INVERSES``'s keys.

    Attributes:
        tail: the event that the relation is said of.
        rel: the relation.
        head: the event it leads to.
        writer: the event in whose file it stands.
        index: its position under ``links`` there.
    """

    tail: str
    rel: str
    head: str
    writer: str
    index: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as one of its two events sees it.

    Attributes:
        rel: the relation, read from this event.
        other: the id of the other event.
        basis: what the link rests on.
        sources: citation keys, of the event in whose file the link stands.
        writer: the id of that event.
    """

    rel: str
    other: str
    basis: str
    sources: tuple[str, ...]
    writer: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from an event along its ties.

    Attributes:
        start: the event that is left.
        tie: the tie that is followed, as the event that is left sees it.
    """

    start: str
    tie: Tie


def edges(outlines: Mapping[str, Outline]) -> Iterator[Edge]:
    """Give every link of the record once, in the order of ids and of the files; targets may not exist."""
    for name, outline in outlines.items():
        for index, (rel, to) in enumerate(outline.links):
            if rel in INVERSES:
                yield Edge(name, rel, to, name, index)
            else:
                yield Edge(to, _BACK[rel], name, name, index)


class Graph:
    """All ties of all events. Building it takes time linear in the number of links."""

    def __init__(self, collection: Collection) -> None:
        self._ties: dict[str, list[Tie]] = defaultdict(list)
        events = collection.events
        for entry in events.values():
            for link in entry.value.links:
                if link.to not in events or link.to == entry.id:
                    continue
                basis, sources = link.basis or "", tuple(link.sources)
                self._ties[entry.id].append(Tie(link.rel, link.to, basis, sources, entry.id))
                self._ties[link.to].append(Tie(inverse(link.rel), entry.id, basis, sources, entry.id))
        order = {entry.id: n for n, entry in enumerate(collection.chronological)}
        for ties in self._ties.values():
            ties.sort(key=lambda tie: (order[tie.other], tie.rel))

    def ties(self, event: str) -> list[Tie]:
        """The ties of an event, in the order of the other events' dates; both directions are in it."""
        return self._ties.get(event, [])

    def neighbours(self, event: str) -> list[str]:
        """The ids of all events tied to this one, each once, in the order of their dates."""
        return list(dict.fromkeys(tie.other for tie in self.ties(event)))

    def chain(self, event: str, relations: frozenset[str] = ANSWERS, limit: int = 200) -> list[str]:
        """Follow answers from an event: what answered it, what answered that, and so on, breadth first.

        Args:
            event: where to start.
            relations: the relations, read from the answer, that are followed back.
            limit: at most so many events.
        """
        return [step.tie.other for step in self.steps(event, frozenset(map(inverse, relations)), limit)]

    def steps(self, event: str, relations: frozenset[str], limit: int = 200) -> list[Step]:
        """Follow relations from an event, breadth first; each event that is met is a step once.

        Args:
            event: where to start.
            relations: the relations that are followed, read from the event that is left.
            limit: at most so many steps.
        """
        found: dict[str, Step] = {}
        queue = [event]
        for current in queue:
            for tie in self.ties(current):
                if tie.rel in relations and tie.other != event and tie.other not in found:
                    if len(found) == limit:
                        return list(found.values())
                    found[tie.other] = Step(current, tie)
                    queue.append(tie.other)
        return list(found.values())


def circles(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Give the circles of a directed graph: its strongly connected components of two events or more.

    The algorithm of Kosaraju and Sharir (1981) without recursion, so that a chain of any length is safe; linear.
    """
    ahead: dict[str, list[str]] = defaultdict(list)
    behind: dict[str, list[str]] = defaultdict(list)
    for tail, head in pairs:
        ahead[tail].append(head)
        behind[head].append(tail)
    taken: set[str] = set()
    components = [_gathered(root, behind, taken) for root in reversed(_finished(ahead)) if root not in taken]
    return [component for component in components if len(component) > 1]


def _finished(graph: Mapping[str, list[str]]) -> list[str]:
    """All nodes, depth first, each after everything that it leads to."""
    order: list[str] = []
    seen: set[str] = set()
    for root in graph:
        if root in seen:
            continue
        seen.add(root)
        work = [(root, iter(graph[root]))]
        while work:
            node, heads = work[-1]
            head = next((head for head in heads if head not in seen), None)
            if head is None:
                order.append(node)
                work.pop()
            else:
                seen.add(head)
                work.append((head, iter(graph.get(head, ()))))
    return order


def _gathered(root: str, graph: Mapping[str, list[str]], taken: set[str]) -> list[str]:
    """Take everything that ``root`` leads to and that is not taken yet."""
    taken.add(root)
    component = [root]
    for node in component:
        for head in graph.get(node, ()):
            if head not in taken:
                taken.add(head)
                component.append(head)
    return component
