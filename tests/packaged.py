"""The package as somebody else gets it: a wheel, in an environment that has nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .built import ROOT

BIN = Path(sys.executable).parent


def wheel(folder: Path) -> Path:
    """Build a wheel; where ``WHEEL`` names one that is built already, give that.

    The tree is copied without what was built before, so that nothing left over gets in.
    """
    if given := os.environ.get("WHEEL"):
        return Path(given).resolve()
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("conflict_timeline", "pyproject.toml", "README.md", "LICENSE"):
        _call("cp", "-r", str(ROOT / name), str(source / name))
    _call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(source))
    (found,) = (folder / "dist").glob("*.whl")
    return found


def environment(folder: Path, package: Path) -> Path:
    """Make an environment with a wheel and what it needs, by the lock; give its folder."""
    _call(sys.executable, "-m", "venv", str(folder))
    install = (str(BIN / "uv"), "pip", "install", "-q", "-p", str(folder / "bin" / "python"))
    _call(*install, "--require-hashes", "-r", str(ROOT / "requirements" / "site.txt"))
    _call(*install, "--no-deps", str(package))
    return folder


def _call(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
