"""What the record supports: origins, responsibility, ranges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.collection import Collection
from conflict_timeline.collection.entries import Entry
from conflict_timeline.evidence import LEVELS, STANDARDS, origins, ranges, responsibility, sources_of, span
from conflict_timeline.front_matter import Document
from conflict_timeline.model import Actor, Event, Figure, Position, Seed, vocabulary

DOCUMENT = Document("f", {})


def collection(**kinds: str) -> Collection:
    """A collection of actors of these kinds, with one seed."""
    found = Collection(Path())
    for name, kind in kinds.items():
        found.actors[name] = Entry(name, Actor.model_validate({"name": name, "kind": kind}), DOCUMENT)
    seed = {"title": "T", "publisher": "Paper", "url": "https://a.org/", "kind": "news", "claims": []}
    found.seeds["seed"] = Entry("seed", Seed.model_validate(seed), DOCUMENT)
    return found


def event(**sources: dict[str, str]) -> Event:
    """An event with these sources."""
    full = {
        key: given if "seed" in given else {"title": "T", "url": f"https://a.org/{key}", "kind": "news", **given}
        for key, given in sources.items()
    }
    return Event.model_validate({
        "title": "T", "date": "2012", "summary": "S", "type": "a/b", "conflicts": ["c"], "placeless": "P",
        "status": "confirmed", "sources": full,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([], []),
        ([{"publisher": "A"}], ["A"]),
        ([{"publisher": "A"}, {"publisher": "B"}], ["A", "B"]),
        ([{"publisher": "A"}, {"publisher": "a"}], ["A"]),
        ([{"publisher": "A", "origin": "Agency"}, {"publisher": "B", "origin": "Agency"}], ["Agency"]),
        ([{"publisher": "Agency"}, {"publisher": "B", "origin": "Agency"}], ["Agency"]),
        ([{"publisher": "A", "via": "mirror.example"}, {"publisher": "A"}], ["A"]),
        ([{"publisher": "Wiki", "kind": "encyclopedia"}, {"publisher": "Blog", "kind": "blog"}], []),
        ([{"seed": "seed"}, {"publisher": "Paper"}], ["Paper"]),
        ([{"seed": "nothing"}], []),
    ],
)
def test_independent_origins(sources: list[dict[str, str]], expected: list[str]) -> None:
    given = {f"s{number}": source for number, source in enumerate(sources)}
    assert origins(collection(), event(**given)) == expected


def test_sources_with_full_particulars() -> None:
    entry = Entry("e", event(a={"publisher": "A"}, b={"seed": "seed"}, c={"seed": "nothing"}), DOCUMENT)
    assert {key: source.publisher for key, source in sources_of(collection(), entry).items()} == {
        "a": "A",
        "b": "Paper",
    }


def position(by: str, stance: str, standard: str | None = None) -> Position:
    """A position."""
    return Position.model_validate({"by": by, "stance": stance, "standard": standard})


def test_responsibility_is_ordered_by_how_strongly_it_is_supported() -> None:
    held = [
        position("Somebody", "accuses"),
        position("ngo", "finds"),
        position("inquiry", "finds", "reasonable-grounds"),
        position("igo", "finds", "balance-of-probabilities"),
        position("court", "convicts", "beyond-reasonable-doubt"),
        position("state", "admits"),
        position("Those in plain words", "finds"),
    ]
    denials = [position("state", "denies"), position("state", "gives-other-explanation")]
    others = [position("x", stance) for stance in ("condemns", "warns", "supports", "announces", "acknowledges")]
    known = collection(ngo="ngo", inquiry="inquiry", igo="igo", court="court", state="state")
    found = responsibility(known, [*denials, *held, *others])
    assert [(level, p.by) for level, p in found.held] == [
        ("admitted", "state"),
        ("convicted", "court"),
        ("found-official", "igo"),
        ("found-official", "inquiry"),
        ("found-other", "ngo"),
        ("found-other", "Those in plain words"),
        ("accused", "Somebody"),
    ]
    assert found.denied == tuple(denials)
    assert found.strongest == "admitted"


def test_a_denial_stands_beside_and_hides_nothing() -> None:
    found = responsibility(collection(), [position("a", "denies")])
    assert (found.held, found.strongest, len(found.denied)) == ((), None, 1)
    found = responsibility(collection(), [position("a", "denies"), position("b", "accuses")])
    assert (found.strongest, len(found.denied)) == ("accused", 1)


def test_every_standard_has_its_place() -> None:
    assert {*STANDARDS, "unspecified"} == set(vocabulary.Standard.__args__)  # type: ignore[attr-defined]
    assert STANDARDS.index("highly-probable") < STANDARDS.index("balance-of-probabilities")
    assert LEVELS[0] == "admitted"


def figure(**fields: Any) -> Figure:
    """A figure of people killed."""
    return Figure.model_validate(
        {"measure": "killed", "by": "A", **{name: str(value) for name, value in fields.items()}}
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"best": 5}, (5, 5)),
        ({"low": 2, "high": 4}, (2, 4)),
        ({"low": 2, "best": 3, "high": 4}, (2, 4)),
        ({"low": 2, "best": 3}, (2, 3)),
        ({"low": 14}, (14, None)),
        ({"best": 14, "basis": "minimum"}, (14, None)),
        ({"low": 12, "best": 14, "basis": "minimum"}, (12, None)),
        ({"low": 12, "high": 14, "basis": "minimum"}, (12, 14)),
        ({"high": 200}, (0, 200)),
        ({"best": 0}, (0, 0)),
        ({}, (0, None)),
    ],
)
def test_span_of_a_row(fields: dict[str, Any], expected: tuple[int, int | None]) -> None:
    assert span(figure(**fields)) == expected


def spans(*rows: Figure) -> list[tuple[int, int | None, int]]:
    """Low, high and number of claims of each range."""
    return [(found.low, found.high, found.claims) for found in ranges(rows)]


def test_a_range_spans_rows_that_count_the_same() -> None:
    assert spans(figure(best=3), figure(low=4, high=6)) == [(3, 6, 2)]


def test_rows_of_another_measure_group_scope_or_unit_stay_apart() -> None:
    rows = [
        figure(best=1), figure(best=2, group="children"), figure(best=3, scope="in the city"),
        figure(best=4, measure="injured"), figure(best=5, measure="other", unit="houses"),
        figure(best=6, measure="other", unit="schools"),
    ]  # fmt: skip
    assert [low for low, _, _ in spans(*rows)] == [1, 2, 3, 4, 5, 6]


def test_superseded_rows_do_not_count() -> None:
    assert spans(figure(best=300, superseded="yes"), figure(best=3)) == [(3, 3, 1)]
    assert spans(figure(best=300, superseded="yes")) == []


def test_a_lone_minimum_has_no_greatest_number() -> None:
    assert spans(figure(low=14)) == [(14, None, 1)]
    assert spans(figure(low=14), figure(low=20)) == [(14, None, 2)]
    assert spans(figure(low=14), figure(best=10)) == [(10, 14, 2)]
    assert spans(figure(low=14), figure(best=20)) == [(14, 20, 2)]


def test_a_maximum_gives_no_least_number() -> None:
    assert spans(figure(high=200)) == [(0, 200, 1)]
    assert spans(figure(high=200), figure(best=50)) == [(50, 200, 2)]


COUNTS = st.none() | st.integers(0, 1000)


@given(
    st.lists(
        st.tuples(COUNTS, COUNTS, COUNTS).map(lambda row: [n for n in row if n is not None]).filter(bool), min_size=1
    )
)
def test_a_range_holds_every_number_that_is_given(rows: list[list[int]]) -> None:
    figures = [figure(**dict(zip(("low", "best", "high"), sorted(row), strict=False))) for row in rows]
    (found,) = ranges(figures)
    assert found.claims == len(rows)
    assert found.low <= min(min(row) for row in rows)
    assert found.high is None or found.high >= max(max(row) for row in rows)


MEASURES = st.sampled_from(["killed", "injured"])
ROWS = st.builds(
    lambda measure, best, superseded: {"measure": measure, "best": best, "superseded": superseded},
    MEASURES,
    st.integers(0, 500),
    st.sampled_from(["yes", "no"]),
)


@given(st.lists(ROWS), st.lists(ROWS), st.data())
def test_a_superseded_row_never_moves_a_range(
    rows: list[dict[str, Any]], extra: list[dict[str, Any]], data: st.DataObject
) -> None:
    added = [*rows, *({**row, "superseded": "yes"} for row in extra)]
    mixed = data.draw(st.permutations(added))
    assert _by_measure(mixed) == _by_measure(rows)


def _by_measure(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int | None, int]]:
    return {found.measure: (found.low, found.high, found.claims) for found in ranges(figure(**row) for row in rows)}


STANCES = st.sampled_from(sorted(set(vocabulary.Stance.__args__) - {"denies", "gives-other-explanation"}))  # type: ignore[attr-defined]


CLAIMS = st.tuples(st.sampled_from(["court", "state", "a"]), STANCES)
DENIALS = st.tuples(st.sampled_from(["state", "b"]), st.sampled_from(["denies", "gives-other-explanation"]))


@given(st.lists(CLAIMS | DENIALS))
def test_a_denial_never_removes_a_finding_and_a_finding_never_a_denial(claims: list[tuple[str, str]]) -> None:
    known = collection(court="court", state="state")
    mixed = [position(by, stance) for by, stance in claims]
    denials = [each for each in mixed if each.stance in {"denies", "gives-other-explanation"}]
    others = [each for each in mixed if each not in denials]
    both = responsibility(known, mixed)
    assert both.held == responsibility(known, others).held
    assert both.denied == tuple(denials)
    assert len(both.held) == len([each for each in others if each.stance in {"admits", "convicts", "finds", "accuses"}])


@given(st.sampled_from(["news", "agency", "un"]), st.integers(1, 4), st.integers(0, 4))
def test_a_mirror_a_copy_and_an_encyclopedia_never_add_an_origin(kind: str, publishers: int, copies: int) -> None:
    first = [{"publisher": f"P{number}", "kind": kind} for number in range(publishers)]
    again = [{"publisher": "P0", "kind": kind, "via": f"mirror{number}.org"} for number in range(copies)]
    relayed = [{"publisher": f"R{number}", "origin": "P0", "kind": "news"} for number in range(copies)]
    derived = [{"publisher": f"W{number}", "kind": "encyclopedia"} for number in range(copies)]
    sources = {f"s{number}": source for number, source in enumerate([*first, *again, *relayed, *derived])}
    assert origins(collection(), event(**sources)) == [source["publisher"] for source in first]
