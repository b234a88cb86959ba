"""The record that a command is for, read while a terminal shows how far that is."""

from __future__ import annotations

from pathlib import Path

from ..collection import Collection, collect
from .progress import progress


def read(root: Path) -> Collection:
    """Read the record in a folder."""
    with progress("Reading events") as bar:
        return collect(root, done=bar.reach)
