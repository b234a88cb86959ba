"""SARIF 2.1.0 (OASIS), which code scanning at GitHub, GitLab and editors read.

Numbers of sections are those of the standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from .. import __version__, examples
from ..problems import Edit, Problem
from ..rules import RULES, Rule, Severity
from .telling import Telling, end, sentence

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 25_000
"""Results that one run may have; GitHub refuses a file with more."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GRAVEST_FIRST = list(Severity)


def lines(telling: Telling) -> Iterator[str]:
    """Give a report as one log with one run."""
    problems = telling.report.problems
    told = sorted(problems, key=lambda problem: _GRAVEST_FIRST.index(problem.severity))[:MOST]
    driver: dict[str, Any] = {"name": "conflict-timeline", "semanticVersion": __version__}
    if telling.site:
        driver["informationUri"] = telling.site
    driver["rules"] = [_rule(telling, rule) for rule in RULES.values()]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(problems) - len(told))],
        "results": list(_results(telling, told)),
    }
    # Every sign beyond ASCII is escaped: the output is whole in any terminal, and nothing in it steers one.
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(telling: Telling, rule: Rule) -> dict[str, Any]:
    """A ``reportingDescriptor`` (section 3.49)."""
    told = {
        "id": rule.name,
        "shortDescription": {"text": _unquoted(rule.wants)},
        "fullDescription": {"text": _unquoted(f"{rule.wants} {rule.why}")},
        "help": {"text": _unquoted(f"{rule.wants} {rule.why}"), "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if address := telling.help(rule.name):
        told["helpUri"] = address
    return told


def _markdown(rule: Rule) -> str:
    """What a rule wants and why, with its examples."""
    example = examples.of(rule.name)
    parts = [rule.wants, rule.why]
    for heading, excerpts in (("Wrong", example.wrong), ("Right", example.right)):
        parts.append(f"**{heading}**")
        parts += [f"`{excerpt.path}`\n```text\n{excerpt.text}```" for excerpt in excerpts]
    return "\n\n".join(parts)


def _unquoted(markdown: str) -> str:
    return markdown.replace("`", "")


def _invocation(left_out: int) -> dict[str, Any]:
    """An ``invocation`` (section 3.20) that says what is missing."""
    if not left_out:
        return {"executionSuccessful": True}
    text = f"{left_out:,} more problems are left out, the least grave ones"
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }


def _results(telling: Telling, problems: Iterable[Problem]) -> Iterator[dict[str, Any]]:
    """The ``result`` objects (section 3.27)."""
    places = {name: index for index, name in enumerate(RULES)}
    seen: Counter[str] = Counter()
    for problem in problems:
        trace = _trace(telling, problem)
        seen[trace] += 1
        file = {"uri": quote(telling.path(problem), errors="replace")}
        region = {"startLine": problem.line, "startColumn": problem.column}
        told: dict[str, Any] = {
            "ruleId": problem.rule,
            "ruleIndex": places[problem.rule],
            "level": _LEVELS[problem.severity],
            "message": {"text": sentence(problem)},
            "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
            "partialFingerprints": {"primaryLocationLineHash": f"{trace}:{seen[trace]}"},
        }
        if problem.fix:
            changes = [_replacement(edit) for edit in problem.fix.edits]
            told["fixes"] = [{"artifactChanges": [{"artifactLocation": file, "replacements": changes}]}]
        yield told


def _replacement(edit: Edit) -> dict[str, Any]:
    """A ``replacement`` (section 3.57)."""
    line, column = end(edit)
    region = {"startLine": edit.line, "startColumn": edit.column, "endLine": line, "endColumn": column}
    return {"deletedRegion": region, "insertedContent": {"text": edit.new}}


def _trace(telling: Telling, problem: Problem) -> str:
    """What stays of a problem when its line moves: the rule, the file and the line's words (section 3.27.17)."""
    words = " ".join(telling.line(problem).split())
    return sha256(f"{problem.rule}\0{problem.path}\0{words}".encode("utf-8", "replace")).hexdigest()[:16]
