"""A report about to be told, with what the formats show beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from posixpath import normpath

from ..problems import Edit, Problem, Report


@dataclass(frozen=True, slots=True)
class Telling:
    """A report and its surroundings.

    Attributes:
        report: what was found.
        line_of: gives the text of a line of a file of the record, or an empty text where there is none.
        site: the address of the site, which explains every rule; empty where it has none.
        folder: the way from the folder where other programs look for files to the record, empty or ending in ``/``.
    """

    report: Report
    line_of: Callable[[str, int], str]
    site: str = ""
    folder: str = ""

    def line(self, problem: Problem) -> str:
        """The text of the line that a problem points at."""
        return self.line_of(problem.path, problem.line)

    def path(self, problem: Problem) -> str:
        """The path of a problem's file from where other programs look for it."""
        return normpath(self.folder + problem.path)

    def help(self, rule: str) -> str:
        """The address that explains a rule, or an empty text."""
        return address(self.site, rule)


def address(site: str, rule: str) -> str:
    """The address that explains a rule on a site, or an empty text where the site has none."""
    return f"{site.rstrip('/')}/reference/rules/#{rule}" if site else ""


def end(edit: Edit) -> tuple[int, int]:
    """Line and column of the character behind what an edit replaces."""
    lines = edit.old.split("\n")
    column = edit.column if len(lines) == 1 else 1
    return edit.line + len(lines) - 1, column + len(lines[-1])


def sentence(problem: Problem) -> str:
    """What is wrong and what to do about it, on one line."""
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message
