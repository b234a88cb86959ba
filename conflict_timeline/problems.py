"""A problem with the record, where it stands, and the report of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from posixpath import normpath

from .rules import RULES, Severity
from .text.characters import JOINERS_AND_MARKS, allowed


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a file that is replaced.

    Attributes:
        line: where it begins: the line, from 1.
        column: the character in that line, from 1.
        old: what stands there; an edit of a file in which something else stands there is out of date.
        new: what stands there afterwards.
    """

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What rights a problem with certainty: pieces of its file that are replaced, all of them or none."""

    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One breach of one rule at one place.

    Attributes:
        path: the file, relative to the record's root, with forward slashes.
        line: its line, from 1.
        column: the character in that line, from 1.
        rule: the name of the rule, a key of ``rules.RULES``.
        message: what is wrong, naming the thing, one sentence without a full stop.
        hint: what to write instead, or an empty text.
        fix: what rights it, where that is certain; two problems that differ in nothing else are one.
        graded: how grave it is where the site sets that otherwise than the rule has it.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    fix: Fix | None = field(default=None, compare=False)
    graded: Severity | None = field(default=None, compare=False)

    @property
    def severity(self) -> Severity:
        """How grave the problem is: as the site sets it, or as its rule has it."""
        return self.graded or RULES[self.rule].severity


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the hint with the known word most like ``word``, or an empty text where none is near."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""


def is_within(path: str, wanted: Iterable[str]) -> bool:
    """Whether a file is one of those wanted, or lies in a folder that is; ``.`` is the whole record."""
    return any(one in (".", path) or path.startswith(f"{one}/") for one in wanted)


@dataclass(slots=True)
class Report:
    """Problems of a whole record, in the order of files and lines, each once.

    Attributes:
        problems: what was found.
        files: how many files were read.
    """

    problems: list[Problem] = field(default_factory=list)
    files: int = 0

    def __post_init__(self) -> None:
        self.problems = sorted(set(self.problems))

    def count(self, severity: Severity) -> int:
        """How many problems have this severity."""
        return Counter(problem.severity for problem in self.problems)[severity]

    def fails(self, *, strict: bool = False) -> bool:
        """Whether a build has to be refused: any error, or under ``strict`` any warning."""
        return bool(self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING)))

    def only(self, paths: Iterable[str]) -> Report:
        """The same report with the problems of the named files and folders alone."""
        wanted = [normpath(path) for path in paths]
        return Report([problem for problem in self.problems if is_within(problem.path, wanted)], self.files)

    def summary(self) -> str:
        """The closing line: counts of files, errors and warnings."""
        parts = [_count(self.count(Severity.ERROR), "error"), _count(self.count(Severity.WARNING), "warning")]
        if notes := self.count(Severity.INFO):
            parts.append(_count(notes, "note"))
        return f"{_count(self.files, 'file')} checked: {', '.join(parts)}"


def printable(text: str) -> str:
    """Replace what would steer a terminal, or hide in it, by a question mark; joiners that words need stay."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or (c in JOINERS_AND_MARKS and allowed(c, text, n, n + 1)) else "?"
        for n, c in enumerate(text)
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
