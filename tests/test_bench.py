"""The benchmarks' generator: the same seed gives the same record, and the record is clean. Nothing is timed here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench import records
from bench.results import CHECK, OURS, PLAIN, Run, Series, report
from bench.yaml_text import dump
from conflict_timeline.checks import check
from conflict_timeline.collection import collect
from conflict_timeline.front_matter import read_yaml
from conflict_timeline.rules import Severity

ROOT = Path(__file__).parents[1]


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_record_of_60_events_has_no_problem(tmp_path):
    records.write(tmp_path, 60, seed=1)
    collection = collect(tmp_path)
    assert len(collection.events) == 60
    assert {problem.severity for problem in check(collection).problems} <= {Severity.INFO}


def test_records_are_varied(tmp_path):
    records.write(tmp_path, 300, seed=2)
    collection = collect(tmp_path)
    events = [entry.value for entry in collection.events.values()]
    lengths = [len(entry.body.text.split()) for entry in collection.events.values()]
    addresses = [source.address for event in events for source in event.sources.values()]
    places = [event.place for event in events if event.place]
    assert {problem.severity for problem in check(collection).problems} <= {Severity.INFO}
    assert len(collection.conflicts) > 1
    assert {"day", "month", "interval", "set"} <= {event.date.precision for event in events}
    assert any(part.approximate for event in events for part in event.date.parts if hasattr(part, "approximate"))
    assert sum(len(event.links) for event in events) > 200
    assert any(event.figures for event in events)
    assert any(event.positions for event in events)
    assert min(lengths) >= 30
    assert max(lengths) > 250
    assert 1.8 * len(events) < len(addresses) < 3.2 * len(events)
    assert len(set(addresses)) < len(addresses)
    assert max(places.count(place) for place in set(places)) > 5 * len(places) / len(set(places))
    assert any(entry.body.references for entry in collection.events.values())


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(tmp_path):
    records.write(tmp_path / "one", 60, seed=7)
    command = [sys.executable, "-m", "bench.records", tmp_path / "two", "--events", "60", "--seed", "7"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "12345"}, check=True)
    one = content(tmp_path / "one")
    assert one == content(tmp_path / "two")
    assert any(path.startswith("events/") for path in one)


def test_another_seed_gives_another_record(tmp_path):
    for seed in (1, 2):
        records.write(tmp_path / str(seed), 20, seed=seed)
    assert content(tmp_path / "1") != content(tmp_path / "2")


def test_yaml_is_read_as_it_was_meant():
    data = {
        "title": "Shots: the #first 'and' last",
        "date": "{2016-09-28,2016-10-01}",
        "ids": ["one", "two-2"],
        "words": ["Two words", "- three"],
        "rows": [{"low": "1", "sources": ["a"]}, {"low": "2", "deeper": {"key": "value"}}],
        "colour": "#9a4d00",
        "nothing": None,
    }
    document, problems = read_yaml(dump(data).encode(), "registry/x.yml")
    del data["nothing"]
    assert problems == []
    assert document.data == data


def test_the_report_tells_ratio_and_growth():
    seconds = {(100, OURS): 1, (100, PLAIN): 2, (100, CHECK): 0.5, (1000, OURS): 8, (1000, PLAIN): 20, (1000, CHECK): 4}
    series = [Series(events, who, [Run(time, time, 10**8)], 100, 10**6) for (events, who), time in seconds.items()]
    text = report(series, seed=1)
    assert "| 1,000 | conflict-timeline | 8.0 | 8.0–8.0 | 8.0 | 100 | 1 | 100 |" in text
    assert "1,000 events: ours takes 0.40 times as long as the plain build (0.40 in CPU time)." in text
    assert "From 100 to 1,000 events conflict-timeline takes 8.0 times as long." in text
