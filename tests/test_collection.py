"""Reading folders into a collection."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conflict_timeline.collection import Collection, collect, named

from .conftest import TinyRecord

STRIKE = "events/strike.md"


def test_the_base_record(record: TinyRecord) -> None:
    found = record.collect()
    assert found.problems == []
    assert found.files == 10
    assert list(found.events) == ["report", "retracted", "strike"]
    assert list(found.conflicts) == ["syria"]
    assert list(found.actors) == ["united-nations", "inquiry", "russia"]
    assert list(found.places) == ["syria", "aleppo"]
    assert found.types == {"explosions/air-strike", "legal/report"}
    assert list(found.tags) == ["hospitals"]
    assert list(found.wording) == ["regime"]
    assert list(found.seeds) == ["article"]
    assert [entry.id for entry in found.chronological] == ["strike", "retracted", "report"]


def test_a_source_that_is_a_seed_has_the_seeds_particulars(record: TinyRecord) -> None:
    found = record.collect()
    sources = found.events["strike"].value.sources
    seed = found.source(sources["article"])
    assert seed is not None
    assert seed.title == "An article"
    assert found.source(sources["agency"]) is sources["agency"]
    del found.seeds["article"]
    assert found.source(sources["article"]) is None


def test_an_empty_folder_is_an_empty_record(tmp_path: Path) -> None:
    found = collect(tmp_path)
    assert (found.events, found.problems, found.files) == ({}, [], 0)


def test_events_may_lie_in_any_subfolder(record: TinyRecord) -> None:
    text = record.read(STRIKE)
    (record.root / STRIKE).unlink()
    record.write("events/syria/2016/strike.md", text)
    found = record.collect()
    assert found.events["strike"].path == "events/syria/2016/strike.md"
    assert found.problems == []


def test_hidden_files_and_notes_to_readers_are_left_alone(record: TinyRecord) -> None:
    for name in ("events/.draft.md", "events/2016/README.md", "seeds/README", "registry/README.txt", "seeds/.git/x.md"):
        record.write(name, b"\xff")
    found = record.collect()
    assert found.problems == []
    assert found.files == 10


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("events/notes.txt", "rename it to notes.md"),
        ("events/2016/event.markdown", "rename it to event.md"),
        ("events/EVENT.MD", "rename it to event.md"),
        ("events/map.kml", "ends in .md"),
        ("events/flag.svg", "save it as PNG"),
        ("seeds/picture.png", "delete it"),
        ("registry/notes.md", "the registry is conflicts.yml"),
        ("registry/actor.yml", "did you mean actors.yml?"),
        ("registry/sub/tags.yml", "the registry is"),
    ],
)
def test_what_has_no_place_in_a_record_is_told(path: str, hint: str, record: TinyRecord) -> None:
    record.write(path, b"\xff")
    (problem,) = record.collect().problems
    assert problem.rule == "stray-file"
    assert path.startswith(problem.path)
    assert hint in problem.hint


def test_no_more_of_a_registry_is_told_than_anybody_reads(record: TinyRecord) -> None:
    record.write("registry/tags.yml", "".join(f"a{n}: x\n" for n in range(5_000)))
    found = record.collect()
    assert len(found.problems) == 100
    assert "*" in found.faulty["tags"]


@pytest.mark.parametrize("name", ["index", "Strike", "a_b", "a--b", "a b", "x" * 81, "é", "strike.uk"])
def test_names_of_files_are_ids(name: str, record: TinyRecord) -> None:
    record.write(f"events/other/{name}.md", "---\nremoved_for_safety: 2025\n---\n")
    problem = record.collect().problems[0]
    assert (problem.rule, problem.line, problem.column) == ("invalid-id", 1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [("strike-x", "Strike-X"), ("e\u0301", "\u00e9"), ("stra\u00dfe", "strasse")],
)
def test_ids_collide_whatever_their_case_and_encoding(one: str, other: str, record: TinyRecord) -> None:
    for folder, name in (("a", one), ("b", other)):
        record.write(f"events/{folder}/{name}.md", "---\nremoved_for_safety: 2025\n---\n")
    collisions = [problem for problem in record.collect().problems if problem.rule == "id-collision"]
    assert [problem.path.split("/")[1] for problem in collisions] == ["b"]
    assert "events/a/" in collisions[0].message


def test_seeds_collide_across_folders(record: TinyRecord) -> None:
    record.write("seeds/more/article.md", record.read("seeds/article.md"))
    assert [(p.rule, p.path) for p in record.collect().problems] == [("id-collision", "seeds/more/article.md")]


def test_an_event_and_a_seed_may_share_a_name(record: TinyRecord) -> None:
    record.write("seeds/strike.md", record.read("seeds/article.md").replace("/article", "/another"))
    assert record.collect().problems == []


def test_events_that_cannot_be_read_exist_as_broken(record: TinyRecord) -> None:
    record.write("events/strike.md", "---\ntitle: [\n---\n")
    record.edit("events/report.md", "title: An", "titel: An")
    found = record.collect()
    assert found.broken == {"strike", "report"}
    assert list(found.events) == ["retracted"]


def test_nothing_of_an_event_removed_for_safety_is_kept(record: TinyRecord) -> None:
    record.write("events/strike.md", "---\nremoved_for_safety: 2025-01-01\n---\n")
    found = record.collect()
    assert found.removed == {"strike"}
    assert found.problems == []
    assert "strike" not in found.events


def test_faulty_entries_of_the_registry_are_known_by_id(record: TinyRecord) -> None:
    record.edit("registry/actors.yml", "  kind: state\n", "")
    record.edit("registry/actors.yml", "country: RU", "contry: RU")
    record.write("registry/tags.yml", "- a\n")
    found = record.collect()
    assert found.faulty["actors"] == {"russia"}
    assert found.faulty["tags"] == {"*"}


def test_ids_of_the_registry(record: TinyRecord) -> None:
    record.edit("registry/actors.yml", "russia:", "Russia Today:")
    (problem,) = record.collect().problems
    assert (problem.rule, problem.line, problem.column) == ("invalid-id", 8, 1)


def test_a_registry_may_be_larger_than_an_event(record: TinyRecord) -> None:
    entries = "".join(f"tag-{n}:\n  name: Tag {n}\n  description: A tag.\n" for n in range(3000))
    record.write("registry/tags.yml", record.read("registry/tags.yml") + entries)
    found = record.collect()
    assert len(found.tags) == 3001
    assert found.problems == []


@pytest.mark.parametrize("target", ["strike.md", "/etc/passwd", "nowhere", "."])
def test_links_are_reported_and_not_followed(target: str, record: TinyRecord) -> None:
    (record.root / "events" / "elsewhere.md").symlink_to(target)
    found = record.collect()
    assert [(p.rule, p.path) for p in found.problems] == [("not-a-file", "events/elsewhere.md")]
    assert "elsewhere" not in found.events


def test_linked_folders_are_reported_and_not_followed(record: TinyRecord, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("---\n---\n")
    (record.root / "events" / "linked").symlink_to(tmp_path / "outside")
    assert [(p.rule, p.path) for p in record.collect().problems] == [("not-a-file", "events/linked")]


@pytest.mark.parametrize("folder", ["events", "seeds", "registry"])
def test_a_linked_top_folder_is_reported_and_not_followed(folder: str, record: TinyRecord, tmp_path: Path) -> None:
    (record.root / folder).rename(tmp_path / "outside")
    (record.root / folder).symlink_to(tmp_path / "outside")
    assert ("not-a-file", folder) in [(p.rule, p.path) for p in record.collect().problems]


def test_a_pipe_is_reported_and_not_waited_for(record: TinyRecord) -> None:
    os.mkfifo(record.root / "events" / "pipe.md")
    os.mkfifo(record.root / "seeds" / "pipe.md")
    (record.root / "registry" / "tags.yml").unlink()
    os.mkfifo(record.root / "registry" / "tags.yml")
    assert {p.rule for p in record.collect().problems} == {"not-a-file"}


def test_names_of_files_that_are_no_utf_8_do_no_harm(record: TinyRecord) -> None:
    path = os.fsencode(record.root / "events") + b"/caf\xe9.md"
    Path(os.fsdecode(path)).write_text("---\n---\n")
    found = record.collect()
    assert found.problems[0].path == "events/caf?.md"
    found.problems[0].path.encode()
    assert all(problem.message.encode() for problem in found.problems)


def test_places_are_right_although_faulty_items_are_left_out(record: TinyRecord) -> None:
    record.edit(STRIKE, "tags: [hospitals]", "tags: [Bad, one, No_good, two]")
    entry = record.collect().events["strike"]
    assert entry.value.tags == ["one", "two"]
    assert [entry.problem("unknown-tag", "", at=("tags", n)).column for n in (0, 1)] == [13, 27]
    assert [entry.written(("tags", n)) for n in (0, 1, 2)] == ["one", "two", None]
    assert entry.written(("tags", 0, "deeper")) is None


def test_places_in_rows_after_a_row_that_was_left_out(record: TinyRecord) -> None:
    row = "  - measure: injured\n    sources: [agency]\n"
    record.edit(STRIKE, "figures:\n", f"figures:\n{row}")
    entry = record.collect().events["strike"]
    assert [figure.measure for figure in entry.value.figures] == ["killed"]
    assert entry.problem("reversed-range", "", at=("figures", 0, "low")).line == 13


def test_a_body_is_read_once(record: TinyRecord) -> None:
    entry = record.collect().events["report"]
    assert entry.body is entry.body
    assert entry.body_problem("unknown-event", entry.document.body.index("[["), "").line == 26


def test_entries_by_id(record: TinyRecord) -> None:
    found: Collection = record.collect()
    assert [entry.id for entry in named(found.events, ["strike", "nothing", "report"])] == ["strike", "report"]
