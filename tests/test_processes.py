"""The same work in one process and in several: results in order, errors with their place, steps counted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conflict_timeline.system.processes import processors, spread

from .built import ROOT

JOBS = [1, 2, 3]


def doubled(number: int) -> int:
    """Twice a number; of some the work fails."""
    if number == 13_013:
        raise ValueError("a mistake")
    if number == 13_014:
        raise OSError(28, "No space left on device", "x")
    if number == 13_015:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


@pytest.mark.parametrize("jobs", JOBS)
@pytest.mark.parametrize("size", [0, 1, 2, 99, 100, 101, 305])
def test_results_come_in_the_order_of_things(jobs: int, size: int) -> None:
    assert spread(doubled, range(size), jobs) == [2 * number for number in range(size)]


@pytest.mark.parametrize("jobs", JOBS)
def test_steps_rise_to_the_number_of_things(jobs: int) -> None:
    steps: list[int] = []
    spread(doubled, range(1000), jobs, steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == 1000


def test_work_that_refers_to_what_is_here_needs_nothing_sent() -> None:
    here = {"open": open, "lambda": lambda number: number + 1}
    assert spread(here["lambda"], [1, 2, 3], 2) == [2, 3, 4]


@pytest.mark.parametrize("jobs", JOBS)
def test_an_error_is_raised_here(jobs: int) -> None:
    with pytest.raises(OSError, match="No space left") as error:
        spread(doubled, [1, 13_014, 2], jobs)
    assert error.value.filename == "x"


def test_a_mistake_of_ours_comes_with_its_place() -> None:
    with pytest.raises(ValueError, match="a mistake") as error:
        spread(doubled, [1, 13_013], 2)
    assert "in doubled" in "".join(error.value.__notes__)


def test_a_process_that_is_killed_is_a_sentence() -> None:
    with pytest.raises(OSError, match="a process was stopped by the system"):
        spread(doubled, [1, 13_015], 2)


def is_there(process: int) -> bool:
    """Whether a process runs or waits for something; one that has ended and was not fetched does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_no_process_outlives_the_first_one_however_much_it_has_to_say(tmp_path: Path) -> None:
    """Their answers fill the pipes, so that they wait, and the first one is killed without a chance to end them."""
    script = (
        "import os, sys, time\nfrom pathlib import Path\nfrom conflict_timeline.system.processes import spread\n"
        "def work(_):\n    Path(sys.argv[1], str(os.getpid())).touch()\n    return bytes(1 << 20)\n"
        "spread(work, range(400), 2, lambda _: time.sleep(60))\n"
    )
    first = subprocess.Popen([sys.executable, "-c", script, tmp_path], cwd=ROOT)
    end = time.monotonic() + 60
    while len(found := [int(path.name) for path in tmp_path.iterdir()]) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.3)
    first.kill()
    first.wait()
    while any(map(is_there, found)) and time.monotonic() < end:
        time.sleep(0.05)
    assert len(found) == 2
    assert not any(map(is_there, found))


def test_where_nothing_can_be_forked_one_process_is_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert processors() >= 1
    monkeypatch.delattr(os, "fork")
    assert processors() == 1
