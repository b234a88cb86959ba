"""Places and actors that may have two entries, and those that only share a name."""

from __future__ import annotations

import pytest

from conflict_timeline.checks import namesakes
from conflict_timeline.collection import Collection

from .conftest import TinyRecord

PLACES, ACTORS = "registry/places.yml", "registry/actors.yml"


def add_place(record: TinyRecord, name: str, more: str = "", lat: str = "36.22", lon: str = "37.17", country: str = "SY",
              precision: str = "locality") -> None:  # fmt: skip
    """Add a place, by default near the base record's town, Aleppo at 36.20, 37.16."""
    point = f"  lat: {lat}\n  lon: {lon}\n" if lat else ""
    entry = f"new:\n  name: {name}\n  kind: town\n  country: {country}\n{point}  precision: {precision}\n{more}"
    record.write(PLACES, record.read(PLACES).rstrip("\n") + "\n" + entry)


def add_actor(record: TinyRecord, name: str, more: str = "", kind: str = "state") -> None:
    record.write(ACTORS, record.read(ACTORS).rstrip("\n") + f"\nnew:\n  name: {name}\n  kind: {kind}\n{more}")


def told(record: TinyRecord) -> list[str]:
    return [problem.message for problem in record.problems() if problem.rule.startswith("same-")]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({"name": "Aleppo"}, "both are called «Aleppo»"),
        ({"name": "ALEPPO"}, "both are called «ALEPPO»"),
        ({"name": "Alépo"}, "«Alépo» and «Aleppo» are spelt much alike"),
        ({"name": "Halab", "more": "  spellings: [Aleppo]\n"}, "both are called «Aleppo»"),
        ({"name": "Halab", "more": "  names:\n    de: [Haleb, Aleppo]\n"}, "both are called «Aleppo»"),
        ({"name": "Aleppo", "lat": ""}, "both are called «Aleppo»"),
        ({"name": "Aleppo", "lat": "36.2", "lon": "37.2", "precision": "region"}, "both are called «Aleppo»"),
    ],
)
def test_one_place_under_two_ids(place: dict[str, str], message: str, record: TinyRecord) -> None:
    add_place(record, **place)
    assert told(record) == [f"new may be aleppo: {message}"]


@pytest.mark.parametrize(
    "place",
    [
        {"name": "Aleppo", "lat": "36.50"},  # as far as another town of that name may be
        {"name": "Aleppo", "lat": "", "country": "UA"},
        {"name": "Aleppo", "more": "  part_of: aleppo\n"},
        {"name": "Halab"},
        {"name": "Alepo", "lat": ""},
        {"name": "Alepo", "lat": "36.2", "lon": "37.2", "precision": "region"},
        {"name": "The north", "lat": "36.2", "lon": "37.2", "precision": "region", "more": "  spellings: [Aleppo]\n"},
        {"name": "Aleppo 2"},
        {"name": "New Aleppo"},
    ],
)
def test_places_that_are_two(place: dict[str, str], record: TinyRecord) -> None:
    add_place(record, **place)
    assert told(record) == []


def test_a_place_and_what_lies_in_a_part_of_it(record: TinyRecord) -> None:
    add_place(record, "Old town", more="  part_of: aleppo\n")
    record.write(
        PLACES,
        record.read(PLACES)
        + "newer:\n  name: Aleppo\n  kind: town\n  country: SY\n  precision: locality\n  part_of: new\n",
    )
    assert told(record) == []


def test_circles_of_parts_end(record: TinyRecord) -> None:
    record.edit(PLACES, "  precision: country", "  precision: country\n  part_of: aleppo")
    add_place(record, "Aleppo")
    assert told(record) == ["new may be aleppo: both are called «Aleppo»"]


def test_names_in_other_scripts_are_compared_as_they_are(record: TinyRecord) -> None:
    record.edit(PLACES, "  name: Aleppo\n", "  name: Aleppo\n  names:\n    ar: حلب\n")
    add_place(record, "Halab", more="  names:\n    ar: حَلَب\n")
    assert told(record) == ["new may be aleppo: both are called «حَلَب»"]


@pytest.mark.parametrize(
    ("name", "more", "message"),
    [
        ("Russia", "", "russia may be new: both are called «Russia»"),
        ("The state", "  names:\n    en: [Somewhere, RUSSIA]\n", ""),
        ("The state", "  names:\n    en: [Somewhere, Russia]\n", "russia may be new: both are called «Russia»"),
        ("Russa", "", "russia may be new: «Russia» and «Russa» are spelt much alike"),
        ("United Nation", "", "united-nations may be new: «United Nations» and «United Nation» are spelt much alike"),
    ],
)
def test_one_actor_under_two_ids(name: str, more: str, message: str, record: TinyRecord) -> None:
    add_actor(record, name, more)
    assert told(record) == ([message] if message else [])


@pytest.mark.parametrize(
    ("name", "more", "kind"),
    [
        ("Russia", "  country: UA\n", "state"),
        ("Russia", "  part_of: russia\n", "government"),
        ("Russia", "  public_role: office-holder\n", "person"),
        ("Ukraine", "", "state"),
        ("Inquiry on Russia", "", "inquiry"),
    ],
)
def test_actors_that_are_two(name: str, more: str, kind: str, record: TinyRecord) -> None:
    add_actor(record, name, more, kind)
    assert told(record) == []


def test_initials_may_be_shared(record: TinyRecord) -> None:
    record.edit(ACTORS, "  kind: state", "  names:\n    en: RF\n  kind: state")
    add_actor(record, "Red Front", "  names:\n    en: RF\n", "movement")
    assert told(record) == []


def test_a_crowd_of_one_name_is_compared_with_its_neighbours(record: TinyRecord) -> None:
    entries = "".join(
        f"p{number:03}:\n  name: Village\n  kind: town\n  country: SY\n  lat: {33 + number % 60 / 20:.2f}\n  lon: {37 + number // 60}\n  precision: vicinity\n"
        for number in range(180)
    )
    record.write(
        PLACES,
        record.read(PLACES)
        + entries
        + "q:\n  name: Village\n  kind: town\n  country: SY\n  lat: 34.50\n  lon: 38.001\n  precision: vicinity\n",
    )
    assert told(record) == ["q may be p090: both are called «Village»"]


def test_the_projects_own_registry_has_nothing_twice(collection: Collection) -> None:
    assert list(namesakes.of_registry(collection)) == []
