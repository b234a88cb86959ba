"""The timeline's columns, read again as another program would and held against the record."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from conflict_timeline import strings
from conflict_timeline.collection import Collection, collect
from conflict_timeline.dates import Date, Stretch, parse
from conflict_timeline.dates.days import span
from conflict_timeline.evidence import origins, responsibility
from conflict_timeline.exports import columns as exported
from conflict_timeline.links import inverse
from conflict_timeline.views.common import when, where
from conflict_timeline.views.library import Library

from .built import ROOT, Built
from .conftest import TinyRecord
from .filtering import matching, written_links
from .test_dates import VALID
from .test_special import SECRET, write_special

EPOCH = dt.date(1970, 1, 1)


class Read:
    """The files of an export, decoded: columns and facets in one mapping, and the blocks."""

    def __init__(self, files: dict[str, str]) -> None:
        folder = "timeline/data/"
        self.columns = json.loads(files[folder + "columns.json"])
        self.columns |= json.loads(files[folder + self.columns["facets"]])
        self.blocks = [json.loads(files[folder + path]) for _, path in self.columns["blocks"]]
        self.ids = self.columns["ids"].split("\n") if self.columns["ids"] else []
        assert len(files) == 2 + len(self.blocks), "the columns name every file"

    def days(self) -> list[dt.date]:
        """The first day of each event."""
        return [EPOCH + dt.timedelta(day) for day in accumulate(self.columns["start"])]

    def words(self, key: str) -> list[str]:
        """One of the lists of all blocks in a row."""
        return [word for block in self.blocks for word in block[key]]


@pytest.fixture(scope="module")
def library(collection: Collection) -> Library:
    return Library(collection)


@pytest.fixture(scope="module")
def read(library: Library) -> Read:
    return Read(dict(exported.files(library)))


def test_every_column_has_a_value_for_each_event(read: Read, library: Library) -> None:
    columns = read.columns
    assert columns["format"] == exported.FORMAT == 2
    assert columns["count"] == len(library.events) == len(read.ids) > 50
    for key in (
        "start",
        "length",
        "lanes",
        "type",
        "status",
        "origins",
        "level",
        "flags",
        "place",
        "actorsOf",
        "tagsOf",
    ):
        assert len(columns[key]) == columns["count"], key
    assert read.ids == [entry.id for entry in library.events]
    assert read.days() == [entry.value.date.possible()[0] for entry in library.events]


def test_columns_hold_what_the_record_says(read: Read, library: Library) -> None:
    columns, collection = read.columns, library.collection
    for number, entry in enumerate(library.events):
        event = entry.value
        lanes = {columns["conflicts"][lane][0] for lane in columns["laneSets"][columns["lanes"][number]]}
        family, sub, label = columns["types"][columns["type"][number]]
        assert lanes == set(event.conflicts)
        assert f"{columns['families'][family][0]}/{sub}" == event.type
        assert label == collection.families[event.type.split("/")[0]].value.subtypes[sub].label
        assert columns["statuses"][columns["status"][number]][0] == event.status
        assert columns["origins"][number] == len(origins(collection, event))
        level = responsibility(collection, event.positions).strongest
        assert ["", *(word for word, _ in columns["levels"])][columns["level"][number]] == (level or "")
        others = [collection.events[tie.other].value for tie in library.graph.ties(entry.id)]
        across = len(event.conflicts) > 1 or any(not set(event.conflicts) & set(other.conflicts) for other in others)
        assert columns["flags"][number] == bool(event.warnings) + 2 * across
    assert {0, 1, 2, 3} == set(columns["flags"])


def test_facets_hold_what_the_record_says(read: Read, library: Library) -> None:
    columns = read.columns
    for number, entry in enumerate(library.events):
        event = entry.value
        actors = {columns["actors"][each][0] for each in columns["actorsOf"][number]}
        assert actors == {name for name, entries in library.by_actor.items() if entry in entries}
        assert {participant.actor for participant in event.actors} <= actors
        assert {columns["tags"][each][0] for each in columns["tagsOf"][number]} == set(event.tags)
        assert ["", *(name for name, _ in columns["places"])][columns["place"][number]] == (event.place or "")
    for key in ("places", "actors", "tags"):
        ids = [name for name, _ in columns[key]]
        assert ids == sorted(set(ids))
        assert all(getattr(library.collection, key)[name].value.name == words for name, words in columns[key])


def test_lists_are_in_their_order_and_carry_their_words(read: Read, library: Library) -> None:
    columns, collection = read.columns, library.collection
    lanes = sorted(collection.conflicts.values(), key=lambda entry: entry.value.lane.order)
    assert columns["conflicts"] == [[entry.id, entry.value.short, entry.value.lane.colour] for entry in lanes]
    assert columns["families"] == [[name, entry.value.label] for name, entry in collection.families.items()]
    assert [word for word, _ in columns["statuses"]] == ["confirmed", "likely", "possible", "disputed", "unknown"]
    for prefix, key in (("status", "statuses"), ("level", "levels")):
        assert all(words == strings.text(f"{prefix}.{word}") for word, words in columns[key])
    for word, words, back in columns["relations"]:
        assert (words, back) == (strings.text(f"rel.{word}"), strings.text(f"rel.{inverse(word)}"))
    used = {entry.value.type for entry in library.events}
    types = [f"{columns['families'][family][0]}/{sub}" for family, sub, _ in columns["types"]]
    order = [f"{name}/{sub}" for name, family in collection.families.items() for sub in family.value.subtypes]
    assert types == [name for name in order if name in used]


def test_links_are_those_of_the_graph_from_either_end(read: Read, library: Library) -> None:
    rows = written_links(read.columns)
    links = [(read.ids[tail], read.columns["relations"][rel][0], read.ids[head]) for tail, head, rel in rows]
    seen = [(tail, rel, head) for tail, rel, head in links] + [(head, inverse(rel), tail) for tail, rel, head in links]
    graph = [(entry.id, tie.rel, tie.other) for entry in library.events for tie in library.graph.ties(entry.id)]
    assert links
    assert rows == sorted(set(rows))
    assert set(seen) == set(graph)
    assert len(links) * 2 == len(graph)
    assert {rel for _, rel, _ in links} == {word for word, *_ in read.columns["relations"]}


def test_every_event_is_in_one_block(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exported, "BLOCK", 40)
    read, events = Read(dict(exported.files(library))), [entry.value for entry in library.events]
    assert len(read.blocks) == math.ceil(len(events) / 40) > 2
    assert [[block["first"], f"block-{n}.json"] for n, block in enumerate(read.blocks)] == read.columns["blocks"]
    assert [block["first"] for block in read.blocks] == list(range(0, len(events), 40))
    assert all(len({len(words) for words in block.values() if isinstance(words, list)}) == 1 for block in read.blocks)
    assert read.words("titles") == [event.title for event in events]
    assert read.words("summaries") == [event.summary for event in events]
    assert read.words("dates") == [when(event.date).short for event in events]
    assert read.words("long") == [when(event.date).phrase for event in events]
    assert read.words("where") == [where(library, event) for event in events]
    warned = [", ".join(strings.text(f"warning.{word}") for word in event.warnings) for event in events]
    assert read.words("warnings") == warned


def test_words_hold_the_other_names(read: Read, library: Library) -> None:
    collection = library.collection
    for words, entry in zip(read.words("words"), library.events, strict=True):
        found = words.split("\n") if words else []
        assert len(found) == len(set(found))
        expected = [collection.actors[name].value for name, entries in library.by_actor.items() if entry in entries]
        expected += [collection.places[entry.value.place].value] if entry.value.place else []
        others = {name for each in expected for names in each.names.values() for name in names}
        assert others <= set(found)
        assert {each.name for each in expected if not hasattr(each, "spellings")} <= set(found)


SHAPES: list[tuple[str, str, int, Any]] = [
    ("2012-02-06", "2012-02-06", 0, None),
    ("2022-03-09T17:00+02:00", "2022-03-09", 0, None),
    ("1969-12-31", "1969-12-31", 0, None),
    ("2012-02", "2012-02-01", 28, ["span", 28, 28]),
    ("2012-02-XX", "2012-02-01", 28, ["span", 28, 28]),
    ("2012", "2012-01-01", 365, ["span", 365, 365]),
    ("201X", "2010-01-01", 3651, ["span", 3651, 3651]),
    ("2013-08-21~", "2013-08-20", 2, ["span", 2, 2]),
    ("2011-03-06?", "2011-03-06", 0, ["span", 0, 0]),
    ("2011-04-25/2011-05-16", "2011-04-25", 21, ["interval", 0, 0]),
    ("2012-02/2012-03-05", "2012-02-01", 33, ["interval", 28, 0]),
    ("2012-02-06/2012-03", "2012-02-06", 54, ["interval", 0, 30]),
    ("2014/2014-08", "2014-01-01", 242, ["interval", 242, 30]),
    ("2012-02-06~/2012-02-20", "2012-02-05", 15, ["interval", 2, 0]),
    ("2014/..", "2014-01-01", 0, ["from", 364, 0]),
    ("2014-05-01/", "2014-05-01", 0, ["from", 0, 0]),
    ("../2014", "2014-12-31", 0, ["until", 0, 364]),
    ("../2014-05-01~", "2014-05-02", 0, ["until", 0, 2]),
    ("{2016-09-28,2016-10-01,2016-10-03}", "2016-09-28", 5, ["set", 0, 0, [[0, 0], [3, 0], [5, 0]]]),
    ("{2016-10-01,2016-09}", "2016-09-01", 30, ["set", 29, 0, [[0, 29], [30, 0]]]),
    ("[2012-05-01,2012-05-03]", "2012-05-01", 2, ["one-of", 2, 2, [[0, 0], [2, 0]]]),
    ("{2012-05-01..2012-05-04,2012-05-09}", "2012-05-01", 8, ["set", 0, 0, [[0, 3], [8, 0]]]),
    ("{2012..}", "2012-01-01", 0, ["from", 365, 0]),
    ("[..2014]", "2014-12-31", 0, ["until", 0, 364]),
]


@pytest.mark.parametrize(("text", "first", "length", "shape"), SHAPES)
def test_shape(text: str, first: str, length: int, shape: Any) -> None:
    found = span(parse(text))
    assert EPOCH + dt.timedelta(found.start) == dt.date.fromisoformat(first)
    assert (found.length, found.shape) == (length, shape)


def day(found: dt.date) -> int:
    return (found - EPOCH).days


@given(VALID)
@settings(deadline=None)
def test_days_contain_what_is_possible_and_what_is_certain(text: str) -> None:
    date = parse(text)
    found, (low, high) = span(date), date.possible()
    kind, fade_in, fade_out, *parts = found.shape or ["span", 0, 0]
    last = found.start + found.length
    assert found.length >= 0 <= min(fade_in, fade_out)
    if kind == "from":
        assert (high, found.length, fade_out) == (dt.date.max, 0, 0)
        assert (found.start, found.start + fade_in) == tuple(map(day, date.begins()))
    elif kind == "until":
        assert (low, found.length, fade_in) == (dt.date.min, 0, 0)
        assert (found.start - fade_out, found.start) == tuple(map(day, date.ends()))
    else:
        assert (found.start, last) == (day(low), day(high))
        assert max(fade_in, fade_out) <= found.length
        check_certain(date, found.start + fade_in, last - fade_out)
    assert bool(parts) == (kind in ("set", "one-of"))
    for offset, length in parts[0] if parts else ():
        assert 0 <= offset <= offset + length <= found.length


def check_certain(date: Date, first: int, last: int) -> None:
    """Between the fades lie only days on which the date has begun and not ended, however its ends are chosen."""
    assert first >= day(date.begins()[0])
    assert last <= day(date.ends()[1])
    if date.kind == "interval" and isinstance(stretch := date.parts[0], Stretch) and stretch.start and stretch.end:
        assert first >= min(day(stretch.start.latest), day(stretch.end.latest))
        assert last <= max(day(stretch.end.earliest), day(stretch.start.earliest))


def test_what_is_withheld_withdrawn_or_removed_leaves_nothing(record: TinyRecord) -> None:
    conflicts = record.read("registry/conflicts.yml")
    record.write("registry/conflicts.yml", conflicts + conflicts.replace("syria:", "ukraine:", 1))
    record.write("events/tied.md", TIED)
    write_special(record)
    library = Library(record.collect())
    files = dict(exported.files(library))
    for text in files.values():
        for secret in (SECRET, "Doctor Nobody", "Nobody Clinic", "36.2", "removed", "gone", "withdrawn", "Words of"):
            assert secret not in text, secret
    read = Read(files)
    here = read.ids.index("withheld")
    assert read.columns["place"][here] == 0
    assert read.words("where")[here] == "Syria, place withheld"
    assert read.words("words")[here] == ""
    assert read.columns["flags"][read.ids.index("tied")] == 0, "a link to what does not stand ties nothing"


TIED = """---
title: Statement about a strike
date: 2018-01-01
summary: A statement.
type: explosions/air-strike
conflicts: [ukraine]
placeless: Made in writing.
status: confirmed
links:
  - rel: mentions
    to: gone
    basis: It names the strike.
sources:
  a:
    title: A statement
    publisher: An agency
    symbol: S
    kind: agency
---
It was made [@a].
"""


def test_a_record_without_events_is_valid() -> None:
    read = Read(dict(exported.files(Library(Collection(Path())))))
    assert (read.columns["count"], read.ids, read.blocks) == (0, [], [])
    assert written_links(read.columns) == read.columns["start"] == []
    assert matching(read.columns, read.blocks, {"text": "a"}) == []


def test_the_same_record_gives_the_same_text(library: Library) -> None:
    assert list(exported.files(library)) == list(exported.files(Library(collect(ROOT))))


def test_files_are_compact_and_readable(library: Library) -> None:
    for path, text in exported.files(library):
        assert re.fullmatch(r"timeline/data/[a-z0-9-]+\.json", path)
        assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))


def test_the_site_has_the_files(built: Built, library: Library) -> None:
    for path, text in exported.files(library):
        assert built.text(path) == text
    hrefs = {node.attributes["href"] for node in built.article("data/").css("a")}
    assert {"../timeline/data/columns.json", "../data-format/"} <= hrefs


def test_every_key_and_kind_is_documented(read: Read) -> None:
    text = (ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")
    kinds = {shape[0] for _, _, _, shape in SHAPES if shape}
    for word in {*read.columns, *read.blocks[0], *kinds}:
        assert f"`{word}`" in text, word
    assert len(kinds) == 6


def test_the_program_in_the_documentation_runs(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")
    program = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert program
    monkeypatch.chdir(built.root)
    exec(compile(program[1], "data-format.md", "exec"), {})
    assert "2022-03-09" in capsys.readouterr().out
