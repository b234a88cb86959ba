"""Outlines: what they hold, and that they say enough."""

from __future__ import annotations

import json

from conflict_timeline.collection.outlines import Outline, outline

from .conftest import TinyRecord

STRIKE = "events/strike.md"


def test_an_outline_is_plain_data(record: TinyRecord) -> None:
    for entry in record.collect().events.values():
        found = outline(entry)
        again = Outline(*json.loads(json.dumps(found)))
        assert json.dumps(again) == json.dumps(found)


def test_an_outline_names_everything_that_the_file_names(record: TinyRecord) -> None:
    record.edit(STRIKE, "stance: denies", "stance: denies\n    about: those who flew")
    record.edit(
        STRIKE, "night [@agency].", "night [@agency], as [[report]] says of [[place:aleppo]] and [[tag:hospitals]]."
    )
    found = outline(record.collect().events["strike"])
    assert found.names == [
        "type:explosions/air-strike", "conflict:syria", "place:aleppo", "tag:hospitals", "seed:article", "actor:russia",
        "event:report",
    ]  # fmt: skip


def test_the_latest_day_is_that_of_any_date_in_the_file(record: TinyRecord) -> None:
    before = outline(record.collect().events["strike"]).latest
    for old, new in (
        ("low: 2", "low: 2\n    as_of: 2020"),
        ("stance: denies", "stance: denies\n    date: 2021-02"),
        ("published: 2016-09-28", "published: 2016-09-28\n    accessed: 2022-01-01"),
        ("tags:", "corrections:\n  - date: 2023-01-01\n    note: A number.\ntags:"),
        ("summary:", "reported: 2024\nsummary:"),
        ("tags:", "withdrawn:\n  date: 2025\n  reason: Wrong.\ntags:"),
        ("date: 2016-09-28", "date: 2026-01-01"),
    ):
        record.edit(STRIKE, old, new)
        after = outline(record.collect().events["strike"]).latest
        assert after > before
        before = after


def test_an_open_beginning_has_no_day_that_has_to_have_come(record: TinyRecord) -> None:
    for old, new in (("date: 2016-09-28", "date: ../2016-09-28"), ("    published: 2016-09-28\n", "")):
        record.edit(STRIKE, old, new)
    assert outline(record.collect().events["strike"]).latest == 0


def test_a_rule_about_one_event_sees_no_other(record: TinyRecord) -> None:
    assert not hasattr(record.collect().registry, "events")
