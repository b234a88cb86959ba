"""Hooks for other repositories: pre-commit takes their manifest, and what they run works on the files they name."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conflict_timeline.cli import COMMANDS

from .built import ROOT, run
from .conftest import TinyRecord

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: list[dict[str, Any]] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))


def test_pre_commit_takes_the_manifest() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_hooks_run_the_programs_own_commands() -> None:
    assert [hook["id"] for hook in HOOKS] == ["check", "fmt"]
    for hook in HOOKS:
        program, command = hook["entry"].split()
        assert f'{program} = "conflict_timeline.cli:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        assert command in COMMANDS


def ran(hook: dict[str, Any], root: Path) -> int:
    """Run a hook as pre-commit would, on every file of a record, and give its exit status."""
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    named = [
        path for path in paths if re.search(hook["files"], path) and not re.search(hook.get("exclude", "^$"), path)
    ]
    assert named
    _, command = hook["entry"].split()
    return run(command, *(named if hook.get("pass_filenames", True) else []), root=root).returncode


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_each_hook_runs_on_the_files_that_it_names(hook: dict[str, Any], record: TinyRecord) -> None:
    record.write("events/README.md", "# Notes\n")
    record.write("docs/page.md", "# A page\n")
    assert ran(hook, record.root) == 0
    record.write("events/broken.md", "no front matter")
    assert ran(hook, record.root) == 1


def test_the_hook_writes_what_fmt_writes(record: TinyRecord) -> None:
    (fmt,) = [hook for hook in HOOKS if hook["id"] == "fmt"]
    record.edit("events/strike.md", "summary: Bombs hit a hospital.", 'summary: "Bombs hit a hospital."')
    assert ran(fmt, record.root) == 0
    assert "summary: Bombs hit a hospital.\n" in record.read("events/strike.md")
    assert run("fmt", "--check", root=record.root).returncode == 0
