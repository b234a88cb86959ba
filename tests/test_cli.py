"""The command line: exit codes, what it prints, and that a bad record leaves the last site."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from .built import ROOT, run
from .conftest import TinyRecord

EVENT = "events/first-march.md"


@pytest.fixture
def event(record: TinyRecord) -> str:
    """The path of an event of the tiny record."""
    return min(path.relative_to(record.root).as_posix() for path in (record.root / "events").rglob("*.md"))


def test_the_projects_own_record_is_clean_even_strictly() -> None:
    done = run("check", "--strict")
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].endswith("files checked: 0 errors, 0 warnings")


def test_a_problem_is_told_with_its_line_a_caret_and_a_hint(record: TinyRecord, event: str) -> None:
    record.write(event, record.read(event).replace("\nstatus: ", "\nstauts: ", 1))
    done = run("check", root=record.root)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    told = next(n for n, line in enumerate(lines) if "unknown-field" in line)
    number = record.read(event).split("\n").index(next(x for x in record.read(event).split("\n") if "stauts" in x)) + 1
    assert lines[told].startswith(f"{event}:{number}:1: error unknown-field: ")
    assert lines[told + 1].strip().startswith("stauts: ")
    assert lines[told + 2].index("^") == lines[told + 1].index("stauts")
    assert lines[told + 3].strip() == "hint: did you mean status?"


def test_warnings_alone_pass_and_fail_strictly(record: TinyRecord, event: str) -> None:
    record.write(event, record.read(event) + "\n\nNobody is cited here.\n")
    assert run("check", root=record.root).returncode == 0
    assert run("check", "--strict", root=record.root).returncode == 1


def test_a_path_limits_what_is_told_and_not_what_is_judged(record: TinyRecord, event: str) -> None:
    record.write("events/broken.md", "no front matter")
    whole = run("check", root=record.root)
    here = run("check", str(record.root / event), root=record.root)
    assert (whole.returncode, here.returncode) == (1, 0)
    assert "broken.md" not in here.stdout
    assert run("check", "events", root=record.root).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "events/nowhere.md"], "there is no events/nowhere.md"),
        (["check", "/"], "lies outside the record"),
        (["chekc"], "No such command"),
        (["check", "--stirct"], "No such option"),
        (["build"], "has no mkdocs.yml"),
    ],
)
def test_wrong_usage_exits_with_2(record: TinyRecord, arguments: list[str], words: str) -> None:
    done = run(*arguments, root=record.root)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_writes_the_site_and_says_where_and_the_hash_of_its_manifest(project: TinyRecord) -> None:
    done = run(root=project.root)
    assert done.returncode == 0, done.stderr
    assert "The site is in site/; look at it with: make serve" in done.stdout
    assert (project.root / "site" / "index.html").is_file()
    expected = hashlib.sha256((project.root / "site" / "manifest.json").read_bytes()).hexdigest()
    assert done.stdout.splitlines()[-1] == f"SHA-256 of its manifest: {expected}"


def test_an_empty_record_does_not_replace_a_site_with_events(project: TinyRecord) -> None:
    def empty() -> subprocess.CompletedProcess[str]:
        for name in ("events", "registry", "seeds"):
            shutil.rmtree(project.root / name)
            (project.root / name).mkdir()
        return run(root=project.root)

    assert run(root=project.root).returncode == 0
    done = empty()
    assert done.returncode == 2
    assert "the record has no events, and the site in" in done.stderr
    assert list((project.root / "site" / "events").glob("*/index.html"))
    shutil.rmtree(project.root / "site")
    assert empty().returncode == 0


def test_errors_leave_the_last_site_untouched(project: TinyRecord, event: str) -> None:
    assert run(root=project.root).returncode == 0
    before = {path: path.read_bytes() for path in (project.root / "site").rglob("*") if path.is_file()}
    project.write("events/broken.md", "---\ntitle: only this\n---\n")
    done = run("build", root=project.root)
    assert done.returncode == 1
    assert "Nothing was built" in done.stderr
    assert {path: path.read_bytes() for path in (project.root / "site").rglob("*") if path.is_file()} == before


def test_a_folder_of_somebody_elses_is_refused(project: TinyRecord, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("dear")
    done = run("build", "--site-dir", str(other), root=project.root)
    assert done.returncode == 2
    assert "name another folder" in done.stderr
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_mkdocs_builds_it_directly_and_without_a_warning(project: TinyRecord) -> None:
    import sys

    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert (project.root / "site" / "timeline" / "index.html").is_file()


def test_mkdocs_refuses_a_bad_record_before_it_touches_the_site(project: TinyRecord) -> None:
    import sys

    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    assert subprocess.run(command, cwd=project.root, capture_output=True, check=False).returncode == 0
    project.write("events/broken.md", "---\ntitle: only this\n---\n")
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "missing-field" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project.root / "site" / "index.html").is_file()


def test_without_its_dependencies_the_script_says_what_to_run() -> None:
    import sys

    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "build_timeline.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip().endswith("make site (or: pip install -e .)")
    assert "\n" not in done.stderr.strip()
