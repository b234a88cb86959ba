"""What the commands share: exit codes, the paths that people name, and how a report is printed."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from ..problems import Report
from ..source_text import lines_of

CLEAN, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: clean or warnings only; problems in the record or in a copy; wrong usage, or a disk that refuses."""

_COLOURS = {" error ": "bold red", " warning ": "bold yellow", "    hint:": "green"}


def tell(report: Report, root: Path) -> None:
    """Print a report; in colour where somebody looks."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in report.lines(lines_of(root)):
        text = Text(line)
        for words, style in _COLOURS.items():
            text.highlight_words([words], style)
        console.print(text)


def inside(root: Path, path: Path) -> str:
    """A path relative to the record's root."""
    full = (Path.cwd() / path).absolute()
    if not full.exists():
        raise click.UsageError(f"there is no {path}")
    if not full.is_relative_to(root):
        raise click.UsageError(f"{path} lies outside the record in {root}")
    return full.relative_to(root).as_posix()


def shown(path: Path) -> str:
    """A path as short as it can be told from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
