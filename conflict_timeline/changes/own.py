"""What changed, as JSON for other programs; ``docs/commands.md`` says what is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from .. import __version__
from .data import Changes

VERSION = 1
"""The version of the format: raised when a field goes or changes its meaning, not when one is added."""


def lines(found: Changes) -> Iterator[str]:
    """Give one object with a list for each kind of change."""
    told = {"version": VERSION, "tool": {"name": "conflict-timeline", "version": __version__}, **asdict(found)}
    # Every sign beyond ASCII is escaped: the output is whole in any terminal, and nothing in it steers one.
    yield json.dumps(told, indent=2)
