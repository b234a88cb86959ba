"""How problems are counted, chosen and told."""

from __future__ import annotations

import pytest

from conflict_timeline.problems import Problem, Report, nearest, printable, told
from conflict_timeline.rules import RULES, Severity

ERROR = Problem("events/b.md", 3, 7, "invalid-date", "date: x is not a date", "write 2012")
WARNING = Problem("events/a.md", 9, 1, "uncited-source", "key is cited nowhere")


def test_a_report_is_sorted_and_names_each_problem_once() -> None:
    report = Report([ERROR, WARNING, ERROR], 2)
    assert report.problems == [WARNING, ERROR]
    assert report.count(Severity.ERROR) == report.count(Severity.WARNING) == 1


@pytest.mark.parametrize(
    ("problems", "fails", "strict"),
    [([], False, False), ([WARNING], False, True), ([ERROR], True, True), ([ERROR, WARNING], True, True)],
)
def test_what_fails(problems: list[Problem], fails: bool, strict: bool) -> None:
    assert Report(problems).fails() is fails
    assert Report(problems).fails(strict=strict) is (strict or fails)
    assert Report(problems).fails(strict=True) is strict


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["events"], [WARNING, ERROR]),
        (["./events/"], [WARNING, ERROR]),
        (["."], [WARNING, ERROR]),
        ([""], [WARNING, ERROR]),
        (["events/a.md"], [WARNING]),
        (["event"], []),
        (["events/a"], []),
        ([], []),
    ],
)
def test_only_the_named_files_and_folders(paths: list[str], expected: list[Problem]) -> None:
    assert Report([ERROR, WARNING], 2).only(paths).problems == expected


def test_the_report_as_text() -> None:
    report = Report([ERROR, WARNING], 1234)
    lines = {("events/b.md", 3): "date: x", ("events/a.md", 9): ""}
    assert list(report.lines(lambda path, line: lines[path, line])) == [
        "events/a.md:9:1: warning uncited-source: key is cited nowhere",
        "events/b.md:3:7: error invalid-date: date: x is not a date",
        "    date: x",
        "          ^",
        "    hint: write 2012",
        "1,234 files checked: 1 error, 1 warning",
    ]
    assert Report([], 1).summary() == "1 file checked: 0 errors, 0 warnings"


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
    text = "\n".join(told(problem, "a\x1b[0m"))
    assert all(c.isprintable() or c == "\n" for c in text)
    assert printable("a\u200fb") == "a?b"


def test_the_nearest_known_word() -> None:
    assert nearest("rusia", ["syria", "russia", "ukraine"]) == "did you mean russia?"
    assert nearest("elsewhere", ["syria", "russia"]) == ""


def test_severity_is_that_of_the_rule() -> None:
    assert (ERROR.severity, WARNING.severity) == (Severity.ERROR, Severity.WARNING)
    assert RULES["effect-possibly-before-cause"].severity is Severity.WARNING
