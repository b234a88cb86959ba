"""What needs a look, as Markdown for an issue: tables of what to do, safe whatever a page calls itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..changes.inert import inert
from ..problems import Problem, Report, printable

LONGEST = 60_000
"""Characters of a letter; GitHub takes 65,536."""
_PARTS = (
    ("dead-source", "Dead, and no copy stands"),
    ("moved-source", "Moved for good"),
    ("changed-title", "Called otherwise now"),
    ("dead-but-archived", "Dead, and a copy stands"),
    ("unseen-source", "Closed to programs: a person has to look"),
)
_CALLING = ("dead-source", "moved-source", "changed-title")
"""What is worth an issue; the rest stands in it when there is one."""
_UNARCHIVED = "unarchived-source"


def letter(report: Report, summary: str) -> str:
    """Give the letter; an empty text where there is nothing to do.

    Args:
        report: what ``links`` found.
        summary: the addresses, counted.
    """
    if not any(problem.rule in _CALLING for problem in report.problems):
        return ""
    text = ""
    for line in _lines(report, summary):
        if len(text) + len(line) > LONGEST - 200:
            return f"{text}\n… and more: `python build_timeline.py links` tells all of it.\n"
        text += f"{line}\n"
    return text


def _lines(report: Report, summary: str) -> Iterator[str]:
    yield f"{inert(summary)}."
    for rule, title in _PARTS:
        found = [problem for problem in report.problems if problem.rule == rule]
        if found:
            yield from ("", f"### {title} ({len(found):,})", "", "| where | what | what to do |", "|---|---|---|")
            yield from map(_row, found)
    if lacking := sum(problem.rule == _UNARCHIVED for problem in report.problems):
        yield ""
        yield f"{lacking:,} without a copy in an archive; `python build_timeline.py archive` has them captured."
    yield ""
    yield "This text is written anew every week, and the issue closed when nothing is left to do."


def _row(problem: Problem) -> str:
    # An address is to be copied, so it stands as code, in which nothing is a link either.
    hint = _code(problem.hint) if "://" in problem.hint else inert(problem.hint)
    return f"| {inert(problem.path)}:{problem.line} | {inert(problem.message)} | {hint} |"


def _code(text: str) -> str:
    plain = printable(" ".join(text.split())).replace("`", "'").replace("|", "%7C")
    return f"`{plain}`"
