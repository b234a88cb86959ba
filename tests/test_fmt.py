"""``fmt``: which files it writes, names, leaves alone, and its exit codes."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from conflict_timeline.files.drafts import Draft
from conflict_timeline.formatting.record import Formatting
from conflict_timeline.system import file_system

from .built import run
from .conftest import TinyRecord

STRIKE = "events/strike.md"
UNTIDY = ("title: Air strike", "title:    'Air strike"), ("in Aleppo\ndate", "in Aleppo'\ndate")


@pytest.fixture
def untidy(record: TinyRecord) -> TinyRecord:
    """The tiny record with one event that is not in the house's style."""
    assert run("fmt", root=record.root).returncode == 0
    for old, new in UNTIDY:
        record.edit(STRIKE, old, new)
    return record


def test_the_projects_own_record_is_in_the_houses_style() -> None:
    done = run("fmt", "--check")
    assert (done.returncode, done.stdout) == (0, ""), "make fmt writes it anew"


def test_files_are_written_anew_and_named(untidy: TinyRecord) -> None:
    file = untidy.root / STRIKE
    file.chmod(0o600)
    done = run("fmt", root=untidy.root)
    assert (done.returncode, done.stdout) == (0, f"{STRIKE}\n")
    assert done.stderr == "10 files looked at, 1 was written anew\n"
    assert "\ntitle: Air strike on a hospital in Aleppo\n" in untidy.read(STRIKE) or untidy.read(STRIKE).startswith(
        "---\ntitle: Air strike on a hospital in Aleppo\n"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = run("fmt", root=untidy.root)
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr == "10 files looked at, all in the house's style\n"


@pytest.mark.parametrize("options", [["--check"], ["--diff"], ["--check", "--diff"]])
def test_nothing_is_written_when_only_asked(untidy: TinyRecord, options: list[str]) -> None:
    before = (untidy.root / STRIKE).read_bytes()
    done = run("fmt", *options, root=untidy.root)
    assert done.returncode == 1
    assert (untidy.root / STRIKE).read_bytes() == before
    assert "1 would be written anew" in done.stderr
    assert done.stdout.startswith(f"--- a/{STRIKE}\n+++ b/{STRIKE}\n@@" if "--diff" in options else f"{STRIKE}\n")
    untidy.edit(STRIKE, *reversed(UNTIDY[0]))
    untidy.edit(STRIKE, *reversed(UNTIDY[1]))
    assert run("fmt", *options, root=untidy.root).returncode == 0


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n\n"])
def test_a_diff_can_be_applied(untidy: TinyRecord, end: bytes, last: bytes) -> None:
    data = (untidy.root / STRIKE).read_bytes().rstrip() + last
    untidy.write(STRIKE, data.replace(b"\n", end))
    (draft,) = [draft for draft in Formatting(untidy.root, {STRIKE}).drafts() if draft.changes]
    patch = "\n".join(draft.diff()) + "\n"
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=untidy.root, input=patch.encode(), check=True, capture_output=True)
    assert (untidy.root / STRIKE).read_bytes() == draft.new


def test_only_the_files_and_folders_that_are_named(untidy: TinyRecord) -> None:
    assert run("fmt", "--check", "registry", "events/report.md", root=untidy.root).returncode == 0
    for path in (STRIKE, "events", ".", "events/../events/strike.md"):
        assert run("fmt", "--check", path, root=untidy.root).stdout == f"{STRIKE}\n"
    assert run("fmt", "--check", "strike.md", root=untidy.root, cwd=untidy.root / "events").stdout == f"{STRIKE}\n"


def test_what_is_no_file_of_the_record_is_wrong_usage(untidy: TinyRecord) -> None:
    untidy.write("notes.md", "x")
    for path in ("notes.md", "events/none.md", ".."):
        done = run("fmt", path, root=untidy.root)
        assert done.returncode == 2, path
        assert "Traceback" not in done.stderr


BROKEN = {
    "events/cut.md": "---\ntitle: words #cut\ndate:   '2012'\n---\n",
    "events/tab.md": "---\ntitle:\tx\n\tdate: y\n---\n",
    "events/twice.md": "---\ntitle:   x\ntitle: y\n---\n",
    "events/unopened.md": "title:   x\n",
    "seeds/turned.md": "---\ntitle:   'x \u202e'\n---\n",
}


def test_what_cannot_be_read_is_left_alone_and_told(untidy: TinyRecord) -> None:
    for path, text in BROKEN.items():
        untidy.write(path, text)
    untidy.write("registry/tags.yml", "a:   b\n  c\n")
    outside = untidy.root / "outside.md"
    outside.write_text("---\ntitle:   x\n---\n")
    (untidy.root / "events/linked.md").symlink_to(outside)
    done = run("fmt", root=untidy.root)
    assert done.returncode == 1
    told = done.stdout.splitlines()
    assert told[0] == STRIKE, "the others are written"
    for path, text in BROKEN.items():
        assert untidy.read(path) == text
        assert any(line.startswith(f"{path}:") and ": error " in line for line in told), path
    assert outside.read_text() == "---\ntitle:   x\n---\n"
    assert (untidy.root / "events/linked.md").is_symlink()
    assert any(line.startswith("events/linked.md:1:1: error not-a-file") for line in told)
    assert "notes" not in done.stdout


def test_a_linked_file_that_is_named_is_told(untidy: TinyRecord) -> None:
    (untidy.root / "events/linked.md").symlink_to(untidy.root / STRIKE)
    done = run("fmt", "events/linked.md", root=untidy.root)
    assert done.returncode == 1
    assert "not-a-file" in done.stdout
    assert (untidy.root / "events/linked.md").is_symlink()


def test_a_faulty_but_readable_event_is_formatted(record: TinyRecord) -> None:
    record.write("events/new.md", "---\nstauts:   'x'\ndate: [a]\n\nconflicts: syria\ntitle: 1\n---\n")
    assert run("fmt", "events/new.md", root=record.root).returncode == 0
    assert record.read("events/new.md") == ("---\ntitle: '1'\ndate:\n  - a\n\nconflicts: syria\nstauts: x\n---\n")


def test_what_grows_past_the_limit_is_left_alone(record: TinyRecord) -> None:
    rows = "".join(f"- {{date: 2020, note: n{number}}}\n" for number in range(560))
    text = record.read(STRIKE).replace("tags:", f"corrections:\n{rows}tags:")
    record.write(STRIKE, text)
    done = run("fmt", STRIKE, root=record.root)
    assert done.returncode == 1
    assert "in the house's style the front matter has" in done.stdout
    assert record.read(STRIKE) == text


def test_a_file_that_changes_meanwhile_is_left_alone(untidy: TinyRecord) -> None:
    for draft in Formatting(untidy.root).drafts():
        if draft.changes:
            untidy.write(STRIKE, "mine")
            with pytest.raises(file_system.ChangedError):
                draft.write(untidy.root)
    assert untidy.read(STRIKE) == "mine"


def test_a_record_that_is_empty(tmp_path: Path) -> None:
    done = run("fmt", root=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "there is nothing to format\n")


def test_draft_lines_end_only_at_line_feeds() -> None:
    draft = Draft("x", "a\u2028b\x0cc\r\nd".encode(), "a\u2028b\x0cc\nd\n".encode())
    assert list(draft.diff()) == [
        "--- a/x", "+++ b/x", "@@ -1,2 +1,2 @@", "-a\u2028b\x0cc\r", "-d", "\\ No newline at end of file",
        "+a\u2028b\x0cc", "+d",
    ]  # fmt: skip
