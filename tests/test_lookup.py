"""What somebody asks of the record at a terminal: an event, its links, the counts."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from typing import Any

import pytest
from rich.console import Console

from conflict_timeline.checks import check
from conflict_timeline.collection import Collection
from conflict_timeline.collection.entries import Entry
from conflict_timeline.evidence import origins
from conflict_timeline.links import Graph
from conflict_timeline.lookup import connections, counts, counts_sheet, dossier, event_sheet, graph_sheet
from conflict_timeline.lookup.finding import UnknownEventError, UnreadableEventError, find
from conflict_timeline.lookup.sheet import Sheet, bar, words
from conflict_timeline.model import Event
from conflict_timeline.views.common import when
from conflict_timeline.views.library import Library

from .built import ROOT, run
from .conftest import TODAY, TinyRecord

STRIKE, REPORT = "events/strike.md", "events/report.md"
WIDTHS = (24, 40, 59, 60, 80, 100, 200)


def library(record: TinyRecord) -> Library:
    """The tiny record, arranged."""
    return Library(record.collect(), pictures=False)


def shown(record: TinyRecord, event: str = "strike") -> dossier.Dossier:
    """Everything about an event of the tiny record."""
    arranged = library(record)
    entry = find(arranged.collection, event)
    problems = check(arranged.collection, today=TODAY).only([entry.path]).problems
    return dossier.of_event(arranged, entry, problems)


def text(lay: Any, *answer: Any, width: int = 80) -> str:
    """A sheet as a person sees it."""
    file = io.StringIO()
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    sheet = Sheet.of(console)
    lay(sheet, *answer)
    sheet.print(console)
    return file.getvalue()


# Finding


@pytest.mark.parametrize(
    "name",
    [
        "strike",
        "events/strike.md",
        "./events/strike.md",
        r"events\strike.md",
        r"C:\record\events\strike.md",
        "strike.md",
    ],
)
def test_an_event_is_found_by_its_id_and_by_its_file(record: TinyRecord, name: str) -> None:
    assert find(record.collect(), name).id == "strike"


def test_an_event_is_found_by_a_former_id(record: TinyRecord) -> None:
    record.edit(STRIKE, "tags:", "aliases: [old-name]\ntags:")
    assert find(record.collect(), "old-name").id == "strike"


def test_an_unknown_event_gives_the_nearest(record: TinyRecord) -> None:
    with pytest.raises(UnknownEventError, match=r"^there is no event strik; did you mean strike\?$"):
        find(record.collect(), "strik")
    with pytest.raises(UnknownEventError, match=r"; did you mean strike \(Air strike on a hospital in Aleppo\)\?$"):
        find(record.collect(), "the Hospital in Aleppo")
    with pytest.raises(UnknownEventError, match=r"^there is no event zzz$"):
        find(record.collect(), "zzz")


def test_nothing_is_said_of_an_event_that_was_removed_for_safety(record: TinyRecord) -> None:
    record.write("events/gone-event.md", "---\nremoved_for_safety: 2025-01-01\n---\n")
    for name in ("gone-event", "gone-even"):  # neither its id nor anything of its text is known
        with pytest.raises(UnknownEventError, match=f"^there is no event {name}$"):
            find(record.collect(), name)


def test_a_file_that_is_no_event_is_told_apart(record: TinyRecord) -> None:
    record.write("events/broken.md", "no front matter")
    with pytest.raises(UnreadableEventError, match="broken could not be read into an event"):
        find(record.collect(), "broken")


# An event


def test_the_dossier_holds_what_the_file_says(record: TinyRecord) -> None:
    found = shown(record)
    assert (found.event.id, found.path, found.summary) == ("strike", STRIKE, "Bombs hit a hospital.")
    assert found.event.date.model_dump() == {
        "edtf": "2016-09-28", "phrase": "28 September 2016", "earliest": "2016-09-28", "latest": "2016-09-28",
        "precision": "day",
    }  # fmt: skip
    assert found.place is not None
    assert (found.place.name, found.place.country, found.place.country_name) == ("Aleppo", "SY", "Syria")
    assert [(row.low, row.high, row.by.id) for table in found.figures for row in table.rows] == [(2, 4, None)]
    assert [(said.by.id, said.by.name, said.stance) for said in found.denials] == [("russia", "Russia", "denies")]
    assert found.responsibility == []
    assert found.origins == ["An agency", "A newspaper"]
    assert [(source.key, source.seed, source.publisher) for source in found.sources] == [
        ("agency", None, "An agency"),
        ("article", "article", "A newspaper"),
    ]
    assert found.text == "The hospital was hit at night [@agency]."
    assert found.problems == []


def test_a_link_is_seen_from_both_ends_with_its_basis(record: TinyRecord) -> None:
    for event, rel, other in (("strike", "investigated-by", "report"), ("report", "investigates", "strike")):
        (link,) = shown(record, event).links
        assert (link.rel, link.event.id, link.written_in) == (rel, other, "report")
        assert link.basis == "Its second chapter is about this strike."
        assert link.sources == ["report"]


def test_a_withdrawn_event_says_so_first(record: TinyRecord) -> None:
    found = shown(record, "retracted")
    assert found.withdrawn is not None
    assert found.withdrawn.note == "The agency withdrew its report."
    assert "The agency withdrew its report." in text(event_sheet.lay, found).split("Reported by mistake.")[0]


def test_an_event_of_a_record_full_of_problems_is_shown_with_its_own(record: TinyRecord) -> None:
    record.edit(STRIKE, "conflicts: [syria]", "conflicts: [syira]")
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    record.edit(STRIKE, "type: explosions/air-strike", "type: explosions/strike")
    record.edit(STRIKE, "tags: [hospitals]", "tags: [hospital]")
    record.edit(STRIKE, "seed: article", "seed: artikel")
    record.edit(STRIKE, "night [@agency].", "night.\n\n![x](nothing.png)")
    found = shown(record)
    assert {problem.rule for problem in found.problems} >= {
        "unknown-conflict", "unknown-place", "unknown-type", "unknown-tag", "unknown-seed", "uncited-paragraph",
    }  # fmt: skip
    assert all(problem.path == STRIKE for problem in found.problems)
    said = text(event_sheet.lay, found)
    assert f"{STRIKE}:6:13: error unknown-conflict" in said
    assert "hint: did you mean syria?" in said
    assert counts.of_record(library(record)).events == 2
    assert connections.of_record(library(record)).events == 2


def test_a_withheld_place_is_named_nowhere(record: TinyRecord) -> None:
    record.edit(
        "registry/places.yml", "  part_of: syria\n", "  part_of: syria\n  sensitivity: withhold\n  names: {ar: حلب}\n"
    )
    found = shown(record)
    for form in (found.as_json(), text(event_sheet.lay, found)):
        facts = form.replace(found.event.title, "").replace("Hospital hit in Aleppo", "")
        assert "leppo" not in facts
        assert "حلب" not in facts
        assert "Syria, place withheld" in facts
    places = counts.of_record(library(record)).places
    assert (places.withheld, sum(places.precision.values())) == (1, 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_event_of_the_record_fits_any_width(collection: Collection, width: int) -> None:
    arranged = Library(collection, pictures=False)
    for entry in list(collection.events.values())[:: 8 if width == 80 else 30]:
        found = dossier.of_event(arranged, entry, [])
        for said in (
            text(event_sheet.lay, found, width=width),
            text(graph_sheet.lay_event, connections.of_event(arranged, entry), width=width),
        ):
            assert_fits(said, width)
            assert " ".join(found.event.title.split()[:2]) in " ".join(said.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_counts_and_the_graph_fit_any_width(collection: Collection, width: int) -> None:
    arranged = Library(collection, pictures=False)
    assert_fits(text(counts_sheet.lay, counts.of_record(arranged), width=width), width)
    assert_fits(text(graph_sheet.lay_record, connections.of_record(arranged), 3, width=width), width)


def assert_fits(said: str, width: int) -> None:
    """No line is wider than the terminal, but for addresses, which are never broken; none ends in spaces."""
    from rich.cells import cell_len

    for line in said.splitlines():
        assert line == line.rstrip()
        assert cell_len(line) <= min(width, 100) or re.match(r" +https?://\S+$", line), line


def test_what_is_shown_cannot_steer_a_terminal_and_keeps_the_order_of_words(record: TinyRecord) -> None:
    assert words("a\x1b[31m\u202eb").plain == "a?[31m?b"
    assert words("حلب").plain == "\u2068حلب\u2069"
    assert words("می\u200cخواهم").plain == "\u2068می\u200cخواهم\u2069"
    assert words("Алеппо é").plain == "Алеппо é"
    record.edit("registry/places.yml", "  part_of: syria\n", "  part_of: syria\n  names: {ar: حلب, he: חאלב}\n")
    said = text(event_sheet.lay, shown(record))
    assert "\u2068حلب\u2069 · \u2068חאלב\u2069" in said
    assert not [c for c in said if unicodedata.category(c) in ("Cc", "Cf") and c not in "\n\u2068\u2069"]


# Chains


def answered(record: TinyRecord) -> None:
    """Add an answer to the report, and an answer to that."""
    text = record.read(REPORT).replace("type: legal/report", "type: legal/report", 1)
    for name, to in (("verdict", "report"), ("appeal", "verdict")):
        record.write(
            f"events/{name}.md",
            text.replace("to: strike", f"to: {to}").replace("rel: investigates", "rel: responds-to")
            .replace("[[strike]]", f"[[{to}]]").replace("2017-03", "2018-03").replace("An inquiry reports", f"A {name}"),
        )  # fmt: skip


def test_chains_lead_both_ways_from_answer_to_answer(record: TinyRecord) -> None:
    answered(record)
    assert record.found() == []
    arranged = library(record)
    graph = connections.of_event(arranged, arranged.collection.events["strike"])
    steps = [(step.start, step.link.rel, step.link.event.id) for step in graph.answered_by]
    assert steps == [
        ("strike", "investigated-by", "report"),
        ("report", "answered-by", "verdict"),
        ("verdict", "answered-by", "appeal"),
    ]
    assert graph.answers == []
    back = connections.of_event(arranged, arranged.collection.events["appeal"])
    assert [(step.start, step.link.event.id) for step in back.answers] == [
        ("appeal", "verdict"),
        ("verdict", "report"),
        ("report", "strike"),
    ]
    said = text(graph_sheet.lay_event, graph)
    assert re.search(r"└── investigated by report .*\n.*\n? *└── answered by verdict", said)


def test_a_chain_that_only_repeats_the_links_is_not_drawn_again(record: TinyRecord) -> None:
    arranged = library(record)
    graph = connections.of_event(arranged, arranged.collection.events["strike"])
    assert len(graph.answered_by) == 1
    assert "What answered it" not in text(graph_sheet.lay_event, graph)


def test_steps_and_chains_agree_and_stop_at_the_limit(record: TinyRecord) -> None:
    answered(record)
    graph = Graph(record.collect())
    relations = frozenset({"investigated-by", "answered-by"})
    assert [step.tie.other for step in graph.steps("strike", relations)] == graph.chain("strike")
    assert [step.tie.other for step in graph.steps("strike", relations, 2)] == ["report", "verdict"]


def test_the_graph_of_the_record_counts_each_link_once(record: TinyRecord) -> None:
    answered(record)
    graph = connections.of_record(library(record))
    assert (graph.events, graph.linked, graph.links, graph.across) == (4, 4, 3, 0)
    assert [(row.rel, row.links) for row in graph.relations] == [("responds-to", 2), ("investigates", 1)]
    assert [(chain.event.id, len(chain.answered_by)) for chain in graph.chains] == [("strike", 3)]
    assert graph.unanswered == 0
    assert graph.hubs[0].links == 2


def test_only_so_many_chains_are_drawn_and_the_rest_is_counted(record: TinyRecord) -> None:
    strike, report = record.read(STRIKE), record.read(REPORT)
    for number in range(3):
        record.write(f"events/strike-{number}.md", strike)
        record.write(f"events/report-{number}.md", report.replace("to: strike", f"to: strike-{number}"))
    graph = connections.of_record(library(record))
    assert len(graph.chains) == 4
    said = text(graph_sheet.lay_record, graph, 3)
    assert "and 1 shorter chains" in said
    assert "shorter chains" not in text(graph_sheet.lay_record, graph, 0)


# Counts


def test_counts_of_the_tiny_record(record: TinyRecord) -> None:
    record.edit(STRIKE, "    kind: agency\n", "    kind: agency\n    archived: https://archive.example.org/1\n")
    found = counts.of_record(library(record))
    assert (found.events, found.withdrawn, found.violence, found.unanswered) == (2, 1, 1, 0)
    assert [(row.year, row.events, row.conflicts) for row in found.years] == [
        (2016, 1, {"syria": 1}),
        (2017, 1, {"syria": 1}),
    ]
    assert found.origins == {"0": 0, "1": 1, "2": 1, "3": 0}
    assert found.places.precision["locality"] == 1
    assert found.places.placeless == 1
    assert (found.captures.sources, found.captures.archived, found.captures.captured) == (3, 1, 0)
    assert found.status["confirmed"] == 2


def test_counts_of_the_record_agree_with_its_events(collection: Collection) -> None:
    found = counts.of_record(Library(collection, pictures=False))
    standing: list[Entry[Event]] = [entry for entry in collection.events.values() if entry.value.withdrawn is None]
    assert sum(row.events for row in found.years) == found.events == len(standing)
    assert sum(found.status.values()) == sum(found.origins.values()) == len(standing)
    assert found.origins["0"] == sum(not origins(collection, entry.value) for entry in standing)
    assert sum(found.captures.kinds.values()) == found.captures.sources
    for row in found.conflicts:
        assert row.events == sum(row.conflict.id in entry.value.conflicts for entry in standing)


def test_a_bar_is_as_long_as_its_share() -> None:
    assert [bar(share, 4).plain for share in (0, 0.001, 0.5, 1)] == ["", "▏", "██", "████"]


def test_an_empty_record_is_counted(tmp_path: Any) -> None:
    from conflict_timeline.collection import collect

    arranged = Library(collect(tmp_path), pictures=False)
    assert "0 events" in text(counts_sheet.lay, counts.of_record(arranged))
    assert "0 linked with others" in text(graph_sheet.lay_record, connections.of_record(arranged), 10)


# JSON and the commands


def test_json_says_what_it_is_and_holds_no_character_that_steers_a_terminal(record: TinyRecord) -> None:
    record.edit(STRIKE, "title: Air strike on", "title: Aïr strîke حلب on")
    found = shown(record)
    data = json.loads(found.as_json())
    assert (data["format"], data["version"], data["event"]["title"]) == (
        "conflict-timeline show", 1, "Aïr strîke حلب on a hospital in Aleppo",
    )  # fmt: skip
    assert "Aïr strîke حلب" in found.as_json()
    assert found.as_json(ascii_only=True).isascii()
    assert json.loads(found.as_json(ascii_only=True)) == data
    steered = found.model_copy(update={"path": "a\x9b\u202e\x7fb\U000e0001"})
    assert all(c.isprintable() or c == "\n" for c in steered.as_json())
    assert json.loads(steered.as_json())["path"] == "a\x9b\u202e\x7fb\U000e0001"


def test_the_dates_of_json_read_as_on_the_pages(collection: Collection) -> None:
    arranged = Library(collection, pictures=False)
    for entry in collection.events.values():
        found = connections.of_event(arranged, entry)
        assert found.event.date.phrase == when(entry.value.date).phrase
        assert found.event.date.edtf == entry.value.date.text


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["show", "strike"], "show"),
        (["graph", "strike"], "graph"),
        (["graph"], "graph of the record"),
        (["stats"], "stats"),
    ],
)
def test_the_commands_print_text_and_json(record: TinyRecord, arguments: list[str], name: str) -> None:
    plain = run(*arguments, root=record.root)
    assert (plain.returncode, plain.stderr) == (0, "")
    assert "\x1b" not in plain.stdout
    done = run(*arguments, "--format", "json", root=record.root)
    assert done.returncode == 0
    assert json.loads(done.stdout)["format"] == f"conflict-timeline {name}"
    assert done.stdout == run(*arguments, "--format", "json", root=record.root).stdout


def test_the_commands_say_what_is_wrong_and_exit_with_2_or_1(record: TinyRecord) -> None:
    done = run("show", "strik", root=record.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no event strik; did you mean strike?" in done.stderr
    done = run("graph", "\x1b[31mstrike", root=record.root)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    record.write("events/broken.md", "no front matter")
    assert run("show", "broken", root=record.root).returncode == 1


def test_json_is_ascii_where_the_output_is_not_utf_8(record: TinyRecord) -> None:
    import os
    import subprocess
    import sys

    record.edit(STRIKE, "title: Air strike on", "title: Aïr strike حلب on")
    command = [sys.executable, str(ROOT / "build_timeline.py"), "--root", str(record.root), "show", "strike"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run([*command, "--format", "json"], env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout.decode("ascii"))["event"]["title"].startswith("Aïr strike حلب")
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
