"""What runs at GitHub: valid, without holes, made of make targets, and run here as a runner would run it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from conflict_timeline import __version__
from conflict_timeline.starter.laying import lay

from .built import ROOT
from .cloned import Clone

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
BIN = Path(sys.executable).parent


def jobs(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["jobs"])


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job["steps"]]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-actions", [ROOT / "action.yml"]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("citation-file-format", [ROOT / "CITATION.cff"]),
    ],
)
def test_files_are_as_published_schemas_want_them(schema: str, files: list[Path]) -> None:
    assert files
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_an_auditor_finds_no_hole() -> None:
    command = [BIN / "zizmor", "--offline", "--persona=auditor", "--no-progress", "--format=plain", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_steps_are_make_targets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for step in steps(path):
        if run := step.get("run"):
            found = re.fullmatch(r"make ([a-z-]+)", run)
            assert found, run
            assert found[1] in targets
        else:
            assert re.search(rf"{re.escape(step['uses'])} # v[0-9.]+\n", text), "the version stands behind the commit"
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_an_action_has_one_commit_everywhere() -> None:
    commits = defaultdict(set)
    for path in [*WORKFLOWS, *ROOT.glob("action.yml")]:
        for name, commit in re.findall(r"uses: ([\w/-]+)@(\w+)", path.read_text(encoding="utf-8")):
            commits[name].add(commit)
    assert all(len(found) == 1 for found in commits.values()), commits


def test_what_strangers_propose_can_only_read() -> None:
    check = yaml.load((GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert check["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in check["jobs"].values())


def test_only_the_job_that_deploys_may_write_and_it_runs_nothing_of_ours() -> None:
    found = jobs(GITHUB / "workflows" / "publish.yml")
    writing = [job for job in found.values() if "write" in job["permissions"].values()]
    assert [set(job["permissions"]) for job in writing] == [{"pages", "id-token"}]
    assert not any("run" in step for step in writing[0]["steps"])


def test_the_version_to_cite_is_the_package_s() -> None:
    cited = yaml.load((ROOT / "CITATION.cff").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert cited["version"] == __version__


# As a runner would


class Runner(Clone):
    """A clone in which the steps of a job are run, with the files that GitHub gives a job."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.summary = folder / "summary.md"
        event = folder / "event.json"
        event.write_text(json.dumps({"pull_request": {"number": 1}}), encoding="utf-8")
        self.environment |= {
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(event), "GITHUB_STEP_SUMMARY": str(self.summary),
        }  # fmt: skip

    def propose(self, path: str, text: str) -> None:
        """Make a pull request's merge commit the one that is checked out: its first parent is the base."""
        for command in (["switch", "-q", "-c", "proposal"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
            if command[0] == "add":
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(text, encoding="utf-8")
            assert self.call("git", *command).returncode == 0
        self.call("git", "switch", "-q", "--detach", "HEAD~1")
        assert self.call("git", "merge", "-q", "--no-ff", "-m", "merge", "proposal").returncode == 0

    def job(self, workflow: str, name: str) -> dict[str, subprocess.CompletedProcess[str]]:
        """Run a job's make targets in order; after a failure those alone that run all the same."""
        done, failed = {}, False
        for step in jobs(GITHUB / "workflows" / f"{workflow}.yml")[name]["steps"]:
            if "run" not in step or (failed and "cancelled()" not in step.get("if", "")):
                continue
            done[step["run"]] = self.call(*step["run"].split())
            failed = failed or done[step["run"]].returncode != 0
        return done


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


NEW = """\
---
title: A meeting is announced
date: 2022-03-20
summary: A ministry announces a meeting.
type: diplomatic/statement
conflicts: [ukraine]
placeless: Announced in writing.
status: confirmed
{extra}sources:
  announcement:
    title: A meeting
    publisher: A ministry
    url: https://ministry.example.org/meeting
    published: 2022-03-20
    kind: government
    lang: en
---
A meeting was announced [@announcement].
"""


def test_a_good_proposal(runner: Runner) -> None:
    runner.propose("events/ukraine/2022/a-meeting.md", NEW.format(extra=""))
    done = runner.job("check", "record")
    assert {name: step.returncode for name, step in done.items()} == dict.fromkeys(
        ["make annotate", "make summary", "make site", "make verify"], 0
    ), "\n".join(step.stdout + step.stderr for step in done.values())
    assert "::error" not in done["make annotate"].stdout
    summary = runner.summary.read_text(encoding="utf-8")
    assert "A meeting is announced" in summary
    assert "python3 -m http.server" in summary
    assert json.loads((runner.root / "build" / "check.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (runner.root / "site" / "events" / "a-meeting" / "index.html").is_file()


def test_a_broken_proposal(runner: Runner) -> None:
    runner.propose("events/ukraine/2022/a-meeting.md", NEW.format(extra="plcae: kyiv\n"))
    done = runner.job("check", "record")
    assert {name: step.returncode != 0 for name, step in done.items()} == {"make annotate": True, "make summary": False}
    annotation = "::error file=events/ukraine/2022/a-meeting.md,line=9,col=1,title=unknown-field::"
    assert annotation in done["make annotate"].stdout
    summary = runner.summary.read_text(encoding="utf-8")
    assert "error unknown-field" in summary
    sarif = json.loads((runner.root / "build" / "check.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["unknown-field"]


def test_publishing(runner: Runner) -> None:
    done = runner.job("publish", "build")
    assert {name: step.returncode for name, step in done.items()} == dict.fromkeys(
        ["make check", "make site", "make verify"], 0
    )
    assert runner.job("publish", "deploy") == {}


# Another repository


@pytest.mark.parametrize("sound", [True, False])
def test_the_action_checks_and_builds_the_record_of_another_repository(
    runner: Runner, tmp_path: Path, sound: bool
) -> None:
    """Its three lines, as a runner would: the record in a folder of the workspace, the action in a clone of its own."""
    workspace, output = tmp_path / "workspace", tmp_path / "output"
    lay(workspace / "re cord", "A record", "Conflict in Example Land")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["commit", "-q", "-m", "one"],
        ["commit", "-q", "--allow-empty", "-m", "two"],
    ):
        assert runner.call("git", *command, cwd=workspace).returncode == 0
    if not sound:
        event = workspace / "re cord" / "events" / "example" / "example-event.md"
        event.write_text(event.read_text().replace("status: confirmed", "status: sure"))
    action = yaml.load((ROOT / "action.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    step = action["runs"]["steps"][-1]
    given = {
        "root": "re cord",
        "strict": action["inputs"]["strict"]["default"],
        "build": action["inputs"]["build"]["default"],
    }
    filled = {
        "${{ github.action_path }}": str(runner.root),
        **{f"${{{{ inputs.{name} }}}}": value for name, value in given.items()},
    }
    runner.environment |= {name: filled[value] for name, value in step["env"].items()}
    runner.environment |= {"GITHUB_WORKSPACE": str(workspace), "GITHUB_OUTPUT": str(output)}
    done = runner.call("bash", "-c", step["run"], cwd=workspace)
    assert done.returncode == (0 if sound else 2), done.stdout + done.stderr
    assert ("::error file=re cord/events/example/example-event.md,line=8," in done.stdout) is not sound
    assert "What this change does" in runner.summary.read_text()
    if sound:
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        assert (Path(outputs["site"]) / "index.html").is_file()
        assert re.fullmatch("[0-9a-f]{64}", outputs["manifest"])
    else:
        assert not output.exists()


def test_what_the_docs_show_for_other_repositories_is_valid(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "releases.md").read_text(encoding="utf-8")
    steps, gitlab = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(gitlab.splitlines()) <= 10
    assert len(steps.splitlines()) == 3
    (tmp_path / "gitlab.yml").write_text(gitlab)
    indented = "".join(f"      {line}\n" for line in steps.replace("COMMIT", "0" * 40).splitlines())
    (tmp_path / "github.yml").write_text(
        f"on: push\njobs:\n  record:\n    runs-on: ubuntu-24.04\n    steps:\n{indented}"
    )
    for schema, name in (("gitlab-ci", "gitlab.yml"), ("github-workflows", "github.yml")):
        command = [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", tmp_path / name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


# The issue about sources

GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$GH_LOG"
case "$1 $2" in "issue list") printf '%s' "$GH_OPEN" ;; esac
"""


def told(runner: Runner, letter: str, number: str) -> list[str]:
    """What gh is told to do about a letter, while an issue of that number is open."""
    tools = runner.root.parent / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "gh").write_text(GH, encoding="utf-8")
    (tools / "gh").chmod(0o755)
    log = runner.root.parent / "gh.log"
    log.unlink(missing_ok=True)
    runner.environment |= {"PATH": f"{tools}:{os.environ['PATH']}", "GH_LOG": str(log), "GH_OPEN": number}
    (runner.root / "build").mkdir(exist_ok=True)
    (runner.root / "build" / "letter.md").write_text(letter, encoding="utf-8")
    done = runner.job("links", "tell")
    assert {name: step.returncode for name, step in done.items()} == {"make links-issue": 0}, done
    return [" ".join(line.split()[:3]) for line in log.read_text(encoding="utf-8").splitlines()[1:]]


def test_the_one_issue_about_sources(runner: Runner) -> None:
    assert told(runner, "1 dead", "") == ["label create sources", "issue create --title"]
    assert told(runner, "1 dead", "7") == ["issue edit 7"]
    assert told(runner, "", "7") == ["issue close 7"]
    assert told(runner, "", "") == []


def test_sources_are_visited_without_the_right_to_write() -> None:
    found = jobs(GITHUB / "workflows" / "links.yml")
    assert found["visit"]["permissions"] == {"contents": "read"}
    assert "env" not in str(found["visit"])
    assert found["tell"]["permissions"] == {"contents": "read", "issues": "write"}
    assert [step["run"] for step in found["tell"]["steps"] if "run" in step] == ["make links-issue"]
