"""Dates of generated events: mostly days, with intervals, months, sets and doubts among them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in EDTF with the days between which it certainly begins.

    Attributes:
        text: the EDTF.
        low: the first day on which it may begin.
        high: the last day on which it may begin.
    """

    text: str
    low: dt.date
    high: dt.date


_SHARP = {"day": 69, "interval": 11, "time": 4, "uncertain": 1.5, "all-of": 1.5}
_VAGUE = {"month": 5, "year": 1.5, "about-day": 1.5, "about-month": 1.5, "one-of": 1, "season": 0.5, "some-day": 0.5}
_KINDS, _WEIGHTS = [*_SHARP, *_VAGUE], [*_SHARP.values(), *_VAGUE.values()]


def dated(rng: Random, day: dt.date) -> Dated:
    """Give a date for what happens on or about a day."""
    kind = rng.choices(_KINDS, _WEIGHTS)[0]
    return _vague(kind, day) if kind in _VAGUE else Dated(_begun(kind, rng, day), day, day)


def _begun(kind: str, rng: Random, day: dt.date) -> str:
    """A date that begins on the day itself."""
    later = day + dt.timedelta(rng.randint(4, 60))
    match kind:
        case "time":
            return f"{day}T{rng.randint(5, 23):02}:{rng.randrange(0, 60, 5):02}+02:00"
        case "interval":
            return f"{day}/{later}"
        case "uncertain":
            return f"{day}?"
        case "all-of":
            return f"{{{day},{day + dt.timedelta(3)},{later}}}"
        case _:
            return day.isoformat()


def _vague(kind: str, day: dt.date) -> Dated:
    """A date that leaves open on which day it begins."""
    month, first = day.isoformat()[:7], day.replace(day=1)
    last = (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
    match kind:
        case "month":
            return Dated(month, first, last)
        case "some-day":
            return Dated(f"{month}-XX", first, last)
        case "about-month":
            return Dated(f"{month}~", first - dt.timedelta(31), last + dt.timedelta(31))
        case "about-day":
            return Dated(f"{day}~", day - dt.timedelta(1), day + dt.timedelta(1))
        case "one-of":
            return Dated(f"[{day},{day + dt.timedelta(1)}]", day, day + dt.timedelta(1))
        case "season":
            return _season(day)
        case _:
            return Dated(str(day.year), dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))


def _season(day: dt.date) -> Dated:
    """Give the season of a day; winter is left to its month, since it runs into the next year."""
    if day.month < 3 or day.month == 12:
        return Dated(day.isoformat(), day, day)
    number = day.month // 3
    last = dt.date(day.year, 3 * number + 3, 1) - dt.timedelta(1)
    return Dated(f"{day.year}-{20 + number}", dt.date(day.year, 3 * number, 1), last)
