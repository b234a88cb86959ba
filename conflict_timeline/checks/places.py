"""Rules about the points of places."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..collection import Collection
from ..collection.entries import Entry
from ..model import DECIMALS, Place
from ..problems import Problem


def check(collection: Collection) -> Iterator[Problem]:
    """Find points that are not on the map or claim to be more precise than they are."""
    for entry in collection.places.values():
        for name, limit in (("lat", 90), ("lon", 180)):
            value: Decimal | None = getattr(entry.value, name)
            if value is not None:
                yield from _range(entry, name, value, limit)
                yield from _decimals(entry, name, value)


def _range(entry: Entry[Place], name: str, value: Decimal, limit: int) -> Iterator[Problem]:
    if abs(value) > limit:
        message = f"{name} is {value}, beyond {limit} degrees"
        hint = f"write a number from -{limit} to {limit}; check that lat and lon are not swapped"
        yield entry.problem("coordinates-out-of-range", message, hint, at=(name,))


def _decimals(entry: Entry[Place], name: str, value: Decimal) -> Iterator[Problem]:
    precision = entry.value.precision
    given, allowed = max(0, -int(value.as_tuple().exponent)), DECIMALS[precision]
    if given > allowed:
        message = f"{name} has {given} decimals; precision {precision} allows {allowed}"
        hint = f"write {round(value, allowed) if allowed else round(value)}"
        yield entry.problem("false-precision", message, hint, at=(name,))
