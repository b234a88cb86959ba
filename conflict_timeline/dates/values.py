"""What a date is: its possible days, its precision, its place in an order.

Years run from 0001 to 9999. Qualifiers do not move the bounds of a date; ``possible`` and ``begins`` widen them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["minute", "day", "month", "season", "year", "decade", "century"]
Kind = Literal["single", "interval", "all-of", "one-of"]
Day = date
Window = tuple[Day, Day]
"""The first and the last day of a stretch, both included; ``Day.min`` and ``Day.max`` where it is open."""


@dataclass(frozen=True, slots=True)
class Part:
    """A single date as written, or one end of an interval, or one element of a set.

    Attributes:
        text: as written.
        earliest: its first possible day; qualifiers do not move it.
        latest: its last possible day.
        precision: what it is precise to.
        approximate: whether it bears ``~`` or ``%``.
        uncertain: whether it bears ``?`` or ``%``.
    """

    text: str
    earliest: Day
    latest: Day
    precision: Precision
    approximate: bool = False
    uncertain: bool = False

    def possible(self) -> Window:
        """Its bounds, and where it is approximate one unit of its own precision more on either side."""
        if not self.approximate:
            return self.earliest, self.latest
        return _moved(self.earliest, self.precision, -1), _moved(self.latest, self.precision, 1)

    def covers(self, other: Part) -> bool:
        """Whether another date lies in this one and says more; never where this one is approximate or uncertain."""
        inside = self.earliest <= other.earliest and other.latest <= self.latest
        return inside and self.precision != other.precision and not (self.approximate or self.uncertain)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of days inside a set (``1670..1672``) or an interval; an end that is open is None.

    Attributes:
        start: the first end, or None.
        end: the last end, or None.
        known: whether an open end is written as open (``..``) rather than as not known (nothing).
    """

    start: Part | None
    end: Part | None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Date:
    """A date of the record.

    Attributes:
        text: the EDTF as written.
        kind: a single date, an interval, a set of which all hold, or a set of which one holds.
        parts: a ``Part`` for each single date, a ``Stretch`` for an interval.
        earliest: the first possible day; None where the beginning is open.
        latest: the last possible day; None where the end is open.
        precision: that of its first part; ``interval`` or ``set`` for those.
    """

    text: str
    kind: Kind
    parts: tuple[Part | Stretch, ...]
    earliest: Day | None
    latest: Day | None
    precision: str

    @property
    def vague(self) -> bool:
        """Whether no month is known in which it began: its first date is a year, a decade or a century."""
        first = self.parts[0]
        start = (first.start or first.end) if isinstance(first, Stretch) else first
        return start is not None and start.precision in ("year", "decade", "century")

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Orders dates by their first day, more precise ones first."""
        first = self.earliest or self.latest or Day.min
        last = self.latest or Day.max
        return first.toordinal(), last.toordinal(), self.text

    def years(self) -> list[int]:
        """The years that the date touches; of an interval over more than twenty, the first and the last.

        A decade or a century gives only its first year, under which lists have it: it names none of its years.
        An end that is open adds no year: what is published never looks at today's date.
        """
        if self.precision in ("decade", "century"):
            return [(self.earliest or Day.min).year]
        first = (self.earliest or self.latest or Day.min).year
        last = (self.latest or _last_start(self) or self.earliest or Day.min).year
        return list(range(first, last + 1)) if last - first < 20 else [first, last]

    def begins(self) -> Window:
        """The days on which it may have begun, approximate dates widened by their own precision."""
        windows = [_begin(part) for part in self._choices()]
        if self.kind == "one-of":
            return min(low for low, _ in windows), max(high for _, high in windows)
        return min(windows)

    def ends(self) -> Window:
        """The days on which it may have ended, approximate dates widened by their own precision."""
        windows = [_finish(part) for part in self._choices()]
        if self.kind == "one-of":
            return min(low for low, _ in windows), max(high for _, high in windows)
        return max(windows, key=lambda window: window[::-1])

    def possible(self) -> Window:
        """All days that it may cover, approximate dates widened by their own precision."""
        windows = self.stretches()
        return min(low for low, _ in windows), max(high for _, high in windows)

    def _choices(self) -> Iterator[Part | Stretch]:
        """Its parts; of a stretch on one of whose days it happened, the two ends, each of which may be that day."""
        for part in self.parts:
            if self.kind == "one-of" and isinstance(part, Stretch) and part.start and part.end:
                yield part.start
                yield part.end
            else:
                yield part

    def stretches(self) -> list[Window]:
        """For each of its parts the days that this one may cover, approximate dates widened."""
        return [(_begin(part)[0], _end(part)) for part in self.parts]


def _moved(day: Day, precision: Precision, units: int) -> Day:
    """Move a day by units of a precision, staying inside the calendar."""
    months = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}.get(precision)
    if months is None:
        return day + timedelta(units) if Day.min < day < Day.max else day
    index = day.year * 12 + day.month - 1 + units * months
    if index < 12:
        return Day.min
    if index >= 120_000:
        return Day.max
    year, month = divmod(index, 12)
    length = monthrange(year, month + 1)[1]
    # The last day of a month stays the last day of its month.
    last = day.day == monthrange(day.year, day.month)[1]
    return Day(year, month + 1, length if last else min(day.day, length))


def _begin(part: Part | Stretch) -> Window:
    if isinstance(part, Part):
        return part.possible()
    if part.start is None:
        return Day.min, part.end.possible()[1] if part.end else Day.max
    low, high = part.start.possible()
    return low, min(high, _end(part))  # what has a coarse beginning began before it ended all the same


def _end(part: Part | Stretch) -> Day:
    if isinstance(part, Part):
        return part.possible()[1]
    return part.end.possible()[1] if part.end else Day.max


def _finish(part: Part | Stretch) -> Window:
    if isinstance(part, Part):
        return part.possible()
    first = _begin(part)[0]
    return (max(part.end.possible()[0], first) if part.end else first), _end(part)


def _last_start(date: Date) -> Day | None:
    """Where the end is open: the last day on which anything of the date is known to begin."""
    starts = [
        part.start.latest if isinstance(part, Stretch) and part.start else edge(part, "latest") for part in date.parts
    ]
    return max((day for day in starts if day), default=None)


def edge(part: Part | Stretch, name: str) -> Day | None:
    """The ``earliest`` or ``latest`` day of an element; None where it is open there."""
    if isinstance(part, Stretch):
        end = part.start if name == "earliest" else part.end
        return getattr(end, name) if end else None
    day: Day = getattr(part, name)
    return day
