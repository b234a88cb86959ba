"""Whether places lie in their country, by its legal status; and the file of borders."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conflict_timeline import borders
from conflict_timeline.checks import outside
from conflict_timeline.collection import Collection

from .built import ROOT
from .conftest import TinyRecord

PLACES = "registry/places.yml"
ALEPPO = "  lat: 36.20\n  lon: 37.16\n  precision: locality"


def put(record: TinyRecord, country: str, lat: str, lon: str, precision: str = "vicinity") -> None:
    """Put the tiny record's town somewhere else."""
    record.edit(
        PLACES,
        "  country: SY\n" + ALEPPO,
        f"  country: {country}\n  lat: {lat}\n  lon: {lon}\n  precision: {precision}",
    )


IN_THEIR_COUNTRY = [
    # country, latitude, longitude, precision
    ("SY", "36.2021", "37.1343", "vicinity"),
    ("SY", "33.1250", "35.8240", "vicinity"),  # Quneitra
    ("SY", "33.2690", "35.7700", "vicinity"),  # Majdal Shams, occupied
    ("SY", "34.459", "40.951", "locality"),  # Baghuz, at the border with Iraq
    ("UA", "44.9500", "34.1000", "vicinity"),  # Simferopol, occupied
    ("UA", "44.6000", "33.5200", "vicinity"),  # Sevastopol
    ("UA", "48.0000", "37.8000", "vicinity"),  # Donetsk
    ("UA", "46.4700", "30.7300", "vicinity"),  # Odesa, at the coast
    ("UA", "45.26", "30.20", "locality"),  # Snake Island, which is not drawn
    ("UA", "45.1783", "30.9255", "vicinity"),  # at sea
    ("IL", "33.2360", "35.6500", "vicinity"),  # Dan, at the edge of the Golan
    ("IL", "32.7800", "35.6400", "vicinity"),  # Ein Gev
    ("PS", "31.7800", "35.2350", "vicinity"),  # East Jerusalem
    ("PS", "31.5000", "34.4600", "vicinity"),  # Gaza
    ("RS", "42.6600", "21.1600", "vicinity"),  # Pristina
    ("XK", "42.6600", "21.1600", "vicinity"),
    ("CY", "35.3400", "33.3200", "vicinity"),  # Kyrenia
    ("SO", "9.5600", "44.0600", "vicinity"),  # Hargeisa
    ("US", "40.7490", "-73.9680", "vicinity"),
    ("RU", "66.3", "-170.5", "district"),  # beyond 180 degrees
    ("RU", "59", "100", "country"),
    ("FJ", "-16.8", "-179.9", "district"),
    ("AQ", "-89.9", "10.0", "region"),
    ("TR", "37", "36", "country"),
    ("SY", "37", "39", "country"),  # just beyond a border, and the point stands for the country
    ("GF", "4.9200", "-52.3100", "vicinity"),
]
ELSEWHERE = [
    ("RU", "44.9500", "34.1000", "vicinity", "aleppo lies in Crimea, which is no part of RU (A/RES/68/262)",
     "write country: UA; who holds it stands under control:"),
    ("RU", "45.3", "34.4", "region", "aleppo lies in Crimea, which is no part of RU (A/RES/68/262)",
     "write country: UA; who holds it stands under control:"),
    ("IL", "32.99", "35.69", "locality", "aleppo lies in Golan, which is no part of IL (S/RES/497)",
     "write country: SY; who holds it stands under control:"),
    ("IL", "31.7800", "35.2850", "vicinity", "aleppo lies in Palestinian territory, which is no part of IL (S/RES/2334)",
     "write country: PS; who holds it stands under control:"),
    ("TR", "35.3400", "33.3200", "vicinity", "aleppo lies in Northern Cyprus, which is no part of TR (A/RES/37/253)",
     "write country: CY; who holds it stands under control:"),
    ("MA", "27.1500", "-13.2000", "vicinity", "aleppo lies in Western Sahara, which is no part of MA (A/RES/34/37)",
     "write country: EH; who holds it stands under control:"),
    ("RU", "48.0000", "37.8000", "vicinity", "the point of aleppo lies in UA, 61 km from RU",
     "correct lat and lon, or write country: UA"),
    ("UA", "30.520", "50.450", "locality", "the point of aleppo lies in IR, 2,083 km from UA", "swap lat and lon"),
    ("SY", "36.202", "-37.134", "locality", "the point of aleppo lies at sea, 6,537 km from SY", "write lon: 37.134"),
    ("SY", "-36.202", "37.134", "locality", "the point of aleppo lies at sea, 7,619 km from SY", "write lat: 36.202"),
    ("SY", "36.202", "27.134", "locality", "the point of aleppo lies at sea, 777 km from SY",
     "correct lat and lon, or the country"),
    ("RS", "43.8500", "18.4100", "vicinity", "the point of aleppo lies in BA, 68 km from RS",
     "correct lat and lon, or write country: BA"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "lat", "lon", "precision"), IN_THEIR_COUNTRY)
def test_places_in_their_country(country: str, lat: str, lon: str, precision: str, record: TinyRecord) -> None:
    put(record, country, lat, lon, precision)
    assert record.found() == []


@pytest.mark.parametrize(("country", "lat", "lon", "precision", "message", "hint"), ELSEWHERE)
def test_places_elsewhere(
    country: str, lat: str, lon: str, precision: str, message: str, hint: str, record: TinyRecord
) -> None:
    put(record, country, lat, lon, precision)
    [problem] = record.problems()
    assert (problem.rule, problem.message, problem.hint) == ("place-outside-country", message, hint)


def test_a_coarser_point_may_lie_further_off(record: TinyRecord) -> None:
    put(record, "SY", "37.3", "38.8", "district")  # 50 km into Turkey
    assert record.rules() == ["place-outside-country"]
    record.edit(PLACES, "precision: district", "precision: region")
    assert record.found() == []


def test_a_point_that_is_on_no_map_is_told_as_that_alone(record: TinyRecord) -> None:
    put(record, "SY", "136.202", "37.134", "locality")
    assert record.rules() == ["coordinates-out-of-range"]


def test_places_without_a_point_need_no_map(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    record.write(
        PLACES, record.read(PLACES).replace("  lat: 35\n  lon: 38\n", "").replace("  lat: 36.20\n  lon: 37.16\n", "")
    )
    monkeypatch.setattr(borders, "areas", lambda: pytest.fail("the map was read"))
    assert record.found() == []


def test_shapely_is_imported_only_where_a_country_is_known() -> None:
    code = """
import sys
from conflict_timeline import borders
borders.off("XX", [(1.0, 1.0)])
assert not {"shapely", "numpy"} & set(sys.modules)
assert borders.off("SY", [(35.0, 38.0)]) == [0.0]
assert "shapely" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_place_of_the_projects_own_record_lies_in_its_country(collection: Collection) -> None:
    assert list(outside.of_registry(collection)) == []


def test_the_file_is_sound() -> None:
    import shapely
    from shapely.geometry import shape

    text = (Path(borders.__file__).parent / "world.geojson").read_text(encoding="utf-8")
    assert len(text) < 800_000
    data = json.loads(text)
    shapes = [shape(each["geometry"]) for each in data["features"]]
    assert all(each.is_valid and not each.is_empty for each in shapes)
    assert all(each.bounds[0] >= -180 and each.bounds[2] <= 180 for each in shapes)
    tree = shapely.STRtree(shapes)
    shared = [
        (i, j)
        for i, each in enumerate(shapes)
        for j in tree.query(each)
        if i < j and each.intersection(shapes[j]).area > 1e-3
    ]
    assert shared == []


def test_what_stands_apart_is_occupied_or_has_no_code() -> None:
    apart = {area.name: (area.country, area.occupied_by, area.under) for area in borders.areas() if area.name}
    assert apart["Crimea"] == ("UA", "RU", "A/RES/68/262")
    assert apart["Golan"] == ("SY", "IL", "S/RES/497")
    notes = (Path(borders.__file__).parent / "README.md").read_text(encoding="utf-8")
    for name, (_, _, under) in apart.items():
        assert name.split()[0] in notes, f"the note of origin says nothing of {name}"
        assert under.rpartition("/")[2] in notes


def test_every_code_of_the_standard_is_known() -> None:
    """ISO 3166-1 has 249 codes; Kosovo's places may also be listed under XK, which users of the standard assigned."""
    assert len(borders.codes()) == 250
    assert borders.codes() >= {"GB", "SY", "UA", "PS", "TV", "BQ", "XK"}
    assert borders.codes().isdisjoint({"UK", "EL", "EU", "UN", "SU"})


@pytest.mark.parametrize(
    ("written", "hint"), [("UK", "write GB where the United Kingdom is meant"), ("EU", "look the code up")]
)
def test_an_actors_country_is_a_code_too(written: str, hint: str, record: TinyRecord) -> None:
    record.edit("registry/actors.yml", "country: RU", f"country: {written}")
    (problem,) = record.problems()
    assert problem.rule == "unknown-country"
    assert problem.hint.startswith(hint)
    assert problem.fix is None, "uk is a language of Ukraine"


@pytest.mark.parametrize("code", ["AA", "QM", "QZ", "XA", "XK", "XZ", "ZZ"])
def test_a_code_that_the_standard_leaves_to_its_users_is_one(code: str, record: TinyRecord) -> None:
    record.edit("registry/actors.yml", "country: RU", f"country: {code}")
    assert record.problems() == []
