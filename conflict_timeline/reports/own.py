"""Our own JSON, with everything that is known of a problem; ``docs/check-formats.md`` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from .. import __version__
from ..problems import Problem
from ..rules import Severity
from .telling import Telling

VERSION = 1
"""The version of the format: raised when a field goes or changes its meaning, not when one is added."""


def lines(telling: Telling) -> Iterator[str]:
    """Give a report as one object."""
    report = telling.report
    told = {
        "version": VERSION,
        "tool": {"name": "conflict-timeline", "version": __version__},
        "files": report.files,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "problems": [_problem(telling, problem) for problem in report.problems],
    }
    # Every sign beyond ASCII is escaped: the output is whole in any terminal, and nothing in it steers one.
    yield json.dumps(told, indent=2)


def _problem(telling: Telling, problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.value,
        "rule": problem.rule,
        "message": problem.message,
        "hint": problem.hint,
        "help": telling.help(problem.rule),
        "text": telling.line(problem),
        "fix": [asdict(edit) for edit in problem.fix.edits] if problem.fix else None,
    }
