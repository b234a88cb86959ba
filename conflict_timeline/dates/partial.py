"""A single date in words, or what is said of it: in "5–7 March 2022" the first day has neither month nor year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .reading import DateError
from .tokens import Token

_SHAPES = frozenset(
    tuple(shape.split())
    for shape in (
        "number month year",
        "month number year",
        "year month number",
        "number dash month dash year",
        "year dash month dash number",
        "month year",
        "month dash year",
        "year month",
        "year dash month",
        "number month",
        "month number",
        "number year",
        "year",
        "month",
        "number",
    )
)
"""The orders in which people write day (a number), month and year; what is missing a neighbour says."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Partial:
    """What is said of a single date.

    Attributes:
        year: the year, or None.
        month: the month, or None.
        day: the day of the month, or None.
        other: EDTF of what has none of these: a season, a decade, a century.
        clock: the time of day as EDTF has it, ``T17:00+02:00``.
        mark: ``~``, ``?``, ``%`` or nothing.
        weekday: from 0, Monday; None where none is named.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    other: str = ""
    clock: str = ""
    mark: str = ""
    weekday: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is a date without what a neighbour says."""
        return bool(self.other) or (self.year is not None and (self.month is not None or self.day is None))

    def edtf(self) -> str:
        """Give it as EDTF.

        Raises:
            DateError: the day is no such weekday, or a time of day is approximate.
        """
        if self.other:
            return self.other.replace("/", f"{self.mark}/") + self.mark
        text = "-".join(
            [f"{self.year:04}", *(f"{number:02}" for number in (self.month, self.day) if number is not None)]
        )
        if self.clock and self.mark:
            raise DateError("EDTF has no uncertain time of day", "leave the time out here, and say it in time_note")
        if self.weekday is not None and (actual := self._weekday()) not in (None, self.weekday):
            message = f"{text} is a {_DAYS[actual or 0]} and not a {_DAYS[self.weekday]}"
            raise DateError(message, "correct the day, or leave the weekday out")
        return text + self.clock + self.mark

    def _weekday(self) -> int | None:
        try:
            return date(self.year or 0, self.month or 0, self.day or 0).weekday()
        except ValueError:
            return None


def completed(parts: tuple[Partial, ...], text: str) -> list[Partial]:
    """Give each part the year and month that it lacks, from those after it or else before it.

    Raises:
        DateError: nobody says the year, or the month; ``text`` is the date as written.
    """
    found = []
    for place, said in enumerate(parts):
        part = said
        nearest = [*parts[place + 1 :], *reversed(parts[:place])]
        if not part.other and part.day is not None and part.month is None:
            part = replace(part, month=next((other.month for other in nearest if other.day and other.month), None))
        if not part.other and part.year is None:
            part = replace(part, year=next((other.year for other in nearest if other.year is not None), None))
        if not part.is_whole:
            lacking = "year" if part.year is None else "month"
            raise DateError(f"«{text}» does not say the {lacking}", f"add the {lacking}")
        found.append(part)
    return found


def single(words: list[Token], day_first: bool) -> Iterator[Partial]:
    """Give what the words of a single date may mean; nothing where they are none.

    Args:
        words: its tokens.
        day_first: whether 03/04/2012 is in April.
    """
    kinds = {word.kind for word in words}
    mark = "%" if kinds >= {"about", "unsure"} else "~" if "about" in kinds else "?" if "unsure" in kinds else ""
    clocks = [word for word in words if word.kind == "clock"]
    weekdays = [word.value for word in words if word.kind == "weekday"]
    said = [word for word in words if word.kind not in ("about", "unsure", "clock", "weekday", "comma")]
    if len(clocks) > 1 or len(weekdays) > 1:
        return
    for partial in _shaped(said, day_first):
        if clocks and partial.day is None:
            continue
        yield replace(
            partial, mark=mark, clock=_clock(clocks[0]) if clocks else "", weekday=weekdays[0] if weekdays else None
        )


def _shaped(said: list[Token], day_first: bool) -> Iterator[Partial]:
    kinds = tuple(word.kind for word in said)
    values = {word.kind: word.value for word in said}
    if kinds in _SHAPES:
        yield Partial(values.get("year"), values.get("month"), values.get("number"))
    elif kinds == ("decade",):
        yield Partial(other=f"{values['decade'] // 10:03}X")
        if values["decade"] % 100 == 0:  # the 2000s: ten years or a hundred
            yield Partial(other=f"{values['decade'] // 100:02}XX")
    elif kinds == ("century",):
        yield Partial(other=f"{values['century'] - 1:02}XX")
    elif "season" in kinds:
        yield from _season(said)
    elif len(said) == 1:
        yield from _digits(said[0], day_first)


def _digits(word: Token, day_first: bool) -> Iterator[Partial]:
    """A date in digits alone."""
    numbers = [int(digits) for digits in re.findall(r"\d+", word.text)]
    match word.kind:
        case "year_first":
            year, month, day = numbers
            yield Partial(year, month, day)
        case "year_last":
            # With points the day comes first wherever people write so; otherwise it depends on the country.
            day, month = numbers[:2] if day_first or "." in word.text else reversed(numbers[:2])
            yield Partial(numbers[2], month, day)
        case "month_year":
            month, year = numbers
            yield Partial(year, month)
        case "year_two":
            year, second = numbers
            if 1 <= second <= 12:
                yield Partial(year, second)
            if second > year % 100:
                yield Partial(other=f"{year:04}/{year // 100:02}{second:02}")


def _season(said: list[Token]) -> Iterator[Partial]:
    """A season and its year; winter may be named after the year in which it begins or ends, or after both."""
    season = next(word.value for word in said if word.kind == "season")
    years = [word for word in said if word.kind not in ("season", "dash", "slash")]
    numbers = [int(digits) for word in years for digits in re.findall(r"\d+", word.text)]
    if [word.kind for word in years] == ["year"]:
        yield Partial(other=f"{numbers[0]:04}-{season}")
        if season == 24:
            yield Partial(other=f"{numbers[0] - 1:04}-{season}")
    elif season == 24 and len(numbers) == 2 and numbers[1] in (numbers[0] + 1, (numbers[0] + 1) % 100):
        yield Partial(other=f"{numbers[0]:04}-{season}")


def _clock(word: Token) -> str:
    """A time of day as EDTF has it: "5:30 pm utc+2" → ``T17:30+02:00``."""
    if word.text == "noon":
        hour, minute = 12, 0
    else:
        numbers = [int(digits) for digits in re.findall(r"\d+", word.text)]
        hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
        if (half := re.search("[ap]", word.text)) is not None:
            if not 1 <= hour <= 12:
                raise DateError(f"{word.text} is no time of day", "write it as 17:00")
            hour = hour % 12 + (12 if half[0] == "p" else 0)
    if hour > 23 or minute > 59:
        raise DateError(f"{word.text} is no time of day", "write it as 17:00")
    found = re.search(r"([+-])(\d{1,2}):?(\d\d)?", word.zone)
    zone = f"{found[1]}{int(found[2]):02}:{found[3] or '00'}" if found else "Z" if word.zone else ""
    return f"T{hour:02}:{minute:02}{zone}"
