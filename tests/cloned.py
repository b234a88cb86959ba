"""A fresh clone of the project, in which what people and runners do is done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .built import ROOT


class Clone:
    """A clone with everything installed.

    Attributes:
        root: its folder.
        environment: the variables with which commands run; nobody's settings of git or make are among them.
    """

    def __init__(self, folder: Path) -> None:
        if not (ROOT / ".git").exists():
            pytest.skip("this is no clone of the project")
        self.root = folder / "clone"
        names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        strange = ("GIT_", "MAKE", "GITHUB_", "MFLAGS")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
        self.environment = {**clean, **names, "GIT_CONFIG_GLOBAL": os.devnull, "NO_COLOR": "1"}
        self.call("git", "clone", "-q", "--no-hardlinks", str(ROOT), str(self.root), cwd=folder)
        (self.root / ".venv").symlink_to(sys.prefix)  # installed already: the stamps in it are newer than the locks
        for name in ("requirements/site.txt", "requirements/test.txt", "pyproject.toml"):
            os.utime(self.root / name, (0, 0))

    def call(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command in the clone."""
        return subprocess.run(
            command, cwd=cwd or self.root, env=self.environment, capture_output=True, text=True, check=False
        )

    def timeline(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the script."""
        return self.call(sys.executable, "build_timeline.py", *arguments)
