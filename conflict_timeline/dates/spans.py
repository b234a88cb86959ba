"""Thirds of a stretch of time, and what comes before or after it, as EDTF."""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta

from .reading import DateError, parse
from .values import Day, Precision

_WHICH = ("early", "mid", "late")


def third(edtf: str, which: str) -> str:
    """Give an unknown day in the first, second or last third of a month, year, decade or century.

    Args:
        edtf: a single date that is not a day.
        which: ``early``, ``mid`` or ``late``.

    Returns:
        A set of which one holds; of a season, its about first, second or last month.

    Raises:
        DateError: the date has no thirds that people speak of.
    """
    plain, mark = _split(edtf)
    date, place = parse(plain), _WHICH.index(which)
    year, month = (date.earliest or Day.min).year, (date.earliest or Day.min).month
    match date.precision:
        case "season":
            month += place
            return f"{year + (month - 1) // 12:04}-{(month - 1) % 12 + 1:02}~"
        case "month" if "X" not in plain:
            bounds = [(1, 10), (11, 20), (21, monthrange(year, month)[1])][place]
            ends = [f"{plain}-{day:02}" for day in bounds]
        case "year" if "X" not in plain:
            ends = [f"{plain}-{month:02}" for month in [(1, 4), (5, 8), (9, 12)][place]]
        case "decade":
            ends = [f"{plain[:3]}{digit}" for digit in [(0, 3), (4, 6), (7, 9)][place]]
        case "century":
            ends = [f"{plain[:2]}{digits:02}" for digits in [(0, 32), (33, 66), (67, 99)][place]]
        case _:
            message = f"«{which}» belongs to a month, a season, a year, a decade or a century"
            raise DateError(message, "leave the word out; the time of day in words goes into time_note")
    return f"[{ends[0]}{mark}..{ends[1]}{mark}]"


def before(edtf: str) -> str:
    """Give the last day, month or year before a date."""
    return _beside(edtf, -1)


def after(edtf: str) -> str:
    """Give the first day, month or year after a date."""
    return _beside(edtf, 1)


def _beside(edtf: str, step: int) -> str:
    plain, mark = _split(edtf)
    date = parse(plain)
    edge = date.earliest if step < 0 else date.latest
    if edge is None or edge in (Day.min, Day.max):
        raise DateError(f"nothing is {'before' if step < 0 else 'after'} {edtf}")
    if date.precision == "minute":
        return edtf
    return _written(edge + timedelta(step), parse(plain).parts[0].precision) + mark  # type: ignore[union-attr]


def _written(day: Day, precision: Precision) -> str:
    if precision == "day":
        return day.isoformat()
    return f"{day.year:04}-{day.month:02}" if precision in ("month", "season") else f"{day.year:04}"


def _split(edtf: str) -> tuple[str, str]:
    """A date and its mark."""
    plain = edtf.rstrip("~?%")
    return plain, edtf[len(plain) :]
