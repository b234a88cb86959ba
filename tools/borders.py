"""Derives the borders that come with the package: ``python -m tools.borders countries-50m.json``.

The file is that of world-atlas 2.0.2 (``npm pack world-atlas@2.0.2``), TopoJSON made from Natural Earth at 1:50 million,
which is in the public domain. ``conflict_timeline/borders/README.md`` says what is changed and why; whoever changes
something here changes it there too.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from babel.core import get_global
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

OUTPUT = Path(__file__).parents[1] / "conflict_timeline" / "borders" / "world.geojson"
BORDER, COAST = 0.01, 0.04
"""By how many degrees a line may move: about one kilometre and four. Lines that two countries share move together."""
ISLET = 0.005
"""Islands of fewer square degrees (about 50 km²) are left out where their country has larger ones."""

NAMELESS = {
    "Kosovo": {"country": "RS", "also": ["XK"], "name": "Kosovo"},
    "Siachen Glacier": {"country": "IN", "also": ["PK"], "name": "Siachen Glacier"},
    "Indian Ocean Ter.": {"country": "CX", "also": ["CC", "AU"], "name": "Christmas Island and Cocos Islands"},
    "N. Cyprus": {"country": "CY", "name": "Northern Cyprus", "occupied_by": "TR", "under": "A/RES/37/253"},
    "Somaliland": {"country": "SO", "name": "Somaliland"},
}
"""What Natural Earth draws without a code of ISO 3166-1, and the country it belongs to."""
OCCUPIED = {
    "EH": {"name": "Western Sahara", "occupied_by": "MA", "under": "A/RES/34/37"},
    "PS": {"name": "Palestinian territory", "occupied_by": "IL", "under": "S/RES/2334"},
}
"""Countries of ISO 3166-1 that resolutions of the United Nations call occupied as a whole."""
CRIMEA = {"country": "UA", "name": "Crimea", "occupied_by": "RU", "under": "A/RES/68/262"}
GOLAN = {"country": "SY", "name": "Golan", "occupied_by": "IL", "under": "S/RES/497"}
_CRIMEA_BOX = (32.0, 44.0, 36.8, 46.4)
"""West, south, east, north: Natural Earth draws Crimea as a polygon of its own among those of Russia."""
_WESTERN_SAHARA_BOX = (-18.0, 20.0, -8.6, 27 + 2 / 3)
"""What of Morocco, as Natural Earth draws it, lies south of the border at 27°40′ north."""
_GOLAN_BOX = [
    # The western edge, from Mount Hermon along the line of 1923 to the Yarmouk, drawn by hand …
    (35.628, 33.400), (35.628, 33.275), (35.675, 33.245), (35.660, 33.200), (35.645, 33.150), (35.640, 33.100),
    (35.630, 33.030), (35.628, 33.010), (35.635, 32.960), (35.620, 32.920), (35.618, 32.890), (35.640, 32.870),
    (35.652, 32.830), (35.652, 32.790), (35.655, 32.750), (35.650, 32.720), (35.660, 32.700), (35.660, 32.600),
    # … and beyond the border that Natural Earth draws in the east.
    (36.200, 32.600), (36.200, 33.500), (35.628, 33.500),
]  # fmt: skip


class Topology:
    """A TopoJSON file (its specification, sections 2.1 to 2.1.4), with its lines simplified.

    Args:
        data: the decoded JSON.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self._transform = data["transform"]
        used = Counter(_numbers([each["arcs"] for each in data["objects"]["countries"]["geometries"]]))
        self._arcs = [
            _simpler(self._absolute(arc), BORDER if used[number] > 1 else COAST)
            for number, arc in enumerate(data["arcs"])
        ]

    def polygons(self, geometry: dict[str, Any]) -> BaseGeometry:
        """The shape of a Polygon or MultiPolygon, made valid."""
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        rings = [[_unrolled(self._ring(ring)) for ring in part] for part in parts]
        return _rolled(shapely.make_valid(MultiPolygon([(shell, holes) for shell, *holes in rings])))

    def _absolute(self, arc: list[list[int]]) -> list[tuple[float, float]]:
        (wide, high), (left, low) = self._transform["scale"], self._transform["translate"]
        x = y = 0
        points = []
        for east, north in arc:
            x, y = x + east, y + north
            points.append((x * wide + left, y * high + low))
        return points

    def _ring(self, arcs: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in arcs:
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points


def _unrolled(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring that crosses the line where 180 degrees east meet 180 west, as one line that goes on beyond it."""
    turn, last, points = 0.0, ring[0][0], []
    for x, y in ring:
        turn += 360 * ((x - last < -180) - (x - last > 180))
        last = x
        points.append((x + turn, y))
    if turn:  # it goes round a pole, which there is in Antarctica alone
        points += [(points[-1][0], -90.0), (points[0][0], -90.0), points[0]]
    return points


def _rolled(shape: BaseGeometry) -> MultiPolygon:
    """A shape with what lies beyond 180 degrees on the other side of the map."""
    parts = [
        translate(shape.intersection(shapely.box(turn - 180, -90, turn + 180, 90)), -turn) for turn in (-360, 0, 360)
    ]
    return _surfaces(shapely.union_all(parts))


def _numbers(arcs: list[Any]) -> Iterator[int]:
    """The numbers of the arcs in nested lists; an arc that is run through backwards is written as its complement."""
    for each in arcs:
        if isinstance(each, list):
            yield from _numbers(each)
        else:
            yield each if each >= 0 else ~each


def _simpler(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    simpler = list(shapely.LineString(points).simplify(tolerance).coords)
    return simpler if len(simpler) >= 4 or points[0] != points[-1] else points  # an island stays a surface


def _surfaces(shape: BaseGeometry) -> MultiPolygon:
    """The polygons of a shape; making it valid may leave lines beside them."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    nested = [piece for part in shapely.get_parts(shape) if isinstance(part, MultiPolygon) for piece in part.geoms]
    return MultiPolygon([*parts, *nested])


def _without_islets(shape: BaseGeometry) -> MultiPolygon:
    parts = _surfaces(shape).geoms
    large = [part for part in parts if part.area >= ISLET]
    return MultiPolygon(large or list(parts))


def features(data: dict[str, Any]) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Give the properties and the shape of every feature, countries first, in the order of codes."""
    topology = Topology(data)
    codes = get_global("territory_aliases")
    countries: dict[str, BaseGeometry] = {}
    areas: list[tuple[dict[str, Any], BaseGeometry]] = []
    for geometry in data["objects"]["countries"]["geometries"]:
        shape, name = topology.polygons(geometry), geometry["properties"]["name"]
        if "id" not in geometry:
            areas.append((NAMELESS[name], shape))
            continue
        [code] = codes[geometry["id"]]
        countries[code] = shape.union(countries[code]) if code in countries else shape
    south = shapely.box(*_WESTERN_SAHARA_BOX)
    countries["EH"] = countries["EH"].union(countries["MA"].intersection(south))
    countries["MA"] = countries["MA"].difference(south)
    crimea, golan = shapely.box(*_CRIMEA_BOX), Polygon(_GOLAN_BOX)
    areas += [(CRIMEA, countries["RU"].intersection(crimea)), (GOLAN, countries["IL"].intersection(golan))]
    countries["RU"], countries["IL"] = countries["RU"].difference(crimea), countries["IL"].difference(golan)
    areas.sort(key=lambda area: (area[0]["country"], area[0]["name"]))
    whole = [({"country": code} | OCCUPIED.get(code, {}), shape) for code, shape in sorted(countries.items())]
    return [*whole, *areas]


def written(properties: dict[str, Any], shape: BaseGeometry) -> str:
    """One feature as a line of GeoJSON (RFC 7946), its coordinates to a hundredth of a degree."""
    rounded = shapely.make_valid(shapely.set_precision(_without_islets(shape), 0.01))
    geometry = mapping(_surfaces(rounded))
    geometry["coordinates"] = [
        [[[round(x, 2), round(y, 2)] for x, y in ring] for ring in part] for part in geometry["coordinates"]
    ]
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m tools.borders", description="Derive the package's borders.")
    parser.add_argument("atlas", type=Path, help="countries-50m.json of world-atlas 2.0.2")
    data = json.loads(parser.parse_args().atlas.read_text(encoding="utf-8"))
    lines = [written(*feature) for feature in features(data)]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    OUTPUT.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(lines)} features, {len(text) // 1024} KB: {OUTPUT}")


if __name__ == "__main__":
    main()
