"""How commands show what would change in a file."""

from __future__ import annotations

import sys
from typing import Any

import click

from ..files.drafts import Draft
from ..problems import printable
from .shared import colourful

_COLOURS: dict[str, dict[str, Any]] = {
    "---": {"bold": True},
    "+++": {"bold": True},
    "@@": {"fg": "cyan"},
    "-": {"fg": "red"},
    "+": {"fg": "green"},
}
"""By what a line begins with; the first that fits counts."""


def tell_diff(draft: Draft) -> None:
    """Print a unified diff: for a person with colours and nothing that steers a terminal, else as ``patch`` takes it."""
    is_seen = sys.stdout.isatty()
    for line in draft.diff():
        told = printable(line.replace("\r", "␍")) if is_seen else line
        style = next((style for sign, style in _COLOURS.items() if line.startswith(sign)), None)
        click.echo(click.style(told, **style) if style and colourful() else told, color=True)
