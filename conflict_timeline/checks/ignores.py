"""Warnings that an event switches off, and switches that do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..collection import Collection
from ..entries import Entry
from ..model import Event
from ..problems import Problem, nearest
from ..rules import RULES, Severity


def applied(collection: Collection, problems: Iterable[Problem], by: str = "check") -> Iterator[Problem]:
    """Leave out the warnings and notes that events switch off, and add the switches that are not needed.

    Args:
        collection: the record.
        problems: what a command found.
        by: that command; it alone can tell whether a switch of one of its rules is needed.
    """
    switches = {
        outline.path: (name, outline.ignores) for name, outline in collection.outlines.items() if outline.ignores
    }
    used: set[tuple[str, str]] = set()
    for problem in problems:
        _, rules = switches.get(problem.path, ("", ()))
        if problem.rule in rules and problem.severity is not Severity.ERROR:
            used.add((problem.path, problem.rule))
        else:
            yield problem
    for path, (name, rules) in switches.items():
        for rule in rules:
            if (path, rule) not in used and (RULES[rule].by if rule in RULES else "check") == by:
                yield _unused(collection.events[name], rule)


def _unused(entry: Entry[Event], rule: str) -> Problem:
    if rule not in RULES:
        warnings = [name for name, known in RULES.items() if known.severity is not Severity.ERROR]
        message, hint = f"{rule[:80]} is no rule", nearest(rule, warnings) or "delete the line"
    elif RULES[rule].severity is Severity.ERROR:
        message, hint = f"{rule} is an error, which cannot be switched off", "delete the line, and correct the error"
    else:
        message, hint = f"{rule} does not occur in this file", "delete the line"
    return entry.problem("unused-ignore", message, hint, at=("ignore", rule), key=True)
