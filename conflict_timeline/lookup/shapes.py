"""The pieces that answers are made of, as plain data, and their form as JSON."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from ..collection.entries import Entry
from ..dates import Date
from ..links import Tie
from ..model import Event
from ..problems import Problem
from ..views.common import when
from ..views.library import Library

_UNPRINTABLE = re.compile(r"[^\x20-\x7e\n]")


class Shape(BaseModel):
    """A part of an answer: immutable, every field described by the text below it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Answer(Shape):
    """A whole answer; as JSON it says first what it is and in which version."""

    name: ClassVar[str]
    """What is asked, a command's name."""
    version: ClassVar[int]
    """The version of the format; it rises when a program that reads this one would go wrong."""

    @classmethod
    def format(cls) -> str:
        """What its JSON says that it is."""
        return f"conflict-timeline {cls.name}"

    def as_json(self, *, ascii_only: bool = False) -> str:
        """Give the answer as JSON, indented, without characters that steer a terminal.

        Args:
            ascii_only: whether to write other characters as escapes, for an output that is not UTF-8.
        """
        head = {"format": self.format(), "version": self.version}
        text = json.dumps(head | self.model_dump(mode="json"), ensure_ascii=ascii_only, indent=2)
        return _UNPRINTABLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    """A character of a JSON text, as an escape where it is not printable; it stands inside a string there."""
    return found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1]


class Dated(Shape):
    """A date."""

    edtf: str
    """As written, EDTF (ISO 8601-2)."""
    phrase: str
    """In words."""
    earliest: str | None
    """Its first possible day, or null where the beginning is open."""
    latest: str | None
    """Its last possible day, or null where the end is open."""
    precision: str
    """What it is precise to: minute, day, month, season, year, decade, century, interval or set."""


class Named(Shape):
    """Something by its name, and by its id where it has an entry."""

    id: str | None
    """Its id, or null where it has no entry or must not be named."""
    name: str
    """Its name, or the words that stand for it."""


class Brief(Shape):
    """An event in short."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    date: Dated
    """When it happened."""
    withdrawn: bool
    """Whether it was withdrawn."""


class Linked(Shape):
    """A link as this event sees it, whichever of the two files it is written in."""

    rel: str
    """The relation, read from this event."""
    event: Brief
    """The other event."""
    basis: str
    """What the link rests on."""
    sources: list[str]
    """Citation keys, of the event in whose file the link is written."""
    written_in: str
    """The id of that event."""


class Told(Shape):
    """A problem of the record."""

    rule: str
    """The name of the rule."""
    severity: str
    """error, warning or info."""
    path: str
    """The file, relative to the record's root."""
    line: int
    """Its line, from 1."""
    column: int
    """The character in that line, from 1."""
    message: str
    """What is wrong."""
    hint: str
    """What to write instead, or an empty text."""


def dated(date: Date) -> Dated:
    """Give a date."""
    days = [day.isoformat() if day else None for day in (date.earliest, date.latest)]
    return Dated(edtf=date.text, phrase=when(date).phrase, earliest=days[0], latest=days[1], precision=date.precision)


def brief(entry: Entry[Event]) -> Brief:
    """Give an event in short."""
    event = entry.value
    return Brief(id=entry.id, title=event.title, date=dated(event.date), withdrawn=event.withdrawn is not None)


def linked(library: Library, tie: Tie) -> Linked:
    """Give a link."""
    other = brief(library.collection.events[tie.other])
    return Linked(rel=tie.rel, event=other, basis=tie.basis, sources=list(tie.sources), written_in=tie.writer)


def told(problem: Problem) -> Told:
    """Give a problem."""
    fields: dict[str, Any] = {name: getattr(problem, name) for name in Told.model_fields}
    return Told(**fields | {"severity": str(problem.severity)})
