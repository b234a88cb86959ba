"""Several processes print what one would; none talks when it is stopped, and none outlives the build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conflict_timeline.publish import manifest, press, staged
from conflict_timeline.publish.lock import held
from conflict_timeline.views.common import Page

from .built import run
from .conftest import TinyRecord
from .torture import PRELUDE, START

SLOW = f"""{PRELUDE}
import time
from pathlib import Path
from conflict_timeline.theme.slots import Frame
fill = Frame.fill
def slowly(self, values):
    Path("printing").touch()
    time.sleep(0.2)
    return fill(self, values)
Frame.fill = slowly
"""
"""Has several processes print for several seconds; the file ``printing`` says that they are about it."""


class Press(press.Press):
    """A press that does one thing instead of printing."""

    def __init__(self, act: str) -> None:
        super().__init__({}, Path(), "")
        self.act = act

    def _print(self, page: Page) -> None:
        match self.act:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "full":
                raise OSError(28, "No space left on device", "x")
            case "wrong":
                raise ValueError("a mistake")

    def work(self) -> None:
        """Let two processes do it."""
        pages = [Page(f"p/{number}/", "moved.html", "", "", lambda: None) for number in range(4)]
        self.run(pages, jobs=2)


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second process be worth its start for a single page."""
    monkeypatch.setattr(press, "WORTH", 1)


def test_the_error_of_a_process_is_the_builds() -> None:
    with pytest.raises(OSError, match="No space left") as error:
        Press("full").work()
    assert error.value.filename == "x"


def test_a_mistake_of_ours_comes_with_its_place() -> None:
    with pytest.raises(ValueError, match="a mistake") as error:
        Press("wrong").work()
    assert "in _print" in "".join(error.value.__notes__)


def test_a_process_that_is_killed_ends_the_build_with_a_sentence() -> None:
    with pytest.raises(OSError, match="a process was stopped by the system"):
        Press("die").work()


def printing(project: TinyRecord) -> subprocess.Popen[str]:
    """A build whose processes are printing, over a site that stands."""
    with staged(project.root / "site") as stage:
        (stage / "index.html").write_text("the last site")
        manifest.write(stage)
    build = subprocess.Popen(
        [sys.executable, "-c", SLOW + START, "build"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (project.root / "printing").exists():
        assert build.poll() is None, build.communicate()[1]
        time.sleep(0.01)
    return build


@pytest.mark.parametrize(
    ("number", "code", "whole"),
    [(signal.SIGINT, 130, True), (signal.SIGTERM, 143, True), (signal.SIGTERM, 143, False)],
)
def test_a_build_that_is_stopped_leaves_the_last_site_and_no_noise(
    project: TinyRecord, number: signal.Signals, code: int, whole: bool
) -> None:
    before = {path.name for path in project.root.iterdir()}
    build = printing(project)
    if whole:  # as a terminal does; make and supervisors signal the first process alone
        os.killpg(build.pid, number)
    else:
        build.send_signal(number)
    out, err = build.communicate(timeout=20)
    assert (build.returncode, out, err) == (code, "", "Stopped.\n")
    assert {path.name for path in project.root.iterdir()} == before | {"printing", "site"}
    assert manifest.verify(project.root / "site") == []
    assert (project.root / "site" / "index.html").read_text() == "the last site"


def test_no_process_outlives_a_build_that_is_killed(project: TinyRecord) -> None:
    build = printing(project)
    build.kill()
    build.communicate(timeout=20)  # ends when no process holds the other end of the pipes
    with held(project.root / ".site.lock", 2, lambda _: None):
        pass
    assert run(root=project.root).returncode == 0
    assert not list(project.root.glob(".site*"))
