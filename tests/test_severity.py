"""How grave breaches are where a site sets that, on the command line and in MkDocs; and where its record lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from conflict_timeline import site
from conflict_timeline.checks import check
from conflict_timeline.rules import RULES, Severity
from conflict_timeline.settings import Settings
from conflict_timeline.theme.articles import Articles
from conflict_timeline.views.library import Library

from .built import ROOT, run
from .conftest import RECORDS, TODAY, TinyRecord

LOWERED = [name for name, rule in RULES.items() if rule.severity is Severity.ERROR and not rule.fixed]
SET = "\n      severity:\n        uncited-paragraph: {}\n"


@pytest.mark.parametrize("rule", LOWERED)
def test_pages_can_be_made_of_what_breaks_a_rule_that_can_be_lowered(rule: str, record: TinyRecord) -> None:
    record.lay(RECORDS / "invalid" / rule)
    collection = record.collect()
    report = check(collection, Settings(severities={rule: Severity.WARNING}), today=TODAY)
    assert [problem.severity for problem in report.problems] == [Severity.WARNING]
    assert not report.fails()
    library = Library(collection)
    articles = Articles()
    assert all(articles.render(page) for page in site.pages(library))
    assert all(file.content for file in site.files(collection, library))


def test_all_that_can_be_set(record: TinyRecord) -> None:
    def found(severity: Severity | None) -> list[tuple[str, Severity]]:
        settings = Settings(severities={"uncited-paragraph": severity})
        return [(p.rule, p.severity) for p in check(record.collect(), settings, today=TODAY).problems]

    record.edit("events/strike.md", "night [@agency].", "night.")
    assert found(Severity.ERROR) == [("uncited-paragraph", Severity.ERROR)]
    assert found(Severity.INFO) == [("uncited-paragraph", Severity.INFO)]
    assert found(None) == []
    record.edit("events/strike.md", "tags:", "ignore:\n  uncited-paragraph: The rows say it.\ntags:")
    assert found(Severity.WARNING) == found(Severity.INFO) == found(None) == []
    assert found(Severity.ERROR) == [
        ("unused-ignore", Severity.WARNING),
        ("uncited-paragraph", Severity.ERROR),
    ]


def test_an_error_that_is_lowered_can_be_switched_off_in_a_file(record: TinyRecord) -> None:
    record.edit("events/strike.md", "status: confirmed", "status: disputed")
    record.edit("events/strike.md", "tags:", "ignore:\n  status-without-note: It is told below.\ntags:")
    assert record.rules() == ["status-without-note", "unused-ignore"]
    settings = Settings(severities={"status-without-note": Severity.WARNING})
    assert check(record.collect(), settings, today=TODAY).problems == []


@pytest.fixture
def spoiled(project: TinyRecord) -> TinyRecord:
    """A project with a paragraph that cites nothing."""
    project.edit("events/strike.md", "night [@agency].", "night.")
    return project


def test_the_command_line_obeys(spoiled: TinyRecord) -> None:
    spoiled.edit("mkdocs.yml", "  - timeline\n", "  - timeline:" + SET.format("error"))
    done = run("check", root=spoiled.root)
    assert done.returncode == 1
    assert "error uncited-paragraph: " in done.stdout
    assert run("build", root=spoiled.root).returncode == 1
    listed = run("check", "--list", root=spoiled.root).stdout
    assert next(line for line in listed.splitlines() if " uncited-paragraph " in line).startswith("error ")
    assert run("check", "--explain", "uncited-paragraph", root=spoiled.root).stdout.startswith(
        "uncited-paragraph: error\n"
    )
    spoiled.edit("mkdocs.yml", "uncited-paragraph: error", "uncited-paragraph: off")
    done = run("check", "--strict", root=spoiled.root)
    assert (done.returncode, "uncited-paragraph" in done.stdout) == (0, False)
    assert "off      uncited-paragraph" in run("check", "--list", root=spoiled.root).stdout


def test_mkdocs_obeys(spoiled: TinyRecord) -> None:
    def mkdocs() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=spoiled.root, env=environment, capture_output=True, text=True, check=False)

    spoiled.edit("mkdocs.yml", "  - timeline\n", "  - timeline:" + SET.format("error"))
    done = mkdocs()
    assert done.returncode == 1
    assert "error uncited-paragraph: " in done.stderr
    spoiled.edit("mkdocs.yml", "uncited-paragraph: error", "uncited-paragraph: off")
    done = mkdocs()
    assert done.returncode == 0, done.stderr
    spoiled.edit("mkdocs.yml", "uncited-paragraph: off", "invalid-url: off")
    done = mkdocs()
    assert done.returncode == 1
    assert "invalid-url cannot be lowered" in done.stderr
    assert "Traceback" not in done.stderr


NEW = [
    "--title=Shelling of a market in Aleppo!", "--date=2021-03-07", "--conflict=syria", "--type=air strike", "--place=aleppo",
    "--summary=Shells hit a market.", "--status=confirmed", "--source-url=https://news.example.org/2021/market",
    "--source-title=Market hit", "--publisher=The Example News", "--kind=news",
]  # fmt: skip


@pytest.mark.parametrize(("word", "code", "told"), [("error", 1, True), ("info", 0, True), ("off", 0, False)])
def test_a_new_event_is_judged_as_the_site_judges(word: str, code: int, told: bool, project: TinyRecord) -> None:
    project.edit(
        "mkdocs.yml", "  - timeline\n", "  - timeline:" + SET.replace("uncited-paragraph", "title-style").format(word)
    )
    done = run("new", *NEW, root=project.root)
    assert done.returncode == code, done.stdout + done.stderr
    assert (f"{word} title-style: " in done.stdout) is told
    assert run("check", root=project.root).returncode == 0


@pytest.mark.parametrize(("word", "told"), [("error", True), ("off", False)])
def test_a_difference_is_judged_as_the_site_judges(word: str, told: bool, spoiled: TinyRecord) -> None:
    spoiled.edit("mkdocs.yml", "  - timeline\n", "  - timeline:" + SET.format(word))
    for command in (["init", "-q"], ["add", "mkdocs.yml"], ["commit", "-qm", "x"]):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *command], cwd=spoiled.root, check=True)
    done = run("diff", root=spoiled.root)
    assert done.returncode == 0, done.stderr
    assert (f"{word} uncited-paragraph: " in done.stdout) is told


@pytest.mark.parametrize("command", ["check", "build"])
def test_bad_settings_end_with_a_sentence(command: str, spoiled: TinyRecord) -> None:
    spoiled.edit("mkdocs.yml", "  - timeline\n", "  - timeline:" + SET.format("eror"))
    done = run(command, root=spoiled.root)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[0].endswith(
        "uncited-paragraph: eror is none of error, warning, info, off; did you mean error?"
    )
    assert done.stderr.startswith("mkdocs.yml:")


def test_verify_has_no_use_for_settings(spoiled: TinyRecord) -> None:
    spoiled.write("mkdocs.yml", "[")
    assert "mkdocs.yml" not in run("verify", "nowhere", root=spoiled.root).stderr
    assert run("check", root=spoiled.root).stderr.startswith("mkdocs.yml:")


@pytest.fixture
def apart(project: TinyRecord) -> TinyRecord:
    """A project whose record lies in a folder of its own."""
    (project.root / "data").mkdir()
    for name in ("events", "registry", "seeds"):
        shutil.move(project.root / name, project.root / "data" / name)
    project.edit("mkdocs.yml", "  - timeline\n", "  - timeline:\n      record: data\n")
    return project


def test_a_record_in_a_folder_of_its_own(apart: TinyRecord) -> None:
    assert run("build", root=apart.root).returncode == 0
    assert (apart.root / "site" / "events" / "strike" / "index.html").is_file()
    apart.edit("data/events/strike.md", "place: aleppo", "place: alepo")
    apart.write("docs/about.md", "About\n")
    for place in (".", "data", "data/events", "docs"):
        script = [sys.executable, str(ROOT / "build_timeline.py"), "check", "--format", "github"]
        done = subprocess.run(script, cwd=apart.root / place, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert [line.partition("::")[2].partition("title=")[2] for line in done.stdout.splitlines()][:2] == [
            "untitled-page::a page written by hand begins with its title; write # and the title into the first line, and no fields above it",
            "unknown-place::there is no place alepo; did you mean aleppo?",
        ]
    done = run("check", "--format", "github", root=apart.root)
    assert [line.partition(",")[0] for line in done.stdout.splitlines()[:2]] == [
        "::error file=docs/about.md",
        "::error file=data/events/strike.md",
    ]
    assert run("check", "data/events/report.md", root=apart.root).returncode == 0
    assert run("check", "data/events/strike.md", root=apart.root).returncode == 1


def test_a_record_without_a_site_is_found_from_inside(record: TinyRecord) -> None:
    record.edit("events/strike.md", "place: aleppo", "place: alepo")
    script = [sys.executable, str(ROOT / "build_timeline.py"), "check"]
    done = subprocess.run(script, cwd=record.root / "events", capture_output=True, text=True, check=False)
    assert "events/strike.md:7:8: error unknown-place" in done.stdout
