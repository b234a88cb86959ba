"""What stands in the way, wherever it comes from: problems of the record, and what MkDocs says of its settings."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname
from typing import Any

from ..collection import Collection
from ..collection.entries import Entry
from ..problems import Problem, printable
from ..reports.text import Paint, plain, told
from ..views import addresses


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong.

    Attributes:
        path: the file, relative to the record's root.
        place: the file with line and column where these are known, as the terminal prints it.
        severity: ``error``, ``warning`` or ``info``.
        rule: the rule's name; empty where it comes from MkDocs.
        message: what is wrong.
        quote: the line in question and a caret under the place, or empty.
        hint: what to write instead, or empty.
        url: the address of the page that the file makes, from the site's root; None where it makes none.
    """

    path: str
    place: str
    severity: str
    rule: str
    message: str
    quote: str = ""
    hint: str = ""
    url: str | None = None

    def lines(self, paint: Paint = plain) -> Iterator[str]:
        """The trouble as the terminal tells it, and as ``check`` does: place and message, line and caret, hint."""
        grave = paint(self.severity, self.severity)
        yield f"{self.place}: {' '.join(filter(None, (grave, self.rule)))}: {self.message}"
        if self.quote:
            line, caret = self.quote.split("\n")
            yield f"    {line}"
            yield f"    {caret.replace('^', paint('^', 'caret'))}"
        if self.hint:
            yield f"    {paint('hint:', 'hint')} {self.hint}"


def troubles(problems: Iterable[Problem], line: Callable[[str, int], str], pages: Pages) -> list[Trouble]:
    """Tell problems of the record as troubles.

    Args:
        problems: the problems.
        line: gives the text of a line of a file.
        pages: which page a place in a file makes.
    """
    return [_trouble(problem, line(problem.path, problem.line), pages) for problem in problems]


def _trouble(problem: Problem, line: str, pages: Pages) -> Trouble:
    lines = list(told(problem, line))
    caret = len(lines) > 2 and lines[2].strip() == "^"
    return Trouble(
        printable(problem.path),
        printable(f"{problem.path}:{problem.line}:{problem.column}"),
        str(problem.severity),
        problem.rule,
        printable(problem.message),
        "\n".join(quoted[4:] for quoted in lines[1:3]) if caret else "",
        printable(problem.hint),
        pages.made_by(problem.path, problem.line),
    )


class Pages:
    """Which page a file of the record makes; in the registry, which page the entry at a line makes."""

    def __init__(self, collection: Collection) -> None:
        self._kinds: dict[str, tuple[Mapping[str, Entry[Any]], Callable[[str], str]]] = {
            "conflicts": (collection.conflicts, addresses.conflict),
            "actors": (collection.actors, addresses.actor),
            "places": (collection.places, addresses.place),
            "event-types": (collection.families, addresses.family),
            "tags": (collection.tags, addresses.tag),
        }
        self._lines: dict[str, tuple[list[int], list[str]]] = {}

    def made_by(self, path: str, line: int) -> str | None:
        """The address of the page that a line of a file makes; None where it makes none."""
        folder, _, rest = path.partition("/")
        stem, _, ending = rest.rpartition("/")[2].rpartition(".")
        match folder, ending:
            case "events", "md":
                return addresses.event(stem)
            case "seeds", "md":
                return addresses.seed(stem)
            case "docs", "md":
                return written(rest)
            case "registry", "yml" if stem in self._kinds:
                return self._entry(stem, line)
        return None

    def _entry(self, name: str, line: int) -> str | None:
        entries, address = self._kinds[name]
        if name not in self._lines:
            begun = sorted((entry.document.mark(entry.loc, key=True)[0], entry.id) for entry in entries.values())
            self._lines[name] = [number for number, _ in begun], [each for _, each in begun]
        numbers, ids = self._lines[name]
        at = bisect_right(numbers, line) - 1
        return address(ids[at]) if at >= 0 else None


def written(path: str) -> str:
    """The address of a page written by hand: ``index.md`` and ``README.md`` stand for their folder."""
    folder, name = dirname(path), basename(path).removesuffix(".md")
    parts = [folder] if name in ("index", "README") else [folder, name]
    return "".join(f"{part}/" for part in parts if part)


def compared(before: Sequence[Trouble], now: Sequence[Trouble]) -> tuple[list[Trouble], list[Trouble]]:
    """Give the troubles that are new and those that are gone; one that only moved to another line is neither."""
    return _without(now, before), _without(before, now)


def _without(some: Sequence[Trouble], others: Sequence[Trouble]) -> list[Trouble]:
    known = Counter(map(_same, others))
    found = []
    for trouble in some:
        if known[_same(trouble)]:
            known[_same(trouble)] -= 1
        else:
            found.append(trouble)
    return found


def _same(trouble: Trouble) -> tuple[str, str, str]:
    return trouble.path, trouble.rule, trouble.message


def counted(found: Iterable[Trouble]) -> str:
    """How many errors, warnings and notes: "2 errors, 1 warning"; an empty text for none."""
    counts = Counter(trouble.severity for trouble in found)
    words = (("error", "error"), ("warning", "warning"), ("info", "note"))
    return ", ".join(f"{counts[kind]:,} {noun}{'s' * (counts[kind] != 1)}" for kind, noun in words if counts[kind])
