"""The rule that a place lies in its country, by its legal status under resolutions of the United Nations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .. import borders
from ..borders import Area
from ..collection import Registry
from ..collection.entries import Entry
from ..distances import REACH
from ..model import Place
from ..problems import Problem

_SEA = 370.4
"""How far from its coast a place at sea may lie, in kilometres: 200 nautical miles (UNCLOS, article 57)."""
_DRAWN = 2.0
"""How deep inside an occupied area a point has to lie, in kilometres, to be no matter of how its edge is drawn."""


def of_registry(registry: Registry) -> Iterator[Problem]:
    """Find places whose point lies outside their country."""
    by_country: dict[str, list[Entry[Place]]] = defaultdict(list)
    for entry in registry.places.values():
        place = entry.value
        if place.lat is not None and place.lon is not None and abs(place.lat) <= 90 and abs(place.lon) <= 180:
            by_country[place.country].append(entry)
    for country, entries in by_country.items():
        distances = borders.off(country, [_point(entry.value) for entry in entries])
        for entry, distance in zip(entries, distances or (), strict=False):
            if distance > _DRAWN:
                yield from _outside(entry, distance)


def _outside(entry: Entry[Place], distance: float) -> Iterator[Problem]:
    """What is wrong with a place whose point lies so many kilometres from its country."""
    place = entry.value
    area = borders.at(*_point(place))
    if area and area.occupied_by == place.country:
        message = f"{entry.id} lies in {area.name or area.country}, which is no part of {place.country} ({area.under})"
        hint = f"write country: {area.country}; who holds it stands under control:"
        yield entry.problem("place-outside-country", message, hint, at=("country",))
        return
    allowed = REACH[place.precision] + borders.ACCURACY + (0 if area else _SEA)
    if distance > allowed:
        message = f"the point of {entry.id} lies {_where(area)}, {distance:,.0f} km from {place.country}"
        yield entry.problem("place-outside-country", message, _hint(place, area), at=("lat",))


def _point(place: Place) -> tuple[float, float]:
    assert place.lat is not None
    assert place.lon is not None
    return float(place.lat), float(place.lon)


def _where(area: Area | None) -> str:
    return f"in {area.country}" if area else "at sea"


def _hint(place: Place, area: Area | None) -> str:
    """Swapped coordinates are the commonest cause, a forgotten minus sign the next."""
    lat, lon = _point(place)
    for turned, hint in (
        ((lon, lat), "swap lat and lon"),
        ((lat, -lon), f"write lon: {-lon:g}"),
        ((-lat, lon), f"write lat: {-lat:g}"),
    ):
        if abs(turned[0]) <= 90 and (borders.off(place.country, [turned]) or [1.0])[0] == 0:
            return hint
    return f"correct lat and lon, or write country: {area.country}" if area else "correct lat and lon, or the country"
