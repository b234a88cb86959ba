"""A record of one's own: what it begins with, and that it builds with the package as others get it."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from conflict_timeline.authoring import forms
from conflict_timeline.checks import check
from conflict_timeline.collection import collect
from conflict_timeline.starter import laying
from conflict_timeline.starter.laying import UnlayableError, lay

from .built import ROOT, Built, run
from .packaged import environment, wheel
from .server import serving

FILES = ROOT / "conflict_timeline" / "starter" / "files"
TODAY = dt.date(2026, 1, 31)


@pytest.fixture
def laid(tmp_path: Path) -> Path:
    lay(tmp_path / "record", "A record", "Conflict in Example Land", today=TODAY)
    return tmp_path / "record"


def test_a_new_record_is_clean(laid: Path) -> None:
    record = collect(laid)
    assert check(record, today=TODAY).problems == []
    assert list(record.events) == ["example-event"]
    assert list(record.conflicts) == ["conflict-in-example-land"]
    assert list(record.seeds) == ["example-article"]


@pytest.mark.parametrize(
    "name", ['A "record": #1 & {co}', "Запис", "it's - [a] record", "<< name >>", "{{ name }}", "a\\b", "@x"]
)
def test_names_are_written_as_they_are(tmp_path: Path, name: str) -> None:
    lay(tmp_path / "record", name, "Conflict " + name, today=TODAY)
    settings = yaml.safe_load((tmp_path / "record" / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_name"] == name
    record = collect(tmp_path / "record")
    assert check(record, today=TODAY).problems == []
    (conflict,) = record.conflicts.values()
    assert conflict.value.name == "Conflict " + name


@pytest.mark.parametrize(
    ("name", "conflict"), [("", "C"), ("x" * 121, "C"), ("a\u202eb", "C"), ("N", "Конфлікт"), ("N", "  "), ("N", "con")]
)
def test_names_that_cannot_be_used_write_nothing(tmp_path: Path, name: str, conflict: str) -> None:
    with pytest.raises(UnlayableError):
        lay(tmp_path / "record", name, conflict)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    done = run("init", str(tmp_path), "--name", "N", "--conflict", "C")
    assert done.returncode == 2
    assert (
        done.stderr
        == f"Nothing was written: {tmp_path} is not empty; name a folder that is empty or does not exist yet\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "record").mkdir()
    done = run("init", str(tmp_path / "record"), "--name", "N", "--conflict", "C")
    assert done.returncode == 0, done.stderr
    assert "its conflict has the id c." in done.stdout
    assert (tmp_path / "record" / ".github" / "workflows" / "check.yml").is_file()


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> object:
        yield "one", "text"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(laying, "_filled", broken)
    with pytest.raises(OSError, match="No space"):
        lay(tmp_path / "record", "N", "C")
    assert list(tmp_path.iterdir()) == []


# What it shares with this repository, so that neither falls behind


def test_its_workflows_forms_and_pages_about_the_program_are_ours() -> None:
    ours, theirs = ROOT / ".github", FILES / "dot-github"
    for path in (
        "workflows/publish.yml",
        "workflows/links.yml",
        "links-issue.sh",
        "ISSUE_TEMPLATE/config.yml",
        "ISSUE_TEMPLATE/correct-an-event.yml",
        "ISSUE_TEMPLATE/remove-for-safety.yml",
    ):
        assert (theirs / path).read_text() == (ours / path).read_text(), path
    whole, part = (yaml.safe_load((folder / "workflows" / "check.yml").read_text()) for folder in (ours, theirs))
    del whole["jobs"]["code"]
    assert part == whole
    for name in ("data-format.md", "using-the-timeline.md"):
        assert (FILES / "docs" / name).read_text() == (ROOT / "docs" / name).read_text(), name
    template = (theirs / "pull_request_template.md").read_text()
    assert (ours / "pull_request_template.md").read_text().startswith(template)


def test_its_form_is_made_for_its_own_conflict(laid: Path) -> None:
    text = (laid / forms.PATH).read_text(encoding="utf-8")
    assert text == forms.form(collect(laid))
    assert [conflict.value.name for conflict in collect(laid).conflicts.values()] == [
        option["label"] for option in yaml.safe_load(text)["body"][3]["attributes"]["options"]
    ]


def test_the_package_knows_of_no_conflict() -> None:
    """This repository's record is one among others: borders are the world's, and numbers of identity cards many states'."""
    named = re.compile(
        r"syria|ukrain|russia|mariupol|aleppo|damascus|crimea|golan|kyiv|moscow|putin|zelensk|(?<!amb)assad",
        re.IGNORECASE,
    )
    found = []
    for path in sorted((ROOT / "conflict_timeline").rglob("*")):
        if path.is_file() and "borders" not in path.parts and path.suffix != ".pyc" and path.name != "personal_data.py":
            found += [
                f"{path.name}: {word}" for word in named.findall(path.read_text(encoding="utf-8", errors="replace"))
            ]
    assert found == []


def test_its_types_are_a_part_of_ours(laid: Path) -> None:
    ours, theirs = collect(ROOT), collect(laid)
    for name, family in theirs.families.items():
        assert family.value == ours.families[name].value
    for word, term in theirs.wording.items():
        assert term.value == ours.wording[word].value


def test_its_make_targets_are_what_its_workflows_and_readme_name(laid: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (laid / "Makefile").read_text(), re.MULTILINE))
    named = set(
        re.findall(
            r"(?:run: |`)make ([a-z-]+)",
            "".join(path.read_text() for path in [laid / "README.md", *laid.glob(".github/workflows/*.yml")]),
        )
    )
    assert named <= targets


# As others get it


@pytest.mark.browser
def test_a_wheel_in_an_empty_environment_begins_a_record_and_builds_its_site(tmp_path: Path, browser: Browser) -> None:
    venv = environment(tmp_path / "venv", wheel(tmp_path))
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS"))
    }

    def call(*command: str, cwd: Path) -> str:
        done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    call(
        str(venv / "bin" / "conflict-timeline"),
        "init",
        "record",
        "--name",
        "A record of ours",
        "--conflict",
        "Conflict in Example Land",
        cwd=tmp_path,
    )
    record = tmp_path / "record"
    assert "1 events" in call("make", "site", f"VENV={venv}", cwd=record)
    assert "0 errors, 0 warnings" in call("make", "test", f"VENV={venv}", cwd=record)
    assert Built(record / "site").broken_links() == []
    wrong: list[str] = []
    with serving(record / "site") as address:
        page = browser.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{address}/")
        page.locator("conflict-timeline[data-ready]").wait_for()
        assert "A record of ours" in page.title()
        assert page.get_by_text("Conflict in Example Land").first.is_visible()
        page.goto(f"{address}/events/example-event/")
        assert page.locator("h1").inner_text() == "Example: this record is begun"
        page.close()
    assert wrong == []
