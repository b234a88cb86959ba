"""EDTF text → date: plain dates here, which is fast, and the rest by the edtf package, once a distinct text."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from .values import Date, Day, Kind, Part, Stretch, edge

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
TIMED = re.compile(
    r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?", re.ASCII
)
"""A day with a time: the day, hours, minutes and zone are its groups 1 to 4."""
_TIME = re.compile(r"T(\d\d:\d\d)(:\d\d)?(?:(Z)|([+-]\d\d):?(\d\d)?)?", re.ASCII)
_CUT = re.compile(r"\d{4}(?:-\d\d)?-XX|\d{4}-XX-XX", re.ASCII)
_LEVEL_1 = re.compile(r"(?:\d{4}-\d\d-XX|\d{4}-XX(?:-XX)?|\d\d[\dX]X)[?~%]?", re.ASCII)
_OTHER_EDTF = re.compile(r"(?=.*[XYES?~%]|-\d{4})[?~%]?(Y?-?[\dX]{4}|Y-?\d)[-\dXES?~%]*", re.ASCII)
_SLASHED = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4}", re.ASCII)
_HINT = "write it as 2012-02-06, 2012-02 or 2012; an interval as 2011-04-25/2011-05-16; about a month as 2013-08~"
_LONGEST = 200
"""Characters that a date may have; sets of dozens of days fit."""


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


def normal(text: str) -> str:
    """Give a date in its normal form: a time with hours and minutes, and its zone as ``Z`` or ``+02:00``.

    Everything else has one form in this profile. What is no date is given back as it is.
    """
    if "T" not in text:
        return text
    try:
        parse(text)
    except DateError:
        return text
    return _TIME.sub(_normal_time, text)


def _normal_time(found: re.Match[str]) -> str:
    clock, seconds, zone, hours, minutes = found.groups(default="")
    if hours:
        zone = f"{hours}:{minutes or '00'}"
    return f"T{clock}{seconds.replace(':00', '')}{'Z' if zone == '+00:00' else zone}"


def _interval(text: str) -> Date:
    if _SLASHED.fullmatch(text):
        raise DateError(f"{text} is not a date", _hint(text))
    left, _, right = text.partition("/")
    start = None if left in ("", "..") else _part(left)
    end = None if right in ("", "..") else _part(right)
    if start is None and end is None:
        raise DateError(f"{text} names no day", "give the beginning or the end: 2014/.. or ../2014")
    if start and end and end.latest < start.earliest:
        raise DateError(f"{text} ends before it begins", f"swap the two: {right}/{left}", "reversed-interval")
    stretch = Stretch(start, end, known="" not in (left, right))
    earliest, latest = start.earliest if start else None, end.latest if end else None
    return Date(text, "interval", (stretch,), earliest, latest, "interval")


def _set(text: str) -> Date:
    if text[-1:] != {"{": "}", "[": "]"}[text[0]] or len(text) < 3:
        raise DateError(f"{text[:40]} is not a closed set", "write '{2016-09-28,2016-10-01}', in quotes")
    if " " in text:
        raise DateError("a set of dates has no spaces", f"write '{text.replace(' ', '')}'")
    parts = tuple(_element(element) for element in text[1:-1].split(","))
    kind: Kind = "all-of" if text[0] == "{" else "one-of"
    firsts = [edge(part, "earliest") for part in parts]
    lasts = [edge(part, "latest") for part in parts]
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


@lru_cache(maxsize=65_536)
def _part(text: str) -> Part:
    """Read one single date: plain, marked, cut and timed ones here, decades and the like by the edtf package."""
    if _DAY.fullmatch(text):  # nearly all are; the calendar is asked further down where this one knows no such day
        with suppress(ValueError):
            day = Day.fromisoformat(text)
            return Part(text, day, day, "day")
    mark = text[-1:] if text[-1:] in ("?", "~", "%") else ""
    if found := _PLAIN.fullmatch(text.removesuffix(mark)):
        part = _plain(text, *(int(group) if group else None for group in found.groups()))  # type: ignore[arg-type]
        return replace(part, approximate=mark in ("~", "%"), uncertain=mark in ("?", "%")) if mark else part
    if _CUT.fullmatch(text):
        return _unspecified(text)
    if found := TIMED.fullmatch(text):
        whole = _part(found[1])
        return Part(text, whole.earliest, whole.latest, "minute")
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
        raise DateError(
            f"{text} is not in the calendar: {year}-{month:02} has {length} days", f"write a day from 01 to {length}"
        )
    return Part(text, Day(year, month, day), Day(year, month, day), "day")


def _season(text: str, year: int, season: int) -> Part:
    first = 3 * (season - 20)
    last_year, last = (year, first + 2) if first < 12 else (year + 1, 2)
    latest = Day(last_year, last, monthrange(last_year, last)[1]) if last_year <= Day.max.year else Day.max
    return Part(text, Day(year, first, 1), latest, "season")


def _by_edtf(text: str) -> Part:
    # The package is asked only about forms of level 1: others make it print, or raise whatever comes.
    if not _LEVEL_1.fullmatch(text):
        if _OTHER_EDTF.fullmatch(text):
            raise DateError(f"{text[:40]} is a form of EDTF that this record does not use", _HINT)
        raise DateError(f"{text[:40] or 'an empty text'} is not a date", _hint(text))
    # Imported here, since it takes a tenth of a second and few dates need it.
    from edtf import EDTFParseException, parse_edtf

    mark = text[-1] if text[-1] in "?~%" else ""
    try:
        parse_edtf(text)
    except EDTFParseException:
        raise DateError(f"{text} is not a date", _hint(text)) from None
    return replace(
        _unspecified(text.removesuffix(mark)), text=text, approximate=mark in ("~", "%"), uncertain=mark in ("?", "%")
    )


def _unspecified(text: str) -> Part:
    digits = text[:4]
    if "X" not in digits:
        known = _part(re.sub(r"(-XX)+$", "", text))
        return Part(text, known.earliest, known.latest, known.precision)
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return Part(text, Day(max(low, 1), 1, 1), Day(high, 12, 31), "decade" if digits[2] != "X" else "century")


def _hint(text: str) -> str:
    """What to write instead of a date in a form that people use."""
    if not text:
        return "write a date; where only the year is known, the year"
    if found := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text.strip(), re.ASCII):
        year, month, day = (int(group) for group in found.groups())
        if 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]:
            return f"write {year:04}-{month:02}-{day:02}"
    if re.match(r"\d{4}-\d\d-\d\d[T ]", text):
        return "write the time as 2022-03-09T17:00+02:00, or leave it out and say it in time_note"
    return _HINT
