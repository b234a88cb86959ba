"""EDTF text → earliest day, latest day, precision, a phrase for people, a sort key.

Follows the Extended Date/Time Format of ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/): levels 0
and 1 and the sets of level 2, for the years 0001 to 9999; also times of day without seconds
(``2022-03-09T17:00+02:00``). Seasons are those of the northern hemisphere; winter runs into the next year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache
from typing import Literal, Protocol

from edtf import EDTFParseException, Season, Unspecified, UncertainOrApproximate, parse_edtf

Precision = Literal["minute", "day", "month", "season", "year", "decade", "century"]
Kind = Literal["single", "interval", "all-of", "one-of"]
Window = tuple[Day, Day]
"""The first and the last day of a stretch, both included; ``Day.min`` and ``Day.max`` where it is open."""

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_TIMED = re.compile(
    r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?", re.ASCII
)
_HINT = "write it as 2012-02-06, 2012-02 or 2012; an interval as 2011-04-25/2011-05-16; about a month as 2013-08~"
_LONGEST = 200
"""Characters that a date may have; sets of dozens of days fit."""


class Text(Protocol):
    """Gives a string of a catalogue by its key, with its values filled in."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Give the string."""


class DateError(ValueError):
    """A text that is no date of this profile.

    Attributes:
        rule: ``invalid-date`` or ``reversed-interval``.
        message: what is wrong.
        hint: what to write instead.
    """

    def __init__(self, message: str, hint: str = _HINT, rule: str = "invalid-date") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint


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
    def sort_key(self) -> tuple[int, int, str]:
        """Orders dates by their first day, more precise ones first."""
        first = self.earliest or self.latest or Day.min
        last = self.latest or Day.max
        return first.toordinal(), last.toordinal(), self.text

    def years(self) -> list[int]:
        """The years that the date touches; of one that touches more than twenty, the first and the last.

        An end that is open adds no year: what is published never looks at today's date.
        """
        first = (self.earliest or self.latest or Day.min).year
        last = (self.latest or _last_start(self) or self.earliest or Day.min).year
        return list(range(first, last + 1)) if last - first < 20 else [first, last]

    def begins(self) -> Window:
        """The days on which it may have begun, approximate dates widened by their own precision."""
        windows = [_begin(part) for part in self.parts]
        if self.kind == "one-of":
            return min(low for low, _ in windows), max(high for _, high in windows)
        return min(windows)

    def possible(self) -> Window:
        """All days that it may cover, approximate dates widened by their own precision."""
        windows = [(_begin(part)[0], _end(part)) for part in self.parts]
        return min(low for low, _ in windows), max(high for _, high in windows)


@lru_cache(maxsize=65_536)
def parse(text: str) -> Date:
    """Read a date.

    Raises:
        DateError: the text is no date of this profile, or an interval that ends before it begins.
    """
    if len(text) > _LONGEST:
        raise DateError(f"a date has at most {_LONGEST} characters")
    if text[:1] in ("{", "["):
        return _set(text)
    if "/" in text:
        return _interval(text)
    part = _part(text)
    return Date(text, "single", (part,), part.earliest, part.latest, part.precision)


def _interval(text: str) -> Date:
    left, _, right = text.partition("/")
    start = None if left in ("", "..") else _part(left)
    end = None if right in ("", "..") else _part(right)
    if start is None and end is None:
        raise DateError(f"{text} names no day", "give the beginning or the end: 2014/.. or ../2014")
    if start and end and end.latest < start.earliest:
        raise DateError(f"{text} ends before it begins", f"swap the two: {right}/{left}", "reversed-interval")
    stretch = Stretch(start, end, known="" not in (left, right))
    return Date(text, "interval", (stretch,), start and start.earliest, end and end.latest, "interval")


def _set(text: str) -> Date:
    if text[-1:] != {"{": "}", "[": "]"}[text[0]] or len(text) < 3:
        raise DateError(f"{text[:40]} is not a closed set", "write '{2016-09-28,2016-10-01}', in quotes")
    if " " in text:
        raise DateError("a set of dates has no spaces", f"write '{text.replace(' ', '')}'")
    parts = tuple(_element(element) for element in text[1:-1].split(","))
    kind: Kind = "all-of" if text[0] == "{" else "one-of"
    firsts = [_edge(part, "earliest") for part in parts]
    lasts = [_edge(part, "latest") for part in parts]
    earliest = None if None in firsts else min(day for day in firsts if day)
    latest = None if None in lasts else max(day for day in lasts if day)
    return Date(text, kind, parts, earliest, latest, "set")


def _element(text: str) -> Part | Stretch:
    if ".." not in text:
        return _part(text)
    left, _, right = text.partition("..")
    start, end = _part(left) if left else None, _part(right) if right else None
    if start is None and end is None:
        raise DateError("«..» alone names no day", "give its beginning or its end: 2014..")
    if start and end and end.latest < start.earliest:
        raise DateError(f"{text} ends before it begins", f"swap the two: {right}..{left}", "reversed-interval")
    return Stretch(start, end)


def _edge(part: Part | Stretch, name: str) -> Day | None:
    if isinstance(part, Stretch):
        end = part.start if name == "earliest" else part.end
        return getattr(end, name) if end else None
    day: Day = getattr(part, name)
    return day


@lru_cache(maxsize=65_536)
def _part(text: str) -> Part:
    """Read one single date: plain ones here, the rest by the edtf package."""
    if found := _PLAIN.fullmatch(text):
        return _plain(text, *(int(group) if group else None for group in found.groups()))  # type: ignore[arg-type]
    if found := _TIMED.fullmatch(text):
        day = _part(found[1])
        return Part(text, day.earliest, day.latest, "minute")
    return _by_edtf(text)


def _plain(text: str, year: int, month: int | None, day: int | None) -> Part:
    if year == 0:
        raise DateError("there is no year 0000 here", "write a year from 0001 to 9999")
    if month is None:
        return Part(text, Day(year, 1, 1), Day(year, 12, 31), "year")
    if 21 <= month <= 24 and day is None:
        return _season(text, year, month)
    if not 1 <= month <= 12:
        raise DateError(f"{text} has no month {month:02}", "write year, month, day: 2012-02-06")
    length = monthrange(year, month)[1]
    if day is None:
        return Part(text, Day(year, month, 1), Day(year, month, length), "month")
    if not 1 <= day <= length:
        raise DateError(f"{text} is not in the calendar: {year}-{month:02} has {length} days", f"write a day from 01 to {length}")
    return Part(text, Day(year, month, day), Day(year, month, day), "day")


def _season(text: str, year: int, season: int, *, approximate: bool = False, uncertain: bool = False) -> Part:
    first = 3 * (season - 20)
    last_year, last = (year, first + 2) if first < 12 else (min(year + 1, 9999), 2)
    latest = Day(last_year, last, monthrange(last_year, last)[1])
    return Part(text, Day(year, first, 1), latest, "season", approximate, uncertain)


def _by_edtf(text: str) -> Part:
    try:
        value = parse_edtf(text)
    except EDTFParseException:
        raise DateError(f"{text[:40]} is not a date", _hint(text)) from None
    mark = text[-1]
    approximate, uncertain = mark in "~%", mark in "?%"
    if type(value) is UncertainOrApproximate:
        inner = _part(text[:-1])
        return Part(text, inner.earliest, inner.latest, inner.precision, approximate, uncertain)
    if type(value) is Season and text[4] == "-":
        return _season(text, int(text[:4]), int(text[5:7]), approximate=approximate, uncertain=uncertain)
    if type(value) is Unspecified and re.fullmatch(r"\d{4}-\d\d-XX|\d{4}-XX(-XX)?|\d\d[\dX]X", text):
        return _unspecified(text)
    raise DateError(f"{text[:40]} is a form of EDTF that this record does not use", _HINT)


def _unspecified(text: str) -> Part:
    digits = text[:4]
    if "X" not in digits:
        known = _part(re.sub(r"(-XX)+$", "", text))
        return Part(text, known.earliest, known.latest, known.precision)
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return Part(text, Day(max(low, 1), 1, 1), Day(high, 12, 31), "decade" if digits[2] != "X" else "century")


def _hint(text: str) -> str:
    """What to write instead of a date in a form that people use."""
    if found := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text.strip(), re.ASCII):
        year, month, day = (int(group) for group in found.groups())
        if 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]:
            return f"write {year:04}-{month:02}-{day:02}"
    if re.match(r"\d{4}-\d\d-\d\d[T ]", text):
        return "write the time as 2022-03-09T17:00+02:00, or leave it out and say it in time_note"
    return _HINT


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
    return part.start.possible()


def _end(part: Part | Stretch) -> Day:
    if isinstance(part, Part):
        return part.possible()[1]
    return part.end.possible()[1] if part.end else Day.max


def _last_start(date: Date) -> Day | None:
    """Where the end is open: the last day on which anything of the date is known to begin."""
    starts = [part.start.latest if isinstance(part, Stretch) and part.start else _edge(part, "latest") for part in date.parts]
    return max((day for day in starts if day), default=None)


class Phraser:
    """Puts dates into words.

    Args:
        text: gives a string of the catalogue by its key and values; keys begin with ``date.``.
        months: the keys of the months' names, ``date.month`` or ``date.short_month``.
    """

    def __init__(self, text: Text, months: str = "date.month") -> None:
        self._text = text
        self._months = months

    def phrase(self, date: Date) -> str:
        """Give a date in words: "about 21 August 2013", "from 2014, still going on"."""
        if date.kind == "interval":
            return self._stretch(date.parts[0])  # type: ignore[arg-type]
        if date.kind == "single":
            return self._part(date.parts[0])  # type: ignore[arg-type]
        words = list(self._elements(date.parts))
        if len(words) == 1:
            return words[0]
        joined = "date.and" if date.kind == "all-of" else "date.or"
        return self._text(joined, first=", ".join(words[:-1]), last=words[-1])

    def _elements(self, parts: tuple[Part | Stretch, ...]) -> Iterator[str]:
        """Each element in words; days of one month name it once, months of one year name that once."""
        for part, after in zip(parts, (*parts[1:], None), strict=True):
            if not (isinstance(part, Part) and isinstance(after, Part) and part.precision == after.precision == "day"):
                yield self._part(part) if isinstance(part, Part) else self._stretch(part)
            elif part.approximate or part.uncertain or part.earliest.year != after.earliest.year:
                yield self._part(part)
            elif part.earliest.month != after.earliest.month:
                yield f"{part.earliest.day} {self._month(part.earliest.month)}"
            else:
                yield str(part.earliest.day)

    def _stretch(self, stretch: Stretch) -> str:
        start, end = stretch.start, stretch.end
        if start and end:
            return self._text("date.span", start=self._start(start, end), end=self._part(end))
        kind = "open" if stretch.known else "unknown"
        if start:
            return self._text(f"date.from_{kind}", date=self._part(start))
        return self._text(f"date.until_{kind}", date=self._part(end)) if end else ""

    def _start(self, start: Part, end: Part) -> str:
        """The beginning of an interval, without the year and month that its end repeats."""
        if start.approximate or start.uncertain or "X" in start.text or start.earliest.year != end.earliest.year:
            return self._part(start)
        if start.precision == "month" and end.precision in ("month", "day"):
            return self._month(start.earliest.month)
        if start.precision == end.precision == "day":
            day = str(start.earliest.day)
            return day if start.earliest.month == end.earliest.month else f"{day} {self._month(start.earliest.month)}"
        return self._part(start)

    def _part(self, part: Part) -> str:
        words = self._plain(part)
        if part.approximate:
            words = self._text("date.about", date=words)
        return self._text("date.uncertain", date=words) if part.uncertain else words

    def _plain(self, part: Part) -> str:
        first, year = part.earliest, str(part.earliest.year)
        match part.precision:
            case "minute":
                found = _TIMED.fullmatch(part.text)
                zone = (found[4] or "") if found else ""
                clock = f"{found[2]}:{found[3]}" if found else ""
                day = f"{first.day} {self._month(first.month)} {year}"
                if not zone:
                    return self._text("date.time", date=day, time=clock)
                return self._text("date.time_zone", date=day, time=clock, zone="" if zone == "Z" else zone)
            case "day":
                return f"{first.day} {self._month(first.month)} {year}"
            case "month":
                words = f"{self._month(first.month)} {year}"
                return self._text("date.some_day", date=words) if "X" in part.text else words
            case "season":
                return self._text(f"date.season.{first.month // 3}", year=year)
            case "year":
                return self._text("date.some_month", date=year) if "X" in part.text else year
            case "decade":
                return self._text("date.decade", year=year)
            case _:
                return self._text("date.century", first=year, last=str(part.latest.year))

    def _month(self, number: int) -> str:
        return self._text(f"{self._months}.{number}")

