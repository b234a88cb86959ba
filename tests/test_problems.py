"""How problems are counted, chosen and told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conflict_timeline.problems import Edit, Fix, Problem, Report, nearest
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


def test_the_closing_counts() -> None:
    assert Report([ERROR, WARNING], 1234).summary() == "1,234 files checked: 1 error, 1 warning"
    assert Report([], 1).summary() == "1 file checked: 0 errors, 0 warnings"


def test_the_nearest_known_word() -> None:
    assert nearest("rusia", ["syria", "russia", "ukraine"]) == "did you mean russia?"
    assert nearest("elsewhere", ["syria", "russia"]) == ""


def test_severity_is_that_of_the_rule() -> None:
    assert (ERROR.severity, WARNING.severity) == (Severity.ERROR, Severity.WARNING)
    assert RULES["effect-possibly-before-cause"].severity is Severity.WARNING


def test_a_fix_makes_no_other_problem() -> None:
    mended = replace(ERROR, fix=Fix((Edit(3, 7, "x", "2012"),)))
    assert mended == ERROR
    assert len({mended, ERROR}) == 1
    assert not mended < ERROR
    assert not mended > ERROR
