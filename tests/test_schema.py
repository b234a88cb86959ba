"""The schemas that editors get: what they underline the check refuses, and what the check takes they take."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from conflict_timeline import dates
from conflict_timeline.collection import Collection
from conflict_timeline.lookup import connections, counts, dossier
from conflict_timeline.model import REGISTRY, Event
from conflict_timeline.model.base import VALUES
from conflict_timeline.rules import RULES, Severity
from conflict_timeline.schema import completing, files
from conflict_timeline.schema.kinds import ANSWERS, FILES, KINDS, schema
from conflict_timeline.views.library import Library

from .built import ROOT, run
from .conftest import RECORDS, TinyRecord
from .schemas import files as files_of
from .schemas import loaded, refused, validator

STRIKE, PLACES = "events/strike.md", "registry/places.yml"
STRUCTURAL = {
    "coordinates-out-of-range", "empty-figure", "invalid-url", "link-without-basis", "listed-twice", "missing-field",
    "missing-front-matter", "negative-figure", "no-source", "private-person", "seed-claim-uncovered",
    "status-without-note", "too-large", "unknown-field", "wrong-type",
}  # fmt: skip
"""The rules of which the tiny invalid record breaks the shape of a file, which a schema can see."""
UNREADABLE = {"duplicate-key", "invalid-text", "invalid-yaml"}
"""Those of which it cannot be read as YAML by other programs either, or means something else to them."""


def underlined(record: TinyRecord) -> list[str]:
    """What an editor underlines in the whole record."""
    return [f"{path.name}: {message}" for kind, path in files_of(record.root) for message in refused(kind, path)]


def known(record: TinyRecord) -> completing.Ids:
    return completing.ids(record.collect())


# The schemas themselves


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_one(kind: str, collection: Collection) -> None:
    found = schema(kind, completing.ids(collection))
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    text = json.dumps(found)
    assert "x-" not in re.findall(r'"(x-)[a-z]+":', text)
    for reference in re.findall(r'"\$ref": "#/\$defs/([^"]+)"', text):
        assert reference in found["$defs"]


def test_there_is_one_for_every_file_of_the_registry() -> None:
    assert set(REGISTRY) < set(FILES)
    assert {"event", "seed"} < set(FILES)


@pytest.mark.parametrize("kind", FILES)
def test_every_field_is_described(kind: str) -> None:
    found = schema(kind, {})
    parts = [part for part in (found, *found["$defs"].values()) if "properties" in part]
    assert parts
    for part in parts:
        for name, field in part["properties"].items():
            assert field.get("description"), name
        for field in part["properties"].values():
            if "enum" in field and "enumDescriptions" in field:
                assert len(field["enum"]) == len(field["enumDescriptions"])
                assert all(field["enumDescriptions"]), field["enum"]


def test_what_is_wrong_with_a_value_is_said_in_words() -> None:
    found = schema("event", {})["$defs"]
    for name, value in VALUES.items():
        if name in found and "pattern" in value:
            assert found[name]["patternErrorMessage"].startswith("Write ")


def test_every_list_of_words_has_its_meanings() -> None:
    from typing import get_args

    from conflict_timeline.model import vocabulary
    from conflict_timeline.schema.generating import _MEANINGS

    lists = {get_args(value) for name, value in vars(vocabulary).items() if name[0].isupper() and get_args(value)}
    assert lists == set(_MEANINGS)


# What they take


def test_the_record_and_the_tiny_record_validate(record: TinyRecord) -> None:
    for root in (ROOT, record.root):
        seen = list(files_of(root))
        assert {kind for kind, _ in seen} == set(FILES)
        for kind, path in seen:
            assert refused(kind, path, root) == [], path
            assert refused(kind, path) == [], path


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (STRIKE, "title: Air strike on a hospital in Aleppo", "title: 1984"),
        (STRIKE, "title: Air strike on a hospital in Aleppo", "title: 3.14"),
        (STRIKE, "date: 2016-09-28", "date: 2016"),
        (STRIKE, "date: 2016-09-28", "date: '2016'"),
        (STRIKE, "date: 2016-09-28", "date: '{2016-09-28,2016-10-01}'"),
        (STRIKE, "date: 2016-09-28", "date: 2016-09-28T17:00+02:00"),
        (STRIKE, "low: 2", "low: '2'"),
        (STRIKE, "low: 2", "superseded: true\n    low: 0"),
        (STRIKE, "low: 2", "superseded: yes\n    low: 0"),
        (STRIKE, "by: Hospital staff", "by: The 7th hospital"),
        (STRIKE, "kind: agency", "kind: agency\n    locator: 80"),
        (STRIKE, "kind: agency", "kind: agency\n    lang: no"),
        (STRIKE, "tags: [hospitals]", "tags: []"),
        (STRIKE, "tags: [hospitals]", "external_ids: {acled: 12345}"),
        (STRIKE, "tags: [hospitals]", "ignore:\n  no-text: There is none.\n"),
        (STRIKE, "tags: [hospitals]", "tags: [hospitals]\nplace: aleppo # a comment"),
        (STRIKE, "place: aleppo", "place: aleppo\nonline: {platform: X, account: 1}"),
        (PLACES, "lat: 36.20", "lat: '36.20'"),
        (PLACES, "lat: 36.20", "lat: 36"),
        (PLACES, "lat: 36.20", "names: {ar: حلب, en: [Halab, 7]}\n  lat: 36.20"),
        ("registry/event-types.yml", "violence: yes", "violence: false"),
        ("registry/actors.yml", "country: RU", "country: NO"),
        ("registry/wording.yml", "regime:", "the regime's men:"),
    ],
)
def test_what_the_check_takes_no_editor_underlines(record: TinyRecord, path: str, old: str, new: str) -> None:
    if "place: aleppo #" in new:
        record.edit(path, "place: aleppo\n", "")
    record.edit(path, old, new)
    assert [p for p in record.problems() if RULES[p.rule].severity == Severity.ERROR] == []
    assert underlined(record) == []


@pytest.mark.parametrize("rule", sorted(path.name for path in (RECORDS / "invalid").iterdir()))
def test_faults_of_shape_are_refused_and_nothing_else(record: TinyRecord, rule: str) -> None:
    record.lay(RECORDS / "invalid" / rule)
    if rule in UNREADABLE:
        return
    found = underlined(record)
    assert bool(found) is (rule in STRUCTURAL), found
    assert len(found) <= 2  # the fault, and nothing that only follows from it


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("\nstatus: confirmed", "\nstauts: confirmed", "'stauts' was unexpected"),
        ("date: 2016-09-28", "date: 28 September 2016", "does not match"),
        ("date: 2016-09-28", "date:", "None is not of type"),
        ("place: aleppo", "place: Aleppo City", "does not match"),
        ("place: aleppo", "summary: x", "is not valid under any"),
        ("place: aleppo", "place: aleppo\nplaceless: On paper.", "False schema"),
        ("status: confirmed", "status: certain", "'certain' is not one of"),
        ("conflicts: [syria]", "conflicts: []", "non-empty"),
        ("stance: denies", "stance: deny", "'deny' is not one of"),
        ("    seed: article", "    seed: article\n    title: T", "False schema"),
        ("    publisher: An agency\n", "", "'publisher' is a required property"),
        ("    url: https://agency.example.org/hospital\n", "", "is not valid under any"),
        ("measure: killed", "measure: other", "'unit' is a required property"),
        ("low: 2", "low: two", "does not match"),
        ("tags: [hospitals]", "tags: [hospitals, hospitals]", "non-unique"),
        ("tags: [hospitals]", "tags: hospitals", "is not of type 'array'"),
        ("tags: [hospitals]", "removed_for_safety: 2025-01-01", "'title', 'type' were unexpected"),
        ("tags: [hospitals]", "external_ids: {wikipedia: x}", "'wikipedia' was unexpected"),
    ],
)
def test_each_fault_is_named_for_itself(record: TinyRecord, old: str, new: str, words: str) -> None:
    if new == "summary: x":
        record.edit(STRIKE, "summary: Bombs hit a hospital.\n", "")
    record.edit(STRIKE, old, new)
    assert record.problems()
    assert any(words in message for message in underlined(record)), underlined(record)


# What they offer


def test_ids_of_the_registry_are_offered_with_what_they_are(record: TinyRecord) -> None:
    found = schema("event", known(record))["$defs"]
    offered = {
        name: dict(zip(part["enum"], part["enumDescriptions"], strict=True))
        for name, part in found.items()
        if name.startswith("known-") and "enum" in part
    }
    assert offered["known-places"] == {"syria": "Syria, Syria", "aleppo": "Aleppo, Syria"}
    assert offered["known-event-types"]["explosions/air-strike"] == "Air strike: Bombs or missiles from aircraft."
    assert offered["known-conflicts"] == {"syria": "War in Syria"}
    assert set(offered["known-tags"]) == {"hospitals"}
    assert set(offered["known-seeds"]) == {"article"}
    assert "russia" in offered["known-actors"]
    place = found["Event"]["properties"]["place"]
    assert place["anyOf"] == [{"$ref": "#/$defs/known-places"}, {"$ref": "#/$defs/id"}]


def test_an_older_list_of_ids_underlines_nothing_that_is_right(record: TinyRecord) -> None:
    older = Draft202012Validator(schema("event", known(record)))
    record.edit(
        PLACES, "aleppo:\n", "homs:\n  name: Homs\n  kind: city\n  country: SY\n  precision: locality\naleppo:\n"
    )
    record.edit(STRIKE, "place: aleppo", "place: homs")
    record.edit(STRIKE, "by: Hospital staff", "by: the hospital's director")
    assert record.found() == []
    assert list(older.iter_errors(loaded(record.read(STRIKE), markdown=True))) == []


def test_a_place_that_is_withheld_is_not_offered(record: TinyRecord) -> None:
    record.edit(PLACES, "  part_of: syria\n", "  part_of: syria\n  sensitivity: withhold\n")
    assert "leppo" not in json.dumps(schema("event", known(record)))


def test_warnings_can_be_switched_off_by_name_and_errors_cannot() -> None:
    found = schema("event", {})["$defs"]
    assert found["Event"]["properties"]["ignore"]["$ref"] == "#/$defs/known-rules"
    offered = found["known-rules"]["properties"]
    assert "uncited-paragraph" in offered
    assert "no-source" not in offered


# Dates


@given(
    st.one_of(
        st.text(alphabet="0123456789-XT:Z+/.{}[],?~% ", max_size=24),
        st.from_regex(dates.PATTERN, fullmatch=True).filter(lambda text: len(text) < 60),
        st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?(/(\.\.|[0-9]{4}(-[0-9]{2})?)?)?", fullmatch=True),
    )
)
def test_the_pattern_of_a_date_takes_every_date(text: str) -> None:
    try:
        dates.parse(text)
    except dates.DateError:
        return
    assert re.search(dates.PATTERN, text), text


@pytest.mark.parametrize(
    "text",
    ["6 Feb 2012", "2012/02/06", "06-02-2012", "2012-2-6", "late 2014", "2012-02-06T5pm", "{2012", "201", "", ".."],
)
def test_the_pattern_of_a_date_refuses_what_is_none(text: str) -> None:
    assert not re.search(dates.PATTERN, text)


def test_the_examples_of_dates_are_dates() -> None:
    for text in dates.EXAMPLES:
        dates.parse(text)


def test_the_examples_of_fields_are_taken(record: TinyRecord) -> None:
    """Each example of each kind of single value passes its own schema."""
    for value in VALUES.values():
        for example in value.get("examples", ()):
            assert Draft202012Validator(value).is_valid(example), example
    for name, info in Event.model_fields.items():
        for example in info.examples or ():
            Draft202012Validator(schema("event", {})["$defs"]["Event"]["properties"][name]).validate(example)


# The files


def test_the_committed_schemas_are_what_the_model_generates(collection: Collection) -> None:
    """Ids may be behind, so that nobody who adds a place has to write the schemas anew; the rest may not."""
    wrong = [kind for kind, whole in files.stale(ROOT / "schema", completing.ids(collection)) if whole]
    assert wrong == [], "write them anew: python build_timeline.py schema"
    assert {path.stem for path in (ROOT / "schema").glob("*.json")} == set(FILES)


def test_a_change_of_the_shape_is_told_from_a_change_of_ids(record: TinyRecord, tmp_path: Path) -> None:
    folder, ids = tmp_path / "schema", known(record)
    assert list(files.stale(folder, ids)) == [(kind, True) for kind in FILES]
    assert files.write(folder, ids) == list(FILES)
    assert files.write(folder, ids) == []
    assert list(files.stale(folder, ids)) == []
    record.edit(
        PLACES, "aleppo:\n", "homs:\n  name: Homs\n  kind: city\n  country: SY\n  precision: locality\naleppo:\n"
    )
    assert list(files.stale(folder, known(record))) == [("event", False), ("places", False)]
    assert dict(files.stale(folder, {}))["event"] is False
    file = folder / "event.json"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert list(files.stale(folder, ids)) == []
    file.write_text(file.read_text().replace('"One neutral sentence."', '"A sentence."'))
    assert list(files.stale(folder, ids)) == [("event", True)]
    file.write_text("{")
    assert list(files.stale(folder, ids)) == [("event", True)]
    assert files.write(folder, ids) == ["event"]


def test_the_command_writes_prints_and_compares(record: TinyRecord) -> None:
    done = run("schema", root=record.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "event.json" in done.stdout
    assert run("schema", "--check", root=record.root).returncode == 0
    assert "is as it should be" in run("schema", root=record.root).stdout
    printed = run("schema", "places", root=record.root)
    assert printed.stdout == (record.root / "schema" / "places.json").read_text(encoding="utf-8")
    record.edit("registry/tags.yml", "hospitals:", "clinics:")
    behind = run("schema", "--check", root=record.root)
    assert behind.returncode == 0
    assert "lacks ids of the registry" in behind.stderr
    (record.root / "schema" / "tags.json").unlink()
    assert run("schema", "--check", root=record.root).returncode == 1
    assert run("schema", "--out", "other", root=record.root).returncode == 0
    assert (record.root / "other" / "tags.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["schema", "evnt"], "there is no evnt; did you mean event?"),
        (["schema", "event", "--check"], "a KIND is printed"),
        (["schema", "--out", "events/strike.md"], "is a file"),
    ],
)
def test_wrong_usage_is_told(record: TinyRecord, arguments: list[str], words: str) -> None:
    done = run(*arguments, root=record.root)
    assert done.returncode == 2
    assert words in done.stderr


# Answers


def test_answers_are_what_their_schemas_say(collection: Collection) -> None:
    arranged = Library(collection, pictures=False)
    answers: list[tuple[str, Any]] = [
        ("stats", counts.of_record(arranged)),
        ("graph-of-the-record", connections.of_record(arranged)),
    ]
    for entry in collection.events.values():
        answers.append(("show", dossier.of_event(arranged, entry, [])))
        answers.append(("graph", connections.of_event(arranged, entry)))
    assert {kind for kind, _ in answers} == set(ANSWERS)
    for kind, answer in answers:
        data = json.loads(answer.as_json())
        validator(kind).validate(data)
        data["version"] = 0
        assert not validator(kind).is_valid(data)


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_reader_of_answers_may_meet_new_keys(kind: str) -> None:
    assert '"additionalProperties": false' not in json.dumps(schema(kind, {}))
