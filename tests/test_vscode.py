"""VS Code: settings that name what is there, a task that reads the check's lines, and the extension of this folder."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conflict_timeline.schema import completing, files
from conflict_timeline.schema.kinds import FILES, schema

from .built import ROOT, run
from .conftest import TinyRecord

EXTENSION = ROOT / ".vscode" / "extensions" / "conflict-timeline"
STRIKE = "events/strike.md"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="the extension runs in Node, which VS Code brings")


def setting(name: str) -> Any:
    return json.loads((ROOT / ".vscode" / name).read_text(encoding="utf-8"))


def node(**asked: Any) -> Any:
    """Let Node do what is asked of the extension."""
    assert NODE
    command = [NODE, str(Path(__file__).parent / "vscode.cjs")]
    given = json.dumps({"extension": str(EXTENSION), **asked})
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def cursor(text: str) -> dict[str, Any]:
    """A text with the cursor where a ‸ stands."""
    before, after = text.split("‸")
    return {"text": before + after, "line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def test_settings_map_each_schema_to_its_file() -> None:
    mapped = setting("settings.json")["yaml.schemas"]
    assert mapped == {f"schema/{kind}.json": where for kind, where in FILES.items() if where.endswith(".yml")}
    for path, target in mapped.items():
        assert (ROOT / path).is_file()
        assert (ROOT / target).is_file()
    assert "redhat.vscode-yaml" in setting("extensions.json")["recommendations"]


def test_the_task_reads_every_line_of_the_check(record: TinyRecord) -> None:
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    record.edit(STRIKE, "night [@agency].", "night.")
    (task,) = setting("tasks.json")["tasks"]
    assert task["args"] == ["build_timeline.py", "check"]
    pattern = task["problemMatcher"]["pattern"]
    read = [
        found
        for line in run("check", root=record.root).stdout.splitlines()
        if (found := re.match(pattern["regexp"], line))
    ]
    got = [[found[pattern[name]] for name in ("file", "line", "column", "severity", "code")] for found in read]
    assert got == [[p.path, str(p.line), str(p.column), str(p.severity), p.rule] for p in record.problems()]
    assert len(got) == 2


EVENT = """---
title: Air strike
date: 2016-09-28
type: explosions/air-strike
conflicts: [syria]
place: aleppo
status: confirmed
figures:
  - measure: killed
    low: 2
    sources: [agency]
positions:
- by: russia
  stance: denies
links:
  - rel: follows
    to: report
sources:
  agency:
    title: Hospital hit
    kind: agency
  article:
    seed: article
---
The hospital was hit [@agency].
"""


@needs_node
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Air strike\n", "title: Air strike\n‸\n", {"summary", "tags", "online"}),
        ("title: Air strike\n", "title: Air strike\nsu‸\n", {"summary"}),
        ("status: confirmed", "status: ‸", {"confirmed", "likely", "disputed"}),
        ("status: confirmed", "status: conf‸", {"confirmed"}),
        ("place: aleppo", "place: ‸", {"aleppo", "syria"}),
        ("explosions/air-strike", "‸", {"explosions/air-strike", "legal/report"}),
        ("[syria]", "[‸]", {"syria"}),
        ("[syria]", "[syria, ‸]", {"syria"}),
        ("conflicts: [syria]", "conflicts:\n  - ‸", {"syria"}),
        ("conflicts: [syria]", "conflicts:\n- ‸", {"syria"}),
        ("measure: killed", "measure: ‸", {"killed", "other"}),
        ("    low: 2\n", "    low: 2\n    ‸\n", {"best", "high", "by", "as_of", "group"}),
        ("  - measure: killed\n", "  - ‸\n", {"measure", "by"}),
        ("low: 2", "group: ‸", {"children", "civilians"}),
        ("    sources: [agency]", "    sources: [‸]", {"agency", "article"}),
        ("    sources: [agency]", "    sources:\n      - ‸", {"agency", "article"}),
        ("stance: denies", "stance: ‸", {"denies", "finds", "accuses"}),
        ("by: russia", "by: ‸", {"russia", "inquiry"}),
        ("  stance: denies\n", "  stance: denies\n  ‸\n", {"about", "says", "standard"}),
        ("to: report", "to: ‸", {"report", "strike"}),
        ("rel: follows", "rel: ‸", {"part-of", "investigates"}),
        ("    kind: agency", "    kind: ‸", {"news", "agency", "court"}),
        ("    kind: agency", "    ‸", {"publisher", "url", "kind", "locator"}),
        ("    seed: article", "    seed: ‸", {"article"}),
        ("date: 2016-09-28", "date: ‸", {"2012-02", "2013-08-21~"}),
        ("sources:\n  agency:", "ignore:\n  ‸\nsources:\n  agency:", {"uncited-paragraph"}),
        ("sources:\n  agency:", "external_ids:\n  ‸\nsources:\n  agency:", {"wikidata", "acled"}),
        ("sources:\n  agency:", "online:\n  ‸\nsources:\n  agency:", {"platform", "account"}),
        ("[@agency]", "[@‸]", {"agency", "article"}),
        ("[@agency]", "[@agency; @‸]", {"agency", "article"}),
        ("was hit", "was [[‸", {"report", "strike"}),
    ],
)
def test_fields_words_and_ids_are_completed(record: TinyRecord, old: str, new: str, expected: set[str]) -> None:
    assert old in EVENT
    case = cursor(EVENT.replace(old, new, 1))
    known = schema("event", completing.ids(record.collect()))
    (found,) = node(action="front-matter", schema=known, cases=[case], events=["report", "strike"])
    labels = [one["label"] for one in found]
    assert expected <= set(labels)
    assert len(labels) == len(set(labels))


@needs_node
def test_what_is_there_already_is_not_offered_and_what_is_required_comes_first(record: TinyRecord) -> None:
    known = schema("event", completing.ids(record.collect()))
    cases = [
        cursor(EVENT.replace("place: aleppo\n", "place: aleppo\n‸\n")),
        cursor(EVENT.replace("    low: 2\n", "    ‸\n    low: 2\n")),
        cursor(EVENT.replace("hit [@", "hi‸t [@")),
        cursor(EVENT.replace("place: aleppo", "# pl‸ace: aleppo")),
        cursor("no front matter‸"),
        cursor(EVENT.replace("---\ntitle", "---‸\ntitle", 1)),
    ]
    top, row, *nothing = node(action="front-matter", schema=known, cases=cases, events=[])
    labels = {one["label"]: one for one in top}
    assert {"title", "date", "place", "sources"}.isdisjoint(labels)
    assert labels["summary"]["required"]
    assert not labels["tags"]["required"]
    assert "neutral" in labels["summary"]["detail"]
    assert {"measure", "low", "sources"}.isdisjoint(one["label"] for one in row)
    assert nothing == [[], [], [], []]


@needs_node
def test_what_is_written_by_a_completion_can_be_gone_on_from(record: TinyRecord) -> None:
    known = schema("event", completing.ids(record.collect()))
    (found,) = node(action="front-matter", schema=known, cases=[cursor("---\n‸\n---\n")], events=[])
    texts = {one["label"]: one["text"] for one in found}
    assert texts["title"] == "title: "
    assert texts["figures"] == "figures:\n  - "
    assert texts["online"] == "online:\n  "
    assert texts["sources"] == "sources:\n  "
    assert texts["conflicts"] == "conflicts: "


@needs_node
def test_fields_and_words_are_explained(record: TinyRecord) -> None:
    known = schema("event", completing.ids(record.collect()))
    cases = [
        {**cursor(EVENT.replace("status: c", "sta‸tus: c")), "of": "explained"},
        {**cursor(EVENT.replace("measure: killed", "meas‸ure: killed")), "of": "explained"},
        {**cursor(EVENT.replace("place: aleppo", "place: ale‸ppo")), "of": "explained"},
        {**cursor(EVENT.replace("was hit", "was ‸hit")), "of": "explained"},
    ]
    status, measure, place, text = node(action="front-matter", schema=known, cases=cases, events=[])
    assert status == "Whether the event itself is established.\n\n`confirmed`: That the event happened is established."
    assert measure.startswith("What is counted.")
    assert "`aleppo`: Aleppo, Syria" in place
    assert text == ""


def ready(record: TinyRecord) -> None:
    """Lay a script beside the record that the extension finds, and the schemas."""
    script = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom conflict_timeline.cli import main\nmain()\n"
    record.write("build_timeline.py", script)
    files.write(record.root / "schema", completing.ids(record.collect()))


@needs_node
def test_the_extension_underlines_what_the_check_finds(record: TinyRecord) -> None:
    ready(record)
    record.edit(STRIKE, "title: Air strike on", "title: 😀 Air strike on")
    record.edit(STRIKE, "place: aleppo", "place: alepo # 😀")
    record.edit(STRIKE, "night [@agency].", "😀 night [@agenci].")
    told = node(action="activate", root=str(record.root), python=sys.executable, trusted=True)
    assert told["messages"] == []
    assert list(told["diagnostics"]) == [str(Path(STRIKE))]
    found = {one["code"]: one for one in told["diagnostics"][str(Path(STRIKE))]}
    place = found["unknown-place"]
    assert place["range"]["ends"] == [6, 7, 6, 12]
    assert place["severity"] == 0
    assert place["message"].endswith("did you mean aleppo?")
    line = record.read(STRIKE).splitlines()[-1]
    assert found["unknown-source"]["range"]["ends"][1] == len(line[: line.index("agenci")].encode("utf-16-le")) // 2
    record.edit(STRIKE, "[@agenci].", "there.")
    told = node(action="activate", root=str(record.root), python=sys.executable, trusted=True)
    found = {one["code"]: one for one in told["diagnostics"][str(Path(STRIKE))]}
    assert found["uncited-paragraph"]["severity"] == 1


@needs_node
def test_the_extension_runs_nothing_where_it_is_not_trusted_and_says_when_it_cannot(record: TinyRecord) -> None:
    ready(record)
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    told = node(action="activate", root=str(record.root), python=sys.executable, trusted=False)
    assert (told["diagnostics"], told["messages"]) == ({}, [])
    told = node(action="activate", root=str(record.root), python="/nowhere/python", trusted=True)
    assert told["diagnostics"] == {}
    assert told["messages"][0].startswith("The record was not checked. Run make site once.")


@needs_node
def test_the_extension_hands_completions_to_the_editor(record: TinyRecord) -> None:
    ready(record)
    told = node(
        action="activate", root=str(record.root), python=sys.executable, trusted=False,
        complete=cursor(EVENT.replace("place: aleppo", "place: ale‸")),
    )  # fmt: skip
    assert [entry["files"]["pattern"]["pattern"] for entry in told["providers"]] == [
        "events/**/*.md", "events/**/*.md", "seeds/**/*.md", "seeds/**/*.md",
    ]  # fmt: skip
    (aleppo,) = [item for item in told["items"] if item["label"] == "aleppo"]
    assert aleppo["documentation"] == "Aleppo, Syria"
    assert aleppo["range"]["ends"] == [5, 7, 5, 10]


def test_the_extension_is_one_that_a_workspace_can_hold() -> None:
    package = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    assert (EXTENSION / package["main"]).is_file()
    assert not {"dependencies", "devDependencies", "extensionDependencies", "scripts"} & set(package)
    for pattern in package["activationEvents"]:
        assert (ROOT / pattern.removeprefix("workspaceContains:")).is_file()
