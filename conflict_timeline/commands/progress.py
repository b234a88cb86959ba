"""How far something is, shown where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ..problems import printable


@contextmanager
def progress(words: str) -> Iterator[Callable[[str, int], None]]:
    """Show on a terminal how far something is; elsewhere nothing.

    Gives a function to be called after each step, with what it was about and the number of all.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[last]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task(words, total=None, last="")

        def step(last: str, total: int) -> None:
            bars.update(task, advance=1, total=total, last=escape(printable(last)[:60]))

        yield step
