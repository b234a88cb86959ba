"""How grave problems are on a site, which of them it or an event switches off, and switches that do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..collection import Collection
from ..collection.entries import Entry
from ..model import Event
from ..problems import Problem, nearest
from ..rules import RULES, Severity
from ..settings import DEFAULTS, Settings


def applied(
    collection: Collection, problems: Iterable[Problem], settings: Settings = DEFAULTS, by: str = "check"
) -> Iterator[Problem]:
    """Grade problems as the site does, leave out what it or an event switches off, and add the switches without need.

    Args:
        collection: the record.
        problems: what a command found.
        settings: the site's.
        by: that command; it alone can tell whether a switch of one of its rules is needed.
    """
    switches = {
        outline.path: (name, outline.ignores) for name, outline in collection.outlines.items() if outline.ignores
    }
    used: set[tuple[str, str]] = set()
    for problem in _graded(problems, settings):
        _, rules = switches.get(problem.path, ("", ()))
        if problem.rule in rules and problem.severity is not Severity.ERROR:
            used.add((problem.path, problem.rule))
        elif settings.severity(problem.rule):
            yield problem
    unused = [
        _unused(collection.events[name], rule, settings)
        for path, (name, rules) in switches.items()
        for rule in rules
        if (path, rule) not in used and (RULES[rule].by if rule in RULES else "check") == by
    ]
    if settings.severity("unused-ignore"):
        yield from _graded(unused, settings)


def _graded(problems: Iterable[Problem], settings: Settings) -> Iterator[Problem]:
    for problem in problems:
        severity = settings.severities.get(problem.rule)
        yield replace(problem, graded=severity) if severity else problem


def _unused(entry: Entry[Event], rule: str, settings: Settings) -> Problem:
    if rule not in RULES:
        warnings = [name for name in RULES if settings.severity(name) is not Severity.ERROR]
        message, hint = f"{rule[:80]} is no rule", nearest(rule, warnings) or "delete the line"
    elif settings.severity(rule) is Severity.ERROR:
        message, hint = f"{rule} is an error, which cannot be switched off", "delete the line, and correct the error"
    else:
        message, hint = f"{rule} does not occur in this file", "delete the line"
    return entry.problem("unused-ignore", message, hint, at=("ignore", rule), key=True)
