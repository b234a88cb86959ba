"""What there is to say of one file of ``events/`` without looking at any other: plain data that can travel and be kept.

A verdict is a function of the file's bytes, its path and the registry; that on the registry, of the registry. Whether
it was just found, came from another process or was kept since an earlier check, it reads the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from typing import Any, NamedTuple

from pydantic_core import to_json

from ..checks import of_event, of_registry, of_rest
from ..collection import Registry
from ..collection.entries import event_of
from ..collection.outlines import outline
from ..problems import Edit, Fix, Problem

REGISTRY, RECORD = "registry", "record"
"""What stands for the path in the verdicts on the registry and on the record as a whole."""
Row = list[Any]
"""A verdict or a problem as JSON has it."""


class Verdict(NamedTuple):
    """The verdict on one file, or on the registry.

    Attributes:
        path: the file, relative to the record's root.
        digest: the digest of its bytes; an empty text where it could not be read, and then nothing is to be kept.
        mark: a digest of the outline, of the names of events, and of whether the event was removed.
        removed: whether it says that its event was removed for safety.
        outline: the fields of the outline of its event; None where there is no event.
        names: the events that what stands of it names, as ``event:id``, where it lacks required fields and there is no
            event.
        met: what reading it met, a row for each problem.
        alone: what is wrong with its event alone, a row for each problem.
    """

    path: str
    digest: str
    mark: str
    removed: bool
    outline: Row | None
    names: Row
    met: list[Row]
    alone: list[Row]


def verdict(data: bytes | None, path: str, name: str, registry: Registry, met: Sequence[Problem] = ()) -> Verdict:
    """Judge a file.

    Args:
        data: its bytes; None where they could not be read.
        path: where it is, relative to the record's root.
        name: its event's id.
        registry: what events refer to.
        met: what opening it met.
    """
    told = event_of(data, path, name)
    kept = None if told.entry is None else list(outline(told.entry))
    alone = [_row(each) for each in of_event(told.entry, registry)] if told.entry else []
    names: Row = []
    if told.rest:
        names = [name for name in outline(told.rest).names if name.startswith("event:")]
        alone = [_row(each) for each in of_rest(told.rest, registry)]
    known = "" if data is None else digest(data)
    mark = digest(to_json([told.removed, kept, names]))
    return Verdict(path, known, mark, told.removed, kept, names, [_row(each) for each in (*met, *told.problems)], alone)


def on_registry(registry: Registry, known: str) -> Verdict:
    """Judge the registry, which has such a digest."""
    return Verdict(REGISTRY, known, "", False, None, [], [], [_row(each) for each in of_registry(registry)])


def on_record(known: str, found: Iterable[Problem], asked: Sequence[Row]) -> Verdict:
    """Put together the verdict on a record as a whole.

    Args:
        known: a digest of everything on which it rests, but for the events that were asked for.
        found: what is wrong.
        asked: pairs of the id and the digest of each of those.
    """
    return Verdict(RECORD, known, "", False, [*asked], [], [], [_row(each) for each in found])


def problems(rows: Sequence[Row]) -> Iterator[Problem]:
    """The problems that rows tell."""
    for path, line, column, rule, message, hint, edits in rows:
        fix = None if edits is None else Fix(tuple(starmap(Edit, edits)))
        yield Problem(path, line, column, rule, message, hint, fix)


def digest(data: bytes) -> str:
    """The digest by which the content of a file is known again."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _row(problem: Problem) -> Row:
    edits = problem.fix and [[edit.line, edit.column, edit.old, edit.new] for edit in problem.fix.edits]
    return [problem.path, problem.line, problem.column, problem.rule, problem.message, problem.hint, edits]
