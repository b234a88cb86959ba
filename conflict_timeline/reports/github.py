"""Workflow commands of GitHub Actions, which annotate the lines of a pull request.

``::error file=…,line=…,col=…,title=…::message``, escaped as the runner reads it: ``%``, CR and LF everywhere, ``:``
and ``,`` in the properties too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import printable
from ..rules import Severity
from .telling import Telling, sentence

SHOWN = 10
"""How many annotations of each kind GitHub shows for one step of a job; the others stand in its log alone."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def lines(telling: Telling) -> Iterator[str]:
    """Give a report as annotations, then the counts, since not all annotations may be shown."""
    report = telling.report
    for problem in report.problems:
        file, title = _property(telling.path(problem)), _property(problem.rule)
        place = f"file={file},line={problem.line},col={problem.column},title={title}"
        yield f"::{_COMMANDS[problem.severity]} {place}::{_escaped(sentence(problem))}"
    if any(report.count(severity) > SHOWN for severity in Severity):
        yield f"GitHub shows {SHOWN} errors, {SHOWN} warnings and {SHOWN} notes of a step; all of them stand above"
    yield report.summary()


def _escaped(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
