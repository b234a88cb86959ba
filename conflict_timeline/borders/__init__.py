"""The borders of the world's countries, and how far a point lies from a country.

``world.geojson`` has a feature for each country, and one of its own for each area whose legal status is another than
who holds it; ``README.md`` beside it says where it comes from and what was changed. Shapely is imported when a point is
judged, since with NumPy it takes as long as all the rest of a check.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ACCURACY = 10.0
"""How far off a border as drawn here may be, in kilometres."""
_UNDRAWN = frozenset(["BQ", "BV", "GF", "GI", "GP", "MQ", "RE", "SJ", "TK", "TV", "UM", "YT"])
"""The codes of ISO 3166-1 for lands that have no border of their own here."""
_DEGREE = 111.195
"""Kilometres of a degree of latitude on a sphere of the earth's mean radius."""


@dataclass(frozen=True, slots=True)
class Area:
    """A country, or a part of one with a status of its own.

    Attributes:
        country: the country it belongs to, ISO 3166-1 alpha-2.
        also: countries under which it may be listed as well.
        name: its name; empty where it is a country.
        occupied_by: the country that holds it, where a resolution of the United Nations calls it occupied or annexed.
        under: that resolution.
        geometry: its shape, a GeoJSON MultiPolygon (RFC 7946, section 3.1.7).
    """

    country: str
    also: tuple[str, ...]
    name: str
    occupied_by: str
    under: str
    geometry: dict[str, Any]

    def belongs_to(self, country: str) -> bool:
        """Whether a place in it may be listed under a country."""
        return country == self.country or country in self.also


@cache
def areas() -> tuple[Area, ...]:
    """All countries and areas, countries first."""
    data = json.loads(files(__package__).joinpath("world.geojson").read_text(encoding="utf-8"))
    return tuple(
        Area(
            each["properties"]["country"],
            tuple(each["properties"].get("also", ())),
            each["properties"].get("name", ""),
            each["properties"].get("occupied_by", ""),
            each["properties"].get("under", ""),
            each["geometry"],
        )
        for each in data["features"]
    )


@cache
def codes() -> frozenset[str]:
    """The codes of all countries: those of ISO 3166-1 alpha-2, and those under which an area may be listed as well."""
    return _UNDRAWN.union(*({area.country, *area.also} for area in areas()))


@cache
def _shape(area: int) -> BaseGeometry:
    """The shape of the area with this number, ready to be asked for points."""
    import shapely
    from shapely.geometry import shape

    made = shape(areas()[area].geometry)
    shapely.prepare(made)
    return made


def off(country: str, points: Sequence[tuple[float, float]]) -> list[float] | None:
    """Give how far points lie from a country, 0 inside it, in kilometres.

    Args:
        country: ISO 3166-1 alpha-2.
        points: latitude and longitude of each, in decimal degrees.

    Returns:
        A distance for each point; None where the borders of the country are not known.
    """
    shapes = [_shape(number) for number, area in enumerate(areas()) if area.belongs_to(country)]
    if not shapes:
        return None
    import shapely

    latitudes, longitudes = [lat for lat, _ in points], [lon for _, lon in points]
    inside = [shapely.contains_xy(shape, longitudes, latitudes) for shape in shapes]
    return [
        0.0 if any(each[number] for each in inside) else min(_apart(shape, *points[number]) for shape in shapes)
        for number in range(len(points))
    ]


def at(lat: float, lon: float) -> Area | None:
    """Give the area in which a point lies; None at sea."""
    import shapely

    known = areas()
    # The areas with a status of their own come last, and lie inside no other.
    numbers = (number for number in range(len(known)) if shapely.contains_xy(_shape(number), lon, lat))
    return next((known[number] for number in numbers), None)


def _apart(shape: BaseGeometry, lat: float, lon: float) -> float:
    """How far a point is from a shape, in kilometres: exact enough near by, where alone it matters."""
    from shapely.affinity import scale
    from shapely.geometry import Point

    narrow = max(cos(radians(lat)), 0.01)  # a degree of longitude, in degrees of latitude
    flat = scale(shape, xfact=narrow, origin=(0, 0))
    # Once round the world both ways: 180 degrees east are 180 degrees west.
    return _DEGREE * min(float(flat.distance(Point((lon + turn) * narrow, lat))) for turn in (-360, 0, 360))
