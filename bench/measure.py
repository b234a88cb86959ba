"""Runs programs one at a time and takes their time and their memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 1.0
"""Seconds between two looks at the memory of a program's processes: a look costs some 10 ms a process."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a program took.

    Attributes:
        seconds: from start to end by the clock.
        cpu: seconds of all processors, in the program and in the kernel for it; other programs disturb it less.
        peak: the most memory that it held, in bytes, all its processes together.
    """

    seconds: float
    cpu: float
    peak: int


def run(command: Sequence[str]) -> Run:
    """Run a program to its end.

    Args:
        command: the program and its arguments.

    Returns:
        What the program took. This process must stay the smaller one, since a new process begins with the peak
        of the one that starts it (Linux, getrusage(2)).

    Raises:
        RuntimeError: the program failed; what it printed is in the message.
    """
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        watch.finish()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            told = output.read().decode(errors="replace")[-4000:]
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{told}")
    # The kernel's number is exact, but of the largest single process; ours is looked at now and then, but of all.
    return Run(seconds, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss * 1024, watch.peak))


class _Watch(threading.Thread):
    """Looks at the memory of a program while more than one process of it runs; Linux only, elsewhere sees nothing.

    Memory that processes share counts once (the proportional set size of proc(5)).

    Attributes:
        peak: the most that was seen, in bytes.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        """Look until the program has ended."""
        while not self._ended.wait(_INTERVAL):
            family = list(_family(self._pid))
            if len(family) > 1:
                self.peak = max(self.peak, sum(_proportional(pid) for pid in family))

    def finish(self) -> None:
        """Stop looking."""
        self._ended.set()
        self.join()


def _family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _proportional(pid: int) -> int:
    """The proportional set size of a process in bytes; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def pages(folder: Path) -> int:
    """How many HTML files lie below a folder."""
    return sum(1 for _, _, names in os.walk(folder) for name in names if name.endswith(".html"))


def size(folder: Path) -> int:
    """How many bytes all files below a folder have."""
    return sum(os.path.getsize(os.path.join(path, name)) for path, _, names in os.walk(folder) for name in names)
