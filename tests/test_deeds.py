"""Deeds that are told as bare facts, and sentences that are in order."""

from __future__ import annotations

import pytest

from conflict_timeline.bodies.citations import Body
from conflict_timeline.bodies.deeds import Deeds
from conflict_timeline.collection import Collection

from .conftest import TinyRecord

STRIKE, ACTORS = "events/strike.md", "registry/actors.yml"
TEXT = "The hospital was hit at night [@agency]."
DEEDS = Deeds({"Example State": "state", "Example armed forces": "army", "Army": "army", "Rüstland": "other"})

TOLD = [
    # the body; the actor and the words
    ("Example State bombed a town.", ("state", "Example State bombed")),
    ("On Monday Example State shelled it [@a].", ("state", "Example State shelled")),
    ("The Example State had then also attacked it.", ("state", "Example State had then also attacked")),
    ("example state killed ten.", ("state", "example state killed")),
    ("Then, at dawn, Example armed forces shot at them.", ("army", "Example armed forces shot")),
    ("Others fled and Example State attacked.", ("state", "Example State attacked")),
    ("Example State fired two rockets at a town.", ("state", "Example State fired two rockets at")),
    ("Strikes by Example State killed ten.", ("state", "Example State killed")),
    ("A town was shelled by Example State.", ("state", "shelled by Example State")),
    ("A town was shelled by the Example armed forces, again.", ("army", "shelled by the Example armed forces")),
    ("Rüstland tortured them.", ("other", "Rüstland tortured")),
    ("[[actor:state]] bombed a town.", ("state", "[[actor:state]] bombed")),
    ("The [[actor:army|soldiers]] later shelled it.", ("army", "[[actor:army|soldiers]] later shelled")),
    ("It was hit by [[actor:army|the army]].", ("army", "hit by [[actor:army|the army]]")),
    ("He said no. Example State bombed a town.", ("state", "Example State bombed")),
    ("He said no\n\nExample State bombed a town", ("state", "Example State bombed")),
    ("In the U.S.-built camp Example State\nbombed a town.", ("state", "Example State bombed")),
    ("Example State shelled Noël and Ifẹ at dawn.", ("state", "Example State shelled")),
    ("“No”, it goes, and Example State bombed on.", ("state", "Example State bombed")),
]
IN_ORDER = [
    "A town was bombed.",
    "A town in Example State was bombed.",
    "A strike on Example State killed ten.",
    "Missiles from Example State hit a town.",
    "Example State was bombed.",
    "Example State, a town away, bombed nothing.",
    "Example State struck a deal.",
    "Example State hit the agreement.",
    "Example State's aircraft bombed it.",
    "Example Statement bombed.",
    "The doctors say that Example State bombed it.",
    "According to a doctor Example State bombed it.",
    "Example State bombed it, as a paper reported.",
    "Example State denies that Example State bombed it.",
    "Example State may have bombed it.",
    "Whether Example State bombed it is not known.",
    "Nobody saw it when Example State bombed it.",
    "“Example State bombed it.”",
    "> Example State bombed it.",
    "Example State bombed the [[camp|camp]].",
    "Two days later Example State bombed [[camp]].",
    "[[place:state]] bombed a town.",
    "[[actor:court]] bombed a town.",
    "Bombed by night, Example State fell.",
    "`Example` State killed",
    "",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_deeds_that_are_told_as_facts(text: str, expected: tuple[str, str]) -> None:
    [deed] = DEEDS.of(Body(text))
    assert (deed.actor, deed.words) == expected
    assert text[deed.offset :].startswith(expected[1].split()[0])


@pytest.mark.parametrize("text", IN_ORDER)
def test_sentences_that_are_in_order(text: str) -> None:
    assert list(DEEDS.of(Body(text))) == []


def test_several_deeds_come_in_order() -> None:
    text = "It was hit by [[actor:army]]. Army bombed it, and [[actor:state]] shelled it. It was hit by Example State."
    deeds = list(DEEDS.of(Body(text)))
    assert [deed.actor for deed in deeds] == ["army", "army", "state", "state"]
    assert [deed.offset for deed in deeds] == sorted(deed.offset for deed in deeds)


def test_any_registry_is_taken() -> None:
    many = Deeds(
        {f"{'Ünïversal' * 20} army of number {number}": f"a{number}" for number in range(5_000)} | {"Army": "army"}
    )
    assert [deed.actor for deed in many.of(Body("Army bombed it."))] == ["army"]
    assert list(Deeds({}).of(Body("Army bombed it, hit by [[actor:x]]."))) == []


@pytest.mark.parametrize(
    ("position", "told"),
    [
        ("by: united-nations\n    stance: finds\n    about: russia", False),
        ("by: united-nations\n    stance: convicts\n    about: russia", False),
        ("by: united-nations\n    stance: finds\n    about: air-force", False),  # a part of it
        ("by: united-nations\n    stance: finds\n    about: those who flew the aircraft", False),
        ("by: united-nations\n    stance: finds", False),
        ("by: russia\n    stance: admits", False),
        ("by: russia\n    stance: announces", False),
        ("by: air-force\n    stance: acknowledges", False),
        ("by: united-nations\n    stance: accuses\n    about: russia", True),
        ("by: united-nations\n    stance: announces\n    about: russia", True),
        ("by: united-nations\n    stance: finds\n    about: inquiry", True),
    ],
)
def test_a_position_of_the_event_bears_the_deed(position: str, told: bool, record: TinyRecord) -> None:
    air_force = "\nair-force:\n  name: Air force\n  kind: armed-force\n  part_of: russia\n"
    record.write(ACTORS, record.read(ACTORS) + air_force)
    record.edit(STRIKE, TEXT, "Russia bombed the hospital [@agency].")
    record.edit(STRIKE, "positions:\n", f"positions:\n  - {position}\n    sources: [agency]\n")
    rules = [problem.rule for problem in record.problems() if problem.rule != "empty-registry-entry"]
    assert rules == ["asymmetric-wording"] * told


def test_a_finding_about_the_whole_bears_the_deed_of_a_part(record: TinyRecord) -> None:
    air_force = "\nair-force:\n  name: Air force\n  kind: armed-force\n  part_of: russia\n"
    record.write(ACTORS, record.read(ACTORS) + air_force)
    record.edit(STRIKE, TEXT, "The [[actor:air-force]] bombed the hospital [@agency].")
    assert record.found() == ["events/strike.md:30:5 asymmetric-wording"]
    record.edit(
        STRIKE,
        "positions:\n",
        "positions:\n  - by: inquiry\n    stance: finds\n    about: russia\n    sources: [agency]\n",
    )
    assert record.found() == []


def test_courts_and_media_do_no_deeds(record: TinyRecord) -> None:
    record.edit(STRIKE, TEXT, "The Commission of Inquiry hit the headlines [@agency].")
    assert record.found() == []


def test_the_projects_own_texts(collection: Collection) -> None:
    found = {entry.id: [deed.words for deed in collection.deeds.of(entry.body)] for entry in collection.events.values()}
    assert found["russian-invasion"] == ["Russian forces attacked"]
    assert sum(map(len, found.values())) < 10
