"""The graph of links: ways back, neighbours, chains, circles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.collection import Collection
from conflict_timeline.collection.entries import Entry
from conflict_timeline.front_matter import Document
from conflict_timeline.links import AFTER, ANSWERS, INVERSES, SYMMETRIC, Graph, circles, edges, inverse
from conflict_timeline.model import Event

Links = dict[str, list[tuple[str, str]]]


def collection(links: Links) -> Collection:
    """A collection of events, each a day after the one before, with links as pairs of relation and target."""
    found = Collection(Path())
    for day, (name, pairs) in enumerate(links.items(), 1):
        event = Event.model_validate({
            "title": name, "date": f"2012-01-{day:02}", "summary": "S", "type": "a/b", "conflicts": ["c"],
            "placeless": "P", "status": "confirmed",
            "links": [{"rel": rel, "to": to, "basis": f"{name} {rel} {to}", "sources": ["s"]} for rel, to in pairs],
        })  # fmt: skip
        found.events[name] = Entry(name, event, Document(f"events/{name}.md", {}))
    return found


def test_every_relation_has_one_inverse() -> None:
    assert all(inverse(inverse(rel)) == rel for rel in INVERSES)
    assert {"contradicts", "compared-with"} == SYMMETRIC
    assert set(INVERSES) >= AFTER > ANSWERS
    assert len(set(INVERSES.values())) == len(INVERSES)


def test_a_tie_is_seen_from_both_ends_with_its_basis() -> None:
    graph = Graph(collection({"strike": [], "report": [("investigates", "strike")]}))
    (there,), (back,) = graph.ties("report"), graph.ties("strike")
    assert (there.rel, there.other, there.writer) == ("investigates", "strike", "report")
    assert (back.rel, back.other, back.writer) == ("investigated-by", "report", "report")
    assert there.basis == back.basis == "report investigates strike"
    assert there.sources == back.sources == ("s",)


def test_an_inverse_written_by_hand_is_the_same_tie() -> None:
    one = Graph(collection({"strike": [], "report": [("investigates", "strike")]}))
    other = Graph(collection({"strike": [("investigated-by", "report")], "report": []}))
    for name in ("strike", "report"):
        assert [(t.rel, t.other) for t in one.ties(name)] == [(t.rel, t.other) for t in other.ties(name)]


@pytest.mark.parametrize(
    ("rel", "edge"),
    [
        ("caused-by", ("a", "caused-by", "b")),
        ("led-to", ("b", "caused-by", "a")),
        ("part-of", ("a", "part-of", "b")),
        ("includes", ("b", "part-of", "a")),
        ("contradicts", ("a", "contradicts", "b")),
    ],
)
def test_edges_are_turned_to_one_of_two_directions(rel: str, edge: tuple[str, str, str]) -> None:
    (found,) = edges(collection({"a": [(rel, "b")], "b": []}).outlines)
    assert (found.tail, found.rel, found.head) == edge
    assert (found.writer, found.index) == ("a", 0)


def test_ties_follow_the_dates_of_the_other_events() -> None:
    graph = Graph(
        collection({"one": [], "two": [("follows", "one"), ("mentions", "three")], "three": [("mentions", "one")]})
    )
    assert [tie.other for tie in graph.ties("two")] == ["one", "three"]
    assert graph.neighbours("one") == ["two", "three"]
    assert graph.neighbours("nothing") == []


def test_two_ties_between_two_events_make_one_neighbour() -> None:
    graph = Graph(collection({"one": [], "two": [("follows", "one"), ("mentions", "one")]}))
    assert len(graph.ties("one")) == 2
    assert graph.neighbours("one") == ["two"]


def test_links_to_nothing_and_to_oneself_are_no_ties() -> None:
    graph = Graph(collection({"one": [("follows", "one"), ("mentions", "nothing")]}))
    assert graph.ties("one") == []


def test_a_chain_goes_from_answer_to_answer() -> None:
    graph = Graph(
        collection({
            "strike": [("mentions", "other")],
            "report": [("investigates", "strike")],
            "verdict": [("rules-on", "report"), ("rules-on", "strike")],
            "statement": [("responds-to", "verdict"), ("mentions", "strike")],
            "other": [],
        })
    )  # fmt: skip
    assert graph.chain("strike") == ["report", "verdict", "statement"]
    assert graph.chain("strike", limit=1) == ["report"]
    assert graph.chain("strike", frozenset({"rules-on"})) == ["verdict"]
    assert graph.chain("statement") == []


def test_a_chain_ends_also_in_a_circle() -> None:
    graph = Graph(collection({"a": [("responds-to", "b")], "b": [("responds-to", "a")]}))
    assert graph.chain("a") == ["b"]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], []),
        ([("a", "b"), ("b", "c")], []),
        ([("a", "b"), ("b", "a")], [{"a", "b"}]),
        ([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")], [{"a", "b", "c"}]),
        ([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")], [{"a", "b"}, {"c", "d"}]),
        ([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c")], [{"a", "b"}, {"c", "d"}]),
        ([("a", "a")], []),
        ([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], []),
    ],
)
def test_circles(pairs: list[tuple[str, str]], expected: list[set[str]]) -> None:
    found = circles(pairs)
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def test_a_circle_of_any_length_is_found() -> None:
    length = 50_000
    pairs = [(str(n), str((n + 1) % length)) for n in range(length)]
    assert [len(circle) for circle in circles(pairs)] == [length]
    assert circles(pairs[:-1]) == []


def reachable(pairs: set[tuple[int, int]], start: int) -> set[int]:
    """All nodes that one step or more lead to."""
    found: set[int] = set()
    queue = [start]
    for node in queue:
        new = {head for tail, head in pairs if tail == node} - found
        found |= new
        queue += new
    return found


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24))
def test_circles_are_what_leads_back_to_itself(pairs: set[tuple[int, int]]) -> None:
    ahead = {node: reachable(pairs, node) for node in range(8)}
    expected = {frozenset(m for m in ahead[n] if n in ahead[m]) for n in range(8) if n in ahead[n]}
    found = circles((str(tail), str(head)) for tail, head in pairs)
    assert {frozenset(map(int, circle)) for circle in found} == {group for group in expected if len(group) > 1}
