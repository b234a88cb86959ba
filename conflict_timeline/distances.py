"""How far apart two places are, and how far off a place's point may be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from .model import Place

REACH = {"exact": 0.1, "vicinity": 1.0, "locality": 5.0, "district": 30.0, "region": 100.0, "country": 500.0}
"""How far from its point a place of each precision may lie, in kilometres."""
_EARTH = 6371.0088
"""The mean radius of the earth in kilometres (IUGG)."""
_DEGREE = 111.0
"""A little less than the kilometres of a degree of latitude on a sphere of that radius."""


def haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the distance in kilometres between two points, each latitude and longitude in decimal degrees."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    chord = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(chord)))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place's point, in decimal degrees, and how far from it the place may lie, in kilometres."""

    lat: float
    lon: float
    reach: float

    @classmethod
    def of(cls, place: Place) -> Spot | None:
        """The spot of a place, or None where it has no point."""
        if place.lat is None or place.lon is None:
            return None
        return cls(float(place.lat), float(place.lon), REACH[place.precision])

    def may_meet(self, other: Spot) -> bool:
        """Whether two places may be one, as far as their points tell."""
        return haversine((self.lat, self.lon), (other.lat, other.lon)) <= self.reach + other.reach


def meeting(spots: Mapping[str, Spot]) -> Iterator[tuple[str, str]]:
    """Find the pairs of names whose spots may be one place, each pair once.

    Of every reach only the spots of about the same latitude are looked at.
    """
    order = sorted(spots, key=lambda name: (spots[name].lat, name))
    by_reach: dict[float, list[str]] = defaultdict(list)
    for name in order:
        by_reach[spots[name].reach].append(name)
    latitudes = {reach: [spots[name].lat for name in names] for reach, names in by_reach.items()}
    for name in order:
        spot = spots[name]
        for reach, others in by_reach.items():
            if reach > spot.reach:
                continue
            most = (spot.reach + reach) / _DEGREE
            start = bisect_left(latitudes[reach], spot.lat - most)
            for other in others[start : bisect_right(latitudes[reach], spot.lat + most)]:
                # Of two with one reach, the second in the order finds the first.
                if (reach < spot.reach or (spots[other].lat, other) < (spot.lat, name)) and spot.may_meet(spots[other]):
                    yield other, name
