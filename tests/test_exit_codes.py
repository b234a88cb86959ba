"""Every command ends with 2 when it is used wrongly, says so in a sentence, and shows no traceback."""

from __future__ import annotations

import pytest

from conflict_timeline.cli import COMMANDS

from .built import ROOT, run
from .conftest import TinyRecord

MANUAL = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_that_there_is_not_ends_with_2(command: str, record: TinyRecord) -> None:
    done = run(command, "--no-such-option", root=record.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such option" in done.stderr
    assert "Traceback" not in done.stderr


WRONG = {
    "archive": ["nowhere"],
    "build": ["--site-dir"],
    "check": ["nowhere.md"],
    "completion": ["tcsh"],
    "diff": ["no-such-revision"],
    "fmt": ["nowhere.md"],
    "graph": ["nowhere"],
    "init": [],
    "links": ["nowhere"],
    "new": ["--date", "some day"],
    "schema": ["nothing"],
    "serve": ["--port", "many"],
    "show": ["nowhere"],
    "stats": ["--format", "xml"],
    "verify": ["nowhere"],
}
"""For each command a use that is wrong in another way."""


@pytest.mark.parametrize("command", COMMANDS)
def test_an_argument_that_makes_no_sense_ends_with_2(command: str, record: TinyRecord) -> None:
    assert command in WRONG, "say here what is a wrong use of it"
    done = run(command, *WRONG[command], root=record.root)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_the_codes_are_documented_once_for_all_commands() -> None:
    table = MANUAL.split("| Exit status |")[1].split("\n\n")[0]
    for code in ("0", "1", "2", "130, 143"):
        assert f"\n| {code} | " in table
