"""What the model takes, and how it tells what it refuses."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from conflict_timeline import model
from conflict_timeline.collection.faults import problems_of, salvage
from conflict_timeline.front_matter import read
from conflict_timeline.links import INVERSES, inverse
from conflict_timeline.model import (
    DECIMALS,
    Actor,
    Conflict,
    Event,
    Family,
    Figure,
    Place,
    Seed,
    Source,
    base,
    is_id,
    vocabulary,
)
from conflict_timeline.problems import Problem

from .conftest import RECORDS

EVENT = (RECORDS / "base" / "events" / "strike.md").read_text()


def problems(old: str = "", new: str = "", text: str = EVENT, kind: type[model.Record] = Event) -> list[Problem]:
    """What the model refuses of an event in which ``old`` was replaced."""
    assert old in text
    document, met = read(text.replace(old, new, 1).encode(), "e.md")
    assert document is not None
    _, errors = salvage(kind, document.data)
    return met + list(problems_of(errors, kind, document, ()))


def test_the_event_as_it_is() -> None:
    assert problems() == []


REFUSED = [
    # old, new; rule, line, column, a part of the message, a part of the hint
    ("status: confirmed", "status: certain", "wrong-type", 8, 9, "none of confirmed, likely", "write one of these"),
    ("status: confirmed", "status: confirmd", "wrong-type", 8, 9, "status: confirmd", "did you mean confirmed?"),
    ("status: confirmed", "status:", "wrong-type", 8, 8, "an empty value", "write one of these"),
    ("title: Air strike on a hospital in Aleppo", "title:", "missing-field", 2, 7, "no value", "write one after title:"),
    ("title: Air", "title: #Air", "cut-text", 2, 8, "begins with #", "in quotes"),
    ("title: Air strike on a hospital in Aleppo", "title: {Air: strike}", "wrong-type", 2, 8, "not text", "{"),
    ("title: Air strike on a hospital in Aleppo", "title: [Air]", "wrong-type", 2, 8, "is a list, not text", "["),
    ("title: Air", f"title: {'x' * 400}", "wrong-type", 2, 8, "longer than 400", "into the text"),
    ("conflicts: [syria]", "conflicts: syria", "wrong-type", 6, 12, "not a list", "conflicts: [ … ]"),
    ("conflicts: [syria]", "conflicts: []", "missing-field", 1, 1, "names no conflict", "add conflicts"),
    ("conflicts: [syria]", "conflicts: [War in Syria]", "invalid-id", 6, 13, "not an id", "lower-case"),
    ("place: aleppo\n", "", "missing-field", 1, 1, "lacks place, online or placeless", "add place"),
    ("place: aleppo", "place: aleppo\nplaceless: No.", "wrong-type", 1, 1, "place and is called placeless", "delete"),
    ("place: aleppo", "online: Twitter", "wrong-type", 7, 9, "not a group of fields", "indented"),
    ("place: aleppo", "online:\n  platform: Twitter", "missing-field", 7, 1, "account is missing", "add account"),
    ("date: 2016-09-28", "date: 28.9.2016", "invalid-date", 3, 7, "not a date", "write 2016-09-28"),
    ("date: 2016-09-28", "date: {2016-09-28,2016-09-29}", "cut-text", 3, 8, "without a value", "in quotes"),
    ("date: 2016-09-28", "date: [2016-09-28]", "wrong-type", 3, 7, "a date is wanted", "quotes"),
    ("low: 2", "low: 2.5", "wrong-type", 11, 10, "not a whole number", "digits only"),
    ("low: 2", "low: 1_000", "wrong-type", 11, 10, "not a whole number", "digits only"),
    ("low: 2", "low: 1,000", "wrong-type", 11, 10, "not a whole number", "digits only"),
    ("low: 2", "low: 0070", "wrong-type", 11, 10, "not a whole number", "leading zeros"),
    ("low: 2", "low: -1", "negative-figure", 11, 10, "below zero", "zero"),
    ("low: 2", "low: [2]", "wrong-type", 11, 10, "whole number", "digits"),
    ("low: 2", "lowest: 2", "unknown-field", 11, 5, "not a field", "did you mean low?"),
    ("low: 2", "superseded: maybe", "wrong-type", 11, 17, "yes or no", "yes or no"),
    ("measure: killed", "measure: other", "missing-field", 10, 5, "lacks its unit", "add unit"),
    ("    by: Hospital staff\n", "", "missing-field", 10, 5, "by is missing", "add by"),
    ("stance: denies", "stance: perpetrates", "wrong-type", 17, 13, "none of accuses", "write one"),
    ("seed: article", "seed: article\n    kind: news", "wrong-type", 27, 5, "also gives kind", "seed's file"),
    ("seed: article", "seed: article\n    locator: p. 2", None, 0, 0, "", ""),
    ("    publisher: An agency\n", "", "missing-field", 20, 3, "lacks publisher", "add publisher"),
    ("https://", "ftp://", "invalid-url", 23, 10, "not a web address", "https://"),
    ("https://agency", "https://user:word@agency", "invalid-url", 23, 10, "password", "without it"),
    ("https://agency.example.org/h", "https://agency.example.org/h h", "invalid-url", 23, 10, "space", "whole address"),
    ("https://agency.example.org/h", "https:///h", "invalid-url", 23, 10, "not a web address", "https://"),
    ("https://agency.example.org/h", "https://localhost/h", "invalid-url", 23, 10, "not a web address", "https://"),
    ("https://agency.example.org", "https://[::1", "invalid-url", 23, 10, "address", "https://"),
    ("https://agency.example.org", "//agency.example.org", "invalid-url", 23, 10, "not a web address", "https://"),
    ("kind: agency\n", "kind: agency\n    lang: English\n", "wrong-type", 26, 11, "not a language tag", "BCP 47"),
    ("kind: agency\n", "kind: agency\n    sha256: abc\n", "wrong-type", 26, 13, "not a SHA-256", "64"),
    ("tags:", "external_ids:\n  wikipedia: x\ntags:", "wrong-type", 29, 3, "wikipedia is none of wikidata", "did you mean wikidata?"),
    ("tags:", "sourcs: {}\ntags:", "unknown-field", 28, 1, "not a field", "did you mean sources?"),
    ("tags:", "frobnicate: x\ntags:", "unknown-field", 28, 1, "not a field", "field reference"),
    ("agency:", "An_agency:", "invalid-id", 20, 3, "not an id", "lower-case"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "line", "column", "message", "hint"), REFUSED)
def test_refused(old: str, new: str, rule: str | None, line: int, column: int, message: str, hint: str) -> None:
    found = problems(old, new)
    if rule is None:
        assert found == []
        return
    assert {problem.rule for problem in found} == {rule}
    problem = min(found)
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert hint in problem.hint


def test_all_faults_are_told_at_once() -> None:
    text = EVENT.replace("status: confirmed", "status: sure").replace("low: 2", "low: two").replace("tags:", "tag:")
    assert [problem.line for problem in sorted(problems(text=text))] == [8, 11, 28]


def test_braces_in_a_text_do_not_break_its_message() -> None:
    (problem,) = problems("date: 2016-09-28", "date: 'a {0} {message} {'")
    assert "{0} {message} {" in problem.message


def test_what_is_faulty_is_left_out_and_the_rest_stands() -> None:
    event = {
        "title": "T", "date": "2012", "summary": "S", "type": "a/b", "conflicts": ["syria"], "place": "aleppo",
        "status": "confirmed",
        "tags": ["Bad", "good", "Also bad"],
        "figures": [
            {"measure": "killed", "by": "A", "low": "x", "high": "3"},
            {"measure": "killed", "low": "1"},
            {"measure": "killed", "by": "B", "low": "2"},
        ],
    }  # fmt: skip
    value, errors = salvage(Event, event)
    assert value is not None
    assert len(errors) == 4
    assert value.tags == ["good"]
    assert [(figure.by, figure.low) for figure in value.figures] == [("A", None), ("B", 2)]
    assert event["tags"] == ["Bad", "good", "Also bad"], "what was read stays as it is"


@pytest.mark.parametrize("data", ["text", [], {}, {"title": []}, {"figures": {}}, {"sources": []}, {"links": [[]]}])
def test_salvage_of_what_is_no_event(data: Any) -> None:
    value, errors = salvage(Event, data)
    assert value is None
    assert errors


PLAIN = st.recursive(
    st.text(max_size=8),
    lambda deeper: (
        st.lists(deeper, max_size=3)
        | st.dictionaries(
            st.sampled_from([*Event.model_fields, *Figure.model_fields, *Source.model_fields, "?"]), deeper
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*Event.model_fields, "?"]), PLAIN))
def test_arbitrary_fields_never_raise(data: dict[str, Any]) -> None:
    document, _ = read(b"---\na: b\n---\n", "e.md")
    assert document is not None
    value, errors = salvage(Event, data)
    assert value is not None or errors
    assert all(problem.message and problem.hint for problem in problems_of(errors, Event, document, ()))


@pytest.mark.parametrize("text", ["a", "a-b", "2012-strike", "a" * 80])
def test_ids(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "é", "a" * 81, "a\n", "a/b", "٣"])
def test_no_ids(text: str) -> None:
    assert not is_id(text)


def place(**fields: str) -> Place:
    """A place with some fields."""
    return Place.model_validate({"name": "P", "kind": "city", "country": "SY", "precision": "locality", **fields})


def test_degrees_keep_the_decimals_that_were_written() -> None:
    assert str(place(lat="36.20", lon="-37.1").lat) == "36.20"
    assert place(lat="36.20", lon="-37.1").lon == Decimal("-37.1")


@pytest.mark.parametrize("lat", ["", "36,2", "+36", "36.", ".5", "1e1", "NaN", "36.12345678", "N36"])
def test_degrees_are_plain_decimals(lat: str) -> None:
    with pytest.raises(ValidationError):
        place(lat=lat, lon="1")


def test_a_point_has_both_coordinates() -> None:
    with pytest.raises(ValidationError) as error:
        place(lat="1")
    assert error.value.errors()[0]["type"] == "coordinates-out-of-range"


def test_names_by_language_are_one_or_several() -> None:
    names = place(names={"ar": "حلب", "en": ["Halab", "Alep"]}).names  # type: ignore[arg-type]
    assert names == {"ar": ["حلب"], "en": ["Halab", "Alep"]}
    _, errors = salvage(Actor, {"name": "A", "kind": "state", "names": {"en": {"x": "y"}}})
    assert [error["loc"] for error in errors] == [("names", "en")]


def test_a_conflict_has_a_beginning() -> None:
    fields = {"name": "W", "short": "W", "lane": {"order": "1", "colour": "#000000"}, "description": "D", "starts": []}
    with pytest.raises(ValidationError) as error:
        Conflict.model_validate(fields)
    assert error.value.errors()[0]["type"] == "missing-field"


def test_flags() -> None:
    subtype = {"label": "L", "description": "D"}
    for text, value in (("yes", True), ("true", True), ("no", False), ("false", False)):
        family = Family.model_validate({"label": "F", "subtypes": {"s": {**subtype, "violence": text}}})
        assert family.subtypes["s"].violence is value


def test_a_seed_rests_on_no_seed() -> None:
    text = "---\nseed: other\nclaims: []\n---\n"
    assert [problem.rule for problem in problems(text=text, kind=Seed)] == ["unknown-field"]


def test_the_address_of_a_source() -> None:
    base = {"title": "T", "publisher": "P", "kind": "un"}
    assert Source.model_validate({**base, "symbol": "S/RES/2118"}).address == "S/RES/2118"
    assert Source.model_validate({**base, "url": "https://a.org/", "symbol": "S/1"}).address == "https://a.org/"


def test_records_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        place().name = "other"


def records() -> list[type[BaseModel]]:
    """All parts of the model."""
    return [
        part for name in model.__all__ if isinstance(part := getattr(model, name), type) and issubclass(part, BaseModel)
    ]


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_field_is_described(record: type[BaseModel]) -> None:
    assert record.__doc__
    for name, field in record.model_fields.items():
        assert field.description, name
    record.model_json_schema()


def test_relations_of_the_model_are_those_of_the_graph() -> None:
    relations = set(vocabulary.Relation.__args__)  # type: ignore[attr-defined]
    assert relations == set(INVERSES) | set(INVERSES.values())
    assert all(inverse(inverse(rel)) == rel for rel in relations)


def test_decimals_are_given_for_every_precision() -> None:
    assert set(DECIMALS) == set(vocabulary.PlacePrecision.__args__)  # type: ignore[attr-defined]


def test_a_field_is_described_by_the_text_below_it() -> None:
    assert model.Event.model_fields["title"].description.startswith("Names the deed and the place")
    assert model.Seed.model_fields["url"].description == model.Source.model_fields["url"].description == "Its address."
    for name in model.__all__:
        part = getattr(model, name)
        if isinstance(part, type) and issubclass(part, model.Record) and part is not model.Record:
            shown = part.model_json_schema()["properties"]
            assert set(part.model_fields) - set(shown) <= ({"seed"} if part is model.Seed else set())
            for key, field in shown.items():
                assert field["description"] == part.model_fields[key].description


HOSTS = st.sampled_from(
    ["a.b", "a", "a..b", "a.b.", "a.b:80", "a.b:0", "u@a.b", "u:p@a.b", "A.b", "é.b", "[::1]", "", "a_b.c", "-.-"]
)


@given(
    st.sampled_from(["http://", "https://", "HTTPS://", "ftp://", "//", ""]),
    HOSTS,
    st.text("a/?#@:[]%é\\ .", max_size=8),
)
def test_the_quick_look_at_an_address_lets_nothing_pass_that_the_long_one_refuses(
    scheme: str, host: str, rest: str
) -> None:
    def taken() -> bool:
        try:
            return TypeAdapter(base.Url).validate_python(scheme + host + rest) != ""
        except ValidationError:
            return False

    quick = taken()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "_PLAIN_URL", re.compile(r"(?!)"))
        assert taken() == quick
