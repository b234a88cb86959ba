"""A date → the days that a line of time shows: where it starts, how long it is, and what of that is certain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from .values import Date, Part, Window

EPOCH = date(1970, 1, 1)
"""The day that has the number 0; earlier ones are negative."""


@dataclass(frozen=True, slots=True)
class Span:
    """A date in days.

    Attributes:
        start: the first possible day, counted from ``EPOCH``; of an open beginning the last possible day.
        length: days from the first possible day to the last; 0 for one day and where an end is open.
        shape: ``[kind, fade_in, fade_out]`` and for a set that is not open its parts, each as offset from the start
            and length; None for a plain day. The beginning lies in the first ``fade_in`` days and the one after, the
            end in as many as ``fade_out`` says; of an open end these are the days after ``start``, of an open
            beginning those before it.
    """

    start: int
    length: int
    shape: list[Any] | None


def span(found: Date) -> Span:
    """Give a date in days."""
    low, high = found.possible()
    fade_in, fade_out = _days(found.begins()), _days(found.ends())
    if found.latest is None:
        return Span(_number(low), 0, ["from", fade_in, 0])
    if found.earliest is None:
        return Span(_number(high), 0, ["until", 0, fade_out])
    return Span(_number(low), _days((low, high)), _shape(found, fade_in, fade_out))


def _shape(found: Date, fade_in: int, fade_out: int) -> list[Any] | None:
    """The shape of a date with both ends."""
    first = found.parts[0]
    if found.kind == "single" and isinstance(first, Part):
        plain = first.precision in ("day", "minute") and not (first.approximate or first.uncertain)
        return None if plain else ["span", fade_in, fade_out]
    if found.kind == "interval":
        return ["interval", fade_in, fade_out]
    return ["set" if found.kind == "all-of" else "one-of", fade_in, fade_out, _parts(found)]


def _parts(found: Date) -> list[list[int]]:
    """The elements of a set, each as its offset from the set's first possible day and its length, in order of time."""
    start = found.possible()[0]
    return sorted([_days((start, low)), _days((low, high))] for low, high in found.stretches())


def _number(day: date) -> int:
    return _days((EPOCH, day))


def _days(window: Window) -> int:
    return (window[1] - window[0]).days
