"""Finding and reading files: nothing is followed, waited for, or read beyond its limit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from conflict_timeline.files.record_files import RecordFiles
from conflict_timeline.front_matter import FILE_LIMIT
from conflict_timeline.problems import Problem
from conflict_timeline.reports.text import told

from .conftest import TinyRecord

STRIKE = "events/strike.md"


@pytest.fixture
def files(tmp_path: Path) -> RecordFiles:
    """An empty record with its three folders."""
    for folder in ("events", "seeds", "registry"):
        (tmp_path / folder).mkdir()
    return RecordFiles(tmp_path, [])


def rules(files: RecordFiles) -> list[tuple[str, str]]:
    """The problems met."""
    return [(problem.rule, problem.path) for problem in files.problems]


def test_files_come_in_one_order_from_all_folders(files: RecordFiles) -> None:
    for name in ("b/c.md", "b/a.md", "a.md", "z.md", "b/d/e.md"):
        (files.root / "events" / name).parent.mkdir(parents=True, exist_ok=True)
        (files.root / "events" / name).write_text("")
    names = [file.relative for file in files.texts("events")]
    assert names == ["events/a.md", "events/z.md", "events/b/a.md", "events/b/c.md", "events/b/d/e.md"]
    assert files.problems == []


def test_images_are_noted_in_events_alone(files: RecordFiles) -> None:
    for name in ("events/a.PNG", "events/x/b.webp", "seeds/c.png"):
        (files.root / name).parent.mkdir(exist_ok=True)
        (files.root / name).write_bytes(b"")
    assert [*files.texts("events"), *files.texts("seeds")] == []
    assert list(files.images) == ["events/a.PNG", "events/x/b.webp"]
    assert rules(files) == [("stray-file", "seeds/c.png")]


def test_a_folder_named_like_an_event_is_told_and_searched(files: RecordFiles) -> None:
    (files.root / "events" / "strike.md").mkdir()
    (files.root / "events" / "strike.md" / "other.md").write_text("")
    assert [file.relative for file in files.texts("events")] == ["events/strike.md/other.md"]
    assert rules(files) == [("not-a-file", "events/strike.md")]


@pytest.mark.parametrize("target", ["loop.md", ".", "..", "/dev/zero", "nowhere", "../seeds", "strike"])
@pytest.mark.parametrize("name", ["loop.md", "loop", "loop.png"])
def test_no_link_is_followed(target: str, name: str, files: RecordFiles) -> None:
    (files.root / "events" / name).symlink_to(target)
    assert list(files.texts("events")) == []
    assert rules(files) == [("not-a-file", f"events/{name}")]
    assert files.read(files.root / "events" / name, 10) is None


def test_links_in_a_circle_end(files: RecordFiles) -> None:
    (files.root / "events" / "a").symlink_to("b")
    (files.root / "events" / "b").symlink_to("a")
    (files.root / "events" / "c").mkdir()
    (files.root / "events" / "c" / "d").symlink_to("..")
    assert list(files.texts("events")) == []
    assert rules(files) == [("not-a-file", f"events/{name}") for name in ("a", "b", "c/d")]


@pytest.mark.parametrize("folder", ["events", "seeds", "registry"])
@pytest.mark.parametrize("kind", ["link", "file", "pipe", "nowhere"])
def test_a_folder_of_the_record_is_a_folder(folder: str, kind: str, record: TinyRecord, tmp_path: Path) -> None:
    path = record.root / folder
    path.rename(tmp_path / "outside")
    match kind:
        case "link":
            path.symlink_to(tmp_path / "outside")
        case "file":
            path.write_text("")
        case "pipe":
            os.mkfifo(path)
        case _:
            path.symlink_to("nowhere")
    found = record.collect()
    assert [p.path for p in found.problems if p.rule == "not-a-file"] == [folder]
    assert not getattr(found, {"registry": "tags"}.get(folder, folder))


@pytest.mark.parametrize("limit", [0, 5, 64])
def test_no_more_is_read_than_one_byte_beyond_the_limit(limit: int, files: RecordFiles) -> None:
    path = files.root / "events" / "a.md"
    path.write_bytes(b"x" * 65)
    assert files.read(path, limit) == b"x" * (limit + 1)
    assert files.read(path, 65) == b"x" * 65


def test_a_sparse_file_of_two_gigabytes_is_not_read(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    os.truncate(record.root / STRIKE, 2 << 30)
    os.truncate(record.root / "registry" / "tags.yml", 2 << 30)
    sizes: list[int] = []
    reading = RecordFiles.read

    def read(files: RecordFiles, path: Path, limit: int) -> bytes | None:
        data = reading(files, path, limit)
        sizes.append(len(data or b""))
        return data

    monkeypatch.setattr(RecordFiles, "read", read)
    assert [(p.rule, p.path) for p in record.collect().problems] == [
        ("too-large", "registry/tags.yml"),
        ("too-large", STRIKE),
    ]
    assert FILE_LIMIT + 1 in sizes
    assert max(sizes) < 16 << 20


def test_a_pipe_is_not_waited_for(files: RecordFiles) -> None:
    path = files.root / "events" / "pipe.md"
    os.mkfifo(path)
    assert files.read(path, 10) is None
    assert rules(files) == [("not-a-file", "events/pipe.md")]
    assert list(files.texts("events")) == []


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices here")
def test_a_device_is_not_read(files: RecordFiles) -> None:
    assert RecordFiles(Path("/dev"), files.problems).read(Path("/dev/zero"), 10) is None
    assert rules(files) == [("not-a-file", "zero")]


def test_a_file_that_may_not_be_opened_is_a_sentence(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = os.open

    def closed(path: Any, *arguments: Any, **named: Any) -> int:
        if str(path).endswith(("strike.md", "tags.yml")):
            raise PermissionError(13, "Permission denied", path)
        return opening(path, *arguments, **named)

    monkeypatch.setattr(os, "open", closed)
    found = record.collect()
    told_as = [(p.rule, p.path, p.line, p.message) for p in found.problems]
    assert told_as == [
        ("not-a-file", path, 1, f"{path.rpartition('/')[2]} cannot be opened: Permission denied")
        for path in ("registry/tags.yml", STRIKE)
    ]
    assert all("chmod" in problem.hint for problem in found.problems)
    assert found.broken == {"strike"}
    assert found.faulty["tags"] == {"*"}


def test_a_folder_that_may_not_be_opened_is_a_sentence(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(folder: Any) -> Any:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", closed)
    assert {(p.rule, p.path) for p in record.collect().problems} == {
        ("not-a-file", folder) for folder in ("events", "seeds", "registry")
    }


def test_a_disk_that_fails_while_reading_is_a_sentence(files: RecordFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_handle: int, _bytes: int) -> bytes:
        raise OSError(5, "Input/output error")

    path = files.root / "events" / "a.md"
    path.write_text("text")
    monkeypatch.setattr(os, "read", failing)
    assert files.read(path, 10) is None
    assert files.problems[0].message == "a.md cannot be opened: Input/output error"


def test_a_file_that_is_gone_by_then_is_none(files: RecordFiles) -> None:
    assert files.read(files.root / "events" / "gone.md", 10) is None
    assert files.problems == []


@pytest.mark.parametrize("name", [b"a\nb", b"caf\xe9", b"\xed\xa0\x80", "a\u202eb".encode(), b"\x1b[31m", b"a b"])
@pytest.mark.parametrize("suffix", [b".md", b".txt"])
def test_any_name_can_be_told(name: bytes, suffix: bytes, record: TinyRecord) -> None:
    Path(os.fsdecode(os.fsencode(record.root / "events") + b"/" + name + suffix)).write_text("---\n---\n")
    problems = [p for p in record.problems() if p.path.startswith("events/") and p.path != STRIKE]
    assert {p.rule for p in problems} & {"invalid-id", "stray-file"}
    for line in [line for problem in problems for line in told(problem, "")]:
        assert line.isprintable()
        line.encode()


def test_a_problem_of_a_file_stands_at_its_beginning(files: RecordFiles) -> None:
    (files.root / "events" / "a.txt").write_text("")
    assert list(files.texts("events")) == []
    (problem,) = files.problems
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == (1, 1)
