"""Each rule against a tiny record that breaks it and no other, at one exact place."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from conflict_timeline.checks import check
from conflict_timeline.checks.names import Names
from conflict_timeline.rules import RULES

from .conftest import RECORDS, TinyRecord

STRIKE, REPORT, SEED = "events/strike.md", "events/report.md", "seeds/article.md"
CHECKED = [rule.name for rule in RULES.values() if rule.by == "check"]
ACTORS, PLACES, CONFLICTS = "registry/actors.yml", "registry/places.yml", "registry/conflicts.yml"


def test_the_base_record_breaks_no_rule(record: TinyRecord) -> None:
    report = check(record.collect(), today=dt.date(2026, 1, 1))
    assert report.problems == []
    assert report.files == 10


@pytest.mark.parametrize("rule", CHECKED)
def test_rule(rule: str, record: TinyRecord) -> None:
    folder = RECORDS / "invalid" / rule
    record.lay(folder)
    expected = (folder / "expect.txt").read_text().splitlines()
    assert record.found() == expected
    assert {line.split()[1] for line in expected} == {rule}
    assert all(problem.hint for problem in record.problems()), "every problem says what to do"


def test_every_folder_of_an_invalid_record_is_a_rule() -> None:
    assert {folder.name for folder in (RECORDS / "invalid").iterdir()} == set(CHECKED)


LINKS = "links:\n  - rel: {}\n    to: {}\n    basis: A reason.\nsources:\n  agency:"
POSITION = "  - by: russia\n    stance: denies\n    sources: [agency]\n"

VARIANTS = [
    # what is spoiled: file, old, new; and what is found
    (REPORT, "actor: inquiry", "actor: inquest", ["events/report.md:10:12 unknown-actor"]),
    (STRIKE, "by: Hospital staff", "by: survivors", ["events/strike.md:13:9 unknown-actor"]),
    (STRIKE, "by: Hospital staff", "by: Wikipedia", []),
    (STRIKE, "stance: denies", "stance: denies\n    about: syrian-army", ["events/strike.md:18:12 unknown-actor"]),
    (STRIKE, "stance: denies", "stance: denies\n    about: those who flew the aircraft", []),
    (ACTORS, "part_of: united-nations", "part_of: un", ["registry/actors.yml:7:12 unknown-actor"]),
    (ACTORS, "part_of: united-nations", "part_of: inquiry", ["registry/actors.yml:1:1 empty-registry-entry",
                                                             "registry/actors.yml:7:12 circular-parts"]),
    (PLACES, "part_of: syria", "part_of: lebanon", ["registry/places.yml:15:12 unknown-place"]),
    (PLACES, "  precision: country", "  precision: country\n  part_of: aleppo", ["registry/places.yml:16:12 circular-parts"]),
    (PLACES, "part_of: syria", "control:\n    - date: 2016\n      by: rebels\n      basis: A map.",
     ["registry/places.yml:1:1 empty-registry-entry", "registry/places.yml:17:11 unknown-actor"]),
    (PLACES, "lon: 37.16", "lon: 187.16", ["registry/places.yml:13:8 coordinates-out-of-range"]),
    (PLACES, "  lon: 37.16\n", "", ["registry/places.yml:8:1 coordinates-out-of-range"]),
    (PLACES, "lat: 35", "lat: 35.0", ["registry/places.yml:5:8 false-precision"]),
    (CONFLICTS, "event: strike", "event: strik", ["events/strike.md:26:3 uncited-source",
                                                  "registry/conflicts.yml:6:14 unknown-event"]),
    (CONFLICTS, "sources: [article]", "sources: [article, no-such]", ["registry/conflicts.yml:8:26 unknown-source"]),
    (CONFLICTS, "      event: strike\n", "", ["events/strike.md:26:3 uncited-source",
                                              "registry/conflicts.yml:7:17 unknown-source"]),
    (SEED, "events: [strike]", "events: [strike, strikes]", ["seeds/article.md:11:22 unknown-event"]),
    (SEED, "events: [strike]", "events: [strike]\n  - id: hospital\n    says: Again.\n    events: [report]",
     ["seeds/article.md:12:9 id-collision"]),
    (SEED, "published: 2022-03-20", "published: 2027-03-20", ["seeds/article.md:5:12 date-in-future"]),
    (SEED, "published: 2022-03-20", "published: 2015", ["events/strike.md:27:11 source-before-event"]),
    (SEED, "---\n", "---\n", []),
    (STRIKE, "date: 2016-09-28", "date: 2026-01-02", ["events/report.md:14:10 effect-before-cause",
                                                      "events/strike.md:3:7 date-in-future",
                                                      "events/strike.md:24:16 source-before-event",
                                                      "events/strike.md:27:11 source-before-event"]),
    (REPORT, "date: 2017-03-01", "date: 2026-01-02~/..", ["events/report.md:23:16 source-before-event"]),
    (REPORT, "date: 2017-03-01", "date: 2017-03-01\nreported: 2026-02", ["events/report.md:4:11 date-in-future"]),
    (REPORT, "date: 2017-03-01", "date: 2016-09-28", []),
    (REPORT, "date: 2017-03-01", "date: 2016-09", ["events/report.md:14:10 effect-possibly-before-cause"]),
    (REPORT, "date: 2017-03-01", "date: 2016-09-29~", []),
    (REPORT, "date: 2017-03-01", "date: 2016-09-28~", ["events/report.md:14:10 effect-possibly-before-cause"]),
    (REPORT, "date: 2017-03-01", "date: 2016-09-26~", ["events/report.md:14:10 effect-before-cause"]),
    (REPORT, "date: 2017-03-01", "date: 2016-08~", ["events/report.md:14:10 effect-possibly-before-cause"]),
    (REPORT, "date: 2017-03-01", "date: ../2016-09-28", ["events/report.md:14:10 effect-possibly-before-cause"]),
    (REPORT, "date: 2017-03-01", "date: ../2016-09-27", ["events/report.md:14:10 effect-before-cause"]),
    (REPORT, "date: 2017-03-01", "date: 2016-09-28/2020", []),
    (REPORT, "rel: investigates", "rel: mentions", []),
    (REPORT, "rel: investigates\n    to: strike", "rel: answered-by\n    to: strike",
     ["events/report.md:14:10 effect-before-cause"]),
    (REPORT, "rel: investigates\n    to: strike", "rel: mentions\n    to: strikes", ["events/report.md:15:9 unknown-event"]),
    (REPORT, "sources: [report]", "sources: [repot]", ["events/report.md:12:15 unknown-source"]),
    (REPORT, "findings.", "findings.\naliases: [strike]", ["events/report.md:5:11 id-collision"]),
    (REPORT, "findings.", "findings.\naliases: [old, old]", ["events/report.md:5:16 id-collision"]),
    (REPORT, "findings.", "findings.\naliases: [old]", []),
    (REPORT, "[[strike]]", "[[retracted]]", ["events/report.md:26:27 link-to-withdrawn"]),
    (REPORT, "[[strike]]", "[[strike|the strike]] in [[place:aleppo]], [[conflict:syria]], by [[actor:russia]]", []),
    (REPORT, "[[strike]]", "[[place:alepo]]", ["events/report.md:26:27 unknown-place"]),
    (REPORT, "[[strike]]", "[[actor:rusia]]", ["events/report.md:26:27 unknown-actor"]),
    (REPORT, "[[strike]]", "[[conflict:syira]]", ["events/report.md:26:27 unknown-conflict"]),
    (REPORT, "[[strike]]", "[[tag:hospitals]]", ["events/report.md:26:27 unknown-event"]),
    (REPORT, "[[strike]]", "`[[nothing]]` and \\[[nothing]] and [[ strike ]]", []),
    (STRIKE, "    stance: denies\n    sources: [agency]\n", "    stance: denies\n", ["events/strike.md:16:5 no-source"]),
    (STRIKE, "    stance: denies\n    sources: [agency]\n", "    stance: denies\n    sources: []\n",
     ["events/strike.md:18:5 no-source"]),
    (STRIKE, "low: 2\n    high: 4", "best: 5\n    high: 4", ["events/strike.md:11:11 reversed-range"]),
    (STRIKE, "low: 2\n    high: 4", "low: 4\n    best: 4\n    high: 4", []),
    (STRIKE, "low: 2\n    high: 4", "low: three", ["events/strike.md:11:10 wrong-type"]),
    (STRIKE, "status: confirmed", "status: likely\nstatus_note: One source.", []),
    (STRIKE, "publisher: An agency", "publisher: Other\n    locator: p. 3", []),
    (STRIKE, "[@agency]", "[@agency; @agenzy, p. 4]", ["events/strike.md:30:42 unknown-source"]),
    (STRIKE, "night [@agency].", "night [@agency].\n\n## A heading\n\n- a list\n- of [items](https://example.org)\n", []),
    (STRIKE, "night [@agency].", "night.", ["events/strike.md:30:1 uncited-paragraph"]),
    (STRIKE, "night [@agency].", "night.\n\n[@agency]", ["events/strike.md:30:1 uncited-paragraph"]),
    (STRIKE, "conflicts: [syria]", "conflicts: [syria, syria]", ["events/strike.md:6:20 listed-twice"]),
    (STRIKE, "tags: [hospitals]", "tags: [hospitals, hospitals]", ["events/strike.md:28:19 listed-twice"]),
    (STRIKE, "by: Hospital staff\n    sources: [agency]", "by: Hospital staff\n    sources: [agency, article, agency]",
     ["events/strike.md:14:32 listed-twice"]),
    (STRIKE, "tags: [hospitals]", "tags: [hospitals]\nwarnings: [graphic, graphic]", ["events/strike.md:29:21 listed-twice"]),
    (SEED, "events: [strike]", "events: [strike, strike]", ["seeds/article.md:11:22 listed-twice"]),
    (CONFLICTS, "sources: [article]", "sources: [article, article]", ["registry/conflicts.yml:8:26 listed-twice"]),
    (STRIKE, "low: 2", "low: 2\n    as_of: 2026-01-02", ["events/strike.md:12:12 dated-ahead"]),
    (STRIKE, "low: 2", "low: 2\n    as_of: 2026-01-01", []),
    (STRIKE, "tags: [hospitals]", "tags: [hospitals]\ncorrections:\n  - date: 2026-01-02\n    note: The number.",
     ["events/strike.md:30:11 dated-ahead"]),
    ("events/retracted.md", "date: 2016-11-01", "date: 2026-02", ["events/retracted.md:16:9 dated-ahead"]),
    ("events/retracted.md", "The agency withdrew its report [@agency].\n", "", ["events/retracted.md:10:3 uncited-source"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "expected"), VARIANTS)
def test_variant(path: str, old: str, new: str, expected: list[str], record: TinyRecord) -> None:
    record.edit(path, old, new)
    assert record.found() == expected


def test_a_cause_whose_date_is_coarse_may_have_come_later(record: TinyRecord) -> None:
    record.edit(STRIKE, "date: 2016-09-28", "date: 2016-09")
    record.edit(REPORT, "date: 2017-03-01", "date: 2016-09-29")
    assert record.found() == ["events/report.md:14:10 effect-possibly-before-cause"]
    record.edit(REPORT, "date: 2016-09-29", "date: 2016-09-30")
    assert record.found() == []


def test_an_event_without_any_source(record: TinyRecord) -> None:
    text = record.read(STRIKE)
    record.write(STRIKE, text[: text.index("figures:")] + "---\n")
    record.edit(CONFLICTS, "      sources: [article]\n", "")
    assert record.found() == [
        "events/strike.md:1:1 no-source",
        "events/strike.md:10:1 no-text",
        "registry/actors.yml:8:1 empty-registry-entry",
        "registry/tags.yml:1:1 empty-registry-entry",
    ]


def test_a_faulty_source_is_not_called_unknown_as_well(record: TinyRecord) -> None:
    record.edit(STRIKE, "    publisher: An agency\n", "")
    assert record.found() == ["events/strike.md:20:3 missing-field"]


def test_faults_do_not_hide_each_other_and_places_stay_exact(record: TinyRecord) -> None:
    record.edit(STRIKE, "tags: [hospitals]", "tags: [Bad, hospitals, un_known, no-such]")
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    assert record.found() == [
        "events/strike.md:7:8 unknown-place",
        "events/strike.md:28:8 invalid-id",
        "events/strike.md:28:24 invalid-id",
        "events/strike.md:28:34 unknown-tag",
    ]


def test_a_row_that_lacks_a_field_is_left_out_and_the_rest_is_checked(record: TinyRecord) -> None:
    record.edit(STRIKE, "    by: Hospital staff\n", "")
    record.edit(STRIKE, "  - by: russia\n", "  - by: rusia\n")
    assert record.found() == ["events/strike.md:10:5 missing-field", "events/strike.md:15:9 unknown-actor"]


def test_a_broken_event_exists_and_is_not_called_unknown(record: TinyRecord) -> None:
    record.write(STRIKE, "no front matter")
    assert record.rules() == ["missing-front-matter"]


@pytest.mark.parametrize("name", ["actors", "places", "conflicts", "tags", "event-types"])
def test_a_file_of_the_registry_that_cannot_be_read_is_one_problem(name: str, record: TinyRecord) -> None:
    record.write(f"registry/{name}.yml", "a: [")
    assert record.rules() == ["invalid-yaml"]


def test_a_faulty_entry_is_not_called_unknown(record: TinyRecord) -> None:
    record.edit(ACTORS, "  kind: state\n", "")
    record.edit("registry/event-types.yml", "      violence: yes\n", "      violence: maybe\n")
    assert record.rules() == ["missing-field", "wrong-type"]


def test_an_event_removed_for_safety_is_unknown_without_a_word_more(record: TinyRecord) -> None:
    record.write(STRIKE, "---\nremoved_for_safety: 2025-01-01\n---\n")
    found = [problem for problem in record.problems() if problem.rule != "empty-registry-entry"]
    assert {problem.rule for problem in found} == {"unknown-event"}
    assert all("removed" not in problem.message + problem.hint for problem in found)
    assert all("did you mean strike?" not in problem.hint for problem in found)


def test_nothing_of_an_event_removed_for_safety_may_stay(record: TinyRecord) -> None:
    record.write("events/gone.md", "---\nremoved_for_safety: 2025-01-01\ntitle: A name\n---\n")
    assert record.found() == ["events/gone.md:3:1 unknown-field"]
    record.write("events/gone.md", "---\nremoved_for_safety: 2025-01-01\n---\nA name.\n")
    assert record.found() == ["events/gone.md:4:1 unknown-field"]


def test_links_written_at_both_ends_and_symmetric_ones_are_duplicates(record: TinyRecord) -> None:
    for path, other in ((STRIKE, "report"), (REPORT, "strike")):
        if "links:" in record.read(path):
            record.edit(path, "rel: investigates", "rel: compared-with")
        else:
            record.edit(path, "sources:\n  agency:", LINKS.format("compared-with", other))
    assert record.found() == ["events/strike.md:20:5 duplicate-link"]


def test_two_relations_between_the_same_events_are_no_duplicate(record: TinyRecord) -> None:
    record.edit(STRIKE, "sources:\n  agency:", LINKS.format("mentioned-by", "report"))
    assert record.found() == []


def test_a_long_circle_is_found_once_and_named_in_short(record: TinyRecord) -> None:
    text = record.read(STRIKE).replace("  article:\n    seed: article\n", "")
    for number in range(12):
        link = LINKS.format("includes", f"part-{(number + 1) % 12}")
        part = text.replace("sources:\n  agency:", link, 1).replace("2016-09-28", f"2016-09-{2 * number + 1:02}")
        record.write(f"events/part-{number}.md", part)
    problems = record.problems()
    assert [problem.rule for problem in problems] == ["circular-parts"]
    assert problems[0].message.count("is part of") < 8


def test_a_withdrawn_event_may_link_to_another(record: TinyRecord) -> None:
    record.edit("events/retracted.md", "sources:\n  agency:", LINKS.format("mentions", "retracted-too"))
    record.write("events/retracted-too.md", record.read("events/retracted.md").replace("retracted-too", "strike"))
    assert record.found() == []


def test_links_of_either_end_to_a_withdrawn_event_warn_at_the_one_that_stands(record: TinyRecord) -> None:
    record.edit("events/retracted.md", "sources:\n  agency:", LINKS.format("mentions", "strike"))
    assert record.found() == []


def test_one_address_has_one_publisher_and_a_seed_comes_first(record: TinyRecord) -> None:
    record.edit(STRIKE, "url: https://agency.example.org/hospital", "url: https://news.example.org/article")
    problems = record.problems()
    assert [(p.line, p.column, p.rule) for p in problems] == [(21, 12, "source-conflict"), (22, 16, "source-conflict")]
    assert all("seeds/article.md" in problem.message for problem in problems)


def test_ignore_switches_a_warning_off(record: TinyRecord) -> None:
    record.edit(STRIKE, "night [@agency].", "night.")
    record.edit(STRIKE, "tags:", "ignore:\n  uncited-paragraph: The rows say it.\ntags:")
    assert record.found() == []


@pytest.mark.parametrize(
    ("rule", "hint"),
    [("no-source", "delete the line, and correct the error"), ("uncited-sources", "did you mean uncited-source?")],
)
def test_ignore_takes_only_the_names_of_warnings(rule: str, hint: str, record: TinyRecord) -> None:
    record.edit(STRIKE, "    by: Hospital staff\n    sources: [agency]\n", "    by: Hospital staff\n")
    record.edit(STRIKE, "tags:", f"ignore:\n  {rule}: No.\ntags:")
    assert record.rules() == ["no-source", "unused-ignore"]
    assert record.problems()[1].hint == hint


def test_hints_offer_the_nearest_and_stop_looking_after_many(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("conflict_timeline.checks.names.nearest", lambda word, _: asked.append(word) or "")
    names = Names("unknown-event", "event", "write the id of an event", {"a": 1})
    for number in range(500):
        assert names.lacks(f"x{number}")
        assert names.hint(f"x{number}") == "write the id of an event"
    names.hint("x0")
    assert len(asked) == len(set(asked)) < 100


def test_a_clean_record_never_pays_for_places(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("conflict_timeline.front_matter.Document.mark", fail)
    assert record.found() == []


def test_the_system_date_is_used_unless_another_is_given(record: TinyRecord) -> None:
    record.edit(STRIKE, "published: 2016-09-28", "published: 9999")
    assert [problem.rule for problem in check(record.collect()).problems] == ["date-in-future"]


def test_every_rule_is_told_in_two_sentences() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert rule.wants.endswith(".")
        assert rule.why.endswith(".")
