"""Figures as a table with a small range bar for each row, and the ranges that rows of one kind span."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from .. import strings
from ..evidence import Range, alike, ranges, span
from ..model import Figure
from .common import Anchor, When, actor, when
from .library import Library

WIDTH = 160
"""The width of a range bar in its own units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A range bar: from ``start`` to ``end``, in units from 0 to ``WIDTH``.

    Attributes:
        point: where the best number stands, or None.
        open: whether it is a minimum, so that the bar goes on to the right.
    """

    start: float
    end: float
    point: float | None
    open: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: one claim of one number."""

    number: str
    bar: Bar
    by: Anchor
    as_of: When | None
    basis: str
    superseded: bool
    note: str
    cites: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that count the same thing, and what the current ones span."""

    heading: str
    scope: str
    rows: tuple[Row, ...]
    range: str


def tables(library: Library, figures: list[Figure], numbers: dict[str, int]) -> list[Table]:
    """Arrange figures: one table for each measure, unit, group and scope, in the order of the file.

    Args:
        library: for the names of actors.
        figures: the rows.
        numbers: the number of each source on the page, by citation key.
    """
    order = list(dict.fromkeys(alike(figure) for figure in figures))
    arranged = sorted(figures, key=lambda figure: order.index(alike(figure)))
    spans = {(r.measure, r.unit, r.group, r.scope): r for r in ranges(figures)}
    result = []
    for key, run in groupby(arranged, alike):
        rows = list(run)
        top = max((number for figure in rows for number in span(figure) if number), default=1)
        result.append(
            Table(
                heading(key[0], key[1], key[2]),
                key[3],
                tuple(_row(library, figure, top, numbers) for figure in rows),
                said(spans.get(key)),
            )
        )
    return result


def heading(measure: str, unit: str, group: str) -> str:
    """What is counted: "Killed", "Killed: children", or the unit in words."""
    name = unit[:1].upper() + unit[1:] if measure == "other" else strings.text(f"measure.{measure}")
    return (
        name if group == "all" else strings.text("figure.of_group", measure=name, group=strings.text(f"group.{group}"))
    )


def _row(library: Library, figure: Figure, top: int, numbers: dict[str, int]) -> Row:
    return Row(
        number(figure),
        _bar(figure, top),
        actor(library, figure.by),
        when(figure.as_of) if figure.as_of else None,
        figure.basis,
        figure.superseded,
        figure.note or "",
        tuple((key, numbers[key]) for key in figure.sources if key in numbers),
    )


def number(figure: Figure) -> str:
    """A row's number in words: "at least 14", "up to 200", "1,429", "14 to 50", "about 30 (14 to 50)"."""
    low, best, high = figure.low, figure.best, figure.high
    if best is not None and (low not in (None, best) or high not in (None, best)):
        inner = number(figure.model_copy(update={"best": None}))
        return strings.text("figure.best_and_range", best=f"{best:,}", range=inner)
    if best is not None:
        return f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,}" if low == high else strings.text("figure.range", low=f"{low:,}", high=f"{high:,}")
    if low is not None:
        return strings.text("figure.at_least", number=f"{low:,}")
    return strings.text("figure.up_to", number=f"{high or 0:,}")


def _bar(figure: Figure, top: int) -> Bar:
    low, high = span(figure)
    scale = WIDTH / (top * 1.15)  # leaves room for the arrow of a minimum
    end = high if high is not None else low
    point = figure.best if figure.best is not None else (low if low == high else None)
    return Bar(
        round(low * scale, 1), round(end * scale, 1), None if point is None else round(point * scale, 1), high is None
    )


def said(found: Range | None) -> str:
    """The range that the current rows span, in words; empty where a single row says it all."""
    if found is None or found.claims < 2:
        return ""
    claims = strings.counted("figure.claims", found.claims)
    if found.high is None:
        return strings.text("figure.span_open", claims=claims, low=f"{found.low:,}")
    if found.low == found.high:
        return strings.text("figure.span_same", claims=claims, number=f"{found.low:,}")
    return strings.text("figure.span", claims=claims, low=f"{found.low:,}", high=f"{found.high:,}")
