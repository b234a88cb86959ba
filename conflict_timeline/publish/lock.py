"""One build at a time: a lock on a file, which the kernel lets go when its holder dies."""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..problems import printable

PAUSE = 0.1
"""Seconds between two tries for a lock that is held."""


class HeldError(Exception):
    """Somebody else held the lock all the time; the message says who, since when."""


@contextmanager
def held(path: Path, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock while the block runs.

    The file goes at the end, and only its holder removes it. A process that waited for a file that is gone by
    then holds nothing: so whoever gets a lock looks whether the file still bears the name, and else begins again.

    A killed build's lock is free at once, or when the last of its workers has noticed.

    Args:
        path: the file; whatever a dead holder left there is taken over.
        wait: for how many seconds to try.
        tell: called once with who holds it, when there is something to wait for.

    Raises:
        HeldError: it was not to be had.
        OSError: the disk refuses.
    """
    descriptor = _acquired(path, wait, tell)
    try:
        yield
    finally:
        if _bears(path, descriptor):
            path.unlink(missing_ok=True)
        os.close(descriptor)


def _acquired(path: Path, wait: float, tell: Callable[[str], None]) -> int:
    """Lock the file of that name and give its descriptor."""
    told, until = False, time.monotonic() + wait
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o644)
        try:
            locked = _tried(descriptor)
            if locked and _bears(path, descriptor):
                os.truncate(descriptor, 0)
                os.pwrite(descriptor, _me().encode(), 0)
                return descriptor
            holder = _holder(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if locked:
            continue  # its file is gone: there is a new one, or none
        if time.monotonic() >= until:
            raise HeldError(holder)
        if not told and wait >= PAUSE:
            tell(holder)
            told = True
        time.sleep(PAUSE)


def _tried(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _bears(path: Path, descriptor: int) -> bool:
    """Whether the name still belongs to the open file."""
    try:
        return os.path.samestat(os.lstat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _me() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%Y-%m-%d %H:%M:%S')}"


def _holder(descriptor: int) -> str:
    """Who holds it, in words; the file is read with caution, since anybody may have written it."""
    return printable(os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip()) or "an unnamed process"
