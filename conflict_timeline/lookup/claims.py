"""Who says what about an event: positions, and figures side by side."""

from __future__ import annotations

from itertools import groupby

from ..evidence import alike, ranges
from ..model import Figure, Position
from ..views.common import actor
from ..views.figures import heading, number, said
from ..views.library import Library
from .shapes import Dated, Named, Shape, dated


class Statement(Shape):
    """What somebody says about the event."""

    by: Named
    """Who says it."""
    stance: str
    """What they do by saying it: accuses, finds, denies …"""
    about: Named | None
    """Whom or what it concerns."""
    standard: str | None
    """The standard of proof applied."""
    says: str | None
    """What they say, in our words."""
    date: Dated | None
    """When they said it."""
    level: str | None
    """How strongly it supports responsibility: admitted, convicted, found-official, found-other or accused."""
    sources: list[str]
    """Citation keys."""


class Row(Shape):
    """One claim of a number."""

    number: str
    """The number in words."""
    low: int | None
    """The least number."""
    best: int | None
    """The number given."""
    high: int | None
    """The greatest number."""
    by: Named
    """Who gives it."""
    as_of: Dated | None
    """The day for which it was given."""
    basis: str
    """What it rests on: documented, estimate, minimum or reported."""
    superseded: bool
    """Whether the claimant replaced it later."""
    note: str | None
    """How it was worded, or what to mind."""
    sources: list[str]
    """Citation keys."""


class Table(Shape):
    """The rows that count the same thing, side by side."""

    heading: str
    """What is counted, in words."""
    measure: str
    """What is counted, by the model's word for it."""
    unit: str | None
    """What is counted, in words, where the measure is other."""
    group: str
    """Of whom."""
    scope: str | None
    """Which part of the event."""
    rows: list[Row]
    """The claims, in the order of the file."""
    range: str
    """What the current rows span, in words; empty where one row says it all."""


def named(library: Library, words: str) -> Named:
    """Give an actor by its id, or the words that stand for somebody without a page."""
    return Named(id=words if words in library.collection.actors else None, name=actor(library, words).text)


def statement(library: Library, position: Position, level: str | None = None) -> Statement:
    """Give a position; ``level`` says how strongly it supports responsibility."""
    return Statement(
        by=named(library, position.by),
        stance=position.stance,
        about=named(library, position.about) if position.about else None,
        standard=position.standard,
        says=position.says,
        date=dated(position.date) if position.date else None,
        level=level,
        sources=position.sources,
    )


def tables(library: Library, figures: list[Figure]) -> list[Table]:
    """Arrange figures: one table for each measure, unit, group and scope, in the order of the file."""
    order = list(dict.fromkeys(alike(figure) for figure in figures))
    spans = {(found.measure, found.unit, found.group, found.scope): found for found in ranges(figures)}
    arranged = sorted(figures, key=lambda figure: order.index(alike(figure)))
    return [
        Table(
            heading=heading(measure, unit, group),
            measure=measure,
            unit=unit or None,
            group=group,
            scope=scope or None,
            rows=[_row(library, figure) for figure in rows],
            range=said(spans.get((measure, unit, group, scope))),
        )
        for (measure, unit, group, scope), rows in groupby(arranged, alike)
    ]


def _row(library: Library, figure: Figure) -> Row:
    return Row(
        number=number(figure),
        low=figure.low,
        best=figure.best,
        high=figure.high,
        by=named(library, figure.by),
        as_of=dated(figure.as_of) if figure.as_of else None,
        basis=figure.basis,
        superseded=figure.superseded,
        note=figure.note,
        sources=figure.sources,
    )
