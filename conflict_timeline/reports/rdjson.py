"""``rdjson``, the Reviewdog Diagnostic Format (``DiagnosticResult``): reviewdog makes review comments of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..problems import Edit, Problem
from .telling import Telling, end, sentence


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
    start = _position(telling, problem.path, problem.line, problem.column)
    told: dict[str, Any] = {
        "message": sentence(problem),
        "severity": problem.severity.upper(),
        "location": {"path": telling.path(problem), "range": {"start": start}},
        "code": code,
    }
    # Several suggestions are several ways to right the same thing; a fix of several pieces would be halved.
    if problem.fix and len(problem.fix.edits) == 1:
        told["suggestions"] = [_suggestion(telling, problem.path, problem.fix.edits[0])]
    return told


def _suggestion(telling: Telling, path: str, edit: Edit) -> dict[str, Any]:
    start = _position(telling, path, edit.line, edit.column)
    return {"range": {"start": start, "end": _position(telling, path, *end(edit))}, "text": edit.new}


def _position(telling: Telling, path: str, line: int, column: int) -> dict[str, int]:
    """A place whose column counts bytes of UTF-8, from 1, as the format wants it."""
    text = telling.line_of(path, line)
    return {"line": line, "column": len(text[: column - 1].encode("utf-8", "replace")) + 1 if text else column}
