"""How far something is, shown where somebody looks and has begun to wait."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds that something may take before anything is shown."""


class Bar:
    """A bar on the terminal, drawn from the first step on that comes after a second.

    Args:
        words: what is being done.
        shown: whether anything is drawn at all.
    """

    def __init__(self, words: str, *, shown: bool) -> None:
        self._words = words
        self._shown = shown
        self._began = time.monotonic()
        self._done = 0
        self._drawn: tuple[Progress, TaskID] | None = None

    def __call__(self, last: str, total: int) -> None:
        """Note that one more is done: what it was about, and how many there are."""
        self.reach(self._done + 1, total, last)

    def reach(self, done: int, total: int, last: str = "") -> None:
        """Note how many are done of how many, and what the last one was about."""
        self._done = done
        if not self._shown or (self._drawn is None and time.monotonic() - self._began < PATIENCE):
            return
        # Imported here, since what is quick needs none of it, and where nobody looks nothing does.
        from rich.markup import escape

        from ..problems import printable

        progress, task = self._drawn = self._drawn or self._start()
        progress.update(task, completed=done, total=total, last=escape(printable(last)[:60]))

    def close(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._drawn[0].stop()

    def _start(self) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[last]}"),
        )
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        progress.start()
        return progress, progress.add_task(self._words, total=None, last="")


@contextmanager
def progress(words: str) -> Iterator[Bar]:
    """Show on a terminal how far something is; elsewhere, and where it takes less than a second, nothing."""
    bar = Bar(words, shown=sys.stderr.isatty() and os.environ.get("TERM") != "dumb")
    try:
        yield bar
    finally:
        bar.close()
