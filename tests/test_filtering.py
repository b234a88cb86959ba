"""The reference of the filters, and the random data on which the reader's scripts are held against it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_timeline.collection import Collection, collect
from conflict_timeline.evidence import origins
from conflict_timeline.exports import columns as exported
from conflict_timeline.views.library import Library

from . import random_columns
from .built import ROOT
from .filtering import folded, matching, spans, written_links
from .test_columns import Read


@given(st.integers(0, 450), st.integers())
@settings(max_examples=20, deadline=None)
def test_random_columns_have_the_form_of_real_ones(n: int, seed: int) -> None:
    real = Read(dict(exported.files(Library(own_record()))))
    files = {f"timeline/data/{path}": text for path, text in random_columns.files(n, seed).items()}
    made = Read(files)
    assert list(made.columns) == list(real.columns)
    assert sum(len(block["titles"]) for block in made.blocks) == n
    assert all(list(block) == list(real.blocks[0]) for block in made.blocks)
    assert (made.columns, made.blocks) == random_columns.columns(n, seed)
    assert all(0 <= tail < n and 0 <= head < n and tail != head for tail, head, _ in written_links(made.columns))


@cache
def own_record() -> Collection:
    """The project's own record, for tests that hypothesis runs often."""
    return collect(ROOT)


def test_random_columns_have_every_shape() -> None:
    columns, _ = random_columns.columns(3000, 1)
    kinds = Counter(shape[0] for shape in columns["shapes"].values())
    assert set(kinds) == {"span", "interval", "from", "until", "set", "one-of"}
    assert {0, 1, 2, 3} == set(columns["flags"])


COLUMNS, BLOCKS = random_columns.columns(300, 7)
VALUES = {
    "conflict": [entry[0] for entry in COLUMNS["conflicts"]],
    "family": [entry[0] for entry in COLUMNS["families"]],
    "type": ["explosions/air-strike", "legal/report", "protests/march"],
    "actor": [entry[0] for entry in COLUMNS["actors"]],
    "place": [entry[0] for entry in COLUMNS["places"]],
    "tag": [entry[0] for entry in COLUMNS["tags"]],
    "status": [entry[0] for entry in COLUMNS["statuses"]],
    "level": [entry[0] for entry in COLUMNS["levels"]],
}
FACETS = st.fixed_dictionaries(
    {},
    optional={key: st.lists(st.sampled_from(values), max_size=3) for key, values in VALUES.items()}
    | {
        "text": st.sampled_from(["", "halab", "STRASSE", "ΣΎΡΟΣ hospital", "el-bab idlib", "nowhere"]),
        "origins": st.integers(0, 6),
        "from": st.integers(9_000, 21_000),
        "to": st.integers(9_000, 21_000),
        "across": st.booleans(),
    },
)


@given(FACETS, FACETS)
@settings(deadline=None)
def test_facets_all_have_to_be_met(one: dict[str, Any], other: dict[str, Any]) -> None:
    apart = {key: value for key, value in other.items() if key not in one}
    both = set(matching(COLUMNS, BLOCKS, one)) & set(matching(COLUMNS, BLOCKS, apart))
    assert matching(COLUMNS, BLOCKS, one | apart) == sorted(both)


@given(st.sampled_from(sorted(VALUES)), st.data())
@settings(deadline=None)
def test_values_of_a_facet_are_alternatives(facet: str, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(VALUES[facet]), min_size=1, max_size=3))
    each = [set(matching(COLUMNS, BLOCKS, {facet: [value]})) for value in chosen]
    assert matching(COLUMNS, BLOCKS, {facet: chosen}) == sorted(set().union(*each))


@given(st.integers(9_000, 21_000), st.integers(0, 900))
@settings(deadline=None)
def test_an_event_is_found_in_every_time_that_its_days_meet(first: int, length: int) -> None:
    found = set(matching(COLUMNS, BLOCKS, {"from": first, "to": first + length}))
    for number, (low, high) in enumerate(spans(COLUMNS)):
        assert (number in found) == (not (high < first or low > first + length))
    open_ended = {int(number) for number, shape in COLUMNS["shapes"].items() if shape[0] in ("from", "until")}
    assert open_ended & set(matching(COLUMNS, BLOCKS, {"from": -(10**6), "to": 10**6})) == open_ended


def test_filters_select_from_the_record(collection: Collection) -> None:
    library = Library(collection)
    read = Read(dict(exported.files(library)))

    def select(**state: Any) -> set[str]:
        return {read.ids[number] for number in matching(read.columns, read.blocks, state)}

    def those(condition: Any) -> set[str]:
        return {entry.id for entry in library.events if condition(entry.value)}

    assert select() == {entry.id for entry in library.events}
    assert select(conflict=["ukraine"]) == those(lambda event: "ukraine" in event.conflicts)
    assert select(type=["explosions/air-strike"]) == those(lambda event: event.type == "explosions/air-strike")
    assert select(family=["legal"]) == those(lambda event: event.type.startswith("legal/"))
    assert select(status=["disputed", "likely"]) == those(lambda event: event.status in ("disputed", "likely"))
    assert select(origins=3) == those(lambda event: len(origins(library.collection, event)) >= 3)
    assert "mariupol-hospital" in select(text="MARIÚPOL hospital")
    assert select(text="mariupol qwertz") == set()


def test_words_are_folded() -> None:
    assert folded("Ḥalab ÉTÉ Straße ﬁ Σύρος") == "halab ete strasse fi συροσ"
    assert folded("حَلَب") == "حلب"
