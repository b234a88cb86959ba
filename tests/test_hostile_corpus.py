"""Every hostile input is refused by the rule that it names, or is taken and costs little."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from conflict_timeline import markup
from conflict_timeline.checks import check
from conflict_timeline.collection import collect
from conflict_timeline.rules import RULES

from .built import ROOT
from .conftest import TinyRecord
from .corpus import Idea, ideas

IDEAS = {idea.name: idea for idea in ideas()}
LEAST = {
    "html": 25,
    "urls": 25,
    "attributes": 20,
    "front-matter": 30,
    "templates": 15,
    "unicode": 20,
    "yaml": 15,
    "cost": 10,
    "paths": 15,
    "images": 10,
    "exports": 15,
}
"""How many ideas each group has at least."""
SECONDS = 1.5
"""Of processor time: what reading and checking one hostile file may take."""


def of_group(name: str) -> list[Idea]:
    return [idea for idea in IDEAS.values() if idea.group == name]


def test_the_corpus_is_large_and_no_idea_stands_twice() -> None:
    found = Counter(idea.group for idea in ideas())
    assert found.keys() == LEAST.keys()
    assert {group for group, least in LEAST.items() if found[group] < least} == set()
    assert len(IDEAS) == found.total() >= 200
    contents = Counter(tuple(idea.files.values()) for idea in IDEAS.values() if idea.group not in ("paths", "images"))
    assert [content for content, times in contents.items() if times > 1] == []


@pytest.mark.parametrize("name", [name for name, idea in IDEAS.items() if idea.rule])
def test_what_has_to_be_refused_is_refused(record: TinyRecord, name: str) -> None:
    idea = IDEAS[name]
    assert idea.rule in RULES
    idea.lay(record.root)
    report = check(collect(record.root))
    assert idea.rule in {problem.rule for problem in report.problems}
    assert report.fails()


def test_what_has_to_be_taken_is_taken(record: TinyRecord) -> None:
    shutil.copytree(ROOT / "docs", record.root / "docs")
    for idea in IDEAS.values():
        if idea.rule is None:
            idea.lay(record.root)
    assert [problem for problem in record.problems() if problem.severity == "error"] == []


@pytest.mark.parametrize("idea", of_group("cost"), ids=lambda idea: str(idea.name))
def test_nothing_costs_much(record: TinyRecord, idea: Idea) -> None:
    idea.lay(record.root)
    began = time.process_time()
    collection = collect(record.root)
    check(collection)
    name = Path(next(iter(idea.files))).stem
    if idea.rule is None:
        markup.render(collection.events[name].body, str)
        markup.plain(collection.events[name].body, str)
    assert time.process_time() - began < SECONDS
