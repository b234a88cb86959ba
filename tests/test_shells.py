"""Completion in shells: what is offered, and that the scripts ask for it in a real shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conflict_timeline import shells
from conflict_timeline.rules import RULES

from .built import ROOT, run
from .conftest import TinyRecord

SCRIPT = ROOT / "build_timeline.py"


def offered(root: Path, *words: str) -> list[str]:
    """What the program offers for the last of some words."""
    asked = {"COMP_WORDS": " ".join(["conflict-timeline", *words]), "COMP_CWORD": str(len(words))}
    environment = {**os.environ, **asked, shells.VARIABLE: "bash_complete"}
    command = [sys.executable, str(SCRIPT)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_what_is_offered(record: TinyRecord) -> None:
    root = record.root
    assert {"plain,check", "plain,completion"} <= set(offered(root, "c"))
    assert offered(root, "show", "re") == ["plain,report", "plain,retracted"]
    assert offered(root, "graph", "str") == ["plain,strike"]
    assert offered(root, "--root", str(root), "show", "str") == ["plain,strike"]
    assert offered(root, "check", "--explain", "uncited-s") == ["plain,uncited-source"]
    assert offered(root, "check", "ev") == ["file,ev"]
    assert offered(root, "new", "--place", "a") == ["plain,aleppo"]
    assert offered(root, "new", "--type", "explosions/") == ["plain,explosions/air-strike"]
    assert offered(root, "schema", "graph-") == ["plain,graph-of-the-record"]
    assert "plain,--format" in offered(root, "stats", "--f")
    assert offered(root, "stats", "--format", "j") == ["plain,json"]
    assert offered(root, "completion", "z") == ["plain,zsh"]


def test_a_record_that_is_broken_is_completed_too(record: TinyRecord) -> None:
    record.write("mkdocs.yml", "plugins: [")
    record.write("registry/places.yml", "a: [")
    record.write("events/.hidden.md", "")
    record.write("events/README.md", "")
    assert offered(record.root, "show", "") == ["plain,report", "plain,retracted", "plain,strike"]
    assert offered(record.root, "new", "--place", "a") in ([], [""])


def test_entries_are_told_by_their_names(record: TinyRecord) -> None:
    assert shells.entries(record.root, "places") == {"syria": "Syria", "aleppo": "Aleppo"}
    assert shells.entries(record.root, "event-types")["legal/report"] == "Report"
    assert shells.rules().keys() == RULES.keys()


@pytest.mark.parametrize("shell", shells.SHELLS)
def test_the_command_prints_a_script_that_the_shell_can_read(shell: str) -> None:
    done = run("completion", shell)
    assert done.returncode == 0
    assert done.stdout == shells.script(shell)
    assert shells.VARIABLE in done.stdout
    if (path := shutil.which(shell)) is not None:
        assert subprocess.run([path, "-n"], input=done.stdout, text=True, check=False).returncode == 0


BASH = """
compopt() { echo "compopt $*"; }
eval "$(python build_timeline.py completion bash)"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
asked=$(complete -p "${1##*/}" | sed -n 's/.* -F \\([^ ]*\\) .*/\\1/p')
"$asked" "$1" "${@: -1}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def place(record: TinyRecord) -> dict[str, str]:
    """An environment in the tiny record in which python, conflict-timeline and build_timeline.py can be run."""
    record.write("build_timeline.py", f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n" + SCRIPT.read_text())
    record.write("bin/python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    record.write("bin/conflict-timeline", f'#!/bin/sh\nexec {sys.executable} {SCRIPT} "$@"\n')
    for name in ("python", "conflict-timeline"):
        (record.root / "bin" / name).chmod(0o755)
    return {**os.environ, "PATH": f"{record.root / 'bin'}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("conflict-timeline show re", ["report", "retracted"]),
        ("python build_timeline.py show re", ["report", "retracted"]),
        ("python ./build_timeline.py check --explain uncited-s", ["uncited-source"]),
        ("python -u build_timeline.py sta", ["stats"]),
        ("python other.py show re", ["compopt -o default"]),
        ("python build_time", ["compopt -o default"]),
    ],
)
def test_bash_completes_programs_and_the_script_after_python(
    record: TinyRecord, place: dict[str, str], line: str, expected: list[str]
) -> None:
    command = ["bash", "--norc", "-c", BASH, "bash", *line.split()]
    done = subprocess.run(command, cwd=record.root, env=place, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[: len(expected)] == expected, done.stderr


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("conflict-timeline show re", ["report", "retracted"]),
        ("python build_timeline.py show re", ["report", "retracted"]),
        ("python build_timeline.py check --explain uncited-s", ["uncited-source"]),
    ],
)
def test_fish_completes_programs_and_the_script_after_python(
    record: TinyRecord, place: dict[str, str], line: str, expected: list[str]
) -> None:
    program = f"python build_timeline.py completion fish | source; complete -C '{line}'"
    command = ["fish", "--no-config", "-c", program]
    done = subprocess.run(command, cwd=record.root, env=place, capture_output=True, text=True, check=False)
    assert [each.split("\t")[0] for each in done.stdout.splitlines()] == expected, done.stderr
