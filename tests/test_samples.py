"""Every sample in the documentation that is a file of a record, or a part of one, passes the check strictly."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import pytest
import yaml

from conflict_timeline.checks import check
from conflict_timeline.collection import collect
from conflict_timeline.model import Event, Source
from conflict_timeline.problems import Problem
from conflict_timeline.rules import Severity

from .built import ROOT
from .conftest import TODAY, TinyRecord

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FOLDERS = ("events/", "seeds/", "registry/")


class Sample(NamedTuple):
    """A fenced block: its page, what it is, the file that it says it is, and its text."""

    page: str
    kind: str
    title: str
    text: str


def samples() -> list[Sample]:
    found = []
    for page in PAGES:
        blocks = FENCE.findall(page.read_text(encoding="utf-8"))
        found += [Sample(page.relative_to(ROOT).as_posix(), *block) for block in blocks]
    return found


SAMPLES = samples()
FILES = [sample for sample in SAMPLES if sample.title.startswith(FOLDERS)]
ELSEWHERE = {"extra", "plugins", "record"}
"""Keys at the top of samples that are settings of the site or of a workflow; a list is a workflow's steps."""
PARTS = [sample for sample in SAMPLES if sample.kind == "yaml" and not sample.title]


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own registry and seeds, with what samples of the registry add, and an event for samples to name."""
    root = tmp_path_factory.mktemp("samples") / "record"
    record = TinyRecord(root)
    shutil.rmtree(root)
    for folder in ("events", "registry", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    added: set[str] = set()
    for sample in FILES:
        if sample.title.startswith("registry/") and not set(yaml.safe_load(sample.text)) & added:
            added |= set(yaml.safe_load(sample.text))
            record.write(sample.title, record.read(sample.title) + sample.text)
    event = "---\ntitle: Another event\ndate: 2019\nsummary: It happened.\ntype: legal/report\nconflicts: [syria]\n"
    event += "placeless: On paper.\nstatus: confirmed\nsources:\n  paper:\n    title: Paper\n    publisher: Paper\n"
    record.write("events/another-event.md", event + "    symbol: A/1\n    kind: un\n---\nIt happened [@paper].\n")
    return root


def grave(problems: list[Problem]) -> list[Problem]:
    """Errors and warnings; that nothing refers to an entry yet is a note."""
    return [problem for problem in problems if problem.severity != Severity.INFO]


def judged(root: Path, path: str, text: str) -> list[Problem]:
    """What the check says of a file with this text."""
    file = root / path
    before = file.read_bytes() if file.is_file() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    try:
        return grave(check(collect(root), today=TODAY).only([path]).problems)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def test_the_registry_with_what_samples_add_is_clean(around: Path) -> None:
    assert grave(check(collect(around), today=TODAY).only(["registry"]).problems) == []


@pytest.mark.parametrize("sample", FILES, ids=lambda sample: f"{sample.page}:{sample.title}")
def test_a_sample_of_a_file_is_clean(sample: Sample, around: Path) -> None:
    if sample.title.startswith("registry/"):
        assert judged(around, sample.title, (ROOT / sample.title).read_text(encoding="utf-8") + sample.text) == []
    else:
        assert judged(around, sample.title, sample.text) == []


@pytest.mark.parametrize("sample", PARTS, ids=lambda sample: f"{sample.page}:{sample.text.split(':')[0]}")
def test_a_sample_of_fields_is_clean_in_an_event(sample: Sample, record: TinyRecord) -> None:
    fields = yaml.safe_load(sample.text)
    if isinstance(fields, list) or set(fields) <= ELSEWHERE:
        return
    if set(fields) <= set(Source.model_fields):
        record.edit("events/strike.md", "    kind: agency\n", "    kind: agency\n" + indent(sample.text, "    "))
    else:
        assert set(fields) <= set(Event.model_fields), (
            "it is no part of an event; give it a title, or name it ELSEWHERE"
        )
        record.edit("events/strike.md", "tags: [hospitals]\n", sample.text)
    if "source-before-event" in fields.get("ignore", {}):
        record.edit("events/strike.md", "published: 2016-09-28", "published: 2016-09-01")
    assert grave(record.problems()) == []


def test_every_sample_of_an_event_says_which_file_it_is() -> None:
    events = [sample for sample in SAMPLES if sample.kind in ("markdown", "md") and sample.text.startswith("---\n")]
    assert len(events) >= 3
    assert [sample for sample in events if sample not in FILES] == []
    assert {sample.page for sample in events} >= {"README.md", "docs/contribute.md", "docs/editors.md"}


def test_no_fence_is_passed_over() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        opened = re.findall(r"^ *```\w", text, re.MULTILINE)
        assert len(opened) == len(FENCE.findall(text)), page
