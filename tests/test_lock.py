"""A lock keeps two apart, says who holds it, and dies with its holder."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conflict_timeline.publish.lock import HeldError, held

HOLDER = """
import sys, time
from pathlib import Path
from conflict_timeline.publish.lock import held
with held(Path(sys.argv[1]), 0, print):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".site.lock"


def other(path: Path) -> subprocess.Popen[str]:
    """A process that holds the lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_it_leaves_nothing(path: Path) -> None:
    with held(path, 0, print):
        assert path.is_file()
    assert not path.exists()


def test_the_second_is_told_who_holds_it_and_since_when(path: Path) -> None:
    told: list[str] = []
    process = other(path)
    try:
        with (
            pytest.raises(HeldError, match=rf"process {process.pid} on .+, since \d{{4}}-"),
            held(path, 0.3, told.append),
        ):
            pass
    finally:
        process.kill()
        process.wait()
    assert len(told) == 1
    assert f"process {process.pid}" in told[0]


def test_a_dead_holder_holds_nothing(path: Path) -> None:
    process = other(path)
    process.kill()
    process.wait()
    assert path.is_file()
    with held(path, 0, print):
        pass
    assert not path.exists()


def test_the_second_waits_for_its_turn(path: Path) -> None:
    order: list[str] = []

    def first() -> None:
        with held(path, 0, print):
            ready.set()
            time.sleep(0.3)
            order.append("first")

    ready = threading.Event()
    thread = threading.Thread(target=first)
    thread.start()
    ready.wait()
    with held(path, 10, lambda _: None):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_a_lock_on_a_file_that_is_gone_is_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    real, tries = fcntl.flock, 0

    def flock(descriptor: int, how: int) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:  # between opening and locking, the former holder ends and a third one makes the file anew
            path.unlink()
            path.touch()
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with held(path, 5, lambda _: None):
        assert path.read_text().startswith(f"process {os.getpid()} ")
    assert tries == 2


def test_what_a_stranger_wrote_into_it_steers_no_terminal(path: Path) -> None:
    process = other(path)
    try:
        path.write_bytes(b"\x1b[2Jnobody\n")
        with pytest.raises(HeldError) as error, held(path, 0, print):
            pass
    finally:
        process.kill()
        process.wait()
    assert str(error.value) == "?[2Jnobody"


def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    path.symlink_to("thesis.txt")
    with pytest.raises(OSError), held(path, 0, print):
        pass
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_many_count_without_losing_one(path: Path, tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    program = HOLDER.replace('print("held", flush=True)', "f = Path(sys.argv[2]); n = int(f.read_text())").replace(
        "time.sleep(60)", "time.sleep(0.01); f.write_text(str(n + 1))"
    )
    program = program.replace("sys.argv[1]), 0", "sys.argv[1]), 30").replace(
        "with held", "for _ in range(5):\n  with held"
    )
    program = program.replace("\n    ", "\n      ")
    writers = [subprocess.Popen([sys.executable, "-c", program, str(path), str(counter)]) for _ in range(4)]
    assert [writer.wait() for writer in writers] == [0] * 4
    assert counter.read_text() == "20"
