"""``rdjson``, the Reviewdog Diagnostic Format (``DiagnosticResult``): reviewdog makes review comments of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..problems import Problem
from .telling import Telling, sentence


def lines(telling: Telling) -> Iterator[str]:
    """Give a report as one ``DiagnosticResult``."""
    source = {"name": "conflict-timeline", **({"url": telling.site} if telling.site else {})}
    diagnostics = [_diagnostic(telling, problem) for problem in telling.report.problems]
    # Every sign beyond ASCII is escaped: the output is whole in any terminal, and nothing in it steers one.
    yield json.dumps({"source": source, "diagnostics": diagnostics}, indent=2)


def _diagnostic(telling: Telling, problem: Problem) -> dict[str, Any]:
    code = {"value": problem.rule}
    if address := telling.help(problem.rule):
        code["url"] = address
    start = {"line": problem.line, "column": _bytes(telling.line(problem), problem.column)}
    return {
        "message": sentence(problem),
        "severity": problem.severity.upper(),
        "location": {"path": telling.path(problem), "range": {"start": start}},
        "code": code,
    }


def _bytes(line: str, column: int) -> int:
    """A column counted in bytes of UTF-8, from 1, as the format wants it."""
    return len(line[: column - 1].encode("utf-8", "replace")) + 1 if line else column
