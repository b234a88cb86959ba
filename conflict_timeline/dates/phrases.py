"""A date → words for people, from a catalogue of strings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from .reading import TIMED
from .values import Date, Part, Stretch


class Text(Protocol):
    """Gives a string of a catalogue by its key, with its values filled in."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Give the string."""


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
        words = list(self._elements(date))
        if len(words) == 1:
            return words[0]
        joined = "date.and" if date.kind == "all-of" else "date.or"
        return self._text(joined, first=", ".join(words[:-1]), last=words[-1])

    def _elements(self, date: Date) -> Iterator[str]:
        """Each element in words; days of one month name it once, months of one year name that once."""
        for part, after in zip(date.parts, (*date.parts[1:], None), strict=True):
            if isinstance(part, Stretch):
                yield self._some(part) if date.kind == "one-of" else self._stretch(part)
            elif not (isinstance(after, Part) and _share_year(part, after)):
                yield self._part(part)
            elif part.earliest.month != after.earliest.month:
                yield f"{part.earliest.day} {self._month(part.earliest.month)}"
            else:
                yield str(part.earliest.day)

    def _some(self, stretch: Stretch) -> str:
        """A stretch on one day of which it happened."""
        start, end = stretch.start, stretch.end
        if start and end:
            return self._text("date.between", start=self._start(start, end), end=self._part(end))
        if start:
            return self._text("date.or_later", date=self._part(start))
        return self._text("date.or_earlier", date=self._part(end)) if end else ""

    def _stretch(self, stretch: Stretch) -> str:
        start, end = stretch.start, stretch.end
        if start and end:
            if start.text == end.text:
                return self._part(end)
            if end.covers(start) and end.precision in ("month", "year"):
                return self._text(f"date.into_{end.precision}", start=self._part(start))
            if start.covers(end):
                return self._text(
                    "date.span", start=self._text("date.some_time", date=self._part(start)), end=self._part(end)
                )
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
                found = TIMED.fullmatch(part.text)
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


def _share_year(part: Part, after: Part) -> bool:
    """Whether both are plain days of one year, which is then named once."""
    plain = part.precision == after.precision == "day" and not (part.approximate or part.uncertain)
    return plain and part.earliest.year == after.earliest.year
