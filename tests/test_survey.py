"""The quick check comes to the report of the slow one, whatever it remembers, and trusts nothing that is not its own."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_timeline.checks import check
from conflict_timeline.collection import collect
from conflict_timeline.files.record_files import RecordFiles
from conflict_timeline.problems import Problem, Report
from conflict_timeline.survey import cache, checking
from conflict_timeline.survey.cache import NAME

from .built import ROOT, run
from .conftest import RECORDS, TODAY, TinyRecord
from .mutations import mutated

STRIKE, REPORT = "events/strike.md", "events/report.md"
TIMES = count(1_000_000_000)


@pytest.fixture(autouse=True)
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the times of files that were written a moment ago; tests that change a file give it another time."""
    monkeypatch.setattr(cache, "_UNSURE", 0)


@pytest.fixture
def worth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second process be worth its start for a single file."""
    monkeypatch.setattr(checking, "WORTH", 1)


def told(report: Report) -> tuple[int, list[dict[str, Any]]]:
    """A report as plain data, fixes too, which do not count when problems are compared."""
    return report.files, [asdict(problem) for problem in report.problems]


def surveyed(root: Path, **options: Any) -> Report:
    """The report of a survey that remembers; that it came to be without a note."""
    notes: list[str] = []
    report = checking.survey(root, cache=root / ".cache", today=TODAY, tell=notes.append, **options)
    assert notes == []
    return report


def agree(root: Path) -> None:
    """Assert that all ways to check a record come to one report."""
    expected = told(check(collect(root), today=TODAY))
    assert told(checking.survey(root, today=TODAY, jobs=2)) == expected
    for _ in range(2):
        assert told(surveyed(root, jobs=1)) == expected


def written(path: Path, data: bytes) -> None:
    """Write a file and give it a time of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (at := next(TIMES), at))


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list to which every event that is read from now on is added."""
    found: list[str] = []
    reading = RecordFiles.read

    def read(files: RecordFiles, path: str | Path, limit: int) -> bytes | None:
        name = files.relative(Path(path))
        if name.startswith("events/"):
            found.append(name)
        return reading(files, path, limit)

    monkeypatch.setattr(RecordFiles, "read", read)
    return found


@pytest.mark.parametrize("rule", sorted(path.name for path in (RECORDS / "invalid").iterdir()))
@pytest.mark.usefixtures("worth")
def test_every_rule_is_told_alike_by_both(rule: str, record: TinyRecord) -> None:
    record.lay(RECORDS / "invalid" / rule)
    agree(record.root)


@pytest.mark.usefixtures("worth")
def test_what_stands_of_an_event_is_held_against_all_others(record: TinyRecord) -> None:
    """An event that lacks a field has its links to nowhere told in the same run, also when only those change."""
    text = record.read(STRIKE).replace("status: confirmed\n", "").rstrip()
    for link in ("", " See [[nowhere]] [@agency].", "\n\nSee [[nowhere]] [@agency].", " See [[report]] [@agency]."):
        written(record.root / STRIKE, f"{text}{link}\n".encode())
        agree(record.root)
        rules = [problem.rule for problem in surveyed(record.root).problems]
        assert rules == ["missing-field", *(["unknown-event"] if "nowhere" in link else [])]


def _changed(chance: Random, data: bytes, others: list[bytes]) -> bytes:
    return mutated(chance, data, others) if chance.random() < 0.6 else data.replace(b"agency", b"agenzy", 1)


def _step(chance: Random, root: Path) -> None:
    """Change something in a record, as people and their tools do."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    if not files:
        return
    file = chance.choice(files)
    match chance.randrange(8):
        case 0:
            file.unlink()
        case 1:
            file.rename(file.with_name(f"{chance.choice(['strike', 'moved', 'report', 'Bad'])}{file.suffix}"))
        case 2:
            written(file.parent / chance.choice(["other", "more"]) / file.name, file.read_bytes())
        case 3:
            os.utime(file, (at := next(TIMES), at))
        case 4:
            written(file, chance.choice(files).read_bytes())
        case _:
            written(file, _changed(chance, file.read_bytes(), [other.read_bytes() for other in files]))


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=60)
def test_a_record_that_changes_is_told_alike_by_both(seed: int, steps: int) -> None:
    chance = Random(seed)
    with TemporaryDirectory() as folder:
        record = TinyRecord(Path(folder) / "record")
        agree(record.root)
        for _ in range(steps):
            _step(chance, record.root)
            agree(record.root)


@pytest.mark.usefixtures("worth")
def test_several_processes_come_to_the_same_report(tmp_path: Path) -> None:
    from bench import records

    records.write(tmp_path, 60, seed=3)
    for number, path in enumerate(sorted((tmp_path / "events").rglob("*.md"))):
        if number % 7 == 0:
            path.write_bytes(path.read_bytes().replace(b"\nstatus: ", b"\nstauts: ", 1))
    steps: list[tuple[int, int]] = []
    expected = told(check(collect(tmp_path), today=TODAY))
    assert len(expected[1]) > 5
    for jobs in (1, 2, 3):
        found = checking.survey(tmp_path, today=TODAY, jobs=jobs, done=lambda *step: steps.append(step))
        assert told(found) == expected
    assert steps[-1] == (61, 61)


def test_a_record_without_a_problem_is_not_read_again(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule about the whole record that asks for every event fails here: let it look at outlines."""
    surveyed(record.root)
    read = reads(monkeypatch)
    assert surveyed(record.root).problems == []
    assert read == []


def test_only_what_has_changed_is_read_again(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    surveyed(record.root)
    written(record.root / REPORT, (record.root / REPORT).read_bytes() + b"More [@report].\n")
    read = reads(monkeypatch)
    assert surveyed(record.root).problems == []
    assert read == [REPORT]


def test_a_file_that_was_only_touched_is_known_by_its_content(
    record: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveyed(record.root)
    written(record.root / REPORT, (record.root / REPORT).read_bytes())
    judged: list[str] = []
    monkeypatch.setattr(checking, "verdict", lambda _, path, *__: judged.append(path))
    surveyed(record.root)
    assert judged == []


def test_the_record_as_a_whole_is_judged_again_only_where_an_outline_has_changed(
    record: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveyed(record.root)
    judged: list[object] = []
    of_record = checking.of_record
    monkeypatch.setattr(checking, "of_record", lambda *given: judged.append(1) or of_record(*given))
    text = (record.root / REPORT).read_bytes()
    written(record.root / REPORT, text + b"More [@report].\n")
    surveyed(record.root)
    assert len(judged) == 0
    written(record.root / REPORT, text.replace(b"title: ", b"title: The ", 1))
    surveyed(record.root)
    assert len(judged) == 1
    checking.survey(record.root, cache=record.root / ".cache", today=TODAY + dt.timedelta(1))
    assert len(judged) == 2


def test_a_problem_moves_with_its_line_although_the_outline_stays(record: TinyRecord) -> None:
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    agree(record.root)
    text = (record.root / STRIKE).read_bytes()
    written(record.root / STRIKE, text.replace(b"summary: ", b"time_note: At night\nsummary: ", 1))
    agree(record.root)


def test_times_of_a_file_that_has_just_been_written_are_not_trusted(
    record: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_UNSURE", 10**18)
    surveyed(record.root)
    read = reads(monkeypatch)
    surveyed(record.root)
    assert read


@pytest.mark.parametrize("path", ["registry/actors.yml", "registry/wording.yml", "seeds/article.md"])
def test_everything_is_read_again_where_what_it_rests_on_has_changed(
    path: str, record: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveyed(record.root)
    record.write(path, record.read(path).replace("\n", "\r\n"))
    read = reads(monkeypatch)
    surveyed(record.root)
    assert len(read) == 3


def test_the_ground_is_the_package_what_it_is_built_upon_and_python(monkeypatch: pytest.MonkeyPatch) -> None:
    grounds = {cache.ground("a"), cache.ground("b")}
    monkeypatch.setattr(sys, "version", "another")
    grounds.add(cache.ground("a"))
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: [*listdir(path), "other-1.0.dist-info"])
    grounds.add(cache.ground("a"))
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"changed")
    grounds.add(cache.ground("a"))
    assert len(grounds) == 5


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda _: b"",
    lambda _: b"\xff\x00",
    lambda _: b"{}",
    lambda _: b"[1]\n[2]",
    lambda _: b'{"ground": 1, "checksum": 2}',
    lambda _: b"[" * 100_000,
    lambda data: data[:-1],
    lambda data: data[: len(data) // 2],
    _flipped,
    lambda data: data + b"\n",
    lambda data: data.split(b"\n")[0],
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_made_anew_with_a_word(damage: Callable[[bytes], bytes], record: TinyRecord) -> None:
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    expected = told(surveyed(record.root))
    file = record.root / ".cache" / NAME
    file.write_bytes(damage(file.read_bytes()))
    notes: list[str] = []
    found = checking.survey(record.root, cache=record.root / ".cache", today=TODAY, tell=notes.append)
    assert told(found) == expected
    assert notes == [".cache/check.jsonl was damaged and is made anew; this check is whole all the same"]
    assert told(surveyed(record.root)) == expected


def test_a_cache_with_a_true_checksum_and_wrong_fields_is_made_anew(record: TinyRecord) -> None:
    surveyed(record.root)
    file = record.root / ".cache" / NAME
    head = json.loads(file.read_bytes().split(b"\n")[0])
    for rest in (b"[]", b"1", b"[[1,2],3]", b'[null,["a"]]', b'[null,["a","b",false,[],[]]]\n[null,{}]', b"\n"):
        head["checksum"] = cache.checksum(rest)
        file.write_bytes(json.dumps(head).encode() + b"\n" + rest)
        notes: list[str] = []
        checking.survey(record.root, cache=record.root / ".cache", today=TODAY, tell=notes.append)
        assert len(notes) == 1


def test_nobody_can_slip_in_verdicts_of_his_own(record: TinyRecord, tmp_path: Path) -> None:
    """Somebody commits the cache of a check in which the fault of a file was not yet told."""
    surveyed(record.root)
    file = record.root / ".cache" / NAME
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    record.edit(STRIKE, "status: confirmed", "status: likely")
    head, *lines = [json.loads(line) for line in file.read_bytes().split(b"\n")]
    for line in lines:
        if line[1][0] == STRIKE:
            line[1][1] = cache.blake2b((record.root / STRIKE).read_bytes(), digest_size=16).hexdigest()
    rest = b"\n".join(json.dumps(line).encode() for line in lines)
    head["checksum"] = cache.checksum(rest)
    file.write_bytes(json.dumps(head).encode() + b"\n" + rest)
    shutil.copytree(record.root, tmp_path / "clone")  # as git does, it gives every file a time of its own
    for path in (tmp_path / "clone").rglob("*"):
        os.utime(path, (at := next(TIMES), at))
    assert [problem.rule for problem in surveyed(tmp_path / "clone").problems] == [
        "unknown-place",
        "status-without-note",
    ]


@pytest.mark.parametrize("kind", ["link", "file", "nowhere"])
def test_a_cache_that_is_no_folder_is_left_alone(kind: str, record: TinyRecord, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = record.root / ".cache"
    match kind:
        case "link":
            folder.symlink_to(outside)
        case "file":
            folder.write_text("a note")
        case _:
            folder.symlink_to(tmp_path / "nowhere")
    notes: list[str] = []
    assert checking.survey(record.root, cache=folder, today=TODAY, tell=notes.append).problems == []
    assert len(notes) == 1
    assert notes[0].startswith(".cache/check.jsonl ")
    assert list(outside.iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


def test_a_linked_file_of_the_cache_is_replaced_and_not_followed(record: TinyRecord, tmp_path: Path) -> None:
    surveyed(record.root)
    file = record.root / ".cache" / NAME
    file.rename(tmp_path / "kept")
    before = (tmp_path / "kept").read_bytes()
    file.symlink_to(tmp_path / "kept")
    notes: list[str] = []
    checking.survey(record.root, cache=record.root / ".cache", today=TODAY, tell=notes.append)
    assert len(notes) == 1
    assert not file.is_symlink()
    assert (tmp_path / "kept").read_bytes() == before


def test_a_disk_that_takes_no_cache_does_not_stop_a_check(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = os.open

    def full(path: Any, *arguments: Any) -> int:
        if NAME in str(path):
            raise OSError(28, "No space left on device", path)
        return opening(path, *arguments)

    monkeypatch.setattr(os, "open", full)
    notes: list[str] = []
    assert checking.survey(record.root, cache=record.root / ".cache", today=TODAY, tell=notes.append).problems == []
    assert len(notes) == 1
    assert "No space left on device" in notes[0]


def test_nothing_half_written_stays_behind(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", refused)
    checking.survey(record.root, cache=record.root / ".cache", today=TODAY)
    assert [path.name for path in (record.root / ".cache").iterdir()] == [".gitignore"]


def test_a_cache_that_says_the_same_is_not_written_again(record: TinyRecord) -> None:
    surveyed(record.root)
    before = (record.root / ".cache" / NAME).stat()
    surveyed(record.root)
    assert (record.root / ".cache" / NAME).stat() == before


def test_the_cache_keeps_itself_out_of_git(record: TinyRecord) -> None:
    surveyed(record.root)
    assert (record.root / ".cache" / ".gitignore").read_text() == "*\n"


def test_a_folder_without_events_gets_no_cache(tmp_path: Path) -> None:
    assert surveyed(tmp_path).problems == []
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_is_told_each_time(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = os.open

    def closed(path: Any, *arguments: Any) -> int:
        if str(path).endswith("strike.md"):
            raise PermissionError(13, "Permission denied", path)
        return opening(path, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", closed)
        for _ in range(2):
            assert [(p.rule, p.path) for p in surveyed(record.root).problems] == [("not-a-file", STRIKE)]
    assert surveyed(record.root).problems == []


def test_a_file_that_changes_during_a_check_is_judged_as_it_is_then(
    record: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    of_record = checking.of_record

    def late(*arguments: Any) -> Iterator[Problem]:
        record.write(STRIKE, "no front matter")
        return of_record(*arguments)

    monkeypatch.setattr(checking, "of_record", late)
    assert [problem.rule for problem in surveyed(record.root).problems] == ["missing-front-matter"]


def test_two_checks_at_once_do_not_hurt_each_other(record: TinyRecord) -> None:
    command = [sys.executable, str(ROOT / "build_timeline.py"), "--root", str(record.root), "check"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for each in both:
        out, err = each.communicate()
        assert (each.returncode, err) == (0, ""), out
    assert sorted(path.name for path in (record.root / ".cache").iterdir()) == [".gitignore", NAME]
    assert surveyed(record.root).problems == []


def test_the_command_remembers_unless_it_is_told_not_to(record: TinyRecord) -> None:
    assert run("check", "--no-cache", root=record.root).returncode == 0
    assert not (record.root / ".cache").exists()
    first = run("check", root=record.root)
    (record.root / ".cache" / NAME).write_text("x")
    second = run("check", root=record.root)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == second.stdout
    assert first.stderr == ""
    assert second.stderr == ".cache/check.jsonl was damaged and is made anew; this check is whole all the same\n"


HEAVY = ("mkdocs", "jinja2", "rich", "PIL", "phonenumbers", "babel", "edtf", "httpx", "prompt_toolkit", "asyncio")


def test_a_check_imports_nothing_that_it_has_no_use_for(record: TinyRecord) -> None:
    command = [sys.executable, "-X", "importtime", str(ROOT / "build_timeline.py"), "--root", str(record.root), "check"]
    imported: list[set[str]] = []
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        imported.append({line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()})
    assert imported[1] >= {"pydantic", "conflict_timeline"}
    assert not (imported[0] | imported[1]) & set(HEAVY)
