"""What notes on titles, open ends, captures and empty entries are about, and what not."""

from __future__ import annotations

import datetime as dt

import pytest

from .conftest import TinyRecord

STRIKE, SEED, REPORT = "events/strike.md", "seeds/article.md", "events/report.md"
TITLE = "title: Air strike on a hospital in Aleppo"


@pytest.mark.parametrize(
    ("title", "messages"),
    [
        ("Air strike on a hospital.", ["the title ends with a full stop"]),
        ("Air strike on a hospital…", ["the title breaks off"]),
        ("Air strike on a hospital...", ["the title breaks off"]),
        ("Who bombed the hospital?", ["the title holds «?»"]),
        ("قصف مستشفى؟", ["the title holds «؟»"]),
        ("Hospital bombed!", ["the title holds «!»"]),
        ("AIR STRIKE ON A HOSPITAL", ["the title is all in capital letters"]),
        ("УДАР ПО БОЛЬНИЦЕ", ["the title is all in capital letters"]),
        ("Strike on “safe” hospital", ["the title holds a quotation"]),
        ("'Strike on \"safe\" hospital'", ["the title holds a quotation"]),
        ("a" * 101, ["the title has 101 characters, more than 100"]),
        ("SHOCK! “HELL” IN ALEPPO.", ["the title ends with a full stop", "the title holds a quotation",
                                      "the title holds «!»", "the title is all in capital letters"]),
        # what is not told
        ("a" * 100, []),
        ("Sanctions of the U.S.", []),
        ("Talks in Washington, D.C.", []),
        ("UNSC", []),
        ("S/RES/2118", []),
        ("Downing of flight MH17", []),
        ("Don't-strike lists, the soldiers’ own", []),
        ("'  Air strike on a hospital  '", []),
        ("قصف مستشفى", []),
        ('Barrel of 5" of oil', []),
    ],
)  # fmt: skip
def test_titles(title: str, messages: list[str], record: TinyRecord) -> None:
    record.edit(STRIKE, TITLE, f"title: {title}")
    problems = record.problems()
    assert [problem.message for problem in problems] == messages
    assert {problem.rule for problem in problems} <= {"title-style"}


NOTED = [f"{STRIKE}:3:7 stale-open-interval"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2016-09-28/..", NOTED),
        ("2016/..", NOTED),
        ("'{2016-09-28..}'", [f"{STRIKE}:3:7 stale-open-interval"]),
        ("'[2016-09-28..]'", [f"{STRIKE}:3:7 stale-open-interval"]),
        ("2016-09-28/", []),  # its end is not known, so nobody says that it goes on
        ("../2016-09-28", []),
        ("2016-09-28/2016-10", []),
    ],
)
def test_ends_left_open(date: str, expected: list[str], record: TinyRecord) -> None:
    record.edit(STRIKE, "date: 2016-09-28", f"date: {date}")
    assert record.found() == expected


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (STRIKE, "low: 2", "low: 2\n    as_of: 2025-06-01"),
        (STRIKE, "published: 2016-09-28", "published: 2025-06"),
        (STRIKE, "published: 2016-09-28", "published: 2016-09-28\n    accessed: 2025-06-01"),
        (STRIKE, "stance: denies", "stance: denies\n    date: 2025-06-01"),
        (STRIKE, "tags:", "corrections:\n  - date: 2025-06-01\n    note: It goes on.\ntags:"),
        (SEED, "published: 2022-03-20", "published: 2025-06-01"),
        (STRIKE, "tags:", "withdrawn:\n  date: 2017-01-01\n  reason: It ended.\ntags:"),
    ],
)
def test_an_open_end_is_believed_while_anything_is_of_the_last_year(
    path: str, old: str, new: str, record: TinyRecord
) -> None:
    record.edit(STRIKE, "date: 2016-09-28", "date: 2016-09-28/..")
    record.edit(path, old, new)
    assert "stale-open-interval" not in record.rules()


def test_a_year_is_counted_to_the_day(record: TinyRecord) -> None:
    record.edit(STRIKE, "date: 2016-09-28", "date: 2016-09-28/..")
    record.edit(STRIKE, "low: 2", "low: 2\n    as_of: 2025-01-01")
    assert record.problems(dt.date(2026, 1, 1)) == []
    [problem] = record.problems(dt.date(2026, 1, 2))
    assert problem.message == "2016-09-28/.. is open, and the newest date in this file is 2025-01-01"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("captured: 2016-09-29", True),
        ("captured: 2016-09-29\n    archived: https://archive.example.org/x", True),
        (f"captured: 2016-09-29\n    sha256: {'0' * 64}", False),
        ("archived: https://archive.example.org/x", False),
        (f"sha256: {'0' * 64}", False),
    ],
)
def test_captures(lines: str, told: bool, record: TinyRecord) -> None:
    record.edit(STRIKE, "    kind: agency", f"    {lines}\n    kind: agency")
    assert record.rules() == ["capture-without-hash"] * told
    record.edit(SEED, "kind: news", lines.replace("\n    ", "\n") + "\nkind: news")
    assert record.rules() == ["capture-without-hash"] * (2 * told)


def test_a_faulty_hash_is_not_called_missing_as_well(record: TinyRecord) -> None:
    record.edit(STRIKE, "    kind: agency", "    captured: 2016-09-29\n    sha256: abc\n    kind: agency")
    assert record.rules() == ["wrong-type"]


ENTRY = {
    "actors": "\nnew:\n  name: New\n  kind: ngo\n",
    "places": "\nnew:\n  name: New\n  kind: town\n  country: SY\n  precision: locality\n",
    "tags": "\nnew:\n  name: New\n  description: New.\n",
}


@pytest.mark.parametrize(
    ("file", "path", "old", "new"),
    [
        ("actors", REPORT, "actor: inquiry", "actor: new"),
        ("actors", STRIKE, "by: Hospital staff", "by: new"),
        ("actors", STRIKE, "by: russia", "by: new"),
        ("actors", STRIKE, "stance: denies", "stance: denies\n    about: new"),
        ("actors", STRIKE, "at night [@agency]", "at night by [[actor:new]] [@agency]"),
        ("actors", "registry/actors.yml", "part_of: united-nations", "part_of: new"),
        ("actors", "registry/places.yml", "part_of: syria", "part_of: syria\n  control:\n    - date: 2016\n      by: new\n      basis: A map."),
        ("actors", SEED, "events: [strike]\n---\n", "events: [strike]\n---\nOf [[actor:new]].\n"),
        ("places", STRIKE, "place: aleppo", "place: new"),
        ("places", STRIKE, "at night [@agency]", "at night in [[place:new]] [@agency]"),
        ("places", "registry/places.yml", "part_of: syria", "part_of: new"),
        ("tags", STRIKE, "tags: [hospitals]", "tags: [hospitals, new]"),
    ],
)  # fmt: skip
def test_everything_that_refers_to_an_entry_counts(
    file: str, path: str, old: str, new: str, record: TinyRecord
) -> None:
    registry = f"registry/{file}.yml"
    record.write(registry, record.read(registry) + ENTRY[file])
    told = "nothing refers to the " + file.removesuffix("s") + " new"
    assert [problem.message for problem in record.problems()] == [told]
    record.edit(path, old, new)
    assert told not in [problem.message for problem in record.problems()]


def test_a_conflict_without_events_is_empty(record: TinyRecord) -> None:
    conflicts = record.read("registry/conflicts.yml")
    record.write("registry/conflicts.yml", conflicts + conflicts.replace("syria:", "other:", 1))
    assert record.found() == ["registry/conflicts.yml:13:1 empty-registry-entry"]


def test_nothing_is_called_empty_while_an_event_cannot_be_read(record: TinyRecord) -> None:
    record.write(REPORT, "no front matter")
    assert "empty-registry-entry" not in record.rules()


def test_a_misspelt_id_does_not_make_the_entry_empty_as_well(record: TinyRecord) -> None:
    record.edit(STRIKE, "tags: [hospitals]", "tags: [hospital]")
    assert record.rules() == ["unknown-tag"]
