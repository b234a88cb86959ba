"""Single fields are changed, and every other byte stays where it is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from conflict_timeline import formatting
from conflict_timeline.formatting import UnlikeError, UnreadableError, edited
from conflict_timeline.front_matter import read
from conflict_timeline.system import file_system

from .conftest import TinyRecord

EVENT = "events/x.md"
TEXT = """---
# who wrote this

title:   'A strike'  # the deed
conflicts: [ syria , ukraine ]
figures:
- by: 'The mayor'
  measure: killed
  # the least
  low:  2
sources:
  one: {title: One, publisher: 'A, B', url: https://one.example/, kind: news}
  # the second
  two:
      seed: article
tags:
- aid
---

Body  [@one].
"""

CHANGES = [
    # what is changed, and what becomes of it: the lines that go and those that come
    ({("title",): "Another strike"}, ["title:   'A strike'  # the deed"], ["title:   Another strike  # the deed"]),
    ({("title",): "#hash"}, ["title:   'A strike'  # the deed"], ["title:   '#hash'  # the deed"]),
    ({("title",): "two\nlines"}, ["title:   'A strike'  # the deed"], ["title: |- # the deed", "  two", "  lines"]),
    ({("title",): None}, ["title:   'A strike'  # the deed"], []),
    ({("date",): "2012-02-06T10:00:00+02"}, [], ["date: 2012-02-06T10:00+02:00"]),
    ({("lang",): "no"}, [], ["lang: 'no'"]),
    ({("conflicts", 0): "iraq"}, ["conflicts: [ syria , ukraine ]"], ["conflicts: [ iraq , ukraine ]"]),
    ({("conflicts", 2): "iraq"}, ["conflicts: [ syria , ukraine ]"], ["conflicts: [syria, ukraine, iraq]"]),
    ({("conflicts", 0): None}, ["conflicts: [ syria , ukraine ]"], ["conflicts: [ukraine]"]),
    ({("figures", 0, "low"): "3"}, ["  low:  2"], ["  low:  3"]),
    ({("figures", 0, "note"): "a: b"}, [], ["  note: 'a: b'"]),
    ({("figures", 0, "by"): None}, ["- by: 'The mayor'", "  measure: killed", "  low:  2"],
     ["- measure: killed", "  low: 2"]),
    ({("figures", 0, "measure"): None}, ["  measure: killed"], []),
    ({("figures", 1, "low"): "1"}, [], ["- low: 1"]),
    ({("sources", "two", "locator"): "p. 1"}, [], ["      locator: p. 1"]),
    ({("sources", "three", "seed"): "x"}, [], ["  three:", "    seed: x"]),
    ({("sources", "one", "kind"): "un"}, ["  one: {title: One, publisher: 'A, B', url: https://one.example/, kind: news}"],
     ["  one: {title: One, publisher: 'A, B', url: https://one.example/, kind: un}"]),
    ({("sources", "one", "archived"): "https://a.example/1", ("sources", "one", "captured"): "2020-01-01"},
     ["  one: {title: One, publisher: 'A, B', url: https://one.example/, kind: news}"],
     ["  one:", "    title: One", "    publisher: A, B", "    url: https://one.example/", "    kind: news",
      "    archived: https://a.example/1", "    captured: 2020-01-01"]),
    ({("sources", "two"): None}, ["  # the second", "  two:", "      seed: article"], []),
    ({("sources", "two", "seed"): None}, ["  # the second", "  two:", "      seed: article"], []),
    ({("tags", 0): None}, ["tags:", "- aid"], []),
    ({("tags", 0): "art"}, ["- aid"], ["- art"]),
    ({("links",): [{"to": "x", "rel": "follows"}]}, [], ["links:", "  - rel: follows", "    to: x"]),
    ({("links", 0, "to"): "x"}, [], ["links:", "  - to: x"]),
    ({("translations", "ar", "title"): "خبر"}, [], ["translations:", "  ar:", "    title: خبر"]),
    ({("translations", "ar", "title"): None, ("figures", 0, "high"): None, ("nothing",): None}, [], []),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "gone", "come"), CHANGES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_what_is_changed_changes(changes: formatting.Changes, gone: list[str], come: list[str], end: str) -> None:
    new = edited(TEXT.replace("\n", end).encode(), EVENT, changes)
    assert new.count("\n") == new.count(end)
    before, after = TEXT.split("\n"), new.split(end)
    kept = [line for line in before if line not in gone]
    left = list(after)
    for line in come:
        left.remove(line)
    assert left == kept


def test_a_new_field_stands_where_the_model_has_it() -> None:
    lines = edited(TEXT.encode(), EVENT, {("place",): "aleppo", ("date",): "2012"}).split("\n")
    assert lines[3:7] == [
        "title:   'A strike'  # the deed",
        "date: 2012",
        "conflicts: [ syria , ukraine ]",
        "place: aleppo",
    ]
    first = edited(b"---\n# top\n\n# its\nstatus: confirmed\n---\n", EVENT, {("title",): "A"})
    assert first == "---\n# top\n\ntitle: A\n# its\nstatus: confirmed\n---\n"
    assert edited(b"---\n---\nBody.", EVENT, {("title",): "A"}) == "---\ntitle: A\n---\nBody."
    assert edited(b"---\n# c\n---\n", EVENT, {("title",): "A"}) == "---\n# c\ntitle: A\n---\n"


def test_a_new_entry_of_the_registry_keeps_the_alphabet_where_there_is_one() -> None:
    tags = b"b:\n  name: B\n# about d\nd:\n  name: D\n"
    new = edited(tags, "registry/tags.yml", {("c",): {"description": "Of c.", "name": "C"}})
    assert new == "b:\n  name: B\nc:\n  name: C\n  description: Of c.\n# about d\nd:\n  name: D\n"
    unordered = edited(b"d:\n  name: D\nb:\n  name: B", "registry/tags.yml", {("c",): {"name": "C"}})
    assert unordered == "d:\n  name: D\nb:\n  name: B\nc:\n  name: C\n"
    assert edited(b"", "registry/tags.yml", {("c",): {"name": "C"}}) == "c:\n  name: C\n"


def test_a_way_that_leads_nowhere_is_refused() -> None:
    for loc in (("title", "x"), ("conflicts", 3), ("figures", 2, "low")):
        with pytest.raises((LookupError, UnlikeError)):
            edited(TEXT.encode(), EVENT, {("status",): "likely", loc: "y"})


def test_what_cannot_be_read_is_left_alone() -> None:
    for text in (b"title: x\n", b"---\na: 1\na: 2\n---\n", b"---\na: b #c\n---\n", b"---\na: *b\n---\n"):
        with pytest.raises(UnreadableError) as caught:
            edited(text, EVENT, {("title",): "y"})
        assert caught.value.problems


def test_a_text_that_no_file_may_hold_is_refused() -> None:
    with pytest.raises(UnlikeError):
        edited(TEXT.encode(), EVENT, {("title",): "turned \u202e round"})
    with pytest.raises(UnlikeError):
        formatting.write(EVENT, {"title": "turned \u202e round"})


def test_write_gives_a_file_in_the_houses_style() -> None:
    data = {
        "sources": {"b": {"kind": "news", "title": "It's: so"}, "a": {"seed": "x"}},
        "conflicts": ["syria"],
        "title": "US: a title",
        "date": "2012-02-06T17:00:00Z",
        "country": "NO",
        "figures": [{"sources": ["a"], "by": "x", "low": "3"}],
        "translations": {"no": {"title": "1"}},
    }
    text = formatting.write(EVENT, data, "\n\nBody [@a].\n\n")
    assert (
        text
        == """---
title: 'US: a title'
date: 2012-02-06T17:00Z
conflicts: [syria]
figures:
  - low: 3
    by: x
    sources: [a]
sources:
  a:
    seed: x
  b:
    title: "It's: so"
    kind: news
translations:
  'no':
    title: '1'
country: 'NO'
---
Body [@a].
"""
    )
    assert formatting.formatted(text.encode(), EVENT) == (text, [])
    assert (
        formatting.write("registry/tags.yml", {"x": {"description": "d", "name": "n"}})
        == "x:\n  name: n\n  description: d\n"
    )


def test_edit_replaces_the_file_and_keeps_its_mode(record: TinyRecord) -> None:
    file = record.root / "events/strike.md"
    file.chmod(0o640)
    number = file.stat().st_ino
    formatting.edit(
        record.root, "events/strike.md", {("sources", "agency", "archived"): "https://archive.example.org/1"}
    )
    document, _ = read(file.read_bytes(), "events/strike.md")
    assert document
    assert document.data["sources"]["agency"]["archived"] == "https://archive.example.org/1"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.stat().st_ino != number, "the file is replaced, not written over"
    assert record.problems() == []
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_edit_follows_no_link(record: TinyRecord, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(TEXT.encode())
    (record.root / "events/linked.md").symlink_to(outside)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "x.md").write_bytes(TEXT.encode())
    (record.root / "events/folder").symlink_to(folder)
    for path in ("events/linked.md", "events/folder/x.md", "events/missing.md"):
        with pytest.raises(UnreadableError):
            formatting.edit(record.root, path, {("title",): "y"})
    assert outside.read_bytes() == (folder / "x.md").read_bytes() == TEXT.encode()


def test_replace_takes_nothing_that_changed_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file_system.replace(file, None, b"one")
    file_system.replace(file, b"one", b"two")
    for old in (None, b"one"):
        with pytest.raises(file_system.ChangedError):
            file_system.replace(file, old, b"three")
    (tmp_path / "link").symlink_to(file)
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    for name in ("link", "nowhere"):
        for old in (None, b"two"):
            with pytest.raises(file_system.ChangedError):
                file_system.replace(tmp_path / name, old, b"three")
    assert file.read_bytes() == b"two"
    assert sorted(os.listdir(tmp_path)) == ["link", "nowhere", "x"]


def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"one")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    for target, old in ((file, b"one"), (tmp_path / "y", None)):
        with pytest.raises(OSError, match="No space"):
            file_system.replace(target, old, b"two")
    assert file.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["x"]
