"""One record with its id and the place where it is written: what rules and pages are given to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, Generic, TypeVar

from ..bodies.citations import Body
from ..front_matter import Document, read
from ..front_matter.strict_yaml import Loc
from ..model import Event, Record, Removal, Seed
from ..problems import Edit, Fix, Problem
from .faults import faulty_parts, problems_of, salvage, without, written

M_co = TypeVar("M_co", bound=Record, covariant=True)
N = TypeVar("N", bound=Record)


@dataclass(slots=True, weakref_slot=True)
class Entry(Generic[M_co]):
    """One record with its id and the place where it is written.

    Attributes:
        id: unique among the records of its kind.
        value: the record.
        document: the file.
        loc: the way to the record inside the file; empty where the file is the record.
        lost: the ways to items of lists that were faulty and are not in ``value``.
        faulty: whether anything was faulty and is not in ``value``.
    """

    id: str
    value: M_co
    document: Document
    loc: Loc = ()
    lost: frozenset[Loc] = frozenset()
    faulty: bool = False
    _body: Body | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        """The file, relative to the record's root."""
        return self.document.path

    @property
    def body(self) -> Body:
        """The text below the front matter, read once."""
        if self._body is None:
            self._body = Body(self.document.body)
        return self._body

    def problem(
        self, rule: str, message: str, hint: str = "", *, at: Loc = (), key: bool = False, instead: str | None = ""
    ) -> Problem:
        """Make a problem at the value (or with ``key`` at the key) that ``at`` leads to.

        ``instead`` is what certainly belongs there, where that is known; None where it certainly has to go.
        """
        loc = (*self.loc, *self._written_at(at))
        line, column = self.document.mark(loc, key=key)
        edit = self.document.edit(loc, instead, key=key) if instead else None
        if instead is None:
            from ..formatting import edit_of

            edit = edit_of(self.document, loc, None)
        return Problem(self.path, line, column, rule, message, hint, Fix((edit,)) if edit else None)

    def written(self, at: Loc) -> Any:
        """What the file says at a place, even where it is faulty and so not in ``value``; else None."""
        return written(self.document.data, (*self.loc, *self._written_at(at)))

    def _written_at(self, at: Loc) -> Loc:
        """Turn a place in ``value`` into the place in the file: lost items stand in between there."""
        steps: list[str | int] = []
        for kept in at:
            step = kept
            if isinstance(step, int):
                gone = {loc[-1] for loc in self.lost if loc[:-1] == tuple(steps)}
                # The place of an item is the one that has so many kept items before it.
                step = next(islice((place for place in count() if place not in gone), step, None))
            steps.append(step)
        return tuple(steps)

    def body_problem(
        self, rule: str, offset: int, message: str, hint: str = "", *, old: str = "", instead: str = ""
    ) -> Problem:
        """Make a problem at a character of the body.

        ``instead`` is what certainly belongs in the place of the next ``old``, where that is known.
        """
        line, column = self.document.body_mark(offset)
        fix = None
        if instead:
            place = self.document.body.index(old, offset)
            fix = Fix((Edit(*self.document.body_mark(place), old, instead),))
        return Problem(self.path, line, column, rule, message, hint, fix)


def validated(
    model: type[N], name: str, data: Any, document: Document, loc: Loc = ()
) -> tuple[Entry[N] | None, list[Problem]]:
    """Validate one record; where it is faulty, tell that and keep what stands without the faulty parts.

    Args:
        model: what the record should be.
        name: its id.
        data: its fields.
        document: the file in which it stands.
        loc: the way to it inside the file.

    Returns:
        The record, or None where nothing of it stands, and what is wrong with it.
    """
    value, errors = salvage(model, data)
    if not errors:
        return None if value is None else Entry(name, value, document, loc), []
    problems = list(problems_of(errors, model, document, loc))
    if value is None:
        return None, problems
    lost = frozenset(part for part in faulty_parts(errors) if isinstance(part[-1], int))
    return Entry(name, value, document, loc, lost, faulty=True), problems


@dataclass(frozen=True, slots=True)
class EventFile:
    """What a file of ``events/`` holds.

    Attributes:
        entry: the event; None where it was removed for safety, or could not be read.
        removed: whether the file says that its event was removed for safety.
        problems: what reading it met.
        rest: where required fields are missing or faulty, what the others say, with stand-ins for those; good for
            nothing but judging the others.
    """

    entry: Entry[Event] | None
    removed: bool
    problems: list[Problem]
    rest: Entry[Event] | None = None


_STAND_INS = {"title": "-", "date": "0001", "summary": "-", "type": "-", "conflicts": ["x"], "status": "confirmed"}
"""Values of required fields that the model takes; what rules say of them stands nowhere in the file."""


def event_of(data: bytes | None, path: str, name: str) -> EventFile:
    """Read a file of ``events/``.

    Args:
        data: its bytes; None where they could not be read, which has been told.
        path: where it is, relative to the record's root.
        name: the event's id.
    """
    document, problems = read(data, path) if data is not None else (None, [])
    if document is None:
        return EventFile(None, False, problems)
    if "removed_for_safety" in document.data:
        return EventFile(None, True, [*problems, *_removed(name, document)])
    entry, faults = validated(Event, name, document.data, document)
    return EventFile(entry, False, [*problems, *faults], None if entry else _rest(name, document))


def _rest(name: str, document: Document) -> Entry[Event] | None:
    """What stands of an event that lacks required fields."""
    _, errors = salvage(Event, document.data)
    kept = without(document.data, errors)
    stand_ins = dict(_STAND_INS)
    if not {"place", "online", "placeless"} & kept.keys():
        stand_ins["placeless"] = "-"
    value, again = salvage(Event, {**stand_ins, **kept})
    lost = {part for part in faulty_parts(errors) if isinstance(part[-1], int)}
    fallen = {part for part in faulty_parts(again) if isinstance(part[-1], int)}
    # Rows that fall with a value of theirs stand where the file has them, unless one above was lost before.
    if value is None or {part[:-1] for part in lost} & {part[:-1] for part in fallen}:
        return None
    return Entry(name, value, document, (), frozenset(lost | fallen), faulty=True)


def _removed(name: str, document: Document) -> list[Problem]:
    """Hold the file of an event that was removed for safety to saying that and nothing else."""
    entry, problems = validated(Removal, name, document.data, document)
    if document.body and entry:
        message, hint = (
            "an event that was removed for safety still has its text",
            "delete everything below the second ---",
        )
        problems.append(entry.body_problem("unknown-field", 0, message, hint))
    return problems


def seed_of(data: bytes | None, path: str, name: str) -> tuple[Entry[Seed] | None, list[Problem]]:
    """Read a file of ``seeds/``; otherwise like ``event_of``."""
    document, problems = read(data, path) if data is not None else (None, [])
    if document is None:
        return None, problems
    entry, faults = validated(Seed, name, document.data, document)
    return entry, [*problems, *faults]
