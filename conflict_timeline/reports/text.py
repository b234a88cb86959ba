"""Text for people: each problem with its line, a caret under the place and a hint, then the counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..problems import Problem, printable
from .telling import Telling

Paint = Callable[[str, str], str]
"""Gives words in the colour of their role: a severity, ``caret`` or ``hint``."""


def plain(words: str, _role: str) -> str:
    """Give words as they are, for where nobody sees colours."""
    return words


def lines(telling: Telling, paint: Paint = plain) -> Iterator[str]:
    """Give a report as text."""
    for problem in telling.report.problems:
        yield from told(problem, telling.line(problem), paint)
    yield telling.report.summary()


def told(problem: Problem, line: str, paint: Paint = plain) -> Iterator[str]:
    """Give one problem as lines of text: its place and message, the line, a caret, the hint."""
    where = printable(f"{problem.path}:{problem.line}:{problem.column}")
    grave = paint(problem.severity, problem.severity)
    yield f"{where}: {grave} {problem.rule}: {printable(problem.message)}"
    if line.strip():
        shown, caret = _window(line.expandtabs(1), problem.column - 1)
        yield f"    {shown}"
        yield f"    {' ' * caret}{paint('^', 'caret')}"
    if problem.hint:
        yield f"    {paint('hint:', 'hint')} {printable(problem.hint)}"


def _window(line: str, column: int, width: int = 96) -> tuple[str, int]:
    """Cut a long line to what stands around ``column``; give it and the caret's place in it."""
    column = min(column, len(line))
    start = max(0, column - width // 2) if len(line) > width else 0
    shown = line[start : start + width]
    lead, tail = ("…" if start else ""), ("…" if start + width < len(line) else "")
    return printable(lead + shown + tail), column - start + len(lead)
