"""Events that may be one, written twice; and events that are merely alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflict_timeline import dates
from conflict_timeline.collection import Collection, collect
from conflict_timeline.distances import haversine
from conflict_timeline.likeness import Likeness, Sketch, similar, twins

from .conftest import TinyRecord

EVENT = """---
title: {title}
date: {date}
summary: A summary.
type: {type}
conflicts: [syria]
{where}
status: confirmed
sources:
  paper:
    title: A report
    publisher: A newspaper
    url: https://paper.example.org/report
    kind: news
{more}---
{text} [@paper].
"""
PLACES = """
hospital:
  name: A hospital
  kind: hospital
  country: SY
  lat: 36.2
  lon: 37.2
  precision: locality
aleppo-east:
  name: The east
  kind: district
  country: SY
  precision: district
  part_of: aleppo
homs:
  name: Homs
  kind: city
  country: SY
  lat: 34.7
  lon: 36.7
  precision: locality
nowhere:
  name: Nowhere
  kind: village
  country: SY
  precision: locality
"""
STRIKE = "Air strike on a hospital in Aleppo"  # what the base record has: an air strike of 28 September 2016 in Aleppo


def add(
    record: TinyRecord,
    name: str = "bombing",
    title: str = STRIKE,
    date: str = "2016-09-28",
    kind: str = "explosions/air-strike",
    where: str = "place: aleppo",
    more: str = "",
    text: str = "A hospital was bombed",
) -> None:
    """Add an event that differs from the base record's strike in what is given."""
    content = EVENT.format(title=title, date=date, type=kind, where=where, more=more, text=text)
    record.write(f"events/{name}.md", content)


@pytest.fixture
def gazetteer(record: TinyRecord) -> TinyRecord:
    """The tiny record with more places."""
    record.write("registry/places.yml", record.read("registry/places.yml") + PLACES)
    return record


ONE = [
    {},
    {"title": "Airstrike hits Aleppo hospital"},
    {"title": "HOSPITAL IN ALEPPO, AIR STRIKE"},
    {"date": "2016-09-29"},
    {"date": "2016-09-27"},
    {"date": "2016-09-28T23:30+03:00"},
    {"date": "2016-09"},
    {"date": "2016-09-28/2016-10-02"},
    {"date": "2016"},
    {"date": "../2016-10"},
    {"date": "2016-09-28/.."},
    {"date": "2016-09-26~/2016-10"},
    {"kind": "legal/report"},
    {"where": "place: hospital"},
    {"where": "place: aleppo-east"},
    {"where": "place: nowhere"},
    {"where": "placeless: The place is not known."},
]
OTHERS = [
    {"title": "Shelling of a bakery in Aleppo"},
    {"title": "Airstrike hits Aleppo hospital", "date": "2016-09-30"},
    {"date": "2016-09-30"},
    {"date": "2016-09-26"},
    {"date": "2017"},
    {"date": "2016-10-01/.."},
    {"where": "place: homs"},
    {"title": "Airstrike hits Aleppo hospital", "kind": "legal/report"},
    {"title": "Airstrike hits Aleppo hospital", "date": "2016-09-29"},
    {"title": "Airstrike hits Aleppo hospital", "where": "place: hospital"},
    {"title": "Airstrike hits Aleppo hospital", "where": "placeless: The place is not known."},
    {"more": "links:\n  - rel: compared-with\n    to: strike\n    basis: Another hospital of the same night.\n"},
    {"text": "Another hospital was hit that night, not the one of [[strike]]"},
    {"more": "withdrawn:\n  date: 2020-01-01\n  reason: Written twice.\n"},
]


@pytest.mark.parametrize("change", ONE, ids=str)
def test_what_may_be_one_event_is_told_at_both(change: dict[str, str], gazetteer: TinyRecord) -> None:
    add(gazetteer, **change)
    told = [(problem.path, problem.line) for problem in gazetteer.problems() if problem.rule == "possible-duplicate"]
    assert told == [("events/bombing.md", 2), ("events/strike.md", 2)]


@pytest.mark.parametrize("change", OTHERS, ids=str)
def test_what_is_only_alike_is_not_told(change: dict[str, str], gazetteer: TinyRecord) -> None:
    add(gazetteer, **change)
    assert "possible-duplicate" not in gazetteer.rules()


def test_events_of_different_conflicts_are_two(record: TinyRecord) -> None:
    conflicts = record.read("registry/conflicts.yml")
    record.write("registry/conflicts.yml", conflicts + conflicts.replace("syria:", "other:", 1))
    add(record)
    record.edit("events/bombing.md", "[syria]", "[other]")
    assert "possible-duplicate" not in record.rules()
    record.edit("events/bombing.md", "[other]", "[other, syria]")
    assert "possible-duplicate" in record.rules()


def test_an_id_elsewhere_that_both_bear_settles_it(record: TinyRecord) -> None:
    add(record, title="Bombs fall at night", more="external_ids:\n  ucdp_ged: '12'\n")
    assert "possible-duplicate" not in record.rules()
    record.edit("events/strike.md", "tags:", "external_ids:\n  ucdp_ged: '12'\ntags:")
    assert record.rules() == ["possible-duplicate"] * 2


@pytest.mark.parametrize("file", ["bombing", "strike"])
def test_an_answer_in_either_file_answers_for_both(file: str, record: TinyRecord) -> None:
    add(record)
    record.edit(f"events/{file}.md", "sources:\n  ", "ignore:\n  possible-duplicate: Two hospitals.\nsources:\n  ")
    assert record.found() == []


def test_each_event_names_the_one_most_like_it(record: TinyRecord) -> None:
    add(record, "bombing", title="Airstrike hits Aleppo hospital")
    add(record, "copy")
    told = {problem.path: problem.message for problem in record.problems()}
    assert told == {
        "events/bombing.md": "bombing may be copy, «Air strike on a hospital in Aleppo» (2016-09-28)",
        "events/copy.md": "copy may be strike, «Air strike on a hospital in Aleppo» (2016-09-28)",
        "events/strike.md": "strike may be copy, «Air strike on a hospital in Aleppo» (2016-09-28)",
    }


def test_a_draft_finds_what_it_may_be_the_most_alike_first(record: TinyRecord) -> None:
    add(record, "bombing", title="Airstrike hits Aleppo hospital")
    draft = Sketch.drafted(STRIKE, dates.parse("2016-09-28"), ["syria"], "explosions/air-strike", "aleppo")
    found = similar(record.collect(), draft)
    assert [name for name, _ in found] == ["strike", "bombing"]
    assert [score for _, score in found] == [100, 79]
    assert similar(record.collect(), Sketch.drafted(STRIKE, dates.parse("2019"), ["syria"])) == []


def test_a_crowded_day_is_compared_by_neighbouring_titles(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(150):
        add(record, f"strike-{number}", f"{'abcdefghij'[number % 10] * 9} {'klmnopqrst'[number // 10 % 10] * 9}",
            "2015-01-01" if number < 120 else "2015")  # fmt: skip
    add(record, "twin", "aaaaaaaaa kkkkkkkkk", "2015-01-01")
    looked = 0
    judged = Likeness.of

    def counted(self: Likeness, one: Sketch, other: Sketch) -> int:
        nonlocal looked
        looked += 1
        return judged(self, one, other)

    monkeypatch.setattr(Likeness, "of", counted)
    found = {frozenset((one, other)) for one, other, _ in twins(record.collect())}
    assert frozenset(("strike-0", "twin")) in found
    assert looked < 151 * 130


def test_no_event_of_the_projects_own_record_is_taken_for_another(collection: Collection) -> None:
    assert [(one, other) for one, other, _ in twins(collection)] == []


def test_distances_are_those_of_the_great_circle() -> None:
    aleppo, damascus = (36.2, 37.16), (33.51, 36.29)
    assert haversine(aleppo, damascus) == pytest.approx(309.6, abs=1)
    assert haversine(aleppo, aleppo) == 0
    assert haversine((0, 179.9), (0, -179.9)) == pytest.approx(22.2, abs=0.1)
    assert haversine((90, 0), (-90, 0)) == pytest.approx(20015, abs=1)


def test_circles_of_places_end(record: TinyRecord, tmp_path: Path) -> None:
    record.edit("registry/places.yml", "  precision: country", "  precision: country\n  part_of: aleppo")
    add(record, where="place: syria")
    assert {one for one, _, _ in twins(collect(record.root))} == {"bombing"}
